"""People, their schedules and their quotas, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import bindparam, select, update

from sales.errors import NotFound
from sales.money import Money
from sales.people import Person, Team
from sales.period import Period
from sales.workspace import Schedule, ScheduleKind
from storage.convert import columns, person_of, schedule_of
from storage.scope import HERE, Scope
from storage.tables import PersonRow, QuotaRow, ScheduleRow

_TEAM = select(*PersonRow.__table__.columns).where(PersonRow.workspace_id == HERE)

_QUOTAS = select(QuotaRow.person_id, QuotaRow.minor, QuotaRow.currency).where(
    QuotaRow.workspace_id == HERE,
    QuotaRow.starts_on == bindparam("starts_on"),
    QuotaRow.ends_on == bindparam("ends_on"),
)


class SqlPeople:
    """The port `People`. Team and quotas are read when they have changed."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def team(self) -> Team:
        known = self._scope.known
        if known.team is None:
            known.team = Team(map(person_of, self._scope.ask(_TEAM)), self._scope.workspace.visibility)
        return known.team

    def by_slack_id(self, slack_id: str) -> Person | None:
        return self.team().by_slack_id.get(slack_id)

    def save(self, person: Person) -> Person:
        """Adds (id 0) or updates; returns it with its id. Raises `NotFound` for an id of no person here."""
        self._scope.forget_known()
        if not person.id:
            return replace(person, id=self._scope.add(PersonRow, columns(person)))
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

    def save_quota(self, person_id: int, period: Period, quota: Money) -> None:
        days = {"starts_on": period.start, "ends_on": period.end}
        self._scope.forget_known()
        self._scope.put(QuotaRow, {"person_id": person_id, **days, "minor": quota.minor, "currency": quota.currency})

    def quotas(self, period: Period) -> Mapping[int, Money]:
        known = self._scope.known
        if period in known.quotas:
            return known.quotas[period]
        rows = self._scope.ask(_QUOTAS, starts_on=period.start, ends_on=period.end)
        quotas = {row.person_id: Money(row.minor, row.currency) for row in rows}
        known.quotas[period] = quotas
        return quotas
