"""The sandbox's parts by themselves: clock, journal, faults, limits, triggers, manifest; and the command line."""

import asyncio
import json
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.clock import Clock
from sandbox.contract import methods
from sandbox.delivery import Delivery, NotDelivered
from sandbox.entered import state_values
from sandbox.errors import Refused
from sandbox.faults import KINDS, Faults
from sandbox.guide import matches
from sandbox.journal import Journal
from sandbox.ratelimit import RateLimits, TooMany
from sandbox.seed import seeded
from sandbox.state import JSON
from sandbox.triggers import ResponseUrls, Triggers
from tests.sandbox.conftest import SEED

LONG_AGO = datetime(2017, 9, 29, 8, tzinfo=UTC)


def test_the_clock_starts_when_it_is_told_and_only_moves_forward() -> None:
    """A workspace of 2017 is in 2017; it can be moved on, never back; listeners hear of each move until they end."""
    clock = Clock(LONG_AGO)
    heard: list[datetime] = []
    end = clock.subscribe(heard.append)
    assert timedelta(0) <= clock.now() - LONG_AGO < timedelta(seconds=5)
    clock.advance(timedelta(days=3))
    clock.set(LONG_AGO + timedelta(days=4))
    with pytest.raises(ValueError, match="only moves forward"):
        clock.set(LONG_AGO)
    with pytest.raises(ValueError, match="only moves forward"):
        clock.advance(timedelta(seconds=-1))
    with pytest.raises(ValueError, match="time zone"):
        clock.set(datetime(2030, 1, 1))  # noqa: DTZ001
    end()
    clock.advance(timedelta(days=1))
    assert [at.day for at in heard] == [2, 3]


@given(st.lists(st.integers(0, 10**6), max_size=30))
def test_time_stamps_grow_however_the_clock_moves(steps: list[int]) -> None:
    """Whatever steps the clock takes, each ts is greater than the one before, as text and as number."""
    state = seeded(SEED, bot_name="b", created=0)
    now, stamps = LONG_AGO, []
    for step in steps:
        now += timedelta(microseconds=step)
        stamps.append(state.new_ts(now))
    assert stamps == sorted(set(stamps))
    assert [float(stamp) for stamp in stamps] == sorted(float(stamp) for stamp in stamps)


def test_identifiers_are_unique_and_shaped_like_slacks() -> None:
    """Ten thousand identifiers, all different, all a capital letter and ten capitals or digits."""
    state = seeded(SEED, bot_name="b", created=0)
    found = {state.new_id("C") for _ in range(10_000)}
    assert len(found) == 10_000
    assert all(len(each) == 11 and each.isalnum() and each.upper() == each for each in found)


def test_the_journal_waits_for_what_is_to_come(tmp_path: Path) -> None:
    """A waiting reader gets the entry another thread writes; without one it says what was there instead."""
    journal = Journal(Clock(LONG_AGO), tmp_path / "journal.jsonl")
    journal.write("in", "first", number=1)
    writer = threading.Timer(0.05, journal.write, ("out", "second"))
    writer.start()
    assert journal.wait(lambda e: e["what"] == "second")["n"] == 2
    with pytest.raises(TimeoutError, match="second"):
        journal.wait(lambda e: e["what"] == "third", timeout=0.05)
    assert [e["n"] for e in journal.entries(after=1)] == [2]
    assert [e["n"] for e in journal.entries(limit=1)] == [2]
    assert journal.entries(number=1)[0]["at"].startswith("2017-09-29T08:00")
    journal.close()
    lines = (tmp_path / "journal.jsonl").read_text().splitlines()
    assert [json.loads(line)["what"] for line in lines] == ["first", "second"]


class FailsWhenCancelled:
    """An app whose connection breaks in the very moment in which the sandbox stops waiting for it."""

    connected = True

    async def send(self, kind: str, payload: JSON, attempt: int, reason: str) -> JSON:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            raise NotDelivered("connection_failed") from None
        return {}

    async def close(self) -> None:
        """Nothing is open."""


def test_the_server_stops_though_an_event_has_just_failed() -> None:
    """It would come again in a minute; nobody waits for that."""

    async def stopped() -> None:
        delivery = Delivery(FailsWhenCancelled(), Journal(Clock(LONG_AGO)), retry_delays=(60.0,))
        delivery.event({"event_id": "Ev1"})
        await asyncio.sleep(0)
        await asyncio.wait_for(delivery.close(), 20)

    asyncio.run(stopped())


