"""The projection of a period: surveys the past from a day, weighs the parts by their errors, and says what will be
closed with an 80 % interval. Knows how the pieces fit; each piece is next door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sales.errors import Invalid
from sales.money import Money
from sales.period import FiscalCalendar, Period, day_words, grain_of
from sales.projection.combining import log_error, trimmed_mean, weights
from sales.projection.history import NEVER, Counted, History, View
from sales.projection.interval import interval, spread
from sales.projection.methods import PARTS, Method, Span, Standpoint
from sales.projection.pipeline import Pipeline

ENOUGH_WINS = 10
"""Deals won within the last 365 days, below which there is no projection."""
LATE_START = 10
"""A period is seen whole if the first outcome came at most this many days after it began."""
JUDGED_PERIODS, POINTS_A_PERIOD = 8, 3
"""Methods are judged on the last eight finished periods, at the start of each and of its second and last third."""


@dataclass(frozen=True, slots=True)
class TooLittle:
    """No number, and why, in a sentence for a manager."""

    reason: str


@dataclass(frozen=True, slots=True)
class PastPoint:
    """A day of a finished period, what was won in that period, and how many periods ago it was."""

    at: Standpoint
    actual: int
    age: float


@dataclass(frozen=True, slots=True)
class Survey:
    """A day within a period, and the days of finished periods on which methods can be judged, oldest first."""

    period: Period
    currency: str
    at: Standpoint
    past: tuple[PastPoint, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the guesses a projection is made of, the whole period's total, and how much it is trusted (0 to 1)."""

    method: str
    forecast: Money
    trust: float


@dataclass(frozen=True, slots=True)
class Guess:
    """What one method expects to be won in the whole period, with its 80 % interval. `past_error` is the mean size
    of its past relative errors (0.1 is 10 %), over `past_points` days; None if there are none."""

    method: str
    forecast: Money
    low: Money
    high: Money
    past_error: float | None
    past_points: int


@dataclass(frozen=True, slots=True)
class Projection:
    """What will be closed in `period`, seen when `as_of` began, from the team's own history alone."""

    period: Period
    as_of: date
    closed: Money
    guess: Guess
    parts: tuple[Part, ...]

    @property
    def forecast(self) -> Money:
        return self.guess.forecast

    @property
    def low(self) -> Money:
        return self.guess.low

    @property
    def high(self) -> Money:
        return self.guess.high

    def given(self, closed: Money) -> Projection:
        """The same once so much is closed: what was won since the day began is not projected away."""
        least = max(closed, self.closed)
        held = {name: max(getattr(self.guess, name), least) for name in ("forecast", "low", "high")}
        return replace(self, guess=replace(self.guess, **held))


def project(
    history: History | Counted, period: Period, as_of: date, calendar: FiscalCalendar
) -> Projection | TooLittle:
    """The projection of `period`, seen when `as_of` began: to include a day's own wins, pass the day after it.
    Days are those of the team's zone. Raises `Invalid` for several currencies, and for a day outside the period."""
    surveyed = survey(history, period, as_of, calendar)
    return surveyed if isinstance(surveyed, TooLittle) else combined(surveyed, as_of)


def survey(history: History | Counted, period: Period, as_of: date, calendar: FiscalCalendar) -> Survey | TooLittle:
    """What there is to judge by; `TooLittle` once the period has ended, and unless a whole period of the same
    length was seen and ten deals were won within a year. Raises `Invalid` as `project` does."""
    if as_of == period.end:
        return TooLittle(f"{period.name} is over: what was closed is no longer a projection.")
    if as_of not in period:
        raise Invalid(f"{day_words(as_of)} is not within {period.name}: a projection is made while a period runs.")
    view = history.as_of(as_of)
    today = view.today
    earlier = _finished(view, period, calendar)
    if not earlier:
        return TooLittle(
            f"There is no projection for {period.name}: no whole {grain_of(period).value} lies behind it yet."
        )
    won = sum(1 for amount in view.won.amounts(today - 365, today) if amount)
    if won < ENOUGH_WINS:
        return TooLittle(
            f"There is no projection for {period.name}: {won} deals won within a year, with an amount, are too few."
        )
    pipeline = Pipeline(view)
    here = Standpoint(view, pipeline, (period.start.toordinal(), period.end.toordinal()), earlier, today)
    past: list[PastPoint] = []
    for number, span in enumerate(earlier[:JUDGED_PERIODS]):
        before = earlier[number + 1 :]
        if before:
            past.extend(_points(view, pipeline, span, before, number))
    return Survey(period, history.currencies[0], here, tuple(reversed(past)))


