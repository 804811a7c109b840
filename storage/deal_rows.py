"""Deals and their changes as rows: which columns are read, how each is spelled. Asks nothing of its own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, false, literal_column, select

from sales.deal import Deal, DealChange, Field
from sales.money import Money
from sales.process import ForecastCategory, Outcome
from storage.convert import AnyRow, columns
from storage.tables import AccountRow, DealRow

ACCOUNT = and_(AccountRow.workspace_id == DealRow.workspace_id, AccountRow.id == DealRow.account_id)
DEALS = select(*DealRow.__table__.columns, AccountRow.name.label("account")).outerjoin(AccountRow, ACCOUNT)
"""What `deal_of` reads."""

OPEN = (DealRow.outcome == literal_column("'open'"), DealRow.deleted == false())
"""Spelled as the indexes of open deals spell it."""

_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_CATEGORIES: dict[str | None, ForecastCategory | None] = {c.value: c for c in ForecastCategory} | {None: None}


def deal_of(row: AnyRow) -> Deal:
    """A deal from a row of `deals` with its account's name as `account`."""
    minor = row.amount_minor
    return Deal(
        id=row.id,
        version=row.version,
        name=row.name,
        account_id=row.account_id,
        account=row.account or "",
        owner_id=row.owner_id,
        stage=row.stage,
        outcome=_OUTCOMES[row.outcome],
        amount=None if minor is None else Money(minor, row.currency),
        close_date=row.close_date,
        closed_on=row.closed_on,
        category=_CATEGORIES[row.category],
        next_step=row.next_step,
        next_step_on=row.next_step_on,
        source=row.source,
        lost_reason=row.lost_reason,
        created_at=row.created_at,
        stage_since=row.stage_since,
        touched_at=row.touched_at,
        snoozed_until=row.snoozed_until,
        pushes=row.pushes,
        ignored_nudges=row.ignored_nudges,
        channel=row.channel,
        external_id=row.external_id,
        deleted=row.deleted,
    )


def deal_columns(deal: Deal) -> dict[str, Any]:
    """All columns of a deal but its keys and its version. A deal without an amount has neither minor units nor a
    currency."""
    amount = deal.amount
    return columns(deal, "version", "account", "amount") | {
        "amount_minor": None if amount is None else amount.minor,
        "currency": None if amount is None else amount.currency,
        "counts_on": deal.counts_on,
    }


def change_of(row: AnyRow) -> DealChange:
    """From a row of `deal_changes`, its values read by their field."""
    return DealChange(
        id=row.id,
        deal_id=row.deal_id,
        field=Field(row.field),
        old=row.old,
        new=row.new,
        at=row.at,
        by=row.by,
        entry_id=row.entry_id,
        reason=row.reason,
    )
