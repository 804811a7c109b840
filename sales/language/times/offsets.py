"""Distances in time: "in 3 weeks", "two days ago", "10 business days from Monday", "the last 2 quarters",
"within a fortnight"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from sales.language.times.almanac import DAY, Almanac, When, add_months, one_day, stretch, weekend_of, whole
from sales.language.times.rule import Found, Rule
from sales.language.times.timewords import UNIT_WORDS
from sales.language.times.tokens import Tokens
from sales.language.times.weeks_beside import weeks_beside

CLOCK_UNITS = {"second": timedelta(seconds=1), "minute": timedelta(minutes=1), "hour": timedelta(hours=1)}
_MOST = {"second": 10**7, "minute": 10**6, "hour": 10**5, "day": 20_000, "week": 3_000, "month": 800, "year": 200}
_QUALIFIERS = ("more", "full", "whole", "of", "short", "long")


def quantity_of_units(p: Tokens, i: int) -> tuple[float, str, int] | None:
    """ "3 weeks", "a couple of hours", "2.5 days", "a quarter of an hour", "2 and a half hours", "10 business days"."""
    i = p.skip_all(i, "about", "around", "another", "roughly", "approximately", "only", "just", "maybe", "the")
    if special := _part_of_hour(p, i):
        return special
    if p.kind(i) == "clock" and re.fullmatch(r"\d+h", p.text(i)):
        return float(p.text(i)[:-1]), "hour", i + 1
    if p.kind(i) == "slash" and p.unit(i + 1) == "hour":
        above, below = (int(number) for number in p.text(i).split("/"))
        return (above / below, "hour", i + 2) if 0 < above < below else None
    found = p.quantity(i)
    if found is None and p.text(i) in ("few",):
        found = 3.0, i + 1
    if found is None and p.text(i) == "three" and p.unit(i + 1) == "quarter":
        found = 3.0, i + 1
    if found is None and p.text(i) in ("a", "an") and _unit_of_time(p, i + 1):
        found = 1.0, i + 1
    if found is None:
        return None
    number, j = found
    if p.text(j) == "/" and p.kind(j + 1) == "num" and p.number(j + 1):
        number, j = number / p.number(j + 1), j + 2
    j = p.skip_all(j, *_QUALIFIERS)
    if p.text(j) == "and" and p.text(j + 1) in ("a", "an") and p.text(j + 2) == "half":
        number, j = number + 0.5, j + 3
    if p.text(j) in ("'", "′") and p.adjacent(j):
        return number, "minute", j + 1
    if p.text(j) in ("business", "working", "work", "biz") and p.unit(j + 1) == "day":
        return number, "working day", j + 2
    unit = p.unit(j) or _unit_of_time(p, j)
    if p.text(j + 1) == "and" and p.text(j + 2) in ("a", "an") and p.text(j + 3) == "half" and number == int(number):
        return number + 0.5, unit, j + 4
    if unit == "fortnight":
        return number * 2, "week", j + 1
    if unit == "decade":
        return number * 10, "year", j + 1
    if unit in ("", "half", "weekend") or number > _MOST.get(unit, 400) or _not_time(p, j):
        return None
    return _with_smaller(p, number, unit, j + 1)


_SMALLER = {
    "year": (12, "month"),
    "week": (7, "day"),
    "day": (24, "hour"),
    "hour": (60, "minute"),
    "minute": (60, "second"),
}
"""How many of the next smaller unit make one."""


def _with_smaller(p: Tokens, number: float, unit: str, k: int) -> tuple[float, str, int]:
    """ "2 hours and 15 minutes", "a year and two months": both as the smaller unit."""
    m = p.skip(k, "and", ",")
    if unit in _SMALLER and p.kind(m) in ("num", "word") and (p.kind(m + 1) == "unit" or p.kind(m) == "word"):
        many, smaller = _SMALLER[unit]
        more = quantity_of_units(p, m)
        if more and more[1] == smaller and more[0] < many:
            return number * many + more[0], smaller, more[2]
    return number, unit, k


def _unit_of_time(p: Tokens, j: int) -> str:
    """The unit of "a week's time"."""
    text = p.text(j)
    return UNIT_WORDS.get(text[:-2], "") if text.endswith("'s") and p.text(j + 1) == "time" else ""


def _not_time(p: Tokens, j: int) -> bool:
    """A single letter is a unit only right behind its number: "2 w" is no fortnight, "3h" is three hours."""
    return p.text(j) in ("w", "h", "mo", "mn") and not p.adjacent(j) and p.text(j) != "h"


def _part_of_hour(p: Tokens, i: int) -> tuple[float, str, int] | None:
    j = p.skip(i, "a", "an")
    if p.text(j) == "half" and p.text(j + 1) in ("a", "an") and p.unit(j + 2) in ("hour", "year", "day"):
        return 0.5, p.unit(j + 2), j + 3
    if p.text(j) == "half" and p.unit(j + 1) == "hour":
        return 0.5, "hour", j + 2
    parts = 3 if p.text(i) in ("three", "3") and p.text(i + 1) == "quarters" else 1
    if parts == 3 or p.text(j) == "quarter":
        j += parts == 3
        if p.text(j + 1) == "of" and p.text(j + 2) in ("a", "an") and p.unit(j + 3) == "hour":
            return 0.25 * parts, "hour", j + 4
    return None


def shifted(a: Almanac, anchor: date, number: float, unit: str, rule: str) -> When | None:
    """`anchor` moved by so many units: hours keep the clock, the rest are days; years name only a month."""
    try:
        if unit in CLOCK_UNITS:
            moment = a.now + number * CLOCK_UNITS[unit] + (anchor - a.today)
            step = timedelta(minutes=1) if unit == "hour" and number == int(number) else timedelta(seconds=1)
            moment = moment.replace(microsecond=0)
            if unit == "hour" and number == int(number):
                moment = moment.replace(second=0)
            return When(moment, moment + step, "minute" if step.seconds == 60 else "second", rule, moment.date())
        if unit == "working day":
            return one_day(a.working_days(int(number), anchor), rule)
        if unit in ("day", "week"):
            return one_day(anchor + int(number * (7 if unit == "week" else 1)) * DAY, rule)
        months = number * {"month": 1, "quarter": 3, "year": 12}[unit]
        if unit == "year" and months == int(months):
            start = add_months(anchor.replace(day=1), int(months))
            day = add_months(anchor, int(months))
            return whole(start, add_months(start, 1), "month", rule).doubted("years away, not a day", day)
        return one_day(add_months(anchor, int(months)) + round((months % 1) * 30) * DAY, rule)
    except (ValueError, OverflowError):
        return None


def away(p: Tokens, a: Almanac, i: int, day_at: Rule) -> Found | None:
    """ "in 3 weeks", "3 weeks ago", "2 months from now", "a week from Friday", "3 days after Easter"."""
    if beside := _unit_beside(p, a, i, day_at):
        return beside
    j = i + 1 if p.text(i) in ("in", "after", "within") else i
    if either := _either_count(p, a, i, j):
        return either
    counted = quantity_of_units(p, j)
    if counted is None:
        return None
    _, unit, k = counted
    if (weeks := weeks_beside(p, a, i, counted)) is not None:
        return weeks
    found = _told_by_its_tail(p, a, i, counted, day_at)
    if found and unit not in CLOCK_UNITS and found[0].day and not _OPEN_NUMBERS.isdisjoint(p.words[j:k]):
        return found[0].doubted("how many is open", found[0].day), found[1]
    return found


_AHEAD = ("out", "hence", "away")


def _either_count(p: Tokens, a: Almanac, i: int, j: int) -> Found | None:
    """ "in 3-4 weeks", "2 to 3 weeks from now", "in a week or two", "in a month or so": from the one to the other."""
    first = p.quantity(j)
    if first is None:
        return None
    k = first[1]
    if p.unit(k) and p.text(k + 1) == "or" and (p.text(k + 2) == "so" or p.kind(k + 2) in ("num", "word")):
        second = (first[0] + 1, k + 3) if p.text(k + 2) == "so" else p.quantity(k + 2)
        unit, after = p.unit(k), second[1] if second else k
    elif p.text(k) in ("-", "to", "or"):
        second = p.quantity(k + 1)
        unit, after = (p.unit(second[1]), second[1] + 1) if second else ("", k)
    else:
        return None
    if second is None or unit not in ("day", "week", "month") or not 0 < first[0] < second[0] <= 60:
        return None
    after = p.skip_all(after, "'", "time")
    if p.text(after) == "from" and p.text(after + 1) in ("now", "today"):
        after += 2
    elif p.text(after) in _AHEAD:
        after += 1
    elif p.text(i) not in ("in", "within"):
        return None
    start, end = shifted(a, a.today, first[0], unit, ""), shifted(a, a.today, second[0], unit, "")
    if start is None or end is None:
        return None
    found = stretch(start.first, end.last + DAY, "day", "so far ahead, or so far")
    return found.doubted("a range, not a day", end.last, start.first), after


_OPEN_NUMBERS = frozenset({"few", "several"})


def _told_by_its_tail(p: Tokens, a: Almanac, i: int, counted: tuple[float, str, int], day_at: Rule) -> Found | None:
    number, unit, k = counted
    said_in, within = p.text(i) in ("in", "after"), p.text(i) == "within"
    k = p.skip(k, "'") + 1 if p.text(k) == "'" and p.text(k + 1) == "time" else p.skip(k, "time")
    tail = p.text(k)
    if within or (tail == "or" and p.text(k + 1) == "less"):
        return _within(a, number, unit, k)
    if tail in ("ago", "back", "earlier") or (tail == "before" and p.text(k + 1) == "now"):
        found = shifted(a, a.today, -number, unit, "so long ago")
        return (found, k + 1 + (tail == "before")) if found else None
    if tail in _AHEAD and not said_in and not (tail == "away" and p.text(k + 1) == "from"):
        found = shifted(a, a.today, number, unit, "so far ahead")
        return (found, k + 1) if found else None
    if tail in ("from", "after", "before", "following", "prior"):
        return _from_anchor(p, a, k, number, unit, day_at)
    if said_in and p.text(i) == "in":
        found = shifted(a, a.today, number, unit, "so far ahead")
        return (found, k) if found else None
    return None


def _unit_beside(p: Tokens, a: Almanac, i: int, day_at: Rule) -> Found | None:
    """ "the day after Christmas", "the week before Easter", "fortnight from Monday"."""
    i = p.skip(i, "the")
    unit, tail = p.unit(i), p.text(i + 1)
    if unit not in ("day", "week", "fortnight", "weekend") or tail not in ("after", "before", "following", "from"):
        return None
    if tail == "from" and unit != "fortnight":
        return None
    anchor = day_at(p, a, p.skip(i + 2, "the")) or day_at(p, a, i + 2)
    if anchor is None or anchor[0].grain != "day" or anchor[0].doubt:
        return None
    sign = -1 if tail == "before" else 1
    base = anchor[0].first if sign < 0 else anchor[0].last
    if unit == "week":
        return whole(*a.unit("week", base, sign), "week", "the week beside a day"), anchor[1]
    if unit == "weekend":
        saturday = base + ((5 - base.weekday()) % 7 or 7) * DAY - (7 * DAY if sign < 0 else 0 * DAY)
        return weekend_of(saturday), anchor[1]
    return one_day(base + sign * (1 if unit == "day" else 14) * DAY, "counted from a day"), anchor[1]


def _within(a: Almanac, number: float, unit: str, k: int) -> Found | None:
    found = shifted(a, a.today, number, unit, "at the latest then")
    if found is None:
        return None
    end = datetime.combine(found.first, datetime.min.time()) if unit not in CLOCK_UNITS else found.start
    return When(a.now, end, "second", "at the latest then", found.first), k


def _from_anchor(p: Tokens, a: Almanac, k: int, number: float, unit: str, day_at: Rule) -> Found | None:
    tail, j = p.text(k), k + 1
    if tail == "prior":
        j = p.skip(j, "to")
    if tail == "from" and p.text(j) in ("now", "right", "here", "the"):
        j = p.skip_all(j, "right", "here")
        j = p.skip(j, "now") if p.text(j) == "now" else j
        if p.text(j - 1) != "now":
            return None
        found = shifted(a, a.today, number, unit, "so far ahead")
        if found and p.text(j - 2) == "right" and found.is_whole_days:
            moment = datetime.combine(found.first, a.now.time().replace(microsecond=0))
            found = When(moment, moment + CLOCK_UNITS["second"], "second", "exactly so far ahead", found.first)
        return (found, j) if found else None
    anchor = day_at(p, a, j)
    if anchor is None or anchor[0].grain != "day" or anchor[0].doubt == "there is no such day":
        return None
    sign = -1 if tail in ("before", "prior") else 1
    base = anchor[0].first if sign < 0 or tail != "after" else anchor[0].last
    found = shifted(a, base, sign * number, unit, "counted from a day")
    return (found, anchor[1]) if found else None
