"""Sums and changes, in one transaction. Adds up in SQL, once; what was is rebuilt from the journal, so that it costs
what has changed and not what there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ColumnExpressionArgument,
    CompoundSelect,
    Double,
    Select,
    and_,
    bindparam,
    case,
    cast,
    false,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from sales.deal import Deal, DealChange, Field
from sales.forecast import Cell, CellsAt, Closing, DealSpan
from sales.money import Rates
from sales.period import Period
from sales.process import Outcome
from sales.usecases.ports import CellKind
from storage.convert import AnyRow
from storage.deal_rows import DEALS, OPEN, change_of, deal_of
from storage.former_settings import stage_outcomes
from storage.many_ids import AnyOf, Ids
from storage.past import Past, visible
from storage.past_cells import PRESENT, PastSums, by_step, changes, deals_in
from storage.scope import Scope
from storage.statements import HERE
from storage.tables import AccountRow, DealChangeRow, DealRow

_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_MANY = DEALS.where(DealRow.workspace_id == HERE, AnyOf(DealRow.id, bindparam("ids", type_=Ids()))).order_by(DealRow.id)
_OF_OWNERS = DealRow.owner_id.in_(bindparam("owners", expanding=True))


@lru_cache
def _cells(of_period: bool, of_owners: bool, until: bool) -> Select[*tuple[Any, ...]]:
    shared = (DealRow.owner_id, DealRow.stage, DealRow.outcome, DealRow.category, DealRow.currency)
    sums = (func.count(), func.coalesce(func.sum(DealRow.amount_minor), 0))
    statement = select(*shared, *sums).where(DealRow.workspace_id == HERE, DealRow.deleted == false()).group_by(*shared)
    if of_period:
        statement = statement.where(DealRow.counts_on >= bindparam("start"), DealRow.counts_on < bindparam("end"))
    return _limited(statement, of_owners, until)


@lru_cache
def _cells_and_undated(of_period: bool, of_owners: bool, until: bool) -> CompoundSelect[*tuple[Any, ...]]:
    """The cells, and a row without a stage for each owner of open deals that have no close date."""
    none: ColumnElement[Any] = literal_column("NULL")
    undated = select(DealRow.owner_id, none, none, none, none, func.count(), none).group_by(DealRow.owner_id)
    undated = undated.where(DealRow.workspace_id == HERE, *OPEN, DealRow.close_date.is_(None))
    return union_all(_cells(of_period, of_owners, until), _limited(undated, of_owners, until))


def _limited(statement: Select[*tuple[Any, ...]], of_owners: bool, until: bool) -> Select[*tuple[Any, ...]]:
    """Limited to deals of some people, and to those that were there by an instant."""
    if until:
        statement = statement.where(DealRow.created_at <= bindparam("until"))
    return statement.where(_OF_OWNERS) if of_owners else statement


def _limits(period: Period | None, owner_ids: Collection[int] | None, until: datetime | None) -> dict[str, object]:
    """What these statements need to be told."""
    limits: dict[str, object] = {} if period is None else {"start": period.start, "end": period.end}
    if owner_ids is not None:
        limits["owners"] = list(owner_ids)
    return limits if until is None else {**limits, "until": until}


def _cell_of(row: AnyRow) -> Cell:
    owner_id, stage, outcome, category, currency, count, minor = row
    return Cell(owner_id, stage, _OUTCOMES[outcome], category, currency or "", count, int(minor))


def _of_kinds(kinds: Collection[CellKind]) -> ColumnElement[bool]:
    """Whether a deal belongs to a cell of one of these kinds."""
    return or_(
        false(),
        *(
            and_(
                DealRow.stage == stage,
                DealRow.outcome == outcome.value,
                DealRow.category.is_not_distinct_from(category),
            )
            for stage, outcome, category in kinds
        ),
    )


def _largest_first(rates: Rates) -> tuple[ColumnExpressionArgument[Any], ...]:
    """The order of `sales.ranking`. Worths are floating here: deals worth the same but for half a minor unit may change
    places, nothing else."""
    minor, known = DealRow.amount_minor, {rates.base: 1.0}
    if not rates.worth:  # amounts of one currency are ranked as they are
        return minor.is_(None), DealRow.currency != rates.base, minor.desc(), DealRow.id
    known |= {currency: float(rates.worth_of_minor(currency)) for currency in rates.worth}
    worth = case(*((DealRow.currency == one, func.round(cast(minor, Double) * per)) for one, per in known.items()))
    return minor.is_(None), worth.is_(None), func.coalesce(worth, cast(minor, Double)).desc(), DealRow.id


class SqlForecasts:
    """The port `Forecasts`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def cells(self, period: Period | None, owner_ids: Collection[int] | None = None) -> list[Cell]:
        statement = _cells(period is not None, owner_ids is not None, False)
        return list(map(_cell_of, self._scope.ask(statement, **_limits(period, owner_ids, None))))

    def cells_now(self, period: Period | None, owner_ids: Collection[int] | None = None) -> CellsAt:
        return self._cells_now(period, owner_ids)

    def _cells_now(
        self, period: Period | None, owner_ids: Collection[int] | None, until: datetime | None = None
    ) -> CellsAt:
        statement = _cells_and_undated(period is not None, owner_ids is not None, until is not None)
        rows = self._scope.ask(statement, **_limits(period, owner_ids, until))
        undated = {row[0]: row[5] for row in rows if row[1] is None}
        return CellsAt([_cell_of(row) for row in rows if row[1] is not None], undated)

    def cells_at(
        self, period: Period | None, instants: Sequence[datetime], owner_ids: Collection[int] | None = None
    ) -> list[CellsAt]:
        """See the port. What a deal was taken back to at one instant is where the way to the next one begins."""
        latest_first = sorted(set(instants), reverse=True)
        if not latest_first:
            return []
        first, scope = latest_first[0], self._scope
        statement, values = changes(latest_first)
        steps = by_step(scope.bare(statement, **values), len(latest_first))
        changed = deals_in(steps)
        present = scope.bare(PRESENT, ids=changed, until=first) if changed else ()
        now = self._cells_now(period, owner_ids, first)
        sums = PastSums(period, owner_ids, stage_outcomes(scope), now, present)
        found: dict[datetime, CellsAt] = {}
        for at, step in zip(latest_first, steps, strict=True):
            sums.take_back(step)
            found[at] = sums.standing()
        return [found[at] for at in instants]

    def deals(
        self,
        period: Period,
        owner_ids: Collection[int] | None = None,
        limit: int = 1000,
        *,
        only_open: bool = False,
        kinds: Collection[CellKind] | None = None,
        rates: Rates | None = None,
    ) -> list[Deal]:
        """See the port."""
        state = [*(OPEN if only_open else ()), *(() if kinds is None else (_of_kinds(kinds),))]
        largest = _largest_first(rates or self._scope.workspace.exchange())
        statement = DEALS.where(*self._counting(period, owner_ids), *state).order_by(*largest).limit(limit)
        return [deal_of(row) for row in self._scope.rows(statement)]

    def closings(self, period: Period, owner_ids: Collection[int] | None = None) -> list[Closing]:
        shared = (DealRow.owner_id, DealRow.counts_on, DealRow.currency)
        won = (DealRow.outcome == Outcome.WON.value, DealRow.currency.is_not(None))
        statement = select(*shared, func.sum(DealRow.amount_minor)).where(*self._counting(period, owner_ids), *won)
        rows = self._scope.rows(statement.group_by(*shared).order_by(DealRow.counts_on))
        return [Closing(owner_id, on, currency, int(minor)) for owner_id, on, currency, minor in rows]

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
        return self._spans(self._changes(DealChangeRow.at > start, DealChangeRow.deal_id.in_(changed)), end)

    def changed_since(self, at: datetime) -> list[DealSpan]:
        return self._spans(self._changes(DealChangeRow.at > at), None)

    def journal(self, start: datetime, end: datetime, deal_ids: Collection[int] | None = None) -> Iterator[DealChange]:
        """See the port. Read in portions, for there may be hundreds of thousands."""
        conditions = [self._scope.here(DealChangeRow), DealChangeRow.at > start, DealChangeRow.at <= end]
        if deal_ids is not None:
            conditions.append(DealChangeRow.deal_id.in_(deal_ids))
        latest_first = (DealChangeRow.at.desc(), DealChangeRow.id.desc())
        statement = select(*DealChangeRow.__table__.columns).where(*conditions).order_by(*latest_first)
        return map(change_of, self._scope.stream(statement))

    def _changed(self, *when: ColumnElement[bool]) -> Select[*tuple[int]]:
        return select(DealChangeRow.deal_id).where(self._scope.here(DealChangeRow), *when)

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

    def _spans(self, changes: dict[int, list[DealChange]], end: datetime | None) -> list[DealSpan]:
        """Each deal before its `changes` and, where `end` is given, before those of them that came after it."""
        if not changes:
            return []
        past = Past(stage_outcomes(self._scope), self._accounts(changes.values()))
        spans = []
        for row in self._scope.ask(_MANY, ids=changes):
            own = changes[row.id]
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
