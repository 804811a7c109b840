"""The rows of one sheet: cells replaced and inserted, rows added below a table and moved, all else byte for byte as it
was. Knows rows alone; what stands beside them `splicing` moves."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence, Set

from sales.filling.grid import Place
from sales.filling.plan import Copy, Put, SheetPlan, Stretch
from storage.sheets.filling.cells import XmlCell, XmlRow, XmlSheet
from storage.sheets.filling.references import Moves, box_of, reference, translated
from storage.sheets.filling.rules import Shift
from storage.sheets.filling.spans import (
    Edit,
    escaped,
    with_attribute,
    without_attribute,
)
from storage.sheets.filling.written import Written

_NOT_COPIED = ("hidden", "collapsed", "spans")


class Rows:
    """The rows of a sheet on their way to their new state; they are counted as they are before anything moves."""

    def __init__(
        self,
        sheet: XmlSheet,
        plan: SheetPlan,
        written: Written,
        shifts: Sequence[Shift],
        stale: Set[Place],
        prefix: str,
    ) -> None:
        self._sheet, self._plan, self._values, self._prefix = sheet, plan, written, prefix
        self._shifts, self._stale, self._moves = shifts, stale, Moves(plan.stretches)
        self._new: dict[tuple[int, int], dict[int, Put | Copy]] = defaultdict(dict)
        for put in plan.puts:
            self._new[put.row, put.extra][put.column] = put
        for copy in plan.copies:
            self._new[copy.to, copy.extra].setdefault(copy.column, copy)
        self._stretch_of = {stretch.last: stretch for stretch in plan.stretches}
        self._written: dict[int, list[int]] = defaultdict(list)
        for row, extra in sorted(self._new):
            for column in self._new[row, extra] if not extra else ():
                self._written[column].append(row)
        self._formulas = self._shifted() if shifts else {}
        ends = [self._moves.row(row) + extra for row, extra in self._new]
        self.last_row = max([*ends, *(self._moves.row(s.last) + s.by for s in plan.stretches)], default=0)
        self.last_column = max((column for cells in self._new.values() for column in cells), default=0)

    def shifted(self, formula: str) -> str:
        """A formula of this sheet, referring to where things are now."""
        for shift in self._shifts:
            formula = shift.of(formula, self._plan.title)
        return formula

    def _shifted(self) -> dict[Place, str]:
        """The formulas that have to be spelt anew: those that refer to what moves; and once there is one of these, all
        that the part has as copies of another's, since that may be among them."""
        formulas = {(c.row, c.column): c for c in self._sheet.cells() if c.formula}
        after = {place: self.shifted(cell.formula) for place, cell in formulas.items()}
        changed = {place for place, formula in after.items() if formula != formulas[place].formula}
        if changed or self._plan.stretches:
            changed |= {place for place, cell in formulas.items() if cell.formula_kind == "shared"}
        return {place: after[place] for place in changed}

    def edits(self) -> list[Edit]:
        """The edits that bring every row to its new state: changed and added cells, moved and added rows."""
        edits: list[Edit] = []
        numbers = sorted({*self._sheet.rows, *(row for row, _ in self._new), *self._stretch_of})
        body, at = self._sheet.body, self._sheet.body.inner
        for number in numbers:
            row = self._sheet.rows.get(number)
            if row is not None:
                edits += self._kept(row)
                at = row.element.end
            elif (number, 0) in self._new:
                edits.append(Edit(at, at, self._fresh(number, 0, None)))
            stretch = self._stretch_of.get(number)
            if stretch is not None:
                new = b"".join(self._fresh(number, extra, row) for extra in range(1, stretch.by + 1))
                edits.append(Edit(at, at, new))
        return edits if not body.is_empty else [Edit(body.start, body.start, edit.new) for edit in edits]

    def _kept(self, row: XmlRow) -> list[Edit]:
        """The edits within a row that is there already."""
        data, element = self._sheet.data, row.element
        number = self._moves.row(row.number)
        moved = number != row.number
        new = dict(self._new.get((row.number, 0), {}))
        edits: list[Edit] = []
        for column, cell in sorted(row.cells.items()):
            change = new.pop(column, None)
            if change is not None:
                made = self._cell(change, number, column, cell.style)
                edits.append(Edit(cell.element.start, cell.element.end, made))
            else:
                edits += self._touched(cell, number, moved=moved)
        inserted = [
            (column, self._cell(new[column], number, column, self._style_near(row.number, column)))
            for column in sorted(new)
        ]
        edits += self._insertions(row, inserted)
        tag = data[element.start : element.inner]
        changed = with_attribute(tag, "r", str(number)) if moved else tag
        if inserted and element.is_empty:
            changed = changed.replace(b"/>", b">")
            name = f"{self._prefix}row".encode()
            return [Edit(element.start, element.end, changed + b"".join(c for _, c in inserted) + b"</" + name + b">")]
        if inserted and b" spans=" in changed:
            changed = without_attribute(changed, "spans")
        return [*edits, Edit(element.start, element.inner, changed)] if changed != tag else edits

    def _insertions(self, row: XmlRow, inserted: list[tuple[int, bytes]]) -> list[Edit]:
        """New cells, each before the first one that stands further to the right."""
        if row.element.is_empty:
            return []
        edits = []
        for column, made in inserted:
            behind = [cell.element.start for index, cell in row.cells.items() if index > column]
            at = min(behind, default=row.element.close)
            edits.append(Edit(at, at, made))
        return edits

    def _touched(self, cell: XmlCell, number: int, *, moved: bool) -> list[Edit]:
        """A cell that keeps its content: moved, with its formula following, and without a result that is no longer
        right."""
        data, element = self._sheet.data, cell.element
        stale = (cell.row, cell.column) in self._stale
        formula = self._formulas.get((cell.row, cell.column))
        if not (moved or stale or formula is not None):
            return []
        tag = data[element.start : element.inner]
        if moved:
            tag = with_attribute(tag, "r", reference(number, cell.column))
        edits = []
        if stale and cell.v is not None:
            tag = without_attribute(tag, "t")
            edits.append(Edit(cell.v.start, cell.v.end, b""))
        if formula is not None and cell.f is not None:
            edits.append(Edit(cell.f.start, cell.f.end, self._element("f", escaped(formula))))
        if tag != data[element.start : element.inner]:
            edits.append(Edit(element.start, element.inner, tag))
        return edits

    def _fresh(self, number: int, extra: int, like: XmlRow | None) -> bytes:
        """A whole new row, with the formats of the one it is `like`."""
        new = self._new.get((number, extra), {})
        at = self._moves.row(number) + extra
        cells = []
        for column in sorted({*new, *(like.cells if like else ())}):
            kept = like.cells.get(column) if like else None
            style = kept.style if kept else self._style_near(number, column)
            change = new.get(column)
            if change is not None:
                cells.append(self._cell(change, at, column, style))
            elif style:
                cells.append(self._open("c", f' r="{reference(at, column)}" s="{style}"/'))
        attributes = b' r="%d"' % at
        if like is not None:
            given = without_attribute(self._sheet.data[like.element.start : like.element.inner], "r")
            for left in _NOT_COPIED:
                given = without_attribute(given, left)
            attributes += b" " + given.split(None, 1)[1].rstrip(b"/> ") if b" " in given else b""
        name = f"{self._prefix}row".encode()
        return b"<" + name + attributes + b">" + b"".join(cells) + b"</" + name + b">"

    def _open(self, name: str, rest: str) -> bytes:
        return f"<{self._prefix}{name}{rest}>".encode()

    def _style_near(self, row: int, column: int) -> int:
        """The format for a cell that is not there: that of the nearest cell above in the plan's rows, else the
        column's."""
        rows = self._written.get(column, [])
        above = bisect_left(rows, row)
        near = (self._sheet.cell(each, column) for each in reversed(rows[max(0, above - 50) : above]))
        return next((cell.style for cell in near if cell is not None), self._sheet.column_style(column))

    def _cell(self, change: Put | Copy, row: int, column: int, style: int) -> bytes:
        """A cell with its new content."""
        if isinstance(change, Copy):
            return self._formula(change, row, column, style)
        style, inner, kind = self._values.value(change, style)
        p = self._prefix
        if kind:
            inner = inner.replace(b"<is><t", f"<{p}is><{p}t".encode()).replace(
                b"</t></is>", f"</{p}t></{p}is>".encode()
            )
        else:
            inner = self._element("v", inner)
        return self._wrapped(row, column, style, kind, inner)

    def _formula(self, copy: Copy, row: int, column: int, style: int) -> bytes:
        source = self._sheet.cell(copy.row, copy.column)
        formula = source.formula if source else ""
        origin = reference(self._moves.row(copy.row), copy.column)
        text = translated(self.shifted(formula), origin, reference(row, column))
        style = style or (source.style if source else 0)
        return self._wrapped(row, column, style, "", self._element("f", escaped(text)))

    def _element(self, name: str, inner: bytes) -> bytes:
        full = f"{self._prefix}{name}".encode()
        return b"<" + full + b">" + inner + b"</" + full + b">"

    def _wrapped(self, row: int, column: int, style: int, kind: str, inner: bytes) -> bytes:
        attributes = f' r="{reference(row, column)}"' + (f' s="{style}"' if style else "")
        attributes += f' t="{kind}"' if kind else ""
        return self._open("c", attributes) + inner + f"</{self._prefix}c>".encode()

    def added_merges(self) -> list[str]:
        """What is merged within a table's last row is merged in the rows added below it."""
        found = []
        for element in self._sheet.others:
            box = box_of(element.attributes.get("ref", "")) if element.name == "mergeCell" else None
            stretch: Stretch | None = self._stretch_of.get(box.top) if box and box.top == box.bottom else None
            if box is not None and stretch is not None:
                base = self._moves.row(stretch.last)
                rows = range(base + 1, base + stretch.by + 1)
                found += [f"{reference(row, box.left)}:{reference(row, box.right)}" for row in rows]
        return found
