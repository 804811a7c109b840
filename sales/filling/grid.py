"""A spreadsheet as the rules see it: sheets of cells by row and column, both counted from 1. Knows neither styles nor
how a file writes any of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

Value = str | Decimal | date | None
Place = tuple[int, int]
"""A row and a column."""

NOTHING = frozenset({"", "-", "–", "—", "n/a", "na", "tbd", "tbc", "?", "...", "…", "x", "xx", "xxx", "#n/a"})
"""What people write into a cell that is to be filled in."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell that has content or at least a format of its own. `formula` is without its leading "="; then `value` is
    what it came to when the file was saved. `locked`: nobody may type here."""

    value: Value = None
    formula: str = ""
    locked: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether it waits for something: empty, or one of the marks that people leave in such cells."""
        if self.formula:
            return False
        return self.value is None or (isinstance(self.value, str) and self.value.strip().casefold() in NOTHING)


EMPTY = GridCell()


@dataclass(frozen=True, slots=True)
class Box:
    """Merged cells: from the upper left corner to the lower right one, both included."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, place: Place) -> bool:
        return self.top <= place[0] <= self.bottom and self.left <= place[1] <= self.right


@dataclass(frozen=True)
class Grid:
    """One sheet. `lists` are the values that cells may choose from, `areas` the tables that somebody has made one, from
    their header to their last row. `fixed` says why no rows can be added to it, "" if they can; `unique` why there can
    be no second sheet like it. `hidden_columns` are stretches of columns that one does not see."""

    title: str
    cells: Mapping[Place, GridCell]
    merges: tuple[Box, ...] = ()
    lists: tuple[tuple[Box, tuple[str, ...]], ...] = ()
    areas: tuple[Box, ...] = ()
    hidden: bool = False
    fixed: str = ""
    hidden_columns: tuple[tuple[int, int], ...] = ()
    unique: str = ""

    def at(self, row: int, column: int) -> GridCell:
        return self.cells.get((row, column), EMPTY)

    def text(self, row: int, column: int) -> str:
        """The text that a cell shows, on one line; "" for a number, a day or nothing. Of merged cells the first
        speaks."""
        value = self.at(row, column).value
        return " ".join(value.split()) if isinstance(value, str) else ""

    @cached_property
    def columns_of(self) -> Mapping[int, tuple[int, ...]]:
        """The columns of each row that have a cell, in order."""
        found: dict[int, list[int]] = {}
        for row, column in self.cells:
            found.setdefault(row, []).append(column)
        return {row: tuple(sorted(columns)) for row, columns in found.items()}

    @cached_property
    def used_rows(self) -> tuple[int, ...]:
        """The rows in which something stands, in order."""
        return tuple(sorted({row for (row, _), cell in self.cells.items() if cell.value is not None or cell.formula}))

    def row(self, row: int) -> Iterator[tuple[int, GridCell]]:
        """The cells of a row, from left to right."""
        for column in self.columns_of.get(row, ()):
            yield column, self.cells[row, column]

    def texts(self, row: int) -> str:
        """All the texts of a row in one, with a bar between those of two cells; "" for none."""
        return " | ".join(filter(None, (self.text(row, column) for column in self.columns_of.get(row, ()))))

    def box_at(self, row: int, column: int) -> Box | None:
        """The merged cells that this one is part of."""
        return self._boxes.get((row, column))

    @cached_property
    def _boxes(self) -> Mapping[Place, Box]:
        return {
            (row, column): box
            for box in self.merges
            for row in range(box.top, min(box.bottom, box.top + 200) + 1)
            for column in range(box.left, min(box.right, box.left + 400) + 1)
        }

    def choices(self, row: int, column: int) -> tuple[str, ...]:
        """What a cell may hold, if it may not hold anything."""
        return next((values for box, values in self.lists if (row, column) in box), ())

    def is_hidden(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self.hidden_columns)

    def spread_text(self, row: int, column: int) -> str:
        """The text that stands over a cell: its own, or that of the merged cells it is part of."""
        box = self.box_at(row, column)
        return self.text(box.top, box.left) if box else self.text(row, column)


@dataclass(frozen=True, slots=True)
class Book:
    """A file that is to be filled in. `notes` are sentences about it that whoever sent it should read."""

    name: str
    grids: tuple[Grid, ...]
    notes: tuple[str, ...] = field(default=())


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
