"""What does not flake, unlike times: how many statements an answer costs, how many rows a forecast reads, how many
modules a start loads. None of it may grow with the number of deals or of recipients."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.__main__ import figures_of
from benchmarks.company import NOW, QUARTER, Company, company
from benchmarks.digests import AS_OF, composed, delivery_for
from benchmarks.measure import statements
from sales.money import Money
from sales.usecases.attention import sweep
from sales.usecases.digest_data import DigestDataCache
from sales.usecases.digesting import digest
from sales.usecases.forecasts import forecast, sums_of
from sales.usecases.home import home
from tests.typist import typist

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def firm() -> Iterator[Company]:
    """Two managers with four reps each and sixty open deals."""
    with company(60, managers=2, open_share=1) as found:
        yield found


@pytest.fixture(scope="module")
def larger() -> Iterator[Company]:
    """The same people with ten times the deals."""
    with company(600, managers=2, open_share=1) as found:
        yield found


PRICES = {
    "/log, a call and a next step": (
        *("/log called {}, next step send the offer on Friday", "logged a call"),
        *(15, ["BEGIN IMMEDIATE", "BEGIN", "BEGIN IMMEDIATE", "BEGIN IMMEDIATE"], 0),
    ),
    "/log, a question": ("/log what about {}?", "{}", 9, ["BEGIN IMMEDIATE", "BEGIN", "BEGIN IMMEDIATE"], 0),
    "/deal, its card": ("/deal {}", "{}", 8, ["BEGIN IMMEDIATE", "BEGIN", "BEGIN IMMEDIATE"], 0),
    "/forecast": ("/forecast", "", 3, ["BEGIN"], 1),
}
"""What is typed, what the answer holds; statements, transactions, and statements that are put together anew."""


@pytest.mark.parametrize("name", PRICES)
def test_a_command_has_its_price(firm: Company, larger: Company, name: str) -> None:
    """An answer takes a handful of statements, and no more among ten times the deals."""
    text, answer, most, transactions, anew = PRICES[name]
    for company_ in (firm, larger):
        person = company_.reps[0]
        taken = []
        with typist(company_) as desk:
            for deal in company_.deals_of(person, most=3):
                said, sent = desk.types(person, text.format(deal.name))
                assert answer.format(deal.name) in said
                taken.append(sent)
        for sent in taken[1:]:
            assert (len(sent), sent.begun, sent.anew) == (most, transactions, anew)


def test_home_has_its_price(firm: Company, larger: Company) -> None:
    """A manager's Home costs what it costs, whatever the number of deals."""
    prices = set()
    for company_ in (firm, larger):
        home(company_.store, company_.actor(company_.managers[0]), NOW)
        with statements(company_.store.database.engine) as sent:
            home(company_.store, company_.actor(company_.managers[0]), NOW)
        prices.add(len(sent))
    assert len(prices) == 1
    assert max(prices) <= 14


def test_a_forecast_reads_sums_and_no_deals(firm: Company, larger: Company) -> None:
    """However many deals there are, one row a person and stage, in one statement, besides what is known already."""
    for company_ in (firm, larger):
        for _ in range(2):  # the first time fills what is kept
            with (
                statements(company_.store.database.engine) as sent,
                company_.store.reading(company_.workspace.id) as tx,
            ):
                sums = sums_of(tx, QUARTER, NOW, NOW)
                stages = len(tx.process.open_stages)
        assert len(sent) == 2
        assert len(sums.cells) + len(sums.undated) <= len(company_.people) * stages


def test_a_whole_forecast_takes_two_statements(larger: Company) -> None:
    """Sums, and whether anything else has changed: people, quotas, calls, adjustments and projections are known."""
    for subject in (larger.boss, larger.managers[0], larger.reps[0]):
        for _ in range(2):
            with statements(larger.store.database.engine) as sent:
                forecast(larger.store, larger.actor(larger.boss), NOW, subject_id=subject.id, period=QUARTER)
        assert len(sent) == 2


def test_finding_what_needs_somebody_takes_two_statements(firm: Company, larger: Company) -> None:
    """The deals in need, with as much of them as tells why, and whether the team has changed."""
    for company_ in (firm, larger):
        for _ in range(2):
            with (
                statements(company_.store.database.engine) as sent,
                company_.store.reading(company_.workspace.id) as tx,
            ):
                found = sweep(tx, NOW)
        assert found
        assert len(sent) == 2


