"""Amounts: exact, of one currency, and as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.errors import Invalid, MissingRate
from sales.money import LARGEST_MINOR, Money, Rates, total

minors = st.integers(-LARGEST_MINOR + 1, LARGEST_MINOR - 1)


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("45000", "USD", 4_500_000),
        ("45000.50", "usd", 4_500_050),
        (Decimal("0.005"), "USD", 0),  # half to even
        (Decimal("0.015"), "USD", 2),
        (1000, "JPY", 1000),
        ("1.2345", "KWD", 1234),
        ("-3", "EUR", -300),
    ],
)
def test_major_units_become_minor_ones(amount: str | int | Decimal, currency: str, minor: int) -> None:
    """Each currency has its own number of decimals, and a half goes to the even neighbour."""
    assert Money.of(amount, currency) == Money(minor, currency.upper())


@pytest.mark.parametrize("amount", ["a lot", "", "1e30", "NaN", "Infinity", str(LARGEST_MINOR)])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    """A typing error does not become a deal of a trillion."""
    with pytest.raises(Invalid):
        Money.of(amount)


def test_an_unknown_currency_is_refused() -> None:
    """With the forms that are understood."""
    with pytest.raises(Invalid, match="USD, EUR or GBP"):
        Money.of(1, "XYZ")


@pytest.mark.parametrize(
    ("money", "written", "plain", "short"),
    [
        (Money(4_500_000), "$45,000", "45000.00", "$45K"),
        (Money(123_450, "EUR"), "€1,234.50", "1234.50", "€1.23K"),
        (Money(90_050), "$900.50", "900.50", "$900.50"),
        (Money(99_999), "$999.99", "999.99", "$1K"),
        (Money(126_000_000), "$1,260,000", "1260000.00", "$1.26M"),
        (Money(12_345_600), "$123,456", "123456.00", "$123K"),
        (Money(99_960_000), "$999,600", "999600.00", "$1M"),
        (Money(-4_500_000), "-$45,000", "-45000.00", "-$45K"),
        (Money(0), "$0", "0.00", "$0"),
        (Money(1_500_000, "JPY"), "¥1,500,000", "1500000", "¥1.5M"),
        (Money(1_500, "CHF"), "CHF 15", "15.00", "CHF 15"),
        (Money(10**14), "$1,000,000,000,000", "1000000000000.00", "$1000B"),
    ],
)
def test_an_amount_in_words(money: Money, written: str, plain: str, short: str) -> None:
    """In full for people, plainly for machines, and short for headlines."""
    assert (str(money), money.plain, money.short) == (written, plain, short)


@pytest.mark.parametrize(("major", "short"), [("134500", "$135K"), ("155500", "$156K"), ("1245000", "$1.25M")])
def test_a_half_is_rounded_up(major: str, short: str) -> None:
    """As everybody learned at school, so that two amounts in one message are not rounded differently."""
    assert Money.of(major).short == short


@given(minors)
def test_short_is_within_half_a_per_cent(minor: int) -> None:
    """A headline never misleads by more than its third digit."""
    short = Money(minor).short.replace("$", "").replace(",", "")
    factor = {"K": 1000, "M": 10**6, "B": 10**9}.get(short[-1], 1)
    value = Decimal(short.rstrip("KMB")) * factor * 100
    assert abs(value - minor) <= abs(minor) * Decimal("0.005")


@given(minors)
def test_what_is_written_plainly_reads_back(minor: int) -> None:
    """Export and import agree to the cent."""
    for currency in ("USD", "JPY", "KWD"):
        assert Money.of(Money(minor, currency).plain, currency) == Money(minor, currency)


@given(st.lists(minors.map(Money)))
def test_sums_are_exact(amounts: list[Money]) -> None:
    """No cent is lost however many amounts there are."""
    assert total(amounts, "USD").minor == sum(amount.minor for amount in amounts)


@given(minors, minors)
def test_arithmetic(a: int, b: int) -> None:
    """Adding and taking away undo each other; only nothing is false."""
    assert Money(a) + Money(b) - Money(b) == Money(a)
    assert -Money(a) == Money(-a)
    assert bool(Money(a)) is (a != 0)


def test_unlike_currencies_do_not_add() -> None:
    """Not silently, not ever."""
    with pytest.raises(Invalid, match="USD and EUR"):
        Money(1) + Money(1, "EUR")
    with pytest.raises(Invalid):
        total([Money(1, "EUR")], "USD")


def test_converting() -> None:
    """Across decimals, rounded half-even; the base currency needs no rate; a missing rate is named."""
    rates = Rates(
        "USD", date(2026, 11, 1), {"JPY": Decimal("0.0066613"), "KWD": Decimal("3.255"), "CLP": Decimal("0.005")}
    )
    assert rates.convert(Money(1_000_000, "JPY")) == Money(666_130)
    assert rates.convert(Money(1_000, "KWD")) == Money(326)
    assert rates.convert(Money(3, "CLP")) == Money(2)
    assert rates.convert(Money(7)) == Money(7)
    whole_company = Money(900_000_000_000_000_000, "KWD")
    assert rates.convert(whole_company) == Money(292_950_000_000_000_000)  # a sum may be larger than any deal
    assert rates.knows("JPY")
    assert not rates.knows("GBP")
    assert rates.try_convert(Money(1_000_000, "JPY")) == Money(666_130)
    assert rates.try_convert(Money(1, "GBP")) is None
    assert rates.try_convert(None) is None
    with pytest.raises(MissingRate, match="from GBP to USD"):
        rates.convert(Money(1, "GBP"))


@given(minors)
def test_converting_is_symmetrical(minor: int) -> None:
    """A deal taken away is worth what it was worth when it was added."""
    rates = Rates("USD", date(2026, 11, 1), {"EUR": Decimal("0.5")})
    assert rates.convert(-Money(minor, "EUR")) == -rates.convert(Money(minor, "EUR"))
