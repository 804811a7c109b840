"""Calls and adjustments: the numbers that people put their name to, kept apart from the deals they are made of. Knows
which of them count, when they are due, and how near they came; adds none of them up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from sales.cadence import at_wall_time
from sales.errors import Invalid
from sales.money import Money
from sales.people import Person, Team
from sales.period import Period, local_date
from sales.report import Line, Report

DUE_AT = time(12)
WEEK = timedelta(days=7)
LATE_FOR = timedelta(days=3)
"""A call made this soon after a due moment that had none is that one's, late; after it, it is the next one's."""
LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What a person said they will close in a period, with everybody below them: `commit` surely, `best_case` if all
    goes well; None for what they did not say, and both None where they took the call before it back. The latest of a
    period counts, all are kept. `at` is aware."""

    id: int = 0
    person_id: int
    period: Period
    commit: Money | None
    best_case: Money | None
    note: str = ""
    at: datetime
    late: bool = False

    @property
    def is_taken_back(self) -> bool:
        return self.commit is None and self.best_case is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """What a manager makes of somebody's roll-up: shown beside the sum, never in it. None leaves a number as it is;
    both None takes an earlier adjustment back. The latest of each manager counts, all are kept."""

    id: int = 0
    person_id: int
    by: int
    period: Period
    commit: Money | None
    best_case: Money | None
    note: str = ""
    at: datetime

    @property
    def is_taken_back(self) -> bool:
        return self.commit is None and self.best_case is None


def checked(commit: Money | None, best_case: Money | None) -> None:
    """Raises `Invalid`, at the field, for a call that cannot be: nothing at all, below zero, a best case below the
    commit, or two currencies."""
    if commit is None and best_case is None:
        raise Invalid("Which number do you call? Give a commit, a best case, or both.", field="commit")
    for field, amount in (("commit", commit), ("best_case", best_case)):
        if amount is not None and amount.minor < 0:
            raise Invalid("A call cannot be below zero.", field=field)
    if commit is not None and best_case is not None:
        if commit.currency != best_case.currency:
            raise Invalid("Give both numbers in one currency.", field="best_case")
        if best_case.minor < commit.minor:
            raise Invalid("The best case holds the commit, so it cannot be below it.", field="best_case")


def of_period(calls: Iterable[Call], period: Period) -> list[Call]:
    """Those for exactly this period, whatever it is called."""
    return [call for call in calls if (call.period.start, call.period.end) == (period.start, period.end)]


def counting(calls: Iterable[Call]) -> Call | None:
    """The call that counts among one person's for one period: the latest that was not taken back."""
    kept: list[Call] = []
    for call in sorted(calls, key=lambda call: (call.at, call.id)):
        if not call.is_taken_back:
            kept.append(call)
        elif kept:
            kept.pop()
    return kept[-1] if kept else None


def latest_adjustments(adjustments: Iterable[Adjustment]) -> dict[int, tuple[Adjustment, ...]]:
    """The adjustments that count, by the person whose roll-up they are about, the newest first."""
    found: dict[tuple[int, int], Adjustment] = {}
    for one in sorted(adjustments, key=lambda one: (one.at, one.id)):
        found[one.person_id, one.by] = one
    by_person: dict[int, list[Adjustment]] = {}
    for one in sorted(found.values(), key=lambda one: (one.at, one.id), reverse=True):
        if not one.is_taken_back:
            by_person.setdefault(one.person_id, []).append(one)
    return {person: tuple(all_of_them) for person, all_of_them in by_person.items()}


def next_due(weekday: int | None, now: datetime, timezone: str) -> datetime | None:
    """The next noon of `weekday` (0 is Monday) on clocks in `timezone`, at or after `now`; None if calls are never
    due."""
    if weekday is None:
        return None
    today = local_date(now, timezone)
    for ahead in range(15):
        day = today + timedelta(days=ahead)
        due = at_wall_time(day, DUE_AT, timezone) if day.weekday() == weekday else None
        if due is not None and due >= now:
            return due
    return None


