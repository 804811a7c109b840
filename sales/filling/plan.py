"""What is to be written into a spreadsheet, and what there is to tell about it. Values only; rows are counted as they
are in the file before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sales.filling.sources import AMOUNTS, MAY_LACK, Source
from sales.filling.values import Shape
from sales.people import Person
from sales.period import Period

MOST_VALUES = 5
"""Values that a list does not offer, told by name."""


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
    """What there is to tell of a filling, gathered while it is planned. `teams` are those that rows name, their leaders
    not among the `people`. `empty` is what stayed empty: for each heading and reason, how many cells; `unlike` what the
    lists of a heading's cells do not offer, and how often. `filled` are the headings that have a value anywhere, with
    how many, `amounts` those of amounts that lack one. `counts` are roll-ups, by what they add up. `read` are headings
    that were taken for something spelt otherwise. `nobody` are names of rows and sheets that name nobody (or no deal)
    whose numbers the asker may see. `about` are the titles that name a team or somebody, with whom they mean, and the
    names that stand below them now. `unsure` are titles that may mean each of several people, or nobody at all."""

    deals: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    teams: set[str] = field(default_factory=set)
    cells: int = 0
    replaced: int = 0
    sheets: list[str] = field(default_factory=list)
    periods: dict[Period, None] = field(default_factory=dict)
    empty: dict[tuple[str, str], int] = field(default_factory=dict)
    unlike: dict[str, dict[str, int]] = field(default_factory=dict)
    filled: dict[str, int] = field(default_factory=dict)
    amounts: dict[str, None] = field(default_factory=dict)
    counts: dict[Source, dict[str, None]] = field(default_factory=dict)
    left: dict[str, None] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)
    nobody: dict[str, None] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    unsure: dict[str, tuple[Person, ...]] = field(default_factory=dict)
    unlisted: int = 0
    about: dict[str, tuple[Person, dict[str, None]]] = field(default_factory=dict)

    def lacks(self, heading: str, why: str, source: Source | None = None) -> None:
        """A cell under a heading stayed empty; "" is no reason to tell of it."""
        if why:
            self.empty[heading, why] = self.empty.get((heading, why), 0) + 1
            if source in AMOUNTS - MAY_LACK:
                self.amounts[heading] = None

    def offers_no(self, heading: str, value: str) -> None:
        """A cell stayed empty because its list has nothing like the value."""
        of = self.unlike.setdefault(heading, {})
        of[value] = of.get(value, 0) + 1

    @property
    def without(self) -> list[str]:
        """The headings of amounts under which nothing stands at all, although there should be something."""
        return [heading for heading in self.amounts if heading not in self.filled]

    def lacking(self, heading: str) -> int:
        """How many cells under a heading stayed empty, for whatever reason."""
        return sum(count for (of, _), count in self.empty.items() if of == heading)

    def reasons(self) -> Iterator[tuple[str, str, int]]:
        """What stayed empty, why, and in how many cells; whole columns of amounts first, a list's gaps in one."""
        empty = [(heading, why, count) for (heading, why), count in self.empty.items()]
        yield from sorted(empty, key=lambda one: one[0] not in self.without)
        for heading, values in self.unlike.items():
            most = list(values)[:MOST_VALUES]
            more = f" and {len(values) - MOST_VALUES} more" if len(values) > MOST_VALUES else ""
            yield heading, f"its list does not offer {', '.join(most)}{more}", sum(values.values())

    def means_nobody(self, title: str, maybe: tuple[Person, ...]) -> None:
        """What a title is about stays as it was: it names nobody whose numbers the asker may see, or may mean any of
        these."""
        if maybe:
            self.unsure[title] = maybe
        else:
            self.nobody[title] = None

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
