"""Deals and their journal as they are found, in one transaction. How they are saved: `storage.deal_saving`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
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

from sales.deal import TOUCHES, Deal, DealChange, Via
from sales.money import Money
from sales.period import Period
from sales.process import Outcome, Requirement
from sales.stalls import Watched
from sales.usecases.ports import DealName
from storage.attention import ALL_DECIDED, needing_attention
from storage.compiled import Compiled
from storage.deal_rows import ACCOUNT, DEALS, OPEN, change_of, deal_of
from storage.deal_saving import DealSaving
from storage.many_ids import AnyOf, Ids
from storage.statements import HERE
from storage.tables import AccountRow, ActivityRow, ContactRow, DealChangeRow, DealRow, EntryRow

AT_ONCE = 1_000
"""How many ids are asked for in one statement."""

_PRESENT = (DealRow.workspace_id == HERE, DealRow.deleted == false())
_AMONG = (DealRow.workspace_id == HERE, AnyOf(DealRow.id, bindparam("ids", type_=Ids())))
_IT = (DealRow.workspace_id == HERE, DealRow.id == bindparam("deal"))
_EVEN_DELETED = DEALS.where(*_AMONG).order_by(DealRow.id)
_MANY = _EVEN_DELETED.where(DealRow.deleted == false())
_HELD, _HELD_EVEN_DELETED = (one.with_for_update(of=DealRow, key_share=True) for one in (_MANY, _EVEN_DELETED))
_ONE = Compiled(DEALS.where(*_IT))
_ONE_HELD = Compiled(DEALS.where(*_IT).with_for_update(of=DealRow, key_share=True))
_BY_CHANNEL = Compiled(
    DEALS.where(*_PRESENT, DealRow.channel == bindparam("channel"))
    .order_by(DealRow.outcome != Outcome.OPEN.value, DealRow.id.desc())
    .limit(1)
)
_DECIDED = ALL_DECIDED.where(ContactRow.account_id.in_(bindparam("accounts", expanding=True)))
_IS_DECIDED = Compiled(ALL_DECIDED.where(ContactRow.account_id == bindparam("account")).limit(1))
_HISTORY = Compiled(
    select(*DealChangeRow.__table__.columns)
    .where(DealChangeRow.workspace_id == HERE, DealChangeRow.deal_id == bindparam("deal"))
    .order_by(DealChangeRow.at, DealChangeRow.id)
)
_BY_PEOPLE = [via.value for via in Via if via.by_a_person]


class SqlDeals(DealSaving):
    """The port `Deals`."""

    def get(self, deal_id: int, *, even_deleted: bool = False) -> Deal | None:
        row = self._scope.ask_one(_ONE_HELD if self._scope.writes else _ONE, deal=deal_id)
        if row is None or (row.deleted and not even_deleted):
            return None
        found = self._read[deal_id] = deal_of(row)
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

    def needing_attention(
        self,
        touched_before: Mapping[str, datetime],
        today: date,
        required: Mapping[str, Collection[Requirement]],
        owner_ids: Collection[int] | None = None,
    ) -> list[Watched]:
        deals = needing_attention(self._scope.workspace_id, touched_before, today, required, owner_ids)
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
