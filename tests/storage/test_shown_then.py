"""For any history of deals and people: forecasts as of any instant are those that were shown then, start and changes
make the end, parts make the whole, and no setting loses a call."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings

from sales.calls import Adjustment, Call, Standing
from sales.forecast import BEST_CASE, COMMIT, TOTAL, DealSpan
from sales.money import Money
from sales.movements import MovementKind, Scope, movements
from sales.people import Person
from sales.period import Period
from sales.process import ForecastCategory, Process
from sales.report import Report
from sales.usecases.forecasts import forecast_of, report_for, sums_of
from storage.engine import create_store
from storage.sql import SqlStore, SqlTx
from tests.properties import examples
from tests.storage.conftest import NOW, Office, furnished, one_more
from tests.storage.histories import AGREEMENTS, CHIEFS, MOVES, PERIODS, Happening, Move, carried_out, move
from tests.storage.test_past import ACTS

DAYS = st.dates(date(2026, 6, 1), date(2027, 6, 1))
ANY_PERIOD = (
    st.tuples(DAYS, DAYS).filter(lambda ends: ends[0] != ends[1]).map(lambda ends: Period(min(ends), max(ends)))
)


Shown = dict[tuple[str, Period | None], tuple[Report, Standing | None]]


def test_nobody_in_between_was_not_always_the_next_one(office: Office) -> None:
    """From Mia to nobody, and a day later to Max: hers until then, nobody's for that day, his from then on. Only a
    first manager is taken to have been there always."""
    hours = [NOW + timedelta(hours=hours) for hours in (0, 24, 48)]
    office.add(at=NOW - timedelta(hours=1))
    for to, at in zip((None, "Max"), hours[1:], strict=True):
        move(office, Move("Dana", to, 0, True), at)
    just_before = timedelta(minutes=1)
    with office.store.reading(office.workspace.id) as tx:
        led = {
            (chief, at): office.team["Dana"].id in tx.people.team_at(at - just_before).subtree(office.team[chief].id)
            for chief in ("Mia", "Max")
            for at in (*hours, hours[-1] + timedelta(hours=1))
        }
    assert [at for (chief, at), leads in led.items() if leads and chief == "Mia"] == hours[:2]
    assert [at for (chief, at), leads in led.items() if leads and chief == "Max"] == [hours[2] + timedelta(hours=1)]


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
    shows_what_it_showed(furnished(store, process), happenings)
    store.close()


@settings(max_examples=examples(12), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(happenings=st.lists(ACTS | MOVES | AGREEMENTS, max_size=8))
def test_as_of_is_what_was_shown_then_on_postgresql(
    happenings: list[Happening], process: Process, on_postgres: SqlStore
) -> None:
    """The same on PostgreSQL, each example in a workspace of its own."""
    shows_what_it_showed(one_more(on_postgres, process), happenings)


def shows_what_it_showed(office: Office, happenings: list[Happening]) -> None:
    noted: dict[datetime, Shown] = {}
    for at in carried_out(office, happenings):
        with office.store.reading(office.workspace.id) as tx:
            noted[at] = shown(tx, office, at)
    later = max(noted, default=NOW) + timedelta(days=1)
    with office.store.reading(office.workspace.id) as tx:
        for moment, then in noted.items():
            assert shown(tx, office, later, as_of=moment) == then


@settings(max_examples=examples(20))
@given(
    happenings=st.lists(ACTS | MOVES | AGREEMENTS, max_size=12),
    period=st.sampled_from(PERIODS) | ANY_PERIOD,
    chief=st.sampled_from(CHIEFS),
)
def test_start_and_changes_make_the_end(
    happenings: list[Happening], period: Period, chief: str, process: Process
) -> None:
    """Between any two instants, for anybody's subtree and period, in several currencies: to the cent, and every part of
    the tree adds up to its whole."""
    store = create_store("sqlite://")
    reconciles_throughout(furnished(store, process), happenings, period, chief)
    store.close()


@settings(max_examples=examples(10), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    happenings=st.lists(ACTS | MOVES | AGREEMENTS, max_size=8),
    period=st.sampled_from(PERIODS) | ANY_PERIOD,
    chief=st.sampled_from(CHIEFS),
)
def test_start_and_changes_make_the_end_on_postgresql(
    happenings: list[Happening], period: Period, chief: str, process: Process, on_postgres: SqlStore
) -> None:
    """The same on PostgreSQL, each example in a workspace of its own."""
    reconciles_throughout(one_more(on_postgres, process), happenings, period, chief)


def reconciles_throughout(office: Office, happenings: list[Happening], period: Period, chief: str) -> None:
    moments = sorted({NOW, *carried_out(office, happenings)})
    now = moments[-1] + timedelta(hours=1)
    subject = office.team[chief]
    with office.store.reading(office.workspace.id) as tx:
        pairs = {(since, until) for since, until in pairwise([*moments, now])} | {(moments[0], now)}
        for since, until in pairs:
            for categories in (COMMIT, BEST_CASE, TOTAL):
                reconciles(tx, subject, period, since, until, now, categories)
            parts_make_the_whole(forecast_of(sums_of(tx, period, until, now), subject, None, ()).report)


def parts_make_the_whole(report: Report) -> None:
    """Own deals and the lines below, categories, and stages add up to each line."""
    for part in report.line.everyone():
        assert part.rolled == sum((below.rolled for below in part.reports), part.own)
        assert part.rolled.total + part.rolled.omitted == sum(part.rolled.sums.values(), Money(0, report.currency))
        assert (part.quota, part.gap, part.attainment) == (None,) * 3 if not part.quota else part.gap is not None
    whole = report.line.rolled
    assert sum((stage.amount for stage in report.by_stage), Money(0, report.currency)) == whole.open
    assert sum(stage.count for stage in report.by_stage) == whole.deals - whole.counts[ForecastCategory.CLOSED]


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
