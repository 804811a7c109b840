"""One person's forecast of one period at one instant: the single value that digest, Home, `/forecast`, the workbook and
`--json` all show, so that their numbers are equal. Knows the tree of people; knows no deal, only cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sales.forecast import (
    CLOSED,
    COMMIT,
    OPEN,
    Cell,
    Rollup,
    attainment,
    category_of,
    converted,
    coverage,
    gap,
    roll_up,
)
from sales.money import Money, Rates, totals
from sales.people import Person, Team
from sales.period import Period, local_date
from sales.process import Process


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One person's numbers: `own` deals, and `rolled` with the subtree's. `reports` are the lines below, by name.
    `quota` is the one set for this person, in the report's currency, None if none is; the ratios compare `rolled`
    with it, and are None where a sum that they need lacks amounts for want of a rate. `foreign_quota` is one in a
    currency without a rate, with which nothing can be compared. `left` marks a person who is gone and whose deals
    still count."""

    person: Person
    own: Rollup
    rolled: Rollup
    quota: Money | None
    reports: tuple[Line, ...] = ()
    left: bool = False
    foreign_quota: Money | None = None

    @property
    def attainment(self) -> Decimal | None:
        return None if self.rolled.lacking(CLOSED) else attainment(self.rolled.closed, self.quota)

    @property
    def gap(self) -> Money | None:
        return None if self.rolled.lacking(COMMIT) else gap(self.rolled.commit, self.quota)

    @property
    def coverage(self) -> Decimal | None:
        return None if self.rolled.apart else coverage(self.rolled.open, self.rolled.closed, self.quota)

    def everyone(self) -> Iterable[Line]:
        """This line and all below it, each person before the people they lead."""
        yield self
        for line in self.reports:
            yield from line.everyone()


@dataclass(frozen=True, slots=True)
class StageSum:
    """The open deals of one stage that count. `name` is the key where the process no longer has the stage; `apart` is
    what the amount lacks for want of a rate."""

    key: str
    name: str
    count: int
    amount: Money
    apart: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The forecast of `subject`'s subtree for `period` as of `as_of` (aware; shown in `timezone`). `rates_dated` is the
    date of the exchange rates if any were used. `undated` open deals have no close date and count in no period.
    `without_quota`: everybody of the subtree at work who has none, by name."""

    subject: Person
    period: Period
    as_of: datetime
    timezone: str
    currency: str
    rates_dated: date | None
    line: Line
    by_stage: tuple[StageSum, ...]
    undated: int
    without_quota: tuple[Person, ...]

    @property
    def is_over(self) -> bool:
        """Whether the period had ended at `as_of`, on its reader's clock."""
        return local_date(self.as_of, self.timezone) >= self.period.end

    @property
    def lines(self) -> tuple[Line, ...]:
        """The direct reports' lines. Together with the subject's own deals they add up to `line.rolled`."""
        return self.line.reports


def build_report(
    *,
    subject: Person,
    team: Team,
    process: Process,
    period: Period,
    cells: Iterable[Cell],
    quotas: Mapping[int, Money],
    undated: Mapping[int, int],
    rates: Rates,
    as_of: datetime,
    timezone: str,
) -> Report:
    """The report from the cells that count in `period` (other people's are ignored), quotas and undated counts by
    person id. A quota in a currency without a rate is as good as none: its person is listed as without quota."""
    people = team.subtree(subject.id)
    mine = [cell for cell in cells if cell.owner_id in people]
    by_owner: dict[int, list[Cell]] = {}
    for cell in mine:
        by_owner.setdefault(cell.owner_id, []).append(cell)
    own = {owner: roll_up(group, process, rates) for owner, group in by_owner.items()}
    targets = {who: rates.convert(quota) for who, quota in quotas.items() if rates.knows(quota.currency)}
    foreign = {who: quota for who, quota in quotas.items() if who not in targets and quota}
    line = _line(subject, team, own, targets, foreign, rates.base, {subject.id})
    return Report(
        subject=subject,
        period=period,
        as_of=as_of,
        timezone=timezone,
        currency=rates.base,
        rates_dated=rates.dated if any(_was_converted(cell, rates) for cell in mine) else None,
        line=line,
        by_stage=by_stage(mine, process, rates),
        undated=sum(count for owner, count in undated.items() if owner in people),
        without_quota=_without(people, team, targets),
    )


def by_stage(cells: Iterable[Cell], process: Process, rates: Rates) -> tuple[StageSum, ...]:
    """The open deals that count, by stage in the order of the process, every open stage named even if empty; stages
    that it no longer has come last. The amounts add up to the roll-up's `open`."""
    counts = {stage.key: 0 for stage in process.open_stages}
    minors = dict(counts)
    apart: dict[str, list[Money]] = {}
    for cell in cells:
        if category_of(cell, process) in OPEN:
            amount = converted(cell, rates)
            counts[cell.stage] = counts.get(cell.stage, 0) + cell.count
            minors[cell.stage] = minors.get(cell.stage, 0) + (amount.minor if amount else 0)
            if amount is None:
                apart.setdefault(cell.stage, []).append(Money(cell.minor, cell.currency))
    names = {stage.key: stage.name for stage in process.stages}
    return tuple(
        StageSum(key, names.get(key, key), counts[key], Money(minors[key], rates.base), totals(apart.get(key, ())))
        for key in counts
    )


def _line(
    person: Person,
    team: Team,
    own: Mapping[int, Rollup],
    quotas: Mapping[int, Money],
    foreign: Mapping[int, Money],
    currency: str,
    seen: set[int],
) -> Line:
    """The person's line over the lines below. `seen` cuts a loop in the tree where it closes. People who left appear
    only while something of theirs still counts."""
    mine = own.get(person.id) or Rollup.empty(currency)
    below: list[Line] = []
    for report in team.reports.get(person.id, ()):
        if report.id not in seen:
            seen.add(report.id)
            below.append(_line(report, team, own, quotas, foreign, currency, seen))
    below = [line for line in below if not line.left or not line.rolled.is_empty or line.reports]
    rolled = sum((line.rolled for line in below), mine)
    return Line(
        person=person,
        own=mine,
        rolled=rolled,
        quota=quotas.get(person.id) or None,
        reports=tuple(below),
        left=not person.active,
        foreign_quota=foreign.get(person.id),
    )


def _was_converted(cell: Cell, rates: Rates) -> bool:
    return bool(cell.minor) and cell.currency != rates.base and rates.knows(cell.currency)


def _without(people: Iterable[int], team: Team, quotas: Mapping[int, Money]) -> tuple[Person, ...]:
    lacking = (team[who] for who in people if who in team.by_id and team[who].active and not quotas.get(who))
    return tuple(sorted(lacking, key=lambda person: (person.name.casefold(), person.id)))
