"""What must follow when rows are added to a sheet: formulas elsewhere, names, charts, drawings, tables. Each part is
changed only where it refers to something that moved."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from storage.sheets.filling.package import WORKBOOK, Package, SheetPart
from storage.sheets.filling.references import Moves, references_of
from storage.sheets.filling.rules import Shift, moved_rule
from storage.sheets.filling.spans import Edit, edited, elements, escaped, with_attribute, without_attribute

_CALC_CHAIN = "xl/calcChain.xml"


def moved_parts(package: Package, sheet: SheetPart, moves: Moves) -> dict[str, bytes]:
    """The parts, but for worksheets, that change when the rows of a sheet move."""
    found = dict(_named(package, sheet, moves))
    for part in sorted(package.archive.names):
        if part.startswith("xl/charts/") and part.endswith(".xml") and "/_rels/" not in part:
            found |= dict(_formulas(package, part, ("f",), sheet.title, moves))
        if part.startswith("xl/pivotCache/pivotCacheDefinition"):
            found |= dict(_pivot_source(package, part, sheet.title, moves))
    for drawing in package.of_kind(sheet.part, "drawing"):
        found |= dict(_anchors(package, drawing, moves))
    for table in package.of_kind(sheet.part, "table"):
        found |= dict(_table(package, table, sheet.title, moves))
    return found


def refreshed_pivots(package: Package, titles: Collection[str]) -> dict[str, bytes]:
    """The pivot caches that were made from sheets of these titles, or from names and tables in them: told to be made
    anew when the file is opened, for what they hold is of before."""
    filled = {title.casefold() for title in titles}
    tables = {
        element.attributes.get("name", "").casefold(): sheet.title
        for sheet in package.sheets
        for part in package.of_kind(sheet.part, "table")
        for element in elements(package.archive.part(part), ("table",), part)[:1]
    }
    named = {name.name.casefold(): sheet for name in package.names for sheet, _ in references_of(name.formula)}
    found = {}
    for part in sorted(package.archive.names):
        if not part.startswith("xl/pivotCache/pivotCacheDefinition"):
            continue
        data = package.archive.part(part)
        read = elements(data, ("pivotCacheDefinition", "worksheetSource"), part)
        source = next((e.attributes for e in read if e.name == "worksheetSource"), {})
        name = source.get("name", "").casefold()
        sheet = source.get("sheet") or tables.get(name) or named.get(name, "")
        if sheet.casefold() in filled:
            tag = without_attribute(data[read[0].start : read[0].inner], "refreshOnLoad")
            tag = tag[:-1].rstrip() + b' refreshOnLoad="1">'
            found[part] = edited(data, [Edit(read[0].start, read[0].inner, tag)])
    return found


def without_calc_chain(package: Package) -> tuple[dict[str, bytes], set[str]]:
    """The order in which cells were last computed names them by place; a program that finds none makes a new one. The
    parts without it, and the part that goes."""
    if _CALC_CHAIN not in package.archive.names:
        return {}, set()
    changed = {}
    for part, element, attribute in (
        ("[Content_Types].xml", "Override", "PartName"),
        ("xl/_rels/workbook.xml.rels", "Relationship", "Target"),
    ):
        data = package.archive.part(part)
        gone = [
            Edit(found.start, found.end, b"")
            for found in elements(data, (element,), package.archive.name)
            if found.attributes.get(attribute, "").endswith("calcChain.xml")
        ]
        changed[part] = edited(data, gone)
    return changed, {_CALC_CHAIN}


def _named(package: Package, sheet: SheetPart, moves: Moves) -> Iterator[tuple[str, bytes]]:
    edits = []
    for name in package.names:
        after = _moved(name.formula, sheet.title, moves, own=name.sheet)
        if after != name.formula:
            edits.append(Edit(name.element.inner, name.element.close, escaped(after)))
    if edits:
        yield WORKBOOK, edited(package.archive.part(WORKBOOK), edits)


def _moved(formula: str, title: str, moves: Moves, own: str = "") -> str:
    return Shift(title, moves).of(formula, own)


def _formulas(
    package: Package, part: str, names: tuple[str, ...], title: str, moves: Moves
) -> Iterator[tuple[str, bytes]]:
    data = package.archive.part(part)
    edits = [
        Edit(found.inner, found.close, escaped(after))
        for found in elements(data, names, package.archive.name)
        if found.text and (after := _moved(found.text, title, moves)) != found.text
    ]
    if edits:
        yield part, edited(data, edits)


def _anchors(package: Package, part: str, moves: Moves) -> Iterator[tuple[str, bytes]]:
    """Drawings hang on the cells behind them, whose rows are counted from 0."""
    data = package.archive.part(part)
    edits = []
    for found in elements(data, ("from", "to", "row"), package.archive.name):
        if found.name == "row" and found.parent is not None and found.text.strip().isdigit():
            row = int(found.text)
            after = moves.row(row + 1) - 1
            if after != row:
                edits.append(Edit(found.inner, found.close, str(after).encode()))
    if edits:
        yield part, edited(data, edits)


def _table(package: Package, part: str, title: str, moves: Moves) -> Iterator[tuple[str, bytes]]:
    """A table with a name reaches as far as its rows."""
    data = package.archive.part(part)
    edits = []
    for found in elements(data, ("table", "autoFilter", "calculatedColumnFormula", "totalsRowFormula"), part):
        edit = moved_rule(data, found, moves, lambda formula: _moved(formula, title, moves, own=title))
        if edit is not None:
            edits.append(edit)
    if edits:
        yield part, edited(data, edits)


def _pivot_source(package: Package, part: str, title: str, moves: Moves) -> Iterator[tuple[str, bytes]]:
    data = package.archive.part(part)
    for found in elements(data, ("worksheetSource",), package.archive.name):
        given = found.attributes.get("ref", "")
        if found.attributes.get("sheet", "").casefold() == title.casefold() and moves.written(given) != given:
            tag = with_attribute(data[found.start : found.inner], "ref", moves.written(given))
            yield part, edited(data, [Edit(found.start, found.inner, tag)])
