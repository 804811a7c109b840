"""Deals, the entries that change them, and what happened with the customer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from sales.activity import Account, Activity, Contact, CustomerChange
from sales.deal import Deal, DealChange, Entry
from sales.money import Money
from sales.period import Period
from sales.process import Outcome, Requirement
from sales.revising import Revision
from sales.stalls import Watched


class DealName(NamedTuple):
    """What is needed to recognise a deal by name. A tuple, for somebody may see 100,000."""

    id: int
    name: str
    account: str
    owner_id: int
    is_open: bool
    touched_at: datetime | None


@dataclass(frozen=True, slots=True)
class Win:
    """The story of a deal that was won, as its celebration tells it. `retracted` when the deal was reopened."""

    deal_id: int
    entry_id: int
    story: str = ""
    helpers: tuple[int, ...] = ()
    retracted: bool = False


class Deals(Protocol):
    """Deals and their journal, in one transaction."""

    def get(self, deal_id: int, *, even_deleted: bool = False) -> Deal | None:
        """The deal, unless there is none, it is deleted, or it belongs to another workspace. Held like those of
        `hold`."""

    def many(self, deal_ids: Collection[int]) -> dict[int, Deal]:
        """Those of the deals that are there and not deleted, by id, to be shown: whoever writes does not hold them."""

    def hold(self, deal_ids: Collection[int], *, even_deleted: bool = False) -> dict[int, Deal]:
        """The same, to be changed: from here on a transaction that writes is the only one that can, so that what was
        read is still true when it is saved. Whoever changes several holds all of them first, and deals before the
        deliveries that tell of them: everybody in one order (here that of the ids), so that nobody waits in a ring."""

    def add(self, revision: Revision, entry: Entry) -> Deal:
        """Saves a new deal with its changes; returns it with its id, version 1."""

    def add_all(self, revisions: Sequence[tuple[Revision, Entry]]) -> list[int]:
        """Saves many new deals at once (imports) and returns their ids, in the same order. A change that names a saved
        entry of its own keeps it."""

    def save(self, revision: Revision, entry: Entry) -> Deal:
        """Saves a revision of a deal and its changes. Raises `DealChanged`, naming who, if its version is not the
        stored one."""

    def names(
        self, *, stamp: int | None = None, owner_ids: Collection[int] | None = None, only_open: bool = False
    ) -> tuple[int, Sequence[DealName] | None]:
        """The names of all deals, or of those of these owners, or of the open ones, by id, with a stamp that grows
        whenever any name, account, owner or outcome changes; None instead of the names when `stamp` is still the
        present one. In a transaction that has changed them itself the stamp is below zero, and not to be kept."""

    def owners_at(self, account_id: int) -> list[int]:
        """Who owns the deals with an account, by deal; nobody, if there are none."""

    def names_stamp(self) -> int:
        """The present stamp alone; aliases move it on as well."""

    def open_of(self, owner_ids: Collection[int]) -> list[Deal]:
        """The open deals of these owners, by close date (none last), then by id."""

    def open_owners(self) -> set[int]:
        """Everybody who has an open deal."""

    def ended(self, owner_ids: Collection[int], outcome: Outcome, period: Period | None, limit: int) -> list[Deal]:
        """Deals of these owners that were won, or lost, on a day of `period` (None: ever), the latest first."""

    def created(self, owner_ids: Collection[int], start: datetime, end: datetime, limit: int) -> list[Deal]:
        """Deals of these owners that were created in [start, end), the latest first."""

    def needing_attention(
        self,
        touched_before: Mapping[str, datetime],
        today: date,
        required: Mapping[str, Collection[Requirement]],
        owner_ids: Collection[int] | None = None,
    ) -> list[Watched]:
        """Every open deal, of these owners if any are given, that might need its owner, by id: in a stage and last
        touched before that stage's instant, or never touched, or with a close date before `today`, or without a fact
        that its stage requires. A superset of the stalled ones, in one indexed query."""

    def history(self, deal_id: int) -> list[DealChange]:
        """All changes of the deal, oldest first."""

    def last_touch(self, deal_id: int) -> datetime | None:
        """The latest visible activity or touching change by a person that was not undone."""

    def with_decision_maker(self, account_ids: Collection[int]) -> set[int]:
        """Which of these accounts have a contact who is the decision maker."""

    def count_ignored(self, deal_ids: Collection[int]) -> None:
        """Adds one to how often each of these deals was reminded of in vain; no change and no new version."""

    def by_channel(self, channel: str) -> Deal | None:
        """The deal a channel is linked to."""

    def won_amounts(self, owner_id: int, *, besides: int = 0) -> list[Money | None]:
        """The amounts of all deals this person has won, oldest first, but for the deal `besides`."""

    def win_record(self, *, besides: int = 0) -> tuple[int, list[Money]]:
        """How many deals the workspace has won, and the largest amount per currency, but for the deal `besides`."""

    def currencies(self) -> frozenset[str]:
        """The currencies in which deals have amounts, deleted deals left out. Reads them all: not for every day."""

    def sources(self) -> dict[str, Deal]:
        """Every deal that came from elsewhere, by external id (imports)."""


class Entries(Protocol):
    """What people said or clicked, and what each entry saved."""

    def add(self, entry: Entry) -> Entry: ...
    def add_all(self, entries: Sequence[Entry]) -> list[Entry]:
        """Saves many at once; returns them with their ids, in the same order."""

    def get(self, entry_id: int) -> Entry | None: ...
    def many(self, entry_ids: Collection[int]) -> dict[int, Entry]: ...
    def of_message(self, channel: str, ts: str) -> Entry | None:
        """The entry that a message made, if it made one."""

    def latest_by(
        self, person_id: int | None, channel: str | None = None, *, roots: Collection[str] = (), forms: bool = False
    ) -> Entry | None:
        """The latest entry of a person (None: of anybody) that was not undone and is no undo itself: in a channel (with
        what was entered in `forms`, which have none), in the conversations that begin with the messages `roots`."""

    def lately_by(self, person_id: int) -> list[Entry]:
        """The person's twenty latest entries, undone or not, the latest first."""

    def changes(self, entry_id: int) -> list[DealChange]: ...
    def activities(self, entry_id: int) -> list[Activity]: ...
    def mark_undone(self, entry_id: int, undone: bool = True) -> bool:
        """Hides the entry's activities, or shows them again; its changes stay, being facts. False where that was so
        already: of two who undo at once, one is first."""

    def correction_of(self, entry_id: int) -> Entry | None:
        """The correction that stands in the place of an entry, if there is one."""

    def moved_after(self, entry_id: int, limit: int) -> tuple[int, set[int]]:
        """The id of the latest entry that a person made after that one (that one's, if there is none), and the deals
        that those entries, and those that they undo, are about: of the latest `limit` entries at most."""

    def void_of(self, deal_id: int) -> set[int]:
        """Of the entries that changed the deal, those that say nothing any more: undone ones, and undos."""


