"""Amounts of money: whole minor units and an ISO 4217 currency. Knows exact arithmetic, exchange rates and how
an amount is written for people. Refuses floats, and sums of unlike currencies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

from sales.errors import Invalid, MissingRate

LARGEST_MINOR = 10**16
"""Amounts at or above this many minor units are refused: they are typing errors, and they fit every database."""

_THREE_DIGITS = Context(prec=3, rounding=ROUND_HALF_UP)


@lru_cache(maxsize=256)
def exponent(currency: str) -> int:
    """Digits after the decimal point: 2 for USD, 0 for JPY, 3 for KWD. Raises `Invalid` for no ISO 4217 code."""
    from babel.numbers import get_currency_precision

    if not is_currency(currency):
        raise Invalid(f'"{currency}" is not a currency code. Use three letters such as USD, EUR or GBP.')
    return int(get_currency_precision(currency))


def is_currency(code: str) -> bool:
    """Whether a text is an ISO 4217 code, in use or not."""
    from babel.core import get_global

    return code in get_global("all_currencies")


_NOWHERE = "ZZ"
"""The territory under which the codes stand in which nobody has ever paid: XXX, gold, units of account."""


@lru_cache(maxsize=2)
def _traded(*, still: bool) -> frozenset[str]:
    from babel.core import get_global

    used = get_global("territory_currencies")
    nowhere = {code for code, *_ in used[_NOWHERE]}
    found = {code for rows in used.values() for code, _, until, _ in rows if until is None or not still}
    return frozenset(found - nowhere)


def require_traded(currency: str, *, still: bool = True) -> None:
    """Raises `Invalid` for what is no ISO 4217 code, and for codes in which nobody pays: XXX, gold and, where it is
    `still` to be in use, the German mark."""
    exponent(currency)
    if currency not in _traded(still=still):
        raise Invalid(f"Nobody pays in {currency}. Use a currency that is in use, such as USD, EUR or GBP.")


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount: `minor` whole minor units (cents) of `currency` (ISO 4217, upper case)."""

    minor: int
    currency: str = "USD"

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str = "USD") -> Money:
        """`amount` major units, rounded half-even to the minor unit. Raises `Invalid` for what is no number,
        is too large, or an unknown currency."""
        try:
            exact = Decimal(amount)
        except InvalidOperation:
            raise Invalid(f'"{amount}" is not an amount. Write it like 45000 or 45,000.50.') from None
        code = currency.upper()
        if not exact.is_finite() or abs(exact) >= LARGEST_MINOR:
            raise Invalid("That amount is too large to be a deal.")
        minor = _minor(exact, code)
        if abs(minor) >= LARGEST_MINOR:
            raise Invalid("That amount is too large to be a deal.")
        return cls(minor, code)

    @property
    def major(self) -> Decimal:
        """The amount in major units, exact: 45000.50."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def __add__(self, other: Money) -> Money:
        self._same_currency(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same_currency(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def _same_currency(self, other: Money) -> None:
        if self.currency != other.currency:
            raise Invalid(f"{self.currency} and {other.currency} cannot be added without an exchange rate.")

    def __str__(self) -> str:
        """The amount as people write it, cents only where there are some: $45,000 or €1,234.50."""
        return written(self)

    @property
    def plain(self) -> str:
        """The amount for machines, all decimals of the currency: 45000.00."""
        return f"{self.major:f}"

    @property
    def short(self) -> str:
        """Three significant digits for headlines, rounded half up, as people do, without zeros at the end: $1.26M,
        $45K; $900.50 below a thousand."""
        rounded = _THREE_DIGITS.plus(abs(self.major))
        sign = "-" if self.minor < 0 else ""
        for limit, letter in ((Decimal(10**9), "B"), (Decimal(10**6), "M"), (Decimal(1000), "K")):
            if rounded >= limit:
                return f"{sign}{_symbol(self.currency)}{(rounded / limit).normalize():f}{letter}"
        return written(self)


def _minor(major: Decimal, currency: str) -> int:
    """Major units as whole minor ones, rounded half-even."""
    return int(major.scaleb(exponent(currency)).to_integral_value(rounding=ROUND_HALF_EVEN))


@lru_cache(maxsize=64)
def _symbol(currency: str) -> str:
    from babel.numbers import get_currency_symbol

    symbol = str(get_currency_symbol(currency, locale="en_US"))
    return f"{symbol} " if symbol == currency else symbol


def written(money: Money) -> str:
    """The amount with its symbol and thousands separators; cents only where there are some."""
    places = exponent(money.currency)
    whole = money.minor % 10**places == 0
    number = f"{abs(money.major):,.0f}" if whole else f"{abs(money.major):,.{places}f}"
    return f"{'-' if money.minor < 0 else ''}{_symbol(money.currency)}{number}"


@dataclass(frozen=True, slots=True)
class Rates:
    """What one major unit of each currency is worth in `base`, as published on `dated`."""

    base: str
    dated: date
    worth: Mapping[str, Decimal]

    def convert(self, money: Money) -> Money:
        """`money` in the base currency, rounded half-even; a sum may be larger than any deal. Raises `MissingRate`,
        naming the currency."""
        if money.currency == self.base:
            return money
        rate = self.worth.get(money.currency)
        if rate is None:
            raise MissingRate(
                f"There is no exchange rate from {money.currency} to {self.base}. "
                f"An admin can set it with `/firebreak settings`."
            )
        return Money(_minor(money.major * rate, self.base), self.base)

    def try_convert(self, money: Money | None) -> Money | None:
        """`money` in the base currency; None where there is no amount or no rate."""
        return self.convert(money) if money is not None and self.knows(money.currency) else None

    def worth_of_minor(self, currency: str) -> Fraction:
        """What one minor unit of `currency`, which must be known, is worth in minor units of the base, exactly."""
        if currency == self.base:
            return Fraction(1)
        return Fraction(self.worth[currency]) * Fraction(10) ** (exponent(self.base) - exponent(currency))

    def knows(self, currency: str) -> bool:
        return currency == self.base or currency in self.worth


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The exact sum of amounts that are all in `currency`. Raises `Invalid` for an unlike one."""
    result = Money(0, currency)
    for amount in amounts:
        result += amount
    return result


def totals(amounts: Iterable[Money | None]) -> tuple[Money, ...]:
    """The exact sums of amounts, one per currency, by currency; None adds nothing."""
    sums: dict[str, int] = {}
    for amount in amounts:
        if amount is not None:
            sums[amount.currency] = sums.get(amount.currency, 0) + amount.minor
    return tuple(Money(minor, currency) for currency, minor in sorted(sums.items()))
