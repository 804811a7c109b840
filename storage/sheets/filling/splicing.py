"""Writes a plan into one sheet's part: new cells where they belong, rows added and moved, everything else byte for byte
as it was. Knows the part alone; other parts that refer to moved cells are `moving`'s business."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from sales.filling.grid import Place
from sales.filling.plan import SheetPlan
from storage.sheets.filling.cells import XmlSheet
from storage.sheets.filling.references import Moves, box_of, reference
from storage.sheets.filling.rows import Rows
from storage.sheets.filling.rules import Shift, more_merges, moved_rule
from storage.sheets.filling.spans import (
    Edit,
    Element,
    edited,
    prefix_of,
    with_attribute,
)
from storage.sheets.filling.styles import Styles
from storage.sheets.filling.written import Written


@dataclass(frozen=True)
class Splicer:
    """Writes into one sheet. `shifts` are the sheets of the file to which rows are added, `stale` the formula cells
    whose kept results no longer hold; rows are counted as they are before anything moves."""

    sheet: XmlSheet
    plan: SheetPlan
    styles: Styles
    epoch_1904: bool
    shifts: Sequence[Shift] = ()
    stale: Set[Place] = frozenset()

    @property
    def moves(self) -> Moves:
        return Moves(self.plan.stretches)

    def run(self) -> bytes:
        """The part with the plan carried out."""
        body = self.sheet.body
        prefix = prefix_of(self.sheet.data, body)
        rows = Rows(self.sheet, self.plan, Written(self.styles, self.epoch_1904), self.shifts, self.stale, prefix)
        edits = rows.edits()
        if body.is_empty:
            tag = self.sheet.data[body.start : body.inner]
            inner = b"".join(edit.new for edit in edits)
            name = f"{prefix}sheetData".encode()
            edits = [Edit(body.start, body.end, tag.replace(b"/>", b">") + inner + b"</" + name + b">")]
        return edited(self.sheet.data, [*edits, *self._others(rows)])

    def _others(self, rows: Rows) -> list[Edit]:
        edits = []
        for element in self.sheet.others:
            edit = self._dimension(element, rows) if element.name == "dimension" else None
            if edit is None and self.shifts:
                edit = moved_rule(self.sheet.data, element, self.moves, rows.shifted)
            if edit is not None:
                edits.append(edit)
            if element.name == "mergeCells" and (added := rows.added_merges()):
                edits += more_merges(self.sheet.data, element, added)
        return edits

    def _dimension(self, element: Element, rows: Rows) -> Edit | None:
        """The part says how far its cells reach."""
        box = box_of(element.attributes.get("ref", ""))
        if box is None:
            return None
        bottom = max(self.moves.rows(box.top, box.bottom, single=False)[1], rows.last_row)
        right = max(box.right, rows.last_column)
        if (bottom, right) == (box.bottom, box.right):
            return None
        reach = f"{reference(box.top, box.left)}:{reference(bottom, right)}"
        tag = self.sheet.data[element.start : element.inner]
        return Edit(element.start, element.inner, with_attribute(tag, "ref", reach))
