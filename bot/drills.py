"""From the deliveries of a firedrill to its messages: the forecast and its progress, the questions, the final with its
workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.blocks.firedrill import drill_message
from bot.blocks.firedrill_ask import ask_message
from bot.blocks.firedrill_final import final_message
from bot.blocks.kit import Message
from bot.messenger import Messenger
from bot.recipients import GONE, UNREACHABLE, WITHHELD, direct_message, may_see, recipient_of
from bot.sender import Composed, Composer, Dropped, NotNow
from bot.workbooks import BookMaker, BookOrder, send_book
from sales.delivery import Delivery, DeliveryState
from sales.firedrill import Drill
from sales.people import Person
from sales.usecases.drill_progress import ASK, EDIT, FINAL, FIREDRILL, end_when_due, slot_of
from sales.usecases.drill_views import ask_view, drill_view, final_view
from sales.usecases.ports import Clock, Store, Tx

DRILL_KINDS = frozenset({FIREDRILL, ASK, FINAL, EDIT})


def drill_composers(store: Store, messenger: Messenger, clock: Clock, make_book: BookMaker) -> Mapping[str, Composer]:
    """The composer of every kind of delivery that a firedrill has."""
    drills = _Drills(store, messenger, clock, make_book)
    return {FIREDRILL: drills.watched, ASK: drills.asked, EDIT: drills.edited, FINAL: drills.final}


@dataclass(frozen=True, slots=True)
class _Drills:
    store: Store
    messenger: Messenger
    clock: Clock
    make_book: BookMaker

    def watched(self, delivery: Delivery) -> Composed | Dropped:
        """To who called or joined it: the forecast, and how far the answers are."""
        with self.store.reading(delivery.workspace_id) as tx:
            found = _drill_and_reader(tx, delivery)
            if isinstance(found, Dropped):
                return found
            drill, reader = found
            message = drill_message(drill_view(tx, drill, reader, self.clock.now()))
        return self._to(reader, message)

    def asked(self, delivery: Delivery) -> Composed | Dropped:
        """To an owner: their doubtful deals, as long as there is something to answer."""
        now = self.clock.now()
        with self.store.reading(delivery.workspace_id) as tx:
            found = _drill_and_reader(tx, delivery)
            if isinstance(found, Dropped):
                return found
            drill, owner = found
            view = ask_view(tx, drill, owner, now)
        if drill.is_over(now) or not view.left:
            return Dropped("There is nothing to ask any more.")
        return self._to(owner, ask_message(view))

    def edited(self, delivery: Delivery) -> Composed | Dropped:
        """A message of ours anew, as things stand now."""
        with self.store.reading(delivery.workspace_id) as tx:
            posted = tx.deliveries.get(int(delivery.payload["edits"]))
            if posted is not None and posted.state is DeliveryState.PENDING and not posted.attempts:
                return Dropped("It was not sent yet: when it is, it shows how things stand then.")
            if posted is not None and not posted.is_settled:
                raise NotNow("What is to be edited is not settled yet; it may stand there already.")
            if posted is None or not posted.ts or not posted.channel:
                return Dropped("It was never posted.")
            found = _drill_and_reader(tx, posted)
            if isinstance(found, Dropped):
                return found
            drill, reader = found
            if posted.kind == ASK:
                message = ask_message(ask_view(tx, drill, reader, self.clock.now()))
            else:
                message = drill_message(drill_view(tx, drill, reader, self.clock.now()))
        return Composed(posted.channel, message, edits=posted.ts)

    def final(self, delivery: Delivery) -> Composed | Dropped:
        """To who still waits for it at the deadline, with the workbook ahead of it. The first one ends the drill."""
        end_when_due(self.store, delivery.workspace_id, int(delivery.payload["drill"]), self.clock.now())
        with self.store.reading(delivery.workspace_id) as tx:
            found = _drill_and_reader(tx, delivery)
            if isinstance(found, Dropped):
                return found
            drill, reader = found
            watching = tx.deliveries.find(FIREDRILL, delivery.recipient, slot_of(drill))
            if drill.was_called_off() or (watching is not None and watching.payload.get("left")):
                return Dropped("It was called off.")
            view = final_view(tx, drill, reader, self.clock.now())
        channel = direct_message(self.messenger, reader)
        if channel is None:
            return UNREACHABLE
        order = BookOrder(delivery.workspace_id, drill.subject_id, drill.period, drill.deadline)
        name = f"final {view.forecast.report.subject.name}"
        workbook = send_book(self.messenger, self.make_book, order, delivery, channel, name, reader)
        return Composed(channel, final_message(view, workbook=workbook))

    def _to(self, person: Person, message: Message) -> Composed | Dropped:
        channel = direct_message(self.messenger, person)
        return Composed(channel, message) if channel else UNREACHABLE


def _drill_and_reader(tx: Tx, delivery: Delivery) -> tuple[Drill, Person] | Dropped:
    """What the delivery is about and whom it is for. Whoever watches must still be somebody who may see the numbers;
    owners are asked about deals of their own."""
    drill, reader = tx.drills.get(int(delivery.payload["drill"])), recipient_of(tx, delivery)
    if drill is None or reader is None:
        return GONE
    if delivery.kind != ASK and not may_see(tx, reader, drill.subject_id):
        return WITHHELD
    return drill, reader
