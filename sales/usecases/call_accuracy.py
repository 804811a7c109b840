"""How close people's calls came to what was closed: shown to the person first, and a week later to those above. Looks
only at periods that are over."""

from __future__ import annotations

from datetime import datetime, timedelta

from sales.calls import Outcome, counting, of_period
from sales.people import Person
from sales.usecases.forecasts import report_for
from sales.usecases.ports import Tx

COACHED_AFTER = timedelta(days=7)
"""How long a period must be over before those above see how near its call came: the person has seen it by then."""
PERIODS_BACK = 4
"""Accuracy is that of the last four periods with a call: older ones say little of how somebody calls today."""


def outcomes_for_coach(tx: Tx, person: Person, now: datetime) -> tuple[Outcome, ...]:
    """The same as those above the person see it, a week after the person can."""
    zone = tx.workspace.timezone
    seen = outcomes(tx, person, now)
    return tuple(one for one in seen if one.call.period.instants(zone)[1] <= now - COACHED_AFTER)


def outcomes(tx: Tx, person: Person, now: datetime) -> tuple[Outcome, ...]:
    """The person's calls against what was closed, by them and everybody below, in the last periods that are over,
    oldest first: for each the last call made within it. Only commits are measured; a period without one has none."""
    workspace = tx.workspace
    rates = workspace.exchange()
    made = tx.calls.of_person(person.id)
    over = {call.period for call in made if call.period.instants(workspace.timezone)[1] <= now}
    found = []
    for period in sorted(over, key=lambda period: period.end)[-PERIODS_BACK:]:
        end = period.instants(workspace.timezone)[1]
        call = counting([call for call in of_period(made, period) if call.at < end])
        commit = rates.try_convert(call.commit) if call else None
        if call is not None and commit is not None:
            actual = report_for(tx, person, now, period=period).report.line.rolled.closed
            found.append(Outcome(call, commit, actual))
    return tuple(found)
