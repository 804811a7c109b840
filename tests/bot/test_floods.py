"""One person's flood, as from a program that types for them, delays nobody else, and is bounded: what is too much is
refused at once, in a sentence, and what cannot be refused is kept and done later, in order."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from threading import Event
from typing import Any

import pytest

from bot.bot import Bot
from bot.commands import TOO_MUCH, take
from bot.lanes import MOST_WAITING, Lanes
from bot.listeners.hearing import hear_event
from bot.payloads import Caller, Command, Spoken
from bot.routes import COMMANDS
from bot.slow_pool import MOST_ASKED, SlowPool
from bot.sweeping import sweep_inbox
from sales.deal import Field, write_value
from sales.usecases.hearing import left_behind
from tests.bot.desk import PATIENCE, Desk
from tests.bot.talking import usd

TEAM = "T0LARKFIELD"


@contextmanager
def held_up(desk: Desk) -> Iterator[tuple[Bot, Event]]:
    """A bot with two threads for what people ask, in which nothing of Sam's is begun before it is let go."""
    go = Event()
    with ThreadPoolExecutor(2) as pool:
        bot = replace(desk.running.bot, lanes=Lanes(pool), name="flooded")
        with bot.lanes.turn("U0SAM") as turn:
            turn.work = partial(go.wait, PATIENCE)
        try:
            yield bot, go
            assert bot.lanes.drain(PATIENCE)
        finally:
            go.set()


def typed(who: str, text: str, number: int) -> Command:
    caller = Caller("", TEAM, f"U0{who.upper()}", TEAM)
    return Command(caller, "/log", text, "C0SALES", f"{number}.5", "http://127.0.0.1:9/")


def amounts(desk: Desk, name: str) -> list[str | None]:
    return [change.new for change in desk.history(name) if change.field is Field.AMOUNT]


def test_five_hundred_commands_of_one_and_one_of_another(desk: Desk) -> None:
    """The other one is answered while all of the flood still waits. Of the flood as much is taken as one person may
    have waiting, and carried out in order; the rest is neither acknowledged in silence nor written down."""
    desk.types("sam", "/deal new Flooded Fields, 60k")
    acks: list[Any] = []
    done, dana = list[str](), typed("dana", "called Juniper Cold Storage", 999)

    def listener(bot: Bot, actor: Any, command: Command) -> Any:
        done.append(command.caller.user_id)
        return COMMANDS["/log"](bot, actor, command)

    with held_up(desk) as (bot, go):
        for number in range(500):
            command = typed("sam", f"Flooded Fields is {100 + number}k now", number)
            take(bot, listener, command, lambda *told: acks.append(told), writes=True)
            if number == 250:
                other = Event()
                take(bot, listener, dana, other.set, writes=True)
                assert other.is_set()
        while bot.lanes.waits_for("U0DANA"):
            assert not bot.lanes.drain(0.01)
        assert done == ["U0DANA"]
        assert acks == [()] * MOST_WAITING + [(TOO_MUCH,)] * (500 - MOST_WAITING)
        with desk.store.reading(desk.workspace) as tx:
            assert sum(heard.slack_user == "U0SAM" for heard in tx.inbox.waiting(None, 999)) == MOST_WAITING
        go.set()
    wanted = [write_value(usd(1_000 * (100 + number))) for number in range(MOST_WAITING)]
    assert amounts(desk, "Flooded Fields")[-MOST_WAITING:] == wanted
    assert not desk.running.bot.lanes.is_full("U0SAM")


def test_a_flood_of_messages_is_kept_and_done_in_order(desk: Desk) -> None:
    """A message cannot be refused: what is more than one person may have waiting stands in the inbox, what they say
    next does not overtake it, and commands are not taken meanwhile."""
    desk.types("sam", "/deal new Talkative Trees, 60k")
    sam, acks = desk.person("sam"), list[Any]()
    caller, channel = Caller("", TEAM, "U0SAM", TEAM), sam.app_dm()
    said = [100 + number for number in range(MOST_WAITING + 6)]

    def says(bot: Bot, thousands: int) -> None:
        ts, text = f"{1_790_000_000 + thousands}.000000", f"Talkative Trees is {thousands}k now"
        hear_event(bot, Spoken(caller, f"Ev{thousands}", channel, "im", ts, None, text, False))

    with held_up(desk) as (bot, go):
        for thousands in said[:-1]:
            says(bot, thousands)
        go.set()
        assert bot.lanes.drain(PATIENCE)
        says(bot, said[-1])
        take(bot, COMMANDS["/log"], typed("sam", "hi", 1), lambda *told: acks.append(told), writes=True)
        assert acks == [(TOO_MUCH,)]
        assert len(amounts(desk, "Talkative Trees")) == MOST_WAITING
        sweep_inbox(bot, desk.running.workspace, left_behind(desk.store, desk.workspace, bot.now, 99, bot.name))
        assert bot.lanes.drain(PATIENCE)
        assert not bot.lanes.is_full("U0SAM")
    wanted = [write_value(usd(1_000 * thousands)) for thousands in said]
    assert amounts(desk, "Talkative Trees") == wanted


def test_slow_work_is_bounded_too() -> None:
    """The same asked for twice before it is begun is done once; of different things one person has as many done as
    there may be, and somebody else theirs."""
    go, done = Event(), list[str]()

    def work(name: str) -> None:
        assert go.wait(PATIENCE)
        done.append(name)

    with SlowPool(2) as pool:
        pool.submit(go.wait, PATIENCE)
        pool.submit(go.wait, PATIENCE)
        assert all(pool.submit_for("sam", "home", partial(work, "home")) for _ in range(9))
        asked = [pool.submit_for("sam", number, partial(work, str(number))) for number in range(MOST_ASKED)]
        assert asked == [*[True] * (MOST_ASKED - 1), False]
        assert pool.submit_for("dana", "home", partial(work, "dana's home"))
        go.set()
    assert sorted(done) == sorted([*map(str, range(MOST_ASKED - 1)), "home", "dana's home"])


def test_what_fails_leaves_room(caplog: pytest.LogCaptureFixture) -> None:
    """Work that ended with an error is over, too."""

    def fails() -> None:
        raise ZeroDivisionError

    with SlowPool(1) as pool:
        for number in range(3 * MOST_ASKED):
            while not pool.submit_for("sam", number, fails):
                pass
    assert len(caplog.records) == 3 * MOST_ASKED
