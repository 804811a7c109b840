"""What a deal and a customer are once an entry no longer counts: each field goes back to what the latest entry that
still counts made of it. What others have said since stays, and is named."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sales.activity import Contact, CustomerChange
from sales.deal import RESTORED, Deal, DealChange, Entry, Field, Value, read_value
from sales.errors import NotFound, SalesError
from sales.revising import revised
from sales.usecases.actors import Actor, deal_to_change
from sales.usecases.ports import Tx

_ATTACHED = frozenset({Field.CLOSED_ON, Field.LOST_REASON})
"""Fields that go along with the stage: left alone where it is, cleared where the deal opens again."""


class CannotUndo(SalesError):
    """The sentence says why, and what can be done instead."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A field that was left alone because somebody changed it after the entry."""

    deal: Deal
    field: Field
    by: str


@dataclass(frozen=True, slots=True)
class Restored:
    """The deals an entry was about, as they are now, and what was kept because others had changed it since.
    `changed`: whether anything of a deal was put back at all."""

    deals: tuple[Deal, ...]
    kept: tuple[Kept, ...]
    changed: bool = True


def restore(tx: Tx, actor: Actor, entries: Sequence[Entry], reversal: Entry) -> Restored:
    """Puts back the deals that these entries changed, as `reversal`. Which entries count must have been settled before
    (`mark_undone`). Raises `CannotUndo` for a deal that was deleted since, or created and worked on since, and as
    `deal_to_change` does for one that is not the actor's to change any more. What gave it away can be undone: with that
    it is theirs again."""
    reach = tx.people.team().changes_deals_of(actor.person)
    by_deal: dict[int, list[DealChange]] = {}
    for entry in entries:
        for change in tx.entries.changes(entry.id):
            by_deal.setdefault(change.deal_id, []).append(change)
        for activity in tx.entries.activities(entry.id):
            by_deal.setdefault(activity.deal_id, [])
    deals: list[Deal] = []
    kept: list[Kept] = []
    changed = False
    for deal_id, changes in by_deal.items():
        deal = tx.deals.get(deal_id, even_deleted=True)
        if deal is None:
            continue
        if any(change.field is Field.CREATED for change in changes):
            deals.append(_uncreate(tx, actor, deal, reversal))
            changed = True
            continue
        if deal.deleted and not any(change.field is Field.DELETED for change in changes):
            raise CannotUndo(f"{deal.name} has been deleted since. Undo that first.")
        after, left = _put_back(tx, actor, deal, changes, reversal)
        if deal.owner_id not in reach and not _gave_it_away(changes, reach):
            deal_to_change(tx, actor, deal_id)
        deals.append(after)
        kept.extend(left)
        changed |= bool({change.field for change in changes} - _ATTACHED - {item.field for item in left})
    return Restored(tuple(deals), tuple(kept), changed)


def _gave_it_away(changes: Sequence[DealChange], reach: Collection[int]) -> bool:
    """Whether a change among these gave away a deal that was theirs: handing it to another goes back step by step."""
    owners = [read_value(change.field, change.old) for change in changes if change.field is Field.OWNER]
    return any(owner in reach for owner in owners if isinstance(owner, int))


def _put_back(
    tx: Tx, actor: Actor, deal: Deal, changes: Sequence[DealChange], reversal: Entry
) -> tuple[Deal, list[Kept]]:
    history, void = tx.deals.history(deal.id), tx.entries.void_of(deal.id)
    wishes: dict[Field, Value] = {}
    kept: list[Kept] = []
    for field in dict.fromkeys(change.field for change in changes):
        if field is Field.CONFIRMED:
            continue
        if field is Field.DELETED:
            wishes |= {field: RESTORED} if deal.deleted else {}
            continue
        said = [change for change in history if change.field is field]
        counts = [change for change in said if change.entry_id not in void]
        ours = max((n for n, c in enumerate(said) if any(c.id == change.id for change in changes)), default=-1)
        if counts and said.index(counts[-1]) > ours:
            kept.append(Kept(deal, field, _author(tx, actor, counts[-1])))
        else:
            wishes[field] = read_value(field, counts[-1].new if counts else said[0].old)
    wishes, kept = _with_stage(tx, wishes, kept)
    revision = revised(deal, wishes, reversal, tx.process, today=actor.today(reversal.at))
    derived = _derived(tx, deal, changes, wishes, [c for c in history if c.entry_id not in void])
    return tx.deals.save(replace(revision, deal=replace(revision.deal, **derived)), reversal), kept


