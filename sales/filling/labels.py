"""Finds the labelled cells of a sheet: "Commit:" with an empty cell beside it, "My forecast: ____", rows of labels
under periods or names; and what the sheet as a whole says it is about. Decides by words and neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sales.filling import words
from sales.filling.crossings import VIEWS, crossed
from sales.filling.grid import Grid, Place
from sales.filling.headings import DOLLAR, Heading, Reader, unit_of
from sales.filling.layout import IsPerson, Label
from sales.filling.sources import FIGURES, PERSON_KEYS, Source
from sales.period import Period

BLANKS = re.compile(r"_{2,}|\.{4,}|…{2,}")
LONGEST_LABEL, LONGEST_TEXT = 60, 500
_LONGEST_UNKNOWN = 5
"""Words of a label that is asked about; what is longer is a note."""
MOST_ROWS = 500
_LOOKED_UP = 15
_TITLE_ROWS = 6
_ABOUT = PERSON_KEYS | {Source.MANAGER, Source.TEAM, Source.PERIOD, Source.AS_OF, Source.CURRENCY}


def labels_of(grid: Grid, reader: Reader, is_person: IsPerson, taken: Set[int]) -> tuple[list[Label], list[str]]:
    """The labelled cells of the rows that belong to no table, and the labels among them that nobody has explained.
    `is_person` knows teams here, too: figures may stand in a column for each."""
    finder = _Finder(grid, reader, is_person, taken)
    return finder.labels(), finder.unknown()


def about(
    grid: Grid, reader: Reader, is_person: IsPerson, labels: Sequence[Label], headers: Sequence[int]
) -> tuple[str, Period | None, str, int]:
    """Whose sheet it is ("" for nobody's in particular), its period, its currency and the worth of one of its units: as
    its labels, its title and its rows above the first of the `headers` say."""
    given = {label.heading.source: label.given for label in labels if label.given}
    named = next((given[source] for source in (Source.PERSON, Source.FIRST_NAME) if source in given), "")
    person = named or (grid.title if is_person(grid.title) else "")
    top = min(headers, default=_TITLE_ROWS + 1)
    titles = [grid.text(row, c) for row in grid.used_rows if row < min(top, _TITLE_ROWS + 1) for c, _ in grid.row(row)]
    titles = [text for text in titles if text and not text.rstrip().endswith(":")]
    period = reader.period_in(given[Source.PERIOD])[1] if Source.PERIOD in given else None
    said = (_named_period(reader, text) for text in (grid.title, *titles))
    period = period or next((found for found in said if found), None)
    currency, scale = given.get(Source.CURRENCY, "").upper(), 1
    for text in titles:
        _, named_currency, named_scale = unit_of(text)
        currency, scale = currency or named_currency, max(scale, named_scale)
    return person, period, currency if len(currency) == 3 or currency == DOLLAR else "", scale


def _named_period(reader: Reader, text: str) -> Period | None:
    """The period of a title. A month or a year alone may be when it was written, so a quarter is wanted, or a title
    that says nothing else."""
    period = reader.period_in(text)[1]
    if period is None or reader.only_period(text) is not None:
        return period
    return period if 80 < period.days < 100 or "forecast" in text.casefold() else None


@dataclass(frozen=True)
class _Finder:
    grid: Grid
    reader: Reader
    is_person: IsPerson
    taken: Set[int]

    def labels(self) -> list[Label]:
        found: dict[Place, Label] = {}
        for (row, column), heading in self._headings.items():
            text = self.grid.text(row, column)
            if BLANKS.search(text):
                found[row, column] = Label(row=row, column=column, heading=heading, within=True)
                continue
            if heading.source in _ABOUT and (said := self._said(text, heading)):
                found[row, column] = Label(row=row, column=column, heading=heading, given=said)
                continue
            for label in self._beside(row, column, heading):
                found.setdefault((label.row, label.column), label)
        return [found[place] for place in sorted(found)]

    def unknown(self) -> list[str]:
        """The labels that stand among known ones with an empty cell beside them, and that no word is known for. What
        stands above the first known one may be a title; it is a label if it ends in a colon, or somebody has given the
        cell beside it a format."""
        known = {column: row for row, column in sorted(self._headings, reverse=True)}
        found = []
        for row, column in sorted(self._others):
            text = self.grid.text(row, column)
            colon = text.endswith(":") and column in known
            below = known.get(column, row) < row or (row, self._target(row, column)) in self.grid.cells
            if colon or (below and self._among_labels(row, column)):
                found.append(text.rstrip(" :*"))
        return found

    def _said(self, text: str, heading: Heading) -> str:
        """What a cell says behind its own label, with a colon between them or, of a period, without."""
        return _said_within(text) or (text if heading.source is Source.PERIOD and heading.period else "")

    @cached_property
    def _others(self) -> frozenset[Place]:
        """The cells with a few words that mean nothing to us, with an empty one beside them."""
        return frozenset(
            (row, column)
            for row in [row for row in self.grid.used_rows if row not in self.taken][:MOST_ROWS]
            for column, cell in self.grid.row(row)
            if (row, column) not in self._headings and not cell.formula and self._could_ask(row, column)
        )

    def _could_ask(self, row: int, column: int) -> bool:
        text, target = self.grid.text(row, column), self._target(row, column)
        few = 0 < len(text.split()) <= _LONGEST_UNKNOWN and len(text) <= LONGEST_LABEL
        if not few or not words.plain(text) or text.endswith((".", "?", "!")) or _said_within(text):
            return False
        waits = self.grid.at(row, target).is_blank and not self.grid.at(row, target).locked
        named = BLANKS.search(text) or self.is_person(text) or self.reader.only_period(text) or words.is_group(text)
        return waits and not named and not self._is_dated(row, target)

    def _among_labels(self, row: int, column: int) -> bool:
        """Whether a cell stands in a block of labels below each other, answered ones included, of which two at least
        are known."""
        known = 0
        for step in (-1, 1):
            each = row if step < 0 else row + 1
            while (each, column) in self._headings or (each, column) in self._others or self._answered(each, column):
                known += (each, column) in self._headings
                each += step
        return known > 1

    def _answered(self, row: int, column: int) -> bool:
        """Whether a text has its value, or a formula for it, beside it."""
        return bool(self.grid.text(row, column)) and not self.grid.at(row, self._target(row, column)).is_blank

    def _target(self, row: int, column: int) -> int:
        """The column of what a label names: right of it, and of all the cells it is merged with."""
        box = self.grid.box_at(row, column)
        return (box.right if box else column) + 1

    @cached_property
    def _headings(self) -> dict[Place, Heading]:
        """Every cell that may be a label, with what it asks for."""
        found = {}
        for row in [row for row in self.grid.used_rows if row not in self.taken][:MOST_ROWS]:
            for column, cell in self.grid.row(row):
                text = self.grid.text(row, column) if not cell.formula else ""
                heading = self._label(text) if 0 < len(text) <= LONGEST_TEXT else None
                if heading is not None:
                    found[row, column] = heading
        return found

    def _label(self, text: str) -> Heading | None:
        if BLANKS.search(text):
            asked = [heading for said, heading in asked_within(text, self.reader) if heading.source is not None]
            return replace(asked[0], text=text) if asked else None
        if len(text) > LONGEST_LABEL:
            return None
        said = _said_within(text)
        name = text[: text.index(":")] if said else text
        heading = self.reader.read(name.rstrip(" :*"), _of_label)
        known = heading.source is not None and (not said or heading.source in _ABOUT)
        return replace(heading, text=text) if known else None

    def _beside(self, row: int, column: int, heading: Heading) -> Iterator[Label]:
        """The cells to the right of a label that it names."""
        target = self._target(row, column)
        named = list(self._under_names(row, target, heading))
        if named:
            yield from named
            return
        cell = self.grid.at(row, target)
        if self._is_dated(row, target):
            return
        if not cell.is_blank:
            if heading.source in _ABOUT and not cell.formula and self._is_marked(row, column):
                given = self.grid.text(row, target)
                yield Label(row=row, column=target, heading=heading, given=given or str(cell.value))
            return
        if (row, target) not in self._headings and self._is_marked(row, column):
            yield Label(row=row, column=target, heading=heading)

    def _under_names(self, row: int, target: int, heading: Heading) -> Iterator[Label]:
        """A row of cells under periods, people, or words like "plan" and "actual": a label names all of them."""
        if heading.source not in FIGURES:
            return
        last = max(self.grid.columns_of.get(row, (0,))[-1], target + 12)
        for column in range(target, last + 1):
            over = self._over(row, column)
            if not over or not self.grid.at(row, column).is_blank:
                continue
            period = self.reader.only_period(over)
            if period is not None:
                yield Label(row=row, column=column, heading=replace(heading, period=period))
            elif self.is_person(over):
                yield Label(row=row, column=column, heading=heading, person=over)
            elif (view := self.reader.read(over, _of_label)).source in VIEWS:
                yield crossed(row, column, heading, view)

    def _is_dated(self, row: int, column: int) -> bool:
        """Whether a cell stands under a day: what was true then, or will be, is not what is true now."""
        above = (self.grid.at(each, column).value for each in range(row - 1, max(0, row - _LOOKED_UP), -1))
        return isinstance(next((value for value in above if isinstance(value, str | date)), None), date)

    def _over(self, row: int, column: int) -> str:
        for above in range(row - 1, max(0, row - _LOOKED_UP), -1):
            if above in self.taken or isinstance(self.grid.at(above, column).value, date):
                return ""
            if text := self.grid.spread_text(above, column):
                return text
        return ""

    def _is_marked(self, row: int, column: int) -> bool:
        """Whether a text is surely a label: it ends in a colon, or stands among others. "Team" above figures is their
        title, unless the sheet says other things of itself beside it."""
        if self.grid.text(row, column).rstrip(" *").endswith(":"):
            return True
        beside = [self._headings[place] for step in (-1, 1) if (place := (row + step, column)) in self._headings]
        if self._headings[row, column].source is Source.TEAM:
            return any(heading.source in _ABOUT for heading in beside)
        return bool(beside) or self._among_labels(row, column)


def asked_within(text: str, reader: Reader) -> list[tuple[str, Heading]]:
    """What each gap of a text asks for, with the words before it: "Commit: ____ Best case: ____" has two."""
    found = []
    start = 0
    for gap in BLANKS.finditer(text):
        said = text[start : gap.start()]
        found.append((said, reader.read(said.strip(" :;,.-–|*$€£("), _of_label)))
        start = gap.end()
    return found


def _said_within(text: str) -> str:
    """What a cell says behind its own label: "Sam Ortega" for "Rep: Sam Ortega"; "" for nothing."""
    return "" if BLANKS.search(text) else text.partition(":")[2].strip()


def _of_label(text: str) -> tuple[Source, bool] | None:
    source = words.of_label(text)
    return (source, False) if source is not None else None
