"""Calls and adjustments, in one transaction. Rows are added, never changed; the newest of a period are kept as long as
nothing is added (`storage.cache`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from sales.calls import Adjustment, Call, counting
from sales.money import Money
from sales.period import Period
from storage.convert import AnyRow
from storage.scope import Scope
from storage.tables import AdjustmentRow, CallRow


class SqlCalls:
    """The port `Calls`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def add(self, call: Call) -> int:
        self._scope.forget_numbers()
        return self._scope.add(CallRow, {"person_id": call.person_id, **_facts(call), "late": call.late})

    def counting(self, period: Period, until: datetime) -> Mapping[int, Call]:
        """See the port."""
        known = self._scope.cached_numbers.calls
        if period not in known:
            known[period] = self._newest_calls(period)
        newest = known[period]
        if any(call.at > until for call in newest.values()):
            newest = self._newest_calls(period, CallRow.at <= until)
        return self._without_taken_back(newest, period, until)

    def _newest_calls(self, period: Period, *conditions: Any) -> dict[int, Call]:
        newest = select(func.max(CallRow.id)).where(*self._of(CallRow, period), *conditions).group_by(CallRow.person_id)
        return {call.person_id: call for call in self._calls(CallRow.id.in_(newest))}

    def _without_taken_back(self, newest: Mapping[int, Call], period: Period, until: datetime) -> Mapping[int, Call]:
        """Only where the newest was taken back must those before it be read."""
        back = [who for who, call in newest.items() if call.is_taken_back]
        if not back:
            return newest
        earlier: dict[int, list[Call]] = {}
        for call in self._calls(*self._of(CallRow, period), CallRow.at <= until, CallRow.person_id.in_(back)):
            earlier.setdefault(call.person_id, []).append(call)
        counts = {who: counting(calls) for who, calls in earlier.items()}
        return {who: call for who, call in {**newest, **counts}.items() if call is not None}

    def _calls(self, *conditions: Any) -> list[Call]:
        return list(map(_call_of, self._scope.rows(_CALLS.where(self._scope.here(CallRow), *conditions))))

    def of_person(self, person_id: int) -> list[Call]:
        return sorted(self._calls(CallRow.person_id == person_id), key=lambda call: (call.at, call.id))

    def adjust(self, adjustment: Adjustment) -> int:
        self._scope.forget_numbers()
        whose = {"person_id": adjustment.person_id, "by": adjustment.by}
        return self._scope.add(AdjustmentRow, {**whose, **_facts(adjustment)})

    def adjustments(self, period: Period, until: datetime) -> Sequence[Adjustment]:
        """See the port."""
        known = self._scope.cached_numbers.adjustments
        if period not in known:
            known[period] = self._newest_adjustments(period)
        if all(adjustment.at <= until for adjustment in known[period]):
            return known[period]
        return self._newest_adjustments(period, AdjustmentRow.at <= until)

    def _newest_adjustments(self, period: Period, *conditions: Any) -> list[Adjustment]:
        same = (*self._of(AdjustmentRow, period), *conditions)
        newest = select(func.max(AdjustmentRow.id)).where(*same).group_by(AdjustmentRow.person_id, AdjustmentRow.by)
        counting = _ADJUSTMENTS.where(self._scope.here(AdjustmentRow), AdjustmentRow.id.in_(newest))
        return list(map(_adjustment_of, self._scope.rows(counting)))

    def _of(self, table: type[CallRow] | type[AdjustmentRow], period: Period) -> tuple[Any, ...]:
        return self._scope.here(table), table.starts_on == period.start, table.ends_on == period.end


_CALLS: Select[Any] = select(*CallRow.__table__.columns)
_ADJUSTMENTS: Select[Any] = select(*AdjustmentRow.__table__.columns)


def _facts(said: Call | Adjustment) -> dict[str, Any]:
    amount = said.commit if said.commit is not None else said.best_case
    return {
        "starts_on": said.period.start,
        "ends_on": said.period.end,
        "period": said.period.name,
        "commit_minor": said.commit.minor if said.commit is not None else None,
        "best_case_minor": said.best_case.minor if said.best_case is not None else None,
        "currency": amount.currency if amount is not None else "",  # what was taken back has none
        "note": said.note,
        "at": said.at,
    }


def _shared(row: AnyRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "person_id": row.person_id,
        "period": Period(row.starts_on, row.ends_on, row.period),
        "commit": None if row.commit_minor is None else Money(row.commit_minor, row.currency),
        "best_case": None if row.best_case_minor is None else Money(row.best_case_minor, row.currency),
        "note": row.note,
        "at": row.at,
    }


def _call_of(row: AnyRow) -> Call:
    return Call(**_shared(row), late=row.late)


def _adjustment_of(row: AnyRow) -> Adjustment:
    return Adjustment(**_shared(row), by=row.by)
