"""How good projection and baselines would have been: every quarter of a history with enough behind it, at its
start and after its first and second month, seeing only what was known on that day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sales.money import Money
from sales.period import FiscalCalendar, Period
from sales.projection.history import History
from sales.projection.methods import BASELINES
from sales.projection.projecting import Guess, TooLittle, combined, guess, survey

STILL_COMPLETE = 7
"""A history may end this many days before a quarter does, and the quarter still counts as finished."""


@dataclass(frozen=True, slots=True)
class Point:
    """One guess made on one day, and what came of it. `chosen` is the projection, the others stand beside it."""

    as_of: date
    period: Period
    guess: Guess
    actual: Money

    @property
    def chosen(self) -> bool:
        return self.guess.method == "projection"

    @property
    def error(self) -> float:
        """(forecast - actual) / actual."""
        return (self.guess.forecast.minor - self.actual.minor) / self.actual.minor

    @property
    def covered(self) -> bool:
        return self.guess.low.minor <= self.actual.minor <= self.guess.high.minor


@dataclass(frozen=True, slots=True)
class Summary:
    """A method over all points: mean absolute percentage error, mean signed error and share within the interval."""

    method: str
    n: int
    mape: float
    bias: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Backtest:
    """Every forecast that was tried, the quarters that were skipped, and the errors by method."""

    points: tuple[Point, ...]
    skipped: tuple[str, ...]
    """Sentences about quarters without a projection."""

    @property
    def summary(self) -> tuple[Summary, ...]:
        """One line a method, the projection first."""
        methods = dict.fromkeys(point.guess.method for point in self.points)
        return tuple(summarised(name, [p for p in self.points if p.guess.method == name]) for name in methods)


def summarised(method: str, points: Iterable[Point]) -> Summary:
    """The summary of at least one point."""
    all_points = tuple(points)
    n = len(all_points)
    errors = [point.error for point in all_points]
    return Summary(
        method,
        n,
        sum(map(abs, errors)) / n,
        sum(errors) / n,
        sum(point.covered for point in all_points) / n,
    )


def month_starts(quarter: Period, calendar: FiscalCalendar) -> Iterator[date]:
    """The start of a quarter, and of its second and third month."""
    month = calendar.month(quarter.start)
    while month.start in quarter:
        yield month.start
        month = calendar.next(month)


def week_starts(quarter: Period, calendar: FiscalCalendar) -> Iterator[date]:
    """The start of a quarter and every seventh day of it."""
    return (quarter.start + timedelta(days=day) for day in range(0, quarter.days, 7))


def backtest(
    history: History, calendar: FiscalCalendar, days: Callable[[Period, FiscalCalendar], Iterable[date]] = month_starts
) -> Backtest:
    """Every finished quarter on its `days`. Quarters in which nothing was won have no relative error, and are skipped.
    Raises `Invalid` for several currencies."""
    points: list[Point] = []
    skipped: list[str] = []
    for quarter in _quarters(history, calendar):
        actual = Money(_won_in(history, quarter), history.currencies[0])
        if not actual:
            skipped.append(f"Nothing was won in {quarter.name}, so that no error can be measured.")
            continue
        for as_of in days(quarter, calendar):
            surveyed = survey(history, quarter, as_of, calendar)
            if isinstance(surveyed, TooLittle):
                skipped.append(surveyed.reason)
                continue
            points.append(Point(as_of, quarter, combined(surveyed, as_of).guess, actual))
            for name, method in BASELINES.items():
                made = guess(surveyed, name, method, judged=name != "stage_weighted")
                points.append(Point(as_of, quarter, made, actual))
    return Backtest(tuple(points), tuple(dict.fromkeys(skipped)))


def _quarters(history: History, calendar: FiscalCalendar) -> Iterator[Period]:
    """The quarters from the first outcome to the last event, the last one only if it is finished."""
    ends = [deal.closed_on for deal in history.deals if deal.closed_on is not None]
    if not ends or not history.currencies:
        return
    last = max(*ends, *(deal.created_on for deal in history.deals))
    quarter = calendar.quarter(min(ends))
    while (quarter.last_day - last).days <= STILL_COMPLETE:
        yield quarter
        quarter = calendar.next(quarter)


def _won_in(history: History, period: Period) -> int:
    start, end = period.start.toordinal(), period.end.toordinal()
    return sum(minor for _, closed, won, minor, _, _ in history.rows if won and start <= closed < end)
