"""Undo: an entry's changes are reversed by further changes, as far as nobody has changed the same fields since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sales.deal import Deal, DealChange, Entry, Field, Value, Via, read_value, revised, value_of, write_value
from sales.errors import NotAllowed, NotFound, SalesError
from sales.process import Outcome
from sales.usecases import celebrating
from sales.usecases.actors import Actor
from sales.usecases.ports import Store, Tx

_ATTACHED = {Field.CLOSED_ON, Field.LOST_REASON}
"""Fields that move along with the stage, so that a conflict on the stage keeps them too."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A field that was left alone because somebody changed it after the entry."""

    deal: Deal
    field: Field
    by: str


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing did: the deals as they are now, and what was kept because others had changed it since."""

    entry: Entry
    deals: tuple[Deal, ...]
    kept: tuple[Kept, ...]
    activities: int


class CannotUndo(SalesError):
    """The sentence says why, and what can be done instead."""


def undo(store: Store, actor: Actor, now: datetime, *, entry_id: int | None = None, channel: str = "") -> Undone:
    """Reverses the entry, or the actor's latest one in `channel`. Raises `NotFound` where there is none, `NotAllowed`
    for an entry of somebody outside the actor's subtree, `CannotUndo` where nothing can be reversed any more."""
    with store.writing(actor.workspace_id) as tx:
        entry = _entry(tx, actor, entry_id, channel)
        by_deal: dict[int, list[DealChange]] = {}
        for change in tx.entries.changes(entry.id):
            by_deal.setdefault(change.deal_id, []).append(change)
        activities = tx.entries.activities(entry.id)
        for activity in activities:
            by_deal.setdefault(activity.deal_id, [])
        reversal = tx.entries.add(
            Entry(by=actor.person.id, at=now, via=Via.UNDO, channel=entry.channel, message_ts=entry.message_ts)
        )
        tx.entries.mark_undone(entry.id)
        deals: list[Deal] = []
        kept: list[Kept] = []
        for deal_id, changes in by_deal.items():
            deal = tx.deals.get(deal_id)
            if deal is not None:
                after, left = _reverse(tx, actor, deal, changes, entry, reversal)
                deals.append(after)
                kept.extend(left)
        if not deals:
            raise CannotUndo("There is nothing left of that to undo.")
        return Undone(entry, tuple(deals), tuple(kept), len(activities))


def _entry(tx: Tx, actor: Actor, entry_id: int | None, channel: str) -> Entry:
    entry = tx.entries.get(entry_id) if entry_id else tx.entries.latest_by(actor.person.id, channel or None)
    if entry is None:
        raise NotFound("There is nothing of yours here to undo.")
    if entry.by != actor.person.id and entry.by not in tx.people.team().subtree(actor.person.id):
        raise NotAllowed("Only whoever entered this, or their manager, can undo it.")
    if entry.undone:
        raise CannotUndo("That was undone already.")
    if entry.via is Via.UNDO:
        raise CannotUndo("An undo cannot be undone. Say it again instead.")
    return entry


def _reverse(
    tx: Tx, actor: Actor, deal: Deal, changes: Sequence[DealChange], entry: Entry, reversal: Entry
) -> tuple[Deal, list[Kept]]:
    if any(change.field is Field.CREATED for change in changes):
        return _uncreate(tx, actor, deal, entry, reversal), []
    latest = {change.field: change for change in tx.deals.history(deal.id)}
    wishes: dict[Field, Value] = {}
    kept: list[Kept] = []
    for change in reversed(changes):
        if change.field in (Field.CONFIRMED, Field.DELETED):
            continue
        if write_value(value_of(deal, change.field)) == change.new or change.field in wishes:
            wishes[change.field] = read_value(change.field, change.old)
        else:
            author = latest[change.field].by
            name = tx.people.team()[author].name if author else "an import"
            kept.append(Kept(deal, change.field, name))
    if any(item.field is Field.STAGE for item in kept):
        wishes = {field: value for field, value in wishes.items() if field not in _ATTACHED}
        kept = [item for item in kept if item.field not in _ATTACHED]
    revision = revised(deal, wishes, reversal, tx.process, today=actor.today(reversal.at))
    restored = replace(revision.deal, **_derived(tx, deal, changes, wishes))
    after = tx.deals.save(replace(revision, deal=restored), reversal)
    if deal.outcome is Outcome.WON and after.outcome is not Outcome.WON:
        celebrating.retract(tx, deal.id, reversal.at)
    return after, kept


def _derived(tx: Tx, deal: Deal, changes: Sequence[DealChange], wishes: dict[Field, Value]) -> dict[str, Any]:
    """What was no choice but followed from the entry: when the deal was last touched, since when it is in its stage,
    how often it was pushed."""
    derived: dict[str, Any] = {"touched_at": tx.deals.last_touch(deal.id)}
    if Field.STAGE in wishes:
        gone = {change.id for change in changes}
        moves = [c.at for c in tx.deals.history(deal.id) if c.field is Field.STAGE and c.id not in gone]
        derived["stage_since"] = moves[-1] if moves else deal.created_at
    pushed = [c for c in changes if c.field is Field.CLOSE_DATE and c.old and c.new and c.new > c.old]
    if pushed and Field.CLOSE_DATE in wishes:
        derived["pushes"] = max(0, deal.pushes - len(pushed))
    return derived


def _uncreate(tx: Tx, actor: Actor, deal: Deal, entry: Entry, reversal: Entry) -> Deal:
    others = [c for c in tx.deals.history(deal.id) if c.entry_id != entry.id]
    if others or any(activity.entry_id != entry.id for activity in tx.activities.of_deal(deal.id)):
        raise CannotUndo(f"{deal.name} has been worked on since it was created. Mark it lost instead of undoing it.")
    revision = revised(deal, {Field.DELETED: None}, reversal, tx.process, today=actor.today(reversal.at))
    return tx.deals.save(revision, reversal)
