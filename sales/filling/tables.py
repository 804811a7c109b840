"""Finds the tables of a sheet: where each ends, which of its rows say what they are about, and which of its columns are
somebody else's. Decides by what stands in the rows; which row is a header `headers` knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sales.filling import words
from sales.filling.grid import Grid, GridCell, column_number
from sales.filling.headers import Header, HeaderFinder
from sales.filling.headings import Reader
from sales.filling.layout import Column, IsPerson, Kind, Table
from sales.filling.sources import DEAL_KEYS, PERSON_KEYS, Source

_ADDS_UP = re.compile(r"^\+?(?:SUM|SUBTOTAL|AGGREGATE)\(", re.IGNORECASE)
_SUM_ONLY = re.compile(r"^\+?(?:(?:SUM|SUBTOTAL|AGGREGATE)\(|\$?[A-Z]{1,3}\$?\d+\+)", re.IGNORECASE)
_CELLS = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?[A-Z]{1,3}\$?(\d+))?", re.IGNORECASE)
MOST_TRIED = 200
"""Rows outside of tables that are looked at for a header: a file is no template because it is long."""
_SPACER = 2
"""Blank rows above a note from which on the last of them stays blank."""
_TITLES = 5
"""Rows above a header that may be its titles."""
_BETWEEN_GROUPS = 4
"""Rows between the sums of one group and the first of the next: blank ones, and a title."""


def tables_of(grid: Grid, reader: Reader, is_person: IsPerson, is_team: IsPerson = lambda _: False) -> list[Table]:
    """The tables of a sheet from top to bottom; what stands beside another table is read as part of it."""
    headers = HeaderFinder(grid, reader, is_person)
    extent = _Extent(grid, is_person, is_team, headers)
    found: list[Table] = []
    below = tried = 0
    for row in grid.used_rows:
        if row <= below:
            continue
        tried += 1
        header = headers.header_at(row) if tried <= MOST_TRIED else None
        if header is None:
            continue
        found += extent.groups(header, below)
        below = max(found[-1].last, found[-1].totals or 0, found[-1].header)
    return found


@dataclass(frozen=True, slots=True)
class _Extent:
    """Says where the table under a header ends."""

    grid: Grid
    is_person: IsPerson
    is_team: IsPerson
    headers: HeaderFinder

    def groups(self, header: Header, above: int) -> list[Table]:
        """The table below a header, with the titles between it and the row `above` which others have ended; and where
        it is one of people with sums between them, a table for each group."""
        rows = range(header.row - 1, max(above, header.row - 1 - _TITLES), -1)
        titles = tuple(filter(None, (self.grid.texts(row) for row in rows)))
        found = [replace(self.table(header), titles=titles)]
        while (first := self._next_group(found[-1])) is not None:
            group = self.table(replace(header, row=first - 1))
            titles = tuple(filter(None, (self.grid.texts(row) for row in range(first - 1, found[-1].totals or 0, -1))))
            found.append(replace(group, columns=found[0].columns, titles=titles))
        return found

    def _next_group(self, table: Table) -> int | None:
        """The row in which people go on below a row of sums, under the title of another group or none; or below the
        name of another team, where nobody is named yet."""
        key = table.key
        if table.kind is not Kind.PEOPLE or key is None:
            return None
        if table.totals is None:
            below = (table.last + 1, table.last + 2) if not any(map(self._names, table.listed)) else ()
            return next((row + 1 for row in below if self.is_team(self.grid.texts(row))), None)
        for row in range(table.totals + 1, table.totals + 1 + _BETWEEN_GROUPS):
            if self.is_person(self.grid.text(row, key.index)):
                return row
            if self.headers.header_at(row) is not None:
                return None
        return None

    def _names(self, row: int) -> bool:
        """Whether somebody is named in a row."""
        return any(self.is_person(self.grid.text(row, column)) for column, _ in self.grid.row(row))

    def table(self, header: Header) -> Table:
        """The table below a header."""
        key = next((c.index for c in header.columns if c.source in DEAL_KEYS | PERSON_KEYS), None)
        dated = self.headers.moment_key(header) if key is None else None
        key = dated if key is None else key
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
        columns = tuple(c for c in header.columns if not self._is_theirs(c, listed or blank, first, last))
        moments = {row: self.headers.moment(row, dated) for row in listed} if dated is not None else {}
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
            moments={row: moment for row, moment in moments.items() if moment is not None},
        )

    def _last(
        self,
        header: Header,
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

    def _row(self, header: Header, row: int, key: int | None, left: int, right: int, *, begun: bool, gap: bool) -> str:
        used = [
            (column, cell)
            for column, cell in self.grid.row(row)
            if left <= column <= right and not (cell.is_blank and not cell.formula)
        ]
        texts = [self.grid.text(row, column) for column, _ in used if self.grid.text(row, column)]
        if texts and words.is_total(texts[0]):
            return "totals"
        if begun and self._adds_up_all(header, row, key, used):
            return "totals"
        named = key is not None and self._says(row, key)
        if any(_ADDS_UP.match(cell.formula) for _, cell in used) and not named and self._sums_above(row, used):
            return "totals"
        if any(cell.formula for _, cell in used) and not named:
            computed = all(cell.formula and column != key for column, cell in used)
            return "blank" if computed else "other"
        if not used:
            return "blank"
        if gap and self.headers.header_at(row) is not None:
            return "other"
        if key is None:
            return "listed" if not begun and any(not isinstance(cell.value, str) for _, cell in used) else "other"
        if not named:
            return "blank" if self._only_numbering(header, used) else "other"
        known = self.is_person(self.grid.text(row, key)) or (
            header.kind is Kind.PEOPLE and self.headers.moment(row, key) is not None
        )
        return (
            "listed" if known or (not gap and (len(used) > 1 or not begun or not self._is_note(row, key))) else "other"
        )

    def _adds_up_all(self, header: Header, row: int, key: int | None, used: Sequence[tuple[int, GridCell]]) -> bool:
        """Whether all that a row has are formulas that add up cells above it, whatever it is called ("Team"), unless it
        is called like somebody."""
        figures = [(column, cell) for column, cell in used if column != key and not isinstance(cell.value, str)]
        asked = {column.index for column in header.columns if column.source is not None}
        computed = bool(figures) and all(cell.formula for _, cell in figures)
        if not computed or (key is not None and self.is_person(self.grid.text(row, key))):
            return False
        return any(column in asked and self._adds_above(row, column, cell.formula) for column, cell in figures)

    def _adds_above(self, row: int, column: int, formula: str) -> bool:
        """Whether a formula adds up cells of its own column, two of them at least, that stand above it."""
        if "!" in formula or not _SUM_ONLY.match(formula):
            return False
        rows: set[int] = set()
        for letters, top, bottom in _CELLS.findall(formula):
            if column_number(letters) != column:
                return False
            rows |= {int(top), int(bottom or top)}
        return len(rows) > 1 and max(rows) < row

    def _says(self, row: int, key: int) -> bool:
        """Whether a cell says what its row is about: by what was typed, or by a name that a formula has fetched."""
        cell = self.grid.at(row, key)
        return bool(self.grid.text(row, key)) if cell.formula else not cell.is_blank

    def _is_note(self, row: int, key: int) -> bool:
        text = self.grid.text(row, key)
        return len(text) > 60 or text.endswith((".", "?", "!", ":"))

    def _only_numbering(self, header: Header, used: Sequence[tuple[int, GridCell]]) -> bool:
        """Whether what stands in the row is what every row of the template begins with: numbers, or default entries."""
        numbered = {column.index for column in header.columns if column.source is Source.NUMBER}
        first = header.columns[0]
        if first.source is None and all(isinstance(cell.value, Decimal) for _, cell in used[:1]):
            numbered.add(first.index)
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
