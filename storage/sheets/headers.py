"""Finds the row of headings of a sheet and what each may be, by its name alone; `deals` checks a doubtful match against
the column's values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sales.headings import Column, meanings
from storage.sheets.table import Cell, Row, Sheet

_MOST_TITLE_ROWS = 20
_DEAL_COLUMNS = frozenset({Column.STAGE, Column.AMOUNT, Column.CLOSE, Column.STATUS})


@dataclass(frozen=True, slots=True)
class Match:
    """A heading that may be `column`. `rank` orders the candidates for one column: 0 is the most specific name."""

    column: Column
    index: int
    heading: str
    rank: float


@dataclass(frozen=True, slots=True)
class Header:
    """The row of headings of a sheet, and for each column the headings that may be it, likeliest first."""

    row: Row
    candidates: dict[Column, tuple[Match, ...]]

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(str(cell).strip() for cell in self.row.cells)

    def has(self, *columns: Column) -> bool:
        return all(column in self.candidates for column in columns)

    @property
    def lists_deals(self) -> bool:
        """Whether the rows below can be deals: something to call them by, and something that only deals have."""
        named = {Column.NAME, Column.ID, Column.ACCOUNT, Column.PRODUCT} & self.candidates.keys()
        deal_like = _DEAL_COLUMNS & self.candidates.keys()
        return bool(named) and (Column.STAGE in deal_like or len(deal_like) > 1)

    @property
    def may_list_deals(self) -> bool:
        """Whether a list that somebody keeps by hand may be one of deals, if nothing else is."""
        named = self.has(Column.NAME) or self.has(Column.ACCOUNT)
        return named and self.has(Column.AMOUNT) and (self.has(Column.OWNER) or self.has(Column.OWNER_EMAIL))


def header_of(sheet: Sheet) -> Header | None:
    """The header of a sheet: of its first rows, the one with the most headings that are recognised (people put titles
    above). None if no row has two of them."""
    best: Header | None = None
    for row in sheet.rows[:_MOST_TITLE_ROWS]:
        candidates = _candidates(row.cells)
        if len(candidates) >= 2 and (best is None or len(candidates) > len(best.candidates)):
            best = Header(row, candidates)
    return best


def _candidates(cells: Sequence[Cell]) -> dict[Column, tuple[Match, ...]]:
    found: dict[Column, list[Match]] = {}
    for index, cell in enumerate(cells):
        if isinstance(cell, str) and cell:
            for column, rank in meanings(cell):
                found.setdefault(column, []).append(Match(column, index, cell, rank))
    return {column: tuple(sorted(matches, key=lambda m: (m.rank, m.index))) for column, matches in found.items()}
