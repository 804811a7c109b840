"""Finds the headers of tables: which row could be one, under one row of headings or two, of which kind. Decides by
headings and by what stands below; where a table ends is `tables`' business."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sales.filling import words
from sales.filling.grid import Grid
from sales.filling.headings import Heading, Meaning, Reader
from sales.filling.layout import Column, IsPerson, Kind
from sales.filling.sources import ABOUT_DEALS, ABOUT_PEOPLE, DEAL_KEYS, FIGURES, PERSON_KEYS, Source
from sales.period import Period

LONGEST_HEADING = 80
MOST_COLUMNS = 200
_LOOKED_AT = 12


@dataclass(frozen=True, slots=True)
class Header:
    """A row that may be a header: what its columns would be, in a table of that kind."""

    kind: Kind
    row: int
    columns: tuple[Column, ...]

    @property
    def score(self) -> int:
        return sum(column.source is not None for column in self.columns)


@dataclass(frozen=True, slots=True)
class HeaderFinder:
    """Looks at the rows of one sheet."""

    grid: Grid
    reader: Reader
    is_person: IsPerson

    def header_at(self, row: int) -> Header | None:
        """The header that begins in this row: its only one, or the upper one of two."""
        here, below = self._likelier(row, grouped=False), self._likelier(row + 1, grouped=True)
        if below is not None and (here is None or below.score > here.score) and self._groups(row):
            return below
        return here

    def _groups(self, row: int) -> bool:
        """Whether the row could stand over another header: it has a heading, and nothing but texts."""
        cells = [cell for _, cell in self.grid.row(row) if cell.value is not None]
        return bool(cells) and all(isinstance(cell.value, str) for cell in cells)

    def _likelier(self, row: int, *, grouped: bool) -> Header | None:
        """The kind of table with more headings that are known, if the row can be a header at all."""
        cells = [cell for _, cell in self.grid.row(row) if not cell.is_blank]
        if len(cells) > MOST_COLUMNS or not all(isinstance(cell.value, str) and not cell.formula for cell in cells):
            return None
        headers = [
            Header(Kind.DEALS, row, self._columns(row, words.of_deals, grouped)),
            Header(Kind.PEOPLE, row, self._columns(row, words.of_people, grouped)),
        ]
        kept = [header for header in map(self._with_key, headers) if self._is_header(header)]
        return max(kept, key=lambda header: header.score, default=None)

    def _columns(self, row: int, meaning: Meaning, grouped: bool) -> tuple[Column, ...]:
        columns = [
            Column(index, heading)
            for index in self._headed(row, grouped)
            if (heading := self._heading(row, index, meaning, grouped)) is not None
        ]
        about_deals = meaning is words.of_deals
        allowed = ABOUT_DEALS if about_deals else FIGURES | ABOUT_PEOPLE | {Source.NUMBER}
        kept = [
            column if column.source in allowed else replace(column, heading=replace(column.heading, source=None))
            for column in columns
        ]
        if about_deals:
            return tuple(map(self._closing_in, kept))
        return _totalled([self._of_period(column, row) for column in kept])

    def _closing_in(self, column: Column) -> Column:
        """A column of deals under nothing but a period holds the amounts of those that close in it."""
        heading = column.heading
        if heading.source is not None or self.reader.only_period(heading.text) is None:
            return column
        return replace(column, heading=replace(heading, source=Source.AMOUNT))

    def _of_period(self, column: Column, row: int) -> Column:
        """A column under nothing but a period holds what the titles speak of, or the commit, and that is said."""
        heading = column.heading
        if heading.source is not None or self.reader.only_period(heading.text) is None:
            return column
        above = [self.grid.text(each, c) for each in range(max(1, row - 4), row) for c, _ in self.grid.row(each)]
        spoken = (words.figure_in(text) for text in (*reversed(above), self.grid.title))
        source = next((found for found in spoken if found is not None), None)
        return replace(
            column, heading=replace(heading, source=source or Source.COMMIT, guess=source is None, titled=True)
        )

    def _headed(self, row: int, grouped: bool) -> Iterator[int]:
        rows = (row - 1, row) if grouped else (row,)
        columns = sorted({column for each in rows for column in self.grid.columns_of.get(each, ())})
        for column in columns:
            box = self.grid.box_at(row, column)
            if (box is None or box.left == column) and not self.grid.is_hidden(column):
                yield column

    def _heading(self, row: int, column: int, meaning: Meaning, grouped: bool) -> Heading | None:
        """The heading of a column, with what stands over it in the row above taken into account."""
        leaf = self.grid.spread_text(row, column)
        over = self._over(row - 1, column) if grouped else ""
        if not leaf:
            over = self.grid.text(row - 1, column) if grouped else ""
            return self.reader.read(over, meaning) if over and len(over) <= LONGEST_HEADING else None
        if len(leaf) > LONGEST_HEADING:
            return None
        heading = self.reader.read(leaf, meaning)
        if not over or over == leaf or self.reader.is_empty_on_purpose(leaf):
            return heading
        group = self.reader.read(over, meaning)
        if heading.source is None:
            whole = self.reader.read(f"{over} {leaf}", meaning)
            by_period = self.reader.only_period(leaf) is not None
            source = whole.source or (group.source if by_period else None)
            heading = replace(heading, source=source, text=f"{over} {leaf}" if source is None else leaf)
        return replace(
            heading,
            period=heading.period or group.period,
            currency=heading.currency or group.currency,
            scale=heading.scale if heading.scale > 1 else group.scale,
        )

    def _over(self, row: int, column: int) -> str:
        """What stands over a column: in merged cells, in its own, or in the next to the left if that is a period. What
        stands over all columns is a title, no group of some of them."""
        if text := self.grid.spread_text(row, column):
            return "" if self._is_over_all(row, column) and not self.reader.only_period(text) else text
        left = [c for c in self.grid.columns_of.get(row, ()) if c < column and self.grid.text(row, c)]
        text = self.grid.text(row, left[-1]) if left else ""
        return text if text and self.reader.only_period(text) else ""

    def _is_over_all(self, row: int, column: int) -> bool:
        box, below = self.grid.box_at(row, column), self.grid.columns_of.get(row + 1, ())
        return box is not None and bool(below) and box.left <= below[0] and box.right >= below[-1]

    def _with_key(self, header: Header) -> Header:
        """A table of people whose first column names people is one, whatever stands over them."""
        if header.kind is Kind.DEALS or any(column.source in PERSON_KEYS for column in header.columns):
            return header
        first = header.columns[0] if header.columns else None
        if first is not None and first.source is Source.MANAGER:
            named = Column(first.index, replace(first.heading, source=Source.PERSON))
            return replace(header, columns=(named, *header.columns[1:]))
        for index in sorted({column.index for column in header.columns} | self._columns_below(header.row)):
            texts = [self.grid.text(row, index) for row in range(header.row + 1, header.row + 9)]
            if sum(self.is_person(text) for text in texts if text) >= 2:
                heading = Heading(self.grid.text(header.row, index), Source.PERSON)
                others = [column for column in header.columns if column.index != index]
                return replace(header, columns=tuple(sorted([*others, Column(index, heading)], key=lambda c: c.index)))
        listed = first is not None and self.grid.text(header.row + 1, first.index) and not self._has_label(header)
        if first is not None and first.source is Source.TEAM and listed:
            named = Column(first.index, replace(first.heading, source=Source.PERSON))  # a team's row is its manager's
            return replace(header, columns=(named, *header.columns[1:]))
        return header

    def _columns_below(self, row: int) -> set[int]:
        return {column for each in range(row + 1, row + 4) for column in self.grid.columns_of.get(each, ())[:1]}

    def _is_header(self, header: Header) -> bool:
        sources = {column.source for column in header.columns} - {None}
        if header.kind is Kind.DEALS:
            return not sources.isdisjoint(DEAL_KEYS) and len(sources) >= 2
        figures = sum(column.source in FIGURES for column in header.columns)
        if figures and header.columns[0].source is Source.TEAM and not self._beside_labels(header):
            return True
        if sources.isdisjoint(PERSON_KEYS):
            figures -= sum(self.reader.only_period(column.heading.text) is not None for column in header.columns)
            if figures and self.moment_key(header) is not None:
                return True
            return figures >= 2 and not self._beside_labels(header)
        if figures:
            return True
        key = next(column.index for column in header.columns if column.source in PERSON_KEYS)
        below = [self.grid.text(row, key) for row in range(header.row + 1, header.row + 4)]
        named = any(self.is_person(text) for text in below if text)
        return len(header.columns) >= 2 and (named or (not any(below) and self._is_roster(header, key)))

    def _is_roster(self, header: Header, key: int) -> bool:
        """Whether a list of people without figures is one of ours: its heading says that they sell, it asks for their
        team or manager, or its title calls it a roster. Names and addresses alone may be anybody's."""
        sources = {column.source for column in header.columns} - {None, Source.NUMBER}
        if len(sources) < 2 or self._has_label(header):
            return False
        titles = [self.grid.texts(row) for row in range(max(1, header.row - 3), header.row)]
        heading = next(column.heading.text for column in header.columns if column.index == key)
        ours = words.means_sellers(heading) or not sources.isdisjoint({Source.TEAM, Source.MANAGER})
        return ours or any(words.means_roster(text) for text in (*titles, self.grid.title))

    def moment_key(self, header: Header) -> int | None:
        """The column before the first figure whose rows are periods or days, at least two of the first."""
        first = next((column.index for column in header.columns if column.source in FIGURES), 0)
        for index in range(1, first):
            below = range(header.row + 1, header.row + 9)
            if sum(self.moment(row, index) is not None for row in below) >= 2:
                return index
        return None

    def moment(self, row: int, column: int) -> Period | date | None:
        """What a row is about or of: the period that its first cell names, or the day that stands there."""
        value = self.grid.at(row, column).value
        return value if isinstance(value, date) else self.reader.only_period(self.grid.text(row, column))

    def _beside_labels(self, header: Header) -> bool:
        """Whether the row is one of labels with their values between them, not of headings."""
        first = header.columns[0].index
        below = self.grid.text(header.row + 1, first)
        return self._has_label(header) or bool(below) or self._crosses_figures(header)

    def _crosses_figures(self, header: Header) -> bool:
        """Whether the rows below begin with figures, "Bookings" and "Commit", and not with people."""
        left = header.columns[0].index - 1
        begin = (
            words.of_label(self.grid.text(row, left)) for row in range(header.row + 1, header.row + 1 + _LOOKED_AT)
        )
        return sum(source in FIGURES for source in begin) >= 2

    def _has_label(self, header: Header) -> bool:
        return any(column.heading.text.rstrip().endswith(":") for column in header.columns)


def _totalled(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns, where the total beside those of periods is one of what they hold: "Q4 Total" of months of commit."""
    held = {column.source for column in columns if column.heading.titled}
    if sum(column.heading.titled for column in columns) < 2 or len(held) != 1:
        return tuple(columns)
    [source] = held
    return tuple(
        replace(column, heading=replace(column.heading, source=source, titled=True))
        if column.source is Source.TOTAL
        else column
        for column in columns
    )
