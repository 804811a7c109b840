"""One sheet of a workbook, cell by cell: where each stands in the part, what it holds, and what it computes. Reads
only."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property

from sales.errors import Invalid
from sales.filling.grid import Value
from storage.sheets.filling.references import place_of, reference, translated
from storage.sheets.filling.spans import Element, elements
from storage.sheets.filling.styles import Styles

MOST_CELLS = 100_000
_WANTED = frozenset(
    {
        *("sheetData", "row", "c", "f", "v", "is", "t", "rPh", "dimension", "mergeCells", "mergeCell", "col"),
        *("dataValidation", "formula1", "formula2", "sqref", "formula", "conditionalFormatting", "hyperlink"),
        *("autoFilter", "sheetProtection", "legacyDrawing", "brk", "protectedRange", "ignoredError", "rowBreaks"),
    }
)
_DAY_ZERO, _DAY_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)


@dataclass(slots=True)
class XmlCell:
    """A cell as it stands in its part. `formula` is spelt out, also where the part only says that it is shared; `f` and
    `v` are the elements that hold formula and value."""

    row: int
    column: int
    element: Element
    style: int = 0
    kind: str = ""
    formula: str = ""
    formula_kind: str = ""
    f: Element | None = None
    v: Element | None = None
    text: str = ""


@dataclass(slots=True)
class XmlRow:
    """A row and its cells by column."""

    number: int
    element: Element
    cells: dict[int, XmlCell] = field(default_factory=dict)


class XmlSheet:
    """A sheet's part, scanned."""

    def __init__(self, data: bytes, name: str) -> None:
        self.data, self.name = data, name
        self.others: list[Element] = []
        self.rows: dict[int, XmlRow] = {}
        self._read(elements(data, _WANTED, name))

    @cached_property
    def body(self) -> Element:
        found = next((e for e in self.others if e.name == "sheetData"), None)
        if found is None:
            raise Invalid(f"{self.name} has a sheet without cells that I cannot read. Save it again as .xlsx.")
        return found

    def cell(self, row: int, column: int) -> XmlCell | None:
        found = self.rows.get(row)
        return found.cells.get(column) if found else None

    def cells(self) -> list[XmlCell]:
        return [cell for row in self.rows.values() for cell in row.cells.values()]

    def column_style(self, column: int) -> int:
        for element in self.others:
            if element.name == "col":
                given = element.attributes
                if int(given.get("min", 0)) <= column <= int(given.get("max", 0)):
                    return int(given.get("style", 0))
        return 0

    def _read(self, found: Sequence[Element]) -> None:
        row: XmlRow | None = None
        cell: XmlCell | None = None
        count = 0
        for element in found:
            match element.name:
                case "row":
                    number = int(element.attributes.get("r") or (row.number + 1 if row else 1))
                    row, cell = XmlRow(number, element), None
                    self.rows[number] = row
                case "c" if row is not None:
                    count += 1
                    if count > MOST_CELLS:
                        raise Invalid(f"{self.name} has more than {MOST_CELLS:,} cells, which is no template.")
                    cell = self._cell(element, row)
                    row.cells[cell.column] = cell
                case "f" | "v" | "t" if cell is not None and _is_within(element, cell.element):
                    _hold(cell, element)
                case "is" | "rPh":
                    pass
                case _:
                    self.others.append(element)
        self._unshare()

    def _cell(self, element: Element, row: XmlRow) -> XmlCell:
        place = place_of(element.attributes.get("r", ""))
        column = place[1] if place else max(row.cells, default=0) + 1
        style = element.attributes.get("s", "0")
        return XmlCell(
            row.number, column, element, int(style) if style.isdigit() else 0, element.attributes.get("t", "n")
        )

    def _unshare(self) -> None:
        """Spells out the formulas that only refer to another cell's."""
        masters: dict[str, XmlCell] = {}
        for cell in self.cells():
            if cell.formula_kind == "shared" and cell.f is not None:
                key = cell.f.attributes.get("si", "")
                if cell.formula:
                    masters[key] = cell
                elif (master := masters.get(key)) is not None:
                    here, there = reference(cell.row, cell.column), reference(master.row, master.column)
                    cell.formula = translated(master.formula, there, here)


def _is_within(element: Element, cell: Element) -> bool:
    parent = element.parent
    while parent is not None and parent is not cell:
        if parent.name == "rPh":
            return False
        parent = parent.parent
    return parent is cell


def _hold(cell: XmlCell, element: Element) -> None:
    match element.name:
        case "f":
            cell.f, cell.formula, cell.formula_kind = element, element.text, element.attributes.get("t", "")
        case "v":
            cell.v, cell.text = element, element.text
        case _:
            cell.text += element.text


def value_of(cell: XmlCell, texts: Sequence[str], styles: Styles, *, epoch_1904: bool) -> Value:
    """What a cell holds: text, a number, a day where its format shows days; None for nothing."""
    match cell.kind:
        case "s":
            number = int(cell.text) if cell.text.isdigit() else -1
            return texts[number] if 0 <= number < len(texts) else None
        case "inlineStr" | "str" | "e":
            return cell.text or None
        case "b":
            return "TRUE" if cell.text == "1" else "FALSE"
        case "d":
            return date.fromisoformat(cell.text[:10]) if len(cell.text) >= 10 else None
        case _:
            return _number(cell, styles, epoch_1904=epoch_1904)


def _number(cell: XmlCell, styles: Styles, *, epoch_1904: bool) -> Value:
    try:
        number = Decimal(cell.text)
    except InvalidOperation:
        return None
    if number.is_finite() and styles.shows_days(cell.style) and 0 < number < 200_000:
        return (_DAY_ZERO_1904 if epoch_1904 else _DAY_ZERO) + timedelta(days=math.floor(number))
    return number if number.is_finite() else None


def serial(day: date, *, epoch_1904: bool) -> int:
    """A day as a workbook counts it."""
    return (day - (_DAY_ZERO_1904 if epoch_1904 else _DAY_ZERO)).days
