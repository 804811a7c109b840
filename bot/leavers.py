"""People whom Slack has deactivated. A message to them arrives and is never read, so Slack is asked before one goes
out, and their manager is told instead."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.blocks.handover import handover_message
from bot.messenger import Messenger
from bot.recipients import UNREACHABLE, direct_message, recipient_of
from bot.sender import Composed, Composer, Dropped
from bot.slack_answer import Sent
from sales.delivery import Delivery
from sales.usecases.drill_progress import ASK
from sales.usecases.leavers import HANDOVER, hand_over, handover
from sales.usecases.ports import Clock, Store
from sales.usecases.reassigning import REASSIGNED
from sales.usecases.scheduling import CHANNEL_DIGEST, DIGEST, NUDGE

ASKED_AGAIN = timedelta(minutes=10)
PERSONAL = frozenset({DIGEST, CHANNEL_DIGEST, NUDGE, ASK, REASSIGNED})
"""Kinds that go to one person, or into a channel in their name, without being asked for by them."""


class Leavers:
    """Asks Slack whether somebody is still there, at most every ten minutes each."""

    def __init__(self, messenger: Messenger, clock: Clock) -> None:
        self._messenger, self._clock = messenger, clock
        self._seen: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def is_gone(self, slack_id: str) -> bool:
        """True if Slack says that the user is deactivated. False where it will not say just now: then the message goes
        out as if they were there."""
        now = self._clock.now()
        with self._lock:
            if now - self._seen.get(slack_id, now - ASKED_AGAIN) < ASKED_AGAIN:
                return False
        answer = self._messenger.user(slack_id)
        if not isinstance(answer, Sent):
            return False
        if bool((answer.answer or {}).get("user", {}).get("deleted")):
            return True
        with self._lock:
            self._seen[slack_id] = now
        return False


def minding_leavers(
    composers: Mapping[str, Composer], store: Store, messenger: Messenger, clock: Clock
) -> Mapping[str, Composer]:
    """The same composers, except that what is personal does not go to people who are gone; and the composer of what
    their manager hears instead."""
    leavers = Leavers(messenger, clock)

    def minding(composer: Composer) -> Callable[[Delivery], Composed | Dropped]:
        def compose(delivery: Delivery) -> Composed | Dropped:
            with store.reading(delivery.workspace_id) as tx:
                person = recipient_of(tx, delivery)
            if person is not None and person.slack_id and leavers.is_gone(person.slack_id):
                hand_over(store, delivery.workspace_id, person.id, clock.now())
                return Dropped("Slack has deactivated this person.")
            return composer(delivery)

        return compose

    def to_manager(delivery: Delivery) -> Composed | Dropped:
        with store.reading(delivery.workspace_id) as tx:
            manager = recipient_of(tx, delivery)
            message = handover_message(handover(tx, delivery))
        channel = direct_message(messenger, manager) if manager is not None else None
        return Composed(channel, message) if channel else UNREACHABLE

    minded = {kind: minding(composer) if kind in PERSONAL else composer for kind, composer in composers.items()}
    return {**minded, HANDOVER: to_manager}
