"""Who somebody is: contacts of a deal's account or by name, where the actor may see a deal of it; else a colleague."""

from __future__ import annotations

from dataclasses import dataclass

from sales.activity import BuyingRole, Contact
from sales.errors import NotFound
from sales.people import Person, Team
from sales.usecases.actors import Actor, deal_to_see
from sales.usecases.intents import person_said
from sales.usecases.ports import Tx

_ORDER = {role: number for number, role in enumerate(BuyingRole)}


@dataclass(frozen=True, slots=True)
class ContactList:
    """Contacts with their accounts' names, or one colleague with whom they report to."""

    title: str
    contacts: tuple[tuple[Contact, str], ...] = ()
    colleague: Person | None = None
    manager: Person | None = None


def contacts_of(tx: Tx, actor: Actor, deal_id: int) -> ContactList:
    """The people at the deal's account, those who decide first. Raises `NotFound` as `deal_to_see` does."""
    deal = deal_to_see(tx, actor, deal_id)
    found = tx.activities.contacts(deal.account_id) if deal.account_id is not None else []
    by_role = sorted(found, key=lambda contact: _ORDER[contact.role] if contact.role else len(_ORDER))
    name = deal.account or deal.name
    return ContactList(f"People at {name}", tuple((contact, name) for contact in by_role))


def who_is(tx: Tx, actor: Actor, name: str) -> ContactList:
    """The contacts of that name at accounts with a deal the actor may see, else the colleague of that name."""
    team = tx.people.team()
    seen = team.sees_deals_of(actor.person)
    found = tx.activities.contacts_called(name)
    visible = {at for at in {account.id for _, account in found} if not seen.isdisjoint(tx.deals.owners_at(at))}
    shown = tuple((contact, account.name) for contact, account in found if account.id in visible)
    if shown:
        return ContactList(f"{name}", shown)
    return _colleague(team, name)


def _colleague(team: Team, name: str) -> ContactList:
    try:
        person = team[person_said(team, name)]
    except NotFound:
        return ContactList(f"I know nobody called {name}")
    return ContactList(person.name, colleague=person, manager=team.by_id.get(person.manager_id or 0))