def test_digests_share_what_they_read(firm: Company, larger: Company) -> None:
    """All managers' digests together take as many statements as one, however many deals there are."""
    for company_ in (firm, larger):
        prices = set()
        leaders = [company_.boss, *company_.managers]
        composed(company_, leaders)
        for recipients in (leaders[:1], leaders, leaders * 20):
            with statements(company_.store.database.engine) as sent:
                composed(company_, recipients)
            prices.add(len(sent))
        assert len(prices) == 1
        assert max(prices) <= 26


def test_digests_that_are_sent_one_after_another_share_it_too(firm: Company) -> None:
    """The sender composes each digest in a transaction of its own: the first one reads, the others look."""
    cache, leaders = DigestDataCache(), [*firm.managers, firm.boss]
    prices = []
    for person in leaders:
        with statements(firm.store.database.engine) as sent, firm.store.reading(firm.workspace.id) as tx:
            found = digest(tx, delivery_for(person), NOW, cache)
            cache.courses(tx, found.forecast.report, NOW)
        prices.append(len(sent))
    assert prices[1:] == [1] * len(firm.managers)


def test_a_shared_digest_is_the_digest(larger: Company) -> None:
    """Nobody's numbers depend on whose digest was composed before."""
    leaders = [*larger.managers, larger.boss, larger.reps[0]]
    together = composed(larger, leaders)
    assert [composed(larger, [person])[0] for person in leaders] == together


def test_what_changes_after_its_hour_does_not_change_a_digest(firm: Company) -> None:
    """A digest that is composed late says what it would have said at its hour, whether its data is read anew or
    shared."""
    with firm.store.reading(firm.workspace.id) as tx:
        early = digest(tx, delivery_for(firm.boss), AS_OF).forecast.report
        late = digest(tx, delivery_for(firm.boss), NOW).forecast.report
    assert early == late


def test_a_new_quota_is_in_the_next_digest(firm: Company) -> None:
    """Shared data is not kept when what it was made with has changed: settings, people, quotas."""
    cache, boss = DigestDataCache(), firm.boss
    with firm.store.reading(firm.workspace.id) as tx:
        before = digest(tx, delivery_for(boss), NOW, cache).forecast.report.line.quota
    with firm.store.writing(firm.workspace.id) as tx:
        tx.people.save_quota(boss.id, QUARTER, Money(77_000_000))
    with firm.store.reading(firm.workspace.id) as tx:
        after = digest(tx, delivery_for(boss), NOW, cache).forecast.report.line.quota
    assert before != after == Money(77_000_000)


LATER = ["aiohttp", "alembic", "babel", "dateparser", "holidays", "matplotlib", "numpy", "openpyxl", "xlsxwriter"]
"""What is loaded when it is first needed, and not before."""
OURS = ("bot", "sales", "schedules", "storage")


def test_a_start_loads_the_core_and_nothing_else() -> None:
    """The bot is connected before anything that only some answers need has been loaded. Our own modules are small and
    many, and not counted: a file that is split costs nothing."""
    others = f"[m for m in sys.modules if m.partition('.')[0] not in {OURS}]"
    code = f"import sys, bot.main.wiring; print(len({others}), *(m for m in {LATER} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    number, *heavy = done.stdout.split()
    assert heavy == []
    assert int(number) <= 680


def test_what_a_start_has_loaded_is_passed_over_from_then_on() -> None:
    """Python's collector looks at what came after the start; what was loaded before it leaves alone."""
    code = (
        "import gc, bot.main.wiring; from bot.main.collecting import look_seldom; before = len(gc.get_objects());"
        "look_seldom(); print(before, len(gc.get_objects()))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    before, after = map(int, done.stdout.split())
    assert before > 50_000
    assert after < before / 100


@pytest.mark.parametrize("name", ["sweep", "digests", "importing"])
def test_the_benchmarks_run_and_their_counts_hold(name: str) -> None:
    """`make bench` measures; what it counts is right even in its smallest size."""
    figures = list(figures_of(name, postgres=False, quick=True))
    assert figures
    assert [figure.what for figure in figures if figure.unit == "" and figure.met is False] == []
