"""Finds the tables of a sheet: which row is their header, under one row of headings or two, where they end, and which
of their columns are somebody else's. Decides by headings and by what stands in the rows; fills in nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sales.filling import words
from sales.filling.grid import Grid
from sales.filling.headings import Heading, Meaning, Reader
from sales.filling.layout import Column, IsPerson, Kind, Table
from sales.filling.sources import ABOUT_DEALS, ABOUT_PEOPLE, DEAL_KEYS, FIGURES, PERSON_KEYS, Source

_ADDS_UP = re.compile(r"^\+?(?:SUM|SUBTOTAL|AGGREGATE)\(", re.IGNORECASE)
LONGEST_HEADING = 80
MOST_COLUMNS = 200
MOST_TRIED = 200
"""Rows outside of tables that are looked at for a header: a file is no template because it is long."""
_SPACER = 2
"""Blank rows above a note from which on the last of them stays blank."""


@dataclass(frozen=True, slots=True)
class _Header:
    """A row that may be a header: what its columns would be, in a table of that kind."""

    kind: Kind
    row: int
    columns: tuple[Column, ...]

    @property
    def score(self) -> int:
        return sum(column.source is not None for column in self.columns)


def tables_of(grid: Grid, reader: Reader, is_person: IsPerson) -> list[Table]:
    """The tables of a sheet from top to bottom; what stands beside another table is read as part of it."""
    finder = _Finder(grid, reader, is_person)
    found: list[Table] = []
    below = tried = 0
    for row in grid.used_rows:
        if row <= below:
            continue
        tried += 1
        header = finder.header_at(row) if tried <= MOST_TRIED else None
        if header is None:
            continue
        table = finder.table(header)
        found.append(table)
        below = max(table.last, table.totals or 0, table.header)
    return found


@dataclass(frozen=True, slots=True)
class _Finder:
    grid: Grid
    reader: Reader
    is_person: IsPerson

    def header_at(self, row: int) -> _Header | None:
        """The header that begins in this row: its only one, or the upper one of two."""
        here, below = self._likelier(row, grouped=False), self._likelier(row + 1, grouped=True)
        if below is not None and (here is None or below.score > here.score) and self._groups(row):
            return below
        return here

    def _groups(self, row: int) -> bool:
        """Whether the row could stand over another header: it has a heading, and nothing but texts."""
        cells = [cell for _, cell in self.grid.row(row) if cell.value is not None]
        return bool(cells) and all(isinstance(cell.value, str) for cell in cells)

    def _likelier(self, row: int, *, grouped: bool) -> _Header | None:
        """The kind of table with more headings that are known, if the row can be a header at all."""
        cells = [cell for _, cell in self.grid.row(row) if not cell.is_blank]
        if len(cells) > MOST_COLUMNS or not all(isinstance(cell.value, str) and not cell.formula for cell in cells):
            return None
        headers = [
            _Header(Kind.DEALS, row, self._columns(row, words.of_deals, grouped)),
            _Header(Kind.PEOPLE, row, self._columns(row, words.of_people, grouped)),
        ]
        kept = [header for header in map(self._with_key, headers) if self._is_header(header)]
        return max(kept, key=lambda header: header.score, default=None)

    def _columns(self, row: int, meaning: Meaning, grouped: bool) -> tuple[Column, ...]:
        columns = [
            Column(index, heading)
            for index in self._headed(row, grouped)
            if (heading := self._heading(row, index, meaning, grouped)) is not None
        ]
        allowed = ABOUT_DEALS if meaning is words.of_deals else FIGURES | ABOUT_PEOPLE | {Source.NUMBER}
        return tuple(
            column if column.source in allowed else replace(column, heading=replace(column.heading, source=None))
            for column in columns
        )

    def _headed(self, row: int, grouped: bool) -> Iterator[int]:
        rows = (row - 1, row) if grouped else (row,)
        columns = sorted({column for each in rows for column in self.grid.columns_of.get(each, ())})
        for column in columns:
            box = self.grid.box_at(row, column)
            if box is None or box.left == column:
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
        """What stands over a column: in merged cells, in its own, or in the next to the left if that is a period."""
        if text := self.grid.spread_text(row, column):
            return text
        left = [c for c in self.grid.columns_of.get(row, ()) if c < column and self.grid.text(row, c)]
        text = self.grid.text(row, left[-1]) if left else ""
        return text if text and self.reader.only_period(text) else ""

    def _with_key(self, header: _Header) -> _Header:
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
        return header

    def _columns_below(self, row: int) -> set[int]:
        return {column for each in range(row + 1, row + 4) for column in self.grid.columns_of.get(each, ())[:1]}

    def _is_header(self, header: _Header) -> bool:
        sources = {column.source for column in header.columns} - {None}
        if header.kind is Kind.DEALS:
            return not sources.isdisjoint(DEAL_KEYS) and len(sources) >= 2
        figures = sum(column.source in FIGURES for column in header.columns)
        if sources.isdisjoint(PERSON_KEYS):
            return figures >= 2 and not self._beside_labels(header)
        if figures:
            return True
        key = next(column.index for column in header.columns if column.source in PERSON_KEYS)
        below = (self.grid.text(row, key) for row in range(header.row + 1, header.row + 4))
        return len(header.columns) >= 2 and any(self.is_person(text) for text in below if text)

    def _beside_labels(self, header: _Header) -> bool:
        """Whether the row is one of labels with their values between them, not of headings."""
        first = header.columns[0].index
        below = self.grid.text(header.row + 1, first)
        return any(column.heading.text.rstrip().endswith(":") for column in header.columns) or bool(below)

    def table(self, header: _Header) -> Table:
        """The table below a header."""
        key = next((c.index for c in header.columns if c.source in DEAL_KEYS | PERSON_KEYS), None)
        first, left, right = header.row + 1, header.columns[0].index, header.columns[-1].index
        listed: list[int] = []
        blank: list[int] = []
        totals, end = None, None
        last_used = self.grid.used_rows[-1]
        for row in range(first, last_used + 1):
            match self._row(header, row, key, left, right, begun=bool(listed), gap=bool(blank)):
                case "listed":
                    listed.append(row)
                case "blank":
                    blank.append(row)
                case "totals":
                    totals = row
                    break
                case _:
                    end = row
                    break
        last = self._last(header, first, listed, blank, totals, end)
        columns = tuple(c for c in header.columns if not self._is_theirs(c, listed, first, last))
        if totals is None and end is None:
            blank += range(max([first - 1, *listed, *blank]) + 1, last + 1)
        return Table(
            kind=header.kind,
            header=header.row,
            first=first,
            last=last,
            columns=columns,
            listed=tuple(listed),
            blank=tuple(row for row in blank if row <= last),
            totals=totals,
            is_open=totals is None and end is None,
        )

    def _last(
        self,
        header: _Header,
        first: int,
        listed: Sequence[int],
        blank: Sequence[int],
        totals: int | None,
        end: int | None,
    ) -> int:
        """The last row that belongs to the table. A blank row stays between it and a note below."""
        if totals is not None:
            return self._summed_to(totals, first)
        area = next((box for box in self.grid.areas if box.top == header.row), None)
        if area is not None:
            return max([first, area.bottom, *listed])
        if end is not None:
            gap = end - 1 - max([header.row, *listed])
            return end - 1 - (1 if gap >= _SPACER else 0)
        formatted = max([first - 1, *listed])
        while any(self.grid.row(formatted + 1)):
            formatted += 1
        return max(formatted, first)

    def _summed_to(self, totals: int, first: int) -> int:
        """The last row that the totals add up: what is filled in below it would be missing in them."""
        bottoms = [
            int(bottom)
            for _, cell in self.grid.row(totals)
            for top, bottom in re.findall(r"[A-Z]\$?(\d+):\$?[A-Z]{1,3}\$?(\d+)", cell.formula)
            if first - 1 <= int(top) <= int(bottom) < totals
        ]
        return max(bottoms, default=totals - 1)

    def _row(self, header: _Header, row: int, key: int | None, left: int, right: int, *, begun: bool, gap: bool) -> str:
        used = [
            (column, cell)
            for column, cell in self.grid.row(row)
            if left <= column <= right and not (cell.is_blank and not cell.formula)
        ]
        texts = [self.grid.text(row, column) for column, _ in used if self.grid.text(row, column)]
        if texts and words.is_total(texts[0]):
            return "totals"
        named = key is not None and self._says(row, key)
        if any(_ADDS_UP.match(cell.formula) for _, cell in used) and not named and self._sums_above(row, used):
            return "totals"
        if any(cell.formula for _, cell in used) and not named:
            computed = all(cell.formula and column != key for column, cell in used)
            return "blank" if computed else "other"
        if not used:
            return "blank"
        if gap and self.header_at(row) is not None:
            return "other"
        if key is None:
            return "listed" if not begun and any(not isinstance(cell.value, str) for _, cell in used) else "other"
        if not named:
            return "blank" if self._only_numbering(header, used) else "other"
        known = self.is_person(self.grid.text(row, key))
        return (
            "listed" if known or (not gap and (len(used) > 1 or not begun or not self._is_note(row, key))) else "other"
        )

    def _says(self, row: int, key: int) -> bool:
        """Whether a cell says what its row is about: by what was typed, or by a name that a formula has fetched."""
        cell = self.grid.at(row, key)
        return bool(self.grid.text(row, key)) if cell.formula else not cell.is_blank

    def _is_note(self, row: int, key: int) -> bool:
        text = self.grid.text(row, key)
        return len(text) > 60 or text.endswith((".", "?", "!", ":"))

    def _only_numbering(self, header: _Header, used: Sequence[tuple[int, object]]) -> bool:
        """Whether what stands in the row is what every row of the template begins with: numbers, or default entries."""
        numbered = {column.index for column in header.columns if column.source is Source.NUMBER}
        return all(column in numbered for column, _ in used)

    def _sums_above(self, row: int, used: Sequence[tuple[int, object]]) -> bool:
        for column, _ in used:
            found = re.findall(r"\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)", self.grid.at(row, column).formula)
            if any(a == b and int(top) < row and int(bottom) <= row for a, top, b, bottom in found):
                return True
        return False

    def _is_theirs(self, column: Column, listed: Sequence[int], first: int, last: int) -> bool:
        """Whether an unknown column is filled already: with formulas, or in every row that says what it is about."""
        if column.source is not None:
            return False
        rows = list(listed) or list(range(first, min(last, first + 2) + 1))
        cells = [self.grid.at(row, column.index) for row in rows]
        return bool(cells) and (all(not c.is_blank for c in cells) or bool(cells[0].formula))
