"""The desk that tests of the bot sit at: people in the sandbox's Slack, the running bot, and what it has stored. Says
and clicks as people do, and waits until the answer is there."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from bot.lanes import Lanes
from bot.main.demo.command import manifest
from bot.main.demo.slack import sandbox_seed
from bot.main.demo.team import DemoTeam
from bot.main.wiring import Running
from bot.settings import Settings
from sales.deal import Deal, DealChange
from sandbox.entered import VALUE_KEYS
from sandbox.person import Person
from sandbox.server import Sandbox
from storage.engine import create_store
from storage.sql import SqlStore

MONDAY = date(2026, 11, 23)
"""The demo's day in these tests: it begins at 07:45 in New York."""

Message = dict[str, Any]
PATIENCE = 60.0
"""Seconds that a busy machine may take for anything."""

OTHERS: list[dict[str, Any]] = [
    {
        "id": "U0NEW",
        "name": "new",
        "real_name": "Nadia Newcomer",
        "tz": "Europe/Paris",
    },
    {"id": "U0GUEST", "name": "guest", "real_name": "Gus Guest", "is_restricted": True},
    {"id": "U0SINGLE", "name": "single", "real_name": "Sia Single", "is_restricted": True, "is_ultra_restricted": True},
    {"id": "U0OUTSIDER", "name": "outsider", "real_name": "Otto Outside", "team_id": "T0OTHER"},
    {"id": "U0ROBOT", "name": "robot", "real_name": "Rob Ott", "is_bot": True},
    {"id": "U0LEFT", "name": "left", "real_name": "Lena Left", "deleted": True},
]
"""People around the team: somebody new, two kinds of guest, another company's, a bot, somebody deactivated."""


class Attentive(Person):
    """Somebody who looks at what became of a click or form before doing anything else: the bot is quicker to take it
    than to answer."""

    def __init__(self, url: str, user: str, lanes: Lanes) -> None:
        super().__init__(url, user)
        self._lanes = lanes

    def _post(self, act: str, **fields: Any) -> dict[str, Any]:
        answer = super()._post(act, **fields)
        if act in ("action", "submit", "shortcut"):
            assert self._lanes.drain(PATIENCE), "an answer took for ever"
        return answer


