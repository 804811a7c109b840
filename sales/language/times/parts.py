"""Parts of periods, and days counted in them: "end of March", "mid January", "EOQ", "the last Monday of March"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from sales.language.times.almanac import (
    DAY,
    Almanac,
    When,
    add_months,
    full_year,
    midnight,
    one_day,
    stretch,
    whole,
)
from sales.language.times.dates import year_after
from sales.language.times.offsets import quantity_of_units
from sales.language.times.periods import LONGER, month, present_unit, year_of
from sales.language.times.quarters import FISCAL, fiscal_year, quarter
from sales.language.times.rule import Found, Rule
from sales.language.times.tokens import Tokens

_PARTS = {
    **dict.fromkeys(("end", "close", "ending", "eo"), "end"),
    **dict.fromkeys(("beginning", "start", "begining", "top"), "start"),
    **dict.fromkeys(("middle", "mid", "midst"), "mid"),
    **dict.fromkeys(("early", "earlier"), "early"),
    **dict.fromkeys(("late", "later"), "late"),
}
_SHORT = re.compile(r"(eo|bo)(f?[qy]|[wm])\Z")
_LETTER = {"w": "week", "m": "month", "q": "quarter", "y": "year"}


def part_of(p: Tokens, a: Almanac, i: int, period_at: Rule) -> Found | None:
    """ "end of Q1" is its last day, "mid January" the 15th, "early March" the 5th, "late March" the 25th."""
    i = p.skip(i, "the", "very")
    if match := _SHORT.match(p.text(i)):
        return _short(p, a, i, match, period_at)
    if found := _end_behind(p, a, i):
        return found
    if half := _half_of(p, a, i, period_at):
        return half
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
    present = present_unit(p, a, j)
    if present and p.text(present[1]) not in ("of", "commencing", "after", "before") and p.kind(present[1]) != "num":
        if part in ("early", "late") and p.text(j) != "week":
            return None
        return _gone_by(a, _part(part, present[0])), present[1]
    found = period_at(p, a, j)
    if found is None or found[0].grain not in LONGER:
        return None
    vague = p.text(i) in ("earlier", "later") or (found[0].grain == "week" and part in ("early", "late") and a.past)
    if vague:  # "later this week": no day of it more than another
        some = _part(part, found[0])
        return some.doubted(f"{p.text(i)} in a {found[0].grain}, not a day", some.last), found[1]
    return _part(part, found[0]), found[1]


def _end_behind(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "month end", "year-end", "Jan end": the end said behind its period."""
    if p.kind(i) == "mon":
        named = month(p, a, i)
    elif p.kind(i) == "quarter":
        named = quarter(p, a, i)
    else:
        named = present_unit(p, a, i) if p.text(i) in (*LONGER, *FISCAL, "fy") else None
    j = p.skip(named[1], "-") if named else i
    if named is not None and p.text(j + 1) in ("is", "was", "isn't") and p.kind(i) == "unit":
        return None  # "their year end was 28 February"
    if named is None or p.text(j) != "end" or p.text(j + 1) == "of" or (p.kind(i) == "mon" and named[1] != i + 1):
        return None
    return _part("end", named[0]), j + 1


def _half_of(p: Tokens, a: Almanac, i: int, period_at: Rule) -> Found | None:
    """ "the first half of March", "second half of next year": days or months, never one day."""
    if p.number(i) not in (1, 2) or p.kind(i) != "ord" or p.unit(i + 1) != "half" or p.text(i + 2) != "of":
        return None
    found = period_at(p, a, p.skip(i + 3, "the")) or period_at(p, a, i + 3)
    if found is None or found[0].grain not in LONGER:
        return None
    start, end = found[0].first, found[0].last + DAY
    middle = add_months(start, 6) if found[0].grain == "year" else start + (end - start) // 2
    first, last = (start, middle) if p.number(i) == 1 else (middle, end)
    grain = "month" if found[0].grain == "year" else "day"
    return stretch(first, last, grain, "half a period").doubted("half a period, not a day", last - DAY), found[1]


def _short(p: Tokens, a: Almanac, i: int, match: re.Match[str], period_at: Rule) -> Found | None:
    """ "EOD", "EOM", "EOQ", "BOM" and their kin, with "next" or a month behind where one is said."""
    side, unit = "end" if match[1] == "eo" else "start", _LETTER[match[2][-1]]
    j = p.skip(i + 1, "of", "in", "-")
    if unit == "quarter" and p.kind(j) == "num" and p.adjacent(j) and 1 <= p.number(j) <= 4:
        period = a.quarter(p.number(j))
        return _part(side, whole(period.start, period.end, unit, "")), j + 1
    named = period_at(p, a, p.skip(j, "the")) or (_year_behind(p, a, j) if unit == "year" else None)
    if named and named[0].grain == unit:
        return _part(side, named[0]), named[1]
    present = fiscal_year(a, 0) if match[2] == "fy" else whole(*a.unit(unit, a.today), unit, "")
    return _part(side, present), i + 1


def _year_behind(p: Tokens, a: Almanac, j: int) -> Found | None:
    """The year behind "EOY": "2027", "27", "'27"."""
    said, after = year_after(p, a, j)
    if said is None and p.kind(j) == "num" and len(p.text(j)) == 2 and 20 <= p.number(j) <= 49:
        said, after = full_year(p.number(j)), j + 1
    return None if said is None else (year_of(said), after)


def _gone_by(a: Almanac, found: When) -> When:
    """ "mid month" said on the 20th: this month's has gone by, the next one's may be meant."""
    if a.past or found.day is None or found.day >= a.today or found.rule.endswith("week"):
        return found
    return found.doubted("this one's has passed", add_months(found.day, 1), found.day)


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
    present = present_unit(p, a, k + 1) if p.text(k) == "the" else None
    if present:
        period, after = present
    else:
        found = period_at(p, a, p.skip(k, "the")) or period_at(p, a, k)
        if found is None or found[0].grain not in LONGER:
            return None
        period, after = found
    chosen = _nth(p, a, j, period, number, from_end)
    return None if chosen is None else (chosen, after)


def several_in_period(p: Tokens, a: Almanac, i: int, period_at: Rule) -> Found | None:
    """ "the last two weeks of March", "first 3 days of next month": so many at its end or its beginning."""
    i = p.skip(i, "the", "very")
    counted = quantity_of_units(p, i + 1) if p.text(i) in ("first", "last", "final") else None
    if counted is None or counted[1] not in ("day", "week", "month") or p.text(counted[2]) not in ("of", "in"):
        return None
    k = counted[2] + 1
    found = (present_unit(p, a, k + 1) if p.text(k) == "the" else None) or period_at(p, a, p.skip(k, "the"))
    number = int(counted[0])
    if found is None or found[0].grain not in LONGER or number != counted[0]:
        return None
    start, end = found[0].first, found[0].last + DAY
    if counted[1] == "month":
        first, last = (start, add_months(start, number)) if p.text(i) == "first" else (add_months(end, -number), end)
    else:
        span = number * (7 if counted[1] == "week" else 1) * DAY
        first, last = (start, start + span) if p.text(i) == "first" else (end - span, end)
    if not start <= first < last <= end:
        return None
    some = stretch(first, last, counted[1], "so many of a period")
    return some.doubted("several of them, not a day", last - DAY, first), found[1]


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
