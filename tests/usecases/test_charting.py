"""The lines of the digest's chart: every point is what was shown then."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from sales.deal import Field
from sales.money import Money
from sales.period import midnight
from sales.usecases.changing import Wish
from sales.usecases.charting import BETWEEN_POINTS, courses
from sales.usecases.forecasts import report_for
from tests.usecases.conftest import Floor


def test_every_point_is_what_was_shown_then(trading: Floor) -> None:
    """Commit and best case stand where a forecast as of the end of their day stands, a week apart from the first day of
    the quarter on; what is closed grows to what is closed now; the last points are the digest's own numbers."""
    with trading.store.reading(trading.workspace.id) as tx:
        report = report_for(tx, trading.team["Ada"], trading.now).report
        found = courses(tx, report, trading.now)
        then = {}
        for day, _ in found.commit[:-1]:
            at = midnight(day + timedelta(days=1), tx.workspace.timezone)
            then[day] = report_for(tx, trading.team["Ada"], trading.now, period=report.period, as_of=at).report
    days = [day for day, _ in found.commit[:-1]]
    assert days[0] == report.period.start
    assert {later - day for day, later in pairwise(days)} == {BETWEEN_POINTS}
    assert [amount for _, amount in found.commit[:-1]] == [then[day].line.rolled.commit for day in days]
    assert [amount for _, amount in found.best_case[:-1]] == [then[day].line.rolled.best_case for day in days]
    assert len({amount.minor for _, amount in found.best_case}) > 1, "something has to move for this to say anything"
    rolled = report.line.rolled
    ends = [course[-1] for course in (found.closed, found.commit, found.best_case)]
    assert ends == [(trading.now.date(), each) for each in (rolled.closed, rolled.commit, rolled.best_case)]
    assert rolled.closed > Money(0)


def test_the_line_of_the_period_before_ends_at_what_it_closed(trading: Floor) -> None:
    """Next quarter, this one's wins are the line beside it, day by day."""
    later = trading.now + timedelta(days=60)
    trading.does("Dana", Wish(deal_id=trading.ids["Whole"], fields={Field.STAGE: "won"}), trading.now)
    with trading.store.reading(trading.workspace.id) as tx:
        ada, quarter = trading.team["Ada"], tx.workspace.calendar.quarter(trading.now.date())
        found = courses(tx, report_for(tx, ada, later).report, later)
        came_out = report_for(tx, ada, later, period=quarter).report.line.rolled.closed
    won = (trading.now - timedelta(days=2)).date()
    assert found.previous_period == quarter
    assert [day for day, _ in found.previous] == [won, trading.now.date()]
    assert [amount for _, amount in found.previous] == sorted({amount for _, amount in found.previous})
    assert found.previous[-1][1] == came_out
