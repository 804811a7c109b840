"""The two things that an interaction hands to the app and that wear out: trigger_ids and response_urls."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.errors import Refused
from sandbox.state import State

TRIGGER_SECONDS = 3.0
RESPONSES = 5
RESPONSE_LIFE = timedelta(minutes=30)
KEPT = 10_000


@dataclass(slots=True)
class Trigger:
    """The right to open one modal for `user`, within three real seconds. `view` is the modal it came from."""

    user: str
    view: str | None
    until: float
    spent: bool = False


class Triggers:
    """The triggers given out."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._known: dict[str, Trigger] = {}
        self._count = 0

    def new(self, user: str, view: str | None = None) -> str:
        """A fresh trigger_id for an interaction of `user` (in the modal `view`, if any)."""
        self._count += 1
        trigger_id = f"{10**12 + self._count}.{10**11}.{secrets.token_hex(16)}"
        self._known[trigger_id] = Trigger(user, view, self._monotonic() + TRIGGER_SECONDS)
        while len(self._known) > KEPT:
            del self._known[next(iter(self._known))]
        return trigger_id

    def spend(self, trigger_id: str) -> Trigger:
        """Uses a trigger up; `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id` otherwise."""
        trigger = self._known.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.spent:
            raise Refused("exchanged_trigger_id")
        if self._monotonic() > trigger.until:
            raise Refused("expired_trigger_id")
        trigger.spent = True
        return trigger


@dataclass(slots=True)
class ResponseUrl:
    """The right to answer an interaction of `user` in `channel` five times within half an hour."""

    user: str
    channel: str
    until: datetime
    message_ts: str | None = None
    left: int = RESPONSES


class ResponseUrls:
    """The response_urls given out. Their half hour passes on the workspace's clock."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._known: dict[str, ResponseUrl] = {}
        self._count = 0

    def new(
        self,
        base: str,
        kind: str,
        now: datetime,
        *,
        user: str,
        channel: str,
        message_ts: str | None = None,
    ) -> str:
        """A fresh address; `kind` is "commands" or "actions"."""
        self._count += 1
        path = f"{kind}/{self._state.team.id}/{10**12 + self._count}/{secrets.token_urlsafe(18)}"
        self._known[path] = ResponseUrl(user, channel, now + RESPONSE_LIFE, message_ts)
        while len(self._known) > KEPT:
            del self._known[next(iter(self._known))]
        return f"{base}/hooks/{path}"

    def use(self, path: str, now: datetime) -> ResponseUrl:
        """Uses an address once; `used_url` the sixth time, `expired_url` after 30 minutes or when unknown."""
        found = self._known.get(path)
        if found is None or now > found.until:
            raise Refused("expired_url")
        if found.left == 0:
            raise Refused("used_url")
        found.left -= 1
        return found
