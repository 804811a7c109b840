"""Projections of a workspace: made once a day for everybody who leads, kept, and read wherever a forecast is shown.
Making one reads every deal of four years, so it never happens while somebody waits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sales.money import Rates
from sales.people import Person, Team
from sales.period import FiscalCalendar, Grain, Period, local_date, midnight
from sales.projection.history import Row
from sales.projection.projecting import TooLittle, project
from sales.projection.standing import Made, Projected, history_of, rows_by_owner
from sales.report import Report
from sales.usecases.ports import Store, Tx
from sales.usecases.settings_as_of import workspace_as_of
from sales.workspace import ScheduleKind, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Histories:
    """Everybody's past as it could be seen when `day` began."""

    day: date
    rows: Mapping[int, Sequence[Row]]
    currency: str
    team: Team
    calendar: FiscalCalendar

    def project(self, person: Person, period: Period) -> Made:
        """The projection of the person's subtree, own deals and those of people who left included."""
        history = history_of(self.rows, self.team.subtree(person.id), self.currency)
        return project(history, period, self.day, self.calendar)


def histories(tx: Tx, day: date, now: datetime) -> Histories:
    """Reads the deals as they stood when `day` began in the team's zone: what has changed since is taken back."""
    workspace = workspace_as_of(tx, min(midnight(day + timedelta(days=1), tx.workspace.timezone), now), now)
    seen_at = min(midnight(day, workspace.timezone), now)
    rates: Rates = workspace.exchange()
    rows = rows_by_owner(tx.projections.records(seen_at), rates, workspace.timezone)
    team = tx.people.team_at(seen_at)
    return Histories(day=day, rows=rows, currency=rates.base, team=team, calendar=workspace.calendar)


def has_projection(team: Team, person: Person) -> bool:
    """Projections are made for teams: one seller's deals are too few to tell luck from habit."""
    return person.leads or person.id in team.reports


def day_to_project(workspace: Workspace, period: Period, at: datetime) -> date | None:
    """The day whose beginning a forecast as of `at` is projected from; None unless it lies in the period, for what is
    over needs no projection and what has not begun has none yet."""
    day = local_date(at, workspace.timezone)
    return day if day in period else None


def projection_of(tx: Tx, report: Report, now: datetime) -> Made | None:
    """The projection that was kept for a report's day, if there is one."""
    day = day_to_project(workspace_as_of(tx, report.as_of, now), report.period, report.as_of)
    if day is None or not has_projection(tx.people.team(), report.subject):
        return None
    return made_in(tx.projections.kept_of(report.subject.id, report.period, day), report)


def made_in(kept: Projected | None, report: Report) -> Made | None:
    """What was kept, as it stands beside a report; None if it counts in another currency."""
    return beside(kept.made, report) if kept is not None and _counts_in(kept.made, report.currency) else None


def _counts_in(made: Made, currency: str) -> bool:
    return isinstance(made, TooLittle) or made.forecast.currency == currency


def beside(made: Made, report: Report) -> Made:
    """What was made as the day began, never below what the report says is closed by now."""
    return made if isinstance(made, TooLittle) else made.given(report.line.rolled.closed)


def work_out(tx: Tx, report: Report, now: datetime) -> Made | None:
    """The projection of a report: the one that was kept for its day, else made now from what was known then. Slow: not
    for a listener."""
    kept = projection_of(tx, report, now)
    day = day_to_project(workspace_as_of(tx, report.as_of, now), report.period, report.as_of)
    if kept is not None or day is None or not has_projection(tx.people.team(), report.subject):
        return kept
    return beside(histories(tx, day, now).project(report.subject, report.period), report)


def project_due(store: Store, workspace_id: int, now: datetime) -> int:
    """Makes and keeps today's projections that are missing: of the quarter for everybody who leads, of the month or
    year for those whose digest is about it. Returns how many. One query where none is missing."""
    with store.reading(workspace_id) as tx:
        day = local_date(now, tx.workspace.timezone)
        missing = list(_missing(tx, day))
        if not missing:
            return 0
        read = histories(tx, day, now)
    made = [
        Projected(person_id=person.id, period=period, day=day, made=read.project(person, period))
        for person, period in missing
    ]
    with store.writing(workspace_id) as tx:
        tx.projections.keep(made)
    return len(made)


def is_due(store: Store, workspace_id: int, now: datetime) -> int | None:
    """How many deals today's missing projections have to be made from; None where none is missing. One query then."""
    with store.reading(workspace_id) as tx:
        missing = any(True for _ in _missing(tx, local_date(now, tx.workspace.timezone)))
        return tx.projections.deals() if missing else None


def is_due_for(store: Store, workspace_id: int, subject_id: int, period: Period, now: datetime) -> int | None:
    """The same of one person's subtree and a period that somebody has asked about."""
    with store.reading(workspace_id) as tx:
        day = day_to_project(tx.workspace, period, now)
        kept = tx.projections.kept_of(subject_id, period, day) if day is not None else None
        if day is None or (kept is not None and _counts_in(kept.made, tx.workspace.exchange().base)):
            return None
        return tx.projections.deals()


def is_wanted(tx: Tx, report: Report, now: datetime) -> bool:
    """Whether a report of today lacks a projection that could be made."""
    day = day_to_project(workspace_as_of(tx, report.as_of, now), report.period, report.as_of)
    today = local_date(now, tx.workspace.timezone)
    return day == today and has_projection(tx.people.team(), report.subject)


def project_now(store: Store, workspace_id: int, subject_id: int, period: Period, now: datetime) -> None:
    """Makes and keeps today's projection of one person's subtree, for a period that nobody had asked about before.
    Slow: not for a listener."""
    with store.reading(workspace_id) as tx:
        day = day_to_project(tx.workspace, period, now)
        if day is None:
            return
        made = histories(tx, day, now).project(tx.people.team()[subject_id], period)
    with store.writing(workspace_id) as tx:
        tx.projections.keep([Projected(person_id=subject_id, period=period, day=day, made=made)])


def _missing(tx: Tx, day: date) -> Iterable[tuple[Person, Period]]:
    team, calendar = tx.people.team(), tx.workspace.calendar
    leaders = [person for person in team if person.active and has_projection(team, person)]
    if not leaders:
        return
    wanted: dict[Grain, list[Person]] = {Grain.QUARTER: leaders}
    for who, schedule in tx.people.schedules(ScheduleKind.DIGEST).items():
        grain = Grain(schedule.period)
        if grain is not Grain.QUARTER and schedule.enabled and who in team.by_id:
            wanted.setdefault(grain, []).append(team[who])
    for grain, people in wanted.items():
        period = calendar.of(day, grain)
        known = tx.projections.kept(period, day)
        yield from ((person, period) for person in people if person.id not in known)
