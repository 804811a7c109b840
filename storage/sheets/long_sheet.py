"""A sheet with very many rows, spelled as the format has it (ECMA-376, SpreadsheetML) and streamed into the workbook
once that is written: an object for each of two million cells takes longer than all the rest. Knows text, numbers and
days; no formula, and not what the rows are about."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from os import PathLike
from typing import IO, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from sales.money import Money
from storage.sheets.workbook_kit import Kit, letter_of

Value = str | int | date | datetime | Money | None

DAY_ZERO = date(1899, 12, 30).toordinal()
FIRST_DAY = date(1900, 3, 1)
"""Days before it are text: spreadsheet programs do not agree on their numbers."""

AT_ONCE = 1_000
SQUEEZED = 2
"""Of 1 to 9: twice as fast as usual, and a seventh larger."""

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"')
_END = b"</sheetData>"


class LongSheet:
    """The rows of a sheet below its header, added in order. `money` says in which format an amount is shown."""

    def __init__(self, kit: Kit, money: Callable[[Money], Any]) -> None:
        self.rows, self.columns = 0, 0
        self._money, self._waiting = money, list[str]()
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - read, and closed, in `xml`
        self._plain, self._day, self._moment = map(_style, (kit.plain, kit.day, kit.moment))

    def add(self, values: Sequence[Value]) -> None:
        """A row of values, each as what it is; nothing for an empty one. Text is never anything but text."""
        self.rows += 1
        self.columns = max(self.columns, len(values))
        row = self.rows + 1
        cells = [self._cell(f"{_letter(n)}{row}", value) for n, value in enumerate(values) if value not in (None, "")]
        self._waiting.append(f'<row r="{row}">{"".join(cells)}</row>')
        if len(self._waiting) == AT_ONCE:
            self._write()

    def _cell(self, place: str, value: Value) -> str:
        match value:
            case str():
                return _text(place, value, self._plain)
            case Money():
                return f'<c r="{place}" s="{_style(self._money(value))}"><v>{value.major:f}</v></c>'
            case datetime():
                return f'<c r="{place}" s="{self._moment}"><v>{_serial(value)!r}</v></c>'
            case date():
                if value < FIRST_DAY:
                    return _text(place, value.isoformat(), self._plain)
                return f'<c r="{place}" s="{self._day}"><v>{value.toordinal() - DAY_ZERO}</v></c>'
            case _:
                return f'<c r="{place}" s="{self._plain}"><v>{value}</v></c>'

    def _write(self) -> None:
        self._file.write("".join(self._waiting).encode())
        self._waiting.clear()

    def xml(self, written: bytes) -> Iterable[bytes]:
        """The sheet as it was written without these rows, with them."""
        self._write()
        size = f'<dimension ref="A1:{_letter(max(self.columns - 1, 0))}{self.rows + 1}"'.encode()
        before, end, after = written.partition(_END)
        yield _DIMENSION.sub(size, before, count=1)
        self._file.seek(0)
        while some := self._file.read(1 << 20):
            yield some
        self._file.close()
        yield end + after


def join(book: BinaryIO, long_sheets: Mapping[int, LongSheet], file: str | PathLike[str] | BinaryIO) -> None:
    """Writes the workbook with the rows of its long sheets, given by the sheet's number from 1."""
    parts = {f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in long_sheets.items()}
    with ZipFile(book) as short, ZipFile(file, "w", ZIP_DEFLATED, compresslevel=SQUEEZED) as whole:
        for part in short.namelist():
            with whole.open(part, "w") as out:
                written = short.read(part)
                for some in parts[part].xml(written) if part in parts else (written,):
                    out.write(some)


def _style(form: Any) -> int:
    """The number of a format in the workbook, which it gets when it is asked for."""
    number: int = form._get_xf_index()
    return number


@lru_cache(maxsize=64)
def _letter(column: int) -> str:
    return letter_of(column)


def _text(place: str, value: str, style: int) -> str:
    space = ' xml:space="preserve"' if value != value.strip() else ""
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t{space}>{_escaped(value)}</t></is></c>'


@lru_cache(maxsize=10_000)
def _escaped(text: str) -> str:
    """Text as XML; what XML cannot hold as the format spells it: _x001B_. Half a surrogate pair is a question mark."""
    fit = _UNFIT.sub(lambda found: f"_x{ord(found[0]):04X}_", text).encode(errors="replace").decode()
    return fit.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _serial(local: datetime) -> float:
    """The days since day zero of an instant on a clock."""
    return (local - datetime.fromordinal(DAY_ZERO)).total_seconds() / 86_400
