"""Deals in a list, with what they add up to: one's own, those that need somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sales.deal import Deal
from sales.money import Money, totals
from sales.people import Person
from sales.ranking import largest_first
from sales.stalls import Attention
from sales.usecases.actors import Actor
from sales.usecases.attention import attention_of, needing_somebody
from sales.usecases.ports import Store, Tx

LISTED = 100
"""More deals than this are counted and added up, but not loaded for a list."""
FIRST_DEAL = "Add one like this: /deal new Acme, 45k, closes end of the quarter"
"""What somebody without any open deal is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DealList:
    """Deals that were asked for, in the order to show: the first of all that `count` and `totals`, per currency,
    speak of, after the `start` ones before them. `note` says what could not be listed; `stages` are the stages' names
    by key. `worth` is the number of a forecast that they are, in the workspace's currency, where they are one, and
    `apart` are those of the totals that it cannot hold, for want of a rate."""

    title: str
    deals: tuple[Deal, ...]
    count: int
    totals: tuple[Money, ...]
    people: dict[int, Person]
    attention: dict[int, Attention]
    as_of: datetime
    timezone: str
    note: str = ""
    stages: Mapping[str, str] = field(default_factory=dict)
    worth: Money | None = None
    apart: tuple[Money, ...] = ()
    start: int = 0


def deal_list(
    tx: Tx, actor: Actor, title: str, deals: Iterable[Deal], watched: dict[int, Attention], now: datetime
) -> DealList:
    """A list ready to be shown, with its totals per currency."""
    chosen = tuple(deals)
    return DealList(
        title=title,
        deals=chosen,
        count=len(chosen),
        totals=totals(deal.amount for deal in chosen),
        people=tx.people.team().by_id,
        attention=watched,
        as_of=now,
        timezone=actor.person.timezone,
        stages={stage.key: stage.name for stage in tx.process.stages},
    )


def owned_by(store: Store, actor: Actor, now: datetime) -> DealList:
    """The actor's own open deals, by close date."""
    with store.reading(actor.workspace_id) as tx:
        deals = tx.deals.open_of([actor.person.id])
        found = deal_list(tx, actor, "Your open deals", deals, attention_of(tx, deals, now), now)
        return found if deals else replace(found, note=FIRST_DEAL)


def needing_attention(store: Store, actor: Actor, subject_id: int, now: datetime, start: int = 0) -> DealList:
    """The deals of a subtree that need their owners, the largest first, from the one after `start` on. Raises
    `NotAllowed` for people outside the actor's reach."""
    with store.reading(actor.workspace_id) as tx:
        team = tx.people.team()
        team.require_numbers(actor.person, subject_id)
        owners = team.subtree(subject_id)
        found = {
            concern.deal.id: concern for concerns in needing_somebody(tx, now, owners).values() for concern in concerns
        }
        largest = largest_first((concern.deal for concern in found.values()), tx.workspace.exchange())[
            start : start + LISTED
        ]
        deals = tx.deals.many([deal.id for deal in largest])
        watched = {deal.id: found[deal.id] for deal in largest}
        title = f"{team[subject_id].name}: deals that need attention"
        listed = deal_list(tx, actor, title, (deals[i] for i in watched), watched, now)
        sums = totals(concern.deal.amount for concern in found.values())
        return replace(listed, count=len(found), totals=sums, start=start)
