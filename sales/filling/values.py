"""What a value of a template is, and why there may be none: nothing is ever made up, and a missing number is no zero.
Knows shapes, units and rates; what each source means is told by `deal_values` and `person_values`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from sales.money import Money, Rates
from sales.people import Team
from sales.period import local_date
from sales.process import Process


class Shape(Enum):
    """How a value wants to be written. A ratio under a heading with a per cent sign is a percent: it is still 1 for the
    whole here, but 100 in a cell whose format shows plain numbers."""

    TEXT = "text"
    MONEY = "money"
    COUNT = "count"
    RATIO = "ratio"
    PERCENT = "percent"
    TIMES = "times"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Worth:
    """A value with its shape. An amount is in major units of what its place names, exact; a ratio of 1 is the whole."""

    value: str | Decimal | date
    shape: Shape


@dataclass(frozen=True, slots=True)
class Lacking:
    """There is no value, and why: the end of a sentence that begins with what is missing."""

    why: str


Found = Worth | Lacking


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What every value is seen with. `as_of` is aware; its day is taken in `timezone`."""

    team: Team
    process: Process
    rates: Rates
    as_of: datetime
    timezone: str

    @property
    def today(self) -> date:
        return local_date(self.as_of, self.timezone)


@dataclass(frozen=True, slots=True)
class Unit:
    """In what an amount is to be written: a currency, and the worth of one. Amounts are rounded only to what a minor
    unit is there."""

    currency: str
    scale: int = 1


def amount(money: Money | None, unit: Unit, rates: Rates, lacking: str) -> Found:
    """An amount in the unit. Other currencies go by way of the dated rates; one without a rate has no value."""
    if money is None:
        return Lacking(lacking)
    if money.currency != unit.currency:
        converted = _converted(money, unit.currency, rates)
        if converted is None:
            return no_rate(money.currency, unit.currency)
        money = converted
    return Worth(money.major / unit.scale, Shape.MONEY)


def _converted(money: Money, currency: str, rates: Rates) -> Money | None:
    base = rates.try_convert(money)
    if base is None or currency == rates.base:
        return base
    rate = rates.worth.get(currency)
    return Money.of(base.major / rate, currency) if rate else None


def no_rate(currency: str, to: str) -> Lacking:
    """Why an amount has no value in another currency."""
    return Lacking(f"no exchange rate from {currency} to {to} (an admin sets rates in /firebreak settings)")


def ratio(value: Decimal | None, shape: Shape, lacking: str) -> Found:
    """A ratio of 1 for the whole, where there is one."""
    return Worth(value, shape) if value is not None else Lacking(lacking)


def text(said: str, lacking: str) -> Found:
    """Words, where there are any."""
    return Worth(said, Shape.TEXT) if said else Lacking(lacking)


def day_of(day: date | None, lacking: str) -> Found:
    """A day, where there is one."""
    return Worth(day, Shape.DAY) if day is not None else Lacking(lacking)
