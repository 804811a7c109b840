"""Deals and their journal, in one transaction. A save carries the version that was read; nothing is overwritten that
the writer has not seen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    false,
    func,
    select,
    union_all,
    update,
)

from sales.deal import TOUCHES, Deal, DealChange, Entry, Field, Via
from sales.money import Money
from sales.period import Period
from sales.process import Outcome, Requirement
from sales.revising import Revision
from sales.stalls import Watched
from sales.usecases.ports import DealName
from storage.among import Among, Ids
from storage.conflicts import conflict
from storage.convert import columns
from storage.deal_rows import ACCOUNT, DEALS, OPEN, change_of, deal_columns, deal_of
from storage.ready import Ready
from storage.restless import ALL_DECIDED, restless_deals
from storage.scope import HERE, Scope
from storage.tables import AccountRow, ActivityRow, ContactRow, DealChangeRow, DealRow, EntryRow, plain

AT_ONCE = 1_000
"""How many ids are asked for in one statement."""

_PRESENT = (DealRow.workspace_id == HERE, DealRow.deleted == false())
_AMONG = (DealRow.workspace_id == HERE, Among(DealRow.id, bindparam("ids", type_=Ids())))
_IT = (DealRow.workspace_id == HERE, DealRow.id == bindparam("deal"))
_EVEN_DELETED = DEALS.where(*_AMONG).order_by(DealRow.id)
_MANY = _EVEN_DELETED.where(DealRow.deleted == false())
_HELD, _HELD_EVEN_DELETED = (one.with_for_update(of=DealRow, key_share=True) for one in (_MANY, _EVEN_DELETED))
_ONE = Ready(DEALS.where(*_IT))
_ONE_HELD = Ready(DEALS.where(*_IT).with_for_update(of=DealRow, key_share=True))
_BY_CHANNEL = Ready(
    DEALS.where(*_PRESENT, DealRow.channel == bindparam("channel"))
    .order_by(DealRow.outcome != Outcome.OPEN.value, DealRow.id.desc())
    .limit(1)
)
_DECIDED = ALL_DECIDED.where(ContactRow.account_id.in_(bindparam("accounts", expanding=True)))
_IS_DECIDED = Ready(ALL_DECIDED.where(ContactRow.account_id == bindparam("account")).limit(1))
_HISTORY = Ready(
    select(*DealChangeRow.__table__.columns)
    .where(DealChangeRow.workspace_id == HERE, DealChangeRow.deal_id == bindparam("deal"))
    .order_by(DealChangeRow.at, DealChangeRow.id)
)
_BY_PEOPLE = [via.value for via in Via if via.by_a_person]
_NAMING = {Field.CREATED, Field.DELETED, Field.NAME, Field.ACCOUNT, Field.OWNER}


@lru_cache(maxsize=256)
def _saving(given: tuple[str, ...]) -> Ready:
    """The statement that saves these columns of a deal, if it has still the version that was read."""
    deals = plain(DealRow)
    it = (deals.c.workspace_id == HERE, deals.c.id == bindparam("deal"), deals.c.version == bindparam("read"))
    return Ready(update(deals).where(*it), given)


class SqlDeals:
    """The port `Deals`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._seen: dict[int, Deal] = {}

    def get(self, deal_id: int, *, even_deleted: bool = False) -> Deal | None:
        row = self._scope.ask_one(_ONE_HELD if self._scope.writes else _ONE, deal=deal_id)
        if row is None or (row.deleted and not even_deleted):
            return None
        found = self._seen[deal_id] = deal_of(row)
        return found

    def many(self, deal_ids: Collection[int]) -> dict[int, Deal]:
        return self._many(_MANY, deal_ids)

    def hold(self, deal_ids: Collection[int], *, even_deleted: bool = False) -> dict[int, Deal]:
        """See the port. PostgreSQL locks the rows one by one as they are sorted; SQLite's writer has locked
        everything."""
        if self._scope.writes:
            return self._many(_HELD_EVEN_DELETED if even_deleted else _HELD, deal_ids)
        return self._many(_EVEN_DELETED if even_deleted else _MANY, deal_ids)

    def _many(self, statement: Select[*tuple[Any, ...]], deal_ids: Collection[int]) -> dict[int, Deal]:
        return {row.id: deal_of(row) for row in self._scope.ask(statement, ids=deal_ids)} if deal_ids else {}

    def add(self, revision: Revision, entry: Entry) -> Deal:
        saved_id = self._scope.add(DealRow, deal_columns(revision.deal) | {"version": 1})
        self._write_changes([(change, saved_id, entry.id) for change in revision.changes])
        self._scope.names_changed = True
        return replace(revision.deal, id=saved_id, version=1)

    def add_all(self, revisions: Sequence[tuple[Revision, Entry]]) -> list[int]:
        """Saves many new deals at once; returns their ids in the same order. Entries that are not saved yet (id 0) are
        saved with them, equal ones once. A change that names a saved entry of its own keeps it."""
        entry_ids = self._saved_entries(entry for _, entry in revisions)
        rows = [deal_columns(revision.deal) | {"version": 1} for revision, _ in revisions]
        deal_ids = self._scope.add_many(DealRow, rows)
        self._write_changes(
            [
                (change, deal_id, change.entry_id or entry.id or entry_ids[entry])
                for (revision, entry), deal_id in zip(revisions, deal_ids, strict=True)
                for change in revision.changes
            ]
        )
        self._scope.names_changed = True
        return deal_ids

    def _saved_entries(self, entries: Iterable[Entry]) -> dict[Entry, int]:
        fresh = list(dict.fromkeys(entry for entry in entries if not entry.id))
        return dict(zip(fresh, self._scope.add_many(EntryRow, list(map(columns, fresh))), strict=True))

    def save(self, revision: Revision, entry: Entry) -> Deal:
        """Saves a revision of a deal and its changes; returns the deal with its new version. Raises `DealChanged`,
        naming who changed what, if its version is not the stored one, and `NotFound` if there is no such deal."""
        deal = revision.deal
        values = self._differing(deal) | {"version": deal.version + 1}
        if not self._scope.change(_saving(tuple(values)), values | {"deal": deal.id, "read": deal.version}):
            raise conflict(self._scope, deal.id, entry.at)
        self._write_changes([(change, deal.id, entry.id) for change in revision.changes])
        if deal.touched_at is not None:
            self._scope.touched[deal.id] = deal.touched_at
        self._scope.names_changed |= any(map(self._changes_names, revision.changes))
        saved = replace(deal, version=deal.version + 1)
        if any(change.field is Field.ACCOUNT for change in revision.changes):
            saved = replace(saved, account=self._account_name(deal.account_id))
        return saved

    def _differing(self, deal: Deal) -> dict[str, Any]:
        """The columns of a deal that are not as this transaction has read them: each one that is written is written to
        its indexes as well, changed or not."""
        values, seen = deal_columns(deal), self._seen.get(deal.id)
        if seen is None or seen.version != deal.version:
            return values
        before = deal_columns(seen)
        return {name: value for name, value in values.items() if value != before[name]}

    def _write_changes(self, changes: Iterable[tuple[DealChange, int, int]]) -> None:
        """Adds changes with the ids of the deal and the entry they belong to."""
        rows = [columns(change) | {"deal_id": deal_id, "entry_id": entry_id} for change, deal_id, entry_id in changes]
        self._scope.write_many(DealChangeRow, rows)

    def _changes_names(self, change: DealChange) -> bool:
        """Whether a change alters what `names` shows: a stage does only where it opens or closes the deal."""
        if change.field is not Field.STAGE:
            return change.field in _NAMING
        stages = [self._scope.process.by_key.get(key or "") for key in (change.old, change.new)]
        return any(stage is None or not stage.is_open for stage in stages)

    def _account_name(self, account_id: int | None) -> str:
        row = self._scope.first(
            select(AccountRow.name).where(self._scope.here(AccountRow), AccountRow.id == account_id)
        )
        return row.name if row else ""

    def names(
        self, *, stamp: int | None = None, owner_ids: Collection[int] | None = None, only_open: bool = False
    ) -> tuple[int, Sequence[DealName] | None]:
        """See the port."""
        present = self._scope.names_stamp()
        if stamp == present:
            return present, None
        whose = () if owner_ids is None else (DealRow.owner_id.in_(owner_ids),)
        which = OPEN if only_open else (DealRow.deleted == false(),)
        statement = (
            select(
                *(DealRow.id, DealRow.name, func.coalesce(AccountRow.name, ""), DealRow.owner_id),
                *(DealRow.outcome == Outcome.OPEN.value, DealRow.touched_at),
            )
            .outerjoin(AccountRow, ACCOUNT)
            .where(self._scope.here(DealRow), *which, *whose)
        )
        found = self._scope.values(statement, DealName._make)
        return present, sorted(found, key=itemgetter(0))  # were SQLite to sort, it would read all deals for that

    def owners_at(self, account_id: int) -> list[int]:
        """See the port."""
        statement = select(DealRow.owner_id).where(
            self._scope.here(DealRow), DealRow.account_id == account_id, DealRow.deleted == false()
        )
        return [row.owner_id for row in self._scope.rows(statement.order_by(DealRow.id))]

    def names_stamp(self) -> int:
        return self._scope.names_stamp()

    def open_of(self, owner_ids: Collection[int]) -> list[Deal]:
        statement = DEALS.where(self._scope.here(DealRow), *OPEN, DealRow.owner_id.in_(owner_ids))
        return self._deals(statement.order_by(DealRow.close_date.is_(None), DealRow.close_date, DealRow.id))

    def open_owners(self) -> set[int]:
        statement = select(DealRow.owner_id).where(self._scope.here(DealRow), *OPEN).distinct()
        return {row.owner_id for row in self._scope.rows(statement)}

    def restless(
        self,
        touched_before: Mapping[str, datetime],
        today: date,
        required: Mapping[str, Collection[Requirement]],
        owner_ids: Collection[int] | None = None,
    ) -> list[Watched]:
        deals = restless_deals(self._scope.workspace_id, touched_before, today, required, owner_ids)
        return self._scope.values(deals, Watched._make)

    def ended(self, owner_ids: Collection[int], outcome: Outcome, period: Period | None, limit: int) -> list[Deal]:
        """See the port."""
        when = () if period is None else (DealRow.closed_on >= period.start, DealRow.closed_on < period.end)
        which = (DealRow.outcome == outcome.value, DealRow.deleted == false(), DealRow.owner_id.in_(owner_ids), *when)
        statement = DEALS.where(self._scope.here(DealRow), *which)
        return self._deals(statement.order_by(DealRow.closed_on.desc(), DealRow.id.desc()).limit(limit))

    def created(self, owner_ids: Collection[int], start: datetime, end: datetime, limit: int) -> list[Deal]:
        """See the port."""
        which = (DealRow.deleted == false(), DealRow.owner_id.in_(owner_ids))
        when = (DealRow.created_at >= start, DealRow.created_at < end)
        statement = DEALS.where(self._scope.here(DealRow), *which, *when)
        return self._deals(statement.order_by(DealRow.created_at.desc(), DealRow.id.desc()).limit(limit))

    def _deals(self, statement: Select[*tuple[Any, ...]]) -> list[Deal]:
        return [deal_of(row) for row in self._scope.rows(statement)]

    def history(self, deal_id: int) -> list[DealChange]:
        return [change_of(row) for row in self._scope.ask(_HISTORY, deal=deal_id)]

    def last_touch(self, deal_id: int) -> datetime | None:
        instants = []
        for table, limits in (
            (DealChangeRow, [DealChangeRow.field.in_([field.value for field in TOUCHES])]),
            (ActivityRow, []),
        ):
            instants.append(
                select(EntryRow.at.label("at"))
                .join(table, and_(EntryRow.workspace_id == table.workspace_id, EntryRow.id == table.entry_id))
                .where(self._scope.here(table), table.deal_id == deal_id, *limits)
                .where(EntryRow.undone == false(), EntryRow.via.in_(_BY_PEOPLE))
            )
        touches = union_all(*instants).subquery()
        row = self._scope.first(select(func.max(touches.c.at).label("latest")))
        latest: datetime | None = row.latest if row else None
        return latest

    def with_decision_maker(self, account_ids: Collection[int]) -> set[int]:
        if len(account_ids) == 1:
            [only] = account_ids
            return {only} if self._scope.ask_one(_IS_DECIDED, account=only) else set()
        if len(account_ids) > AT_ONCE:  # one look at all that are decided, rather than many at those asked for
            return {row.account_id for row in self._scope.ask(ALL_DECIDED)}.intersection(account_ids)
        return {row.account_id for row in self._scope.ask(_DECIDED, accounts=list(account_ids))}

    def by_channel(self, channel: str) -> Deal | None:
        """The deal a channel is linked to; an open one before a closed one, then the newest."""
        row = self._scope.ask_one(_BY_CHANNEL, channel=channel)
        return deal_of(row) if row else None

    def count_ignored(self, deal_ids: Collection[int]) -> None:
        self.hold(deal_ids)
        statement = update(DealRow).where(self._scope.here(DealRow), DealRow.id.in_(deal_ids))
        self._scope.execute(statement.values(ignored_nudges=DealRow.ignored_nudges + 1))

    def won_amounts(self, owner_id: int, *, besides: int = 0) -> list[Money | None]:
        """The amounts of the deals this person has won, by the day they were closed on; None for one without."""
        statement = select(DealRow.amount_minor, DealRow.currency).where(
            *self._won(besides), DealRow.owner_id == owner_id
        )
        rows = self._scope.pairs(statement.order_by(DealRow.counts_on, DealRow.id))
        return [None if minor is None else Money(minor, currency) for minor, currency in rows]

    def win_record(self, *, besides: int = 0) -> tuple[int, list[Money]]:
        """How many deals the workspace has won, and the largest amount per currency, by currency."""
        statement = (
            select(DealRow.currency, func.count().label("won"), func.max(DealRow.amount_minor).label("largest"))
            .where(*self._won(besides))
            .group_by(DealRow.currency)
            .order_by(DealRow.currency)
        )
        rows = self._scope.rows(statement)
        return sum(row.won for row in rows), [Money(row.largest, row.currency) for row in rows if row.currency]

    def _won(self, besides: int) -> tuple[ColumnElement[bool], ...]:
        won = DealRow.outcome == Outcome.WON.value
        return self._scope.here(DealRow), DealRow.deleted == false(), won, DealRow.id != besides

    def currencies(self) -> frozenset[str]:
        found = select(DealRow.currency).distinct()
        rows = self._scope.execute(found.where(self._scope.here(DealRow), DealRow.deleted == false()))
        return frozenset(row.currency for row in rows if row.currency)

    def sources(self) -> dict[str, Deal]:
        """Every deal that came from elsewhere, by external id; deleted ones too, so that nobody imports them again."""
        deals = self._deals(DEALS.where(self._scope.here(DealRow), DealRow.external_id.is_not(None)))
        return {deal.external_id: deal for deal in deals if deal.external_id is not None}
