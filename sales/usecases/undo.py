"""Undo: what an entry said no longer counts, its activities are hidden, and what it changed is put back as far as
nobody has changed it since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sales.deal import Deal, Entry, Via
from sales.delivery import Delivery
from sales.errors import NotAllowed, NotFound
from sales.process import Outcome
from sales.usecases import celebrating
from sales.usecases.actors import Actor
from sales.usecases.conversing import echo_of
from sales.usecases.drill_progress import show_moved, take_back_answers
from sales.usecases.nudging import untick
from sales.usecases.ports import Store, Tx
from sales.usecases.restoring import CannotUndo as CannotUndo
from sales.usecases.restoring import Kept as Kept
from sales.usecases.restoring import restore, restore_customers
from sales.wording import listed

UNDONE = "That was undone already."


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing did: the deals as they are now, and what was kept because it had been changed since. `customers` and
    `kept_customers` name contacts and accounts. `again` is what counts again where a correction was undone; `echo` and
    `echo_again` the messages in which the two were told; `nudge` the one that asks again about a deal."""

    entry: Entry
    deals: tuple[Deal, ...]
    kept: tuple[Kept, ...]
    activities: int
    customers: tuple[str, ...] = ()
    kept_customers: tuple[str, ...] = ()
    again: Entry | None = None
    echo: Delivery | None = None
    echo_again: Delivery | None = None
    nudge: Delivery | None = None


def undo(store: Store, actor: Actor, now: datetime, *, entry_id: int) -> Undone:
    """Reverses the entry. Raises as `undo_known` does."""
    with store.writing(actor.workspace_id) as tx:
        return undo_known(tx, actor, entry_id, now)


def undo_known(tx: Tx, actor: Actor, entry_id: int, now: datetime) -> Undone:
    """The same in the caller's transaction. Raises `NotFound` where there is none, `NotAllowed` for an entry of
    somebody outside the actor's subtree, `CannotUndo` where nothing can be reversed any more."""
    return _undo(tx, actor, _entry(tx, actor, entry_id), now)


def undo_in(tx: Tx, actor: Actor, entry: Entry, now: datetime) -> Undone:
    """The same for an entry that is known to count, in the caller's transaction."""
    return _undo(tx, actor, entry, now)


def _undo(tx: Tx, actor: Actor, entry: Entry, now: datetime) -> Undone:
    reversal = tx.entries.add(
        Entry(
            by=actor.person.id,
            at=now,
            via=Via.UNDO,
            channel=entry.channel,
            message_ts=entry.message_ts,
            thread_ts=entry.thread_ts,
            reverses=entry.id,
        )
    )
    activities, changes = tx.entries.activities(entry.id), tx.activities.customer_changes(entry.id)
    again = tx.entries.get(entry.reverses) if entry.reverses else None
    replaced = again is not None and again.undone  # else the correction only made one fact another
    touched = [entry, *([again] if again is not None and replaced else [])]
    before = _held(tx, touched, {activity.deal_id for activity in activities})
    if not tx.entries.mark_undone(entry.id):  # somebody else has, since we looked
        raise CannotUndo(UNDONE)
    if again is not None and replaced:
        tx.entries.mark_undone(again.id, False)
    restored = restore(tx, actor, touched, reversal)
    back, kept = restore_customers(tx, changes)
    if not (restored.deals or back or kept):
        raise CannotUndo("There is nothing left of that to undo.")
    if restored.kept and not (restored.changed or activities or back or replaced):
        raise CannotUndo(_nothing_undone(restored.kept))
    for deal in restored.deals:
        celebrating.follow(tx, before.get(deal.id), deal, now)
    moved = {deal.id for deal in restored.deals}
    take_back_answers(tx, moved, now)
    show_moved(tx, moved, now)
    echoes = echo_of(tx, entry), echo_of(tx, again) if again is not None else None
    nudge = untick(tx, entry.by, restored.deals, now) if entry.by is not None else None
    return Undone(entry, restored.deals, restored.kept, len(activities), back, kept, again, *echoes, nudge)


def _nothing_undone(kept: Sequence[Kept]) -> str:
    """Whom it is up to now, where everything has been changed since."""
    whose = dict.fromkeys(f"{item.by} {'have' if item.by == 'you' else 'has'}" for item in kept)
    what = dict.fromkeys(f"the {item.field.words} of {item.deal.name}" for item in kept)
    return f"Nothing was undone: {listed(list(whose))} changed {listed(list(what))} since."


def _held(tx: Tx, entries: Sequence[Entry], more: set[int]) -> dict[int, Outcome]:
    """Holds all deals that the entries changed, and these as well; how those that are not deleted stand."""
    ids = {change.deal_id for entry in entries for change in tx.entries.changes(entry.id)} | more
    held = tx.deals.hold(ids, even_deleted=True).values()
    return {deal.id: deal.outcome for deal in held if not deal.deleted}


def did_something(tx: Tx, entry: Entry) -> bool:
    """Whether there is anything of the entry to be undone."""
    return bool(
        tx.entries.changes(entry.id) or tx.entries.activities(entry.id) or tx.activities.customer_changes(entry.id)
    )


def _entry(tx: Tx, actor: Actor, entry_id: int) -> Entry:
    entry = tx.entries.get(entry_id)
    if entry is None:
        raise NotFound("There is nothing of yours here to undo.")
    if entry.by != actor.person.id and entry.by not in tx.people.team().subtree(actor.person.id):
        raise NotAllowed("Only whoever entered this, or their manager, can undo it.")
    if tx.entries.correction_of(entry.id) is not None:
        raise CannotUndo("That was corrected since. Undo the correction first.")
    if entry.undone:
        raise CannotUndo(UNDONE)
    if entry.via is Via.UNDO:
        raise CannotUndo("An undo cannot be undone. Say it again instead.")
    return entry
