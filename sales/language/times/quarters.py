"""Quarters, halves and years of the fiscal calendar: "Q3 2027", "first quarter of FY27", "H2", "FY26/27".
A fiscal year is named by the year it ends in."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from sales.language.times.almanac import FIRST_YEAR, LAST_YEAR, Almanac, When, add_months, full_year, whole
from sales.language.times.dates import year_after
from sales.language.times.rule import Found
from sales.language.times.tokens import Tokens

FISCAL: Final = ("fiscal", "financial")
_CALENDAR: Final = ("calendar", "cal")
_PART: Final = re.compile(r"([qh])([1-4])")


def quarter(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "Q1", "Q3 FY27", "2027Q1", "first quarter of 2027", "H2", "FY27", "fiscal 2027", "calendar Q1"."""
    i = p.skip(i, "the")
    if p.text(i) in (*FISCAL, *_CALENDAR) and (p.kind(i + 1) in ("quarter", "ord") or p.text(i) in FISCAL):
        found = quarter(p, replace(a, fiscal_start=1) if p.text(i) in _CALENDAR else a, i + 1)
        return found or _named_year(p, a, i)
    if p.kind(i) == "quarter":
        return _token(p, a, i)
    if p.kind(i) == "ord" and 1 <= p.number(i) <= 4:
        j = p.skip(i + 1, *FISCAL, *_CALENDAR)
        if p.unit(j) != "quarter":
            return None
        a = replace(a, fiscal_start=1) if p.text(j - 1) in _CALENDAR else a
        year, after = _fiscal_year_after(p, a, p.skip(j + 1, "fy"))
        return _quarter(a, p.number(i), year), after
    if p.text(i) == "last" and p.unit(i + 1) == "quarter" and p.text(i + 2) in ("of", "in"):
        year, after = _fiscal_year_after(p, a, i + 2)
        return None if year is None else (_quarter(a, 4, year), after)
    return _two_years(p, a, i) if a.fiscal_start > 1 else None


def _token(p: Tokens, a: Almanac, i: int) -> Found | None:
    """One token such as "q3", "q3 fy27", "1h27", "fy2027", with a year behind it where one is said."""
    text = re.sub(r"\A([1-4])([qh])", r"\2\1 ", p.text(i))
    part = _PART.search(text)
    digits = re.findall(r"\d{4}|\d\d", re.sub(r"[qh][1-4]", " ", text))
    year = full_year(int(digits[0])) if digits else None
    j = i + 1
    if year is None:
        year, j = _fiscal_year_after(p, a, j)
    elif text.startswith("fy") and p.text(j) in ("/", "-") and _follows(year, p, j + 1):
        year, j = year + 1, j + 2
    if year is not None and not FIRST_YEAR < year < LAST_YEAR:
        return None
    if text.startswith("cy"):
        a = replace(a, fiscal_start=1)
    if part is None:
        return None if year is None else (_year(a, year), j)
    if part[1] == "h":
        return (half, j) if (half := _half_year(a, int(part[2]), year)) else None
    return _quarter(a, int(part[2]), year), j


def _fiscal_year_after(p: Tokens, a: Almanac, j: int) -> tuple[int | None, int]:
    """The year behind a quarter: "of 2027", "FY27", "of fiscal 2027", "of next year"; and the index behind it."""
    k = p.skip_all(j, ",", "of", "in", "-", "/")
    if p.kind(k) == "quarter" and p.text(k)[:2] in ("fy", "cy") and not _PART.search(p.text(k)):
        return full_year(int(re.sub(r"\D", "", p.text(k)))), k + 1
    if p.text(k) in (*FISCAL, *_CALENDAR):
        m = k + 1 + (p.unit(k + 1) == "year")
        return year_after(p, a, m)
    return year_after(p, a, j)


def _named_year(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "fiscal 2027", "financial year 2026/27"."""
    j = i + 1 + (p.unit(i + 1) == "year")
    if two := _two_years(p, a, j):
        return two
    year, after = year_after(p, a, j)
    return None if year is None else (_year(a, year), after)


def _two_years(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "2026/27": a fiscal year by the two calendar years it lies in."""
    first = p.number(i) if p.kind(i) == "num" and len(p.text(i)) == 4 else 0
    if not FIRST_YEAR < first < LAST_YEAR or p.text(i + 1) not in ("/", "-") or not _follows(first, p, i + 2):
        return None
    return _year(a, first + 1), i + 3


def _follows(year: int, p: Tokens, j: int) -> bool:
    """Whether the two digits at `j` are the year after: the 27 of "26/27"."""
    return p.kind(j) == "num" and len(p.text(j)) == 2 and p.adjacent(j) and p.number(j) == (year + 1) % 100


def _quarter(a: Almanac, number: int, year: int | None) -> When:
    period = a.quarter(number, year)
    return whole(period.start, period.end, "quarter", "a fiscal quarter" if a.fiscal_start > 1 else "a quarter")


def _half_year(a: Almanac, number: int, year: int | None) -> When | None:
    """The first or second half of a fiscal year; without one the next that has not ended, or the last begun."""
    if number > 2:
        return None
    said = year if year is not None else a.fiscal.fiscal_year(a.today)
    start = a.quarter(2 * number - 1, said).start
    if year is None and not a.past and add_months(start, 6) <= a.today:
        start = add_months(start, 12)
    elif year is None and a.past and start > a.today:
        start = add_months(start, -12)
    return whole(start, add_months(start, 6), "quarter", "half a fiscal year")


def _year(a: Almanac, year: int) -> When:
    period = a.fiscal.named(f"FY{year}", a.today)
    return whole(period.start, period.end, "year", "a fiscal year")


def fiscal_year(a: Almanac, shift: int) -> When:
    """The fiscal year that runs, or one `shift` years from it."""
    period = a.fiscal.year(add_months(a.today, 12 * shift))
    return whole(period.start, period.end, "year", "a fiscal year")


def half_year(a: Almanac, shift: int) -> When:
    """The half of the fiscal year that runs, or one `shift` halves from it."""
    year = a.fiscal.year(a.today)
    number = (0 if a.today < add_months(year.start, 6) else 1) + shift
    start = add_months(year.start, 6 * number)
    return whole(start, add_months(start, 6), "quarter", "half a fiscal year")
