"""What a sheet asks for: its tables of deals and of people, and its labelled cells. Knows what it looks like to be
asked; who and what stands in the rows is `people`'s and `planning`'s business."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from sales.filling.grid import Grid
from sales.filling.headings import Heading
from sales.filling.sources import DEAL_KEYS, PERSON_KEYS, Source
from sales.period import Period

IsPerson = Callable[[str], bool]


class Kind(Enum):
    """What the rows of a table are."""

    DEALS = "deals"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table under its heading."""

    index: int
    heading: Heading

    @property
    def source(self) -> Source | None:
        return self.heading.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A header and the rows below it, from `first` to `last`: `listed` say already what they are about, `blank` do not.
    `is_open`: nothing stands below, so that it can grow. `totals` is the row that adds up, if there is one. `moments`:
    the period that each row is about, or the day on which it was, or will be, written, where rows are that. `titles`
    are the texts right above the header, the nearest first."""

    kind: Kind
    header: int
    first: int
    last: int
    columns: tuple[Column, ...]
    listed: tuple[int, ...]
    blank: tuple[int, ...]
    totals: int | None = None
    is_open: bool = False
    moments: Mapping[int, Period | date] = field(default_factory=dict)
    titles: tuple[str, ...] = ()

    def of(self, *sources: Source) -> Column | None:
        """The first column with one of these sources, tried in their order."""
        for source in sources:
            for column in self.columns:
                if column.source is source:
                    return column
        return None

    @property
    def key(self) -> Column | None:
        """The column that says what a row is about."""
        wanted = DEAL_KEYS if self.kind is Kind.DEALS else PERSON_KEYS
        return self.of(*(source for source in Source if source in wanted))


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A cell to be filled because of what stands beside it, or, `within`, because of what it says itself ("Forecast:
    ____"). `person` is a name that stands over it, "" for none. `given`: something stands there already. `lacks`: why
    there is nothing for it, "" if there is."""

    row: int
    column: int
    heading: Heading
    person: str = ""
    given: str = ""
    within: bool = False
    lacks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What one sheet asks for. `person` and `period` are what it says it is about as a whole; `unknown` are the
    headings that nobody has explained yet; `left` those that somebody wants left empty. `each`: it is one sheet for
    every seller, of which the file has only the pattern. `titles` are what it is called, and what it says of its team:
    who is meant may be named there."""

    grid: Grid
    tables: tuple[Table, ...] = ()
    labels: tuple[Label, ...] = ()
    person: str = ""
    period: Period | None = None
    currency: str = ""
    scale: int = 1
    unknown: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    each: bool = False
    titles: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether there is anything to be filled in."""
        return bool(self.tables or any(not label.given for label in self.labels))

    @property
    def shape(self) -> tuple[object, ...]:
        """What it asks for and where, whoever it is about."""
        tables = [(table.header, *((column.index, column.source) for column in table.columns)) for table in self.tables]
        return (*tables, *((label.row, label.column, label.heading.source) for label in self.labels if not label.given))

    @property
    def periods(self) -> frozenset[Period]:
        """The periods that it names anywhere."""
        headings = [column.heading for table in self.tables for column in table.columns]
        named = [
            *(heading.period for heading in headings),
            *(label.heading.period for label in self.labels),
            *(moment for table in self.tables for moment in table.moments.values() if isinstance(moment, Period)),
            self.period,
        ]
        return frozenset(period for period in named if period is not None)
