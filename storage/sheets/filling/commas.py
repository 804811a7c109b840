"""A CSV file that is to be filled in: its delimiter, its way of writing numbers and days, its line ends and quotes stay
what they are; lines that nobody fills in stay byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sales.errors import Invalid
from sales.filling.grid import Grid, GridCell
from sales.filling.plan import Put, SheetPlan
from sales.filling.values import Shape
from storage.sheets.amounts import uses_decimal_comma
from storage.sheets.exporting import FORMULA_STARTS
from storage.sheets.filling.archive import check_size
from storage.sheets.filling.cells import MOST_CELLS
from storage.sheets.table import delimiter_of

TITLE = "CSV"
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_DAYS = ((re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}"), "%d.%m.%Y"), (re.compile(r"\d{4}-\d\d-\d\d"), "%Y-%m-%d"))
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/\d{4}")


@dataclass(slots=True)
class _Line:
    """One record: its fields as they stand in the file, quotes and all, and the characters that end it."""

    fields: list[str]
    ending: str


@dataclass(frozen=True)
class _File:
    encoding: str
    delimiter: str
    decimal_comma: bool
    day_format: str
    ending: str
    head: str
    lines: tuple[_Line, ...]


def read_commas(name: str, content: bytes) -> Grid:
    """The file as one sheet. Raises `Invalid` for what is no text, or too much of it."""
    file = _parsed(name, content)
    cells = {
        (row, column): GridCell(value)
        for row, line in enumerate(file.lines, start=1)
        for column, raw in enumerate(line.fields, start=1)
        if (value := _value(_bare(raw), file)) is not None
    }
    return Grid(TITLE, cells)


def write_commas(name: str, content: bytes, plan: SheetPlan) -> bytes:
    """The file with the plan carried out."""
    file = _parsed(name, content)
    by_row: dict[tuple[int, int], dict[int, Put]] = {}
    for put in plan.puts:
        by_row.setdefault((put.row, put.extra), {})[put.column] = put
    last = max((row for row, _ in by_row), default=0)
    lines = [*file.lines, *(_Line([], file.ending) for _ in range(last - len(file.lines)))]
    out: list[_Line] = []
    stretched = {stretch.last: stretch.by for stretch in plan.stretches}
    width = max((len(line.fields) for line in file.lines), default=1)
    for number, line in enumerate(lines, start=1):
        out.append(_filled(line, by_row.get((number, 0), {}), file, width))
        blank = _Line([], line.ending or file.ending)
        for extra in range(1, stretched.get(number, 0) + 1):
            out.append(_filled(blank, by_row.get((number, extra), {}), file, width))
    text = file.head
    for place, line in enumerate(out):
        ending = line.ending or (file.ending if place + 1 < len(out) else "")
        text += file.delimiter.join(line.fields) + ending
    return text.encode(file.encoding, "xmlcharrefreplace" if file.encoding == "cp1252" else "strict")


def _filled(line: _Line, puts: dict[int, Put], file: _File, width: int) -> _Line:
    if not puts:
        return line
    fields = line.fields + [""] * (max(*puts, width) - len(line.fields))
    for column, put in puts.items():
        fields[column - 1] = _quoted(_written(put, file), file)
    return _Line(fields, line.ending or file.ending)


def _written(put: Put, file: _File) -> str:
    value = put.value
    if isinstance(value, date):
        return value.strftime(file.day_format)
    if isinstance(value, str):
        return f"'{value}" if value.lstrip(" ").startswith(FORMULA_STARTS) else value
    if put.shape in (Shape.RATIO, Shape.PERCENT):
        number = f"{value * 100:.1f}".rstrip("0").rstrip(".")
        return (number.replace(".", ",") if file.decimal_comma else number) + "%"
    number = format(value.normalize() if value else Decimal(0), "f")
    if put.shape is Shape.MONEY and "." in number and len(number.partition(".")[2]) == 1:
        number += "0"
    if put.shape is Shape.TIMES:
        number = f"{value:.2f}"
    return number.replace(".", ",") if file.decimal_comma else number


def _quoted(text: str, file: _File) -> str:
    if any(char in text for char in (file.delimiter, '"', "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return text


def _parsed(name: str, content: bytes) -> _File:
    check_size(name, len(content))
    encoding, text = _decoded(name, content)
    head = ""
    if text[:4].lower() == "sep=" and len(first := text.splitlines(keepends=True)[0].rstrip("\r\n")) == 5:
        delimiter = first[4]
        head, text = text[: text.index("\n") + 1], text[text.index("\n") + 1 :]
    else:
        delimiter = delimiter_of(text)
    lines = tuple(_records(text, delimiter))
    if sum(len(line.fields) for line in lines) > MOST_CELLS:
        raise Invalid(f"{name} has more than {MOST_CELLS:,} cells, which is no template.")
    values = [_bare(field) for line in lines for field in line.fields]
    numbers = [value for value in values if _NUMBER.fullmatch(value)]
    ending = next((line.ending for line in lines if line.ending), "\n")
    return _File(
        encoding,
        delimiter,
        uses_decimal_comma(numbers, delimiter == ";"),
        _day_format(values, delimiter),
        ending,
        head,
        lines,
    )


def _decoded(name: str, content: bytes) -> tuple[str, str]:
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        encoding, text = "cp1252", content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise Invalid(f"{name} is not a text file, despite its name. Save it as CSV and send it again.")
    return encoding, text


def _day_format(values: list[str], delimiter: str) -> str:
    """How the file writes days; where it has none, as its delimiter lets expect."""
    for value in values:
        for pattern, form in _DAYS:
            if pattern.fullmatch(value):
                return form
        if match := _SLASHED.fullmatch(value):
            return "%d/%m/%Y" if int(match[1]) > 12 or delimiter == ";" else "%m/%d/%Y"
    return "%Y-%m-%d"


def _records(text: str, delimiter: str) -> Iterator[_Line]:
    """The records with their fields as written. A line end within quotes belongs to its field."""
    pattern = re.compile(
        rf'("(?:[^"]|"")*"[^{re.escape(delimiter)}\r\n]*|[^{re.escape(delimiter)}\r\n]*)(\r\n|\n|\r|{re.escape(delimiter)}|$)'
    )
    fields: list[str] = []
    at = 0
    while at < len(text) or fields:
        match = pattern.match(text, at)
        if match is None:
            break
        fields.append(match[1])
        at = match.end()
        if match[2] != delimiter:
            yield _Line(fields, match[2])
            fields = []


def _bare(raw: str) -> str:
    text = raw.strip()
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        return text[1:-1].replace('""', '"').strip()
    return text


def _value(text: str, file: _File) -> str | Decimal | None:
    if not text:
        return None
    if _NUMBER.fullmatch(text):
        return Decimal(text.replace(",", "."))
    return text
