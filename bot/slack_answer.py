"""The outcome of a call to Slack: done, refused with a code, or unknown. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

BROKEN_OFF = (HTTPException, OSError, ValueError, AttributeError)
"""What a call raises when its answer never came or cannot be read: nobody knows whether it was carried out. A time-out
is an `OSError`, an answer that breaks off an `HTTPException`, a body that is no object an `AttributeError`."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Slack has it: the message's channel and ts, or what else the call answered."""

    channel: str = ""
    ts: str = ""
    answer: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """Slack refused, with its error code; `retry_after` in seconds where it named one."""

    code: str
    retry_after: float | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """The answer was lost: it may have happened or not."""

    reason: str


SlackAnswer = Sent | Rejected | Unknown
