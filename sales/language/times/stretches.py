"""Stretches told by one end: deadlines ("by Friday", "by 2pm", "by the end of the month") and how long something
lasts ("4pm for 30 minutes")."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from sales.language.times.almanac import DAY, Almanac, When, stretch
from sales.language.times.moments import moment_at
from sales.language.times.offsets import quantity_of_units
from sales.language.times.rule import Found
from sales.language.times.tokens import Tokens

DEADLINE: Final = "at the latest then"
_STEP: Final = {"second": timedelta(seconds=1), "minute": timedelta(minutes=1), "hour": timedelta(hours=1)}


def deadline(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "by Friday" runs from now to the end of Friday, "by 2pm" to 2pm; as a date it is the day itself."""
    if p.text(i) != "by":
        return _at_the_latest(p, a, i)
    found = moment_at(p, a, i + 1) or moment_at(p, a, p.skip(i + 1, "the"))
    if found is None:
        return None
    when, j = found
    end = when.end if when.is_whole_days else when.start
    now = a.now.replace(microsecond=0)
    return None if end <= now else (replace(when, start=now, end=end, grain="second", rule=DEADLINE), j)


_LEADS: Final = (("no", "later", "than"), ("not", "later", "than"), ("latest", "by"), ("latest", "on"))


def _at_the_latest(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "no later than Dec 4", "latest by Tuesday": that day."""
    for lead in _LEADS:
        if tuple(p.words[i : i + len(lead)]) == lead:
            j = p.skip_all(i + len(lead), "than", "on", "the") if p.text(i + len(lead)) != "the" else i + len(lead)
            return moment_at(p, a, j)
    return None


def lasting(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "4pm for 30 minutes", "for an hour starting at 3pm", "two weeks starting Monday": the last unit counts, as in a
    range."""
    counted = quantity_of_units(p, p.skip(i, "for"))
    if counted is not None and p.text(counted[2]) in (*_STARTING, *(("from",) if p.text(i) == "for" else ())):
        start = moment_at(p, a, p.skip_all(counted[2], *_STARTING, "from", "at", "on"))
        return None if start is None else _until(start[0], counted[0], counted[1], start[1])
    start = moment_at(p, a, p.skip(i, "from")) if p.text(i) != "for" else None
    if start is None or p.text(start[1]) != "for":
        return None
    counted = quantity_of_units(p, start[1] + 1)
    return None if counted is None else _until(start[0], counted[0], counted[1], counted[2])


_STARTING: Final = ("starting", "beginning")


def _until(start: When, number: float, unit: str, j: int) -> Found | None:
    if start.is_whole_days and unit in _DAYS and start.grain == "day" and number == int(number):
        last = start.first + int(number) * _DAYS[unit] * DAY
        found = stretch(start.first, last, "day", "a day and how long it lasts")
        return found.doubted("a range, not a day", last - DAY, start.first), j
    if start.is_whole_days or unit not in _STEP:
        return None
    end = start.start + number * _STEP[unit] + _STEP[unit]
    return replace(start, end=end, grain=unit, rule="a time and how long it lasts"), j


_DAYS: Final = {"day": 1, "week": 7}
