"""What is said after /forecast: whose, and when."""

from __future__ import annotations

from datetime import datetime

import pytest

from sales.errors import Invalid, NotAllowed, NotFound
from sales.people import Person
from sales.usecases.actors import Actor
from sales.usecases.forecasts import forecast
from sales.usecases.subjects import what_is_asked
from sales.workspace import Workspace
from storage.sql import SqlStore

Team = dict[str, Person]


@pytest.mark.parametrize(
    ("text", "who", "when"),
    [
        ("", "Mia", "2026-Q4"),
        ("next quarter", "Mia", "2027-Q1"),
        ("Dana", "Dana", "2026-Q4"),
        ("dana cole", "Dana", "2026-Q4"),
        ("Dana Cole 2026-Q4", "Dana", "2026-Q4"),
        ("<@U-rui|rui> last month", "Rui", "2026-10"),
        ("december", "Mia", "2026-12"),
        ("Dana dec 2026", "Dana", "2026-12"),
        ("october", "Mia", "2026-10"),
        ("may", "Mia", "2027-05"),
        ("H2", "Mia", "2026-07-01/2027-01-01"),
        ("Dana this half", "Dana", "2026-07-01/2027-01-01"),
        ("this year", "Mia", "FY2026"),
        ("this week", "Mia", "2026-11-16/2026-11-23"),
        ("Mia FY2027", "Mia", "FY2027"),
    ],
)
def test_a_person_a_period_both_or_neither(
    store: SqlStore, workspace: Workspace, team: Team, now: datetime, text: str, who: str, when: str
) -> None:
    """The words in front name a person, the rest a period; what is missing is one's own, and now."""
    asked = what_is_asked(store, Actor(workspace.id, team["Mia"]), text, now)
    assert (asked.person.first_name, asked.period, asked.as_of) == (who, when, None)


@pytest.mark.parametrize(
    ("text", "who", "when", "as_of"),
    [
        ("as of 2026-09-01", "Mia", "2026-Q3", "2026-09-01T23:59:59.999999+00:00"),
        ("2026-Q3 as of 2026-09-01", "Mia", "2026-Q3", "2026-09-01T23:59:59.999999+00:00"),
        ("Dana as of last Friday", "Dana", "2026-Q4", "2026-11-13T23:59:59.999999+00:00"),
        ("dana cole next quarter as of September 1?", "Dana", "2026-Q4", "2026-09-01T23:59:59.999999+00:00"),
        ("as of yesterday 8am", "Mia", "2026-Q4", "2026-11-17T08:00:00+00:00"),
        ("Dana as of today", "Dana", "2026-Q4", None),
    ],
)
def test_as_of_when(
    store: SqlStore, workspace: Workspace, team: Team, now: datetime, text: str, who: str, when: str, as_of: str | None
) -> None:
    """Behind "as of" stands a day that is gone, whose end is meant, or an instant; today is now."""
    asked = what_is_asked(store, Actor(workspace.id, team["Mia"]), text, now)
    assert (asked.person.first_name, asked.period) == (who, when)
    assert asked.as_of == (datetime.fromisoformat(as_of) if as_of else None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("as of tomorrow", "is still to come"),
        ("as of 2027-01-01", "is still to come"),
        ("as of when we last spoke", "cannot read"),
        ("as of", "cannot read"),
    ],
)
def test_what_is_to_come_is_refused(
    store: SqlStore, workspace: Workspace, team: Team, now: datetime, text: str, said: str
) -> None:
    """Nobody knows the state of a day that has not been; what is no day is said to be none."""
    with pytest.raises(Invalid, match=said):
        what_is_asked(store, Actor(workspace.id, team["Mia"]), text, now)


def test_who_is_nobody_and_who_is_somebody_elses(
    store: SqlStore, workspace: Workspace, team: Team, now: datetime
) -> None:
    """Words that are neither say how to ask; another team's numbers stay theirs, by name and by any id."""
    mia = Actor(workspace.id, team["Mia"])
    with pytest.raises(NotFound, match=r"neither a person nor a period in \"Zoe soon\""):
        what_is_asked(store, mia, "Zoe soon", now)
    with pytest.raises(NotAllowed):
        what_is_asked(store, mia, "Kim next quarter", now)
    for subject in (team["Kim"].id, 0, 4711):
        with pytest.raises(NotAllowed):
            forecast(store, mia, now, subject_id=subject)
