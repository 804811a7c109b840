"""The firedrill: called, joined, answered deal by deal, called off. Whatever is sent about it is a delivery that is
enqueued with what made it true."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sales.deal import Deal, Via
from sales.delivery import Delivery
from sales.errors import Invalid, NotAllowed, NotFound
from sales.firedrill import UNSEEN, Doubt, Drill, DrillDeal, ask_at, doubts_about
from sales.forecast import OPEN
from sales.people import Person, Role, Team
from sales.period import local_date
from sales.usecases.actors import Actor
from sales.usecases.attention import attention_of
from sales.usecases.changing import carry_out, entry_for
from sales.usecases.drill_words import demand
from sales.usecases.nudging import confirmed
from sales.usecases.ports import Store, Tx

FIREDRILL, ASK, FINAL, EDIT = "firedrill", "firedrill_ask", "firedrill_final", "firedrill_edit"
STILL_RIGHT, ELSEWHERE = "still right", "updated"
BETWEEN_EDITS = 10
"""Seconds: progress is shown anew at most that often."""
MOST_DEALS = 100_000
_LOOKED_BACK = timedelta(hours=48)
"""Confirmations of any owner's present day lie within it, whatever their zone."""


@dataclass(frozen=True, slots=True)
class Called:
    """A drill that is on. `delivery_id` is the caller's own message about it, `joined` says that somebody had called it
    before, `asked` are the ids of those who get a question."""

    drill: Drill
    delivery_id: int
    joined: bool
    asked: tuple[int, ...]


def call_firedrill(store: Store, actor: Actor, words: str, now: datetime) -> Called:
    """Calls a firedrill on the actor's subtree, or joins the one that is on for the same subtree and period; then its
    deadline holds. Raises `NotAllowed` for who leads nobody, `Invalid` for words without a time."""
    with store.reading(actor.workspace_id) as tx:
        workspace, subject = tx.workspace, _subject(tx.people.team(), actor.person)
        today = local_date(now, workspace.timezone)
        wanted = demand(words, workspace.calendar, today, now, actor.person.timezone)
        drill = Drill(
            subject_id=subject.id,
            by=actor.person.id,
            period=wanted.period,
            note=wanted.note,
            called_at=now,
            deadline=wanted.deadline,
        )
        running = tx.drills.running(subject.id, wanted.period)
        # Marking a hundred thousand deals takes a second in which nobody else should have to wait to write.
        deals = [] if running is not None and not running.is_over(now) else deals_of(tx, drill, now)
    with store.writing(actor.workspace_id) as tx:
        tx.drills.end_overdue(now)
        started = tx.drills.start(drill)
        if started is None:
            return _join(tx, drill, actor.person, now)
        tx.drills.add_deals(started.id, deals)
        delivery_id = _watch(tx, started, actor.person, now)
        detail = f"{subject.name}, {wanted.period.name}, by {wanted.deadline.isoformat()}"
        tx.audit("firedrill.called", detail, actor.person.id, now)
        return Called(started, delivery_id, False, _ask(tx, started, deals, now))


def _join(tx: Tx, drill: Drill, person: Person, now: datetime) -> Called:
    """The one that is on instead: whoever called it first set its deadline."""
    found = tx.drills.running(drill.subject_id, drill.period)
    running = tx.drills.hold(found.id) if found else None
    if running is None or running.ended_at is not None:
        raise Invalid("Somebody has just ended the firedrill that was on. Please try again.")
    return Called(running, _watch(tx, running, person, now), True, ())


def _subject(team: Team, person: Person) -> Person:
    """Whose subtree is meant: the actor's own; for an executive nobody reports to, everybody's, by whoever leads them
    all."""
    if not person.leads and person.id not in team.reports:
        raise NotAllowed(
            "Firedrills are for managers and executives: one costs everybody below them a click. "
            "Your own numbers are in /forecast, whenever you need them."
        )
    subject = whose(team, person)
    if subject is None:
        raise Invalid("Nobody reports to you, and no one person leads everybody. Ask one of those who lead a team.")
    return subject


