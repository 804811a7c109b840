"""The nudge: planned with the deals that need their owner, shown as they stand now, and answered deal by deal until
none is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sales.deal import Deal, Field, Value, Via
from sales.delivery import Delivery
from sales.errors import NotAllowed, NotFound
from sales.money import Money, totals
from sales.nudges import SHOWN, UNANSWERED_REMINDERS, Tone, nudge_for, proposes_lost, unmuted
from sales.people import Person
from sales.period import local_date
from sales.process import Process
from sales.stalls import Attention, Concern
from sales.usecases.actors import Actor
from sales.usecases.attention import attention_of, unasked
from sales.usecases.calling import CallDue, call_is_due
from sales.usecases.changing import Saved, Wish, carry_out, entry_for
from sales.usecases.ports import Store, Tx
from sales.workspace import Schedule, ScheduleKind, default_schedule

NUDGE = ScheduleKind.NUDGE.value
STILL_RIGHT = "still right"
"""The answer that leaves everything as it is."""
LAST_WEEK = timedelta(days=8)
"""Within it lies the last of reminders that come once a week."""


@dataclass(frozen=True, slots=True)
class NudgeLine:
    """One deal of a nudge as it stands: what is the matter (None: nothing any more), and how it was answered ("" while
    it was not)."""

    deal: Deal
    attention: Attention | None
    answer: str
    propose_lost: bool
    handed_on: bool = False

    @property
    def settled(self) -> bool:
        """Answered, in order by now, closed or somebody else's. A close date that has passed is no less past for a call
        that was logged: only a new one settles that, or the owner's word that it is still right."""
        if self.attention is None or self.handed_on or not self.deal.is_open:
            return True
        return bool(self.answer) and (self.answer == STILL_RIGHT or not self.past_due)

    @property
    def past_due(self) -> bool:
        """Whether it is its owner's still, open, and its close date has passed."""
        concerns = self.attention.concerns if self.attention is not None else ()
        return Concern.PAST_DUE in concerns and not self.handed_on and self.deal.is_open


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeView:
    """A nudge as it is to be shown now. `at_stake` are the open amounts of what is left, one per currency; `call` is
    the call that is due and not made."""

    delivery_id: int
    person: Person
    lines: tuple[NudgeLine, ...]
    process: Process
    sparing: bool
    as_of: datetime
    call: CallDue | None = None

    @property
    def left(self) -> tuple[NudgeLine, ...]:
        return tuple(line for line in self.lines if not line.settled)

    @property
    def at_stake(self) -> tuple[Money, ...]:
        return totals(line.deal.amount for line in self.left)


def plan_nudge(
    tx: Tx, schedule: Schedule, concerns: Iterable[Attention], previous: Delivery | None, now: datetime
) -> dict[str, Any] | None:
    """The payload of a person's nudge for today by their schedule, or None if nothing needs them, with how long nothing
    has been answered, by their `previous` one."""
    person = tx.people.team()[schedule.person_id]
    today = local_date(now, person.timezone)
    silent_since, reminders = _silence(previous)
    streak = (today - silent_since).days if silent_since and reminders >= UNANSWERED_REMINDERS else 0
    nudge = nudge_for(person, concerns, schedule, now, tx.workspace.exchange(), streak)
    call = {"call": True} if call_is_due(tx, person, now) else {}
    if nudge is None:
        since = silent_since.isoformat() if silent_since else None
        return {"deals": [], "answers": {}, "silent_since": since, "reminders": reminders, **call} if call else None
    return {
        "deals": [item.attention.deal.id for item in nudge.items],
        "answers": {},
        "silent_since": (silent_since or today).isoformat(),
        "reminders": reminders + 1,
        "sparing": nudge.tone is Tone.SPARING,
        "coach": nudge.coach_manager,
        "shown": SHOWN,
        **call,
    }


def unanswering(tx: Tx, as_of: datetime) -> frozenset[int]:
    """The ids of those whose last reminder says that none was answered for two weeks, and who have not answered it
    either: what helps them is a question of their manager's, not another reminder. One query."""
    latest = {sent.recipient: sent.payload for sent in tx.deliveries.sent_between(NUDGE, as_of - LAST_WEEK, as_of)}
    return frozenset(int(who) for who, said in latest.items() if said.get("coach") and not said.get("answers"))


def _silence(previous: Delivery | None) -> tuple[date | None, int]:
    """Since when nothing has been answered, and how many reminders that were, by the last one."""
    if previous is None or previous.payload.get("answers") or not previous.payload.get("silent_since"):
        return None, 0
    return date.fromisoformat(str(previous.payload["silent_since"])), int(previous.payload.get("reminders", 1))


def unanswered(delivery: Delivery) -> list[int]:
    """The ids of the deals of a nudge that were left without an answer."""
    answers = delivery.payload.get("answers", {})
    return [int(deal_id) for deal_id in delivery.payload.get("deals", ()) if str(deal_id) not in answers]


