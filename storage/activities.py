"""Activities, accounts, contacts and ticked exit criteria, in one transaction. An activity or tick is visible as long
as its entry was not undone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, delete, false, func, or_, select, update

from sales.activity import Account, Activity, Contact, CustomerChange
from sales.deal import Entry
from sales.errors import NotFound
from sales.language.name_tables import name_key as spoken_key
from storage.compiled import Compiled
from storage.convert import account_of, activity_of, columns, contact_of, customer_change_of, name_key
from storage.scope import Scope
from storage.statements import HERE
from storage.tables import (
    AccountRow,
    ActivityRow,
    ContactRow,
    CustomerChangeRow,
    DealRow,
    EntryRow,
    ExitTickRow,
    plain,
)


def _its_visible_entry(table: type[ActivityRow] | type[ExitTickRow]) -> ColumnElement[bool]:
    same = and_(EntryRow.workspace_id == table.workspace_id, EntryRow.id == table.entry_id)
    return and_(same, EntryRow.undone == false())


_ITS_VISIBLE_ENTRY = _its_visible_entry(ActivityRow)
_DEALS = plain(DealRow)
_TOUCH = Compiled(
    update(_DEALS)
    .where(
        _DEALS.c.workspace_id == HERE,
        _DEALS.c.id == bindparam("deal"),
        or_(_DEALS.c.touched_at.is_(None), _DEALS.c.touched_at < bindparam("at")),
    )
    .values(touched_at=bindparam("at"), ignored_nudges=0)
)
_OF_DEAL = Compiled(
    select(*ActivityRow.__table__.columns)
    .join(EntryRow, _ITS_VISIBLE_ENTRY)
    .where(ActivityRow.workspace_id == HERE, ActivityRow.deal_id == bindparam("deal"))
    .order_by(ActivityRow.happened_on.desc(), ActivityRow.id.desc())
    .limit(bindparam("most"))
)
_CONTACTS = Compiled(
    select(*ContactRow.__table__.columns)
    .where(ContactRow.workspace_id == HERE, ContactRow.account_id == bindparam("account"))
    .order_by(ContactRow.name, ContactRow.id)
)
_TICKED = Compiled(
    select(ExitTickRow.criterion, ExitTickRow.evidence)
    .join(EntryRow, _its_visible_entry(ExitTickRow))
    .where(ExitTickRow.workspace_id == HERE, ExitTickRow.deal_id == bindparam("deal"))
    .order_by(ExitTickRow.entry_id)
)


def _contact_columns(contact: Contact) -> dict[str, object]:
    return columns(contact) | {"name_key": spoken_key(contact.name)}


def _facts(contact: Contact | None) -> dict[str, object] | None:
    return None if contact is None else columns(contact, "account_id")


class SqlActivities:
    """The port `Activities`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def add(self, activity: Activity, entry: Entry) -> Activity:
        """Saves it. An activity that a person logs touches its deal at `entry.at`; an imported one does not."""
        saved = replace(activity, entry_id=entry.id)
        saved = replace(saved, id=self._scope.add(ActivityRow, columns(saved)))
        if entry.via.by_a_person and self._scope.touched.get(activity.deal_id) != entry.at:
            self._scope.change(_TOUCH, {"deal": activity.deal_id, "at": entry.at})
        return saved

    def add_all(self, activities: Sequence[Activity]) -> None:
        """Saves many at once, each under the saved entry it names. Touches no deal: whoever saves a past as a whole
        says when each deal was touched."""
        self._scope.write_many(ActivityRow, list(map(columns, activities)))

    def of_deal(self, deal_id: int, limit: int = 20) -> list[Activity]:
        return [activity_of(row) for row in self._scope.ask(_OF_DEAL, deal=deal_id, most=limit)]

    def count_by_kind(
        self, person_ids: Collection[int], since: datetime, until: datetime | None = None
    ) -> dict[tuple[int, str], int]:
        """How many visible activities each person logged at or after `since`, and before `until`, by kind."""
        end = () if until is None else (ActivityRow.logged_at < until,)
        statement = (
            select(ActivityRow.by, ActivityRow.kind, func.count())
            .join(EntryRow, _ITS_VISIBLE_ENTRY)
            .where(self._scope.here(ActivityRow), ActivityRow.by.in_(person_ids), ActivityRow.logged_at >= since, *end)
            .group_by(ActivityRow.by, ActivityRow.kind)
        )
        return {(by, kind): count for by, kind, count in self._scope.rows(statement)}

    def account(self, name: str) -> Account | None:
        """The account of that name, whatever the case and the spacing."""
        row = self._scope.first(
            select(AccountRow.id, AccountRow.name).where(
                self._scope.here(AccountRow), AccountRow.name_key == name_key(name)
            )
        )
        return account_of(row) if row else None

    def account_names(self) -> list[Account]:
        """All accounts, by name."""
        statement = select(AccountRow.id, AccountRow.name).where(self._scope.here(AccountRow))
        return [account_of(row) for row in self._scope.rows(statement.order_by(AccountRow.name_key))]

    def save_account(self, account: Account) -> Account:
        """Adds (id 0) or renames. Adding a name that is there already, whatever the case, gives that account."""
        spelled = {"name": " ".join(account.name.split()), "name_key": name_key(account.name)}
        self._scope.names_changed = True
        if account.id:
            statement = update(AccountRow).where(self._scope.here(AccountRow), AccountRow.id == account.id)
            if not self._scope.execute(statement.values(spelled)).rowcount:
                raise NotFound("There is no such account.")
            return replace(account, name=spelled["name"])
        self._scope.add_unless_known(AccountRow, spelled)
        saved = self.account(account.name)
        assert saved is not None
        return saved

    def save_accounts(self, names: Collection[str]) -> dict[str, Account]:
        """Adds many at once; returns all of them, known before or not, by the names as they were given."""
        spelled = {name_key(name): {"name": " ".join(name.split()), "name_key": name_key(name)} for name in names}
        statement = select(AccountRow.name_key, AccountRow.id, AccountRow.name).where(self._scope.here(AccountRow))
        known = {row.name_key for row in self._scope.rows(statement)}
        self._scope.write_many(AccountRow, [row for key, row in spelled.items() if key not in known])
        self._scope.names_changed = True
        saved = {row.name_key: account_of(row) for row in self._scope.rows(statement)}
        return {name: saved[name_key(name)] for name in names}

    def contacts(self, account_id: int) -> list[Contact]:
        """The account's contacts, by name."""
        return [contact_of(row) for row in self._scope.ask(_CONTACTS, account=account_id)]

    def with_contacts(self, account_ids: Collection[int]) -> set[int]:
        known = select(ContactRow.account_id).where(
            self._scope.here(ContactRow), ContactRow.account_id.in_(account_ids)
        )
        return {row.account_id for row in self._scope.rows(known.distinct())}

    def contacts_called(self, name: str) -> list[tuple[Contact, Account]]:
        """The contacts whose name, or a word of it, is `name`, whatever the case and with or without its marks; by
        name."""
        wanted = spoken_key(name)
        if not wanted:
            return []
        same = and_(AccountRow.workspace_id == ContactRow.workspace_id, AccountRow.id == ContactRow.account_id)
        spaced = " " + ContactRow.name_key + " "
        statement = (
            select(*ContactRow.__table__.columns, AccountRow.name.label("account"))
            .join(AccountRow, same)
            .where(self._scope.here(ContactRow), spaced.contains(f" {wanted} ", autoescape=True))
            .order_by(ContactRow.name, ContactRow.id)
            .limit(20)
        )
        rows = self._scope.rows(statement)
        return [(contact_of(row), Account(id=row.account_id, name=row.account)) for row in rows]

    def save_contact(self, contact: Contact) -> Contact:
        """Adds (id 0) or updates; returns it with its id. Raises `NotFound` where there is none to update."""
        if not contact.id:
            return replace(contact, id=self._scope.add(ContactRow, _contact_columns(contact)))
        statement = update(ContactRow).where(self._scope.here(ContactRow), ContactRow.id == contact.id)
        if not self._scope.execute(statement.values(_contact_columns(contact))).rowcount:
            raise NotFound("There is no such contact.")
        return contact

    def add_contacts(self, contacts: Sequence[Contact]) -> None:
        """Adds many new ones at once."""
        self._scope.write_many(ContactRow, list(map(_contact_columns, contacts)))

    def note_change(self, change: CustomerChange) -> None:
        """Writes down what an entry did to a customer, so that it can be undone."""
        facts = {name: _facts(contact) for name, contact in (("old", change.old), ("new", change.new))}
        self._scope.add(CustomerChangeRow, columns(change, "old", "new") | facts)

    def customer_changes(self, entry_id: int) -> list[CustomerChange]:
        """What an entry did to customers, in the order in which it did it."""
        statement = select(*CustomerChangeRow.__table__.columns).where(
            self._scope.here(CustomerChangeRow), CustomerChangeRow.entry_id == entry_id
        )
        return [customer_change_of(row) for row in self._scope.rows(statement.order_by(CustomerChangeRow.id))]

    def drop_contact(self, contact_id: int) -> None:
        self._scope.execute(delete(ContactRow).where(self._scope.here(ContactRow), ContactRow.id == contact_id))

    def drop_account(self, account_id: int) -> bool:
        """Removes an account that has neither deals nor contacts; False for one that has."""
        used = (
            select(table.id).where(self._scope.here(table), table.account_id == account_id).exists()
            for table in (DealRow, ContactRow)
        )
        statement = delete(AccountRow).where(
            self._scope.here(AccountRow), AccountRow.id == account_id, *(~one for one in used)
        )
        self._scope.names_changed = True
        return bool(self._scope.execute(statement).rowcount)

    def tick(self, deal_id: int, criterion: str, evidence: str, entry: Entry) -> None:
        values = {"deal_id": deal_id, "criterion": criterion, "evidence": evidence, "entry_id": entry.id}
        self._scope.put(ExitTickRow, values)

    def tick_all(self, ticks: Sequence[tuple[int, str, str, int]]) -> None:
        """Saves many ticks at once: (deal id, criterion, evidence, entry id)."""
        names = ("deal_id", "criterion", "evidence", "entry_id")
        self._scope.put_many(ExitTickRow, [dict(zip(names, tick, strict=True)) for tick in ticks])

    def ticked(self, deal_id: int) -> dict[str, str]:
        """The exit criteria met, with the evidence that was given last."""
        return {row.criterion: row.evidence for row in self._scope.ask(_TICKED, deal=deal_id)}

    def ticks_of(self, entry_id: int, deal_id: int) -> dict[str, str]:
        statement = select(ExitTickRow.criterion, ExitTickRow.evidence).where(
            self._scope.here(ExitTickRow), ExitTickRow.entry_id == entry_id, ExitTickRow.deal_id == deal_id
        )
        return {row.criterion: row.evidence for row in self._scope.rows(statement)}
