"""Amounts as people and programs write them."""

from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.money import Money
from storage.sheets.amounts import amount_of, currency_named, uses_decimal_comma
from storage.sheets.table import Cell


@pytest.mark.parametrize(
    ("written", "comma", "meant"),
    [
        ("210833.37", False, Money(21083337)),
        ("$22,700.00", False, Money(2270000)),
        ("$1,117.10K", False, Money(111710000)),
        ("1.5M", False, Money(150000000)),
        ("1,2 Mio. €", True, Money(120000000, "EUR")),
        ("45k", False, Money(4500000)),
        ("1.234,50", True, Money(123450)),
        ("1.234", True, Money(123400)),
        ("1,234", False, Money(123400)),
        ("1 234,50 €", True, Money(123450, "EUR")),
        ("CHF 1'234.50", False, Money(123450, "CHF")),
        ("12 500 EUR", False, Money(1250000, "EUR")),
        ("EUR 12.500", True, Money(1250000, "EUR")),
        ("£1,000,000", False, Money(100000000, "GBP")),
        ("¥12,000", False, Money(12000, "JPY")),
        ("₹12,50,000", False, Money(125000000, "INR")),
        ("US$ 5,000", False, Money(500000)),
        ("A$5,000", False, Money(500000, "AUD")),
        ("1E+05", False, Money(10000000)),
        ("500,-", False, Money(50000)),
        ("0", False, Money(0)),
        (Decimal("1234.5"), True, Money(123450)),
        ("", False, None),
        ("-", False, None),
        ("n/a", False, None),
    ],
)
def test_an_amount_is_read_as_it_was_meant(written: Cell, comma: bool, meant: Money | None) -> None:
    """Symbols, codes, separators of either kind, and K or M give the amount that was meant."""
    assert amount_of(written, "USD", decimal_comma=comma) == meant


@pytest.mark.parametrize("written", ["a lot", "1.2.3,4,5", "45-50k", "-300", "(1,200.00)", "12q", "1e99", "$"])
def test_what_is_no_amount_is_refused_in_a_sentence(written: str) -> None:
    """A range, a negative number and a word are refused with the value, rather than read as something else."""
    with pytest.raises(ValueError, match=r"\.$"):
        amount_of(written, "USD", decimal_comma=False)


@pytest.mark.parametrize(
    ("column", "comma"),
    [
        (["1,234", "1,234.50"], False),
        (["1.234", "1.234,50"], True),
        (["1.234", "99,5"], True),
        (["1,234", "2,345"], False),
        (["1.234.567"], True),
        (["1,234,567"], False),
        (["1 234,00", ""], True),
    ],
)
def test_one_value_decides_what_the_comma_is(column: list[Cell], comma: bool) -> None:
    """A single 1.234,50 tells that 1.234 in the same column is over a thousand."""
    assert uses_decimal_comma(column) is comma


def test_a_heading_names_a_currency() -> None:
    """ "Amount (EUR)" decides the currency of its column; "Amount in USD k" finds the code, "Total" none."""
    assert [currency_named(heading) for heading in ("Amount (EUR)", "Value in €", "Total ARR")] == ["EUR", "EUR", None]


@given(st.integers(0, 10**13), st.booleans())
def test_an_amount_survives_being_written_and_read(minor: int, comma: bool) -> None:
    """Any amount is read back from its written form with thousands separators of either kind."""
    text = f"{Decimal(minor) / 100:,.2f}"
    if comma:
        text = text.translate({ord(","): ".", ord("."): ","})
    assert amount_of(text, "USD", decimal_comma=comma) == Money(minor)


@given(st.text(max_size=60))
def test_any_text_is_an_amount_or_a_refusal(text: str) -> None:
    """No text makes the reader fail in another way than by saying that it is no amount."""
    with contextlib.suppress(ValueError):
        assert isinstance(amount_of(text, "USD", decimal_comma=False), Money | None)
