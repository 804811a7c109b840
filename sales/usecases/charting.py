"""How a forecast went through its period: closed day by day, commit and best case week by week, and the line of the
period before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sales.deal import Deal
from sales.forecast import cells_as_of, roll_up
from sales.money import Money, Rates
from sales.period import Period, local_date, midnight
from sales.process import Outcome
from sales.report import Report
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


def courses(tx: Tx, report: Report, now: datetime) -> Courses:
    """The courses of a report's numbers up to its as-of."""
    owners = tx.people.team().subtree(report.subject.id)
    calendar, rates, period = tx.workspace.calendar, tx.workspace.exchange(), report.period
    before = calendar.previous(period)
    today = local_date(report.as_of, tx.workspace.timezone)
    commit: list[tuple[date, Money]] = []
    best_case: list[tuple[date, Money]] = []
    cells = tx.forecasts.cells(period, owners)
    for day in _days(period, today):
        spans = tx.forecasts.changed_since(midnight(day + timedelta(days=1), tx.workspace.timezone))
        mine = [s for s in spans if any(d is not None and d.owner_id in owners for d in (s.before, s.after))]
        rollup = roll_up((c for c in cells_as_of(cells, mine, period) if c.owner_id in owners), tx.process, rates)
        commit.append((day, rollup.commit))
        best_case.append((day, rollup.best_case))
    rolled = report.line.rolled
    return Courses(
        closed=_closed(tx.forecasts.deals(period, owners, limit=100_000), rates, today, rolled.closed),
        commit=(*commit, (today, rolled.commit)),
        best_case=(*best_case, (today, rolled.best_case)),
        previous=_closed(tx.forecasts.deals(before, owners, limit=100_000), rates, before.last_day, None),
        previous_period=before,
    )


def _days(period: Period, today: date) -> Iterable[date]:
    """A day a week from the start of the period up to, but without, today."""
    day = period.start
    while day < min(today, period.end):
        yield day
        day += BETWEEN_POINTS


def _closed(deals: Iterable[Deal], rates: Rates, until: date, present: Money | None) -> Course:
    """The running sum of what was won, one entry per day on which it grew; `present`, if given, ends it."""
    by_day: dict[date, int] = {}
    for deal in deals:
        known = deal.amount is not None and rates.knows(deal.amount.currency)
        if deal.outcome is Outcome.WON and deal.closed_on and deal.closed_on <= until and deal.amount and known:
            by_day[deal.closed_on] = by_day.get(deal.closed_on, 0) + rates.convert(deal.amount).minor
    course: list[tuple[date, Money]] = []
    running = 0
    for day in sorted(by_day):
        running += by_day[day]
        course.append((day, Money(running, rates.base)))
    if present is not None:
        course = [point for point in course if point[0] < until] + [(until, present)]
    return tuple(course)
