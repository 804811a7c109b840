"""Whom a deal may be handed to. Within a team that is a fact like any other; to another team it is a step of its own,
because the deal then counts in another forecast."""

from __future__ import annotations

from sales.deal import Deal
from sales.errors import Invalid
from sales.people import Person
from sales.usecases.actors import Actor
from sales.usecases.ports import Store

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
