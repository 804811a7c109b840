"""Days that stand as headings: cells formatted as "Oct-26" hold the first of October. Reads rows and columns of such
days as the periods they stand for; a column of close dates it leaves alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from sales.filling.grid import Grid, GridCell, Place
from sales.period import FiscalCalendar, Grain

Run = list[tuple[Place, date]]
_GRAINS = {1: Grain.MONTH, 3: Grain.QUARTER, 12: Grain.YEAR}


def with_periods(grid: Grid, calendar: FiscalCalendar) -> Grid:
    """The sheet with the names of periods in place of the days that stand for them: across a row, or down what stands
    first in each row. They must be the first or the last day of each of at least two periods in a row."""
    named = {place: name for run in _runs(grid) for place, name in _names(run, calendar)}
    if not named:
        return grid
    read = {place: GridCell(name, locked=grid.cells[place].locked) for place, name in named.items()}
    return replace(grid, cells={**grid.cells, **read})


def _runs(grid: Grid) -> Iterator[Run]:
    """Days beside each other, and days below each other with nothing before them, each as long as they ascend."""
    first: dict[int, Run] = {}
    for row in grid.used_rows:
        used = [(column, cell) for column, cell in grid.row(row) if cell.value is not None]
        yield from _ascending([((row, column), cell.value) for column, cell in used if isinstance(cell.value, date)])
        for column, cell in used[:1]:
            if isinstance(cell.value, date):
                first.setdefault(column, []).append(((row, column), cell.value))
    for run in first.values():
        yield from _ascending(run)


def _ascending(days: Iterable[tuple[Place, date]]) -> Iterator[Run]:
    run: Run = []
    for place, day in days:
        if run and day <= run[-1][1]:
            yield run
            run = []
        run.append((place, day))
    yield run


def _names(run: Sequence[tuple[Place, date]], calendar: FiscalCalendar) -> Iterator[tuple[Place, str]]:
    steps = {_months(b) - _months(a) for (_, a), (_, b) in pairwise(run)}
    grain = _GRAINS.get(next(iter(steps))) if len(steps) == 1 else None
    if grain is None:
        return
    periods = [(place, day, calendar.of(day, grain)) for place, day in run]
    begin = all(day == period.start for _, day, period in periods)
    end = all(day == period.end - timedelta(days=1) for _, day, period in periods)
    if begin or end:
        yield from ((place, period.name) for place, _, period in periods)


def _months(day: date) -> int:
    return day.year * 12 + day.month
