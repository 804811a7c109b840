"""One person's forecast: who adds up to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.deal import Deal
from sales.forecast import Cell, Rollup, roll_up
from sales.money import Money, Rates
from sales.people import Person, Team
from sales.process import Outcome
from sales.report import Report, build_report
from tests.sales.examples import ANN, BOB, CEM, DOLLARS, DORA, MAX, MIA, NOW, PROCESS, QUARTER, RATES, TEAM, VERA, usd
from tests.sales.strategies import cells_from, deals


def report(
    subject: Person,
    cells: list[Cell],
    *,
    quotas: dict[int, Money] | None = None,
    team: Team = TEAM,
    rates: Rates = DOLLARS,
) -> Report:
    return build_report(
        subject=subject,
        team=team,
        process=PROCESS,
        period=QUARTER,
        cells=cells,
        quotas=quotas or {},
        undated={ANN.id: 2, BOB.id: 1, CEM.id: 7},
        rates=rates,
        as_of=NOW,
        timezone="UTC",
    )


def won(owner: Person, major: int, currency: str = "USD") -> Cell:
    return Cell(owner.id, "won", Outcome.WON, None, currency, 1, major * 100)


def signing(owner: Person, major: int) -> Cell:
    return Cell(owner.id, "signing", Outcome.OPEN, None, "USD", 1, major * 100)


CELLS = [won(MAX, 10), won(ANN, 20), signing(ANN, 5), won(BOB, 30), won(CEM, 400)]


def test_a_managers_number_is_own_deals_and_the_subtrees() -> None:
    """Max sees his own 10, Ann's 20 and Bob's 30, and nothing of Cem's."""
    seen = report(MAX, CELLS)
    assert seen.line.own.closed == usd(10)
    assert seen.line.rolled.closed == usd(60)
    assert seen.line.rolled.commit == usd(65)
    assert [(line.person.name, line.rolled.closed) for line in seen.lines] == [
        ("Ann Rep", usd(20)),
        ("Bob Rep", usd(30)),
    ]
    assert seen.undated == 3


@given(st.lists(deals(), max_size=20), st.sampled_from([VERA, MAX, MIA, ANN]))
def test_every_level_adds_up(some: list[Deal], subject: Person) -> None:
    """On every level own and reports add up to the line, the line is the subtree's roll-up, and so is every way to
    divide it."""
    cells = cells_from(some, QUARTER)
    seen = report(subject, cells, rates=RATES)
    for line in seen.line.everyone():
        assert line.rolled == sum((below.rolled for below in line.reports), line.own)
        subtree = TEAM.subtree(line.person.id)
        assert line.rolled == roll_up([cell for cell in cells if cell.owner_id in subtree], PROCESS, RATES)
    assert sum(stage.amount.minor for stage in seen.by_stage) == seen.line.rolled.open.minor


def test_people_who_left_stay_while_something_of_theirs_counts() -> None:
    """Dora is gone; her won deal still counts for Mia, marked; without it she is not listed."""
    with_deal = report(MIA, [won(DORA, 7)])
    assert [(line.person.name, line.left) for line in with_deal.lines] == [("Cem Rep", False), ("Dora Gone", True)]
    assert with_deal.line.rolled.closed == usd(7)
    assert [line.person.name for line in report(MIA, []).lines] == ["Cem Rep"]


def test_quotas_and_who_has_none() -> None:
    """Attainment, gap and coverage are of the whole subtree; people without a quota are named, those who left not."""
    seen = report(VERA, CELLS, quotas={MAX.id: usd(120), ANN.id: usd(40), CEM.id: Money(90, "GBP")})
    (max_line, _) = seen.lines
    assert (max_line.attainment, max_line.gap, max_line.coverage) == (Decimal("0.5"), usd(55), Decimal(5) / 60)
    assert seen.line.attainment is None
    # Cem's quota is in pounds, for which there is no rate.
    assert [person.name for person in seen.without_quota] == ["Bob Rep", "Cem Rep", "Mia Lead", "Vera Boss"]


def test_the_rate_date_is_shown_only_where_a_rate_was_used() -> None:
    """A forecast in dollars alone says nothing of exchange rates."""
    assert report(CEM, [won(CEM, 5)], rates=RATES).rates_dated is None
    assert report(CEM, [won(CEM, 5, "EUR")], rates=RATES).rates_dated == date(2026, 11, 1)
    assert report(CEM, [won(CEM, 5, "GBP")], rates=RATES).rates_dated is None


def test_stages_in_the_order_of_the_process() -> None:
    """Every open stage is listed, empty or not; an abolished one comes last, under its old key. Omitted are not."""
    old = Cell(ANN.id, "negotiation", Outcome.OPEN, None, "USD", 1, 300)
    omitted = Cell(ANN.id, "lead", Outcome.OPEN, "omitted", "USD", 1, 300)
    assert [(stage.name, stage.count) for stage in report(ANN, [*CELLS, old, omitted]).by_stage] == [
        ("Lead", 0),
        ("Discovery", 0),
        ("Proposal", 0),
        ("Signing", 1),
        ("negotiation", 1),
    ]


def test_a_loop_in_the_tree_is_cut() -> None:
    """If two people report to each other by mistake, each is counted once."""
    a, b = Person(id=1, name="A", manager_id=2), Person(id=2, name="B", manager_id=1)
    seen = report(a, [won(a, 1), won(b, 2)], team=Team([a, b]))
    assert seen.line.rolled.closed == usd(3)
    assert [line.person.name for line in seen.line.everyone()] == ["A", "B"]


@pytest.mark.parametrize("subject", [VERA, ANN])
def test_an_empty_period(subject: Person) -> None:
    """Nothing closes in it: zeros, not an error."""
    assert report(subject, []).line.rolled == Rollup.empty("USD")


def test_a_quota_is_shown_in_the_reports_currency() -> None:
    """A quota of 100 euros is one of $108.37."""
    assert report(ANN, [], quotas={ANN.id: Money(10_000, "EUR")}, rates=RATES).line.quota == Money(10_837)


def test_a_subject_who_left_still_has_a_forecast() -> None:
    """What Dora closed can be looked up after she has gone."""
    gone = replace(DORA, manager_id=None)
    seen = report(gone, [won(gone, 9)], team=Team([gone]))
    assert (seen.line.left, seen.line.rolled.closed) == (True, usd(9))
