"""The one way in which messages we start reach Slack: claim, post, mark; and before anything is posted a second time,
a look whether it is there already. Knows no message by its kind: composers do."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.blocks.kit import Message
from bot.bot import no_fault
from bot.messenger import Messenger
from bot.rate_limit import RateLimit
from bot.slack_answer import Rejected, Sent, SlackAnswer, Unknown
from bot.slack_calls import HTTP_TIMEOUT
from bot.slack_errors import Verdict, verdict_on
from sales.delivery import Delivery, DeliveryState
from sales.usecases.ports import Clock, Outbox

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=3 * HTTP_TIMEOUT)
TO_POST = timedelta(seconds=2 * HTTP_TIMEOUT)
"""How long posting may take: a message is sent again without its blocks where Slack refuses them."""
MOST_ATTEMPTS = 8
LOOKS, BETWEEN_LOOKS = 2, 5.0
LOOKS_BACK = timedelta(hours=24)
"""How far before a delivery's next attempt an earlier attempt may have posted it: attempts move `due_at` on."""
LONGEST_WAIT = 5.0
"""Seconds a claim may wait for its turn. What would wait longer is given back, lest its lease ends meanwhile."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A message ready to go: to a channel, into a thread, or in place of one that we sent (`edits`)."""

    channel: str
    message: Message
    thread_ts: str | None = None
    edits: str | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """There is nothing to send any more, and why. With a `code` of Slack's somebody is to hear of it."""

    reason: str
    code: str = ""


class NotNow(Exception):
    """Slack did not answer, or not yet: the message is composed again at its next attempt."""


Composer = Callable[[Delivery], Composed | Dropped]
"""Makes the message of a delivery, or says why there is none. Raises `NotNow`."""


