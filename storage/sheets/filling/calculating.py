"""Works out the formulas whose kept results were taken out, as far as they are sums, shares and choices: whoever looks
at the file in a preview sees totals, too. What it does not know for certain it leaves to the spreadsheet program."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.formula.tokenizer import TokenizerError

from sales.filling.grid import Box
from storage.sheets.filling.cells import XmlCell, XmlSheet
from storage.sheets.filling.formulas import Reading
from storage.sheets.filling.operations import Fault, Result, Unknown
from storage.sheets.filling.package import Package
from storage.sheets.filling.spans import Edit, edited, escaped, prefix_of

MOST_CELLS, DEEPEST = 200_000, 100


def with_results(package: Package) -> dict[str, bytes]:
    """The parts of the sheets that have formulas without a result, with the results that can be worked out."""
    sheets = {part.title: XmlSheet(package.archive.part(part.part), package.archive.name) for part in package.sheets}
    calculator = Calculator(sheets, package.texts, {name.name.casefold(): name.formula for name in package.names})
    found = {}
    for part in package.sheets:
        sheet = sheets[part.title]
        edits = [
            edit
            for cell in sheet.cells()
            if cell.formula and cell.v is None and cell.f is not None and not cell.formula_kind
            for edit in _kept(sheet, cell, calculator.result_of(part.title, cell))
        ]
        if edits:
            found[part.part] = edited(sheet.data, edits)
    return found


def _kept(sheet: XmlSheet, cell: XmlCell, result: tuple[str, str] | None) -> Iterator[Edit]:
    if result is None or cell.f is None:
        return
    kind, text = result
    prefix = prefix_of(sheet.data, cell.element)
    yield Edit(cell.f.end, cell.f.end, f"<{prefix}v>".encode() + escaped(text) + f"</{prefix}v>".encode())
    if kind:
        yield Edit(cell.element.inner - 1, cell.element.inner - 1, f' t="{kind}"'.encode())


@dataclass
class Calculator:
    """The cells of some sheets, with what is worked out of them kept."""

    sheets: Mapping[str, XmlSheet]
    texts: Sequence[str]
    names: Mapping[str, str]
    _known: dict[tuple[str, int, int], Result] = field(default_factory=dict)
    _open: set[tuple[str, int, int]] = field(default_factory=set)
    _read: int = 0

    def result_of(self, title: str, cell: XmlCell) -> tuple[str, str] | None:
        """A formula's result as a part keeps it: its kind ("" for a number) and its text; None where it is unknown."""
        try:
            value = self.at(title, cell.row, cell.column)
        except Fault as fault:
            return "e", str(fault)
        except (Unknown, ArithmeticError, ValueError, LookupError, TokenizerError):
            return None
        match value:
            case bool():
                return "b", str(int(value))
            case str():
                return "str", value
            case None:
                return "", "0"
            case _:
                return ("", f"{value:.15g}") if math.isfinite(value) else None

    def at(self, title: str, row: int, column: int) -> Result:
        """What a cell comes to. Raises `Unknown` and `Fault`."""
        sheet = self.sheets.get(title)
        if sheet is None:
            raise Unknown
        cell = sheet.cell(row, column)
        if cell is None:
            return None
        if not cell.formula or cell.v is not None:
            return self._plain(cell)
        key = (title, row, column)
        if key not in self._known:
            if key in self._open or len(self._open) > DEEPEST or cell.formula_kind:
                raise Unknown
            self._open.add(key)
            try:
                self._known[key] = Reading(self, title, cell.formula).result()
            finally:
                self._open.discard(key)
        return self._known[key]

    def _plain(self, cell: XmlCell) -> Result:
        match cell.kind:
            case "s":
                return self.texts[int(cell.text)]
            case "inlineStr" | "str" | "d":
                return cell.text
            case "b":
                return cell.text == "1"
            case "e":
                raise Fault(cell.text)
            case _:
                return float(cell.text) if cell.text else None

    def within(self, title: str, box: Box) -> Iterator[Result]:
        """The values of a range, row by row; blank cells are None."""
        sheet = self.sheets.get(title)
        rows = sorted(row for row in sheet.rows if box.top <= row <= box.bottom) if sheet else ()
        for row in rows:
            for column in sorted(c for c in (sheet.rows[row].cells if sheet else ()) if box.left <= c <= box.right):
                self._read += 1
                if self._read > MOST_CELLS:
                    raise Unknown
                yield self.at(title, row, column)

    def is_subtotal(self, title: str, box: Box) -> bool:
        """Whether a range has subtotals of its own, which another one would not count."""
        sheet = self.sheets.get(title)
        cells = (cell for row in sheet.rows.values() for cell in row.cells.values()) if sheet else ()
        return any(
            "SUBTOTAL" in cell.formula.upper()
            for cell in cells
            if cell.formula and box.top <= cell.row <= box.bottom and box.left <= cell.column <= box.right
        )
