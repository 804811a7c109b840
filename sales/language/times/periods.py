"""Weeks, months, quarters, halves, years, weekends and seasons, and the parts of them: "next quarter", "Q3 2027",
"end of March", "mid January", "the last Monday of March"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from sales.language.times.almanac import (
    DAY,
    FIRST_YEAR,
    LAST_YEAR,
    Almanac,
    When,
    add_months,
    full_year,
    midnight,
    one_day,
    stretch,
    whole,
)
from sales.language.times.days import Found, Rule, year_after
from sales.language.times.tokens import Tokens

_LONGER = ("week", "month", "quarter", "year")


def relative_unit(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "this week", "next month", "last quarter", "the coming year", "week after next"."""
    i = p.skip(i, "the")
    if p.kind(i) == "rel":
        j = p.skip_all(i + 1, "fiscal", "financial", "calendar", "sales", "business", "work")
        unit, shift = p.unit(j), p.number(i)
        if p.text(i) == "past" or unit == "":
            return None
        if unit == "weekend":
            return weekend(a, shift), j + 1
        if unit == "half":
            return _half(a, shift), j + 1
        if unit == "fortnight" and shift == 1:
            return stretch(a.today + DAY, a.today + 15 * DAY, "day", "the next fortnight"), j + 1
        if unit in _LONGER:
            fiscal = unit == "year" and p.text(j - 1) in ("fiscal", "financial")
            return (_fiscal_year(a, shift) if fiscal else _unit(a, unit, shift)), j + 1
        return None
    if p.unit(i) in _LONGER and p.text(i + 1) in ("after", "before"):
        word, shift = ("next", 2) if p.text(i + 1) == "after" else ("last", -2)
        if p.text(i + 2) == word:
            return _unit(a, p.unit(i), shift), i + 3
    return None


def _unit(a: Almanac, unit: str, shift: int) -> When:
    start, end = a.unit(unit, a.today, shift)
    return whole(start, end, unit, {0: "this", 1: "next", -1: "last"}.get(shift, f"{shift:+}") + f" {unit}")


def _fiscal_year(a: Almanac, shift: int) -> When:
    period = a.fiscal.year(add_months(a.today, 12 * shift))
    return whole(period.start, period.end, "year", "a fiscal year")


def _half(a: Almanac, shift: int) -> When:
    year = a.fiscal.year(a.today)
    number = (0 if a.today < add_months(year.start, 6) else 1) + shift
    start = add_months(year.start, 6 * number)
    return whole(start, add_months(start, 6), "quarter", "half a fiscal year")


def weekend(a: Almanac, shift: int) -> When:
    """From Friday 18:00 to Monday; on one, "this weekend" is the one that runs."""
    saturday = a.today + ((5 - a.today.weekday()) if a.today.weekday() < 6 else -1) * DAY
    saturday += 7 * shift * DAY
    start = datetime.combine(saturday - DAY, time(18))
    found = When(start, midnight(saturday + 2 * DAY), "hour", "a weekend")
    return found.doubted("a weekend, not a day", saturday - DAY, saturday + 2 * DAY)


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


