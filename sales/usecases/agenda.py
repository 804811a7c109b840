"""A person's day: the next steps that are due, those of the coming week, and the deals that need them otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sales.deal import Deal
from sales.ranking import largest_first
from sales.stalls import Attention
from sales.usecases.actors import Actor
from sales.usecases.attention import attention_of, unasked
from sales.usecases.ports import Tx

AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What is to be done, by the actor's own `today`: `due` next steps (overdue ones first), `coming` ones, and other
    deals that are `needing` somebody, the largest first, with what is the matter by deal id."""

    due: tuple[Deal, ...]
    coming: tuple[Deal, ...]
    needing: tuple[Deal, ...]
    attention: dict[int, Attention]
    today: date
    as_of: datetime
    timezone: str


def agenda(tx: Tx, actor: Actor, now: datetime) -> Agenda:
    """The actor's own, from their own open deals."""
    today = actor.today(now)
    deals = tx.deals.open_of([actor.person.id])
    planned = sorted(
        (deal for deal in deals if deal.next_step and deal.next_step_on is not None),
        key=lambda deal: (deal.next_step_on or today, deal.id),
    )
    due = tuple(deal for deal in planned if deal.next_step_on is not None and deal.next_step_on <= today)
    coming = tuple(
        deal for deal in planned if deal.next_step_on is not None and today < deal.next_step_on <= today + AHEAD
    )
    listed = {deal.id for deal in (*due, *coming)}
    watched = {one.deal.id: one for one in unasked(tx, attention_of(tx, deals, now).values(), now)}
    rest = largest_first(
        (deal for deal in deals if deal.id in watched and deal.id not in listed), tx.workspace.exchange()
    )
    return Agenda(
        due=due,
        coming=coming,
        needing=tuple(rest),
        attention=watched,
        today=today,
        as_of=now,
        timezone=actor.person.timezone,
    )