def whose(team: Team, person: Person) -> Person | None:
    """Whose numbers a person means by theirs: their own, with everybody below them; for an executive nobody reports to
    those of the one who leads everybody, None if there is no such one."""
    if person.id in team.reports or person.role is not Role.EXECUTIVE:
        return person
    tops = [top for top in team.top if top.id in team.reports and top.active]
    return tops[0] if len(tops) == 1 else None


def deals_of(tx: Tx, drill: Drill, now: datetime) -> list[DrillDeal]:
    """Every open deal that counts in the drill's forecast, the largest first, with what is doubtful about it."""
    team, process = tx.people.team(), tx.process
    owners = team.subtree(drill.subject_id)
    mine = None if len(owners) == len(team) else owners
    found = tx.forecasts.deals(drill.period, mine, limit=MOST_DEALS, only_open=True)
    counting = [deal for deal in found if deal.forecast_category(process) in OPEN]
    awake = [replace(deal, snoozed_until=None) if deal.snoozed_until else deal for deal in counting]
    watched = attention_of(tx, awake, now)
    looks = tx.drills.looks(drill.period, mine, now - _LOOKED_BACK)

    def doubts(deal: Deal) -> tuple[Doubt, ...]:
        zone = team[deal.owner_id].timezone
        return doubts_about(deal, watched.get(deal.id), looks.get(deal.id, UNSEEN), now, zone)

    return [
        DrillDeal(deal_id=deal.id, owner_id=deal.owner_id, place=place, doubts=doubts(deal))
        for place, deal in enumerate(counting)
    ]


def slot_of(drill: Drill) -> str:
    return f"drill {drill.id}"


def _watch(tx: Tx, drill: Drill, person: Person, now: datetime) -> int:
    """The person gets the forecast now and the final at the deadline. Returns the id of the first; the one they have
    already, if they called before."""
    recipient, payload = str(person.id), {"drill": drill.id}
    row = Delivery(kind=FIREDRILL, recipient=recipient, slot=slot_of(drill), due_at=now, payload=payload)
    known = tx.deliveries.enqueue(row) or tx.deliveries.find(FIREDRILL, recipient, slot_of(drill))
    assert known is not None
    if known.payload.get("left"):
        tx.deliveries.save_payload(known.id, payload)
    tx.deliveries.enqueue(replace(row, kind=FINAL, due_at=drill.deadline))
    return known.id


def _ask(tx: Tx, drill: Drill, deals: Sequence[DrillDeal], now: datetime) -> tuple[int, ...]:
    """One question for each owner of doubtful deals whom one may ask before the deadline. What another drill has asked
    them already is not asked again: the answer counts for both."""
    others = [other for other in tx.drills.all_running() if other.id != drill.id]
    asked = {deal.deal_id for other in others for deal in tx.drills.deals(other.id) if deal.doubts}
    team = tx.people.team()
    owners = dict.fromkeys(deal.owner_id for deal in deals if deal.doubts and deal.deal_id not in asked)
    due = {owner: ask_at(team[owner], now, drill.deadline) for owner in owners if team[owner].slack_id}
    payload = {"drill": drill.id}
    tx.deliveries.enqueue_all(
        [
            Delivery(kind=ASK, recipient=str(owner), slot=slot_of(drill), due_at=due_at, payload=payload)
            for owner, due_at in due.items()
            if due_at is not None
        ]
    )
    return tuple(owner for owner, due_at in due.items() if due_at is not None)


def answer_drill(store: Store, actor: Actor, drill_id: int, deal_ids: Sequence[int] | None, now: datetime) -> None:
    """ "Still right" to these deals (None: to all that are open) of the actor's, in one entry. What is answered already
    stays as it is. Raises a `SalesError` where a deal is not theirs to answer."""
    with store.writing(actor.workspace_id) as tx:
        drill, mine = _own(tx, actor, drill_id)
        wanted = set(mine) if deal_ids is None else set(deal_ids)
        if not wanted <= mine.keys():
            raise NotFound("That deal is not in this firedrill, or is somebody else's.")
        fresh = [i for i in mine if i in wanted and not mine[i].settled_since(drill.called_at)]
        if fresh:
            wishes = [confirmed(deal_id) for deal_id in fresh]
            carry_out(tx, actor, wishes, entry_for(actor, now, Via.NUDGE), now)
            _answered(tx, drill, actor, fresh, STILL_RIGHT, now)


