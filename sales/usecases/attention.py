"""Which deals need attention, for one person or for the whole workspace, loaded in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from itertools import chain

from sales.deal import COUNTING, Deal, Field
from sales.period import local_date
from sales.stalls import Attention, attentions, stall_cutoffs, watched_attentions
from sales.usecases.ports import Tx

_FEW = 1_000
"""For more deals than these everything that changed is read, and what is not theirs is passed over."""
_A_DAY_ANYWHERE = timedelta(hours=26)
"""Whoever's present day it is, it began within it; the clocks may have been put back in it."""


def attention_of(tx: Tx, deals: Iterable[Deal], now: datetime) -> dict[int, Attention]:
    """What is the matter with each of these deals, by deal id; deals that are in order are not in it. One query."""
    chosen = list(deals)
    accounts = {deal.account_id for deal in chosen if deal.account_id is not None}
    decided = tx.deals.with_decision_maker(accounts) if accounts else set()
    found = attentions(chosen, tx.process, tx.people.team(), now, decided)
    return {concern.deal.id: concern for concern in found}


def unasked(tx: Tx, found: Iterable[Attention], now: datetime) -> list[Attention]:
    """The same without the deals that their owner has confirmed on their present day, wherever that was, unless
    somebody else has changed them since: nobody is asked the same thing twice a day. One query."""
    mine = {concern.deal.id: concern for concern in found}
    team, settled, changed = tx.people.team(), set[int](), set[int]()
    among = mine.keys() if len(mine) <= _FEW else None
    for change in tx.forecasts.journal(now - _A_DAY_ANYWHERE, now, among) if mine else ():  # the latest first
        concern = mine.get(change.deal_id)
        if concern is None:
            continue
        owner, touched = team[concern.deal.owner_id], concern.deal.touched_at
        if change.by != owner.id:
            changed |= {change.deal_id} if change.field in COUNTING else set()
        elif change.field is Field.CONFIRMED and touched is not None and change.at <= touched:  # and not undone
            today = local_date(change.at, owner.timezone) == local_date(now, owner.timezone)
            settled |= {change.deal_id} if today and change.deal_id not in changed else set()
    return [concern for deal_id, concern in mine.items() if deal_id not in settled]


def needing_somebody(tx: Tx, now: datetime, owner_ids: Collection[int] | None = None) -> dict[int, list[Attention]]:
    """The deals that need attention, of the whole workspace or of these owners, by owner: on every surface the same
    ones, what an owner has confirmed today not among them. Two queries."""
    by_owner: dict[int, list[Attention]] = {}
    for concern in unasked(tx, chain.from_iterable(sweep(tx, now, owner_ids).values()), now):
        by_owner.setdefault(concern.deal.owner_id, []).append(concern)
    return by_owner


def sweep(tx: Tx, now: datetime, owner_ids: Collection[int] | None = None) -> dict[int, list[Attention]]:
    """What is the matter in the whole workspace, or with the deals of these owners, by owner. One query, whatever the
    number of deals, of which as much is read as the rules look at."""
    tomorrow_somewhere = (now.astimezone(UTC) + timedelta(hours=14)).date()
    required = {stage.key: stage.required for stage in tx.process.open_stages if stage.required}
    watched = tx.deals.needing_attention(stall_cutoffs(tx.process, now), tomorrow_somewhere, required, owner_ids)
    by_owner: dict[int, list[Attention]] = {}
    for concern in watched_attentions(watched, tx.process, tx.people.team(), now):
        by_owner.setdefault(concern.deal.owner_id, []).append(concern)
    return by_owner
