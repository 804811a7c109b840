"""Firedrills, in one transaction: what was demanded, how its deals stood and stand, who clicked when."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, or_, select, update

from sales.deal import COUNTING, Field
from sales.firedrill import Doubt, Drill, DrillDeal, Effort, Look
from sales.period import Period
from sales.process import Outcome
from storage.compiled import Compiled
from storage.convert import AnyRow
from storage.deal_rows import OPEN
from storage.scope import Scope
from storage.statements import HERE
from storage.tables import DealChangeRow, DealRow, FiredrillClickRow, FiredrillDealRow, FiredrillRow

_DRILLS = select(*FiredrillRow.__table__.columns)
_COUNTING = [field.value for field in COUNTING]


def _held(since: datetime) -> tuple[ColumnElement[bool], ...]:
    """Called since then, and not called off."""
    went_on = or_(FiredrillRow.ended_at.is_(None), FiredrillRow.ended_at >= FiredrillRow.deadline)
    return went_on, FiredrillRow.called_at >= since


def _running(asked: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The drills that have not ended and ask about deals for which that holds, because they are in doubt."""
    doubtful = select(FiredrillDealRow.firedrill_id).where(
        FiredrillDealRow.workspace_id == HERE, asked, FiredrillDealRow.doubts != ""
    )
    running = (FiredrillRow.ended_at.is_(None), FiredrillRow.id.in_(doubtful))
    return _DRILLS.where(FiredrillRow.workspace_id == HERE, *running).order_by(FiredrillRow.id)


_RUNNING_ABOUT_ONE = Compiled(_running(FiredrillDealRow.deal_id == bindparam("deal")))
_RUNNING_ABOUT = _running(FiredrillDealRow.deal_id.in_(bindparam("deals", expanding=True)))


