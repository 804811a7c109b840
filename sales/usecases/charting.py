"""How a forecast went through its period: closed day by day, commit and best case week by week, and the line of the
period before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sales.forecast import BEST_CASE, Cell, Closing, roll_up
from sales.money import Money, Rates
from sales.period import Period, local_date, midnight
from sales.report import Report
from sales.usecases.by_owner import ByOwner, owner_of
from sales.usecases.forecasts import Sums, sums_of
from sales.usecases.ports import Tx

Course = tuple[tuple[date, Money], ...]
BETWEEN_POINTS = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Courses:
    """Amounts at the end of days, oldest first, in the report's currency; the last ones are the report's own."""

    closed: Course
    commit: Course
    best_case: Course
    previous: Course
    previous_period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasts:
    """What everybody's courses are made of, by owner: the cells at the end of a day a week, and what was won when, in
    the period and in the one before."""

    weeks: Sequence[tuple[date, ByOwner[Cell]]]
    won: ByOwner[Closing]
    won_before: ByOwner[Closing]
    previous_period: Period


def pasts(tx: Tx, sums: Sums) -> Pasts:
    """Reads the past of `sums`, which must be everybody's. Six queries at most."""
    workspace, period = sums.workspace, sums.period
    days = list(_days(period, local_date(sums.as_of, workspace.timezone)))
    ends = [midnight(day + timedelta(days=1), workspace.timezone) for day in days]
    before = workspace.calendar.previous(period)
    then = tx.forecasts.cells_at(period, ends)
    return Pasts(
        weeks=[(day, ByOwner[Cell].of(past.cells, owner_of)) for day, past in zip(days, then, strict=True)],
        won=ByOwner[Closing].of(tx.forecasts.closings(period), owner_of),
        won_before=ByOwner[Closing].of(tx.forecasts.closings(before), owner_of),
        previous_period=before,
    )


def courses(tx: Tx, report: Report, now: datetime) -> Courses:
    """The courses of one report's numbers up to its as-of."""
    sums = sums_of(tx, report.period, report.as_of, now)
    return courses_of(pasts(tx, sums), report, sums)


def courses_of(found: Pasts, report: Report, sums: Sums) -> Courses:
    """The courses of one report's numbers, from the past of everybody's. What lacked amounts for want of a rate is left
    out, since a line knows no missing amount: commit and best case are then their present point alone, the period
    before has no line."""
    owners, rates = sums.team.subtree(report.subject.id), sums.workspace.exchange()
    today = local_date(report.as_of, sums.workspace.timezone)
    rolled = report.line.rolled
    weeks = [(day, roll_up(cells.those_of(owners), sums.process, rates)) for day, cells in found.weeks]
    if any(rollup.lacking(BEST_CASE) for _, rollup in weeks):
        weeks = []
    return Courses(
        closed=_closed(found.won.those_of(owners), rates, today, rolled.closed),
        commit=(*((day, rollup.commit) for day, rollup in weeks), (today, rolled.commit)),
        best_case=(*((day, rollup.best_case) for day, rollup in weeks), (today, rolled.best_case)),
        previous=_closed(found.won_before.those_of(owners), rates, found.previous_period.last_day, None),
        previous_period=found.previous_period,
    )


def _days(period: Period, today: date) -> Iterable[date]:
    """A day a week from the start of the period up to, but without, today."""
    day = period.start
    while day < min(today, period.end):
        yield day
        day += BETWEEN_POINTS


def _closed(closings: Iterable[Closing], rates: Rates, until: date, present: Money | None) -> Course:
    """The running sum of what was won, one entry per day on which it grew; `present`, if given, ends it. Where
    something was won in a currency without a rate there is no such sum, only `present`."""
    by_day: dict[date, int] = {}
    for closing in closings:
        if closing.on > until:
            continue
        worth = rates.try_convert(Money(closing.minor, closing.currency))
        if worth is None:
            return () if present is None else ((until, present),)
        by_day[closing.on] = by_day.get(closing.on, 0) + worth.minor
    course: list[tuple[date, Money]] = []
    running = 0
    for day in sorted(by_day):
        running += by_day[day]
        course.append((day, Money(running, rates.base)))
    if present is not None:
        course = [point for point in course if point[0] < until] + [(until, present)]
    return tuple(course)
