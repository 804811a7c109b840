"""Times of the clock: "3pm", "15:30", "half past two", "noon", "in the morning". Hours from 1 to 6 without am or pm
are afternoon hours, as in business; the day comes from elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from sales.language.times.almanac import DAY, Almanac, When, midnight
from sales.language.times.clock_values import STEP, Clock, digits, half_of_day, with_half
from sales.language.times.spoken_clock import hour_word, spelled
from sales.language.times.tokens import Tokens
from sales.language.times.zones import zone_at

PARTS = {
    "morning": (0, 12),
    "afternoon": (12, 19),
    "evening": (18, 24),
    "night": (18, 24),
    "tonight": (18, 24),
    "tonite": (18, 24),
    "lunch": (12, 14),
    "lunchtime": (12, 14),
}


def clock_at(p: Tokens, i: int) -> tuple[Clock, int] | None:
    """The clock time at `i` and the index behind it, with its zone where one is named."""
    found = spelled(p, i) or digits(p, i)
    if found is None:
        return None
    clock, j = found
    j = p.skip_all(j, "ish", "sharp", "approximately", "approx")
    clock, j = _afternoon(p, clock, j)
    return _in_zone(p, clock, j)


def _in_zone(p: Tokens, clock: Clock, j: int) -> tuple[Clock, int]:
    """The time with the zone behind it, where one is named."""
    zone = zone_at(p, p.skip(j, "("))
    if zone is None or zone[0] == "ist":
        return clock, j
    return replace(clock, zone=zone[0]), p.skip(zone[1], ")")


def _afternoon(p: Tokens, clock: Clock, j: int) -> tuple[Clock, int]:
    """Takes in "in the afternoon", "tonight" or "in the morning" behind a time that did not say am or pm."""
    half, k = half_of_day(p, j)
    if half is None:
        k = p.skip_all(j, "in", "at", "this", "the") if p.text(j) in ("in", "at", "this") else j
        part = p.text(k)
        if part not in PARTS or part == "lunch" or (k == j and part not in ("tonight", "tonite")):
            return clock, j
        half, k = ("a" if part == "morning" else "p"), (k if part in ("tonight", "tonite") else k + 1)
    if clock.hour > 12 and clock.sure:
        return clock, k
    hour = clock.hour - 12 if not clock.sure and clock.hour > 12 else clock.hour
    return (with_half(hour, clock.minute, clock.second, half, clock.grain) or clock), k


_HOUR_AND_MINUTES = re.compile(r"\d+|(?:[01]?\d|2[0-3])\.[0-5]\d")


def bare_hour(p: Tokens, i: int) -> tuple[Clock, int] | None:
    """An hour said as a number alone, where a word before it ("at", "@", "around") made it one: "at 5", "at 1030",
    "at 2.30"."""
    if p.kind(i) in ("num", "dot") and _HOUR_AND_MINUTES.fullmatch(p.text(i)):
        text, j = p.text(i).replace(".", ""), i + 1
        hour, minute = (int(text), 0) if len(text) <= 2 else (int(text[:-2]), int(text[-2:]))
        if len(text) > 4 or (p.adjacent(j) and p.text(j) in ("%", "k", "m")) or p.text(j) == "%" or p.kind(j) == "unit":
            return None
        clock = with_half(hour, minute, 0, None, "hour" if len(text) <= 2 else "minute")
    else:
        found = hour_word(p, i)
        if found is None or p.kind(found[1]) in ("unit", "word"):
            return None
        clock, j = with_half(found[0], 0, 0, None, "hour"), found[1]
    if clock is None:
        return None
    return _in_zone(p, *_afternoon(p, clock, p.skip(j, "ish")))


def part_of_day(p: Tokens, i: int) -> tuple[str, tuple[int, int], int] | None:
    """ "in the morning", "evening", "early morning", "lunch": its name, its hours and the index behind it."""
    j = p.skip_all(i, "in", "the", "at", "during", "of", "for", "on")
    j = p.skip_all(j, "mid", "-") if p.text(j) == "mid" and p.text(p.skip(j + 1, "-")) in PARTS else j
    if p.text(j) in ("early", "late") and (p.text(j + 1) in PARTS or p.text(j + 1) in ("in", "hours")):
        early = p.text(j) == "early"
        k = p.skip_all(j + 1, "in", "the", "hours", "of")
        if p.text(k) in PARTS:
            start, end = PARTS[p.text(k)]
            hours = (
                (start, 9)
                if early and p.text(k) == "morning"
                else (21, 24)
                if not early and start == 18
                else (start, end)
            )
            return p.text(k), hours, k + 1
    if p.text(j) in PARTS:
        return p.text(j), PARTS[p.text(j)], j + 1
    return None


def at_clock(a: Almanac, day: date, clock: Clock, rule: str) -> When:
    """That time on that day; a named zone is turned into the speaker's wall clock by the reader."""
    start = clock.on(day)
    return When(start, start + STEP[clock.grain], clock.grain, rule, day)


_JUST_NOW = timedelta(minutes=30)
"""A time said to the minute that went by this short a while ago is not tomorrow's."""


def next_clock(a: Almanac, clock: Clock) -> date:
    """The day on which that time comes next (or was last), where none was said."""
    moment = clock.on(a.today)
    if a.past:
        return a.today if moment <= a.now else a.today - DAY
    if clock.sure and clock.grain == "minute" and a.now - _JUST_NOW < moment:
        return a.today
    return a.today + DAY if moment < a.now else a.today


def part_on(day: date, name: str, hours: tuple[int, int]) -> When:
    """That part of that day."""
    start = midnight(day)
    return When(start + timedelta(hours=hours[0]), start + timedelta(hours=hours[1]), "hour", f"the {name}", day)
