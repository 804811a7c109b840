"""A time of day as a value, and the digits and halves of the day it is written with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sales.language.times.almanac import DAY
from sales.language.times.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. `sure` is False where am or pm was guessed; `zone` is the one that was named, or ""."""

    hour: int
    minute: int = 0
    second: int = 0
    grain: str = "hour"
    sure: bool = True
    zone: str = ""

    def on(self, day: date) -> datetime:
        """That time on that day's wall clock."""
        return datetime.combine(day, time(self.hour % 24, self.minute, self.second)) + (self.hour // 24) * DAY


STEP = {"hour": timedelta(hours=1), "minute": timedelta(minutes=1), "second": timedelta(seconds=1)}

_TOKEN = re.compile(r"(\d{1,2}?)(?:[:h.]?(\d\d))?(?::(\d\d))?h?\s?(?:ish\s?)?([ap])?(?!\d)")


def digits(p: Tokens, i: int) -> tuple[Clock, int] | None:
    """A time in digits: "3pm", "15:30", "9h30"."""
    if p.kind(i) != "clock":
        return _military(p, i)
    match = _TOKEN.match(p.text(i))
    if match is None:
        return None
    hour, minute, second, half = int(match[1]), int(match[2] or 0), int(match[3] or 0), match[4]
    grain = "second" if match[3] else "minute" if match[2] else "hour"
    if p.text(i).endswith("h") and not match[2]:
        grain = "minute"
    if re.fullmatch(r"\d+h\d*", p.text(i)) and hour <= 24:
        return Clock(hour, minute, second, grain), i + 1
    return (clock, i + 1) if (clock := with_half(hour, minute, second, half, grain)) else None


def _military(p: Tokens, i: int) -> tuple[Clock, int] | None:
    """ "1730 hrs", "0900 hours"."""
    text = p.text(i)
    if p.kind(i) != "num" or len(text) != 4 or p.text(i + 1) not in ("hrs", "hours", "h"):
        return None
    hour, minute = int(text[:2]), int(text[2:])
    return (Clock(hour, minute, 0, "minute"), i + 2) if hour < 24 and minute < 60 else None


def with_half(hour: int, minute: int, second: int, half: str | None, grain: str) -> Clock | None:
    """An hour with its half of the day; without one 1 to 6 are afternoon hours. None where there is no such time."""
    if hour > 24 or minute > 59 or second > 59:
        return None
    if half:
        if not 1 <= hour <= 12:
            return Clock(hour, minute, second, grain)
        return Clock(hour % 12 + (12 if half == "p" else 0), minute, second, grain)
    if 1 <= hour <= 6:
        return Clock(hour + 12, minute, second, grain, sure=False)
    return Clock(hour, minute, second, grain, sure=hour > 12 or hour == 0)


def half_of_day(p: Tokens, j: int) -> tuple[str | None, int]:
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
