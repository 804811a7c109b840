"""What reached us and what we start: written down before anything else happens."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sales.delivery import Delivery, DeliveryState


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that reached us and must not be lost: what was written or typed, before it is understood, and whether
    it named us, which the text no longer says. A slash `command` has no `ts`, but an address that takes the answer to
    it for half an hour. Until `leased_until` (None: nobody) it is the business of the process called `leased_by`.
    Of each of its `files`: Slack's id, and the name."""

    key: str
    channel: str
    ts: str
    slack_user: str
    text: str
    thread_ts: str | None
    received_at: datetime
    done: bool = False
    mentioned: bool = False
    command: str = ""
    response_url: str = field(default="", repr=False)
    leased_by: str = ""
    leased_until: datetime | None = None
    files: tuple[tuple[str, str], ...] = ()


class Deliveries(Protocol):
    """The messages that one workspace starts."""

    def enqueue(self, delivery: Delivery) -> Delivery | None:
        """Writes the row; None if its key is already there."""

    def enqueue_all(self, deliveries: Sequence[Delivery]) -> None:
        """Writes many rows at once, whose keys are known to be new."""

    def known(self, kind: str, slots: Collection[str]) -> set[tuple[str, str]]:
        """The (recipient, slot) pairs of that kind that have a row."""

    def with_slot(self, kind: str, slot: str) -> list[Delivery]:
        """The rows of that kind and slot, whoever they are for, oldest first."""

    def get(self, delivery_id: int) -> Delivery | None: ...
    def find(self, kind: str, recipient: str, slot: str) -> Delivery | None: ...
    def by_message(self, channel: str, ts: str) -> Delivery | None: ...
    def latest_sent(self, kind: str, recipients: Collection[str]) -> dict[str, Delivery]:
        """Of those that each of them was sent the one that was due last, by recipient. One query."""

    def sent_between(self, kind: str, after: datetime, until: datetime) -> list[Delivery]:
        """Everybody's of that kind that were due in (after, until] and sent, in order of due time."""

    def unsent(self, kinds: Collection[str], recipient: str, since: datetime) -> list[Delivery]:
        """What was due after that instant and was skipped, parked, failed, or may not have come; the latest first."""

    def save_payload(self, delivery_id: int, payload: Mapping[str, Any]) -> None: ...
    def withdraw(self, delivery_id: int) -> None:
        """What waits to be sent need not be sent any more; what is being sent already stays."""


class Outbox(Protocol):
    """The sender's side of deliveries, across all workspaces; every method is a transaction of its own."""

    def claim(
        self, now: datetime, lease_until: datetime, *, only: int | None = None, limit: int = 50
    ) -> list[Delivery]:
        """Takes pending rows that are due, and sending rows whose lease has run out (`attempts` > 1 tells), with a
        new fence and lease, in order of due time. Nobody else gets them before the lease ends."""

    def mark(
        self,
        delivery: Delivery,
        state: DeliveryState,
        *,
        channel: str | None = None,
        ts: str | None = None,
        error: str | None = None,
        due_at: datetime | None = None,
    ) -> bool:
        """Ends the claim; False if the fence has moved on and the mark is no longer ours to make."""

    def overdue(self, now: datetime) -> int:
        """How many deliveries are due for more than three minutes and neither sent nor settled."""


class Inbox(Protocol):
    """What reached us, before and after it was dealt with."""

    def note(self, heard: Heard) -> Heard:
        """Writes it down unless its key or (channel, ts) is there; returns what stands there now."""

    def get(self, key: str) -> Heard | None: ...
    def before(self, heard: Heard) -> Heard | None:
        """The words that the same person wrote before that in the same thread, or in the channel outside of threads."""

    def waits(self, key: str) -> bool:
        """Whether it is there and was not dealt with; nobody else deals with it before this transaction has ended."""

    def take(self, key: str, by: str, now: datetime, until: datetime) -> bool:
        """Leases what waits to the process `by`; False if another one has it at `now`, or it was dealt with."""

    def let_go(self, by: str, now: datetime) -> None:
        """Ends all leases of a process that deals with nothing any more."""

    def done(self, key: str) -> None: ...
    def seen(self, key: str) -> bool:
        """Whether that key was there before."""

    def first_time(self, key: str, at: datetime) -> bool:
        """True once per key: guards against a second submission of the same form."""

    def forget(self, before: datetime) -> int:
        """Deletes what was heard before that instant and dealt with, and keys seen before it; returns how many messages
        that were. What still waits stays."""

    def waiting(self, now: datetime | None, limit: int, by: str = "") -> list[Heard]:
        """What was not dealt with and nobody but `by` has at `now` (None: whoever has it), the oldest `limit` at most,
        in the order in which it was heard."""
