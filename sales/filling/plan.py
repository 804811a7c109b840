"""What is to be written into a spreadsheet, and what there is to tell about it. Values only; rows are counted as they
are in the file before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sales.filling.values import Shape
from sales.period import Period


@dataclass(frozen=True, slots=True)
class Put:
    """A value for a cell. `extra` counts the rows that a `Stretch` adds below `row`: 0 is the row itself."""

    row: int
    column: int
    value: str | Decimal | date
    shape: Shape
    extra: int = 0


@dataclass(frozen=True, slots=True)
class Copy:
    """The formula of a cell, copied down as a spreadsheet program would: to `to` and `extra` rows further."""

    row: int
    column: int
    to: int
    extra: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """`by` rows like `last` are added below it. What stands below moves down; what refers to the rows from `first` to
    `last` refers to the new ones as well."""

    first: int
    last: int
    by: int


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What happens to one sheet. The stretches are in order and do not overlap. `copy_of`: there is no such sheet yet,
    and it begins as a copy of that one, right behind it; "" for one that is there."""

    title: str
    puts: tuple[Put, ...]
    copies: tuple[Copy, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    copy_of: str = ""


@dataclass(slots=True)
class Told:
    """What there is to tell of a filling, gathered while it is planned. `empty` is what stayed empty: for each heading
    and reason, how many cells. `read` are headings that were taken for something spelt otherwise. `nobody` are names
    of rows and sheets that name nobody (or no deal) whose numbers the asker may see."""

    deals: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    cells: int = 0
    replaced: int = 0
    sheets: list[str] = field(default_factory=list)
    periods: dict[Period, None] = field(default_factory=dict)
    empty: dict[tuple[str, str], int] = field(default_factory=dict)
    left: dict[str, None] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)
    nobody: dict[str, None] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    unlisted: int = 0

    def lacks(self, heading: str, why: str) -> None:
        if why:
            self.empty[heading, why] = self.empty.get((heading, why), 0) + 1

    def note(self, sentence: str) -> None:
        """A sentence, told once however often it is true."""
        self.notes[sentence] = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens to a file."""

    sheets: tuple[SheetPlan, ...]
    told: Told

    @property
    def is_empty(self) -> bool:
        return not any(sheet.puts for sheet in self.sheets)