def _with_stage(tx: Tx, wishes: dict[Field, Value], kept: list[Kept]) -> tuple[dict[Field, Value], list[Kept]]:
    """The day and the reason of the end follow the stage: they stay where it stays, and go where the deal opens."""
    stays = any(item.field is Field.STAGE for item in kept)
    stage = wishes.get(Field.STAGE)
    if stage is not None and stage not in tx.process.by_key:
        raise CannotUndo("The stage it was in is not part of the sales process any more. Move the deal instead.")
    opens = stage is not None and tx.process.by_key[str(stage)].is_open
    if not (stays or opens):
        return wishes, kept
    wishes = {field: value for field, value in wishes.items() if field not in _ATTACHED}
    return wishes, [item for item in kept if item.field not in _ATTACHED]


def _author(tx: Tx, actor: Actor, change: DealChange) -> str:
    if change.by is None:
        return "an import"
    return "you" if change.by == actor.person.id else tx.people.team()[change.by].name


def _derived(
    tx: Tx, deal: Deal, changes: Sequence[DealChange], wishes: dict[Field, Value], counting: Sequence[DealChange]
) -> dict[str, Any]:
    """What was no choice but followed from what was said: when the deal was last touched, since when it is in its
    stage, how often it was pushed."""
    derived: dict[str, Any] = {"touched_at": tx.deals.last_touch(deal.id)}
    if Field.STAGE in wishes:
        moves = [change.at for change in counting if change.field is Field.STAGE]
        derived["stage_since"] = moves[-1] if moves else deal.created_at
    if Field.CLOSE_DATE in wishes:
        still = {change.id for change in counting}
        gone, back = _pushes(changes, still, counted=False), _pushes(changes, still, counted=True)
        derived["pushes"] = max(0, deal.pushes - gone + back)
    return derived


def _pushes(changes: Sequence[DealChange], still: Collection[int], *, counted: bool) -> int:
    pushes = (c for c in changes if c.field is Field.CLOSE_DATE and c.old and c.new and c.new > c.old)
    return sum((change.id in still) is counted for change in pushes)


def _uncreate(tx: Tx, actor: Actor, deal: Deal, reversal: Entry) -> Deal:
    void = tx.entries.void_of(deal.id)
    worked_on = any(change.entry_id not in void for change in tx.deals.history(deal.id))
    if deal.deleted or worked_on or tx.activities.of_deal(deal.id, limit=1):
        raise CannotUndo(f"{deal.name} has been worked on since it was created. Undo that first, or mark it lost.")
    revision = revised(deal, {Field.DELETED: None}, reversal, tx.process, today=actor.today(reversal.at))
    return tx.deals.save(revision, reversal)


def restore_customers(tx: Tx, changes: Sequence[CustomerChange]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Takes back what was done to accounts and contacts; what has been changed since is kept. Returns the names of what
    was put back, and of what was kept."""
    back: list[str] = []
    kept: list[str] = []
    for change in reversed(changes):
        if change.contact_id is None:
            if tx.activities.drop_account(change.account_id):
                back.append("the account")
            continue
        present = next((c for c in tx.activities.contacts(change.account_id) if c.id == change.contact_id), None)
        if present is None or change.new is None:
            continue
        (back if _put_contact_back(tx, present, change.new, change.old) else kept).append(present.name)
    return tuple(back), tuple(kept)


def _put_contact_back(tx: Tx, present: Contact, new: Contact, old: Contact | None) -> bool:
    if old is None:
        if present != new:
            return False
        tx.activities.drop_contact(present.id)
        return True
    facts = ("name", "title", "email", "role")
    ours = {fact: getattr(old, fact) for fact in facts if getattr(present, fact) == getattr(new, fact)}
    try:
        return tx.activities.save_contact(replace(present, **ours)) == old
    except NotFound:
        return False
