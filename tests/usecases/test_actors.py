"""Who somebody is, as Slack tells of them: welcomed, recognised, kept up to date."""

from __future__ import annotations

from datetime import datetime

import pytest

from sales.people import Person
from sales.period import known_zone
from sales.usecases.actors import Profile, keep_up, recognise, welcome
from sales.workspace import Workspace
from storage.sql import SqlStore


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Europe/Lisbon", "Europe/Lisbon"),
        ("Mars/Olympus_Mons", "UTC"),
        ("", "UTC"),
        ("../../etc/passwd", "UTC"),
    ],
)
def test_a_zone_nobody_knows_here_is_not_taken_over(told: str, kept: str) -> None:
    """It would raise wherever a day is asked for, and one such person would silence the whole workspace."""
    assert known_zone(told, "UTC") == kept


def test_somebody_new_in_an_unknown_zone_lives_in_the_teams(
    store: SqlStore, workspace: Workspace, now: datetime
) -> None:
    """They are welcomed, and have a day."""
    actor = welcome(store, workspace.id, Profile(slack_id="U-nia", name="Nia New", timezone="Mars/Olympus_Mons"), now)
    assert actor.person.timezone == workspace.timezone
    assert actor.today(now) == now.date()


def test_who_moves_to_an_unknown_zone_stays_where_they_were(
    store: SqlStore, workspace: Workspace, team: dict[str, Person], now: datetime
) -> None:
    """A move to a known one is taken over; that somebody has left is heard in any case."""
    dana = team["Dana"]
    for told, kept in (("Europe/Lisbon", "Europe/Lisbon"), ("Mars/Olympus_Mons", "Europe/Lisbon")):
        assert keep_up(store, workspace.id, "U-dana", told, now, gone=False) is None
        known = recognise(store, workspace.id, "U-dana")
        assert known is not None
        assert known.person.timezone == kept
    left = keep_up(store, workspace.id, "U-dana", "", now, gone=True)
    assert left is not None
    assert left.id == dana.id
    assert recognise(store, workspace.id, "U-dana") is None
