"""Rows of a file that say what people are, whom they report to and what their quotas are: taken over by the same rules
as an admin's form. Knows no files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sales.errors import Invalid, NotFound, SalesError
from sales.importing import RowError
from sales.money import Money
from sales.people import Person, Team
from sales.period import Period, local_date
from sales.staffing import check_place
from sales.usecases.form_input import typed_amount
from sales.usecases.intents import person_said
from sales.usecases.ports import Store
from sales.usecases.staffing import change_of, keep, require_quota, role_said
from sales.wording import listed
from sales.workspace import Workspace

NONE = frozenset({"none", "nobody", "-", "–"})
"""What takes a manager or a quota away; an empty cell leaves it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRow:
    """One row as it is written; "" for an empty cell. `headings` are the file's, by field."""

    path: str
    line: int
    headings: Mapping[str, str] = field(hash=False)
    name: str = ""
    email: str = ""
    role: str = ""
    manager: str = ""
    quota: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffResult:
    """What the rows did, or would do (`dry_run`): a line for each person that is different now."""

    read: int
    changes: tuple[str, ...]
    rejected: tuple[RowError, ...]
    dry_run: bool


def take_staff(
    store: Store, workspace_id: int, rows: Sequence[StaffRow], now: datetime, dry_run: bool = False
) -> StaffResult:
    """Takes all rows over that can be, in one transaction; a second time changes nothing. Their order does not matter:
    a row that has to wait for another, as who becomes a manager further down, is tried again after it."""
    transaction = store.reading if dry_run else store.writing
    with transaction(workspace_id) as tx:
        if not dry_run:
            tx.people.hold()
        taking = _Taking(tx.people.team(), tx.workspace, local_date(now, tx.workspace.timezone))
        rejected = _taken(taking, rows)
        compared = [
            change_of(tx, person, taking.team[person.id], taking.quotas.get(person.id, {}))
            for person in tx.people.team()
        ]
        changes = [change for change in compared if change.said]
        if not dry_run:
            for change in changes:
                keep(tx, change, None, now)
    told = tuple(f"{change.before.name}: {'; '.join(change.said)}" for change in changes)
    return StaffResult(read=len(rows), changes=told, rejected=rejected, dry_run=dry_run)


def _taken(taking: _Taking, rows: Sequence[StaffRow]) -> tuple[RowError, ...]:
    """Tries the rows until no more of them can be; what is wrong with the rest. Rows that contradict each other are not
    tried at all: which of them holds would hang on their order."""
    torn = _contradictions(taking, rows)
    waiting = [row for row in rows if row not in torn]
    while True:
        stuck = {row: problem for row in waiting if (problem := taking.take(row)) is not None}
        if len(stuck) == len(waiting):
            wrong = torn | stuck
            return tuple(_error(row, wrong[row]) for row in rows if row in wrong)
        waiting = list(stuck)


def _contradictions(taking: _Taking, rows: Sequence[StaffRow]) -> dict[StaffRow, SalesError]:
    said: dict[tuple[int, str, Period | None], dict[str, list[StaffRow]]] = {}
    for row in rows:
        for about, value in taking.claims(row).items():
            said.setdefault(about, {}).setdefault(value, []).append(row)
    found: dict[StaffRow, SalesError] = {}
    for (_, where, _), values in said.items():
        if len(values) > 1:
            each = [row for same in values.values() for row in same]
            lines = listed([str(row.line) for row in sorted(each, key=lambda row: row.line)])
            found |= {row: Invalid(f"Lines {lines} say different things of one person.", field=where) for row in each}
    return found


def _error(row: StaffRow, problem: SalesError) -> RowError:
    field = problem.field or "name"
    reason = problem.sentence
    if isinstance(problem, NotFound) and problem.suggestions:
        reason += f" Did you mean {' or '.join(problem.suggestions)}?"
    value = str(getattr(row, field)) if field in row.headings else ""
    return RowError(row.path, row.line, row.headings.get(field, ""), value, reason)


class _Taking:
    """The team as the rows so far make it, and the quotas they ask for, by person id."""

    def __init__(self, team: Team, workspace: Workspace, today: date) -> None:
        self.team, self.quotas = team, dict[int, dict[Period, Money | None]]()
        self._workspace, self._today = workspace, today

    def take(self, row: StaffRow) -> SalesError | None:
        """Takes a row over, whole or not at all; what is wrong with it."""
        try:
            person = self.team[self._person(row)]
            changed = self._changed(person, row)
            check_place(self.team, changed)
            quota = self._quota(row)
        except (Invalid, NotFound) as problem:
            return problem
        if changed != person:
            self.team = Team([*(one for one in self.team if one.id != person.id), changed], self.team.visibility)
        if quota is not None:
            self.quotas.setdefault(person.id, {}).update([quota])
        return None

    def claims(self, row: StaffRow) -> dict[tuple[int, str, Period | None], str]:
        """What a row says of whom, as it is written; nothing where that cannot be made out."""
        try:
            person, period = self._person(row), self._period(row)
        except (Invalid, NotFound):
            return {}
        said = {("role", None): row.role, ("manager", None): row.manager, ("quota", period): row.quota}
        return {(person, field, when): text.casefold() for (field, when), text in said.items() if text}

    def _person(self, row: StaffRow) -> int:
        if row.email:
            return self._said(row.email, "email")
        if row.name:
            return self._said(row.name, "name")
        raise Invalid("The row names nobody: give a name or an e-mail address.", field="name")

    def _said(self, said: str, field: str) -> int:
        """By e-mail address or by name; two people of one name are told apart by their addresses alone."""
        plain = " ".join(said.casefold().split())
        here = [person for person in self.team if person.active]
        known = [one.id for one in here if plain == (one.email or "").casefold()]
        known = known or [one.id for one in here if plain == one.name.casefold()]
        if len(known) > 1:
            raise Invalid(f'{len(known)} people are called "{said}". Give their e-mail address instead.', field=field)
        try:
            return known[0] if known else person_said(self.team, said)
        except NotFound as problem:
            raise NotFound(problem.sentence, suggestions=problem.suggestions, field=field) from None

    def _changed(self, person: Person, row: StaffRow) -> Person:
        role = role_said(row.role) if row.role else person.role
        manager = person.manager_id
        if row.manager:
            manager = None if row.manager.casefold() in NONE else self._said(row.manager, "manager")
        return replace(person, role=role, manager_id=manager)

    def _quota(self, row: StaffRow) -> tuple[Period, Money | None] | None:
        """The quota that the row sets or, as None, takes away; None for a row that speaks of none."""
        period = self._period(row)
        if not row.quota:
            return None
        quota = None if row.quota.casefold() in NONE else typed_amount(row.quota, self._workspace, "quota")
        require_quota(quota)
        return period, quota

    def _period(self, row: StaffRow) -> Period:
        try:
            return self._workspace.calendar.named(row.period or "this", self._today)
        except Invalid as problem:
            raise Invalid(problem.sentence, field="period") from None
