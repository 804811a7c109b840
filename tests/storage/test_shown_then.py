"""For any history of deals and people: forecasts as of any instant are those that were shown then, start and changes
make the end, parts make the whole, and no setting loses a call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import hypothesis.strategies as st
from hypothesis import given, settings

from sales.calls import Adjustment, Call, Standing
from sales.deal import Field, Value
from sales.forecast import BEST_CASE, COMMIT, TOTAL, DealSpan
from sales.money import Money
from sales.movements import MovementKind, Scope, movements
from sales.people import Person
from sales.period import FiscalCalendar, Period
from sales.process import ForecastCategory, Process
from sales.report import Report
from sales.usecases.forecasts import forecast_of, report_for, sums_of
from storage.engine import create_store
from storage.sql import SqlTx
from tests.properties import examples
from tests.storage.conftest import NOW, Office, furnished
from tests.storage.test_past import ACTS, Act

RATES = {"EUR": Decimal("1.0837")}
PERIODS = [
    FiscalCalendar().quarter(NOW.date()),
    FiscalCalendar(2).year(NOW.date()),
    Period(date(2026, 1, 1), date(2028, 1, 2)),
]
CHIEFS = ("Ada", "Mia", "Max", "Dana")


@dataclass(frozen=True)
class Move:
    """A rep is moved to another manager, or leaves, some hours after the last thing."""

    who: str
    to: str
    hours: int
    leaves: bool


MOVES = st.builds(
    Move,
    who=st.sampled_from(["Dana", "Rui", "Kim"]),
    to=st.sampled_from(["Mia", "Max", "Ada"]),
    hours=st.integers(0, 3),
    leaves=st.sampled_from([False, False, True]),
)


@dataclass(frozen=True)
class Agreement:
    """An admin changes what numbers are made by, some hours after the last thing: settings, a quota, the process; or
    somebody joins."""

    what: str
    hours: int
    seed: int


AGREEMENTS = st.builds(
    Agreement,
    what=st.sampled_from(["rates", "currency", "fiscal", "zone", "calls", "quota", "process", "joins"]),
    hours=st.integers(0, 3),
    seed=st.integers(0, 5),
)
Happening = Act | Move | Agreement
Shown = dict[tuple[str, Period | None], tuple[Report, Standing | None]]


def carried_out(office: Office, happenings: list[Happening]) -> Iterator[datetime]:
    """Lets it all happen, one thing after another; the instant after each."""
    at, ids = NOW, dict[int, int]()
    with office.store.writing(office.workspace.id) as tx:
        tx.save_workspace(replace(tx.workspace, rates=RATES, rates_dated=date(2026, 11, 1)), None)
    for one in happenings:
        at += timedelta(hours=one.hours)
        match one:
            case Move():
                move(office, one, at)
            case Agreement():
                agree(office, one, at)
            case Act() if one.deal not in ids:
                ids[one.deal] = office.add(at=at).id
            case Act() if office.get(ids[one.deal]) is not None:
                wishes: dict[Field, Value] = dict(one.wishes)
                wishes.pop(Field.ACCOUNT, None)
                office.change(ids[one.deal], wishes, at=at)
        yield at


def move(office: Office, moved: Move, at: datetime) -> None:
    with office.store.writing(office.workspace.id) as tx:
        person = tx.people.team()[office.team[moved.who].id]
        boss = office.team[moved.to].id
        tx.people.save(replace(person, manager_id=boss, active=person.active and not moved.leaves), at)


def agree(office: Office, agreed: Agreement, at: datetime) -> None:
    """As the settings form, the team form, a new version of the process, and a first message would."""
    n = agreed.seed
    with office.store.writing(office.workspace.id) as tx:
        match agreed.what:
            case "quota":
                who, quota = office.team[CHIEFS[n % 4]].id, Money(n * 1_000_000, ("USD", "EUR")[n % 2]) if n else None
                tx.people.save_quota(who, PERIODS[n % 3], quota, at)
            case "process":
                tx.save_process(another(tx.process, n), None, at)
            case "joins":
                tx.people.save(Person(id=0, name=f"New {at}", manager_id=office.team["Mia"].id), at)
            case what:
                settings: dict[str, dict[str, object]] = {
                    "rates": {"rates": {"EUR": Decimal(n + 1) / 3}, "rates_dated": at.date()},
                    "currency": {"currency": ("USD", "EUR")[n % 2], "rates": {("EUR", "USD")[n % 2]: Decimal(2)}},
                    "fiscal": {"fiscal_start_month": n + 1},
                    "zone": {"timezone": ("Asia/Tokyo", "America/Los_Angeles")[n % 2]},
                    "calls": {"call_weekday": n if n < 5 else None},
                }
                tx.save_workspace(replace(tx.workspace, **settings[what]), None, at)  # type: ignore[arg-type]


def another(process: Process, n: int) -> Process:
    """A version with another category and probability, one without a stage, or one with a stage more."""
    first, *others = process.stages
    categories = [ForecastCategory.COMMIT, ForecastCategory.BEST_CASE, ForecastCategory.PIPELINE]
    changed = replace(first, category=categories[n % 3], probability=n, name=f"Called {n}")
    if n == 4 and process.open_stages[1:]:
        return replace(process, stages=tuple(others))
    return replace(process, stages=(changed, *others))


def shown(tx: SqlTx, office: Office, now: datetime, as_of: datetime | None = None) -> Shown:
    """What everybody who leads, and a rep, would be shown for each period and by default."""
    found: Shown = {}
    for name in CHIEFS:
        for period in (*PERIODS, None):
            told = report_for(tx, office.team[name], now, period=period, as_of=as_of)
            found[name, period] = replace(told.report, subject=office.team[name]), told.calls
    return found


@settings(max_examples=examples(40))
@given(happenings=st.lists(ACTS | MOVES | AGREEMENTS, max_size=10))
def test_as_of_is_what_was_shown_then(happenings: list[Happening], process: Process) -> None:
    """After each thing that happens everything that is shown is written down by the test; at the end each of these
    moments is asked for, and the same is shown, whatever has become of deals, people, quotas, rates, calendar and
    process meanwhile."""
    store = create_store("sqlite://")
    office = furnished(store, process)
    noted: dict[datetime, Shown] = {}
    for at in carried_out(office, happenings):
        with store.reading(office.workspace.id) as tx:
            noted[at] = shown(tx, office, at)
    later = max(noted, default=NOW) + timedelta(days=1)
    with store.reading(office.workspace.id) as tx:
        for moment, then in noted.items():
            assert shown(tx, office, later, as_of=moment) == then
    store.close()


@settings(max_examples=examples(20))
@given(
    happenings=st.lists(ACTS | MOVES | AGREEMENTS, max_size=12),
    period=st.sampled_from(PERIODS),
    chief=st.sampled_from(CHIEFS),
)
def test_start_and_changes_make_the_end(
    happenings: list[Happening], period: Period, chief: str, process: Process
) -> None:
    """Between any two instants, for anybody's subtree and period, in several currencies: to the cent, and every part of
    the tree adds up to its whole."""
    store = create_store("sqlite://")
    office = furnished(store, process)
    moments = sorted({NOW, *carried_out(office, happenings)})
    now = moments[-1] + timedelta(hours=1)
    subject = office.team[chief]
    with store.reading(office.workspace.id) as tx:
        pairs = {(since, until) for since, until in pairwise([*moments, now])} | {(moments[0], now)}
        for since, until in pairs:
            for categories in (COMMIT, BEST_CASE, TOTAL):
                reconciles(tx, subject, period, since, until, now, categories)
            line = forecast_of(sums_of(tx, period, until, now), subject, None, ()).report.line
            for part in line.everyone():
                assert part.rolled == sum((below.rolled for below in part.reports), part.own)
    store.close()


def reconciles(
    tx: SqlTx,
    subject: Person,
    period: Period,
    since: datetime,
    until: datetime,
    now: datetime,
    categories: frozenset[ForecastCategory],
) -> None:
    """The bridge's ends are the sums as of both instants, for the people who belong to the subject at its end, at the
    rates and by the process of its end."""
    ending = sums_of(tx, period, until, now)
    owners, rates = ending.team.subtree(subject.id), ending.workspace.exchange()
    spans: list[DealSpan] = tx.forecasts.spans(since, until)
    bridge = movements(ending.cells, spans, Scope(owners, period, categories), ending.process, rates, since)
    assert bridge.start.minor + sum(line.amount.minor for line in bridge.lines) == bridge.end.minor
    for sums, amount in ((sums_of(tx, period, since, now), bridge.start), (ending, bridge.end)):
        same = replace(sums, team=ending.team, workspace=ending.workspace, process=ending.process)
        there = forecast_of(same, subject, None, ()).report.line.rolled
        assert amount == there.of(categories)
    for line in bridge.lines:
        if line.kind is not MovementKind.ROUNDING:
            assert line.amount.minor == sum(moved.amount.minor for moved in line.deals)


SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        "currency": st.sampled_from(["EUR", "USD", "GBP"]),
        "fiscal_start_month": st.integers(1, 12),
        "timezone": st.sampled_from(["Asia/Kolkata", "America/New_York"]),
        "call_weekday": st.none() | st.integers(0, 6),
        "rates": st.just({}),
    },
)


@settings(max_examples=examples(15))
@given(changes=st.lists(SETTINGS, max_size=4))
def test_a_setting_changed_loses_no_call_and_no_adjustment(changes: list[dict[str, object]], process: Process) -> None:
    """Whatever an admin sets, each call and each adjustment is still there as it was made, in its own currency."""
    store = create_store("sqlite://")
    office = furnished(store, process)
    dana, mia, period = office.team["Dana"].id, office.team["Mia"].id, PERIODS[0]
    with store.writing(office.workspace.id) as tx:
        tx.calls.add(Call(person_id=dana, period=period, commit=Money(5, "EUR"), best_case=None, at=NOW))
        tx.calls.adjust(
            Adjustment(person_id=dana, by=mia, period=period, commit=None, best_case=Money(7, "GBP"), note="n", at=NOW)
        )
        before = tx.calls.of_person(dana), tx.calls.adjustments(period, NOW)
    for change in changes:
        with store.writing(office.workspace.id) as tx:
            tx.save_workspace(replace(tx.workspace, **change), None)  # type: ignore[arg-type]
    with store.reading(office.workspace.id) as tx:
        assert (tx.calls.of_person(dana), tx.calls.adjustments(period, NOW)) == before
        assert tx.calls.counting(period, NOW)[dana].commit == Money(5, "EUR")
    store.close()
