"""From a delivery's row to the message it stands for, one composer per kind."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping

from bot.blocks.kit import Message
from bot.blocks.nudge import nudge_message
from bot.blocks.parked import parked_message
from bot.blocks.win import win_message
from bot.messenger import Messenger, Rejected, Sent, Unknown
from bot.sender import Composed, Composer, Dropped
from bot.verdicts import Verdict, verdict_on
from sales.delivery import Delivery
from sales.people import Person
from sales.usecases.celebrating import WIN, WIN_EDIT, win_view
from sales.usecases.hearing import REPLY
from sales.usecases.nudging import nudge_view
from sales.usecases.parking import PARKED, parked
from sales.usecases.ports import Clock, Store, Tx
from sales.usecases.scheduling import NUDGE

log = logging.getLogger(__name__)
REPEATED = frozenset({NUDGE, REPLY, WIN_EDIT, PARKED})
"""Kinds that are posted again when nobody can tell whether they arrived; a digest is not."""
UNREACHABLE = Dropped("Slack knows no direct message with this person.", code="user_not_found")
PASSING = (Verdict.RETRY, Verdict.PAUSE)


class NotNow(Exception):
    """Slack did not answer, or not yet: the message is composed again at its next attempt."""


class DirectMessages:
    """The DM channel of each person, opened once and kept."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger
        self._known: dict[str, str] = {}
        self._lock = threading.Lock()

    def of(self, person: Person) -> str | None:
        """The channel id; None for somebody without a Slack user or whom Slack will not let us reach. Raises `NotNow`
        where the next attempt may be luckier."""
        if person.slack_id is None:
            return None
        with self._lock:
            if person.slack_id in self._known:
                return self._known[person.slack_id]
        opened = self._messenger.open_dm(person.slack_id)
        if isinstance(opened, Unknown) or (isinstance(opened, Rejected) and verdict_on(opened.code) in PASSING):
            raise NotNow(f"No direct message with {person.id} just now: {opened}")
        if not isinstance(opened, Sent) or not opened.channel:
            log.warning("No direct message with %s: %s", person.id, opened)
            return None
        with self._lock:
            return self._known.setdefault(person.slack_id, opened.channel)


def composers(store: Store, messenger: Messenger, clock: Clock) -> Mapping[str, Composer]:
    """The composer of every kind of delivery but forecasts and firedrills, which have rooms of their own."""
    direct = DirectMessages(messenger)

    def to_person(load: Callable[[Tx, Delivery], Callable[[], Message]]) -> Composer:
        """`load` reads within a transaction; what it returns makes the message, pictures and all, after it."""

        def composer(delivery: Delivery) -> Composed | Dropped:
            with store.reading(delivery.workspace_id) as tx:
                person = tx.people.team().by_id.get(int(delivery.recipient))
                if person is None or not person.active:
                    return Dropped("The person has left.")
                compose = load(tx, delivery)
            channel = direct.of(person)
            return Composed(channel, compose()) if channel else UNREACHABLE

        return composer

    def nudge(tx: Tx, delivery: Delivery) -> Callable[[], Message]:
        view = nudge_view(tx, delivery, clock.now())
        return lambda: nudge_message(view)

    def a_parked(tx: Tx, delivery: Delivery) -> Callable[[], Message]:
        news = parked(tx, delivery)
        return lambda: parked_message(news)

    def win(delivery: Delivery) -> Composed | Dropped:
        with store.reading(delivery.workspace_id) as tx:
            view = win_view(tx, delivery)
            edits = delivery.payload.get("edits")
            posted = tx.deliveries.get(int(edits)) if edits else None
        if view is None:
            return Dropped("The deal is gone.")
        if posted is not None and not posted.is_settled:
            raise NotNow("The win itself is not settled yet; it may stand there already.")
        if edits and (posted is None or not posted.ts or not posted.channel):
            return Dropped("The win was never posted.")
        ts = posted.ts if posted else None
        channel = posted.channel if posted and posted.channel else delivery.recipient
        return Composed(channel, win_message(view), edits=ts)

    to_people = {NUDGE: to_person(nudge), PARKED: to_person(a_parked)}
    return {REPLY: reply, WIN: win, WIN_EDIT: win, **to_people}


def reply(delivery: Delivery) -> Composed:
    """The answer to a message: composed when it was understood, kept with the row."""
    payload = delivery.payload
    message = Message(str(payload["text"]), tuple(payload["blocks"]), tuple(payload.get("plainer", ())))
    return Composed(delivery.recipient, message, thread_ts=payload.get("thread_ts"))
