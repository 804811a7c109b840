"""What a listener answers with. Values only; `dispatch` turns them into calls to Slack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.blocks.kit import Message


@dataclass(frozen=True, slots=True)
class Say:
    """A new message, seen by the caller alone."""

    message: Message


@dataclass(frozen=True, slots=True)
class Replace:
    """The message that was clicked becomes this one."""

    message: Message


@dataclass(frozen=True, slots=True)
class Open:
    """A modal: on top of the open ones when the click came from a modal, else a new one."""

    view: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Redraw:
    """The modal that the click or submission came from becomes this one."""

    view: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Faults:
    """The form stays open with a sentence at each field, by block_id."""

    at: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Done:
    """All is saved; the form closes (with those below it, if `all_views`)."""

    all_views: bool = False


@dataclass(frozen=True, slots=True)
class EditMessage:
    """A message we sent earlier, somewhere else, becomes this one."""

    channel: str
    ts: str
    message: Message


@dataclass(frozen=True, slots=True)
class RefreshHome:
    """The caller's Home is drawn again."""


@dataclass(frozen=True, slots=True)
class Later:
    """Slow work that goes on after the answer, in the pool for slow work, by name and argument."""

    what: str
    argument: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Deliver:
    """These deliveries, which are saved already, are sent now; whoever looks at the screen waits for them."""

    ids: tuple[int, ...]


Response = Say | Replace | Open | Redraw | Faults | Done | EditMessage | RefreshHome | Later | Deliver
Responses = tuple[Response, ...]
