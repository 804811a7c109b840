"""Every slot once, at its own local time, whatever the clocks of the zones do, and however often the bot is stopped."""

from __future__ import annotations

import random
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest

from storage.migrations import upgrade
from tests.databases import emptied
from tests.delivery.zones import STEP, Weeks, serve, weeks

CHANGES = {
    "New York, spring": date(2027, 3, 12),
    "London, spring": date(2027, 3, 26),
    "Sydney, autumn": date(2027, 4, 2),
    "Sydney, spring": date(2027, 10, 1),
    "London, autumn": date(2027, 10, 29),
    "New York, autumn": date(2027, 11, 5),
}
"""The Friday before each zone's clocks are changed."""


@pytest.mark.parametrize("first", [CHANGES["New York, spring"], CHANGES["London, autumn"]], ids=str)
def test_every_slot_once_when_clocks_change(first: date, tmp_path: Path) -> None:
    """One process on SQLite, started anew every few hours: each slot is served once, within a beat of its time."""
    with made(f"sqlite:///{tmp_path / 'firebreak.db'}", first) as team:
        worker = team.worker()
        for number, now in enumerate(team.beats(days=3)):
            if number % 17 == 16:
                worker = team.worker()
            assert worker.beat(now) == []
        all_served_on_time(team, first)


@pytest.mark.slow
@pytest.mark.parametrize("first", CHANGES.values(), ids=[name.replace(", ", "-") for name in CHANGES])
def test_every_slot_once_over_a_week(first: date, tmp_path: Path) -> None:
    """The same for every change of clocks there is in a year, a week each."""
    with made(f"sqlite:///{tmp_path / 'firebreak.db'}", first) as team:
        worker = team.worker()
        for number, now in enumerate(team.beats(days=7)):
            if number % 17 == 16:
                worker = team.worker()
            assert worker.beat(now) == []
        all_served_on_time(team, first)


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)])
def test_an_outage_loses_nothing_silently(seed: int, tmp_path: Path) -> None:
    """Down for hours at a time: no slot comes twice, and each that came too late has a row that says so."""
    first = CHANGES["London, autumn"]
    chance = random.Random(seed)
    with made(f"sqlite:///{tmp_path / 'firebreak.db'}", first) as team:
        down, last = 0, None
        for now in team.beats(days=5):
            last = now
            if down == 0 and chance.random() < 0.04:
                down = chance.randint(4, 70)
            if down:
                down -= 1
            else:
                assert team.worker().beat(now) == []
        assert last is not None
        for later in range(50):
            team.worker().beat(team.sandbox.clock.advance(STEP) if later else last)
        posted = team.posted()
        assert {key: at for key, at in posted.items() if len(at) > 1} == {}
        began = datetime.combine(first, datetime.min.time(), last.tzinfo) + timedelta(minutes=5)
        expected = {slot.key for slot in team.expected(began, last - timedelta(hours=26))}
        with team.store.reading(team.workspace.id) as tx:
            rows = {key: tx.deliveries.find(*key.split("/")[1:]) for key in expected}
        assert sorted(key for key, row in rows.items() if row is None) == []
        assert sorted(k for k, row in rows.items() if row and (row.state.value == "sent") != (k in posted)) == []
        assert {row.state.value for row in rows.values() if row} <= {"sent", "skipped"}


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("change", ["New York, spring", "London, spring", "Sydney, autumn", "New York, autumn"])
def test_two_processes_on_postgresql(change: str, postgres_url: str) -> None:
    """Two processes, a heartbeat each, at the same instants; one of them is killed and started anew time and again.
    Each slot is served once."""
    first = CHANGES[change]
    chance = random.Random(change)
    with made(emptied(postgres_url), first) as team:
        pair = [Process(team), Process(team)]
        for number, now in enumerate(team.beats(days=7)):
            for process in pair:
                process.ask(now)
            if number % 29 == 28:  # in the middle of whatever it does
                victim = chance.randrange(2)
                pair[victim].kill()
                pair[1 - victim].answer()
                pair[victim] = Process(team)
            else:
                for process in pair:
                    process.answer()
        for process in pair:
            process.kill()
        all_served_on_time(team, first, patience=2 * STEP)


FORKS = get_context("forkserver")


class Process:
    """One of several processes that serve the team, forked from one that has the imports done."""

    def __init__(self, team: Weeks) -> None:
        FORKS.set_forkserver_preload(["tests.delivery.zones"])
        self._asked, asked = FORKS.Pipe()
        sandbox = team.sandbox
        arguments = (team.url, sandbox.bot_token, sandbox.api_url, sandbox.clock.now(), asked)
        self._process = FORKS.Process(target=serve, args=arguments, daemon=True)
        self._process.start()
        asked.close()
        self.answer()

    def ask(self, now: datetime) -> None:
        self._asked.send(now)

    def answer(self) -> None:
        assert self._asked.recv() == []

    def kill(self) -> None:
        self._process.kill()
        self._process.join()
        self._asked.close()


def all_served_on_time(team: Weeks, first: date, patience: timedelta = STEP) -> None:
    now = team.sandbox.clock.now()
    began = datetime.combine(first, datetime.min.time(), now.tzinfo) + timedelta(minutes=5)
    posted, expected = team.posted(), team.expected(began, now - patience)
    assert sorted(slot.key for slot in expected if slot.key not in posted) == [], "never posted"
    assert {key: at for key, at in posted.items() if len(at) > 1} == {}, "posted again"
    known = {slot.key for slot in team.expected(began, now)}
    assert sorted(key for key in posted if key not in known) == [], "posted unasked"
    late = {s.key: posted[s.key][0] - s.due_at for s in expected if posted[s.key][0] - s.due_at > patience}
    early = {s.key: s.due_at - posted[s.key][0] for s in expected if posted[s.key][0] < s.due_at}
    assert (late, early) == ({}, {})


def made(url: str, first: date) -> AbstractContextManager[Weeks]:
    """The team of `weeks` in a database that is made for it."""
    upgrade(url)
    return weeks(url, first)
