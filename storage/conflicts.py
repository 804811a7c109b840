"""The sentence for whoever saved second: who changed what, and when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from sales.deal import Field
from sales.errors import DealChanged, NotFound, SalesError
from storage.convert import AnyRow
from storage.scope import Scope
from storage.tables import DealChangeRow, DealRow, PersonRow


def conflict(scope: Scope, deal_id: int, now: datetime) -> SalesError:
    """Why a deal could not be saved: `DealChanged`, naming who changed what last, or `NotFound`."""
    row = scope.first(
        select(DealRow.name, DealChangeRow.field, DealChangeRow.new, DealChangeRow.at, PersonRow.name.label("who"))
        .outerjoin(DealChangeRow, DealChangeRow.deal_id == DealRow.id)
        .outerjoin(PersonRow, PersonRow.id == DealChangeRow.by)
        .where(scope.here(DealRow), DealRow.id == deal_id)
        .order_by(DealChangeRow.id.desc())
        .limit(1)
    )
    if row is None:
        return NotFound("That deal is not there any more.")
    if row.field is None:
        return DealChanged(f"Somebody changed {row.name} a moment ago, so nothing was saved. Have another look at it.")
    what = _what(scope, row)
    return DealChanged(f"{row.who or 'An import'} {what} {ago(row.at, now)}, so your change was not saved. Look again.")


def _what(scope: Scope, row: AnyRow) -> str:
    match Field(row.field):
        case Field.CREATED:
            return f"created {row.name}"
        case Field.DELETED:
            return f"deleted {row.name}"
        case Field.CONFIRMED:
            return f"confirmed {row.name}"
        case Field.STAGE:
            stage = scope.process.by_key.get(row.new)
            return f"moved {row.name} to {stage.name if stage else row.new}"
        case field:
            return f"changed the {field.words} of {row.name}"


def ago(then: datetime, now: datetime) -> str:
    """How long ago, as one says it; never "in the future", whatever the clocks of two machines say."""
    minutes = max(0, round((now - then).total_seconds() / 60))
    if minutes < 1:
        return "a moment ago"
    if minutes < 2:
        return "a minute ago"
    if minutes < 60:
        return f"{minutes} minutes ago"
    hours = minutes // 60
    if hours < 24:
        return "an hour ago" if hours == 1 else f"{hours} hours ago"
    return "yesterday" if hours < 48 else f"{hours // 24} days ago"
