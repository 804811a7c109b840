"""What an earlier entry did, as the value that saving it returned: for repeated messages, for "Why?" and for forms that
continue it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sales.deal import ATTRIBUTE, Deal, DealChange, Entry, Field, read_value
from sales.errors import NotAllowed, NotFound
from sales.usecases.actors import Actor
from sales.usecases.changing import Saved, SavedDeal, open_criteria, still_missing
from sales.usecases.customers import SavedAccount
from sales.usecases.ports import Store, Tx


def recall(store: Store, actor: Actor, entry_id: int) -> Saved:
    """What the entry did. Raises `NotFound` for none, `NotAllowed` for one of somebody outside the actor's subtree."""
    with store.reading(actor.workspace_id) as tx:
        entry = tx.entries.get(entry_id)
        if entry is None:
            raise NotFound("I cannot find that entry any more.")
        if entry.by != actor.person.id and entry.by not in tx.people.team().subtree(actor.person.id):
            raise NotAllowed("Only whoever entered this, or their manager, can open it.")
        return saved_by(tx, entry)


def saved_by(tx: Tx, entry: Entry) -> Saved:
    """What the entry did, with the deals as they are now."""
    by_deal: dict[int, list[DealChange]] = {}
    for change in tx.entries.changes(entry.id):
        by_deal.setdefault(change.deal_id, []).append(change)
    activities = tx.entries.activities(entry.id)
    ids = dict.fromkeys([*by_deal, *(activity.deal_id for activity in activities)])
    deals = tx.deals.many(ids)
    return Saved(
        entry,
        tuple(
            SavedDeal(
                before=(before := _before(tx, deals[i], by_deal.get(i, []))),
                after=deals[i],
                activities=tuple(a for a in activities if a.deal_id == i),
                open_criteria=open_criteria(tx, before, deals[i]) if before else (),
                missing=still_missing(tx, deals[i]),
            )
            for i in ids
            if i in deals
        ),
        _customers(tx, entry),
    )


def _customers(tx: Tx, entry: Entry) -> tuple[SavedAccount, ...]:
    """The accounts that the entry added, or whose people it added or changed."""
    changes = tx.activities.customer_changes(entry.id)
    ids = dict.fromkeys(change.account_id for change in changes)
    known = {account.id: account for account in tx.activities.account_names()} if ids else {}
    return tuple(
        SavedAccount(
            known[i],
            any(change.contact_id is None for change in changes if change.account_id == i),
            tuple(change.new for change in changes if change.account_id == i and change.new is not None),
        )
        for i in ids
        if i in known
    )


def _before(tx: Tx, after: Deal, changes: list[DealChange]) -> Deal | None:
    old: dict[str, Any] = {}
    for change in reversed(changes):
        if change.field is Field.CREATED:
            return None
        if change.field is Field.CONFIRMED:
            old["touched_at"] = None
        if change.field in ATTRIBUTE:
            old[ATTRIBUTE[change.field]] = read_value(change.field, change.old)
    if "stage" in old and old["stage"] in tx.process.by_key:
        old["outcome"] = tx.process.by_key[old["stage"]].outcome
    return replace(after, **old)
