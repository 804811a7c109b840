"""Who somebody is, as Slack tells of them: welcomed, recognised, kept up to date."""

from __future__ import annotations

from datetime import datetime

import pytest

from sales.people import Person
from sales.period import known_zone
from sales.usecases.actors import WELCOME, Profile, keep_up, recognise, welcome
from sales.workspace import Workspace
from storage.process_file import load_process
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


def test_the_first_admin_is_told_what_to_do_first(store: SqlStore, now: datetime) -> None:
    """Whoever speaks first in a new workspace is its admin and hears so, once; who comes after hears nothing of it."""
    workspace = store.add_workspace(Workspace(team_id="T-FRESH", name="Fresh"), load_process())
    for number, name in enumerate(("Nia New", "Sia Second")):
        actor = welcome(store, workspace.id, Profile(slack_id=f"U-{number}", name=name, timezone="UTC"), now)
        with store.reading(workspace.id) as tx:
            told = tx.deliveries.find(WELCOME, str(actor.person.id), f"person {actor.person.id}")
        assert (told is not None) == actor.person.admin == (number == 0)