def answered_by_form(store: Store, actor: Actor, drill_id: int, deal_id: int, answer: str, now: datetime) -> None:
    """Notes that one of the actor's deals was dealt with in a form that has saved it."""
    with store.writing(actor.workspace_id) as tx:
        drill, mine = _own(tx, actor, drill_id)
        if deal_id in mine:
            _answered(tx, drill, actor, [deal_id], answer, now)


def looked(store: Store, actor: Actor, drill_id: int, now: datetime) -> None:
    """Notes a click that changes nothing yet: a form is opened, and the time in it is time spent."""
    with store.writing(actor.workspace_id) as tx:
        _own(tx, actor, drill_id)
        tx.drills.click(drill_id, actor.person.id, now)


def _own(tx: Tx, actor: Actor, drill_id: int) -> tuple[Drill, dict[int, DrillDeal]]:
    drill = tx.drills.get(drill_id)
    mine = {deal.deal_id: deal for deal in tx.drills.deals(drill_id, actor.person.id) if deal.doubts}
    if drill is None or not mine:
        raise NotFound("That firedrill asked nothing of you.")
    return drill, mine


def _answered(tx: Tx, drill: Drill, actor: Actor, deal_ids: Sequence[int], answer: str, now: datetime) -> None:
    """Every running drill about these deals has its answer, and everybody who watches one sees it soon."""
    about = tx.drills.running_about(deal_ids)
    tx.drills.answer(deal_ids, answer)
    tx.drills.click(drill.id, actor.person.id, now)
    for one in about:
        if not one.is_over(now):
            _show_progress(tx, one, now)


def _show_progress(tx: Tx, drill: Drill, now: datetime) -> None:
    """One edit now, or, if there was one in these ten seconds, one when they are over."""
    window = math.floor(now.timestamp() / BETWEEN_EDITS)
    later = datetime.fromtimestamp((window + 1) * BETWEEN_EDITS, UTC)
    for posted in watching(tx, drill):
        edit = Delivery(
            kind=EDIT,
            recipient=posted.recipient,
            slot=f"{slot_of(drill)} at {window}",
            due_at=now,
            payload={"edits": posted.id},
        )
        if tx.deliveries.enqueue(edit) is None:
            tx.deliveries.enqueue(replace(edit, slot=f"{slot_of(drill)} at {window + 1}", due_at=later))


def watching(tx: Tx, drill: Drill) -> list[Delivery]:
    """The messages of all who wait for the final."""
    return [row for row in tx.deliveries.with_slot(FIREDRILL, slot_of(drill)) if not row.payload.get("left")]


def call_off(store: Store, actor: Actor, drill_id: int, now: datetime) -> Drill:
    """The actor no longer needs it. If nobody else waits for it either, it is over, and who was asked is told so where
    they were asked. Raises `NotFound` for a drill the actor did not call or join."""
    with store.writing(actor.workspace_id) as tx:
        drill = tx.drills.hold(drill_id)
        mine = tx.deliveries.find(FIREDRILL, str(actor.person.id), slot_of(drill)) if drill else None
        if drill is None or mine is None:
            raise NotFound("You have called no such firedrill.")
        tx.deliveries.save_payload(mine.id, {**mine.payload, "left": True})
        if drill.is_over(now) or watching(tx, drill):
            return drill
        tx.drills.end(drill.id, now)
        tx.audit("firedrill.called_off", slot_of(drill), actor.person.id, now)
        for ask in tx.deliveries.with_slot(ASK, slot_of(drill)):
            slot, payload = f"{slot_of(drill)} called off", {"edits": ask.id}
            tx.deliveries.enqueue(Delivery(kind=EDIT, recipient=ask.recipient, slot=slot, due_at=now, payload=payload))
        return replace(drill, ended_at=now)
