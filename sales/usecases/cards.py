"""Everything about one deal that its card shows, for one viewer at one instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Activity, BuyingRole, Contact
from sales.deal import Deal, DealChange
from sales.errors import Invalid
from sales.people import Person
from sales.process import ExitCriterion, ForecastCategory, Process, Requirement, Stage
from sales.stalls import Attention, OwnersDay, attention, missing_facts
from sales.usecases.actors import Actor, deal_to_change, deal_to_see, may_change
from sales.usecases.ports import Store, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class DealCard:
    """A deal with its surroundings. `criteria` are those of the present stage with whether they are met; `as_of` is
    aware; `people` are those named in changes and activities, by id; `sentence` answers what was asked of the deal."""

    deal: Deal
    owner: Person
    stage: Stage
    process: Process
    category: ForecastCategory
    attention: Attention | None
    criteria: tuple[tuple[ExitCriterion, bool], ...]
    missing: tuple[Requirement, ...]
    contacts: tuple[Contact, ...]
    activities: tuple[Activity, ...]
    changes: tuple[DealChange, ...]
    people: dict[int, Person]
    may_change: bool
    as_of: datetime
    timezone: str
    sentence: str = ""


def deal_card(store: Store, actor: Actor, deal_id: int, now: datetime) -> DealCard:
    """The card of a deal the actor may see. Raises `NotFound` otherwise."""
    with store.reading(actor.workspace_id) as tx:
        return card_in(tx, actor, deal_to_see(tx, actor, deal_id), now)


def deal_to_fix(store: Store, actor: Actor, deal_id: int, now: datetime) -> DealCard:
    """The card of a deal the actor may change. Raises as `deal_to_change` does."""
    with store.reading(actor.workspace_id) as tx:
        return card_in(tx, actor, deal_to_change(tx, actor, deal_id), now)


def require_own_name(store: Store, actor: Actor, deal: Deal, name: str) -> None:
    """Raises `Invalid`, at its field, for a name that another open deal of the same owner has: nobody could tell which
    of the two a sentence means."""
    said = " ".join(name.split()).casefold()
    if said == deal.name.casefold():
        return
    with store.reading(actor.workspace_id) as tx:
        others = [other for other in tx.deals.open_of([deal.owner_id]) if other.id != deal.id]
    if any(other.name.casefold() == said for other in others):
        raise Invalid("Another open deal has that name. Add something that tells the two apart.", field="name")


def card_in(tx: Tx, actor: Actor, deal: Deal, now: datetime) -> DealCard:
    """The card, within a transaction of the caller's."""
    process, team = tx.process, tx.people.team()
    stage, owner = process.stage(deal.stage), team[deal.owner_id]
    ticked = tx.activities.ticked(deal.id)
    contacts = tuple(tx.activities.contacts(deal.account_id)) if deal.account_id else ()
    decided = any(contact.role is BuyingRole.DECISION_MAKER for contact in contacts)
    return DealCard(
        deal=deal,
        owner=owner,
        stage=stage,
        process=process,
        category=deal.forecast_category(process),
        attention=attention(deal, process, OwnersDay.of(owner, now), decided),
        criteria=tuple((c, f"{stage.key}.{c.key}" in ticked) for c in stage.exit_criteria),
        missing=missing_facts(deal, stage.required, decided),
        contacts=contacts,
        activities=tuple(tx.activities.of_deal(deal.id, limit=5)),
        changes=tuple(tx.deals.history(deal.id)[-8:]),
        people=team.by_id,
        may_change=may_change(team, actor, deal),
        as_of=now,
        timezone=actor.person.timezone,
    )
