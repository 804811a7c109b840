"""What was said after /firedrill: by when, for which period, and a note. Times are those of whoever calls, unless a
zone or a city is named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sales.errors import Invalid
from sales.firedrill import next_instant
from sales.language.times.clock import clock_at
from sales.language.times.tokens import Tokens
from sales.language.times.zones import place_of, zone_at
from sales.period import FiscalCalendar, Period
from sales.usecases.periods_said import period_said

LONGEST_NOTE = 300
MOST_WORDS = 3
"""A period has at most this many words."""
_IN = re.compile(r"in\s+(\d{1,3})\s*(m|min|mins|minutes?|h|hrs?|hours?)\b", re.IGNORECASE)
_SAY = "Say by when you need it: /firedrill 4:30pm, /firedrill 16:30 next quarter, /firedrill in 45 minutes."


@dataclass(frozen=True, slots=True)
class Demand:
    """A firedrill as it was asked for."""

    deadline: datetime
    period: Period
    note: str


def demand(text: str, calendar: FiscalCalendar, today: date, now: datetime, timezone: str) -> Demand:
    """Reads "4:30pm [zone] [period] [note]". A time that has passed means tomorrow, in `timezone` or the zone that is
    named ("4pm PT", "16:30 London"); hours from 1 to 6 without am or pm are afternoon hours. Without a period it is the
    quarter that holds `today`. Raises `Invalid`, saying how."""
    words = text.strip()
    deadline, end = _deadline(words, now, timezone)
    period, note = _period(words[end:], calendar, today)
    if len(note) > LONGEST_NOTE:
        raise Invalid(f"Keep the note under {LONGEST_NOTE} characters.")
    return Demand(deadline, period, note)


def _deadline(words: str, now: datetime, timezone: str) -> tuple[datetime, int]:
    """The instant, and where in `words` it ends."""
    if found := _IN.match(words):
        unit = timedelta(hours=1) if found[2].lower().startswith("h") else timedelta(minutes=1)
        if not int(found[1]):
            raise Invalid("Leave people at least a minute.")
        return now + int(found[1]) * unit, found.end()
    tokens = Tokens(words.lower())
    start = tokens.skip_all(0, "by", "at", "until", "@")
    read = clock_at(tokens, start)
    if read is None:
        raise Invalid(_SAY)
    clock, after = read
    named, after = (clock.zone, after) if clock.zone else zone_at(tokens, after, alone=True) or ("", after)
    place = place_of(named) if named else timezone
    if not place:
        raise Invalid(f"{named.upper()} is several zones. Name a city: /firedrill 4:30pm Mumbai.")
    at = clock.on(date(2000, 1, 1)).time()
    return next_instant(at, now, place), tokens.items[after - 1].end


def _period(rest: str, calendar: FiscalCalendar, today: date) -> tuple[Period, str]:
    """The longest beginning of `rest` that names a period, and what follows it."""
    words = rest.split()
    if words[:1] == ["for"]:
        words = words[1:]
    for count in range(min(MOST_WORDS, len(words)), 0, -1):
        said = " ".join(words[:count]).rstrip(",:;")
        period = period_said(said, calendar, today) if said.lower() != "may" else None  # a note may begin with it
        if period is not None:
            return period, " ".join(words[count:])
    return calendar.quarter(today), " ".join(rest.split())