def quarter(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "Q1", "Q3 FY27", "2027Q1", "first quarter of 2027", "H2", "FY27": fiscal, named by the year they end in."""
    i = p.skip(i, "the")
    if p.kind(i) == "quarter":
        return _quarter_token(p, a, i)
    if p.kind(i) == "ord" and p.unit(i + 1) == "quarter" and 1 <= p.number(i) <= 4:
        j = p.skip(i + 2, "fy")
        year, after = year_after(p, a, j)
        if year is None and p.kind(p.skip(j, "of", "in")) == "quarter" and p.text(p.skip(j, "of", "in"))[:2] == "fy":
            k = p.skip(j, "of", "in")
            year, after = full_year(int(re.sub(r"\D", "", p.text(k)))), k + 1
        return _quarter(a, p.number(i), year), after
    if p.text(i) == "last" and p.unit(i + 1) == "quarter" and p.text(i + 2) in ("of", "in"):
        year, after = year_after(p, a, i + 2)
        return None if year is None else (_quarter(a, 4, year), after)
    return None


def _quarter_token(p: Tokens, a: Almanac, i: int) -> Found | None:
    text = p.text(i)
    part = re.search(r"([qh])([1-4])", text)
    digits = re.findall(r"\d{4}|\d\d", re.sub(r"[qh][1-4]", " ", text))
    year = full_year(int(digits[0])) if digits else None
    j = i + 1
    if year is None:
        year, j = year_after(p, a, j)
    if year is not None and not FIRST_YEAR < year < LAST_YEAR:
        return None
    if part is None:
        if year is None:
            return None
        period = a.fiscal.named(f"FY{year}", a.today)
        return whole(period.start, period.end, "year", "a fiscal year"), j
    if part[1] == "h":
        if int(part[2]) > 2:
            return None
        first = _quarter(a, 2 * int(part[2]) - 1, year if year is not None else a.fiscal.fiscal_year(a.today))
        return whole(first.first, add_months(first.first, 6), "quarter", "half a fiscal year"), j
    return _quarter(a, int(part[2]), year), j


def _quarter(a: Almanac, number: int, year: int | None) -> When:
    period = a.quarter(number, year)
    return whole(period.start, period.end, "quarter", "a fiscal quarter" if a.fiscal_start > 1 else "a quarter")


def year(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "in 2027", "the year 2027", "2027": a number alone is a year only behind such a word, or alone."""
    j = p.skip_all(i, "the", "year", "of", "in", "during", "calendar")
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


_YEAR_AFTER = ("in", "of", "during", "by", "before", "after", "since", "until", "through", "")


def year_of(number: int) -> When:
    """That calendar year."""
    return whole(date(number, 1, 1), date(number + 1, 1, 1), "year", "a year")


_SEASONS = {"spring": (3, 20), "summer": (6, 21), "autumn": (9, 23), "fall": (9, 23), "winter": (12, 21)}
_SEASON_ENDS = {"spring": (6, 21), "summer": (9, 24), "autumn": (12, 22), "fall": (12, 22), "winter": (3, 21)}


def season(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "this summer", "next winter", "summer 2027"."""
    j = i + (p.kind(i) == "rel")
    name = p.text(j)
    if name not in _SEASONS:
        return None
    year_said, after = year_after(p, a, j + 1)
    if (
        j == i
        and year_said is None
        and (name in ("fall", "spring") or p.text(i - 1) not in ("in", "of", "by", "the", ""))
    ):
        return None
    start_year = year_said if year_said is not None else a.today.year
    found = _season(name, start_year)
    if year_said is None:
        if found.first > a.today and _season(name, start_year - 1).end > a.now:
            found = _season(name, start_year - 1)
        elif found.end <= a.now:
            found = _season(name, start_year + 1)
        shift = p.number(i) if j > i else 0
        if shift == 1 and found.start <= a.now:
            found = _season(name, found.first.year + 1)
        elif shift == -1:
            found = _season(name, found.first.year - 1)
    return found.doubted(f"{name}, not a day", found.last), after


def _season(name: str, year_number: int) -> When:
    ends = date(year_number + (name == "winter"), *_SEASON_ENDS[name])
    return stretch(date(year_number, *_SEASONS[name]), ends, "day", "a season")


def week_of(p: Tokens, a: Almanac, i: int, day_at: Rule) -> Found | None:
    """ "the week of March 3", "week commencing 5 April", "w/c Monday", "week 12"."""
    i = p.skip(i, "the")
    if p.text(i) == "w" and p.text(i + 1) == "/" and p.text(i + 2) in ("c", "o"):
        j = i + 3
    elif p.unit(i) == "week" and p.text(i + 1) in ("of", "commencing", "starting", "beginning"):
        j = p.skip_all(i + 2, "on", "the") if p.text(i + 2) == "on" else i + 2
    elif p.unit(i) == "week" and p.kind(i + 1) == "num" and 1 <= p.number(i + 1) <= 53:
        return _numbered_week(p, a, i)
    else:
        return None
    found = day_at(p, a, j)
    if found is None or found[0].grain != "day":
        return None
    start, end = a.week(found[0].first)
    return whole(start, end, "week", "the week of a day"), found[1]


def _numbered_week(p: Tokens, a: Almanac, i: int) -> Found:
    said, after = year_after(p, a, i + 2)
    start = date.fromisocalendar(said or a.today.year, min(p.number(i + 1), 52), 1)
    return whole(start, start + timedelta(days=7), "week", "a numbered week"), after


_PARTS = {
    **dict.fromkeys(("end", "close", "ending", "eo"), "end"),
    **dict.fromkeys(("beginning", "start", "begining", "top"), "start"),
    **dict.fromkeys(("middle", "mid", "midst"), "mid"),
    **dict.fromkeys(("early", "earlier"), "early"),
    **dict.fromkeys(("late", "later"), "late"),
}
_SHORT = re.compile(r"(eo|bo)([dwmqy])\Z")
_LETTER = {"w": "week", "m": "month", "q": "quarter", "y": "year"}


def part_of(p: Tokens, a: Almanac, i: int, period_at: Rule) -> Found | None:
    """ "end of Q1" is its last day, "mid January" the 15th, "early March" the 5th, "late March" the 25th."""
    i = p.skip(i, "the", "very")
    if match := _SHORT.match(p.text(i)):
        return _short(p, a, i, match)
    part = _PARTS.get(p.text(i))
    if part is None and p.text(i) == "midweek":
        return one_day(a.weekday(2), "midweek"), i + 1
    if part is None:
        return None
    j = p.skip_all(i + 1, "-", "of", "the", "in", "around") if part != "late" else p.skip_all(i + 1, "-", "in", "the")
    if p.text(i) in ("close", "top", "ending") and p.text(i + 1) != "of":
        return None
    if part == "end" and j == i + 1 and p.kind(j) not in ("rel", "mon", "quarter", "unit"):
        return None
    if p.unit(j) in _LONGER and p.text(j + 1) not in ("of", "commencing", "after", "before") and p.kind(j + 1) != "num":
        start, end = a.unit(p.unit(j), a.today)
        if part in ("early", "late") and p.text(j) != "week":
            return None
        return _part(part, whole(start, end, p.unit(j), "")), j + 1
    found = period_at(p, a, j)
    if found is None or found[0].grain not in _LONGER:
        return None
    return _part(part, found[0]), found[1]


def _short(p: Tokens, a: Almanac, i: int, match: re.Match[str]) -> Found | None:
    """ "EOD", "EOM", "EOQ", "BOM" and their kin, with "next" or a month behind where one is said."""
    if match[2] == "d":
        if match[1] == "bo":
            return None
        if p.text(i + 1) in ("tomorrow", "today") or p.kind(i + 1) == "wd":
            return None
        return one_day(a.today, "the end of the day"), i + 1
    start, end = a.unit(_LETTER[match[2]], a.today)
    return _part("end" if match[1] == "eo" else "start", whole(start, end, _LETTER[match[2]], "")), i + 1


def _part(part: str, period: When) -> When:
    start, end, grain = period.first, period.last + DAY, period.grain
    rule = {"end": "the end of", "start": "the start of", "mid": "the middle of"}.get(part, part) + f" a {grain}"
    if grain == "week":
        monday = start + ((0 - start.weekday()) % 7) * DAY
        first, last, day = {
            "end": (monday + 4 * DAY, monday + 7 * DAY, monday + 4 * DAY),
            "late": (monday + 3 * DAY, monday + 7 * DAY, monday + 4 * DAY),
            "mid": (monday + 2 * DAY, monday + 4 * DAY, monday + 2 * DAY),
        }.get(part, (monday, monday + 3 * DAY, monday))
        return stretch(first, last, "day", rule, day)
    if grain == "month":
        first, last, day = {
            "end": (start + 20 * DAY, end, end - DAY),
            "late": (start + 20 * DAY, end, start + 24 * DAY),
            "mid": (start + 10 * DAY, start + 20 * DAY, start + 14 * DAY),
            "early": (start, start + 10 * DAY, start + 4 * DAY),
        }.get(part, (start, start + 10 * DAY, start))
        return stretch(first, last, "day", rule, day)
    third = 1 if grain == "quarter" else 4
    months = round((end - start).days / 30.44)
    thirds = {"end": (months - third, months), "late": (months - third, months), "mid": (third, 2 * third)}
    begin, finish = thirds.get(part, (0, third))
    first, last = add_months(start, begin), add_months(start, finish)
    said = {"end": end - DAY, "start": start}.get(part)
    found = stretch(first, last, "month", rule, said)
    return found if said else found.doubted(f"{rule}, not a day", first + 14 * DAY, last - DAY)


def in_period(p: Tokens, a: Almanac, i: int, period_at: Rule) -> Found | None:
    """ "last day of May", "third Wednesday of October", "2nd last week of March", "first week of next month"."""
    i = p.skip(i, "the", "very")
    from_end, number, j = _place(p, i)
    if number == 0 or not (p.kind(j) == "wd" or p.unit(j) in ("day", "week", "weekend") or _is_working(p, j)):
        return None
    k = j + 1 + _is_working(p, j)
    if p.text(k) not in ("of", "in"):
        return None
    k += 1
    if p.text(k) == "the" and p.unit(k + 1) in _LONGER:
        period, after = whole(*a.unit(p.unit(k + 1), a.today), p.unit(k + 1), ""), k + 2
    else:
        found = period_at(p, a, p.skip(k, "the")) or period_at(p, a, k)
        if found is None or found[0].grain not in _LONGER:
            return None
        period, after = found
    chosen = _nth(p, a, j, period, number, from_end)
    return None if chosen is None else (chosen, after)


def _is_working(p: Tokens, j: int) -> bool:
    return p.text(j) in ("business", "working", "work") and p.unit(j + 1) == "day"


def _place(p: Tokens, i: int) -> tuple[bool, int, int]:
    if p.text(i) in ("last", "final"):
        return True, 1, i + 1
    if p.kind(i) != "ord":
        return False, 0, i
    if p.text(i + 1) in ("last", "to"):
        return True, p.number(i), i + (3 if p.text(i + 1) == "to" else 2)
    return False, p.number(i), i + 1


def _nth(p: Tokens, a: Almanac, j: int, period: When, number: int, from_end: bool) -> When | None:
    start, end = period.first, period.last + DAY
    if p.unit(j) == "week":
        return _nth_week(a, start, end, number, from_end)
    if p.unit(j) == "weekend":
        saturdays = [d for n in range((end - start).days) if (d := start + n * DAY).weekday() == 5]
        days = saturdays[::-1] if from_end else saturdays
        if number > len(days):
            return None
        begin = datetime.combine(days[number - 1] - DAY, time(18))
        return When(begin, midnight(days[number - 1] + 2 * DAY), "hour", "a weekend of a period")
    span = [start + n * DAY for n in range(min((end - start).days, 400))]
    if p.kind(j) == "wd":
        span = [day for day in span if day.weekday() == p.number(j)]
    elif _is_working(p, j):
        span = [day for day in span if day.weekday() < 5]
    ordered = span[::-1] if from_end else span
    return one_day(ordered[number - 1], "a day counted in a period") if number <= len(ordered) else None


def _nth_week(a: Almanac, start: date, end: date, number: int, from_end: bool) -> When | None:
    """A week belongs to the period that holds most of it (its fourth day), as in ISO 8601."""
    first = a.week(start)[0]
    first += timedelta(days=0 if first + 3 * DAY >= start else 7)
    last = a.week(end - DAY)[0]
    last -= timedelta(days=0 if last + 3 * DAY < end else 7)
    chosen = last - timedelta(days=7 * (number - 1)) if from_end else first + timedelta(days=7 * (number - 1))
    if not first <= chosen <= last:
        return None
    return whole(chosen, chosen + timedelta(days=7), "week", "a week of a period")
