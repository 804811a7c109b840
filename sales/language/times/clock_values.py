"""A time of day as a value, and the digits and halves of the day it is written with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

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
ZONES = {"gmt": 0.0, "utc": 0.0, "z": 0.0, "bst": 1.0, "cet": 1.0, "cest": 2.0, "est": -5.0, "edt": -4.0} | {
    "cst": -6.0,
    "cdt": -5.0,
    "mst": -7.0,
    "mdt": -6.0,
    "pst": -8.0,
    "pdt": -7.0,
    "ist": 5.5,
}
_PLACES: Final = {
    **dict.fromkeys(("et", "eastern"), "America/New_York"),
    **dict.fromkeys(("ct", "central"), "America/Chicago"),
    **dict.fromkeys(("mt", "mountain"), "America/Denver"),
    **dict.fromkeys(("pt", "pacific"), "America/Los_Angeles"),
    **dict.fromkeys(("uk", "london"), "Europe/London"),
}
"""Zones that people name without saying whether it is summer; "UK time", "Pacific time" or the two letters alone."""


def zone_at(p: Tokens, i: int) -> tuple[str, int] | None:
    """The zone named at `i` ("GMT", "PT", "Eastern time"), as a key of its kind, and the index behind it."""
    word = p.text(i)
    if word in ZONES:
        return word, i + 1
    if word not in _PLACES or (word in ("uk", "london", "mt") and p.text(i + 1) != "time"):
        return None
    return word, i + 1 + (p.text(i + 1) == "time")


def offset_of(zone: str, local: datetime, own: ZoneInfo) -> timedelta:
    """What must be added to a wall clock of the named zone to have the speaker's."""
    here = local.replace(tzinfo=own).utcoffset() or timedelta()
    if zone in ZONES:
        return here - timedelta(hours=ZONES[zone])
    there = local.replace(tzinfo=ZoneInfo(_PLACES[zone])).utcoffset() or timedelta()
    return here - there


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
