"""Opens CSV and XLSX files as rows of cells, within bounds that are checked before anything is unpacked. Does not know
what a column means."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from sales.errors import Invalid

MEGABYTE = 1_000_000
LARGEST_FILE = 30 * MEGABYTE
LARGEST_UNPACKED = 300 * MEGABYTE
MOST_ROWS = 200_000
MOST_COLUMNS = 400
LONGEST_CELL = 32_767
"""What a cell of a spreadsheet program can hold."""

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 20

Cell = str | Decimal | date
"""Text as it stands; numbers and days only where the file itself says that they are such (XLSX)."""


class Impossible(ValueError):
    """Of the kind that is expected, and yet none that can be: an amount below zero, the thirtieth of February."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row; `line` is where an editor or a spreadsheet program shows it, counted from 1."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows of a CSV file or of one sheet of a workbook that are not entirely empty."""

    path: str
    title: str
    rows: tuple[Row, ...]


def read_sheets(path: Path) -> list[Sheet]:
    """The sheets of a .csv, .tsv, .txt, .xlsx or .xlsm file. Raises `Invalid` with a sentence if the file is missing,
    too large, of another kind, or broken."""
    name = path.name
    if not path.is_file():
        raise Invalid(f"There is no file {path}.")
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise Invalid(f"{name} has {size // MEGABYTE} MB; at most {LARGEST_FILE // MEGABYTE} MB are read.")
    suffix = path.suffix.lower()
    if suffix in (".csv", ".tsv", ".txt"):
        return [Sheet(name, "", _bounded(name, _csv_rows(name, path.read_bytes())))]
    if suffix in (".xlsx", ".xlsm"):
        return _workbook(path)
    raise Invalid(f"{name} is neither a CSV nor an XLSX file. Save it as one of these and try again.")


def decoded(data: bytes) -> str:
    """The bytes as text: by their byte order mark, else UTF-8, else the Windows code page that Excel writes. Without
    the NUL characters that no database keeps."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    return text.replace("\0", "")


def delimiter_of(text: str) -> str:
    """The delimiter that splits the first lines into the most columns most evenly; a comma if none does."""
    lines = text.splitlines()[: _SAMPLE * 3]

    def evenness(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row][:_SAMPLE]
        except csv.Error:
            return 0, 1
        usual = max(set(widths), key=lambda width: (widths.count(width), width)) if widths else 1
        return (widths.count(usual), usual) if usual > 1 else (0, 1)

    return max(DELIMITERS, key=evenness) if lines else ","


def _csv_rows(name: str, data: bytes) -> Iterator[Row]:
    text = decoded(data)
    skipped = 0
    if text[:4].lower() == "sep=" and len(first := text.splitlines()[0]) == 5:
        delimiter, skipped = first[4], 1
        text = text.partition("\n")[2]
    else:
        delimiter = delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    start = 1
    try:
        for cells in reader:
            yield Row(start + skipped, tuple(cell.strip() for cell in cells))
            start = reader.line_num + 1
    except csv.Error as problem:
        raise Invalid(f"{name} cannot be read as CSV near line {start + skipped}: {problem}.") from None


def _workbook(path: Path) -> list[Sheet]:
    import openpyxl

    _check_unpacked(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that we do not read anyway
            book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
            try:
                return [
                    Sheet(path.name, sheet.title, _bounded(path.name, _sheet_rows(sheet.iter_rows(values_only=True))))
                    for sheet in book.worksheets
                    if sheet.sheet_state == "visible"
                ]
            finally:
                book.close()
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError, OSError) as problem:
        raise Invalid(f"{path.name} cannot be opened as a workbook ({type(problem).__name__}).") from None


def _check_unpacked(path: Path) -> None:
    """A workbook is a zip: what it claims to unpack to is added up before any of it is unpacked. `zipfile` itself
    never gives out more than an entry claims."""
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        raise Invalid(f"{path.name} is not a workbook, despite its name.") from None
    if unpacked > LARGEST_UNPACKED:
        raise Invalid(
            f"{path.name} would unpack to {unpacked // MEGABYTE} MB; at most {LARGEST_UNPACKED // MEGABYTE} are read."
        )


def _sheet_rows(rows: Iterable[Sequence[object]]) -> Iterator[Row]:
    for line, values in enumerate(rows, start=1):
        if len(values) > MOST_COLUMNS and all(value is None for value in values[MOST_COLUMNS:]):
            values = values[:MOST_COLUMNS]  # formatted but empty columns up to the edge of the sheet
        yield Row(line, tuple(_cell(value) for value in values))


def _cell(value: object) -> Cell:
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int():
            return Decimal(value)
        case float():
            return Decimal(repr(value))
        case datetime():
            return value.date()
        case date():
            return value
        case _:
            return str(value).strip()


def _bounded(name: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    kept: list[Row] = []
    for row in rows:
        if not any(cell != "" for cell in row.cells):
            continue
        if len(row.cells) > MOST_COLUMNS:
            raise Invalid(f"Line {row.line} of {name} has {len(row.cells)} columns; at most {MOST_COLUMNS} are read.")
        if len(kept) > MOST_ROWS:
            raise Invalid(f"{name} has more than {MOST_ROWS:,} rows. Split it and import the parts.")
        if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in row.cells):
            raise Invalid(f"A cell in line {row.line} of {name} is longer than {LONGEST_CELL:,} characters.")
        kept.append(row)
    return tuple(kept)
