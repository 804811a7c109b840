"""Ranges of days and of times: "from Monday to Friday", "July 13-15", "Thursday 9:30 to 11", "3-4pm"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final

from sales.language.lexicon import words
from sales.language.times import clock
from sales.language.times.almanac import (
    DAY,
    FIRST_YEAR,
    LAST_YEAR,
    Almanac,
    When,
    add_months,
    midnight,
    one_day,
    stretch,
)
from sales.language.times.clock_values import Clock
from sales.language.times.dates import day_month, month_day
from sales.language.times.grammar import day_or_period
from sales.language.times.moments import kept, moment_at
from sales.language.times.rule import Found
from sales.language.times.tokens import Tokens

TO: Final = words("to - until till til untill through thru and ~")


def range_at(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "from Monday to Friday", "between 9:30 and 11", "July 13-15", "3-4pm", "13 to 15 July": the last unit counts."""
    if found := _day_then_range(p, a, i):
        return found
    led = p.text(i) in ("from", "between")
    j = p.skip_all(i, "from", "between", "in") if led else i
    if found := _days_of_month(p, a, j) or _years(p, j):
        return found
    return _two_ends(p, a, j, led)


def _day_then_range(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "Thursday from 9:30 to 11:00", "this Thu 9-11am"."""
    day = day_or_period(p, a, i) if p.kind(i) in ("wd", "rel", "mon", "word") else None
    if day is None or day[0].grain != "day" or day[0].first != day[0].last:
        return None
    j = p.skip_all(day[1], ",", "in", "from", "between")
    times = _two_ends(p, a, j, led=True)
    if times is None or times[0].rule != "a range of times" or times[0].day != a.today:
        return None
    shift = midnight(day[0].first) - midnight(a.today)
    found = times[0]
    moved = When(found.start + shift, found.end + shift, found.grain, found.rule, day[0].first)
    return kept(moved, day[0]), times[1]


def _days_of_month(p: Tokens, a: Almanac, j: int) -> Found | None:
    """ "July 13-15", "13 to 15 July", "the 13th to the 15th of July"."""
    if p.kind(j) == "mon":
        k = p.skip(j + 1, "the")
        if p.kind(k) in ("num", "ord") and p.text(k + 1) in TO and p.kind(p.skip(k + 2, "the")) in ("num", "ord"):
            last = p.skip(k + 2, "the")
            if (
                p.kind(last + 1) not in ("mon", "unit")
                and p.number(k) < p.number(last) <= 31
                and not p.adjacent(last + 1)
            ):
                first = month_day(p, a, j)
                return first and _through(first[0], first[0].first + (p.number(last) - p.number(k)) * DAY, last + 1)
        return None
    k = p.skip(j, "the")
    if p.kind(k) in ("num", "ord") and p.text(k + 1) in TO:
        last = p.skip(k + 2, "the")
        second = day_month(p, a, last)
        if second and p.kind(last) in ("num", "ord") and 1 <= p.number(k) < p.number(last):
            first_day = second[0].first - (p.number(last) - p.number(k)) * DAY
            return _through(one_day(first_day, "a range of days"), second[0].first, second[1])
    return None


def _years(p: Tokens, j: int) -> Found | None:
    """ "1960 - 1961", "2027 to 2029"."""
    said = [p.number(k) if p.kind(k) == "num" and len(p.text(k)) == 4 else 0 for k in (j, j + 2)]
    if p.text(j + 1) not in TO or not FIRST_YEAR <= said[0] < said[1] <= LAST_YEAR or said[1] - said[0] > 99:
        return None
    first, last = date(said[0], 1, 1), date(said[1] + 1, 1, 1)
    return stretch(first, last, "year", "a range of years").doubted("a range, not a day", last - DAY), j + 3


def _through(first: When, last_day: date, j: int) -> Found:
    found = When(first.start, midnight(last_day + DAY), "day", "a range of days")
    return found.doubted("a range, not a day", last_day, first.first), j


def _two_ends(p: Tokens, a: Almanac, j: int, led: bool) -> Found | None:
    first = moment_at(p, a, j) or _number_of_clock(p, a, j)
    if first is None or p.text(first[1]) not in TO or (p.text(first[1]) == "and" and not led):
        return None
    if p.text(first[1]) == "-" and p.text(first[1] + 1) == "now":
        return None  # "met them yesterday - now they want a quote"
    k = p.skip(first[1] + 1, "the") if p.text(first[1] + 1) == "the" else first[1] + 1
    second = moment_at(p, a, k) or (None if first[0].is_whole_days else _hour_behind(p, a, k))
    if second is None:
        return None
    start, end, after = first[0], second[0], second[1]
    start = one_day(a.today, "now") if start.rule == "now" and end.is_whole_days else start
    end = one_day(a.today, "now") if end.rule == "now" and start.is_whole_days else end
    if not start.is_whole_days and not end.is_whole_days:
        return _clock_range(p, a, start, end, j, k, after)
    if start.is_whole_days != end.is_whole_days:
        return None
    begin = start.start
    if _says_a_year(p, k, after) and not _says_a_year(p, j, first[1]):
        begin = midnight(add_months(begin.date(), 12 * (end.last.year - begin.year)))
    if begin >= end.end:
        begin, end = _in_order(p, begin, end, k)
    if begin >= end.end:
        return None
    grain = start.grain if start.grain == end.grain else "day"
    found = When(begin, end.end, grain, "a range")
    return found.doubted("a range, not a day", end.last, start.first), after


def _in_order(p: Tokens, begin: datetime, end: When, k: int) -> tuple[datetime, When]:
    """An end that lies before its start: the Friday behind that Monday, the 3rd of the month after; else the
    year before is meant for the start."""
    day = end.first
    if p.kind(k) == "wd":
        while day <= begin.date():
            day += 7 * DAY
        return begin, one_day(day, end.rule)
    if end.rule == "a day of the month":
        while day <= begin.date():
            day = add_months(day, 1)
        return begin, one_day(day, end.rule)
    return midnight(add_months(begin.date(), -12)), end


def _says_a_year(p: Tokens, i: int, j: int) -> bool:
    """Whether a year stands between two places: "from May to October 2027" names that of both ends."""
    return any(
        p.kind(k) in ("date", "iso", "named") or (p.kind(k) == "num" and FIRST_YEAR <= p.number(k) <= LAST_YEAR)
        for k in range(i, j)
    )


def _hour_behind(p: Tokens, a: Almanac, k: int) -> Found | None:
    """The "11" of "between 9:30 and 11": an hour, for a time of the clock stands before it."""
    found = clock.bare_hour(p, k) if len(p.text(k)) <= 2 or p.kind(k) != "num" else None
    if found is None or (p.kind(found[1]) == "word" and p.text(found[1]) not in ("on", "tomorrow", "today")):
        return None
    return clock.at_clock(a, a.today, found[0], "a time of day"), found[1]


def _number_of_clock(p: Tokens, a: Almanac, j: int) -> Found | None:
    """The "3" of "3-4pm" or "from 9 to 11:30"."""
    if p.kind(j) != "num" or p.text(j + 1) not in TO:
        return None
    second = clock.clock_at(p, p.skip(j + 2, "the")) or _sure(clock.bare_hour(p, p.skip(j + 2, "the")))
    first = clock.bare_hour(p, j)
    if second is None and p.kind(j + 2) == "num" and (later := moment_at(p, a, j + 2)) and later[0].grain == "hour":
        second = Clock(later[0].start.hour), later[1]
    if second is None or first is None:
        return None
    hour, other = p.number(j), second[0].hour
    if hour > 12 and hour > other:
        return None  # "15 to noon" is no range
    if hour <= 12:
        afternoon = hour % 12 + 12
        hour = afternoon if afternoon <= other else hour
    at = Clock(hour, 0, 0, "hour")
    return clock.at_clock(a, a.today, at, "a time of day"), j + 1


def _sure(found: tuple[Clock, int] | None) -> tuple[Clock, int] | None:
    """Only an hour that said am or pm makes two bare numbers times of day."""
    return found if found and found[0].sure and found[0].hour != 0 and found[0].hour > 6 else None


_HALF_A_DAY: Final = timedelta(hours=12)
_PM: Final = re.compile(r"\d\s?p\.?\s?m?\.?|pm|p")


def _half_said(p: Tokens, i: int, j: int) -> bool:
    """Whether am or pm is said between two places, and it is pm."""
    return any(_PM.search(p.text(m)) is not None for m in range(i, j) if p.kind(m) in ("clock", "word"))


def _clock_range(p: Tokens, a: Almanac, start: When, end: When, j: int, k: int, after: int) -> Found | None:
    """Both ends on one day: the one that was named, or today. An end before its start is twelve hours later."""
    day_named = p.items[j].kind not in ("clock", "num") and start.rule == "a time that day"
    day = start.first if day_named or end.rule == "a time of day" else end.first
    if not day_named and end.rule == "a time of day":
        day = a.today
    begin = datetime.combine(day, start.start.time())
    ends = datetime.combine(day, end.start.time())
    if begin.hour < 12 and begin + _HALF_A_DAY < ends and _half_said(p, k, after) and not _half_said(p, j, k):
        begin += _HALF_A_DAY  # "7:00 to 8:00pm": pm for both
    finish = datetime.combine(day, end.start.time()) + (end.end - end.start)
    if finish <= begin and finish + timedelta(hours=12) > begin:
        finish += timedelta(hours=12)
    m = p.skip_all(after, ",", "on") if p.text(after) in (",", "on") else after
    named = None if day_named or end.rule == "a time that day" else day_or_period(p, a, m)
    if named and named[0].grain == "day" and named[0].first == named[0].last:
        shift = midnight(named[0].first) - midnight(day)
        begin, finish, after, day = begin + shift, finish + shift, named[1], named[0].first
    grain = start.grain if _STEPS.index(start.grain) <= _STEPS.index(end.grain) else end.grain
    return (When(begin, finish, grain, "a range of times", day), after) if begin < finish else None


_STEPS: Final = ("second", "minute", "hour")
