"""The bridge from the number then to the number now, to the cent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sales.deal import Deal
from sales.forecast import BEST_CASE, COMMIT, TOTAL, DealSpan, cells_as_of, roll_up
from sales.money import Money, Rates
from sales.movements import MovementKind, Movements, Scope, movements
from sales.period import Period
from sales.process import ForecastCategory, Outcome
from tests.sales.examples import (
    ANN,
    BOB,
    CEM,
    DOLLARS,
    LONG_AGO,
    NOW,
    PROCESS,
    QUARTER,
    RATES,
    TEAM,
    a_deal,
    usd,
)
from tests.sales.strategies import cells_from, deals, spans

SINCE = NOW - timedelta(days=3)
MAX_TEAM = Scope(TEAM.subtree(2), QUARTER)
K = MovementKind

NEXT_YEAR, LAST_SUMMER = date(2027, 2, 1), date(2026, 8, 1)
WON: dict[str, Any] = {"stage": "won", "outcome": Outcome.WON, "closed_on": date(2026, 11, 18)}
LOST: dict[str, Any] = {"stage": "lost", "outcome": Outcome.LOST, "closed_on": date(2026, 11, 18)}
POUNDS = Money(5_000_000, "GBP")
OMITTED: dict[str, Any] = {"category": ForecastCategory.OMITTED}
COMMITTED: dict[str, Any] = {"category": ForecastCategory.COMMIT}


def bridge(happened: list[DealSpan], scope: Scope = MAX_TEAM, rates: Rates = DOLLARS) -> Movements:
    return movements(cells_from((s.after for s in happened), scope.period), happened, scope, PROCESS, rates, SINCE)


def lines(moves: Movements) -> list[tuple[MovementKind, int]]:
    return [(line.kind, line.amount.minor // 100) for line in moves.lines]


def span(before: dict[str, Any] | None, after: dict[str, Any] | None) -> DealSpan:
    """Ann's deal of 40,000 with these differences then and now; None where there was none."""
    return DealSpan(
        None if before is None else a_deal(**before),
        None if after is None else a_deal(**after),
    )


