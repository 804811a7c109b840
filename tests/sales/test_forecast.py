"""What the deals of a period add up to, to the cent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.deal import Deal
from sales.errors import Invalid
from sales.forecast import (
    TOTAL,
    Cell,
    DealSpan,
    Rollup,
    attainment,
    cells_as_of,
    coverage,
    gap,
    roll_up,
    weighted,
)
from sales.money import Money, Rates
from sales.process import ForecastCategory, Outcome
from tests.sales.examples import DOLLARS, PROCESS, QUARTER, RATES, a_deal, usd
from tests.sales.strategies import cells_from, deals, spans

OPEN, WON, LOST = Outcome.OPEN, Outcome.WON, Outcome.LOST


def cell(stage: str, major: int, *, category: str | None = None, currency: str = "USD", count: int = 1) -> Cell:
    outcome = PROCESS.by_key[stage].outcome if stage in PROCESS.by_key else OPEN
    return Cell(4, stage, outcome, category, currency, count, major * 100)


PIPELINE_EXAMPLE = [
    cell("won", 220_000, count=6),
    cell("signing", 300_000, count=2),  # commit by its stage
    cell("lead", 40_000, category="commit"),  # commit by the rep's word
    cell("proposal", 80_000),  # best case by its stage
    cell("discovery", 70_000, count=3),
    cell("discovery", 9_000, category="omitted"),
    cell("lost", 500_000),
]


def test_cumulative_roll_ups() -> None:
    """Closed, commit, best case and total each contain the one before; omitted and lost deals are in none."""
    rollup = roll_up(PIPELINE_EXAMPLE, PROCESS, DOLLARS)
    assert (rollup.closed, rollup.commit, rollup.best_case, rollup.total, rollup.open, rollup.omitted) == (
        usd(220_000),
        usd(560_000),
        usd(640_000),
        usd(710_000),
        usd(490_000),
        usd(9_000),
    )
    assert rollup.counts[ForecastCategory.COMMIT] == 3
    assert rollup.deals == 13


def test_a_currency_without_a_rate_stands_apart() -> None:
    """Pounds without a rate are in no sum, and are listed; omitted pounds would not have counted anyway."""
    cells = [
        cell("signing", 10_000),
        cell("signing", 1_000, currency="EUR"),
        cell("signing", 5_000, currency="GBP"),
        cell("lead", 700, currency="GBP"),
        cell("lead", 9_999, currency="GBP", category="omitted"),
    ]
    rollup = roll_up(cells, PROCESS, RATES)
    assert rollup.commit == Money(1_000_000 + 108_370)
    assert rollup.unconverted == {"GBP": Money(570_000, "GBP")}
    assert rollup.deals == 4


def test_deals_without_an_amount_count_as_deals() -> None:
    """They need no currency and add nothing to the sums."""
    rollup = roll_up([Cell(4, "signing", OPEN, None, "", 3, 0)], PROCESS, DOLLARS)
    assert (rollup.commit, rollup.deals, rollup.unconverted) == (usd(0), 3, {})


def test_a_stage_of_an_older_process_is_pipeline() -> None:
    """A deal in a stage that was abolished is not lost from the total."""
    assert roll_up([cell("negotiation", 5_000)], PROCESS, DOLLARS).total == usd(5_000)
    assert roll_up([cell("negotiation", 5_000)], PROCESS, DOLLARS).best_case == usd(0)


@given(st.lists(deals()), st.lists(deals()))
def test_parts_sum_to_wholes(some: list[Deal], others: list[Deal]) -> None:
    """However the cells are divided between people, stages or teams, the parts add up to the whole to the cent."""
    cells, more = cells_from(some, QUARTER), cells_from(others, QUARTER)
    both = roll_up(cells, PROCESS, RATES) + roll_up(more, PROCESS, RATES)
    assert both == roll_up([*cells, *more], PROCESS, RATES)
    one_by_one = sum((roll_up([each], PROCESS, RATES) for each in cells), Rollup.empty("USD"))
    assert one_by_one == roll_up(cells, PROCESS, RATES)


@given(st.lists(deals()))
def test_nothing_is_dropped(some: list[Deal]) -> None:
    """Every deal that counts is counted, and every amount is in a sum or listed apart."""
    counting = [deal for deal in some if not deal.deleted and deal.counts_on in QUARTER]
    rollup = roll_up(cells_from(some, QUARTER), PROCESS, RATES)
    categories = [deal.forecast_category(PROCESS) for deal in counting]
    assert rollup.deals == sum(category in TOTAL for category in categories)
    pounds = sum(
        deal.amount.minor
        for deal, category in zip(counting, categories, strict=True)
        if deal.amount and deal.amount.currency == "GBP" and category in TOTAL
    )
    assert rollup.unconverted.get("GBP", Money(0, "GBP")).minor == pounds


@given(st.lists(deals()))
def test_converting_is_off_by_half_a_cent_a_cell_at_most(some: list[Deal]) -> None:
    """Rounding happens once per foreign cell, and nowhere else."""
    cells = [each for each in cells_from(some, None) if each.outcome is not LOST and each.currency != "GBP"]
    exact = Fraction(0)
    for each in cells:
        if each.minor:
            worth = Fraction(RATES.worth.get(each.currency, Decimal(1)))
            exact += each.minor * worth * (100 if each.currency == "JPY" else 1)
    rollup = roll_up(cells, PROCESS, RATES)
    total = (rollup.total + rollup.omitted).minor
    assert abs(total - exact) <= Fraction(sum(each.currency != "USD" for each in cells), 2)


def test_weighted_is_rounded_once() -> None:
    """Three leads of five cents at 10 % are worth one and a half cents: two, not three times nothing."""
    assert weighted([Cell(n, "lead", OPEN, None, "USD", 1, 5) for n in (1, 2, 3)], PROCESS, DOLLARS) == Money(2)
    assert weighted([Cell(1, "lead", OPEN, None, "USD", 1, 5)], PROCESS, DOLLARS) == Money(0)  # half to even


def test_weighted_takes_won_deals_whole() -> None:
    """Won counts fully; omitted and lost, and what cannot be converted, count nothing."""
    cells = [*PIPELINE_EXAMPLE, cell("signing", 7_000, currency="GBP"), cell("negotiation", 1_000)]
    expected = 220_000 + 270_000 + 4_000 + 40_000 + 17_500
    assert weighted(cells, PROCESS, DOLLARS) == usd(expected)


def test_weighted_converts_exactly() -> None:
    """Yen have no minor unit, dinars have a thousand: 1,000,000 yen at 50 % are $3,330.65."""
    yen = Cell(4, "proposal", OPEN, None, "JPY", 1, 1_000_000)
    assert weighted([yen], PROCESS, RATES) == Money(333_065)
    rates = Rates("USD", RATES.dated, {"KWD": Decimal("3.255")})
    assert weighted([Cell(4, "proposal", OPEN, None, "KWD", 1, 2_000)], PROCESS, rates) == Money(326)  # 3.255 dollars


@pytest.mark.parametrize(
    ("closed", "commit", "open_", "quota", "expected"),
    [
        (50, 80, 100, 100, (Decimal("0.5"), 20, Decimal(2))),
        (0, 0, 0, 100, (Decimal(0), 100, Decimal(0))),
        (100, 120, 50, 100, (Decimal(1), -20, None)),  # met: nothing left to cover
        (150, 150, 50, 100, (Decimal("1.5"), -50, None)),
        (50, 80, 100, None, (None, None, None)),  # missing is not zero
        (50, 80, 100, 0, (None, None, None)),
    ],
)
def test_against_the_quota(
    closed: int, commit: int, open_: int, quota: int | None, expected: tuple[Decimal | None, int | None, Decimal | None]
) -> None:
    """Attainment, gap and coverage, and a dash where the quota is missing or met."""
    target = None if quota is None else usd(quota)
    difference = gap(usd(commit), target)
    assert (
        attainment(usd(closed), target),
        None if difference is None else difference.minor // 100,
        coverage(usd(open_), usd(closed), target),
    ) == expected


@given(spans())
def test_as_it_was(happened: list[DealSpan]) -> None:
    """Taking back what happened gives the sums that stood before, cell by cell."""
    for period in (QUARTER, None):
        now = cells_from((span.after for span in happened), period)
        then = cells_from((span.before for span in happened), period)
        assert set(cells_as_of(now, happened, period)) == set(then)


def test_roll_ups_in_unlike_currencies_do_not_add() -> None:
    """Nobody adds dollars to euros by accident."""
    with pytest.raises(Invalid, match="EUR"):
        Rollup.empty("EUR") + Rollup.empty("USD")


def test_a_deal_without_amount_is_its_own_kind_of_cell() -> None:
    """Its currency is unknown, not the workspace's."""
    (found,) = cells_as_of([], [DealSpan(a_deal(amount=None), None)], None)
    assert (found.currency, found.count, found.minor) == ("", 1, 0)
