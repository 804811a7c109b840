"""What is said after /forecast: whose, and when."""

from __future__ import annotations

from datetime import datetime

import pytest

from sales.errors import NotAllowed, NotFound
from sales.people import Person
from sales.usecases.actors import Actor
from sales.usecases.forecasts import forecast
from sales.usecases.subjects import person_and_period
from sales.workspace import Workspace
from storage.sql import SqlStore

Team = dict[str, Person]


@pytest.mark.parametrize(
    ("text", "who", "when"),
    [
        ("", "Mia", "this"),
        ("next quarter", "Mia", "next quarter"),
        ("Dana", "Dana", "this"),
        ("dana cole", "Dana", "this"),
        ("Dana Cole 2026-Q4", "Dana", "2026-Q4"),
        ("<@U-rui|rui> last month", "Rui", "last month"),
        ("Mia FY2027", "Mia", "FY2027"),
    ],
)
def test_a_person_a_period_both_or_neither(
    store: SqlStore, workspace: Workspace, team: Team, now: datetime, text: str, who: str, when: str
) -> None:
    """The words in front name a person, the rest a period; what is missing is one's own, and now."""
    person, period = person_and_period(store, Actor(workspace.id, team["Mia"]), text, now)
    assert (person.first_name, period) == (who, when)


def test_who_is_nobody_and_who_is_somebody_elses(
    store: SqlStore, workspace: Workspace, team: Team, now: datetime
) -> None:
    """Words that are neither say how to ask; another team's numbers stay theirs, by name and by any id."""
    mia = Actor(workspace.id, team["Mia"])
    with pytest.raises(NotFound, match=r"neither a person nor a period in \"Zoe soon\""):
        person_and_period(store, mia, "Zoe soon", now)
    with pytest.raises(NotAllowed):
        person_and_period(store, mia, "Kim next quarter", now)
    for subject in (team["Kim"].id, 0, 4711):
        with pytest.raises(NotAllowed):
            forecast(store, mia, now, subject_id=subject)
