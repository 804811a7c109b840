"""People, their schedules and their quotas, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from sales.errors import NotFound
from sales.money import Money
from sales.people import Person, Team
from sales.period import Period
from sales.workspace import Schedule, ScheduleKind
from storage.compiled import Compiled
from storage.convert import columns, person_of, schedule_of
from storage.former_settings import keep_quota, quotas_at
from storage.scope import Scope
from storage.statements import HERE
from storage.tables import MoveRow, PersonRow, QuotaRow, ScheduleRow

_TEAM = Compiled(select(*PersonRow.__table__.columns).where(PersonRow.workspace_id == HERE))

_PLACE = Compiled(
    select(PersonRow.manager_id, PersonRow.active).where(
        PersonRow.workspace_id == HERE, PersonRow.id == bindparam("person_id")
    )
)

_QUOTAS = Compiled(
    select(QuotaRow.person_id, QuotaRow.minor, QuotaRow.currency).where(
        QuotaRow.workspace_id == HERE,
        QuotaRow.starts_on == bindparam("starts_on"),
        QuotaRow.ends_on == bindparam("ends_on"),
    )
)


_MOVES = Compiled(
    select(*MoveRow.__table__.columns)
    .where(MoveRow.workspace_id == HERE, MoveRow.at > bindparam("at"))
    .order_by(MoveRow.at.desc(), MoveRow.id.desc())
)


_EARLIER_MANAGER = Compiled(
    select(MoveRow.id)
    .where(MoveRow.workspace_id == HERE, MoveRow.person_id == bindparam("person_id"), MoveRow.manager_id.is_not(None))
    .limit(1)
)


class SqlPeople:
    """The port `People`. Team and quotas are read when they have changed."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def team(self) -> Team:
        known = self._scope.cached_settings
        if known.team is None:
            known.team = Team(map(person_of, self._scope.ask(_TEAM)), self._scope.workspace.visibility)
        return known.team

    def by_slack_id(self, slack_id: str) -> Person | None:
        return self.team().by_slack_id.get(slack_id)

    def team_at(self, at: datetime) -> Team:
        """See the port. One query; the present team itself, if nobody has moved since."""
        moves = self._scope.ask(_MOVES, at=at)
        if not moves:
            return self.team()
        people = dict(self.team().by_id)
        for move in moves:
            if move.person_id in people:
                then = replace(people[move.person_id], manager_id=move.manager_id, active=move.active)
                people[move.person_id] = then
        return Team(people.values(), self.team().visibility)

    def hold(self) -> None:
        self._scope.alone()

    def _note_move(self, person: Person, at: datetime, first_from_now: bool) -> None:
        """Keeps where the person was until now. Whoever never had a manager before is taken to have had this one
        always, unless somebody says otherwise: files say who reports to whom, and not since when."""
        before = self._scope.ask_one(_PLACE, person_id=person.id)
        if before is None:
            return
        known = before.manager_id is not None or first_from_now or self._has_been_led(person.id)
        moved = known and before.manager_id != person.manager_id
        if moved or before.active != person.active:
            manager = before.manager_id if moved else person.manager_id
            values = {"person_id": person.id, "manager_id": manager, "active": before.active, "at": at}
            self._scope.add(MoveRow, values)

    def _has_been_led(self, person_id: int) -> bool:
        return self._scope.ask_one(_EARLIER_MANAGER, person_id=person_id) is not None

    def save(self, person: Person, at: datetime | None = None, *, first_from_now: bool = False) -> Person:
        """See the port. Raises `NotFound` for an id of no person here. With `at`, forecasts of before go on counting
        the person where they were, or not, if they have just come."""
        if person.id and at is not None:
            self._note_move(person, at, first_from_now)
        self._scope.forget_settings()
        if not person.id:
            added = replace(person, id=self._scope.add(PersonRow, columns(person)))
            if at is not None:
                self._scope.add(MoveRow, {"person_id": added.id, "manager_id": None, "active": False, "at": at})
            return added
        statement = update(PersonRow).where(self._scope.here(PersonRow), PersonRow.id == person.id)
        if not self._scope.execute(statement.values(columns(person))).rowcount:
            raise NotFound("That person is not on the team.")
        return person

    def schedules(self, kind: ScheduleKind) -> Mapping[int, Schedule]:
        statement = select(*ScheduleRow.__table__.columns).where(
            self._scope.here(ScheduleRow), ScheduleRow.kind == kind.value
        )
        return {row.person_id: schedule_of(row) for row in self._scope.rows(statement)}

    def save_schedule(self, schedule: Schedule) -> None:
        self._scope.put(ScheduleRow, columns(schedule))

    def save_quota(self, person_id: int, period: Period, quota: Money | None, at: datetime | None = None) -> None:
        before = self.quotas(period).get(person_id)
        if at is not None and before != quota:
            keep_quota(self._scope, person_id, period, before, at)
        whose = {"person_id": person_id, "starts_on": period.start, "ends_on": period.end}
        self._scope.forget_settings()
        if quota is None:
            self._scope.execute(delete(QuotaRow).where(self._scope.here(QuotaRow)).filter_by(**whose))
        else:
            self._scope.put(QuotaRow, {**whose, "minor": quota.minor, "currency": quota.currency})

    def quotas(self, period: Period) -> Mapping[int, Money]:
        known = self._scope.cached_settings
        if period in known.quotas:
            return known.quotas[period]
        rows = self._scope.ask(_QUOTAS, starts_on=period.start, ends_on=period.end)
        quotas = {row.person_id: Money(row.minor, row.currency) for row in rows}
        known.quotas[period] = quotas
        return quotas

    def every_quota(self) -> list[tuple[Period, Money]]:
        rows = self._scope.execute(
            select(QuotaRow.starts_on, QuotaRow.ends_on, QuotaRow.minor, QuotaRow.currency).where(
                self._scope.here(QuotaRow)
            )
        )
        return [(Period(row.starts_on, row.ends_on), Money(row.minor, row.currency)) for row in rows]

    def quotas_at(self, period: Period, at: datetime) -> Mapping[int, Money]:
        return quotas_at(self._scope, self.quotas(period), period, at)
