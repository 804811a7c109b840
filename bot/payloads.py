"""What Slack sends, as typed values. Knows the shapes of payloads; tolerates whatever is missing; decides nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sales.errors import Invalid

Body = Mapping[str, Any]
LONGEST_ID = 18
"""Digits that every database's integers hold."""


def number(value: object) -> int:
    """The id in a button's value or a form's metadata. Raises `Invalid` for anything we would not have put there."""
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_ID):
        raise Invalid("I do not know that button any more. Please open the deal anew.")
    return int(text)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who called, as Slack signed it. `home_team` is the team the person themselves belongs to."""

    enterprise_id: str
    team_id: str
    user_id: str
    home_team: str


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command."""

    caller: Caller
    name: str
    text: str
    channel: str
    trigger_id: str
    response_url: str


@dataclass(frozen=True, slots=True)
class Click:
    """A button, menu or picker that was used, in a message, a modal or Home. `value` is the button's or option's;
    `values` what was filled in so far, in a modal."""

    caller: Caller
    action_id: str
    value: str
    trigger_id: str
    response_url: str
    channel: str
    message_ts: str
    ephemeral: bool
    view_id: str
    view_type: str
    view_hash: str
    metadata: Mapping[str, Any]
    thread_ts: str = ""
    values: Values = field(default_factory=lambda: Values())

    @property
    def in_message(self) -> bool:
        return bool(self.message_ts) and not self.view_id

    @property
    def number(self) -> int:
        """The id that the value is. Raises `Invalid` where it is none."""
        return number(self.value)


@dataclass(frozen=True, slots=True)
class Values:
    """The filled-in fields of a form, by block_id."""

    raw: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def _one(self, block_id: str) -> Mapping[str, Any]:
        inputs = self.raw.get(block_id)
        first = next(iter(inputs.values()), None) if isinstance(inputs, Mapping) else None
        return first if isinstance(first, Mapping) else {}

    def text(self, block_id: str) -> str:
        """What was typed or picked; "" where nothing was."""
        one = self._one(block_id)
        option = one.get("selected_option")
        if isinstance(option, Mapping):
            return str(option.get("value", ""))
        for key in (
            "value",
            "selected_date",
            "selected_time",
            "selected_user",
            "selected_conversation",
            "selected_channel",
        ):
            if one.get(key) is not None:
                return str(one[key]).strip()
        return ""

    def picked(self, block_id: str) -> frozenset[str]:
        """The values of all ticked boxes or picked options."""
        one = self._one(block_id)
        options = _listed(one.get("selected_options"))
        users = _listed(one.get("selected_users")) or _listed(one.get("selected_conversations"))
        return frozenset([str(o.get("value", "")) for o in options if isinstance(o, Mapping)] + [str(u) for u in users])

    def picked_in(self, prefix: str) -> frozenset[str]:
        """The values of all ticked boxes of the fields whose block_id begins so."""
        return frozenset(
            value for block_id in self.raw if block_id.startswith(prefix) for value in self.picked(block_id)
        )

    def day(self, block_id: str) -> date | None:
        """The picked day. Raises `Invalid` at the field for what is no day."""
        text = self.text(block_id)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise Invalid("Pick a day, or write it like 2026-11-30.", field=block_id) from None

    def has(self, block_id: str) -> bool:
        """Whether the form had that field at all."""
        return block_id in self.raw


@dataclass(frozen=True, slots=True)
class Submission:
    """A submitted form."""

    caller: Caller
    callback_id: str
    view_id: str
    view_hash: str
    metadata: Mapping[str, Any]
    values: Values

    def number(self, key: str) -> int:
        """The id that the metadata has under `key`, 0 for none. Raises `Invalid` for anything else."""
        return number(self.metadata.get(key) or 0)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that hangs on a message."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ShortcutUse:
    """A shortcut, on a message or anywhere."""

    caller: Caller
    callback_id: str
    trigger_id: str
    channel: str
    message_ts: str
    message_text: str
    message_user: str
    response_url: str = ""
    files: tuple[Attached, ...] = ()
    thread_ts: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message that somebody wrote where we can read it. `event_id` is Slack's; `text` is without our own mention,
    which says that we are meant and nothing else, while another's in front says whose doing is told."""

    caller: Caller
    event_id: str
    channel: str
    channel_type: str
    ts: str
    thread_ts: str | None
    text: str
    mention: bool
    files: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji that somebody put on a message, or took off."""

    caller: Caller
    emoji: str
    channel: str
    ts: str
    added: bool


def caller_of(body: Body) -> Caller:
    """Who called, from any payload. For shared channels the person's own team may differ from the installing one."""
    user, team = body.get("user"), body.get("team")
    event = _mapping(body.get("event"))
    user_id = body.get("user_id") or _get(user, "id") or _plain_user(event)
    team_id = body.get("team_id") or _get(team, "id") or _get(user, "team_id")
    home = _get(user, "team_id") or event.get("user_team") or event.get("source_team") or event.get("team") or team_id
    enterprise = body.get("enterprise_id") or _get(body.get("enterprise"), "id") or ""
    return Caller(str(enterprise or ""), str(team_id or ""), str(user_id or ""), str(home or ""))


def command_of(body: Body) -> Command:
    return Command(
        caller=caller_of(body),
        name=str(body.get("command", "")),
        text=unescaped(str(body.get("text") or "")).strip(),
        channel=str(body.get("channel_id", "")),
        trigger_id=str(body.get("trigger_id", "")),
        response_url=str(body.get("response_url", "")),
    )


