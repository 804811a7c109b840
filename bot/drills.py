"""From the deliveries of a firedrill to its messages: the forecast and its progress, the questions, the final with its
workbook."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.blocks import kit
from bot.blocks.firedrill import ask_message, drill_message, final_message
from bot.blocks.kit import Message
from bot.child import TookTooLong
from bot.composers import UNREACHABLE, DirectMessages, NotNow
from bot.messenger import Messenger, Sent
from bot.sender import Composed, Composer, Dropped
from sales.delivery import Delivery
from sales.firedrill import Drill
from sales.people import Person
from sales.period import Period
from sales.usecases.drill_views import ask_view, drill_view, final_view
from sales.usecases.drilling import ASK, EDIT, FINAL, FIREDRILL, slot_of
from sales.usecases.ports import Clock, Store, Tx

log = logging.getLogger(__name__)
DRILL_KINDS = frozenset({FIREDRILL, ASK, FINAL, EDIT})
GONE = "The person has left."


@dataclass(frozen=True, slots=True)
class BookOrder:
    """Which workbook is wanted: whose subtree, which period, as of when."""

    workspace_id: int
    subject_id: int
    period: Period
    as_of: datetime


BookMaker = Callable[[BookOrder, Callable[[str], None]], bytes]
"""Writes a workbook, and says now and then how far it has come. Raises `OSError` or `TookTooLong` where it cannot."""


def drill_composers(store: Store, messenger: Messenger, clock: Clock, make_book: BookMaker) -> Mapping[str, Composer]:
    """The composer of every kind of delivery that a firedrill has."""
    direct = DirectMessages(messenger)

    def composer(load: Callable[[Tx, Drill, Person], Message | Dropped]) -> Composer:
        def compose(delivery: Delivery) -> Composed | Dropped:
            with store.reading(delivery.workspace_id) as tx:
                found = _drill_and_person(tx, delivery)
                if found is None:
                    return Dropped(GONE)
                message = load(tx, *found)
            channel = direct.of(found[1])
            if isinstance(message, Dropped):
                return message
            return Composed(channel, message) if channel else UNREACHABLE

        return compose

    def watched(tx: Tx, drill: Drill, person: Person) -> Message | Dropped:
        return drill_message(drill_view(tx, drill, person, clock.now()))

    def asked(tx: Tx, drill: Drill, person: Person) -> Message | Dropped:
        view = ask_view(tx, drill, person, clock.now())
        if drill.is_over(clock.now()) or not view.left:
            return Dropped("There is nothing to ask any more.")
        return ask_message(view)

    def edit(delivery: Delivery) -> Composed | Dropped:
        """Shows a message of ours anew, as things stand now."""
        with store.reading(delivery.workspace_id) as tx:
            posted = tx.deliveries.get(int(delivery.payload["edits"]))
            found = _drill_and_person(tx, posted) if posted else None
            if posted is not None and not posted.is_settled:
                raise NotNow("What is to be edited is not settled yet; it may stand there already.")
            if posted is None or found is None or not posted.ts or not posted.channel:
                return Dropped("It was never posted, or there is nobody to read it.")
            drill, person = found
            if posted.kind == ASK:
                message = ask_message(ask_view(tx, drill, person, clock.now()))
            else:
                message = drill_message(drill_view(tx, drill, person, clock.now()))
        return Composed(posted.channel, message, edits=posted.ts)

    def final(delivery: Delivery) -> Composed | Dropped:
        with store.reading(delivery.workspace_id) as tx:
            found = _drill_and_person(tx, delivery)
            if found is None:
                return Dropped(GONE)
            drill, person = found
            mine = tx.deliveries.find(FIREDRILL, delivery.recipient, slot_of(drill))
            if drill.was_called_off() or (mine is not None and mine.payload.get("left")):
                return Dropped("It was called off.")
            view = final_view(tx, drill, person, clock.now())
        channel = direct.of(person)
        if channel is None:
            return UNREACHABLE
        order = BookOrder(delivery.workspace_id, drill.subject_id, drill.period, drill.deadline)
        name = f"final {view.forecast.report.subject.name}"
        workbook = send_book(messenger, make_book, order, delivery, channel, name, person)
        return Composed(channel, final_message(view, workbook=workbook))

    return {FIREDRILL: composer(watched), ASK: composer(asked), EDIT: edit, FINAL: final}


def _drill_and_person(tx: Tx, delivery: Delivery) -> tuple[Drill, Person] | None:
    drill = tx.drills.get(int(delivery.payload["drill"]))
    person = tx.people.team().by_id.get(int(delivery.recipient))
    return (drill, person) if drill is not None and person is not None and person.active else None


def send_book(
    messenger: Messenger,
    make_book: BookMaker,
    order: BookOrder,
    delivery: Delivery,
    channel: str,
    title: str,
    reader: Person,
) -> bool:
    """Sends the workbook ahead of a message, once: whoever takes an attempt over looks for it first. False where it
    could not be made or sent; a final then says so."""
    name = f"{title} {order.period.name} {order.as_of:%Y-%m-%d %H%M} UTC.xlsx"
    if delivery.attempts > 1 and messenger.has_file(channel, name, order.as_of):
        return True
    try:
        content = make_book(order, lambda _: None)
    except (OSError, TookTooLong) as problem:
        log.error("The workbook of %s could not be made: %s", delivery.key, problem)
        return False
    comment = f"The forecast as of {kit.moment(order.as_of, reader.timezone)}"
    sent = messenger.upload(name, content, title=name, channel=channel, comment=comment)
    if not isinstance(sent, Sent):
        log.error("The workbook of %s could not be sent: %s", delivery.key, sent)
    return isinstance(sent, Sent)
