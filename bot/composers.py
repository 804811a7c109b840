"""From a delivery's row to the message it stands for, one composer per kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.blocks.kit import Message, message_kept
from bot.blocks.nudge import nudge_message
from bot.blocks.parked import parked_message
from bot.blocks.reassigned import reassigned_message
from bot.blocks.welcome import welcome_message
from bot.blocks.win import win_message
from bot.messenger import Messenger
from bot.recipients import GONE, UNREACHABLE, direct_message, recipient_of
from bot.sender import Composed, Composer, Dropped, NotNow
from sales.delivery import Delivery
from sales.usecases.actors import WELCOME
from sales.usecases.celebrating import WIN, WIN_EDIT, win_view
from sales.usecases.hearing import ANSWER, REPLY
from sales.usecases.nudging import nudge_view
from sales.usecases.parking import PARKED, parked
from sales.usecases.ports import Clock, Store, Tx
from sales.usecases.reassigning import REASSIGNED, reassigned
from sales.usecases.reminded import NUDGE_EDIT
from sales.usecases.scheduling import NUDGE

REPEATED = frozenset({NUDGE, NUDGE_EDIT, REPLY, ANSWER, WIN_EDIT, PARKED, REASSIGNED, WELCOME})
"""Kinds that are posted again when nobody can tell whether they arrived; a digest is not."""


def composers(store: Store, messenger: Messenger, clock: Clock) -> Mapping[str, Composer]:
    """The composer of every kind of delivery but forecasts and firedrills, which have rooms of their own."""

    def to_person(load: Callable[[Tx, Delivery], Callable[[], Message] | None]) -> Composer:
        """`load` reads within a transaction; what it returns makes the message, pictures and all, after it. None: what
        there was to say is no longer so."""

        def composer(delivery: Delivery) -> Composed | Dropped:
            with store.reading(delivery.workspace_id) as tx:
                person = recipient_of(tx, delivery)
                if person is None:
                    return GONE
                compose = load(tx, delivery)
            if compose is None:
                return Dropped("It is no longer so.")
            channel = direct_message(messenger, person)
            return Composed(channel, compose()) if channel else UNREACHABLE

        return composer

    def nudge(tx: Tx, delivery: Delivery) -> Callable[[], Message]:
        view = nudge_view(tx, delivery, clock.now())
        return lambda: nudge_message(view)

    def a_parked(tx: Tx, delivery: Delivery) -> Callable[[], Message]:
        news = parked(tx, delivery)
        return lambda: parked_message(news)

    def a_handed(tx: Tx, delivery: Delivery) -> Callable[[], Message] | None:
        view = reassigned(tx, delivery)
        return None if view is None else lambda: reassigned_message(view)

    def a_welcome(tx: Tx, delivery: Delivery) -> Callable[[], Message]:
        name = tx.people.team()[int(delivery.recipient)].first_name
        return lambda: welcome_message(name)

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

    def nudge_again(delivery: Delivery) -> Composed | Dropped:
        """A reminder as it stands now, in its place."""
        with store.reading(delivery.workspace_id) as tx:
            posted = tx.deliveries.get(int(delivery.payload["edits"]))
            if posted is None or not posted.ts or not posted.channel:
                return Dropped("It was never posted.")
            view = nudge_view(tx, posted, clock.now())
        return Composed(posted.channel, nudge_message(view), edits=posted.ts)

    def late_answer(_tx: Tx, delivery: Delivery) -> Callable[[], Message]:
        return lambda: message_kept(delivery.payload)

    to_people = {NUDGE: nudge, PARKED: a_parked, REASSIGNED: a_handed, WELCOME: a_welcome, ANSWER: late_answer}
    personal = {kind: to_person(load) for kind, load in to_people.items()}
    return {REPLY: reply, WIN: win, WIN_EDIT: win, NUDGE_EDIT: nudge_again, **personal}


def reply(delivery: Delivery) -> Composed:
    """The answer to a message: composed when it was understood, kept with the row."""
    payload = delivery.payload
    return Composed(delivery.recipient, message_kept(payload), thread_ts=payload.get("thread_ts"))
