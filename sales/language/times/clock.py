"""Times of the clock: "3pm", "15:30", "half past two", "noon", "in the morning". Hours from 1 to 6 without am or pm
are afternoon hours, as in business; the day comes from elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sales.language.numbers import TENS, UNITS
from sales.language.times.almanac import DAY, Almanac, When, midnight
from sales.language.times.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. `sure` is False where am or pm was guessed; `zone` is a named offset in hours, or None."""

    hour: int
    minute: int = 0
    second: int = 0
    grain: str = "hour"
    sure: bool = True
    zone: float | None = None

    def on(self, day: date) -> datetime:
        """That time on that day's wall clock."""
        return datetime.combine(day, time(self.hour % 24, self.minute, self.second)) + (self.hour // 24) * DAY


_STEP = {"hour": timedelta(hours=1), "minute": timedelta(minutes=1), "second": timedelta(seconds=1)}
_PARTS = {
    "morning": (0, 12),
    "afternoon": (12, 19),
    "evening": (18, 24),
    "night": (18, 24),
    "tonight": (18, 24),
    "tonite": (18, 24),
    "lunch": (12, 14),
    "lunchtime": (12, 14),
}
ZONES = {"gmt": 0.0, "utc": 0.0, "z": 0.0, "bst": 1.0, "cet": 1.0, "cest": 2.0, "est": -5.0, "edt": -4.0} | {
    "cst": -6.0,
    "cdt": -5.0,
    "mst": -7.0,
    "mdt": -6.0,
    "pst": -8.0,
    "pdt": -7.0,
    "ist": 5.5,
}
_TOKEN = re.compile(r"(\d{1,2}?)(?:[:h]?(\d\d))?(?::(\d\d))?h?\s?(?:ish\s?)?([ap])?(?!\d)")


def clock_at(p: Tokens, i: int) -> tuple[Clock, int] | None:
    """The clock time at `i` and the index behind it, with its zone where one is named."""
    found = _spelled(p, i) or _digits(p, i)
    if found is None:
        return None
    clock, j = found
    j = p.skip_all(j, "ish", "sharp", "approximately", "approx")
    clock, j = _afternoon(p, clock, j)
    k = p.skip(j, "(")
    if p.text(k) in ZONES and p.text(k) != "ist":
        clock = Clock(clock.hour, clock.minute, clock.second, clock.grain, clock.sure, ZONES[p.text(k)])
        j = p.skip(k + 1, ")")
    return clock, j


def _digits(p: Tokens, i: int) -> tuple[Clock, int] | None:
    if p.kind(i) != "clock":
        return None
    match = _TOKEN.match(p.text(i))
    if match is None:
        return None
    hour, minute, second, half = int(match[1]), int(match[2] or 0), int(match[3] or 0), match[4]
    grain = "second" if match[3] else "minute" if match[2] else "hour"
    if p.text(i).endswith("h") and not match[2]:
        grain = "minute"
    if re.fullmatch(r"\d+h\d*", p.text(i)) and hour <= 24:
        return Clock(hour, minute, second, grain), i + 1
    return (clock, i + 1) if (clock := _with_half(hour, minute, second, half, grain)) else None


def _with_half(hour: int, minute: int, second: int, half: str | None, grain: str) -> Clock | None:
    if hour > 24 or minute > 59 or second > 59:
        return None
    if half:
        if not 1 <= hour <= 12:
            return Clock(hour, minute, second, grain)
        return Clock(hour % 12 + (12 if half == "p" else 0), minute, second, grain)
    if 1 <= hour <= 6:
        return Clock(hour + 12, minute, second, grain, sure=False)
    return Clock(hour, minute, second, grain, sure=hour > 12 or hour == 0)


def _half_of_day(p: Tokens, j: int) -> tuple[str | None, int]:
    """ "am", "p.m.", "in the afternoon", "at night" behind an hour."""
    text = p.text(j)
    if text in ("am", "pm"):
        return text[0], j + 1
    if text in ("a", "p") and p.text(p.skip(j + 1, ".")) == "m":
        k = p.skip(j + 1, ".") + 1
        return text, p.skip(k, ".")
    if text == "in" and p.text(j + 1) == "the" and p.text(j + 2) in ("am", "pm"):
        return p.text(j + 2)[0], j + 3
    return None, j


def _afternoon(p: Tokens, clock: Clock, j: int) -> tuple[Clock, int]:
    """Takes in "in the afternoon", "tonight" or "in the morning" behind a time that did not say am or pm."""
    half, k = _half_of_day(p, j)
    if half is None:
        k = p.skip_all(j, "in", "at", "this", "the") if p.text(j) in ("in", "at", "this") else j
        part = p.text(k)
        if part not in _PARTS or part == "lunch" or (k == j and part not in ("tonight", "tonite")):
            return clock, j
        half, k = ("a" if part == "morning" else "p"), (k if part in ("tonight", "tonite") else k + 1)
    if clock.hour > 12 and clock.sure:
        return clock, k
    hour = clock.hour - 12 if not clock.sure and clock.hour > 12 else clock.hour
    return (_with_half(hour, clock.minute, clock.second, half, clock.grain) or clock), k


_WORD_HOURS = {word: value for word, value in UNITS.items() if 1 <= value <= 12}
_SPOKEN_ZERO = ("o", "oh", "ou", "zero")


def _hour_word(p: Tokens, i: int) -> tuple[int, int] | None:
    if p.text(i) in _WORD_HOURS:
        return _WORD_HOURS[p.text(i)], i + 1
    if p.kind(i) == "num" and len(p.text(i)) <= 2 and 0 <= p.number(i) <= 24:
        return p.number(i), i + 1
    return None


def _spelled(p: Tokens, i: int) -> tuple[Clock, int] | None:
    if p.text(i) in ("noon", "midday", "noonish"):
        return Clock(12), i + 1
    if p.text(i) == "mid" and p.text(i + 1) == "day":
        return Clock(12), i + 2
    if p.text(i) == "mid" and p.text(i + 1) == "-" and p.text(i + 2) == "day":
        return Clock(12), i + 3
    if p.text(i) == "midnight":
        return Clock(24), i + 1
    if found := _past_or_to(p, i):
        return found
    if p.text(i) == "half" and (hour := _hour_word(p, i + 1)) and p.text(i + 1) in _WORD_HOURS:
        clock = _with_half(hour[0], 30, 0, None, "minute")
        return (clock, hour[1]) if clock and p.kind(hour[1]) != "unit" else None
    return _worded_hour(p, i)


def _past_or_to(p: Tokens, i: int) -> tuple[Clock, int] | None:
    """ "half past three", "a quarter to 2pm", "20 minutes past 3pm", "twenty after 3"."""
    j = p.skip(i, "a")
    if p.text(j) in ("half", "quarter"):
        minutes, j = (30 if p.text(j) == "half" else 15), j + 1
    else:
        found = p.quantity(j)
        if found is None or not 1 <= found[0] <= 59 or found[0] != int(found[0]):
            return None
        minutes, j = int(found[0]), found[1]
        if p.unit(j) == "minute":
            j += 1
    word = p.text(j)
    if word not in ("past", "after", "to", "before", "til", "till"):
        return None
    if p.kind(j - 1) == "num" and minutes <= 12 and word not in ("past", "after"):
        return None  # "3 to 4 pm" is a range
    base = _digits(p, j + 1)
    if base is None:
        hour = _hour_word(p, j + 1)
        if hour is None or p.kind(hour[1]) in ("unit", "mon"):
            if p.text(j + 1) != "noon":
                return None
            hour = 12, j + 2
        half, k = _half_of_day(p, p.skip(hour[1], "o'clock", "oclock"))
        clock = _with_half(hour[0], 0, 0, half, "hour")
        if clock is None:
            return None
        exact = p.unit(j - 1) == "minute" or p.text(j - 1) in ("quarter", "half")
        if word != "past" and half is None and not exact:
            return None
        base = clock, k
    clock, k = base
    total = clock.hour * 60 + clock.minute + (minutes if word in ("past", "after") else -minutes)
    return Clock(total // 60 % 24, total % 60, 0, "minute", clock.sure), k


def _worded_hour(p: Tokens, i: int) -> tuple[Clock, int] | None:
    """ "three o'clock", "ten thirty", "twelve oh three", "4 o'clock pm", and an hour in words with am or pm."""
    hour = _hour_word(p, i)
    if hour is None:
        return None
    number, j = hour
    if p.text(j) in ("o'clock", "oclock"):
        half, k = _half_of_day(p, j + 1)
        clock = _with_half(number, 0, 0, half, "hour")
        return (clock, k) if clock else None
    if p.kind(i) == "word":
        k = p.skip(j, "-")
        minutes: int | None = None
        if p.text(k) in _SPOKEN_ZERO and (digit := UNITS.get(p.text(p.skip(k + 1, "-")), 0)) and digit < 10:
            minutes, k = digit, p.skip(k + 1, "-") + 1
        elif (p.text(k) in TENS and TENS[p.text(k)] < 60) or (p.text(k) in UNITS and UNITS[p.text(k)] >= 10):
            found = p.quantity(k)
            minutes, k = (int(found[0]), found[1]) if found and found[0] < 60 else (None, k)
            if minutes is not None and p.text(k) == "-" and 0 < UNITS.get(p.text(k + 1), 0) < 10:
                minutes, k = minutes + UNITS[p.text(k + 1)], k + 2
        if minutes is not None and p.kind(k) not in ("unit", "mon") and p.text(k) not in ("thousand", "hundred"):
            half, k = _half_of_day(p, k)
            clock = _with_half(number, minutes, 0, half, "minute")
            return (clock, k) if clock and (half or j == i + 1) else None
    half, k = _half_of_day(p, p.skip(j, "ish"))
    if half and p.kind(k) != "num":
        clock = _with_half(number, 0, 0, half, "hour")
        return (clock, k) if clock else None
    return None


def bare_hour(p: Tokens, i: int) -> tuple[Clock, int] | None:
    """An hour said as a number alone, where a word before it ("at", "@", "around") made it one: "at 5", "at 1030"."""
    if p.kind(i) == "num" and p.text(i).isdigit():
        text, j = p.text(i), i + 1
        hour, minute = (int(text), 0) if len(text) <= 2 else (int(text[:-2]), int(text[-2:]))
        if len(text) > 4 or (p.adjacent(j) and p.text(j) in ("%", "k", "m")) or p.text(j) == "%" or p.kind(j) == "unit":
            return None
        clock = _with_half(hour, minute, 0, None, "hour" if len(text) <= 2 else "minute")
    else:
        found = _hour_word(p, i)
        if found is None or p.kind(found[1]) in ("unit", "word"):
            return None
        clock, j = _with_half(found[0], 0, 0, None, "hour"), found[1]
    if clock is None:
        return None
    clock, j = _afternoon(p, clock, p.skip(j, "ish"))
    if p.text(j) in ZONES:
        return Clock(clock.hour, clock.minute, clock.second, clock.grain, clock.sure, ZONES[p.text(j)]), j + 1
    return clock, j


def part_of_day(p: Tokens, i: int) -> tuple[str, tuple[int, int], int] | None:
    """ "in the morning", "evening", "early morning", "lunch": its name, its hours and the index behind it."""
    j = p.skip_all(i, "in", "the", "at", "during", "of", "for", "on")
    if p.text(j) in ("early", "late") and (p.text(j + 1) in _PARTS or p.text(j + 1) in ("in", "hours")):
        early = p.text(j) == "early"
        k = p.skip_all(j + 1, "in", "the", "hours", "of")
        if p.text(k) in _PARTS:
            start, end = _PARTS[p.text(k)]
            hours = (
                (start, 9)
                if early and p.text(k) == "morning"
                else (21, 24)
                if not early and start == 18
                else (start, end)
            )
            return p.text(k), hours, k + 1
    if p.text(j) in _PARTS:
        return p.text(j), _PARTS[p.text(j)], j + 1
    return None


def at_clock(a: Almanac, day: date, clock: Clock, rule: str) -> When:
    """That time on that day; a named zone is turned into the speaker's wall clock by the reader."""
    start = clock.on(day)
    return When(start, start + _STEP[clock.grain], clock.grain, rule, day)


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