class Activities(Protocol):
    """Activities, accounts, contacts and ticked exit criteria."""

    def add(self, activity: Activity, entry: Entry) -> Activity:
        """Saves it and touches its deal at `entry.at`, without a new version of the deal."""

    def add_all(self, activities: Sequence[Activity]) -> None:
        """Saves many at once, each under the saved entry it names, and touches no deal: whoever saves a past as a
        whole says when each deal was touched."""

    def of_deal(self, deal_id: int, limit: int = 20) -> list[Activity]:
        """The latest visible ones first."""

    def count_by_kind(
        self, person_ids: Collection[int], since: datetime, until: datetime | None = None
    ) -> dict[tuple[int, str], int]:
        """How many visible activities each person logged in [since, until), by person and kind."""

    def account(self, name: str) -> Account | None: ...
    def account_names(self) -> list[Account]: ...
    def save_account(self, account: Account) -> Account: ...
    def save_accounts(self, names: Collection[str]) -> dict[str, Account]:
        """Adds many at once; returns all of them, known before or not, by the names as they were given."""

    def contacts(self, account_id: int) -> list[Contact]: ...
    def with_contacts(self, account_ids: Collection[int]) -> set[int]:
        """Which of these accounts have a contact at all."""

    def contacts_called(self, name: str) -> list[tuple[Contact, Account]]:
        """The contacts whose name, or a word of it, is `name`; at most twenty, by name."""

    def save_contact(self, contact: Contact) -> Contact: ...
    def note_change(self, change: CustomerChange) -> None:
        """Writes down what an entry did to a customer, so that it can be undone."""

    def customer_changes(self, entry_id: int) -> list[CustomerChange]: ...
    def drop_contact(self, contact_id: int) -> None: ...
    def drop_account(self, account_id: int) -> bool:
        """Removes an account that has neither deals nor contacts; False for one that has."""

    def add_contacts(self, contacts: Sequence[Contact]) -> None: ...
    def tick(self, deal_id: int, criterion: str, evidence: str, entry: Entry) -> None:
        """Marks an exit criterion ("stage.key") of a deal as met."""

    def tick_all(self, ticks: Sequence[tuple[int, str, str, int]]) -> None:
        """The same for many: (deal id, criterion, evidence, id of a saved entry)."""

    def ticked(self, deal_id: int) -> dict[str, str]:
        """The exit criteria met, with their evidence."""

    def ticks_of(self, entry_id: int, deal_id: int) -> dict[str, str]:
        """The exit criteria of a deal that an entry ticked, with their evidence."""