def is_current(call: Call | None, due: datetime | None) -> bool:
    """Whether the call was made for the due moment: in the week before it. Where none is due, any call will do."""
    return call is not None and (due is None or call.at > due - WEEK)


def is_late(
    at: datetime,
    previous: Call | None,
    period: Period,
    weekday: int | None,
    timezone: str,
    team_zone: str,
    since: datetime | None = None,
) -> bool:
    """Whether a call made at `at` is late: the period is over, or a due moment within it has passed in the last three
    days without a call in the week before. `previous` is the person's call before this one; a due moment before
    `since`, when nobody was asked for calls yet, makes none late."""
    start, end = period.instants(team_zone)
    if at >= end:
        return True
    coming = next_due(weekday, at, timezone)
    if coming is None:
        return False
    due = coming - WEEK
    missed = not (previous is not None and previous.at > due - WEEK)
    asked = start < due and (since is None or since <= due)
    return asked and at - due <= LATE_FOR and missed


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Who of a report's people has called what, as of its instant. `missing`: who is expected to have called for the
    coming due moment and has not, by name; an older call of theirs is still in `calls`. `due` is on the clock of the
    report's subject; None where nothing is due any more. `people` are all who are spoken of, by id."""

    calls: Mapping[int, Call]
    adjustments: Mapping[int, tuple[Adjustment, ...]]
    missing: tuple[Person, ...]
    due: datetime | None
    people: Mapping[int, Person]


def standing(
    report: Report,
    team: Team,
    calls: Mapping[int, Call],
    adjustments: Iterable[Adjustment],
    weekday: int | None,
    team_zone: str,
) -> Standing:
    """The standing of a report's people, from everybody's call that counts, by person id. Expected to call is everybody
    below its subject who is at work and has a quota, deals that count, or people: never a zero in their stead."""
    people = {line.person.id for line in report.line.everyone()}
    made = {who: call for who, call in calls.items() if who in people}
    over = report.as_of >= report.period.instants(team_zone)[1]
    due = None if over else next_due(weekday, report.as_of, report.timezone)
    missing = [
        line.person
        for line in report.line.everyone()
        if line is not report.line and is_expected(line) and not is_current(made.get(line.person.id), due)
    ]
    adjusted = {who: all_of_them for who, all_of_them in latest_adjustments(adjustments).items() if who in people}
    spoken_of = {*made, *adjusted, *(one.by for all_of_them in adjusted.values() for one in all_of_them)}
    return Standing(
        calls=made,
        adjustments=adjusted,
        missing=tuple(sorted(missing, key=lambda person: (person.name.casefold(), person.id))),
        due=due,
        people={who: team[who] for who in spoken_of},
    )


def is_expected(line: Line) -> bool:
    """Whether a call is expected of somebody: they are here, and have a quota, people below them or deals."""
    return line.person.active and bool(line.quota or line.reports or not line.own.is_empty)


def accuracy(actual: Money, called: Money) -> Decimal | None:
    """1 - |actual - called| / actual, not below 0; None where nothing was closed: by zero nothing can be divided."""
    if actual.minor <= 0:
        return None
    return max(Decimal(0), 1 - Decimal(abs(actual.minor - called.minor)) / actual.minor)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A call against what came: the last one made within its period, both in one currency."""

    call: Call
    called: Money
    actual: Money

    @property
    def accuracy(self) -> Decimal | None:
        return accuracy(self.actual, self.called)


def mean_accuracy(outcomes: Sequence[Outcome]) -> tuple[Decimal | None, int]:
    """The mean accuracy, and of how many periods; those without anything closed are left out."""
    known = [ratio for outcome in outcomes if (ratio := outcome.accuracy) is not None]
    return (sum(known, Decimal(0)) / len(known), len(known)) if known else (None, 0)
