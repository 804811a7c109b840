"""Which open deals slipped: those whose close date is later than it was when a period began. What that did to
a forecast is `forecasts`' business."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Final

from sales.forecast import DealSpan
from sales.movements import is_later
from sales.people import Person
from sales.period import Period, day_words
from sales.ranking import largest_first
from sales.usecases.actors import Actor
from sales.usecases.attention import attention_of
from sales.usecases.deal_lists import DealList, deal_list
from sales.usecases.ports import Tx

TOLD: Final = 8


def slipped(
    tx: Tx, actor: Actor, subject: Person | None, owners: Collection[int], period: Period | None, now: datetime
) -> DealList:
    """The open deals of these owners that close later than they did when `period` began (the quarter that runs, if none
    was said), largest first; for a period that is over, later than then as it ended. A push that was taken back is
    none, and a deal without a date before has not slipped."""
    workspace = tx.workspace
    when = period or workspace.calendar.quarter(actor.today(now))
    start, end = when.instants(workspace.timezone)
    spans = tx.forecasts.spans(start, min(end, now)) if start < now else []
    later = {span.after.id: span for span in spans if span.after is not None and _has_slipped(span, owners)}
    deals = largest_first([deal for deal in tx.deals.many(list(later)).values() if deal.is_open], workspace.exchange())
    whose = "The team's" if subject is None else "Your" if subject.id == actor.person.id else f"{subject.name}'s"
    title = f"{whose} open deals that slipped since {day_words(when.start)}"
    if end <= now:
        title = f"{whose} open deals that slipped in {when.name}"
    moved = [f"{deal.name}: {_moved(later[deal.id])}" for deal in deals[:TOLD]]
    more = [f"and {len(deals) - TOLD:,} more"] if len(deals) > TOLD else []
    found = deal_list(tx, actor, title, deals, attention_of(tx, deals, now), now)
    return replace(found, note=" · ".join([*moved, *more]))


def _has_slipped(span: DealSpan, owners: Collection[int]) -> bool:
    before, after = span.before, span.after
    if before is None or after is None or after.owner_id not in owners:
        return False
    dated = before.close_date is not None and after.close_date is not None
    return dated and before.is_open and after.is_open and is_later(before, after)


def _moved(span: DealSpan) -> str:
    before, after = span.before, span.after
    then = before.close_date if before is not None else None
    return f"{day_words(then)} → {day_words(after.close_date if after is not None else None)}"
