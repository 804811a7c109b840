"""Slack waits three seconds for an acknowledgement, and takes longer for an answer at times: nothing is asked of Slack
before it has heard yes, but what the acknowledgement itself must say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import count
from threading import Event
from typing import Any

import pytest

from bot.bot import Bot
from bot.dispatch import serve
from bot.ids import Act
from bot.lanes import Lanes
from bot.listeners.hearing import hear_event
from bot.listeners.home import opened
from bot.listeners.reacting import reacted
from bot.messenger import Messenger
from bot.payloads import caller_of, click_of, reaction_of, spoken_of
from bot.routes import ACTIONS
from bot.slack_answer import SlackAnswer
from bot.slack_calls import SlackCalls
from bot.slow_pool import SlowPool
from tests.bot.desk import PATIENCE, Desk, button

ACME, TEAM = "C0DEALACME", "T0LARKFIELD"
NUMBERS = count(1)


class Counted(SlackCalls):
    """Calls that are counted."""

    def __init__(self, token: str, base_url: str) -> None:
        super().__init__(token, base_url)
        self.made: list[str] = []

    def __call__(self, method: str, arguments: Mapping[str, object], **how: bool) -> SlackAnswer:
        self.made.append(method)
        return super().__call__(method, arguments, **how)


class Counting(Messenger):
    """A way to Slack that counts what goes along it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.sandbox.bot_token, desk.sandbox.api_url)
        self._call = self.calls = Counted(desk.sandbox.bot_token, desk.sandbox.api_url)


@contextmanager
def not_begun(desk: Desk) -> Iterator[tuple[Bot, Counted, Event]]:
    """A bot that begins with nothing after the acknowledgement until it is let go."""
    go, messenger = Event(), Counting(desk)
    with ThreadPoolExecutor(1) as work, SlowPool(1) as slow:
        for pool in (work, slow):
            pool.submit(go.wait, PATIENCE)
        try:
            yield replace(desk.running.bot, messenger=messenger, lanes=Lanes(work), slow_pool=slow), messenger.calls, go
        finally:
            go.set()


def event(who: str, kind: str, **rest: Any) -> dict[str, Any]:
    number = next(NUMBERS)
    given = {"type": kind, "user": f"U0{who.upper()}", "event_ts": f"{number}.0", **rest}
    return {"team_id": TEAM, "event_id": f"EvAck{number}", "event": given}


def a_reaction(desk: Desk) -> Callable[[Bot], None]:
    """By somebody new."""
    ts = desk.person("dana").say(ACME, "They sign tomorrow")
    item = {"type": "message", "channel": ACME, "ts": ts}
    reaction = reaction_of(event("new", "reaction_added", reaction="memo", item=item))
    assert reaction is not None
    return lambda bot: reacted(bot, reaction)


def a_file(desk: Desk, name: str) -> Callable[[Bot], None]:
    """Sent by a guest, without a word."""
    person = desk.person("guest")
    ts, file = f"{1_795_500_000 + next(NUMBERS)}.000000", {"id": person.upload(name, b"Deal,Amount\n"), "name": name}
    rest = {"channel": person.app_dm(), "channel_type": "im", "ts": ts, "text": "", "files": [file]}
    words = spoken_of(event("guest", "message", subtype="file_share", **rest))
    assert words is not None
    return lambda bot: hear_event(bot, words)


def a_home(_desk: Desk) -> Callable[[Bot], None]:
    """Opened by somebody we know."""
    return lambda bot: opened(bot, caller_of(event("grace", "app_home_opened", tab="home")))


SURFACES: Mapping[str, tuple[Callable[[Desk], Callable[[Bot], None]], str]] = {
    "a reaction": (a_reaction, "users.info"),
    "a spreadsheet": (partial(a_file, name="call.csv"), "users.info"),
    "another file": (partial(a_file, name="plan.pdf"), "users.info"),
    "a Home that is opened": (a_home, "views.publish"),
}
"""What happens, and a method that is called for it later."""


@pytest.mark.parametrize("name", SURFACES)
def test_slack_is_asked_after_it_heard_yes(desk: Desk, name: str) -> None:
    """And then at once."""
    surface, asked = SURFACES[name]
    happens = surface(desk)
    with not_begun(desk) as (bot, calls, go):
        happens(bot)
        assert calls.made == []
        go.set()
        assert bot.lanes.drain(PATIENCE)
    assert asked in calls.made


@pytest.mark.parametrize(
    ("line", "label", "method"),
    [("/deal Acme Robotics", "Log", "views.open"), ("/forecast", "Deals", ""), ("/deal Acme Robotics", "History", "")],
)
def test_a_click_is_acknowledged_and_then_answered(desk: Desk, line: str, label: str, method: str) -> None:
    """The acknowledgement is on its way before a form is opened or a message is shown, however slow Slack is."""
    journal = desk.sandbox.journal
    shown, before = desk.types("sam", line), len(journal.entries())
    desk.clicks("sam", "C0SALES", shown, label)
    told = journal.wait(
        lambda e: e.get("method") == method if method else e["what"] == "response_url", PATIENCE, after=before
    )
    [acknowledged] = journal.entries(before, what="ack")
    assert acknowledged["n"] < told["n"]
    if method:
        form = desk.form("sam")
        desk.person("sam").close(form, everything=True)


def test_an_echo_is_edited_after_the_click_was_acknowledged(desk: Desk) -> None:
    """Undoing a correction brings back what it corrected, also in the message that had told of it."""
    sam = desk.person("sam")
    channel = sam.app_dm()
    first = desk.says("sam", "called Juniper Cold Storage about the doors")
    corrected = desk.says("sam", "no, it was a demo")
    desk.now_reads("sam", channel, first["ts"], "~")
    undo = button(corrected, "Undo")
    payload = {
        "type": "block_actions",
        "user": {"id": "U0SAM", "team_id": TEAM},
        "team": {"id": TEAM},
        "channel": {"id": channel},
        "container": {"type": "message", "message_ts": corrected["ts"], "channel_id": channel},
        "actions": [{"action_id": undo["action_id"], "value": undo["value"]}],
    }
    messenger, before = Counting(desk), list[list[str]]()
    bot = replace(desk.running.bot, messenger=messenger)
    serve(bot, ACTIONS[Act.UNDO], click_of(payload), lambda **_: before.append(list(messenger.calls.made)))
    assert before == [[]]
    assert messenger.calls.made == ["chat.update"] * 2
