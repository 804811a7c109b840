"""A workbook or a CSV file as the rules see it: sheets of cells, what is merged, what may be chosen, what is locked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from openpyxl.formula.tokenizer import TokenizerError

from sales.errors import Invalid
from sales.filling.grid import Book, Box, Grid, GridCell
from storage.sheets.filling.archive import Archive, check_size
from storage.sheets.filling.cells import XmlSheet, value_of
from storage.sheets.filling.commas import read_commas
from storage.sheets.filling.multiplying import why_unique
from storage.sheets.filling.package import Package, SheetPart
from storage.sheets.filling.references import box_of, boxes_of, references_of
from storage.sheets.filling.spans import elements

MACROS = "Its macros are as they were; I neither ran nor changed them."
LONGEST_LIST = 1_000


def read_book(name: str, content: bytes) -> Book:
    """The file's sheets. Raises `Invalid` with a sentence for what cannot be opened, or must not be."""
    with sound(name):
        return _book(name, content)


@contextmanager
def sound(name: str) -> Iterator[None]:
    """Whatever a broken file makes of numbers, references and formulas is told in one sentence."""
    try:
        yield
    except (ValueError, ArithmeticError, LookupError, TypeError, TokenizerError) as problem:
        raise Invalid(f"{name} is broken, or not made as workbooks are ({type(problem).__name__}).") from problem


def _book(name: str, content: bytes) -> Book:
    check_size(name, len(content))
    suffix = name.lower().rpartition(".")[2]
    if suffix in ("csv", "tsv", "txt"):
        return Book(name, (read_commas(name, content),))
    if suffix in ("xlsb", "ods", "numbers"):
        raise Invalid(f"{name} is in a format that I do not fill in. Save it as .xlsx or .csv and send it again.")
    package = Package(Archive.opened(name, content))
    grids = tuple(_grid(package, sheet) for sheet in package.sheets)
    macros = any(part.endswith("vbaProject.bin") for part in package.archive.names)
    return Book(name, grids, (MACROS,) if macros else ())


def _grid(package: Package, part: SheetPart) -> Grid:
    if part.hidden:  # nobody sees what stands there, so nothing is read into it
        return Grid(part.title, {}, hidden=True)
    sheet = XmlSheet(package.archive.part(part.part), package.archive.name)
    protected = any(e.name == "sheetProtection" and e.attributes.get("sheet") in ("1", "true") for e in sheet.others)
    cells = {
        (cell.row, cell.column): GridCell(
            value_of(cell, package.texts, package.styles, epoch_1904=package.epoch_1904),
            cell.formula,
            protected and package.styles.is_locked(cell.style),
        )
        for cell in sheet.cells()
    }
    merges = [box for e in sheet.others if e.name == "mergeCell" and (box := box_of(e.attributes.get("ref", "")))]
    lists = tuple(_lists(package, part, sheet))
    areas = tuple(_areas(package, part))
    return Grid(
        part.title,
        cells,
        tuple(merges),
        lists,
        areas,
        fixed=_fixed(package, part, sheet, protected=protected),
        hidden_columns=tuple(_hidden(sheet)),
        unique=why_unique(package, part),
    )


def _hidden(sheet: XmlSheet) -> Iterator[tuple[int, int]]:
    """The stretches of columns that one does not see."""
    for element in sheet.others:
        given = element.attributes
        if element.name == "col" and given.get("hidden") in ("1", "true"):
            yield int(given.get("min", 0)), int(given.get("max", 0))


def _fixed(package: Package, part: SheetPart, sheet: XmlSheet, *, protected: bool) -> str:
    """Why rows cannot be added to a sheet: what would have to move along in ways that we do not vouch for."""
    related = {kind for kind, _ in package.related(part.part).values()}
    reasons = {
        "the sheet is protected": protected,
        "it has comments": bool({"comments", "threadedComment"} & related),
        "it has a pivot table": "pivotTable" in related,
        "it has data from elsewhere": "queryTable" in related,
        "it has array formulas": any(cell.formula_kind in ("array", "dataTable") for cell in sheet.cells()),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _areas(package: Package, part: SheetPart) -> Iterator[Box]:
    """The tables with a name, without a row of totals that they may have."""
    for table in package.of_kind(part.part, "table"):
        for element in elements(package.archive.part(table), ("table",), package.archive.name)[:1]:
            box = box_of(element.attributes.get("ref", ""))
            if box is not None:
                yield Box(box.top, box.left, box.bottom - int(element.attributes.get("totalsRowCount", 0)), box.right)


def _lists(package: Package, part: SheetPart, sheet: XmlSheet) -> Iterator[tuple[Box, tuple[str, ...]]]:
    """The cells that choose from a list, with what it offers; lists that are computed are left out."""
    for element in sheet.others:
        if element.name != "dataValidation" or element.attributes.get("type") != "list":
            continue
        inner = [e for e in sheet.others if e.start > element.start and e.end <= element.end]
        formula = next((e.text for e in inner if e.name in ("formula1", "f") and e.text.strip()), "")
        areas = element.attributes.get("sqref") or next((e.text for e in inner if e.name == "sqref"), "")
        values = _offered(package, part.title, formula.strip())
        if values:
            yield from ((box, values) for box in boxes_of(areas))


def _offered(package: Package, title: str, formula: str) -> tuple[str, ...]:
    if formula.startswith('"') and formula.endswith('"'):
        return tuple(choice.strip() for choice in formula[1:-1].replace('""', '"').split(","))
    named = {name.name.casefold(): name.formula for name in package.names}
    formula = named.get(formula.casefold(), formula)
    found = list(references_of(formula)) if formula else []
    if len(found) != 1 or (box := box_of(found[0][1])) is None:
        return ()
    target = found[0][0] or title
    part = next((sheet for sheet in package.sheets if sheet.title == target), None)
    if part is None:
        return ()
    sheet = XmlSheet(package.archive.part(part.part), package.archive.name)
    values = []
    for row in sorted(row for row in sheet.rows if box.top <= row <= box.bottom)[:LONGEST_LIST]:
        for column, cell in sorted(sheet.rows[row].cells.items()):
            value = value_of(cell, package.texts, package.styles, epoch_1904=package.epoch_1904)
            if box.left <= column <= box.right and value is not None:
                values.append(str(value))
    return tuple(values)
