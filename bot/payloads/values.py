"""What somebody did in Slack, as typed values. Knows no payload; decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sales.errors import Invalid
from sales.usecases.ports import Heard

LONGEST_ID = 18
"""Digits that every database's integers hold."""


def number(value: object) -> int:
    """The id in a button's value or a form's metadata. Raises `Invalid` for anything we would not have put there."""
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_ID):
        raise Invalid("That button no longer works. Please open it again.")
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
    """A slash command, to be answered at `response_url`; `heard` is how it stands in the inbox, if it does."""

    caller: Caller
    name: str
    text: str
    channel: str
    trigger_id: str
    response_url: str
    heard: Heard | None = None


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
        options = listed(one.get("selected_options"))
        users = listed(one.get("selected_users")) or listed(one.get("selected_conversations"))
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
    response_url: str = ""
    files: tuple[Attached, ...] = ()
    thread_ts: str = ""


Request = Command | Click | Submission | ShortcutUse


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

    @property
    def addressed(self) -> bool:
        """Whether it was said to us: in a direct message, or with a mention."""
        return self.mention or self.channel_type == "im"


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji that somebody put on a message, or took off. `event_id` is Slack's."""

    caller: Caller
    event_id: str
    emoji: str
    channel: str
    ts: str
    added: bool


def listed(value: object) -> Sequence[Any]:
    """A list as it is; anything else as an empty one."""
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()