def test_faults_strike_their_method_until_used_up() -> None:
    """A fault for one method leaves others alone, ends after its count, and one for all strikes any."""
    faults = Faults()
    changes: list[int] = []
    faults.listen(lambda: changes.append(1))
    faults.set("delay", method="auth.test", seconds=1, count=2)
    assert faults.take("delay", "chat.postMessage") is None
    assert faults.take("delay", "auth.test")
    assert faults.take("delay", "auth.test")
    assert faults.take("delay", "auth.test") is None
    faults.set("drop")
    assert faults.take("drop", "anything")
    faults.set("drop", on=False)
    assert faults.take("drop", "anything") is None
    assert len(changes) >= 5
    assert {fault["kind"] for fault in faults.listing()} == set(KINDS)
    assert not any(fault["on"] for fault in faults.listing())


def test_limits_refill_with_time() -> None:
    """After a burst the next request must wait as long as it is told, and then passes."""
    now = [0.0]
    limits = RateLimits(monotonic=lambda: now[0])
    method = methods()["conversations.list"]
    for _ in range(20):
        limits.count(method, "xoxb", None)
    with pytest.raises(TooMany) as refusal:
        limits.count(method, "xoxb", None)
    limits.count(method, "another token", None)
    now[0] += refusal.value.retry_after
    limits.count(method, "xoxb", None)


def test_a_channel_takes_a_message_a_second() -> None:
    """A burst of five passes, then one a second; over a minute that is no more than 65."""
    now, sent = [0.0], 0
    limits = RateLimits(monotonic=lambda: now[0])
    for _ in range(600):
        now[0] += 0.1
        try:
            limits.count(methods()["chat.postMessage"], "xoxb", "C1")
            sent += 1
        except TooMany:
            continue
    assert 60 <= sent <= 65


def test_a_trigger_lives_three_seconds() -> None:
    """At three seconds it still serves, just after no more."""
    now = [0.0]
    triggers = Triggers(monotonic=lambda: now[0])
    first, second = triggers.new("U1"), triggers.new("U1", "V1")
    now[0] = 3.0
    assert triggers.spend(second).view == "V1"
    now[0] = 3.01
    with pytest.raises(Refused, match="expired_trigger_id"):
        triggers.spend(first)


def test_a_response_url_nobody_gave_is_expired() -> None:
    """An invented address is refused like an old one."""
    urls = ResponseUrls(seeded(SEED, bot_name="b", created=0))
    with pytest.raises(Refused, match="expired_url"):
        urls.use("commands/T/1/x", LONG_AGO)


@pytest.mark.parametrize(
    ("entry", "wanted", "fits"),
    [
        ({"what": "command", "command": "/log"}, {"what": "command"}, True),
        ({"what": "command", "command": "/log"}, {"command": "/LO"}, True),
        ({"what": "api"}, {"what": "command"}, False),
        ({"payload": {"event": {"text": "Won!"}}}, {"payload": {"event": {"text": "won"}}}, True),
        ({"actions": [{"action_id": "a"}, {"action_id": "win:1"}]}, {"actions": {"action_id": "win"}}, True),
        ({"ok": True}, {"ok": True}, True),
        ({"ok": True}, {"ok": "True"}, False),
        ({}, {"what": "x"}, False),
    ],
)
def test_when_a_step_is_done(entry: dict[str, Any], wanted: dict[str, Any], fits: bool) -> None:
    """Fields in objects, any item of a list, a part of a text; other values exactly."""
    assert matches(entry, wanted) is fits


def test_initial_values_count_until_something_is_entered() -> None:
    """What stands in a field at first is its value; an emptied field is null, a menu of many an empty list."""
    blocks = [
        {
            "type": "input",
            "block_id": "b",
            "element": {"type": "plain_text_input", "action_id": "a", "initial_value": "at first"},
        },
        {
            "type": "input",
            "block_id": "c",
            "element": {"type": "multi_users_select", "action_id": "a"},
        },
    ]
    assert state_values(blocks, {}) == {
        "b": {"a": {"type": "plain_text_input", "value": "at first"}},
        "c": {"a": {"type": "multi_users_select", "selected_users": []}},
    }
    emptied = state_values(blocks, {"b": {"a": {"value": ""}}, "gone": {"x": {"value": "1"}}})
    assert emptied["b"]["a"]["value"] is None
    assert "gone" not in emptied