def _finished(view: View, period: Period, calendar: FiscalCalendar) -> tuple[Span, ...]:
    """The periods before this one that were seen whole, newest first."""
    if view.first_outcome == NEVER:
        return ()
    found: list[Span] = []
    previous = calendar.previous(period)
    while previous.start.toordinal() + LATE_START >= view.first_outcome:
        found.append((previous.start.toordinal(), previous.end.toordinal()))
        previous = calendar.previous(previous)
    return tuple(found)


def _points(view: View, pipeline: Pipeline, span: Span, before: tuple[Span, ...], number: int) -> list[PastPoint]:
    """The days of a finished period on which methods are judged, newest first: a whole number of weeks ago, for the
    pipeline's sake."""
    actual, length = view.won.value(*span), span[1] - span[0]
    points: list[PastPoint] = []
    for third in reversed(range(POINTS_A_PERIOD)):
        wanted = span[0] + round(third * length / POINTS_A_PERIOD)
        day = wanted + (view.today - wanted) % 7
        if day < span[1] and pipeline.week_of(day) > 0:
            age = number + 1 - third / POINTS_A_PERIOD
            points.append(PastPoint(Standpoint(view, pipeline, span, before, day), actual, age))
    return points


def guess(surveyed: Survey, name: str, method: Method, *, judged: bool = True) -> Guess:
    """What one method alone expects. A method that cannot be used for past days is not `judged`: its interval is
    that of chance."""
    past = surveyed.past if judged else ()
    return _guess(surveyed, name, method(surveyed.at), past, [method(point.at) for point in past])


def combined(surveyed: Survey, as_of: date) -> Projection:
    """The projection: the trimmed mean of the parts, weighed by their errors on the points before. Its own past
    errors come from having done the same on each past day, with what was known on that day."""
    names, currency = tuple(PARTS), surveyed.currency
    at, past = surveyed.at, surveyed.past
    tried = [[method(point.at) for method in PARTS.values()] for point in past]
    errors = [
        [log_error(point.at.to_date + rest, point.actual) for rest in rests]
        for point, rests in zip(past, tried, strict=True)
    ]
    then = []
    for point, rests in zip(past, tried, strict=True):
        known = [n for n, other in enumerate(past) if other.at.span[1] <= point.at.day]
        ages = [past[n].age - point.age for n in known]
        then.append(trimmed_mean(rests, weights([errors[n] for n in known], ages, len(names))))
    trust = weights(errors, [point.age for point in past], len(names))
    rests = [method(at) for method in PARTS.values()]
    made = _guess(surveyed, "projection", trimmed_mean(rests, trust), past, then)
    parts = tuple(
        Part(name, Money(round(at.to_date + rest), currency), share)
        for name, rest, share in zip(names, rests, trust, strict=True)
    )
    return Projection(surveyed.period, as_of, Money(at.to_date, currency), made, parts)


def _guess(surveyed: Survey, name: str, rest: float, past: Sequence[PastPoint], then: Sequence[float]) -> Guess:
    """`rest` is what the method expects now, `then` what it expected at each past point, both from that day on."""
    at, currency = surveyed.at, surveyed.currency
    scores: list[float] = []
    misses: list[float] = []
    for point, expected in zip(past, then, strict=True):
        total = point.at.to_date + expected
        if (chance := spread(point.at, expected)) > 0:
            scores.append(log_error(total, point.actual) / chance)
        if point.actual:
            misses.append(abs(total - point.actual) / point.actual)
    around = interval(at, rest, scores)
    total = round(at.to_date + rest)
    return Guess(
        name,
        Money(total, currency),
        Money(min(round(around.low), total), currency),
        Money(max(round(around.high), total), currency),
        sum(misses) / len(misses) if misses else None,
        len(misses),
    )
