"""Amounts of money, and numbers that are none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.language.amounts import find_amounts


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("45k", "45000", "USD"),
        ("$1.2M", "1200000", "USD"),
        ("$ 45,000.50", "45000.50", "USD"),
        ("1.2 mio", "1200000", "USD"),
        ("€45.000,00", "45000", "EUR"),
        ("£30k", "30000", "GBP"),
        ("45k usd", "45000", "USD"),
        ("usd 45k", "45000", "USD"),
        ("CHF 3.04", "3.04", "CHF"),
        ("forty-five thousand", "45000", "USD"),
        ("half a million", "500000", "USD"),
        ("a quarter million dollars", "250000", "USD"),
        ("twenty dollars", "20", "USD"),
        ("20 dollars 43 cents", "20.43", "USD"),
        ("35 lakh rupees", "3500000", "INR"),
        ("us$4.7 billion", "4700000000", "USD"),
        ("120,000 dollars", "120000", "USD"),
        ("250 grand", "250000", "USD"),
        ("1 point 2 million", "1200000", "USD"),
        ("one and a half million", "1500000", "USD"),
        ("a million and a half", "1500000", "USD"),
        ("three quarters of a million", "750000", "USD"),
        ("forty-five K", "45000", "USD"),
        ("45 Tsd. Euro", "45000", "EUR"),
        ("1,2 Mio. €", "1200000", "EUR"),
        ("45T€", "45000", "EUR"),
        ("one and a quarter million", "1250000", "USD"),
        ("1 and a half million", "1500000", "USD"),
        ("2 1/2 million", "2500000", "USD"),
        ("120 thou", "120000", "USD"),
        ("$.5m", "500000", "USD"),
        ("45k$", "45000", "USD"),
        ("45k aussie dollars", "45000", "AUD"),
        ("twenty musd", "20000000", "USD"),
        ("two fifty k", "250000", "USD"),
        ("~40k", "40000", "USD"),
        ("40k or so", "40000", "USD"),
        ("£40k + vat", "40000", "GBP"),
        ("3 pounds and 1 p", "3.01", "GBP"),
        ("20 rupees and 43 paise", "20.43", "INR"),
        ("a dollar and a half", "1.5", "USD"),
        ("a penny", "0.01", "USD"),
        ("42 egyptianpounds", "42", "EGP"),
        ("42 Jordanian dinars", "42", "JOD"),
        ("RMB 42k", "42000", "CNY"),
    ],
)
def test_an_amount(text: str, amount: str, currency: str) -> None:
    """Written and spoken amounts, with the workspace's currency where none is said."""
    (found,) = [one for one in find_amounts(text.lower(), "USD") if one.explicit]
    assert (found.amount, found.currency, found.doubt) == (Decimal(amount), currency, "")


@pytest.mark.parametrize(
    ("text", "doubt", "offers"),
    [
        ("45-50k", "range", ["45000", "50000"]),
        ("$40k to $50k", "range", ["40000", "50000"]),
        ("between 40k and 50k", "range", ["40000", "50000"]),
        ("€45.000", "scale", ["45000", "45"]),
        ("under 50k", "bound", ["50000"]),
        ("$12 per user per month", "each", ["12"]),
        ("2k a month", "each", ["2000"]),
        ("at least 40k", "bound", ["40000"]),
        ("10 dinars", "currency", []),
        ("45k jamaican dollars", "currency", []),
        ("$40k+", "bound", ["40000"]),
        ("they pay up to 40k", "bound", ["40000"]),
        ("45k tops", "bound", ["45000"]),
        ("3 x 12k", "times", ["36000", "12000"]),
        ("$40 a head", "each", ["40"]),
        ("3k pcm", "monthly", []),
        ("a few grand", "vague", []),
        ("six figures", "vague", []),
        ("between one and two million", "range", []),
        ("two to three million", "range", []),
        ("between 10 dollars and 20 dollars", "range", ["10", "20"]),
        ("10 euros to 20 euros", "range", ["10", "20"]),
        ("from 10 to 20 dollars", "range", ["10", "20"]),
        ("$45,00", "scale", ["45"]),
        ("a million five", "scale", ["1500000", "1000005"]),
        ("$1.234.56", "scale", ["1234.56"]),
    ],
)
def test_an_open_amount_says_why(text: str, doubt: str, offers: list[str]) -> None:
    """A range, a limit, an open point or an open currency is asked about."""
    found = next(one for one in find_amounts(text, "USD") if one.explicit)
    assert (found.doubt, list(found.offers)) == (doubt, [Decimal(offer) for offer in offers])


@pytest.mark.parametrize(
    "text",
    [
        "6 people",
        "20%",
        "3/4",
        "10:30",
        "2027-03-31",
        "Q3",
        "+1 650-650-6500",
        "#123",
        "room 12",
        "v2.5",
        "30m call",
        "80k seats",
        "a 12m term",
        "3pm",
        "3m ago",
        "a 4k monitor",
        "grand opening at the new store",
    ],
)
def test_other_numbers_are_no_money(text: str) -> None:
    """Counts, per cents, dates, times and telephone numbers are not amounts."""
    assert not [one for one in find_amounts(text.lower(), "USD") if one.explicit]


def test_the_decimal_comma_follows_the_workspace() -> None:
    """1.500 is one and a half thousand where the comma is decimal, and open elsewhere."""
    assert find_amounts("€1.500", "EUR", decimal_comma=True)[0].doubt == ""
    assert find_amounts("€1.500", "USD")[0].doubt == "scale"
    assert find_amounts("1,5 mio", "EUR", decimal_comma=True)[0].amount == 1_500_000


@given(cents=st.integers(1, 10**11))
def test_what_we_write_we_read(cents: int) -> None:
    """An amount written with thousands separators is read back to the cent."""
    amount = Decimal(cents) / 100
    (found,) = find_amounts(f"${amount:,.2f}", "USD")
    assert found.amount == amount
