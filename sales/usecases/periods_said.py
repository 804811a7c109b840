"""The period that words behind a command name: as the calendar calls it, or in any of the ways a sentence would."""

from __future__ import annotations

from datetime import date, datetime, time

from sales.errors import Invalid
from sales.language.times.almanac import Almanac
from sales.language.times.reader import read_time
from sales.period import FiscalCalendar, Period, spelled, zone

_GRAINS = frozenset({"week", "month", "quarter", "year"})


def period_said(words: str, calendar: FiscalCalendar, today: date) -> Period | None:
    """The period that is all that `words` say: "next quarter", "2026-Q4", "december", "dec 2026", "H2"; None for
    anything else. Of months and halves of that name without a year it is the nearest to `today`."""
    try:
        return calendar.named(words, today)
    except Invalid:
        pass
    said = words.strip(" ?.!,").lower()
    found = {period for past in (False, True) if (period := _read(said, calendar, today, past)) is not None}
    return min(found, key=lambda period: (today not in period, abs((period.start - today).days)), default=None)


def _read(said: str, calendar: FiscalCalendar, today: date, past: bool) -> Period | None:
    almanac = Almanac(datetime.combine(today, time(12)), past, False, 0, calendar.start_month)
    when = read_time(said, almanac, zone("UTC"))
    if when is None or when.span != (0, len(said)) or when.grain not in _GRAINS or when.day is not None:
        return None
    start, end = when.start.date(), when.end.date()
    return calendar.known(start, end) or spelled(start, end)
