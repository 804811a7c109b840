"""A demo whose clock jumps shows everybody their own morning, once."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from bot.digests import lateness
from bot.main.demo.clock import LivedThrough
from bot.main.demo.loading import load
from bot.main.demo.team import demo_team
from sales.delivery import Delivery, DeliveryState
from sales.people import Role
from sales.usecases.nudging import NUDGE
from sales.usecases.scheduling import plan
from storage.engine import create_store
from storage.process_file import load_process

BEGINS = datetime(2026, 11, 23, 12, 45, tzinfo=UTC)
"""Monday 07:45 in New York."""


@pytest.mark.parametrize("hours", [0, 2, 4], ids=["07:45", "09:45", "11:45"])
@pytest.mark.parametrize("days", [14, 15, 7])
def test_weeks_later_everybody_has_one_nudge(days: int, hours: int) -> None:
    """Wherever in New York's morning the clock lands: this morning's reminder, or, where nine has not come yet, that of
    the last working day. Nobody has two."""
    store, team = create_store("sqlite://"), demo_team(BEGINS.date(), load_process())
    workspace = store.add_workspace(team.workspace, team.process)
    load(store, workspace.id, team)
    woken: list[datetime] = []
    landing = BEGINS + timedelta(days=days, hours=hours)

    def wake() -> None:
        plan(store, workspace.id, landing)
        woken.append(landing)

    LivedThrough(store, workspace.id, BEGINS, wake)(landing)
    claimed: list[Delivery] = []
    while fresh := store.outbox.claim(landing, landing + timedelta(minutes=1)):
        claimed += fresh
        for delivery in fresh:
            store.outbox.mark(delivery, DeliveryState.SENT)
    nudged = Counter(int(delivery.recipient) for delivery in claimed if delivery.kind == NUDGE)
    with store.reading(workspace.id) as tx:
        reps = [person for person in tx.people.team() if person.role is Role.REP]
    assert nudged == {rep.id: 1 for rep in reps}
    assert woken == [landing]


def test_tomorrow_morning_brings_no_reminder_of_yesterday() -> None:
    """From Monday 07:45 to Tuesday 08:00: New York's reminders of Monday are not sent a day late."""
    store, team = create_store("sqlite://"), demo_team(BEGINS.date(), load_process())
    workspace = store.add_workspace(team.workspace, team.process)
    load(store, workspace.id, team)
    landing = BEGINS + timedelta(days=1, minutes=15)
    LivedThrough(store, workspace.id, BEGINS, lambda: None)(landing)
    with store.reading(workspace.id) as tx:
        sam = next(person for person in tx.people.team() if person.first_name == "Sam")
        noor = next(person for person in tx.people.team() if person.first_name == "Noor")
        known = tx.deliveries.known(NUDGE, {"2026-11-23", "2026-11-24"})
    assert {day for who, day in known if who == str(sam.id)} == set()
    assert {day for who, day in known if who == str(noor.id)} == {"2026-11-24"}


def test_what_comes_late_says_that_the_clock_was_set() -> None:
    """From Monday 07:45 to Wednesday 11:00: that of Wednesday says why it is late, those of the days between why they
    did not come. A bot that was not running says so; this one was."""
    store, team = create_store("sqlite://"), demo_team(BEGINS.date(), load_process())
    workspace = store.add_workspace(team.workspace, team.process)
    load(store, workspace.id, team)
    landing = BEGINS + timedelta(days=2, hours=3, minutes=15)
    LivedThrough(store, workspace.id, BEGINS, lambda: None)(landing)
    plan(store, workspace.id, landing)
    with store.reading(workspace.id) as tx:
        dana = next(person for person in tx.people.team() if person.first_name == "Dana")
        came = tx.deliveries.find("digest", str(dana.id), "2026-11-25")
        missed = tx.deliveries.unsent(("digest",), str(dana.id), BEGINS)
    assert came is not None
    assert "sent at 11:00: the clock was set forward past that hour." in lateness(came, landing, dana.timezone)
    days_later = lateness(came, landing + timedelta(days=2), dana.timezone)
    assert "due at 08:00 on Wed 25 Nov and is sent at 11:00 on Fri 27 Nov" in days_later
    assert [row.slot for row in missed] == ["2026-11-24", "2026-11-23"]
    assert {row.error for row in missed} == {"the clock was set forward past that hour"}
