"""What is in the workspace: people, channels, messages, files, views. Plain values and look-ups; nothing happens here.

A `ts` is a string of ten digits, a point and six digits, so that text order is time order.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

JSON = dict[str, Any]
SLACKBOT = "USLACKBOT"
"""Slack's own bot, who is in every workspace and, in Slack's lists too, is no bot."""


@dataclass(slots=True, kw_only=True)
class User:
    """A person or bot. `team_id` differs from the workspace's own for people of another company (Slack Connect)."""

    id: str
    name: str
    real_name: str
    team_id: str
    email: str = ""
    tz: str = "UTC"
    title: str = ""
    is_admin: bool = False
    is_bot: bool = False
    deleted: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    updated: int = 0

    @property
    def is_guest(self) -> bool:
        """Single- or multi-channel guest."""
        return self.is_restricted or self.is_ultra_restricted


@dataclass(slots=True, kw_only=True)
class File:
    """An uploaded file. `content` is None between the ticket and the upload; `shared` once it was completed. `readers`
    may have it without any channel that shows it: the app that got it in a form."""

    id: str
    name: str
    title: str
    user: str
    created: int
    size: int
    content: bytes | None = None
    mimetype: str = "application/octet-stream"
    alt_text: str = ""
    shared: bool = False
    channels: list[str] = field(default_factory=list)
    readers: set[str] = field(default_factory=set)
    deleted: bool = False


@dataclass(slots=True, kw_only=True)
class Message:
    """A message in a channel or thread. `visible_to` names the only person who sees an ephemeral one."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[JSON] = field(default_factory=list)
    attachments: list[JSON] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    thread_ts: str | None = None
    broadcast: bool = False
    bot_id: str | None = None
    app_id: str | None = None
    username: str | None = None
    icon: str | None = None
    subtype: str | None = None
    metadata: JSON | None = None
    edited: JSON | None = None
    client_msg_id: str | None = None
    visible_to: str | None = None
    failed: bool = False
    pinned: bool = False

    @property
    def in_thread(self) -> bool:
        """A reply that stands only in its thread."""
        return self.thread_ts is not None and self.thread_ts != self.ts and not self.broadcast


@dataclass(slots=True, kw_only=True)
class Channel:
    """A conversation. `kind`: "channel", "private", "im" (two people), "mpim", or "app" (a person and the bot)."""

    id: str
    name: str
    kind: str
    created: int
    creator: str = ""
    topic: str = ""
    members: dict[str, None] = field(default_factory=dict)
    archived: bool = False
    timeline: list[Message] = field(default_factory=list)
    threads: dict[str, list[Message]] = field(default_factory=dict)
    by_ts: dict[str, Message] = field(default_factory=dict)
    last_read: dict[str, str] = field(default_factory=dict)

    @property
    def is_direct(self) -> bool:
        """A direct message of any kind."""
        return self.kind in ("im", "mpim", "app")

    def add(self, message: Message) -> None:
        """Appends a message (the newest `ts` so far) to the timeline, its thread, or both when broadcast."""
        self.by_ts[message.ts] = message
        if not message.in_thread:
            self.timeline.append(message)
        if message.thread_ts is not None and message.thread_ts != message.ts:
            self.threads.setdefault(message.thread_ts, []).append(message)

    def remove(self, message: Message) -> None:
        """Takes a message away; replies to it stay."""
        self.by_ts.pop(message.ts, None)
        for place in (self.timeline, self.threads.get(message.thread_ts or "", [])):
            if message in place:
                place.remove(message)

    def replies(self, ts: str, viewer: str | None = None) -> list[Message]:
        """The replies to the message `ts`, oldest first; ephemeral ones only for their `viewer`."""
        return [reply for reply in self.threads.get(ts, ()) if reply.visible_to in (None, viewer)]

    def before(self, ts: str | None, viewer: str | None = None) -> Iterator[Message]:
        """The timeline from just before `ts` (from the end without one) backwards."""
        end = len(self.timeline) if ts is None else bisect_right(self.timeline, ts, key=lambda m: m.ts)
        for message in reversed(self.timeline[:end] if end < len(self.timeline) else self.timeline):
            if message.visible_to in (None, viewer) and message.ts != ts:
                yield message

    def unread(self, viewer: str) -> list[Message]:
        """What others wrote since `viewer` last looked, newest first."""
        since = self.last_read.get(viewer, "0")
        found = []
        for message in reversed(self.timeline):
            if message.ts <= since:
                break
            if message.user != viewer and message.visible_to in (None, viewer):
                found.append(message)
        return found


@dataclass(slots=True, kw_only=True)
class View:
    """A modal or a Home tab as the app gave it, with what Slack adds."""

    id: str
    type: str
    user: str
    content: JSON
    hash: str
    external_id: str = ""
    root_id: str = ""
    previous_id: str | None = None
    values: JSON = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Team:
    """The workspace itself."""

    id: str
    name: str
    domain: str


@dataclass(slots=True, kw_only=True)
class State:
    """All of it. `ids` numbers whatever needs a new identifier; `last_ts` is in microseconds."""

    team: Team
    users: dict[str, User]
    channels: dict[str, Channel]
    app_id: str
    bot_id: str
    bot_user: str
    files: dict[str, File] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    stacks: dict[str, list[str]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    installed: bool = True
    ids: int = 0
    last_ts: int = 0

    def new_id(self, prefix: str) -> str:
        """A fresh identifier in Slack's manner: a letter and ten capital letters or digits."""
        self.ids += 1
        return f"{prefix}0{_base36(self.ids * 2654435761 % 36**9).zfill(9)}"

    def new_ts(self, now: datetime) -> str:
        """A message time stamp: unique in the workspace and always greater than the last."""
        micros = round(now.timestamp() * 1_000_000)
        self.last_ts = max(micros, self.last_ts + 1)
        return f"{self.last_ts // 1_000_000}.{self.last_ts % 1_000_000:06d}"

    def app_dm(self, user: str) -> Channel | None:
        """The conversation of a person with the app, if it was opened."""
        return next((c for c in self.channels.values() if c.kind == "app" and user in c.members), None)

    def channel_named(self, name: str) -> Channel | None:
        """A channel by name, with or without the leading #."""
        bare = name.removeprefix("#")
        return next((c for c in self.channels.values() if c.name == bare and not c.is_direct), None)

    def stack(self, user: str) -> list[View]:
        """The modals a person has open, bottom first."""
        return [self.views[each] for each in self.stacks.get(user, ())]


def _base36(number: int) -> str:
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = digits[rest] + text
    return text or "0"