def nudge_view(tx: Tx, delivery: Delivery, now: datetime) -> NudgeView:
    """The nudge of a delivery as it stands now. A deal that is gone or belongs to somebody else is left out."""
    person = tx.people.team()[int(delivery.recipient)]
    ids = [int(deal_id) for deal_id in delivery.payload.get("deals", ())]
    answers: Mapping[str, str] = delivery.payload.get("answers", {})
    deals = tx.deals.many(ids)
    mine = [deals[i] for i in ids if i in deals and (deals[i].owner_id == person.id or str(i) in answers)]
    schedule = tx.people.schedules(ScheduleKind.NUDGE).get(person.id) or default_schedule(person.id, ScheduleKind.NUDGE)
    found = unasked(tx, attention_of(tx, [deal for deal in mine if deal.is_open], now).values(), now)
    watched = {one.deal.id: heard for one in found if (heard := unmuted(one, schedule.muted)) is not None}
    lines = tuple(
        NudgeLine(
            deal,
            concern,
            answers.get(str(deal.id), ""),
            propose_lost=concern is not None and proposes_lost(concern),
            handed_on=deal.owner_id != person.id,
        )
        for deal in mine
        for concern in [watched.get(deal.id)]
    )
    return NudgeView(
        delivery_id=delivery.id,
        person=person,
        lines=lines,
        process=tx.process,
        sparing=bool(delivery.payload.get("sparing")),
        as_of=now,
        call=call_is_due(tx, person, now) if delivery.payload.get("call") else None,
    )


def answer_nudge(
    store: Store, actor: Actor, delivery_id: int, wish: Wish, answer: str, now: datetime
) -> tuple[Saved | None, NudgeView]:
    """Carries out what the owner wants of one deal of their nudge and ticks it off, in one transaction. A deal that is
    ticked off already stays as it is: a second click on the same button says nothing new. Raises a `SalesError` where
    the nudge or the deal is not the actor's to answer."""
    with store.writing(actor.workspace_id) as tx:
        if wish.deal_id is not None:
            tx.deals.hold([wish.deal_id])
        delivery = _own(tx, actor, delivery_id)
        if str(wish.deal_id) in delivery.payload.get("answers", {}):
            view = nudge_view(tx, delivery, now)
            if wish.deal_id not in {line.deal.id for line in view.left}:
                return None, view
        saved = carry_out(tx, actor, [wish], entry_for(actor, now, Via.NUDGE), now)
        return saved, _ticked(tx, delivery, wish.deal_id or 0, answer, now)


def tick_off(store: Store, actor: Actor, delivery_id: int, deal_id: int, answer: str, now: datetime) -> NudgeView:
    """Marks one deal of the nudge as answered by something saved elsewhere (a form)."""
    with store.writing(actor.workspace_id) as tx:
        return _ticked(tx, _own(tx, actor, delivery_id), deal_id, answer, now)


def untick(tx: Tx, person_id: int, deals: Iterable[Deal], now: datetime) -> Delivery | None:
    """After an undo of what was done to these deals: the person's latest nudge, if it had one of them ticked off that
    nobody has touched since it was sent; now it asks about that again."""
    nudge = tx.deliveries.latest_sent(NUDGE, [str(person_id)]).get(str(person_id))
    answers: Mapping[str, str] = nudge.payload.get("answers", {}) if nudge is not None else {}
    idle = (d for d in deals if nudge and d.is_open and (d.touched_at is None or d.touched_at <= nudge.due_at))
    again = {str(deal.id) for deal in idle} & answers.keys()
    if nudge is None or not again:
        return None
    left = {deal_id: answer for deal_id, answer in answers.items() if deal_id not in again}
    tx.deliveries.save_payload(nudge.id, {**nudge.payload, "answers": left})
    return nudge


def see_nudge(store: Store, actor: Actor, delivery_id: int, now: datetime) -> NudgeView:
    """The nudge as it stands, for the person it was sent to."""
    with store.reading(actor.workspace_id) as tx:
        return nudge_view(tx, _own(tx, actor, delivery_id), now)


def confirmed(deal_id: int) -> Wish:
    """The wish behind "Still right": nothing changes but that somebody looked."""
    fields: dict[Field, Value] = {Field.CONFIRMED: None}
    return Wish(deal_id=deal_id, fields=fields)


def _own(tx: Tx, actor: Actor, delivery_id: int) -> Delivery:
    delivery = tx.deliveries.get(delivery_id)
    if delivery is None or delivery.kind != NUDGE:
        raise NotFound("That reminder is not there any more.")
    if delivery.recipient != str(actor.person.id):
        raise NotAllowed("That reminder was sent to somebody else.")
    return delivery


def _ticked(tx: Tx, delivery: Delivery, deal_id: int, answer: str, now: datetime) -> NudgeView:
    payload = {**delivery.payload, "answers": {**delivery.payload.get("answers", {}), str(deal_id): answer}}
    tx.deliveries.save_payload(delivery.id, payload)
    fresh = tx.deliveries.get(delivery.id)
    return nudge_view(tx, fresh or delivery, now)
