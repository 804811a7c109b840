"""The one statement that finds the open deals that may need their owner, by an index for each reason. What is the
matter with them is decided in `sales.stalls`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, or_, select, text, union_all

from sales.activity import BuyingRole
from sales.process import Requirement
from storage.deal_rows import OPEN
from storage.statements import HERE
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


WATCHED = (
    *(DealRow.id, DealRow.owner_id, DealRow.stage, DealRow.amount_minor, DealRow.currency, DealRow.close_date),
    *(DealRow.next_step, DealRow.next_step_on, DealRow.source, DealRow.created_at, DealRow.touched_at),
    *(DealRow.snoozed_until, DealRow.ignored_nudges),
)
"""The columns of `Watched`, but for the last."""


def needing_attention(
    workspace_id: int,
    touched_before: Mapping[str, datetime],
    today: date,
    required: Mapping[str, Collection[Requirement]],
    owner_ids: Collection[int] | None,
) -> Select[*tuple[Any, ...]]:
    """The statement of `Deals.needing_attention`, each row a `Watched`. Each reason is looked up in its own index,
    because a database that is asked for one OR the other reads every open deal. The deals found are then read by their
    ids."""
    here = DealRow.workspace_id == workspace_id
    reasons = [DealRow.touched_at.is_(None), DealRow.close_date < today]
    reasons += _stale(touched_before)
    reasons += _lacking(required)
    found = [_found(here, reason, undecided=False) for reason in reasons]
    deciding = [key for key, asked in required.items() if Requirement.DECISION_MAKER in asked]
    if deciding:
        found.append(_found(here, _without_decision_maker(workspace_id, deciding), undecided=True))
    each = union_all(*found).subquery("found")
    due = select(each.c.id, func.max(each.c.undecided).label("undecided")).group_by(each.c.id).subquery("due")
    deals = select(*WATCHED, due.c.undecided).join(due, DealRow.id == due.c.id).order_by(DealRow.id)
    return deals if owner_ids is None else deals.where(DealRow.owner_id.in_(owner_ids))


def _found(here: ColumnElement[bool], reason: ColumnElement[bool], *, undecided: bool) -> Select[*tuple[Any, ...]]:
    return select(DealRow.id, literal_column(str(int(undecided))).label("undecided")).where(here, *OPEN, reason)


def _stale(touched_before: Mapping[str, datetime]) -> Iterator[ColumnElement[bool]]:
    """Untouched since its stage's instant. The latest instant bounds the index, each stage's own one does the rest."""
    if touched_before:
        each = or_(*(and_(DealRow.stage == key, DealRow.touched_at < at) for key, at in touched_before.items()))
        yield and_(DealRow.touched_at < max(touched_before.values()), each)


def _lacking(required: Mapping[str, Collection[Requirement]]) -> Iterator[ColumnElement[bool]]:
    """Lacks a fact of its own that its stage requires."""
    of_deals = {key: [_LACKS[one] for one in asked if one in _LACKS] for key, asked in required.items()}
    if any(of_deals.values()):
        either = or_(*(and_(DealRow.stage == key, or_(*lacks)) for key, lacks in of_deals.items() if lacks))
        # The stages are named twice: SQLite prefers the index with the most columns that are given.
        yield and_(text(LACKING), DealRow.stage.in_([key for key, lacks in of_deals.items() if lacks]), either)


def _without_decision_maker(workspace_id: int, stages: Collection[str]) -> ColumnElement[bool]:
    """In one of these stages, and its account has no decision maker."""
    decided = ALL_DECIDED.params(here=workspace_id)
    unknown = or_(DealRow.account_id.is_(None), DealRow.account_id.not_in(decided))
    return and_(DealRow.stage.in_(stages), unknown)
