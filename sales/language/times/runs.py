"""Several units in a row: "next 3 weeks", "the last 2 quarters", "upcoming 2 months"."""

from __future__ import annotations

from sales.language.times.almanac import DAY, Almanac, When, stretch
from sales.language.times.offsets import CLOCK_UNITS, quantity_of_units
from sales.language.times.rule import Found
from sales.language.times.tokens import Tokens

SEVERAL_TO_COME = "the last of several to come"


def _several_to_come(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "upcoming two weeks", "2 upcoming quarters": as a date the last of them; a question takes in all."""
    j = i + 1 if p.text(i) == "upcoming" else i
    number = p.quantity(j)
    if number is None or not 1 <= number[0] <= 400 or number[0] != int(number[0]):
        return None
    k = number[1] if j > i else p.skip(number[1], "upcoming")
    unit = p.unit(k)
    if unit not in ("day", "week", "month", "quarter", "year") or (j == i and p.text(k - 1) != "upcoming"):
        return None
    first, last = a.unit(unit, a.today, int(number[0]))
    return stretch(first, last, unit, SEVERAL_TO_COME).doubted("several of them, not a day", last - DAY), k + 1


def run_of_units(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "next 3 weeks", "the last 2 quarters", "past few days", "upcoming 2 months": whole units, not counting this."""
    i = p.skip(i, "the", "over", "in")
    i = p.skip(i, "the")
    if "upcoming" in (p.text(i), p.text(i + 1), p.text(i + 2)):
        return _several_to_come(p, a, i)
    if p.kind(i) != "rel" or p.number(i) == 0:
        return None
    counted = quantity_of_units(p, i + 1)
    if counted is None or p.kind(i + 1) == "rel" or counted[0] != int(counted[0]) or counted[0] < 1:
        return None
    number, unit, j = int(counted[0]), counted[1], counted[2]
    if unit in CLOCK_UNITS:
        step = CLOCK_UNITS[unit]
        floor = a.now.replace(microsecond=0, second=0 if unit != "second" else a.now.second)
        floor = floor.replace(minute=0) if unit == "hour" else floor
        if p.number(i) > 0:
            return When(floor + step, floor + (number + 1) * step, unit, "the next so many"), j
        return When(floor - number * step, floor, unit, "the last so many"), j
    if unit == "working day":
        last = a.working_days(number * p.number(i), a.today)
        ends = (a.working_days(1, a.today), last + DAY) if p.number(i) > 0 else (last, a.today)
        return stretch(*ends, "day", "so many working days"), j
    try:
        if p.number(i) > 0:
            first, last = a.unit(unit, a.today, 1)[0], a.unit(unit, a.today, number)[1]
        else:
            first, last = a.unit(unit, a.today, -number)[0], a.unit(unit, a.today)[0]
    except (ValueError, OverflowError):
        return None
    rule = "the next so many" if p.number(i) > 0 else "the last so many"
    return stretch(first, last, unit, rule).doubted("several of them, not a day", last - DAY), j
