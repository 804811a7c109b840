"""Two weeks of reminders without an answer: the person hears less, and their own manager is asked to help."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.main.demo.loading import load
from bot.main.demo.team import demo_team
from sales.delivery import DeliveryState
from sales.people import Person
from sales.usecases.actors import Actor
from sales.usecases.digest_data import DigestDataCache
from sales.usecases.digesting import digest
from sales.usecases.nudging import NUDGE, tick_off, unanswering
from sales.usecases.ports import Tx
from sales.usecases.scheduling import DIGEST, plan
from storage.engine import create_store
from storage.process_file import load_process
from storage.sql import SqlStore

MONDAY = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
"""Five past nine in New York."""


def lived(days: int) -> SqlStore:
    """The demo's team after so many days in which every message was delivered and none was answered."""
    store, team = create_store("sqlite://"), demo_team(date(2026, 11, 23), load_process())
    workspace = store.add_workspace(team.workspace, team.process)
    load(store, workspace.id, team)
    for day in range(days):
        now = MONDAY + timedelta(days=day)
        plan(store, workspace.id, now)
        for delivery in store.outbox.claim(now, now + timedelta(minutes=1), limit=500):
            store.outbox.mark(delivery, DeliveryState.SENT, channel="D1", ts=f"{delivery.id}.0")
    return store


def coached(tx: Tx, who: str, now: datetime) -> set[str]:
    """Whom this leader's next digest names."""
    leader = next(person for person in tx.people.team() if person.first_name == who)
    sent = tx.deliveries.latest_sent(DIGEST, [str(leader.id)]).get(str(leader.id))
    assert sent is not None
    return {person.first_name for person in digest(tx, sent, now, DigestDataCache()).to_coach}


def named(tx: Tx, who: str) -> Person:
    return next(person for person in tx.people.team() if person.first_name == who)


def test_the_manager_is_asked_to_help_and_nobody_above() -> None:
    """After two weeks Dana reads Sam's name; Morgan, who leads Dana, does not; after one week nobody does."""
    for days, expected in ((8, set[str]()), (16, {"Sam", "Tom", "Elena", "Kenji"})):
        store, now = lived(days), MONDAY + timedelta(days=days - 1)
        with store.reading(1) as tx:
            assert coached(tx, "Dana", now) == expected
            assert coached(tx, "Morgan", now) == set()


def test_two_weeks_in_which_we_were_silent_are_no_silence_of_theirs() -> None:
    """One reminder, then two weeks of a bot that was not running: the next one comes on its day, as usual."""
    store = lived(1)
    now = MONDAY + timedelta(days=15)  # a Tuesday, on which somebody silent would hear nothing
    plan(store, 1, now)
    with store.reading(1) as tx:
        known = tx.deliveries.known(NUDGE, {"2026-12-08"})
        sam = named(tx, "Sam")
    sent = [d for d in store.outbox.claim(now, now + timedelta(minutes=1), limit=500) if d.recipient == str(sam.id)]
    assert (str(sam.id), "2026-12-08") in known
    assert [delivery.payload["sparing"] for delivery in sent if delivery.kind == NUDGE] == [False]


def test_one_answer_ends_it() -> None:
    """Whoever answers a single deal is no longer named."""
    store, now = lived(16), MONDAY + timedelta(days=15)
    with store.reading(1) as tx:
        sam = named(tx, "Sam")
        sent = tx.deliveries.latest_sent(NUDGE, [str(sam.id)]).get(str(sam.id))
        assert sam.id in unanswering(tx, now)
    assert sent is not None
    deal = int(sent.payload["deals"][0])
    tick_off(store, Actor(1, sam), sent.id, deal, "still right", now)
    with store.reading(1) as tx:
        assert sam.id not in unanswering(tx, now)
