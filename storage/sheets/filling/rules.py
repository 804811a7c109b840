"""What stands beside the cells of a sheet and follows them when rows are added: merged cells, rules, lists, links, page
breaks; and the formulas of other sheets. Says what changes; writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from storage.sheets.filling.references import Moves, moved_formula
from storage.sheets.filling.spans import Edit, Element, escaped, prefix_of, with_attribute

_TABLE_FORMULAS = ("calculatedColumnFormula", "totalsRowFormula")
Shifted = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Shift:
    """Rows were added to the sheet with that title."""

    title: str
    moves: Moves

    def of(self, formula: str, own: str) -> str:
        """A formula that stands on the sheet `own`, referring to where things are now."""
        here = self.title.casefold()
        return moved_formula(formula, self.moves, is_here=lambda named: (named or own).casefold() == here)


def more_merges(data: bytes, element: Element, added: list[str]) -> list[Edit]:
    """The edits that add merged ranges to a sheet's list of them, and count them."""
    prefix = prefix_of(data, element)
    new = b"".join(f'<{prefix}mergeCell ref="{each}"/>'.encode() for each in added)
    count = int(element.attributes.get("count", "0") or 0) + len(added)
    tag = with_attribute(data[element.start : element.inner], "count", str(count))
    return [Edit(element.start, element.inner, tag), Edit(element.close, element.close, new)]


def moved_rule(data: bytes, element: Element, moves: Moves, shifted: Shifted) -> Edit | None:
    """The edit by which something beside the cells follows the rows: merged cells, rules for cells and their formulas,
    links, filters, page breaks. `moves` are those of its own sheet. None where it stays."""
    tag = changed = data[element.start : element.inner]
    for name in ("ref", "sqref"):
        given = element.attributes.get(name)
        if given and moves.stretches:
            after = moves.written(given, merged=True) if element.name == "mergeCell" else moves.area(given)
            changed = with_attribute(changed, name, after) if after != given else changed
    if element.name == "brk" and element.parent is not None and element.parent.name == "rowBreaks":
        changed = with_attribute(changed, "id", str(moves.row(int(element.attributes.get("id", 0)) + 1) - 1))
    if changed != tag:
        return Edit(element.start, element.inner, changed)
    if element.name in ("formula1", "formula2", "formula", "f", *_TABLE_FORMULAS) and element.text.strip():
        after = shifted(element.text)
        return Edit(element.inner, element.close, escaped(after)) if after != element.text else None
    if element.name == "sqref" and moves.stretches:
        after = moves.area(element.text)
        return Edit(element.inner, element.close, escaped(after)) if after != element.text else None
    return None
