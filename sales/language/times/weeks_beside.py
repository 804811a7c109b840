"""Weeks counted from a day that stands right beside them, as is said in Britain and in America: "a week on Tuesday",
"two weeks tomorrow", "a fortnight today", "three weeks ago Tuesday"."""

from __future__ import annotations

from datetime import date
from typing import Final

from sales.language.times.almanac import DAY, Almanac, When, add_months, one_day
from sales.language.times.rule import Found
from sales.language.times.tokens import Tokens

_NEAR: Final = {"today": 0, "tomorrow": 1}
_LASTING: Final = ("for", "lasted", "last", "past", "took", "takes", "next", "waited", "every", "within", "over")


def weeks_beside(p: Tokens, a: Almanac, i: int, counted: tuple[float, str, int]) -> Found | None:
    """`counted` (number, unit, index behind) with a day behind it, or "ago" and a weekday. Weeks from a weekday count
    from the coming one; said on that very weekday they are asked about."""
    number, unit, k = counted
    if number != int(number) or p.text(i) in ("in", "after", "within") or p.text(i - 1) in _LASTING:
        return None
    count = int(number)
    if p.text(k) in ("ago", "back"):
        if p.text(k + 1) == "today" and unit == "week":
            return one_day(a.today - 7 * count * DAY, "weeks ago today"), k + 2
        j = p.skip_all(k + 1, "on", "last")
        if unit != "week" or p.kind(j) != "wd":
            return None
        back = (a.today.weekday() - p.number(j) - 1) % 7 + 1
        return _sure(a, a.today - (back + 7 * count) * DAY, "weeks ago, on a weekday", 7 * count), j + 1
    j = p.skip_all(k, "on", "this", "come")
    if unit == "week" and p.kind(j) == "wd":
        ahead = (p.number(j) - a.today.weekday() - 1) % 7 + 1
        return _sure(a, a.today + (ahead + 7 * count) * DAY, "so many weeks on from a weekday", -7), j + 1
    if j > k or p.text(k) not in (*_NEAR, "yesterday"):
        return None
    if p.text(k) == "yesterday":
        return (one_day(a.today - (1 + 7 * count) * DAY, "weeks before yesterday"), k + 1) if unit == "week" else None
    base = a.today + _NEAR[p.text(k)] * DAY
    if unit in ("month", "year"):
        return one_day(add_months(base, count * (12 if unit == "year" else 1)), f"so many {unit}s from a day"), k + 1
    return (one_day(base + 7 * count * DAY, "so many weeks from a day"), k + 1) if unit == "week" else None


def _sure(a: Almanac, day: date, rule: str, other: int) -> When:
    """The day, in doubt where today has that weekday; the one `other` days off from it is offered as well."""
    found = one_day(day, rule)
    if day.weekday() != a.today.weekday():
        return found
    return found.doubted("today has that name", day, day + (7 if other > 0 else -7) * DAY)
