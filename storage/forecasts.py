"""Sums and changes, in one transaction. Adds up in SQL, once; what was is rebuilt from the journal, so that it costs
what has changed and not what there is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, false, func, select

from sales.deal import Deal, DealChange, Field
from sales.forecast import Cell, Closing, DealSpan
from sales.period import Period
from sales.process import Outcome
from storage.convert import change_of, deal_of
from storage.deals import DEALS, OPEN
from storage.past import Past, visible
from storage.scope import HERE, Scope
from storage.tables import AccountRow, DealChangeRow, DealRow

_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_OF_OWNERS = DealRow.owner_id.in_(bindparam("owners", expanding=True))


@lru_cache
def _cells(of_period: bool, of_owners: bool) -> Select[*tuple[Any, ...]]:
    shared = (DealRow.owner_id, DealRow.stage, DealRow.outcome, DealRow.category, DealRow.currency)
    sums = (func.count(), func.coalesce(func.sum(DealRow.amount_minor), 0))
    statement = select(*shared, *sums).where(DealRow.workspace_id == HERE, DealRow.deleted == false()).group_by(*shared)
    if of_period:
        statement = statement.where(DealRow.counts_on >= bindparam("start"), DealRow.counts_on < bindparam("end"))
    return statement.where(_OF_OWNERS) if of_owners else statement


@lru_cache
def _undated(of_owners: bool) -> Select[*tuple[Any, ...]]:
    statement = select(DealRow.owner_id).where(DealRow.workspace_id == HERE, *OPEN, DealRow.close_date.is_(None))
    return statement.where(_OF_OWNERS) if of_owners else statement


class SqlForecasts:
    """The port `Forecasts`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def cells(self, period: Period | None, owner_ids: Collection[int] | None = None) -> list[Cell]:
        given: dict[str, object] = {} if period is None else {"start": period.start, "end": period.end}
        if owner_ids is not None:
            given["owners"] = list(owner_ids)
        statement = _cells(period is not None, owner_ids is not None)
        return [
            Cell(owner_id, stage, _OUTCOMES[outcome], category, currency or "", count, int(minor))
            for owner_id, stage, outcome, category, currency, count, minor in self._scope.ask(statement, **given)
        ]

    def deals(
        self, period: Period, owner_ids: Collection[int] | None = None, limit: int = 1000, *, only_open: bool = False
    ) -> list[Deal]:
        """Deals that count in the period, largest first (by minor units, whatever the currency), none last."""
        state = OPEN if only_open else ()
        largest = (DealRow.amount_minor.is_(None), DealRow.amount_minor.desc(), DealRow.id)
        statement = DEALS.where(*self._counting(period, owner_ids), *state).order_by(*largest).limit(limit)
        return [deal_of(row) for row in self._scope.rows(statement)]

    def closings(self, period: Period, owner_ids: Collection[int] | None = None) -> list[Closing]:
        shared = (DealRow.owner_id, DealRow.counts_on, DealRow.currency)
        won = (DealRow.outcome == Outcome.WON.value, DealRow.currency.is_not(None))
        statement = select(*shared, func.sum(DealRow.amount_minor)).where(*self._counting(period, owner_ids), *won)
        rows = self._scope.rows(statement.group_by(*shared).order_by(DealRow.counts_on))
        return [Closing(owner_id, on, currency, int(minor)) for owner_id, on, currency, minor in rows]

    def undated(self, owner_ids: Collection[int] | None = None) -> dict[int, int]:
        given = {} if owner_ids is None else {"owners": list(owner_ids)}
        # Counted here: grouped in SQL, SQLite reads every open deal in the order of owners to find the few.
        return dict(Counter(row.owner_id for row in self._scope.ask(_undated(owner_ids is not None), **given)))

    def _counting(self, period: Period | None, owner_ids: Collection[int] | None) -> list[ColumnElement[bool]]:
        conditions = [self._scope.here(DealRow), DealRow.deleted == false()]
        if period is not None:
            conditions += [DealRow.counts_on >= period.start, DealRow.counts_on < period.end]
        if owner_ids is not None:
            conditions.append(DealRow.owner_id.in_(owner_ids))
        return conditions

    def spans(self, start: datetime, end: datetime) -> list[DealSpan]:
        """See the port. A deal that changed in (start, end] and again since costs its later changes too."""
        changed = self._changed(DealChangeRow.at > start, DealChangeRow.at <= end)
        later = self._changes(DealChangeRow.at > start, DealChangeRow.deal_id.in_(changed))
        return self._spans(changed, later, end)

    def changed_since(self, at: datetime) -> list[DealSpan]:
        return self._spans(self._changed(DealChangeRow.at > at), self._changes(DealChangeRow.at > at), None)

    def states_at(self, instants: Sequence[datetime]) -> list[list[DealSpan]]:
        """See the port. Each deal is taken back from instant to instant, so that no change is undone twice."""
        changes = self._changes(DealChangeRow.at > min(instants)) if instants else {}
        spans: dict[datetime, list[DealSpan]] = {at: [] for at in sorted(set(instants), reverse=True)}
        if changes:
            past = Past(self._scope.process, self._accounts(changes.values()))
            deals = self._those(self._changed(DealChangeRow.at > min(instants)))
            for row in self._scope.rows(deals):
                then: Deal | None = deal_of(row)
                present, left = visible(then), changes.get(row.id, [])
                for at, found in spans.items():
                    later = [change for change in left if change.at > at]
                    then, left = past.before(then, later), left[len(later) :]
                    if len(left) < len(changes.get(row.id, [])):
                        found.append(DealSpan(visible(then), present))
        return [spans[at] for at in instants]

    def reasons(self, deal_ids: Collection[int], start: datetime, end: datetime) -> dict[int, list[DealChange]]:
        """The changes of these deals in (start, end], oldest first."""
        changes = self._changes(DealChangeRow.deal_id.in_(deal_ids), DealChangeRow.at > start, DealChangeRow.at <= end)
        return {deal_id: own[::-1] for deal_id, own in changes.items()}

    def _changed(self, *when: ColumnElement[bool]) -> Select[*tuple[int]]:
        return select(DealChangeRow.deal_id).where(self._scope.here(DealChangeRow), *when)

    def _those(self, ids: Select[*tuple[int]]) -> Select[*tuple[Any, ...]]:
        return DEALS.where(self._scope.here(DealRow), DealRow.id.in_(ids)).order_by(DealRow.id)

    def _changes(self, *conditions: ColumnElement[bool]) -> dict[int, list[DealChange]]:
        """The changes by deal, latest first. Changes of one instant are undone in the reverse of their saving."""
        statement = (
            select(*DealChangeRow.__table__.columns)
            .where(self._scope.here(DealChangeRow), *conditions)
            .order_by(DealChangeRow.at.desc(), DealChangeRow.id.desc())
        )
        found: dict[int, list[DealChange]] = defaultdict(list)
        for row in self._scope.rows(statement):
            found[row.deal_id].append(change_of(row))
        return dict(found)

    def _spans(
        self, changed: Select[*tuple[int]], changes: dict[int, list[DealChange]], end: datetime | None
    ) -> list[DealSpan]:
        """Each deal before its `changes` and, where `end` is given, before those of them that came after it."""
        if not changes:
            return []
        past = Past(self._scope.process, self._accounts(changes.values()))
        spans = []
        for row in self._scope.rows(self._those(changed)):
            own = changes.get(row.id, [])
            after_end = [change for change in own if end is not None and change.at > end]
            after = past.before(deal_of(row), after_end)
            before = past.before(after, own[len(after_end) :])
            spans.append(DealSpan(visible(before), visible(after)))
        return spans

    def _accounts(self, changes: Collection[Sequence[DealChange]]) -> dict[int, str]:
        """The names of the accounts that deals were moved away from."""
        ids = {int(c.old) for own in changes for c in own if c.field is Field.ACCOUNT and c.old}
        if not ids:
            return {}
        statement = select(AccountRow.id, AccountRow.name).where(self._scope.here(AccountRow), AccountRow.id.in_(ids))
        return dict(self._scope.pairs(statement))
