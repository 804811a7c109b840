"""What the digest's chart shows, and the scale it is drawn on: days across, amounts up. Knows how far both reach and
where to write what; draws no course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from sales.money import Money
from sales.period import Period, zone

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Course = tuple[tuple[date, Money], ...]
"""How an amount stood at the end of each of these days, oldest first."""

INK, GRID = "#737983", 0.28
"""The colour of words, and how much of it thin lines have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartValues:
    """What the chart shows, all in one currency. `closed`, `commit` and `best_case` are roll-ups as of each day up to
    the day of `as_of` (aware; the last ones are the present numbers; commit and best case may have just that one).
    `previous` is what was closed in the period before, day by day of that period, called `previous_name`."""

    title: str
    period: Period
    as_of: datetime
    timezone: str
    quota: Money | None
    closed: Course
    commit: Course
    best_case: Course
    previous: Course = ()
    previous_period: Period | None = None

    @property
    def today(self) -> date:
        return self.as_of.astimezone(zone(self.timezone)).date()


def top_of(values: ChartValues) -> float:
    """The upper end of the scale: a quarter above the largest amount of all that is drawn."""
    courses = (values.closed, values.commit, values.best_case, values.previous)
    highest = max((money.minor for course in courses for _, money in course), default=0)
    return max(highest, values.quota.minor if values.quota else 0, 100) * 1.14


def place_of(values: ChartValues, day: date) -> float:
    """Where the end of a day lies in the period, from 0 to 1."""
    return ((day - values.period.start).days + 1) / values.period.days


def draw_scale(axes: Axes, values: ChartValues, top: float) -> None:
    """Amounts up to `top` (minor units) on the left, months below, and thin lines for both."""
    axes.set_xlim(0, 1)
    axes.set_ylim(0, top)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(INK)
    axes.tick_params(length=0, pad=7)
    step = _step(top)
    ticks = [step * number for number in range(int(top // step) + 1)]
    currency = values.closed[-1][1].currency if values.closed else "USD"
    axes.set_yticks(
        ticks, [Money(int(tick), currency).short for tick in ticks], fontsize=12, color=INK, parse_math=False
    )
    axes.set_xticks(*_months(values), fontsize=12.5, color=INK)
    axes.grid(axis="y", color=INK, alpha=GRID, linewidth=1, zorder=0)
    axes.set_axisbelow(True)
    for start in _month_starts(values)[1:]:
        axes.axvline(start, color=INK, alpha=GRID, linewidth=1, zorder=0)


def _step(top: float) -> float:
    """The distance of the grid's lines: 1, 2, 2.5 or 5 times a power of ten, so that there are three to five."""
    power = 10.0 ** (len(str(int(top))) - 2)
    return next(step for factor in (1, 2, 2.5, 5, 10, 20, 25) if top / (step := factor * power) <= 4.6)


def _month_starts(values: ChartValues) -> list[float]:
    days = (values.period.start + timedelta(days=n) for n in range(values.period.days))
    return [(day - values.period.start).days / values.period.days for day in days if day.day == 1]


def _months(values: ChartValues) -> tuple[list[float], list[str]]:
    """Where to write what under the axis: months in their middle; weeks where the period is no longer than a month."""
    period = values.period
    if period.days <= 31:
        days = [period.start + timedelta(days=n) for n in (0, 7, 14, 21, 28) if n < period.days]
        return [((day - period.start).days + 0.5) / period.days for day in days], [
            f"{day.day} {day:%b}" for day in days
        ]
    starts = [*_month_starts(values), 1.0]
    names = [f"{period.start + timedelta(days=round(start * period.days)):%b}" for start in starts[:-1]]
    names = [name[0] for name in names] if len(names) > 6 else names
    return [(left + right) / 2 for left, right in pairwise(starts)], names
