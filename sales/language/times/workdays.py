"""The end of a day's work, which as a date is that day: "EOD", "COB Monday", "tomorrow close of play"; and the same
hour or day of another week: "this time next week"."""

from __future__ import annotations

from typing import Final

from sales.language.times.almanac import DAY, Almanac, add_months, one_day
from sales.language.times.rule import Found, Rule
from sales.language.times.tokens import Tokens

_SHORT: Final = ("eod", "cob", "eob", "eop")
_LONG: Final = ("business", "play", "day", "bus", "work")
_JOINED: Final = (",", "on", "this", "by", "at", "-")


def behind_day_end(p: Tokens, i: int) -> int:
    """The index behind "EOD", "close of business" or "end of play" at `i`; `i` where none stands there."""
    if p.text(i) in _SHORT:
        return i + 1
    if p.text(i) in ("close", "end") and p.text(i + 1) == "of" and p.text(p.skip(i + 2, "the")) in _LONG:
        return p.skip(i + 2, "the") + 1
    return i


def day_end(p: Tokens, a: Almanac, i: int, day_at: Rule) -> Found | None:
    """ "COB" is today, "close of business Wednesday" that Wednesday. "At the end of the day" alone is a manner of
    speaking."""
    j = behind_day_end(p, i)
    if j == i:
        return None
    named = day_at(p, a, p.skip_all(j, *_JOINED)) or day_at(p, a, j)
    if named and named[0].grain == "day":
        return named
    if "the" in p.words[i:j] and p.text(i - 1 - (p.text(i - 1) == "the")) not in ("by", "before"):
        return None
    return one_day(a.today, "the end of the day"), j


def first_thing(p: Tokens, a: Almanac, i: int, day_at: Rule) -> Found | None:
    """ "first thing Monday", "last thing tomorrow": that day."""
    if p.text(i) not in ("first", "last") or p.text(i + 1) != "thing":
        return None
    found = day_at(p, a, p.skip_all(i + 2, "on", "this"))
    return found if found and found[0].grain == "day" else None


def same_time(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "this time next week", "the same day next month", "this time last year": today, moved by one of them."""
    i = p.skip(i, "the")
    if p.text(i) not in ("this", "same") or p.text(i + 1) not in ("time", "day", "date"):
        return None
    if p.text(i + 2) == "tomorrow":
        return one_day(a.today + DAY, "tomorrow"), i + 3
    step, unit = p.number(i + 2), p.unit(i + 3)
    if step == 0 or unit not in ("week", "month", "year"):
        return None
    day = a.today + 7 * step * DAY if unit == "week" else add_months(a.today, step * (12 if unit == "year" else 1))
    return one_day(day, f"the same day of another {unit}"), i + 4
