"""Changes said relative to what is stored: "10k more", "20 % lower", "two weeks later". Knows how such a change is
written down, and what becomes of an amount or a day by it; nothing of sentences."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from sales.money import Money

_CHANGE: Final = re.compile(r"(?P<sign>[+-])(?P<number>\d+(?:\.\d+)?)(?P<per_cent>%?)|x(?P<times>\d+(?:\.\d+)?)")
_SHIFT: Final = re.compile(r"(?P<sign>[+-])(?P<count>\d{1,3})(?P<unit>[dwmqy])")
_DAYS: Final = {"d": 1, "w": 7}
_MONTHS: Final = {"m": 1, "q": 3, "y": 12}


def changed(amount: Money, by: str) -> Money | None:
    """The amount after a change written "+5000" (major units), "-20%" or "x2", to the nearest minor unit; None for a
    change we cannot read, and for one that leaves nothing."""
    change = _CHANGE.fullmatch(by)
    if change is None:
        return None
    if change["times"]:
        factor = Decimal(change["times"])
        minor = amount.minor * factor
    elif change["per_cent"]:
        minor = amount.minor * (100 + Decimal(change["sign"] + change["number"])) / 100
    else:
        minor = Decimal(amount.minor + Money.of(Decimal(change["sign"] + change["number"]), amount.currency).minor)
    whole = int(minor.quantize(Decimal(1), ROUND_HALF_UP))
    return Money(whole, amount.currency) if whole > 0 else None


_UNITS: Final = {"d": "day", "w": "week", "m": "month", "q": "quarter", "y": "year"}
_TIMES: Final = {"2": "twice as much", "3": "three times as much", "0.5": "half as much"}


def in_words(by: str) -> str:
    """A change or a shift as people say it: "+2w" is "2 weeks later", "-20%" is "20% less"; as it is where we cannot
    read it."""
    if shift := _SHIFT.fullmatch(by):
        several = "" if int(shift["count"]) == 1 else "s"
        return f"{shift['count']} {_UNITS[shift['unit']]}{several} {'later' if shift['sign'] == '+' else 'earlier'}"
    change = _CHANGE.fullmatch(by)
    if change is None:
        return by
    if change["times"]:
        return _TIMES.get(change["times"], f"{change['times']} times as much")
    return f"{Decimal(change['number']):,f}{change['per_cent']} {'more' if change['sign'] == '+' else 'less'}"


def shifted(day: date, by: str) -> date | None:
    """The day after a shift written "+14d", "-1w", "+1m", "+1q" or "+1y"; the last of a shorter month; None for a shift
    we cannot read, and beyond the calendar."""
    shift = _SHIFT.fullmatch(by)
    if shift is None:
        return None
    count = int(shift["sign"] + shift["count"])
    try:
        if shift["unit"] in _DAYS:
            return day + timedelta(days=count * _DAYS[shift["unit"]])
        return _months_on(day, count * _MONTHS[shift["unit"]])
    except (ValueError, OverflowError):
        return None


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
