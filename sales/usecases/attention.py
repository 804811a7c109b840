"""Which deals need their owner, for one person or for the whole workspace, loaded in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta

from sales.deal import Deal
from sales.stalls import Attention, attentions, stall_cutoffs, watched_attentions
from sales.usecases.ports import Tx


def attention_of(tx: Tx, deals: Iterable[Deal], now: datetime) -> dict[int, Attention]:
    """What is the matter with each of these deals, by deal id; deals that are in order are not in it. One query."""
    chosen = list(deals)
    accounts = {deal.account_id for deal in chosen if deal.account_id is not None}
    decided = tx.deals.with_decision_maker(accounts) if accounts else set()
    found = attentions(chosen, tx.process, tx.people.team(), now, decided)
    return {concern.deal.id: concern for concern in found}


def sweep(tx: Tx, now: datetime, owner_ids: Collection[int] | None = None) -> dict[int, list[Attention]]:
    """What is the matter in the whole workspace, or with the deals of these owners, by owner. One query, whatever the
    number of deals, of which as much is read as the rules look at."""
    tomorrow_somewhere = (now.astimezone(UTC) + timedelta(hours=14)).date()
    required = {stage.key: stage.required for stage in tx.process.open_stages if stage.required}
    restless = tx.deals.restless(stall_cutoffs(tx.process, now), tomorrow_somewhere, required, owner_ids)
    by_owner: dict[int, list[Attention]] = {}
    for concern in watched_attentions(restless, tx.process, tx.people.team(), now):
        by_owner.setdefault(concern.deal.owner_id, []).append(concern)
    return by_owner