@pytest.mark.parametrize(
    ("happened", "expected"),
    [
        pytest.param(span(None, {"created_at": NOW}), [(K.NEW, 40_000)], id="new"),
        pytest.param(span(None, {"created_at": NOW, **WON}), [(K.NEW, 40_000)], id="new and won at once"),
        pytest.param(span(None, {"created_at": NOW, **LOST}), [], id="new and lost at once"),
        pytest.param(span(None, {}), [(K.RESTORED, 40_000)], id="deleted, then brought back"),
        pytest.param(span(None, {"created_at": SINCE}), [(K.RESTORED, 40_000)], id="created at that very instant"),
        pytest.param(span({}, None), [(K.DELETED, -40_000)], id="deleted"),
        pytest.param(span({}, {"deleted": True}), [(K.DELETED, -40_000)], id="marked as deleted"),
        pytest.param(span({}, {"owner_id": CEM.id}), [(K.OWNER_OUT, -40_000)], id="handed to another team"),
        pytest.param(span({"owner_id": CEM.id}, {}), [(K.OWNER_IN, 40_000)], id="taken over from another team"),
        pytest.param(span({}, {"owner_id": BOB.id}), [], id="owner within the scope"),
        pytest.param(span({}, {"close_date": NEXT_YEAR}), [(K.OUT_LATER, -40_000)], id="pushed out"),
        pytest.param(span({}, {"close_date": None}), [(K.OUT_LATER, -40_000)], id="close date taken away"),
        pytest.param(span({}, {"close_date": LAST_SUMMER}), [(K.OUT_EARLIER, -40_000)], id="pulled out"),
        pytest.param(span({"close_date": NEXT_YEAR}, {}), [(K.IN_EARLIER, 40_000)], id="pulled in"),
        pytest.param(span({"close_date": None}, {}), [(K.IN_EARLIER, 40_000)], id="dated at last"),
        pytest.param(span({"close_date": LAST_SUMMER}, {}), [(K.IN_LATER, 40_000)], id="pushed in"),
        pytest.param(span({}, {"close_date": date(2026, 12, 31)}), [], id="moved within the period"),
        pytest.param(span({}, WON), [], id="won, counted already"),
        pytest.param(span(OMITTED, WON), [(K.WON, 40_000)], id="won although omitted"),
        pytest.param(span({"close_date": NEXT_YEAR}, WON), [(K.IN_EARLIER, 40_000)], id="won early"),
        pytest.param(span({}, LOST), [(K.LOST, -40_000)], id="lost"),
        pytest.param(span({}, {**LOST, "close_date": NEXT_YEAR}), [(K.OUT_LATER, -40_000)], id="pushed out, then lost"),
        pytest.param(span(LOST, {}), [(K.REOPENED, 40_000)], id="reopened"),
        pytest.param(span({}, OMITTED), [(K.OMITTED, -40_000)], id="omitted"),
        pytest.param(span(OMITTED, {}), [(K.CATEGORY_IN, 40_000)], id="counted again"),
        pytest.param(span({}, COMMITTED), [], id="category within the total"),
        pytest.param(span({}, {"amount": usd(45_000)}), [(K.AMOUNT_UP, 5_000)], id="amount up"),
        pytest.param(span({}, {"amount": None}), [(K.AMOUNT_DOWN, -40_000)], id="amount taken away"),
        pytest.param(span({}, {"amount": POUNDS}), [(K.RATE_LOST, -40_000)], id="now in a currency without a rate"),
        pytest.param(span({"amount": POUNDS}, {}), [(K.RATE_GAINED, 40_000)], id="now in one that has a rate"),
        pytest.param(span({"amount": POUNDS}, {"amount": Money(1, "GBP")}), [], id="less in a currency without a rate"),
        pytest.param(
            span({"close_date": NEXT_YEAR}, {"amount": usd(45_000)}),
            [(K.IN_EARLIER, 40_000), (K.AMOUNT_UP, 5_000)],
            id="pulled in and larger",
        ),
        pytest.param(
            span({}, {"close_date": NEXT_YEAR, "amount": usd(45_000)}), [(K.OUT_LATER, -40_000)], id="pushed and larger"
        ),
        pytest.param(span({}, {"owner_id": CEM.id, **LOST}), [(K.OWNER_OUT, -40_000)], id="owner before outcome"),
        pytest.param(span(None, {"created_at": NOW, "amount": None}), [(K.NEW, 0)], id="new, not sized yet"),
        pytest.param(span({"owner_id": CEM.id}, {"owner_id": CEM.id, **LOST}), [], id="another team's business"),
    ],
)
def test_one_deal_moves_the_total(happened: DealSpan, expected: list[tuple[MovementKind, int]]) -> None:
    """What a manager reads about one deal: the first reason that holds, and the amount apart."""
    moves = bridge([happened])
    assert lines(moves) == expected
    assert moves.end - moves.start == Money(sum(line.amount.minor for line in moves.lines))


@pytest.mark.parametrize(
    ("happened", "expected"),
    [
        pytest.param(span({}, COMMITTED), [(K.CATEGORY_IN, 40_000)], id="committed"),
        pytest.param(span({}, {"stage": "signing"}), [(K.CATEGORY_IN, 40_000)], id="in a stage that commits"),
        pytest.param(span(COMMITTED, {}), [(K.CATEGORY_OUT, -40_000)], id="downgraded"),
        pytest.param(span({}, WON), [(K.WON, 40_000)], id="won from the pipeline"),
        pytest.param(span(COMMITTED, WON), [], id="won as committed"),
        pytest.param(span(WON, {}), [(K.REOPENED, -40_000)], id="not won after all"),
        pytest.param(span(COMMITTED, LOST), [(K.LOST, -40_000)], id="a commit lost"),
        pytest.param(span({}, LOST), [], id="lost, never committed"),
    ],
)
def test_one_deal_moves_the_commit(happened: DealSpan, expected: list[tuple[MovementKind, int]]) -> None:
    """The same for the commit roll-up, which categories move as well."""
    assert lines(bridge([happened], replace(MAX_TEAM, categories=COMMIT))) == expected


def test_what_leaves_the_open_pipeline_by_winning() -> None:
    """Measured without closed deals, a win takes the deal out, and taking it back brings it in again."""
    open_only = replace(MAX_TEAM, categories=TOTAL - {ForecastCategory.CLOSED})
    assert lines(bridge([span({}, WON)], open_only)) == [(K.WON, -40_000)]
    assert lines(bridge([span(WON, {})], open_only)) == [(K.REOPENED, 40_000)]


periods = st.sampled_from([QUARTER, Period(date(2026, 9, 1), date(2026, 10, 1)), None])
scopes = st.builds(
    Scope,
    st.sets(st.sampled_from(sorted(TEAM.by_id))).map(frozenset),
    periods,
    st.sampled_from([TOTAL, COMMIT, BEST_CASE, frozenset({ForecastCategory.CLOSED})]),
)


