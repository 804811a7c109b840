"""Which formulas of a workbook no longer come to what the file says, once cells have changed. Follows references, names
and ranges through all sheets; a formula that it cannot follow counts as stale."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sales.filling.grid import Box, Place
from storage.sheets.filling.cells import XmlCell, XmlSheet
from storage.sheets.filling.references import box_of, is_unsure, references_of

Changed = Mapping[str, Iterable[Place]]


class Dependents:
    """The formulas of some sheets, by title, and the cells that each is made of."""

    def __init__(self, sheets: Mapping[str, XmlSheet], names: Mapping[str, str]) -> None:
        self._names = {name.casefold(): formula for name, formula in names.items()}
        self._waiting: list[tuple[str, XmlCell, list[tuple[str, Box]] | None]] = []
        for title, sheet in sheets.items():
            for cell in sheet.cells():
                if cell.formula:
                    self._waiting.append((title, cell, self._made_of(title, cell.formula)))

    def _made_of(self, title: str, formula: str, depth: int = 0) -> list[tuple[str, Box]] | None:
        """The cells a formula reads; None where nobody can say."""
        if is_unsure(formula) or depth > 5:
            return None
        found: list[tuple[str, Box]] = []
        for sheet, cells in references_of(formula):
            box = box_of(cells)
            if box is not None:
                found.append((sheet or title, box))
            elif cells.casefold() in self._names:
                inner = self._made_of(title, self._names[cells.casefold()], depth + 1)
                if inner is None:
                    return None
                found += inner
        return found

    def stale(self, changed: Changed) -> dict[str, set[Place]]:
        """By title, the formulas that depend on changed cells, however far away."""
        touched = _Touched()
        for title, places in changed.items():
            touched.add(title, places)
        found: dict[str, set[Place]] = defaultdict(set)
        waiting = self._waiting
        while True:
            hit = [(title, cell) for title, cell, boxes in waiting if boxes is None or touched.any_of(boxes)]
            if not hit:
                return found
            for title, cell in hit:
                place = (cell.row, cell.column)
                found[title].add(place)
                touched.add(title, [place])
            waiting = [one for one in waiting if (one[1].row, one[1].column) not in found.get(one[0], ())]


class _Touched:
    def __init__(self) -> None:
        self._rows: dict[tuple[str, int], list[int]] = defaultdict(list)
        self._columns: dict[str, set[int]] = defaultdict(set)

    def add(self, title: str, places: Iterable[Place]) -> None:
        fresh = set()
        for row, column in places:
            self._rows[title, column].append(row)
            self._columns[title].add(column)
            fresh.add(column)
        for column in fresh:
            self._rows[title, column].sort()

    def any_of(self, boxes: Iterable[tuple[str, Box]]) -> bool:
        return any(self._within(title, box) for title, box in boxes)

    def _within(self, title: str, box: Box) -> bool:
        for column in self._columns.get(title, ()):
            if box.left <= column <= box.right:
                rows = self._rows[title, column]
                at = bisect_left(rows, box.top)
                if at < len(rows) and rows[at] <= box.bottom:
                    return True
        return False
