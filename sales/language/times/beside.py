"""Days told by where they stand to another day: "the Monday after Easter", "the second Friday before Christmas", "the
closest Monday to October 5"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from sales.language.times.almanac import DAY, Almanac, When, one_day
from sales.language.times.feasts.reading import occurrences
from sales.language.times.rule import Found, Rule
from sales.language.times.tokens import Tokens

SIDES: Final = {"after": 1, "following": 1, "before": -1, "preceding": -1}
NEAREST: Final = ("closest", "nearest")
_MOST: Final = 60
"""The sixtieth Monday after something is nobody's deadline."""


def beside(p: Tokens, a: Almanac, i: int, day_at: Rule) -> Found | None:
    """A weekday or a feast counted from another day or period; both ends of a period are outside of it."""
    i = p.skip(i, "the")
    number, j = _place(p, i)
    nearest = p.text(j) in NEAREST
    j += nearest
    what = _what(p, j)
    if what == j or (not nearest and p.kind(j) != "wd" and number == 0):
        return None
    if nearest and p.text(what) == "to":
        side = 0
    elif not nearest and p.text(what) in SIDES:
        side = SIDES[p.text(what)]
    else:
        return None
    k = p.skip(what + 1, "the")
    anchor = day_at(p, a, k) or day_at(p, a, what + 1)
    if anchor is None or not anchor[0].is_whole_days or (side == 0 and p.kind(j) == "wd" and anchor[0].grain != "day"):
        return None
    days = _days(p, a, j, anchor[0])
    found = _chosen(days, anchor[0], side, max(number, 1))
    return None if found is None else (found, anchor[1])


def _place(p: Tokens, i: int) -> tuple[int, int]:
    """ "second" in "the second Friday before"; "last" and "next" are the first of their side."""
    if p.kind(i) == "ord" and 0 < p.number(i) <= _MOST:
        return p.number(i), i + 1
    if p.text(i) in ("last", "next") and p.text(i + 2) in SIDES:
        return 1, i + 1
    return 0, i


def _what(p: Tokens, j: int) -> int:
    """The index behind the weekday or the feast at `j`; `j` where there is none."""
    if p.kind(j) == "wd":
        return p.skip(j + 1, ".")
    found = occurrences(p, Almanac.at(date(2026, 1, 1)), j, 2026)
    return p.skip(found[1], ".") if found else j


def _days(p: Tokens, a: Almanac, j: int, anchor: When) -> list[When]:
    if p.kind(j) != "wd":
        found = occurrences(p, a, j, anchor.first.year)
        return found[0] if found else []
    monday = anchor.first - timedelta(days=(anchor.first.weekday() - p.number(j)) % 7)
    weeks = range(-_MOST - 1, _MOST + 2 + (anchor.last - anchor.first).days // 7)
    return [one_day(monday + 7 * week * DAY, "a weekday beside a day") for week in weeks]


def _chosen(days: list[When], anchor: When, side: int, number: int) -> When | None:
    if side > 0:
        ranked = [day for day in days if day.first > anchor.last]
    elif side < 0:
        ranked = [day for day in reversed(days) if day.last < anchor.first]
    else:
        ranked = sorted(days, key=lambda day: _distance(day, anchor))
    return ranked[number - 1] if number <= len(ranked) else None


def _distance(day: When, anchor: When) -> timedelta:
    return max(day.first - anchor.last, anchor.first - day.last, timedelta())
