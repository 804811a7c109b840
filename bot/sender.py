"""The one way in which messages we start reach Slack: claim, post, mark; and before anything is posted a second time,
a look whether it is there already. Knows no message by its kind: composers do."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.blocks.kit import Message
from bot.bot import no_fault
from bot.messenger import HTTP_TIMEOUT, Messenger, Outcome, Rejected, Sent, Unknown
from bot.pace import Pace
from bot.verdicts import Verdict, verdict_on
from sales.delivery import Delivery, DeliveryState
from sales.usecases.ports import Clock, Outbox

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=3 * HTTP_TIMEOUT)
MOST_ATTEMPTS = 8
LOOKS, BETWEEN_LOOKS = 2, 5.0


@dataclass(frozen=True, slots=True)
class Composed:
    """A message ready to go: to a channel, into a thread, or in place of one that we sent (`edits`)."""

    channel: str
    message: Message
    thread_ts: str | None = None
    edits: str | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """There is nothing to send any more, and why."""

    reason: str


Composer = Callable[[Delivery], Composed | Dropped]


class Sender:
    """Sends what is due. Any number of threads and processes may do so at once: the claims decide."""

    def __init__(
        self,
        outbox: Outbox,
        messenger: Messenger,
        clock: Clock,
        composers: Mapping[str, Composer],
        pace: Pace,
        *,
        repeats: frozenset[str],
        faults: Callable[[str], None] = no_fault,
        sleep: Callable[[float], None] = time.sleep,
        owner: Callable[[Delivery, str], None] = lambda delivery, reason: None,
    ) -> None:
        self._outbox, self._messenger, self._clock = outbox, messenger, clock
        self._composers, self._pace, self._repeats = composers, pace, repeats
        self._faults, self._sleep, self._tell_owner = faults, sleep, owner
        self._one_at_a_time = threading.Lock()

    def send_due(self) -> int:
        """Sends everything that is due, in order of due time, as fast as Slack allows; returns how many were claimed.
        One thread of this process at a time: a second would only wait for the same rates."""
        if not self._one_at_a_time.acquire(blocking=False):
            return 0
        try:
            return self._send_all()
        finally:
            self._one_at_a_time.release()

    def _send_all(self) -> int:
        count = 0
        while claimed := self._outbox.claim(self._clock.now(), self._clock.now() + LEASE, limit=1):
            for delivery in claimed:
                self._send(delivery, paced=True)
                count += 1
        return count

    def send_now(self, delivery_id: int) -> None:
        """Sends one delivery without waiting for its turn: the answer to a person who is looking at the screen."""
        for delivery in self._outbox.claim(self._clock.now(), self._clock.now() + LEASE, only=delivery_id):
            self._send(delivery, paced=False)

    def _send(self, delivery: Delivery, *, paced: bool) -> None:
        self._faults("claim.committed")
        try:
            composed = self._composers[delivery.kind](delivery)
        except Exception:
            log.exception("Delivery %s could not be composed", delivery.key)
            self._again(delivery, "could not be composed", timedelta(seconds=30 * delivery.attempts))
            return
        if isinstance(composed, Dropped):
            self._outbox.mark(delivery, DeliveryState.PARKED, error=composed.reason)
            return
        if delivery.attempts > 1 and composed.edits is None and self._is_there(delivery, composed.channel):
            return
        while paced and (wait := self._pace.wait_for(composed.channel)) > 0:
            self._sleep(wait)
        self._settle(delivery, composed, self._post(delivery, composed))

    def _post(self, delivery: Delivery, composed: Composed) -> Outcome:
        if composed.edits is not None:
            return self._messenger.edit(composed.channel, composed.edits, composed.message)
        return self._messenger.post(
            composed.channel, composed.message, delivery=delivery.key, thread_ts=composed.thread_ts
        )

    def _is_there(self, delivery: Delivery, channel: str) -> bool:
        """Whoever takes over a claim looks first. Settled here if it was found, or if nobody can say."""
        since = delivery.due_at - timedelta(minutes=1)
        for look in range(LOOKS):
            found = self._messenger.find(channel, delivery.key, since)
            if isinstance(found, Sent):
                self._outbox.mark(delivery, DeliveryState.SENT, channel=found.channel, ts=found.ts)
                return True
            if found is not None:
                if delivery.kind in self._repeats:
                    return False
                self._outbox.mark(delivery, DeliveryState.UNCERTAIN, error=f"could not look it up: {found}")
                return True
            if look + 1 < LOOKS:
                self._sleep(BETWEEN_LOOKS)
        return False

    def _settle(self, delivery: Delivery, composed: Composed, outcome: Outcome) -> None:
        self._faults("post.bytes_sent")
        match outcome:
            case Sent(ts=ts):
                self._faults("mark.uncommitted")
                channel = outcome.channel or composed.channel
                self._outbox.mark(delivery, DeliveryState.SENT, channel=channel, ts=composed.edits or ts)
            case Unknown(reason=reason):
                # It may be there: the next attempt looks before it posts.
                self._again(delivery, reason, timedelta(seconds=10))
            case Rejected(code=code, retry_after=retry_after, detail=detail):
                self._refused(delivery, code, retry_after, detail)

    def _refused(self, delivery: Delivery, code: str, retry_after: float | None, detail: str) -> None:
        match verdict_on(code):
            case Verdict.RETRY:
                pause = retry_after if retry_after is not None else 2.0**delivery.attempts
                if code == "ratelimited":
                    self._pace.block(pause)
                self._again(delivery, code, timedelta(seconds=pause))
            case Verdict.PARK:
                self._outbox.mark(delivery, DeliveryState.PARKED, error=code)
                self._tell_owner(delivery, code)
            case Verdict.PAUSE:
                log.error("Slack refuses this workspace: %s", code)
                self._pace.block(60)
                self._again(delivery, code, timedelta(minutes=5), limit=200)
            case Verdict.BUG:
                log.error("Slack refused %s: %s %s", delivery.key, code, detail)
                self._outbox.mark(delivery, DeliveryState.FAILED, error=code)

    def _again(self, delivery: Delivery, reason: str, after: timedelta, *, limit: int = MOST_ATTEMPTS) -> None:
        if delivery.attempts >= limit:
            self._outbox.mark(delivery, DeliveryState.FAILED, error=reason)
            return
        due_at = self._clock.now() + after
        self._outbox.mark(delivery, DeliveryState.PENDING, error=reason, due_at=due_at)