@given(spans(), st.lists(deals(99), max_size=5), scopes)
def test_the_bridge_reconciles(happened: list[DealSpan], unchanged: list[Deal], scope: Scope) -> None:
    """Whatever happened, in whatever currencies, for any people and period: start and lines make the end, to the cent,
    every line is the sum of its deals, and only converting sums may leave a rest, of half a cent per sum and deal."""
    ending = cells_from([*(span.after for span in happened), *unchanged], scope.period)
    moves = movements(ending, happened, scope, PROCESS, RATES, SINCE)
    before = cells_from([*(span.before for span in happened), *unchanged], scope.period)
    for amount, cells in ((moves.start, before), (moves.end, ending)):
        mine = [cell for cell in cells if cell.owner_id in scope.owner_ids]
        assert amount == roll_up(mine, PROCESS, RATES).of(scope.categories)
    assert moves.start.minor + sum(line.amount.minor for line in moves.lines) == moves.end.minor
    for line in moves.lines:
        if line.kind is not K.ROUNDING:
            assert line.deals
            assert line.amount.minor == sum(moved.amount.minor for moved in line.deals)
    rest = moves.line(K.ROUNDING)
    foreign = sum(cell.currency != "USD" for cell in [*ending, *cells_as_of(ending, happened, scope.period)])
    assert rest is None or abs(rest.amount.minor) <= (foreign + 2 * len(happened)) / 2


@given(spans(), scopes)
@example([span({}, {"amount": usd(45_000)})], MAX_TEAM)
def test_one_currency_leaves_no_rest(happened: list[DealSpan], scope: Scope) -> None:
    """A team that sells in dollars alone never sees a rounding line."""

    def in_dollars(deal: Deal | None) -> Deal | None:
        return deal and replace(deal, amount=deal.amount and Money(deal.amount.minor, "USD"))

    moves = bridge([DealSpan(in_dollars(s.before), in_dollars(s.after)) for s in happened], scope)
    assert moves.line(K.ROUNDING) is None


@given(spans(), scopes)
def test_a_deal_enters_or_leaves_once(happened: list[DealSpan], scope: Scope) -> None:
    """No deal is told twice, but for a change of its amount beside another move."""
    told = [
        moved.deal.id
        for line in bridge(happened, scope, RATES).lines
        if line.kind not in (K.AMOUNT_UP, K.AMOUNT_DOWN, K.RATE_GAINED, K.RATE_LOST)
        for moved in line.deals
    ]
    assert len(told) == len(set(told))


def test_rounding_is_a_line_of_its_own() -> None:
    """Two deals of one yen each are a cent each, but two yen are one cent: the bridge says where the cent went."""
    yen = [a_deal(id=n, amount=Money(1, "JPY"), created_at=NOW) for n in (1, 2)]
    moves = bridge([DealSpan(None, deal) for deal in yen], rates=RATES)
    assert [(line.kind, line.amount.minor) for line in moves.lines] == [(K.NEW, 2), (K.ROUNDING, -1)]
    assert moves.end == Money(1)


def test_deals_in_a_currency_without_a_rate_are_listed_apart() -> None:
    """They moved, so they are shown; what they are worth is not known, so they add nothing."""
    moves = bridge([span(None, {"created_at": NOW, "amount": Money(500, "GBP")})])
    assert lines(moves) == [(K.NEW, 0)]
    assert [deal.amount for deal in moves.unconverted] == [Money(500, "GBP")]


def test_each_line_opens_to_its_deals_the_largest_first() -> None:
    """As they are now; a deal that is gone, as it was."""
    old = a_deal(id=3, created_at=LONG_AGO)
    happened = [
        DealSpan(a_deal(id=1, amount=usd(10)), a_deal(id=1, amount=usd(10), close_date=NEXT_YEAR)),
        DealSpan(a_deal(id=2, amount=usd(90)), a_deal(id=2, amount=usd(90), close_date=NEXT_YEAR)),
        DealSpan(old, None),
    ]
    pushed, deleted = bridge(happened).lines
    assert [(moved.deal.id, moved.deal.close_date, moved.amount) for moved in pushed.deals] == [
        (2, NEXT_YEAR, usd(-90)),
        (1, NEXT_YEAR, usd(-10)),
    ]
    assert [moved.deal for moved in deleted.deals] == [old]
    assert ANN.id == old.owner_id
