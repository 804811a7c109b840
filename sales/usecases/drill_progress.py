"""What was posted about firedrills, shown anew: as answers come, and when one is over. Knows their deliveries; neither
who may answer what, nor what a message looks like."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import UTC, datetime

from sales.delivery import Delivery
from sales.firedrill import Drill, ask_at
from sales.process import Outcome
from sales.usecases.ports import Store, Tx

FIREDRILL, ASK, FINAL, EDIT = "firedrill", "firedrill_ask", "firedrill_final", "firedrill_edit"
ELSEWHERE = "updated"
BETWEEN_EDITS = 10
"""Seconds: progress is shown anew at most that often."""


def slot_of(drill: Drill) -> str:
    """The slot of everything that is sent about one firedrill."""
    return f"drill {drill.id}"


def watching(tx: Tx, drill: Drill) -> list[Delivery]:
    """The messages of all who wait for the final."""
    return [row for row in tx.deliveries.with_slot(FIREDRILL, slot_of(drill)) if not row.payload.get("left")]


def running_about(tx: Tx, deal_ids: Collection[int], now: datetime) -> list[Drill]:
    """The drills that these deals can still be answered for: their deadline is to come."""
    return [drill for drill in tx.drills.running_about(deal_ids) if not drill.is_over(now)]


def show_moved(tx: Tx, deal_ids: Collection[int], now: datetime) -> None:
    """Whoever has changed or confirmed one of these deals, in whatever way, has answered: those who wait for the final
    see it soon, and so do those who were asked."""
    for drill in running_about(tx, deal_ids, now) if deal_ids else ():
        show_progress(tx, drill, now)
        owners = {str(deal.owner_id) for deal in tx.drills.deals(drill.id, among=deal_ids) if deal.doubts}
        asks = (ask for ask in tx.deliveries.with_slot(ASK, slot_of(drill)) if ask.recipient in owners)
        _edit_soon(tx, asks, f"{slot_of(drill)} asked", now)


def take_back_answers(tx: Tx, deal_ids: Collection[int], now: datetime) -> None:
    """After an undo of what was done to these deals: an answer is none any more where the deal stands as it did when
    the drill was called, untouched since."""
    for drill in running_about(tx, deal_ids, now) if deal_ids else ():
        deals = tx.drills.deals(drill.id, among=deal_ids)
        again = [one.deal_id for one in deals if one.answer and one.is_open and not one.touched_after(drill.called_at)]
        if again:
            tx.drills.answer([drill.id], again, "")


def show_progress(tx: Tx, drill: Drill, now: datetime) -> None:
    """To all who wait for the final."""
    _edit_soon(tx, watching(tx, drill), slot_of(drill), now)


def _edit_soon(tx: Tx, posted: Iterable[Delivery], slot: str, now: datetime) -> None:
    """One edit now, or, if there was one in these ten seconds, one when they are over."""
    window = math.floor(now.timestamp() / BETWEEN_EDITS)
    later = datetime.fromtimestamp((window + 1) * BETWEEN_EDITS, UTC)
    for row in posted:
        edit = _edit(row, f"{slot} at {window}", now)
        if tx.deliveries.enqueue(edit) is None:
            tx.deliveries.enqueue(replace(edit, slot=f"{slot} at {window + 1}", due_at=later))


def _edit(row: Delivery, slot: str, due_at: datetime) -> Delivery:
    return Delivery(kind=EDIT, recipient=row.recipient, slot=slot, due_at=due_at, payload={"edits": row.id})


def end_when_due(store: Store, workspace_id: int, drill_id: int, now: datetime) -> None:
    """Ends a drill whose deadline has passed, before its final is told."""
    with store.writing(workspace_id) as tx:
        drill = tx.drills.get(drill_id)
        if drill is not None:
            end_in(tx, drill, now)


def end_in(tx: Tx, drill: Drill, now: datetime) -> None:
    """The same, in a transaction of the caller's: what was settled by the deadline is noted as such for good, and
    whatever was posted about it is closed, in place. Nothing, where it is not over or has ended already."""
    held = tx.drills.hold(drill.id)
    if held is None or held.ended_at is not None or not held.is_over(now):
        return
    doubtful = [deal for deal in tx.drills.deals(held.id) if deal.doubts]
    elsewhere = [deal.deal_id for deal in doubtful if deal.is_settled(held) and not deal.answer]
    present = tx.deals.many(elsewhere)
    for deal_id in elsewhere:
        deal = present.get(deal_id)
        how = ELSEWHERE if deal is None or deal.outcome is Outcome.OPEN else deal.outcome.value
        tx.drills.answer([held.id], [deal_id], how)
    tx.drills.end(held.id, held.deadline)
    tx.deliveries.enqueue_all([_edit(row, f"{slot_of(held)} over", now) for row in watching(tx, held)])
    close_questions(tx, held, "over", now)


def close_questions(tx: Tx, drill: Drill, why: str, now: datetime) -> None:
    """Whoever was asked reads that it is over, where they were asked. A question that another drill has not repeated,
    because this one had asked it, is asked for that one now."""
    asks = tx.deliveries.with_slot(ASK, slot_of(drill))
    tx.deliveries.enqueue_all([_edit(ask, f"{slot_of(drill)} asked {why}", now) for ask in asks])
    left = {deal.deal_id for deal in tx.drills.deals(drill.id) if deal.doubts and not deal.answer}
    for other in running_about(tx, left, now):
        still = (deal for deal in tx.drills.deals(other.id, among=left) if deal.doubts and not deal.is_settled(other))
        ask(tx, other, dict.fromkeys(deal.owner_id for deal in still), now)


def ask(tx: Tx, drill: Drill, owner_ids: Iterable[int], now: datetime) -> tuple[int, ...]:
    """One question for each of these owners whom one may ask before the deadline, and who was not asked yet. Returns
    the ids of those who can be asked."""
    team, slot = tx.people.team(), slot_of(drill)
    known = tx.deliveries.known(ASK, [slot])
    mine = (owner for owner in owner_ids if team[owner].slack_id and (str(owner), slot) not in known)
    due = {owner: ask_at(team[owner], now, drill.deadline) for owner in mine}
    payload = {"drill": drill.id}
    tx.deliveries.enqueue_all(
        [
            Delivery(kind=ASK, recipient=str(owner), slot=slot, due_at=due_at, payload=payload)
            for owner, due_at in due.items()
            if due_at is not None
        ]
    )
    return tuple(owner for owner, due_at in due.items() if due_at is not None)
