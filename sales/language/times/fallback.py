"""The last resort for dates that our own rules do not read: `dateparser`, behind a guard. The whole text must look like
one date, be short, and hold nothing but words and digits of dates; alone, it reads dates into half of all sentences."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sales.language.times.almanac import FIRST_YEAR, LAST_YEAR, Almanac
from sales.language.times.tokens import Tokens
from sales.language.understanding import TimeSpan

LONGEST: Final = 64
"""Characters; a date is never longer."""
_LOOKS_LIKE_A_DATE: Final = re.compile(r"\d{4}-\d\d?-\d\d?[t ]\d|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4} \d|\d{8}t?\d*z?$")
_KINDS: Final = frozenset({"iso", "date", "clock", "num", "mon", "wd", "mark", "slash"})
_MARKS: Final = frozenset(".,:/-+")


def last_resort(p: Tokens, a: Almanac, zone: ZoneInfo) -> tuple[TimeSpan, ...]:
    """The one date that the whole text is, or nothing."""
    if not p.items or len(p) > 10 or p.items[-1].end - p.items[0].start > LONGEST:
        return ()
    start, end = p.items[0].start, p.items[-1].end
    text = "".join(token.text if not n or p.adjacent(n) else " " + token.text for n, token in enumerate(p.items))
    if not all(t.kind in _KINDS and (t.kind != "mark" or t.text in _MARKS) for t in p.items):
        return ()
    if not _LOOKS_LIKE_A_DATE.search(text):
        return ()
    found = _parse(text, a, zone)
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        return ()
    local = found.astimezone(zone) if found.tzinfo else found.replace(tzinfo=zone)
    step, grain = (timedelta(seconds=1), "second") if local.second else (timedelta(minutes=1), "minute")
    return (TimeSpan((start, end), local, local + step, grain, "dateparser, on the whole text", local.date()),)


def _parse(text: str, a: Almanac, zone: ZoneInfo) -> datetime | None:
    import dateparser

    return dateparser.parse(
        text,
        languages=["en"],
        settings={
            "RELATIVE_BASE": a.now,
            "PREFER_DATES_FROM": "past" if a.past else "future",
            "DATE_ORDER": "DMY" if a.day_first else "MDY",
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
        },
    )


def warm_up() -> None:
    """Load dateparser (400 ms) before somebody waits for it."""
    import dateparser

    dateparser.parse("2027-03-31 10:00", languages=["en"])
