"""Accounts and the people there: added or brought up to date under an entry, and written down so that undo can take it
back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sales.activity import Account, BuyingRole, Contact, CustomerChange
from sales.deal import Entry
from sales.errors import Invalid, NotAllowed
from sales.usecases.actors import Actor
from sales.usecases.ports import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContact:
    """A contact to be added to an account, or brought up to date by name."""

    name: str
    title: str = ""
    email: str = ""
    role: BuyingRole | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountWish:
    """What somebody wants done to an account by name: that it is there, with these contacts."""

    account: str
    contacts: tuple[NewContact, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedAccount:
    """What happened to an account; `new` if it was not there before."""

    account: Account
    new: bool
    contacts: tuple[Contact, ...] = ()


def save_account(tx: Tx, actor: Actor, wish: AccountWish, entry: Entry) -> SavedAccount:
    """Adds the account unless it is there, and its contacts. Raises `NotAllowed` for an account all of whose deals are
    other people's."""
    known = tx.activities.account(wish.account)
    if known is not None:
        _require_a_deal(tx, actor, known)
    account = known or _added(tx, wish.account, entry)
    return SavedAccount(account, known is None, tuple(save_contact(tx, account.id, c, entry) for c in wish.contacts))


def _require_a_deal(tx: Tx, actor: Actor, account: Account) -> None:
    owners = tx.deals.owners_at(account.id)
    team = tx.people.team()
    if not owners or not team.changes_deals_of(actor.person).isdisjoint(owners):
        return
    seen = team.sees_deals_of(actor.person)
    owner = next((team[owner].name for owner in owners if owner in seen), "whoever works with them")
    raise NotAllowed(f"You have no deal with {account.name}. Ask {owner} or a manager to change it.")


def _added(tx: Tx, name: str, entry: Entry) -> Account:
    if not name.strip():
        raise Invalid("An account needs a name.", field="account")
    account = tx.activities.save_account(Account(name=name.strip()))
    tx.activities.note_change(CustomerChange(entry.id, account.id))
    return account


def save_contact(tx: Tx, account_id: int, contact: NewContact, entry: Entry) -> Contact:
    """Adds the contact, or adds to the one of that name what is new. Raises `Invalid` for one without a name."""
    name = contact.name.strip()
    if not name:
        raise Invalid("A contact needs a name.", field="contact")
    known = {c.name.casefold(): c for c in tx.activities.contacts(account_id)}.get(name.casefold())
    found = known or Contact(account_id=account_id, name=name)
    wanted = replace(
        found,
        title=contact.title or found.title,
        email=contact.email or found.email,
        role=contact.role or found.role,
    )
    saved = wanted if wanted == known else tx.activities.save_contact(wanted)
    if saved != known:
        tx.activities.note_change(CustomerChange(entry.id, account_id, saved.id, known, saved))
    return saved
