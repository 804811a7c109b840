"""Days and instants as people type them on the command line."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta

from bot.clock import SystemClock
from sales.errors import Invalid
from sales.period import local_date, midnight, zone

FIRST_YEAR, LAST_YEAR = 1970, 2199


def instant(text: str | None, timezone: str) -> datetime:
    """What was typed as an instant: nothing is now, a day is the end of that day in `timezone`, an ISO instant is
    itself (in `timezone` if it names none). Raises `Invalid`."""
    if not text:
        return SystemClock().now()
    try:
        if len(text) <= 10:
            return midnight(_counted(date.fromisoformat(text)) + timedelta(days=1), timezone) - timedelta(
                microseconds=1
            )
        said = datetime.fromisoformat(text)
        _counted(said.date())
    except ValueError:
        raise Invalid(f'"{text}" is no day or instant. Write it like 2026-11-30 or 2026-11-30T08:00.') from None
    return (said if said.tzinfo else said.replace(tzinfo=zone(timezone))).astimezone(UTC)


def past_instant(text: str | None, timezone: str, now: datetime) -> datetime:
    """The same, for numbers as of then. Today, which is not over yet, is now, and that is said. Raises `Invalid` for
    what is still to come."""
    at = instant(text, timezone) if text else now
    if at <= now:
        return at
    if text and len(text) <= 10 and date.fromisoformat(text) == local_date(now, timezone):
        print(f"{text} is not over yet: this is as of now.", file=sys.stderr)
        return now
    raise Invalid(
        f"{text} is still to come. A forecast is as of now or of an instant in the past; "
        "one for a time to come is asked for with --period."
    )


def _counted(said: date) -> date:
    """The day itself. Raises `Invalid` where calendars, zones and periods are no help any more."""
    if not FIRST_YEAR <= said.year <= LAST_YEAR:
        raise Invalid(f"{said} is too far away. Firebreak counts days from {FIRST_YEAR} to {LAST_YEAR}.")
    return said


def day(text: str | None, default: date) -> date:
    """What was typed as a day. Raises `Invalid`."""
    try:
        return _counted(date.fromisoformat(text)) if text else default
    except ValueError:
        raise Invalid(f'"{text}" is no day. Write it like 2026-11-30.') from None