class SqlDrills:
    """The port `Drills`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def start(self, drill: Drill) -> Drill | None:
        values = {
            "subject_id": drill.subject_id,
            "by": drill.by,
            **_days(drill.period),
            "period": drill.period.name,
            "note": drill.note,
            "called_at": drill.called_at,
            "deadline": drill.deadline,
            "ended_at": None,
        }
        if not self._scope.add_unless_known(FiredrillRow, values):
            return None
        started = self.running(drill.subject_id, drill.period)
        return replace(drill, id=started.id) if started else None

    def get(self, drill_id: int) -> Drill | None:
        return self._first(FiredrillRow.id == drill_id)

    def hold(self, drill_id: int) -> Drill | None:
        return self._first(FiredrillRow.id == drill_id, lock=True)

    def running(self, subject_id: int, period: Period) -> Drill | None:
        same = (FiredrillRow.starts_on == period.start, FiredrillRow.ends_on == period.end)
        return self._first(FiredrillRow.subject_id == subject_id, *same, FiredrillRow.ended_at.is_(None))

    def _first(self, *conditions: ColumnElement[bool], lock: bool = False) -> Drill | None:
        statement = _DRILLS.where(self._scope.here(FiredrillRow), *conditions)
        row = self._scope.first(statement.with_for_update() if lock else statement)
        return _drill_of(row) if row else None

    def all_running(self) -> list[Drill]:
        running = _DRILLS.where(self._scope.here(FiredrillRow), FiredrillRow.ended_at.is_(None))
        return list(map(_drill_of, self._scope.rows(running)))

    def running_about(self, deal_ids: Collection[int]) -> list[Drill]:
        if len(deal_ids) == 1:  # as after nearly everything that anybody says
            [only] = deal_ids
            return list(map(_drill_of, self._scope.ask(_RUNNING_ABOUT_ONE, deal=only)))
        return list(map(_drill_of, self._scope.ask(_RUNNING_ABOUT, deals=list(deal_ids))))

    def end(self, drill_id: int, at: datetime) -> None:
        running = update(FiredrillRow).where(self._scope.here(FiredrillRow), FiredrillRow.ended_at.is_(None))
        self._scope.execute(running.where(FiredrillRow.id == drill_id).values(ended_at=at))

    def add_deals(self, drill_id: int, deals: Sequence[DrillDeal]) -> None:
        rows = [
            {
                "firedrill_id": drill_id,
                "deal_id": deal.deal_id,
                "owner_id": deal.owner_id,
                "place": deal.place,
                "doubts": ",".join(doubt.value for doubt in deal.doubts),
                "answer": deal.answer,
            }
            for deal in deals
        ]
        self._scope.write_many(FiredrillDealRow, rows)

    def deals(
        self, drill_id: int, owner_id: int | None = None, among: Collection[int] | None = None
    ) -> list[DrillDeal]:
        same = and_(DealRow.workspace_id == FiredrillDealRow.workspace_id, DealRow.id == FiredrillDealRow.deal_id)
        mine = [] if owner_id is None else [FiredrillDealRow.owner_id == owner_id]
        mine += [] if among is None else [FiredrillDealRow.deal_id.in_(among)]
        statement = (
            select(*FiredrillDealRow.__table__.columns, DealRow.touched_at, DealRow.outcome, DealRow.deleted)
            .join(DealRow, same)
            .where(self._scope.here(FiredrillDealRow), FiredrillDealRow.firedrill_id == drill_id, *mine)
            .order_by(FiredrillDealRow.place)
        )
        return list(map(_deal_of, self._scope.rows(statement)))

    def answer(self, drill_ids: Collection[int], deal_ids: Collection[int], answer: str) -> None:
        self._scope.execute(
            update(FiredrillDealRow)
            .where(*self._doubtful(deal_ids), FiredrillDealRow.firedrill_id.in_(drill_ids))
            .values(answer=answer)
        )

    def _doubtful(self, deal_ids: Collection[int]) -> tuple[ColumnElement[bool], ...]:
        among = FiredrillDealRow.deal_id.in_(deal_ids)
        return self._scope.here(FiredrillDealRow), among, FiredrillDealRow.doubts != ""

    def held(self, since: datetime) -> int:
        statement = select(func.count()).select_from(FiredrillRow).where(self._scope.here(FiredrillRow), *_held(since))
        row = self._scope.first(statement)
        return int(row[0]) if row is not None else 0

    def efforts_since(self, since: datetime) -> list[Effort]:
        same = and_(
            FiredrillRow.workspace_id == FiredrillClickRow.workspace_id,
            FiredrillRow.id == FiredrillClickRow.firedrill_id,
        )
        statement = (
            select(FiredrillClickRow.person_id, FiredrillClickRow.first_at, FiredrillClickRow.last_at)
            .join(FiredrillRow, same)
            .where(self._scope.here(FiredrillClickRow), *_held(since))
        )
        return [Effort(row.person_id, row.first_at, row.last_at) for row in self._scope.rows(statement)]

    def click(self, drill_id: int, person_id: int, at: datetime) -> None:
        """Notes the first click once, and each later one in its place as the last."""
        whose = {"firedrill_id": drill_id, "person_id": person_id}
        if self._scope.add_unless_known(FiredrillClickRow, {**whose, "first_at": at, "last_at": at}):
            return
        self._scope.execute(
            update(FiredrillClickRow)
            .where(self._scope.here(FiredrillClickRow))
            .where(FiredrillClickRow.firedrill_id == drill_id, FiredrillClickRow.person_id == person_id)
            .values(last_at=at)
        )

    def efforts(self, drill_id: int) -> list[Effort]:
        statement = (
            select(FiredrillClickRow.person_id, FiredrillClickRow.first_at, FiredrillClickRow.last_at)
            .where(self._scope.here(FiredrillClickRow), FiredrillClickRow.firedrill_id == drill_id)
            .order_by(FiredrillClickRow.person_id)
        )
        return [Effort(row.person_id, row.first_at, row.last_at) for row in self._scope.rows(statement)]

    def looks(self, period: Period, owner_ids: Collection[int] | None, since: datetime) -> dict[int, Look]:
        by_owner = DealChangeRow.by == DealRow.owner_id
        confirming = and_(by_owner, DealChangeRow.field == Field.CONFIRMED.value)
        by_others = or_(DealChangeRow.by.is_(None), DealChangeRow.by != DealRow.owner_id)
        seen, confirmed, changed = (
            func.max(case((condition, DealChangeRow.at)))
            for condition in (by_owner, confirming, and_(by_others, DealChangeRow.field.in_(_COUNTING)))
        )
        same = and_(DealChangeRow.workspace_id == DealRow.workspace_id, DealChangeRow.deal_id == DealRow.id)
        mine = [] if owner_ids is None else [DealRow.owner_id.in_(owner_ids)]
        statement = (
            select(DealRow.id, seen.label("seen"), confirmed.label("confirmed"), changed.label("changed"))
            .join(DealChangeRow, same)
            .where(self._scope.here(DealRow), *OPEN, *mine)
            .where(DealRow.close_date >= period.start, DealRow.close_date < period.end)
            .group_by(DealRow.id)
            .having(or_(changed > seen, and_(changed.is_not(None), seen.is_(None)), confirmed >= since))
        )
        return {row.id: Look(row.seen, row.confirmed, row.changed) for row in self._scope.rows(statement)}


def _days(period: Period) -> dict[str, Any]:
    return {"starts_on": period.start, "ends_on": period.end}


def _drill_of(row: AnyRow) -> Drill:
    return Drill(
        id=row.id,
        subject_id=row.subject_id,
        by=row.by,
        period=Period(row.starts_on, row.ends_on, row.period),
        note=row.note,
        called_at=row.called_at,
        deadline=row.deadline,
        ended_at=row.ended_at,
    )


def _deal_of(row: AnyRow) -> DrillDeal:
    return DrillDeal(
        deal_id=row.deal_id,
        owner_id=row.owner_id,
        place=row.place,
        doubts=tuple(Doubt(name) for name in row.doubts.split(",") if name),
        answer=row.answer,
        touched_at=row.touched_at,
        is_open=row.outcome == Outcome.OPEN.value and not row.deleted,
    )
