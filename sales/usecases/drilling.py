"""The firedrill: called, joined, answered deal by deal, called off. Whatever is sent about it is a delivery that is
enqueued with what made it true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sales.deal import Deal, Via
from sales.delivery import Delivery
from sales.errors import Invalid, NotAllowed, NotFound
from sales.firedrill import UNSEEN, Doubt, Drill, DrillDeal, doubts_about, is_past_due
from sales.forecast import OPEN
from sales.people import Person, Role, Team
from sales.period import local_date
from sales.usecases.actors import Actor
from sales.usecases.attention import attention_of
from sales.usecases.changing import carry_out, entry_for
from sales.usecases.drill_progress import (
    FINAL,
    FIREDRILL,
    ask,
    close_questions,
    end_in,
    running_about,
    show_progress,
    slot_of,
    watching,
)
from sales.usecases.drill_words import demand
from sales.usecases.nudging import confirmed
from sales.usecases.ports import Store, Tx

STILL_RIGHT = "still right"
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
        for overdue in [one for one in tx.drills.all_running() if one.is_over(now)]:
            end_in(tx, overdue, now)
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
        raise Invalid("Nobody reports to you, and no single person leads everybody. Ask a team's manager.")
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
    owners = dict.fromkeys(deal.owner_id for deal in deals if deal.doubts and deal.deal_id not in asked)
    return ask(tx, drill, owners, now)


def answer_drill(store: Store, actor: Actor, drill_id: int, deal_ids: Sequence[int] | None, now: datetime) -> None:
    """ "Still right" to these deals of the actor's (None: to all that are open, but for those whose close date has
    passed, which cannot be right), in one entry. What is answered already stays as it is; what comes after the final
    counts for the deal. Raises a `SalesError` where a deal is not theirs."""
    with store.writing(actor.workspace_id) as tx:
        drill, mine = _own(tx, actor, drill_id)
        wanted = set(mine) if deal_ids is None else set(deal_ids)
        if not wanted <= mine.keys():
            raise NotFound("That deal is not in this firedrill, or is somebody else's.")
        fresh = [i for i in mine if i in wanted and not mine[i].is_settled(drill) and not mine[i].is_late(drill, now)]
        if deal_ids is None:
            deals, zone = tx.deals.many(fresh), actor.person.timezone
            fresh = [i for i in fresh if i in deals and not is_past_due(deals[i], now, zone)]
        if fresh:
            _answered(tx, actor, fresh, STILL_RIGHT, now)
            wishes = [confirmed(deal_id) for deal_id in fresh]
            carry_out(tx, actor, wishes, entry_for(actor, now, Via.NUDGE), now)


def answered_by_form(store: Store, actor: Actor, drill_id: int, deal_id: int, answer: str, now: datetime) -> None:
    """Notes that one of the actor's deals was dealt with in a form that has saved it."""
    with store.writing(actor.workspace_id) as tx:
        _, mine = _own(tx, actor, drill_id)
        if deal_id in mine:
            for one in _answered(tx, actor, [deal_id], answer, now):
                show_progress(tx, one, now)


def looked(store: Store, actor: Actor, drill_id: int, now: datetime) -> None:
    """Notes a click that changes nothing yet: a form is opened, and the time in it is time spent."""
    with store.writing(actor.workspace_id) as tx:
        drill, _ = _own(tx, actor, drill_id)
        if not drill.is_over(now):
            tx.drills.click(drill_id, actor.person.id, now)


def _own(tx: Tx, actor: Actor, drill_id: int) -> tuple[Drill, dict[int, DrillDeal]]:
    drill = tx.drills.get(drill_id)
    mine = {deal.deal_id: deal for deal in tx.drills.deals(drill_id, actor.person.id) if deal.doubts}
    if drill is None or not mine:
        raise NotFound("That firedrill did not ask you anything.")
    return drill, mine


def _answered(tx: Tx, actor: Actor, deal_ids: Sequence[int], answer: str, now: datetime) -> list[Drill]:
    """Every drill about these deals whose deadline is to come has its answer, and the click that gave it; returns them.
    Later clicks are no part of what a drill took."""
    about = running_about(tx, deal_ids, now)
    tx.drills.answer([one.id for one in about], deal_ids, answer)
    for one in about:
        tx.drills.click(one.id, actor.person.id, now)
    return about


def call_off(store: Store, actor: Actor, drill_id: int, now: datetime) -> Drill:
    """The actor no longer needs it. If nobody else waits for it either, it is over, and who was asked is told so where
    they were asked. One that is over already cannot be called off, and stays as it is. Raises `NotFound` for a drill
    the actor did not call or join."""
    with store.writing(actor.workspace_id) as tx:
        drill = tx.drills.hold(drill_id)
        mine = tx.deliveries.find(FIREDRILL, str(actor.person.id), slot_of(drill)) if drill else None
        if drill is None or mine is None:
            raise NotFound("You have not called that firedrill.")
        if drill.is_over(now):
            return drill
        tx.deliveries.save_payload(mine.id, {**mine.payload, "left": True})
        if watching(tx, drill):
            return drill
        tx.drills.end(drill.id, now)
        tx.audit("firedrill.called_off", slot_of(drill), actor.person.id, now)
        ended = replace(drill, ended_at=now)
        close_questions(tx, ended, "called off", now)
        return ended
