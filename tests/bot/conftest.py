"""The whole bot, connected to the sandbox over Socket Mode, with the demo's team in a database on disk."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.main.demo import manifest
from bot.main.demo_team import demo_team, load, sandbox_seed
from bot.main.wiring import Running
from bot.settings import Settings
from sandbox.person import Person
from sandbox.server import Sandbox
from storage.engine import create_store
from storage.migrations import upgrade
from storage.process_file import load_process
from storage.sql import SqlStore

MONDAY = date(2026, 11, 23)
"""The demo's day in these tests: it begins at 07:45 in New York."""

Message = dict[str, Any]


@dataclass
class Desk:
    """Everybody at work: `sandbox` is Slack, `running` the bot, `store` what it keeps."""

    sandbox: Sandbox
    running: Running
    store: SqlStore
    people: dict[str, Person] = field(default_factory=dict)

    def person(self, first_name: str) -> Person:
        """Somebody of the team, by first name."""
        if first_name not in self.people:
            self.people[first_name] = self.sandbox.person(f"U0{first_name.upper()}")
        return self.people[first_name]

    def says(self, first_name: str, text: str, channel: str = "") -> Message:
        """Writes to the bot (in its direct message, if no channel is given) and returns its answer."""
        person = self.person(first_name)
        place = channel or person.app_dm()
        ts = person.say(place, text)
        return self.answer(person, place, ts)

    def answer(self, person: Person, channel: str, ts: str) -> Message:
        """The bot's first message after `ts`, in the channel or in the thread of `ts`."""

        def found(who: Person) -> Message | None:
            below = [m for m in who.messages(channel) if m["ts"] > ts and m["user"] != who.user]
            thread = [m for m in who.thread(channel, ts)[1:] if m["user"] != who.user]
            return next(iter(thread or below), None)

        answer: Message = person.wait(found, timeout=10)
        return answer

    def types(self, first_name: str, line: str, channel: str = "C0SALES") -> Message:
        """Runs a slash command and returns what the person sees of it."""
        person = self.person(first_name)
        before = {m["ts"] for m in person.messages(channel)}
        assert person.command(channel, line)["ok"], line
        shown: Message = person.wait(
            lambda who: next((m for m in who.messages(channel) if m["ts"] not in before), None), timeout=10
        )
        return shown

    def opens(self, first_name: str, line: str, channel: str = "C0SALES") -> dict[str, Any]:
        """Runs a slash command and returns the form that opens."""
        person = self.person(first_name)
        assert person.command(channel, line)["ok"], line
        modal: dict[str, Any] = person.wait(lambda who: next(reversed(who.modals()), None), timeout=10)
        return modal

    def now_reads(self, first_name: str, channel: str, ts: str, holds: str) -> Message:
        """The message once it holds a text."""
        return self.changed(first_name, channel, ts, lambda words: holds in words)

    def changed(self, first_name: str, channel: str, ts: str, holds: Callable[[str], bool]) -> Message:
        """The message once its words are as wanted."""

        def found(who: Person) -> Message | None:
            return next((m for m in who.messages(channel) if m["ts"] == ts and holds(visible(m))), None)

        message: Message = self.person(first_name).wait(found, timeout=10)
        return message

    def clock_to(self, at: datetime) -> None:
        """Moves the workspace's clock forward and lets everything that is then due be sent."""
        self.sandbox.clock.set(at)
        self.settle()

    def later(self, **delta: float) -> None:
        self.clock_to(self.sandbox.clock.now() + timedelta(**delta))

    def settle(self, timeout: float = 30) -> None:
        """Waits until nothing is due any more."""
        self.running.beat()
        deadline = time.monotonic() + timeout
        while self.store.outbox.overdue(self.sandbox.clock.now() + timedelta(minutes=4)):
            assert time.monotonic() < deadline, "messages were still waiting"
            time.sleep(0.05)
            self.running.beat()

    def messages_of(self, first_name: str, holding: str = "") -> list[Message]:
        """What the bot wrote to a person directly."""
        person = self.person(first_name)
        return [
            m for m in person.messages(person.app_dm(), limit=200) if m["user"] != person.user and holding in visible(m)
        ]


def visible(message: Message) -> str:
    """All words of a message, blocks included."""
    return json.dumps([message.get("text"), message.get("blocks")], ensure_ascii=False)


def elements(message: Message) -> list[dict[str, Any]]:
    """Everything in a message that can be used, in order."""
    inner = ((*block.get("elements", ()), block.get("accessory") or {}) for block in message["blocks"])
    return [element for row in inner for element in row if "action_id" in element]


def button(message: Message, label: str) -> dict[str, Any]:
    """The button with that label."""
    for element in elements(message):
        if element.get("text", {}).get("text") == label:
            return element
    raise AssertionError(f"no button {label!r} in {visible(message)[:800]}")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk of its own for each file of tests."""
    folder: Path = tmp_path_factory.mktemp("desk")
    yield from opened_desk(folder)


def opened_desk(
    folder: Path, begins: date = MONDAY, change: Callable[[SqlStore], None] = lambda store: None
) -> Iterator[Desk]:
    url = f"sqlite:///{folder}/firebreak.db"
    upgrade(url)
    store = create_store(url)
    team = demo_team(begins, load_process())
    workspace = store.add_workspace(team.workspace, team.process)
    load(store, workspace.id, team)
    with Sandbox(sandbox_seed(team), manifest()) as sandbox:
        settings = Settings(
            bot_token=sandbox.bot_token,
            app_token=sandbox.app_token,
            database=url,
            slack_api=sandbox.api_url,
            posts_per_minute=6000,
            beat_seconds=600,
        )
        running = Running(settings, store, sandbox.clock)
        running.start()
        desk = Desk(sandbox, running, store)
        yield desk
        running.stop()
    store.close()