@dataclass
class Desk:
    """Everybody at work: `sandbox` is Slack, `running` the bot, `store` what it keeps."""

    sandbox: Sandbox
    running: Running
    store: SqlStore
    observer: sqlite3.Connection
    people: dict[str, Person] = field(default_factory=dict)
    seen: dict[int, dict[str, list[tuple[Any, ...]]]] = field(default_factory=dict)
    """What was stored, by the last of `commits`."""

    def person(self, first_name: str) -> Person:
        """Somebody of the team, by first name."""
        if first_name not in self.people:
            self.people[first_name] = Attentive(self.sandbox.url, f"U0{first_name.upper()}", self.running.bot.lanes)
        return self.people[first_name]

    def says(self, first_name: str, text: str, channel: str = "") -> Message:
        """Writes to the bot (in its direct message, if no channel is given) and returns its answer."""
        person = self.person(first_name)
        place = channel or person.app_dm()
        ts = person.say(place, text)
        return self.answer(person, place, ts)

    def answer(self, person: Person, channel: str, ts: str) -> Message:
        """The bot's first message after `ts`, in the channel or in the thread of `ts`; not what it tells of others, in
        the same place at the same time."""

        def found(who: Person) -> Message | None:
            below = [m for m in who.messages(channel) if m["ts"] > ts and m["user"] != who.user]
            below = [m for m in below if not m["text"].endswith("over to you.")]
            thread = [m for m in who.thread(channel, ts)[1:] if m["user"] != who.user]
            return next(iter(thread or below), None)

        answer: Message = person.wait(found, timeout=PATIENCE)
        assert answer is not None, "no answer came"
        return answer

    def types(self, first_name: str, line: str, channel: str = "C0SALES") -> Message:
        """Runs a slash command and returns what the person sees of it."""
        person = self.person(first_name)
        before = {m["ts"] for m in person.messages(channel)}
        assert person.command(channel, line)["ok"], line
        shown: Message = person.wait(
            lambda who: next((m for m in who.messages(channel) if m["ts"] not in before), None), timeout=PATIENCE
        )
        return shown

    def opens(self, first_name: str, line: str, channel: str = "C0SALES") -> dict[str, Any]:
        """Runs a slash command and returns the form that opens."""
        person = self.person(first_name)
        before = {form["id"] for form in person.modals()}
        assert person.command(channel, line)["ok"], line
        modal: dict[str, Any] = person.wait(
            lambda who: next((form for form in who.modals() if form["id"] not in before), None), timeout=PATIENCE
        )
        assert modal is not None, f"no form opened for {line}"
        return modal

    def now_reads(self, first_name: str, channel: str, ts: str, holds: str) -> Message:
        """The message once it holds a text."""
        return self.changed(first_name, channel, ts, lambda words: holds in words)

    def changed(self, first_name: str, channel: str, ts: str, holds: Callable[[str], bool]) -> Message:
        """The message once its words are as wanted."""

        def found(who: Person) -> Message | None:
            return next((m for m in who.messages(channel) if m["ts"] == ts and holds(visible(m))), None)

        message: Message = self.person(first_name).wait(found, timeout=PATIENCE)
        assert message is not None, [visible(m) for m in self.person(first_name).messages(channel) if m["ts"] == ts]
        return message

    def deal(self, name: str) -> Deal:
        """The deal whose name begins so, as it is stored. A test that asks for one knows that there is exactly one."""
        with self.store.reading(self.workspace) as tx:
            ids = [known.id for known in tx.deals.names()[1] or () if known.name.startswith(name)]
            assert len(ids) == 1, (name, ids)
            found = tx.deals.get(ids[0])
        assert found is not None
        return found

    def history(self, name: str) -> list[DealChange]:
        """All changes of that deal, oldest first."""
        with self.store.reading(self.workspace) as tx:
            return tx.deals.history(self.deal(name).id)

    def commits(self) -> int:
        """A number that is another one whenever anybody has committed anything to the database since."""
        [number] = self.observer.execute("PRAGMA data_version").fetchone()
        return int(number)

    @property
    def workspace(self) -> int:
        return next(iter(self.store.workspaces())).id

    def clicks(self, first_name: str, channel: str, message: Message, label: str) -> None:
        """Presses the button with that label."""
        answer = self.person(first_name).click(channel, message, button(message, label)["action_id"])
        assert answer["ok"], answer

    def picks(self, first_name: str, channel: str, message: Message, label: str) -> None:
        """Chooses the entry with that label from a menu of the message."""
        for element in elements(message):
            for entry in element.get("options", ()):
                if entry["text"]["text"] == label:
                    answer = self.person(first_name).click(
                        channel, message, element["action_id"], selected_option=entry
                    )
                    assert answer["ok"], answer
                    return
        raise AssertionError(f"no entry {label!r} in {visible(message)[:800]}")

    def form(self, first_name: str) -> dict[str, Any]:
        """The form that is open on top."""
        return self.person(first_name).wait_for_modal(PATIENCE)

    def submits(self, first_name: str, form: dict[str, Any], **values: Any) -> dict[str, Any]:
        """Sends a form off with these fields changed; the errors by block_id, none where it was taken."""
        answer = self.person(first_name).submit(form, filled(form, values))
        errors: dict[str, Any] = answer.get("errors") or ({} if answer["ok"] else {"": str(answer)})
        return errors

    def next_message(self, first_name: str, channel: str, after: str, holding: str = "") -> Message:
        """The bot's first message after `after` in a channel that holds these words."""
        person = self.person(first_name)

        def found(who: Person) -> Message | None:
            return next((m for m in who.messages(channel) if m["ts"] > after and holding in visible(m)), None)

        message: Message = person.wait(found, timeout=PATIENCE)
        assert message is not None, f"nothing came that holds {holding!r}"
        return message

    def clock_to(self, at: datetime) -> None:
        """Moves the workspace's clock forward and lets everything that is then due be sent."""
        self.sandbox.clock.set(at)
        self.settle()

    def later(self, **delta: float) -> None:
        self.clock_to(self.sandbox.clock.now() + timedelta(**delta))

    def settle(self, timeout: float = 120) -> None:
        """Waits until nothing is due any more, and what was taken up is dealt with."""
        self.running.beat()
        assert self.running.bot.lanes.drain(timeout), "somebody's work went on"
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


def filled(form: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """What the page sends of a form: texts as they are, picks and ticks by their values, by block_id."""
    found: dict[str, Any] = {}
    for block_id, value in values.items():
        element = next(block["element"] for block in form["blocks"] if block.get("block_id") == block_id)
        key = VALUE_KEYS[element["type"]]
        if key == "selected_option":
            offered = [
                *element.get("options", ()),
                *(o for g in element.get("option_groups", ()) for o in g["options"]),
            ]
            options = offered or [{"text": {"type": "plain_text", "text": value}, "value": value}]
            value = next(option for option in options if option["value"] == value)
        elif key == "selected_options":
            value = [option for option in element["options"] if option["value"] in value]
        found[block_id] = {element["action_id"]: {"type": element["type"], key: value}}
    return found


def block_id(form: dict[str, Any], beginning: str) -> str:
    """The first block_id that begins so."""
    return next(str(b["block_id"]) for b in form["blocks"] if b.get("block_id", "").startswith(beginning))


def opened_desk(
    team: DemoTeam, url: str, ack_seconds: float = PATIENCE, others: Sequence[dict[str, Any]] = tuple(OTHERS)
) -> Iterator[Desk]:
    """The bot on this database, in a Slack with this team and a few people who are not of it. Slack's rates and its
    three seconds are off: here is tried what is said, by people faster and on machines slower than life."""
    store = create_store(url)
    seed = sandbox_seed(team)
    seed["users"] += others
    for channel in seed["channels"]:
        channel["members"] += [other["id"] for other in others if not other.get("deleted")]
    with Sandbox(seed, manifest(), rate_limits=False, ack_seconds=ack_seconds, monotonic=lambda: 0.0) as sandbox:
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
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), check_same_thread=False)) as observer:
            desk = Desk(sandbox, running, store, observer)
            yield desk
            for person in desk.people.values():
                person.leave()
        running.stop()
    store.close()
