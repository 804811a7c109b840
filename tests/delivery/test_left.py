"""What a process had only written down when it ended."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from bot.main.wiring import Running
from bot.settings import Settings
from sales.deal import Field, write_value
from sales.money import Money
from sales.usecases.hearing import note
from sales.usecases.ports import Heard
from tests.delivery.company import NAMES, Company


def leave(crashed: Company, amount: int) -> None:
    """Dana typed a command, and a process that is no more had written it down."""
    left = Heard(
        key=f"command:{amount}.1",
        channel=crashed.somebody("Dana").app_dm(),
        ts="",
        slack_user="U0DANA",
        text=f"called {NAMES[0]}, now {amount}k",
        thread_ts=None,
        received_at=crashed.sandbox.clock.now(),
        command="/log",
        response_url="http://127.0.0.1:9/",
    )
    note(crashed.store, crashed.workspace.id, left, "a process that is no more")


@contextmanager
def started(crashed: Company) -> Iterator[Running]:
    """A bot that begins its work."""
    sandbox = crashed.sandbox
    settings = Settings(
        bot_token=sandbox.bot_token,
        app_token=sandbox.app_token,
        database=crashed.url,
        slack_api=sandbox.api_url,
        beat_seconds=300,
    )
    running = Running(settings, crashed.store, sandbox.clock)
    running.start()
    try:
        yield running
    finally:
        running.stop()


@pytest.mark.parametrize("seconds", [61, 1])
def test_what_was_left_comes_first(office: tuple[Company, Running], seconds: int) -> None:
    """What the process before had written down is dealt with at the start, as soon as it is certain that it has ended;
    what its person types after the start is dealt with after it."""
    crashed, running = office
    running.stop()
    dana, clock = crashed.somebody("Dana"), crashed.sandbox.clock
    for amount in (777, 778):
        leave(crashed, amount)
    clock.advance(timedelta(seconds=seconds))
    with started(crashed) as again:
        assert dana.command(dana.app_dm(), f"/log {NAMES[0]} is 779k")["ok"]
        clock.advance(timedelta(seconds=61 - seconds))
        assert dana.wait_for_message(dana.app_dm(), "$779,000", timeout=60)
        assert again.bot.lanes.drain(60)
    with crashed.store.reading(crashed.workspace.id) as tx:
        changes = tx.deals.history(crashed.deals[NAMES[0]])
    amounts = [change.new for change in changes if change.field is Field.AMOUNT]
    assert amounts[-3:] == [write_value(Money(thousands * 100_000)) for thousands in (777, 778, 779)]


def test_who_stops_lets_go(office: tuple[Company, Running]) -> None:
    """What a process could not begin with any more nobody has to wait for: it is the next one's at once."""
    crashed, running = office
    running.heart.stop()  # else it takes it up
    left = Heard("command:1.1", "C1", "", "U0DANA", "called", None, crashed.sandbox.clock.now(), command="/log")
    note(crashed.store, crashed.workspace.id, left, running.bot.name)
    running.stop()
    with crashed.store.reading(crashed.workspace.id) as tx:
        assert [heard.key for heard in tx.inbox.waiting(crashed.sandbox.clock.now(), 9)] == [left.key]


def test_who_stops_waits_for_nobody_who_does_not(office: tuple[Company, Running]) -> None:
    """A process that waits for what another one has in hand is stopped as fast as any."""
    crashed, running = office
    running.stop()
    leave(crashed, 777)
    with started(crashed) as again:
        assert again.bot.lanes.waits_for("U0DANA")
        again.stop()
        assert not again.bot.lanes.waits_for("U0DANA")
