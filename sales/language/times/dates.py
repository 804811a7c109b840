"""Dates in words or digits, with or without a year and a weekday. 30 February is never another day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from sales.language.times.almanac import FIRST_YEAR, LAST_YEAR, Almanac, When, full_year, one_day
from sales.language.times.rule import Found
from sales.language.times.timewords import MONTHS
from sales.language.times.tokens import Tokens

_SEASON_OF_DOUBT = timedelta(days=92)
"""A day of the year that went by (or lies ahead) less than this is not silently moved to another year."""


def month_day(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "March 3", "Mar the 3rd, 2027", "march third"."""
    if p.kind(i) != "mon":
        return None
    j = p.skip_all(i + 1, ".", "-", "/", "the") if p.text(i + 1) in (".", "-", "/", "the") else i + 1
    number, j = _day_number(p, j)
    if number and p.text(j) == "ish" and p.adjacent(j):
        near = undated(a, p.number(i), number)
        return near.doubted("about that day", near.first), j + 1
    if number == 0 or (p.kind(j - 1) == "num" and _is_something_else(p, j)):
        return None
    return _dated(p, a, p.number(i), number, j)


def year_month_day(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "2027 Feb 16", "2027, February 16th": the year first."""
    if p.kind(i) != "num" or len(p.text(i)) != 4 or not FIRST_YEAR <= p.number(i) <= LAST_YEAR:
        return None
    month = p.skip_all(i + 1, ",")
    number, j = _day_number(p, p.skip_all(month + 1, ".", "-")) if p.kind(month) == "mon" else (0, i)
    if number == 0 or _is_something_else(p, j):
        return None
    return _checked(a, p.number(i), p.number(month), number, "a date"), j


def day_month(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "3 March", "3rd of March 2027", "the second of march", "14april"."""
    number, j = _day_number(p, p.skip(i, "the"))
    if number == 0:
        return None
    if p.unit(j) == "day":
        j += 1
    j = p.skip_all(j, "of", "-", ".", "the", "in") if p.text(j) in ("of", "-", ".", "in") else j
    if p.kind(j) != "mon":
        return None
    return _dated(p, a, p.number(j), number, p.skip(j + 1, "."))


def _day_number(p: Tokens, i: int) -> tuple[int, int]:
    """A day of the month in digits, as an ordinal, or in words; 0 where there is none."""
    if p.kind(i) in ("num", "ord") and "." not in p.text(i) and 1 <= p.number(i) <= 31:
        return p.number(i), i + 1
    quantity = p.quantity(i) if p.kind(i) == "word" else None
    if quantity and 1 <= quantity[0] <= 31 and p.text(i) not in ("a", "an", "couple", "few"):
        return int(quantity[0]), quantity[1]
    return 0, i


def _is_something_else(p: Tokens, j: int) -> bool:
    """Whether the number before `j` is a count, an amount or a clock time rather than a day."""
    return p.text(j) in ("k", "m", "%", ":", "pm", "am", "people", "deals", "calls") or (
        p.adjacent(j) and p.kind(j) in ("word", "unit", "clock")
    )


_SPOKEN_FROM = 2001
""" "March two thousand" may be so many of something; "March two thousand and five" is a year."""


def year_after(p: Tokens, a: Almanac, j: int) -> tuple[int | None, int]:
    """The year said at `j` ("2027", ", 2027", "of next year", "'27", "two thousand five"), and the index behind it."""
    k = p.skip_all(j, ",", "of", "in", "/", "-")
    if p.kind(k) == "rel" and p.unit(k + 1) == "year":
        return a.today.year + p.number(k), k + 2
    if p.text(k) == "the" and p.kind(k + 1) == "rel" and p.unit(k + 2) == "year":
        return a.today.year + p.number(k + 1), k + 3
    if p.text(k - 1) == "of" and k > j and p.kind(k) == "num" and len(p.text(k)) == 2 and p.number(k) > 12:
        return full_year(p.number(k)), k + 1
    if p.text(k) == "'" and p.kind(k + 1) == "num" and len(p.text(k + 1)) == 2:
        return full_year(p.number(k + 1)), k + 2
    if p.kind(k) == "word" and (spoken := p.quantity(k)) and _SPOKEN_FROM <= spoken[0] <= LAST_YEAR:
        return int(spoken[0]), spoken[1]
    if p.kind(k) != "num" or len(p.text(k)) != 4 or not FIRST_YEAR <= p.number(k) <= LAST_YEAR:
        return None, j
    if p.text(k + 1) in ("k", "%", "people") or (p.text(k - 1) in ("-", "/") and k - 1 > j):
        return None, j
    return p.number(k), k + 1


def _dated(p: Tokens, a: Almanac, month: int, day: int, j: int) -> Found | None:
    """The day of that month, its year said, or the next (last) one there is. 30 February is never another day."""
    year, after = year_after(p, a, j)
    if year is None and p.kind(j) == "num" and len(p.text(j)) == 2 and p.number(j) > 12 and p.text(j + 1) == "":
        year, after = full_year(p.number(j)), j + 1
    if year is None:
        return undated(a, month, day), j
    if day > monthrange(year, month)[1]:
        return impossible(a, year, month), after
    return one_day(date(year, month, day), "a date"), after


def undated(a: Almanac, month: int, day: int) -> When:
    """A month and day without a year: the coming (last) one, in doubt where it has only just gone by."""
    if day > monthrange(2000, month)[1]:
        return impossible(a, a.year_of(month), month)
    year = a.year_of(month, day)
    if (month, day) == (2, 29):
        step = -1 if a.past else 1
        while monthrange(year, 2)[1] == 28:
            year += step
        if year != a.year_of(month, day):
            return one_day(date(year, 2, 29), "a date without a year").doubted(
                "it may be another year", date(year, 2, 29), date(a.year_of(month, day), 2, 28)
            )
    found = date(year, month, day)
    other = found.replace(year=year + (1 if a.past else -1), day=min(day, 28) if month == 2 else day)
    if abs(other - a.today) < _SEASON_OF_DOUBT < abs(found - a.today):
        return one_day(found, "a date without a year").doubted("it may be another year", found, other)
    return one_day(found, "a date without a year")


def impossible(a: Almanac, year: int, month: int) -> When:
    """A day that the calendar does not have; the month's last day is offered."""
    last = date(year, month, monthrange(year, month)[1])
    return one_day(last, "no such day").doubted("there is no such day", last)


def weekday_then_date(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "Friday, March 5", "Fri 5 March 2027": the date decides; a weekday that contradicts it must be asked."""
    if p.kind(i) != "wd":
        return None
    j = p.skip_all(i + 1, ",", ".", "the", "-")
    found = month_day(p, a, j) or day_month(p, a, j) or numeric(p, a, j)
    return None if found is None else (_agreeing(a, found[0], p.number(i)), found[1])


def date_then_weekday(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "March 5, Friday", "12/4 Fri"."""
    found = numeric(p, a, i) if p.kind(i) == "slash" else month_day(p, a, i) or day_month(p, a, i)
    if found is None:
        return None
    j = p.skip_all(found[1], ",", "(")
    return None if p.kind(j) != "wd" else (_agreeing(a, found[0], p.number(j)), p.skip(j + 1, ")"))


def _agreeing(a: Almanac, found: When, weekday_number: int) -> When:
    """A date whose weekday was said too. Without a year, the year in which both are true; but one of them was mostly a
    slip, so that it is asked about."""
    if found.first.weekday() == weekday_number or found.doubt == "there is no such day":
        return found
    if found.rule == "a date without a year":
        for years in (1, -1, 2, -2, 3, 4, 5, 6):
            try:
                other = found.first.replace(year=found.first.year + years)
            except ValueError:
                continue
            if other.weekday() == weekday_number:
                return one_day(other, "a weekday and a date").doubted(_AT_ODDS, found.first, other)
    return found.doubted(_AT_ODDS, found.first)


_AT_ODDS = "the weekday and the date do not agree"


_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?![\d])")


def numeric(p: Tokens, a: Almanac, i: int) -> Found | None:
    """Dates in digits. The order of day and month is the workspace's, unless only the other one exists."""
    kind, text = p.kind(i), p.text(i)
    if kind == "iso":
        match = _ISO.fullmatch(text)
        if match is None:
            return None
        return _checked(a, int(match[1]), int(match[2]), int(match[3]), "a date in ISO 8601"), i + 1
    if kind == "date":
        first, second, third = (int(n) for n in re.findall(r"\d+", text))
        if first > 31:
            return (_checked(a, first, second, third, "a date"), i + 1) if first > 999 else None
        return _ordered(a, first, second, full_year(third)), i + 1
    if kind == "named":
        day, name, year = re.findall(r"\d+|[a-z]+", re.sub(r"(?<=\d)(st|nd|rd|th)", "", text))
        if len(day) == 4:
            day, year = year, day
        return _checked(a, full_year(int(year)), MONTHS[name], int(day), "a date"), i + 1
    if kind in ("slash", "dot"):
        first, second = (int(n) for n in re.findall(r"\d+", text))
        if first > 31 or second > 31 or (kind == "slash" and (first == 0 or second == 0)):
            return None
        if kind == "dot" and not (a.day_first and (p.text(i - 1) in _DOT_AFTER or text.endswith(".") or len(p) == 1)):
            return None
        year, j = year_after(p, a, i + 1)
        return _ordered(a, first, second, year), j
    return None


_DOT_AFTER = frozenset({"on", "by", "until", "till", "am", "close", "closes", "closing", "from", "due"})


def _ordered(a: Almanac, first: int, second: int, year: int | None) -> When:
    day, month = (first, second) if a.day_first else (second, first)
    if month > 12 >= day:
        day, month = month, day
    if month > 12 or month == 0 or not 1 <= day <= 31:
        return impossible(a, a.today.year, a.today.month)
    if year is None:
        return undated(a, month, day)
    return _checked(a, year, month, day, "a date, " + ("day first" if a.day_first else "month first"))


def _checked(a: Almanac, year: int, month: int, day: int, rule: str) -> When:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return impossible(a, a.today.year, a.today.month)
    if not 1 <= day <= monthrange(year, month)[1]:
        return impossible(a, year, month)
    return one_day(date(year, month, day), rule)