class Sender:
    """Sends what is due. Any number of threads and processes may do so at once: the claims decide."""

    def __init__(
        self,
        outbox: Outbox,
        messenger: Messenger,
        clock: Clock,
        composers: Mapping[str, Composer],
        rate_limit: RateLimit,
        *,
        repeats: frozenset[str],
        faults: Callable[[str], None] = no_fault,
        sleep: Callable[[float], object] | None = None,
        owner: Callable[[Delivery, str], None] = lambda delivery, reason: None,
        alive: Callable[[], None] = lambda: None,
        look_pause: float = BETWEEN_LOOKS,
    ) -> None:
        """`owner` tells somebody that Slack refuses a delivery for good; `alive` is called before each message, so that
        a long queue is not taken for a standstill; `look_pause` is the seconds between two looks for a message that may
        be there already."""
        self._outbox, self._messenger, self._clock = outbox, messenger, clock
        self._composers, self._rate_limit, self._repeats = composers, rate_limit, repeats
        self._stopping = threading.Event()
        self._faults, self._tell_owner = faults, owner
        self._sleep = sleep or self._stopping.wait
        self._alive, self._look_pause = alive, look_pause
        self._one_at_a_time = threading.Lock()

    def stop(self) -> None:
        """Nothing more is begun, and who waits for a turn waits no longer: it is sent after the next start."""
        self._stopping.set()

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
        while not self._stopping.is_set() and self._rate_limit.pause() <= LONGEST_WAIT and (claimed := self._claim()):
            self._alive()
            for delivery in claimed:
                self._send(delivery, paced=True)
                count += 1
        return count

    def _claim(self, only: int | None = None) -> list[Delivery]:
        now = self._clock.now()
        return self._outbox.claim(now, now + LEASE, only=only, limit=1)

    def send_now(self, delivery_id: int) -> None:
        """Sends one delivery without waiting for its turn: the answer to a person who is looking at the screen."""
        for delivery in self._claim(delivery_id):
            self._send(delivery, paced=False)

    def _send(self, delivery: Delivery, *, paced: bool) -> None:
        self._faults("claim.committed")
        try:
            composed = self._composers[delivery.kind](delivery)
        except NotNow as reason:
            self._again(delivery, str(reason), timedelta(seconds=30 * delivery.attempts))
            return
        except Exception:
            log.exception("Delivery %s could not be composed", delivery.key)
            self._again(delivery, "could not be composed", timedelta(seconds=30 * delivery.attempts))
            return
        if isinstance(composed, Dropped):
            if composed.code:
                self._tell_owner(delivery, composed.code)
            self._outbox.mark(delivery, DeliveryState.PARKED, error=composed.reason)
            return
        if delivery.attempts > 1 and composed.edits is None and self._is_there(delivery, composed):
            return
        if paced and not self._turn_came(delivery, composed.channel):
            return
        claimed = self._renewed(delivery)
        if claimed is not None:
            self._settle(claimed, composed, self._post(claimed, composed))

    def _turn_came(self, delivery: Delivery, channel: str) -> bool:
        """Waits until the message may go; gives the claim back where that would take too long."""
        while (wait := self._rate_limit.wait_for(channel)) > 0:
            if wait > LONGEST_WAIT or self._stopping.is_set():
                due_at = self._clock.now() + timedelta(seconds=wait)
                self._outbox.mark(delivery, DeliveryState.PENDING, error="waits for its turn", due_at=due_at)
                return False
            self._sleep(wait)
        return True

    def _renewed(self, delivery: Delivery) -> Delivery | None:
        """The claim, with time enough left to post, once more without blocks where Slack refuses them, and to mark: a
        picture may have taken longer than the lease. None if somebody else has it by now; then the message is theirs to
        send."""
        now = self._clock.now()
        if delivery.leased_until is not None and now + TO_POST <= delivery.leased_until:
            return delivery
        if not self._outbox.mark(delivery, DeliveryState.PENDING, error="took long to compose", due_at=now):
            return None
        return next(iter(self._claim(delivery.id)), None)

    def _post(self, delivery: Delivery, composed: Composed) -> SlackAnswer:
        if composed.edits is not None:
            return self._messenger.edit(composed.channel, composed.edits, composed.message)
        return self._messenger.post(
            composed.channel, composed.message, delivery=delivery.key, thread_ts=composed.thread_ts
        )

    def _is_there(self, delivery: Delivery, composed: Composed) -> bool:
        """Whoever takes over a claim looks first. Settled here if it was found, or if nobody can say."""
        since = delivery.due_at - LOOKS_BACK
        for look in range(LOOKS):
            found = self._messenger.find(composed.channel, delivery.key, since, composed.thread_ts)
            if isinstance(found, Sent):
                self._outbox.mark(delivery, DeliveryState.SENT, channel=found.channel, ts=found.ts)
                return True
            if found is not None:
                return self._cannot_look(delivery, found)
            if look + 1 < LOOKS:
                self._sleep(self._look_pause)
        return False

    def _cannot_look(self, delivery: Delivery, outcome: Rejected | Unknown) -> bool:
        """A look that failed in passing is taken again later. Where none is possible, kinds that repeat are posted
        (False); the others end as uncertain, for an admin to see."""
        passing = isinstance(outcome, Unknown) or verdict_on(outcome.code) is Verdict.RETRY
        if passing and delivery.attempts < MOST_ATTEMPTS:
            wait = (outcome.retry_after if isinstance(outcome, Rejected) else None) or 2.0**delivery.attempts
            self._again(delivery, f"could not look it up yet: {outcome}", timedelta(seconds=wait))
            return True
        if delivery.kind in self._repeats:
            return False
        self._outbox.mark(delivery, DeliveryState.UNCERTAIN, error=f"could not look it up: {outcome}")
        return True

    def _settle(self, delivery: Delivery, composed: Composed, outcome: SlackAnswer) -> None:
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
                    self._rate_limit.block(pause)
                self._again(delivery, code, timedelta(seconds=pause))
            case Verdict.PARK:
                self._tell_owner(delivery, code)  # again, if we are stopped before the mark: it is heard once
                self._outbox.mark(delivery, DeliveryState.PARKED, error=code)
            case Verdict.PAUSE:
                log.error("Slack refuses this workspace: %s", code)
                self._rate_limit.block(60)
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
