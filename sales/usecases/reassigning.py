"""Handing a deal to a new owner: who may get it, and the message that tells them. Within a team it is an edit like any
other; to another team it is a step of its own, because the deal then counts in another forecast."""

from __future__ import annotations

from dataclasses import dataclass

from sales.deal import Deal, Entry
from sales.delivery import Delivery
from sales.errors import Invalid
from sales.people import Person
from sales.process import Process
from sales.usecases.actors import Actor
from sales.usecases.ports import Store, Tx

REASSIGNED = "handed"
AS_MANY_AS_A_MENU_HOLDS = 100


def colleagues(store: Store, actor: Actor) -> list[Person]:
    """The first hundred who are at work, by name."""
    with store.reading(actor.workspace_id) as tx:
        active = [person for person in tx.people.team() if person.active]
    return sorted(active, key=lambda person: person.name.casefold())[:AS_MANY_AS_A_MENU_HOLDS]


def on_one_team(store: Store, actor: Actor, people: list[Person]) -> set[int]:
    """The ids of those among them who work with the actor."""
    with store.reading(actor.workspace_id) as tx:
        team = tx.people.team()
    return {person.id for person in people if team.works_with(actor.person, person)}


def owner_within_team(store: Store, actor: Actor, deal: Deal | None, owner_id: int) -> int:
    """The id, if the deal's owner stays who it is or becomes somebody on the actor's team. Raises `Invalid` for
    somebody on another team, and says how it is done."""
    with store.reading(actor.workspace_id) as tx:
        team = tx.people.team()
    person = team.by_id.get(owner_id)
    stays = deal is None or person is None or owner_id == deal.owner_id or team.works_with(actor.person, person)
    if person is not None and not stays:
        counts = f"{person.name} is on another team, in whose forecast it would count."
        raise Invalid(f"{counts} Hand it over with “Not mine” in the deal's menu.", field="owner")
    return owner_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Reassigned:
    """A deal as its new owner finds it. `by` is who gave it to them; `new`, that it was opened for them."""

    deal: Deal
    by: Person
    to: Person
    process: Process
    new: bool


def tell_new_owner(tx: Tx, before: Deal | None, after: Deal, entry: Entry) -> None:
    """Enqueues a message to whoever owns an open deal from this entry on, unless they took it themselves. What an
    import or a migration assigns is no news."""
    stays = before is not None and before.owner_id == after.owner_id
    if stays or not after.is_open or after.owner_id == entry.by or not entry.via.by_a_person:
        return
    payload = {"deal_id": after.id, "by": entry.by, "new": before is None}
    slot = f"deal {after.id} entry {entry.id}"
    told = Delivery(kind=REASSIGNED, recipient=str(after.owner_id), slot=slot, due_at=entry.at, payload=payload)
    tx.deliveries.enqueue(told)


def reassigned(tx: Tx, delivery: Delivery) -> Reassigned | None:
    """The deal of such a message as it stands now; None if it is not theirs any more, or closed."""
    deal, team = tx.deals.get(int(delivery.payload["deal_id"])), tx.people.team()
    by = team.by_id.get(int(delivery.payload["by"]))
    if deal is None or by is None or str(deal.owner_id) != delivery.recipient or not deal.is_open:
        return None
    return Reassigned(deal=deal, by=by, to=team[deal.owner_id], process=tx.process, new=bool(delivery.payload["new"]))
