"""Which open deals might need their owner: the one statement that finds them, by way of an index for each reason. What
is the matter with them is decided in `sales.stalls`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, text, union

from sales.activity import BuyingRole
from sales.process import Requirement
from storage.deal_rows import DEALS, OPEN
from storage.scope import HERE
from storage.tables import ContactRow, DealRow
from storage.tables.deals import LACKING

ALL_DECIDED = select(ContactRow.account_id).where(
    ContactRow.workspace_id == HERE, ContactRow.role == BuyingRole.DECISION_MAKER.value
)
"""The accounts whose decision maker is known."""

_LACKS: dict[Requirement, ColumnElement[bool]] = {
    Requirement.AMOUNT: DealRow.amount_minor.is_(None),
    Requirement.CLOSE_DATE: DealRow.close_date.is_(None),
    Requirement.NEXT_STEP: DealRow.next_step == "",
    Requirement.SOURCE: DealRow.source.is_(None),
}


def _incomplete(
    required: Mapping[str, Collection[Requirement]], decided: Select[*tuple[Any, ...]]
) -> Iterator[ColumnElement[bool]]:
    """Lacks a fact that its stage requires; is in a stage that requires a decision maker, and its account is none of
    the `decided` ones."""
    of_deals = {key: [_LACKS[one] for one in asked if one in _LACKS] for key, asked in required.items()}
    if any(of_deals.values()):
        either = or_(*(and_(DealRow.stage == key, or_(*lacks)) for key, lacks in of_deals.items() if lacks))
        # The stages are named twice: SQLite prefers the index with the most columns that are given.
        yield and_(text(LACKING), DealRow.stage.in_([key for key, lacks in of_deals.items() if lacks]), either)
    deciding = [key for key, asked in required.items() if Requirement.DECISION_MAKER in asked]
    if deciding:
        unknown = or_(DealRow.account_id.is_(None), DealRow.account_id.not_in(decided))
        yield and_(DealRow.stage.in_(deciding), unknown)


def restless_deals(
    workspace_id: int,
    touched_before: Mapping[str, datetime],
    today: date,
    required: Mapping[str, Collection[Requirement]],
) -> Select[*tuple[Any, ...]]:
    """The statement of `Deals.restless`, by id. Each reason is looked up in its own index, because a database that is
    asked for one OR the other reads every open deal. The latest instant bounds the index, each stage's own one does the
    rest."""
    here = DealRow.workspace_id == workspace_id
    reasons = [DealRow.touched_at.is_(None), DealRow.close_date < today]
    if touched_before:
        stale = or_(*(and_(DealRow.stage == key, DealRow.touched_at < at) for key, at in touched_before.items()))
        reasons.append(and_(DealRow.touched_at < max(touched_before.values()), stale))
    reasons += _incomplete(required, ALL_DECIDED.params(here=workspace_id))
    ids = union(*(select(DealRow.id).where(here, *OPEN, reason) for reason in reasons))
    return DEALS.where(here, DealRow.id.in_(ids)).order_by(DealRow.id)
