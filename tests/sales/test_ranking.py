"""The largest deal first, in whatever currency it is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sales.money import Money, Rates
from sales.ranking import largest_first
from tests.sales.examples import a_deal

RATES = Rates("USD", date(2026, 11, 1), {"JPY": Decimal("0.0066"), "EUR": Decimal("1.08")})


def test_a_million_yen_is_less_than_nine_thousand_dollars() -> None:
    """Minor units of different currencies say nothing; what cannot be compared comes after, what has no amount last."""
    amounts = {1: None, 2: Money(99_999_999, "GBP"), 3: Money(1_000_000, "JPY"), 4: Money(900_000), 5: Money(0)}
    deals = [a_deal(id=n, amount=amount) for n, amount in amounts.items()]
    assert [deal.id for deal in largest_first(deals, RATES)] == [4, 3, 5, 2, 1]


@given(st.lists(st.tuples(st.sampled_from(["USD", "JPY", "EUR", "GBP", ""]), st.integers(0, 10**9)), max_size=12))
def test_whatever_order_they_come_in(drawn: list[tuple[str, int]]) -> None:
    """The same deals are always ranked the same, none is lost, and what can be compared falls."""
    deals = [a_deal(id=n, amount=Money(minor, code) if code else None) for n, (code, minor) in enumerate(drawn, 1)]
    ranked = largest_first(deals, RATES)
    assert ranked == largest_first(reversed(deals), RATES)
    assert sorted(deal.id for deal in ranked) == [deal.id for deal in deals]
    worths = [worth.minor for deal in ranked if (worth := RATES.try_convert(deal.amount)) is not None]
    assert worths == sorted(worths, reverse=True)