def click_of(body: Body) -> Click:
    """The first action of a `block_actions` payload."""
    action, container = _first(body.get("actions")), _mapping(body.get("container"))
    view, message = _mapping(body.get("view")), _mapping(body.get("message"))
    return Click(
        caller=caller_of(body),
        action_id=str(action.get("action_id", "")),
        value=_value_of(action),
        trigger_id=str(body.get("trigger_id", "")),
        response_url=str(body.get("response_url", "")),
        channel=str(_get(body.get("channel"), "id") or container.get("channel_id") or ""),
        message_ts=str(container.get("message_ts") or message.get("ts") or ""),
        ephemeral=bool(container.get("is_ephemeral", False)),
        view_id=str(view.get("id", "")),
        view_type=str(view.get("type", "")),
        view_hash=str(view.get("hash", "")),
        metadata=metadata_of(view),
        thread_ts=str(message.get("thread_ts") or container.get("thread_ts") or ""),
        values=Values(_mapping(_mapping(view.get("state")).get("values"))),
    )


def _value_of(action: Body) -> str:
    option = action.get("selected_option")
    if isinstance(option, Mapping):
        return str(option.get("value", ""))
    for key in ("value", "selected_date", "selected_user", "selected_conversation", "selected_channel"):
        if action.get(key) is not None:
            return str(action[key])
    return ""


def submission_of(body: Body) -> Submission:
    view = _mapping(body.get("view"))
    return Submission(
        caller=caller_of(body),
        callback_id=str(view.get("callback_id", "")),
        view_id=str(view.get("id", "")),
        view_hash=str(view.get("hash", "")),
        metadata=metadata_of(view),
        values=Values(_mapping(_mapping(view.get("state")).get("values"))),
    )


def shortcut_of(body: Body) -> ShortcutUse:
    message = _mapping(body.get("message"))
    return ShortcutUse(
        caller=caller_of(body),
        callback_id=str(body.get("callback_id", "")),
        trigger_id=str(body.get("trigger_id", "")),
        channel=str(_get(body.get("channel"), "id") or ""),
        message_ts=str(message.get("ts") or body.get("message_ts") or ""),
        message_text=str(message.get("text") or ""),
        message_user=str(message.get("user") or ""),
        response_url=str(body.get("response_url") or ""),
        files=files_of(message),
        thread_ts=str(message.get("thread_ts") or ""),
    )


def spoken_of(body: Body) -> Spoken | None:
    """What a person wrote; None for what bots and the system wrote, and for edits and deletions."""
    event = _mapping(body.get("event"))
    if event.get("bot_id") or event.get("subtype") not in (None, "thread_broadcast", "file_share"):
        return None
    if not _plain_user(event) or event.get("text") is None:
        return None
    us = _our_mention(body)
    text = str(event.get("text", ""))
    return Spoken(
        caller=caller_of(body),
        event_id=str(body.get("event_id", "")),
        channel=str(event.get("channel", "")),
        channel_type=str(event.get("channel_type", "")),
        ts=str(event.get("ts", "")),
        thread_ts=str(event["thread_ts"]) if event.get("thread_ts") else None,
        text=us.sub(" ", text).strip() if us else text,
        mention=event.get("type") == "app_mention" or bool(us and us.search(text)),
        files=files_of(event),
    )


def files_of(message: Body) -> tuple[Attached, ...]:
    """The files of a message, and of the messages that it forwards; deleted ones have no name any more."""
    forwarded = [_mapping(each) for each in _listed(message.get("attachments"))]
    found = [_mapping(file) for part in (message, *forwarded) for file in _listed(part.get("files"))]
    named = (Attached(str(file["id"]), str(file["name"])) for file in found if file.get("id") and file.get("name"))
    return tuple(dict.fromkeys(named))


def _our_mention(body: Body) -> re.Pattern[str] | None:
    """How the app is mentioned, with what people set around it. Slack sends a message that mentions us as a mention,
    too, in no certain order, so it is looked for in both."""
    us = _first(body.get("authorizations"))
    if not us.get("is_bot") or not us.get("user_id"):
        return None
    return re.compile(rf"[ \t]*<@{re.escape(str(us['user_id']))}(?:\|[^>]*)?>[ \t]*[,:]?[ \t]*")


def reaction_of(body: Body) -> Reaction | None:
    """The reaction of a `reaction_added` or `reaction_removed` event; None for one on anything but a message."""
    event = _mapping(body.get("event"))
    item = _mapping(event.get("item"))
    if item.get("type") != "message":
        return None
    return Reaction(
        caller=caller_of(body),
        emoji=str(event.get("reaction", "")),
        channel=str(item.get("channel", "")),
        ts=str(item.get("ts", "")),
        added=event.get("type") == "reaction_added",
    )


def metadata_of(view: Body) -> Mapping[str, Any]:
    """Our private_metadata as a mapping; empty for none or for what we did not write."""
    try:
        found = json.loads(str(view.get("private_metadata") or "{}"))
    except (ValueError, RecursionError):
        return {}
    return _mapping(found)


def unescaped(text: str) -> str:
    """Slack's three entities as characters; mentions and links keep their angle brackets."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _plain_user(event: Body) -> str:
    user = event.get("user")
    return str(_get(user, "id") or user or "")


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _listed(value: object) -> Sequence[Any]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def _first(value: object) -> Mapping[str, Any]:
    return _mapping(value[0]) if isinstance(value, Sequence) and value else {}


def _get(value: object, key: str) -> Any:
    return value.get(key) if isinstance(value, Mapping) else None
