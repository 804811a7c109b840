"""Weeks, months, years and weekends: "next quarter", "March after next", "in 2027", "week 12"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sales.language.times.almanac import (
    DAY,
    FIRST_YEAR,
    LAST_YEAR,
    Almanac,
    When,
    add_months,
    full_year,
    stretch,
    weekend_of,
    whole,
)
from sales.language.times.dates import year_after
from sales.language.times.quarters import FISCAL, fiscal_year, half_year
from sales.language.times.rule import Found, Rule
from sales.language.times.tokens import Tokens

LONGER = ("week", "month", "quarter", "year")


def relative_unit(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "this week", "next month", "last quarter", "the coming year", "week after next"."""
    if p.text(i) == "the" and p.unit(i + 1) == "weekend":
        return weekend(a, 0), i + 2
    i = p.skip(i, "the")
    if p.kind(i) == "rel":
        i += p.text(i) == "this" and p.kind(i + 1) == "rel"
        j = p.skip_all(i + 1, *_KINDS_OF_YEAR)
        unit, shift = p.unit(j), p.number(i)
        if p.text(j) == "fy":
            return fiscal_year(a, shift), j + 1
        if unit == "" or (p.text(i) == "past" and p.kind(i - 1) in ("num", "clock", "unit")):
            return None  # "half past", "twenty past an hour"
        if unit == "weekend":
            nearest = p.text(j - 1) in ("coming", "upcoming") and a.today.weekday() < 5
            return weekend(a, 0 if nearest else shift), j + 1
        if unit == "decade":
            first = date((a.today.year // 10 + shift) * 10, 1, 1)
            return stretch(first, add_months(first, 120), "year", "ten years").doubted("ten years, not a day"), j + 1
        if unit == "half":
            return half_year(a, shift), j + 1
        if unit == "fortnight" and shift == 1:
            return stretch(a.today + DAY, a.today + 15 * DAY, "day", "the next fortnight"), j + 1
        if unit in LONGER:
            fiscal = unit == "year" and p.text(j - 1) in FISCAL
            return (fiscal_year(a, shift) if fiscal else _unit(a, unit, shift)), j + 1
        return None
    if p.unit(i) in LONGER and p.text(i + 1) in ("after", "before"):
        word, shift = ("next", 2) if p.text(i + 1) == "after" else ("last", -2)
        if p.text(i + 2) == word:
            return _unit(a, p.unit(i), shift), i + 3
    return None


_KINDS_OF_YEAR = (*FISCAL, "calendar", "sales", "business", "work")


def present_unit(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "month", "quarter", "fiscal year", "FY": the one that runs, where "the" or an end makes it one."""
    j = p.skip_all(i, *_KINDS_OF_YEAR)
    fiscal = j > i and p.text(j - 1) in FISCAL
    if p.text(j) == "fy" or (fiscal and p.unit(j) == "year"):
        return fiscal_year(a, 0), j + 1
    if fiscal and p.kind(j) not in ("unit", "num", "quarter", "ord"):
        return fiscal_year(a, 0), j
    return (_unit(a, p.unit(j), 0), j + 1) if p.unit(j) in LONGER else None


def _unit(a: Almanac, unit: str, shift: int) -> When:
    start, end = a.unit(unit, a.today, shift)
    return whole(start, end, unit, {0: "this", 1: "next", -1: "last"}.get(shift, f"{shift:+}") + f" {unit}")


def weekend(a: Almanac, shift: int) -> When:
    """From Friday 18:00 to Monday; on one, "this weekend" is the one that runs."""
    saturday = a.today + ((5 - a.today.weekday()) if a.today.weekday() < 6 else -1) * DAY
    return weekend_of(saturday + 7 * shift * DAY)


def month(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "March", "March 2027", "next March", "March of next year", "March after next"."""
    j = i + 1 if p.kind(i) == "rel" else i
    if p.kind(j) != "mon":
        return None
    number = p.number(j)
    k = p.skip(j + 1, ".")
    if j > i and p.text(i) != "past":
        year = _relative_month_year(a, number, p.number(i))
        return _month(a, year, number), k
    if p.text(k) == "after" and p.text(k + 1) == "next":
        return _month(a, a.year_of(number, 31) + 1, number), k + 2
    year_said, after = year_after(p, a, k)
    if year_said is None and p.text(k) in ("'", "-") and p.kind(k + 1) == "num" and len(p.text(k + 1)) == 2:
        year_said, after = full_year(p.number(k + 1)), k + 2
    if year_said is not None:
        return _month(a, year_said, number), after
    return _month(a, a.year_of(number, 1 if a.past else 31), number), k


def _relative_month_year(a: Almanac, number: int, shift: int) -> int:
    this = a.today
    if shift == 1:
        return this.year if number > this.month else this.year + 1
    if shift == -1:
        return this.year if number < this.month else this.year - 1
    return this.year


def _month(a: Almanac, year: int, number: int) -> When:
    start = date(year, number, 1)
    return whole(start, add_months(start, 1), "month", "a month")


def numeric_month(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "2/2027", "2027-03"."""
    if p.kind(i) != "slash":
        return None
    first, second = (int(n) for n in re.findall(r"\d+", p.text(i)))
    if 1 <= first <= 12 and FIRST_YEAR <= second <= LAST_YEAR:
        return _month(a, second, first), i + 1
    if 1 <= second <= 12 and FIRST_YEAR <= first <= LAST_YEAR:
        return _month(a, first, second), i + 1
    return None


def year(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "in 2027", "the year 2027", "2027": a number alone is a year only behind such a word, or alone."""
    j = p.skip_all(i, "the", "year", "of", "in", "during", "calendar")
    if p.kind(j) == "num" and p.text(j + 1) == "s" and p.adjacent(j + 1):
        return _decade(p, j)
    if p.kind(j) != "num" or len(p.text(j)) != 4 or not FIRST_YEAR <= p.number(j) <= LAST_YEAR or p.adjacent(j + 1):
        return None
    if j == i and p.text(i - 1) not in _YEAR_AFTER:
        return None
    if (
        p.text(j + 1) in ("k", "%", "dollars", "usd", "eur", "people", "bc", "b", "pieces", "units")
        or p.text(j - 1) in "$€£#"
    ):
        return None if p.text(j - 1) else (year_of(p.number(j)), j + 1)
    end = j + 1
    if p.text(end) in ("ad", "a.d", "ce"):
        end += 1
    elif p.text(end) == "a" and p.text(end + 1) == "." and p.text(end + 2) == "d":
        end = p.skip(end + 3, ".")
    return year_of(p.number(j)), end


def _decade(p: Tokens, j: int) -> Found | None:
    """ "the 1990s"."""
    if p.number(j) % 10 or not FIRST_YEAR <= p.number(j) < LAST_YEAR - 10:
        return None
    first = date(p.number(j), 1, 1)
    return stretch(first, add_months(first, 120), "year", "ten years").doubted("ten years, not a day"), j + 2


_YEAR_AFTER = ("in", "of", "during", "by", "before", "after", "since", "until", "through", "")


def year_of(number: int) -> When:
    """That calendar year."""
    return whole(date(number, 1, 1), date(number + 1, 1, 1), "year", "a year")


def week_of(p: Tokens, a: Almanac, i: int, day_at: Rule) -> Found | None:
    """ "the week of March 3", "week commencing 5 April", "w/c Monday", "week 12"."""
    i = p.skip(i, "the")
    if p.text(i) == "w" and p.text(i + 1) == "/" and p.text(i + 2) in ("c", "o", "b"):
        j = i + 3
    elif p.text(i) in ("wc", "wb") and p.kind(i + 1) in ("slash", "num", "ord", "date", "mon", "wd", "dot"):
        j = i + 1
    elif p.words[i : i + 3] == ["w", "/", "e"]:
        j = i + 3
    elif p.unit(i) == "week" and p.text(i + 1) in ("of", "commencing", "starting", "beginning", "ending", "ended"):
        j = p.skip_all(i + 2, "on", "the") if p.text(i + 2) == "on" else i + 2
    elif p.unit(i) == "week" and p.kind(i + 1) == "num" and 1 <= p.number(i + 1) <= 53:
        return _numbered_week(p, a, i)
    elif p.unit(i) == "weekend" and p.text(i + 1) == "of":
        j = i + 2
    else:
        return None
    found = day_at(p, a, j)
    if found is None or found[0].grain != "day":
        return None
    if p.unit(i) == "weekend":
        return weekend_of(found[0].first + (5 - found[0].first.weekday()) * DAY), found[1]
    start, end = a.week(found[0].first)
    return whole(start, end, "week", "the week of a day"), found[1]


def _numbered_week(p: Tokens, a: Almanac, i: int) -> Found:
    said, after = year_after(p, a, i + 2)
    start = date.fromisocalendar(said or a.today.year, min(p.number(i + 1), 52), 1)
    return whole(start, start + timedelta(days=7), "week", "a numbered week"), after
