"""Stretches without sharp ends: seasons from their first day ("next winter", "spring 2027"), the new year, some day
gone by ("the other day")."""

from __future__ import annotations

from datetime import date
from typing import Final

from sales.language.times.almanac import DAY, Almanac, When, stretch
from sales.language.times.dates import year_after
from sales.language.times.rule import Found
from sales.language.times.tokens import Tokens

_SEASONS = {"spring": (3, 20), "summer": (6, 21), "autumn": (9, 23), "fall": (9, 23), "winter": (12, 21)}
_SEASON_ENDS = {"spring": (6, 22), "summer": (9, 24), "autumn": (12, 22), "fall": (12, 22), "winter": (3, 21)}


NO_DAY: Final = "no day was named"
"""The doubt of words that only say that it was not today."""
_GONE: Final = (
    *(("the", "other", unit) for unit in ("day", "night", "week", "morning", "afternoon", "evening")),
    *((*lead, tail) for lead in (("a", "while"), ("some", "time"), ("sometime",)) for tail in ("ago", "back")),
)


def new_year(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "in the new year": its first weeks, not its first day."""
    i = p.skip(i, "early", "late", "sometime")
    j = p.skip(i + 1, "the")
    if p.text(i) != "in" or p.text(j) != "new" or p.unit(j + 1) != "year" or p.text(j + 2) in ("day", "eve", "'"):
        return None
    first = date(a.today.year + 1, 1, 1)
    found = stretch(first, date(first.year, 2, 1), "day", "the new year")
    return found.doubted("the new year, not a day", date(first.year, 1, 31)), j + 2


def long_ago(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "the other day", "a while ago": not today, and no day that anybody could know."""
    for phrase in _GONE:
        if tuple(p.words[i : i + len(phrase)]) == phrase:
            found = stretch(a.today - 14 * DAY, a.today, "day", "some day gone by")
            return found.doubted(NO_DAY, a.today - DAY), i + len(phrase)
    return None


def season(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "this summer", "next winter", "summer 2027"."""
    j = i + (p.kind(i) == "rel")
    name = p.text(j)
    if name not in _SEASONS:
        return None
    year_said, after = year_after(p, a, j + 1)
    if (
        j == i
        and year_said is None
        and (name in ("fall", "spring") or p.text(i - 1) not in ("in", "of", "by", "the", ""))
    ):
        return None
    start_year = year_said if year_said is not None else a.today.year
    found = _season(name, start_year)
    if year_said is None:
        if found.first > a.today and _season(name, start_year - 1).end > a.now:
            found = _season(name, start_year - 1)
        elif found.end <= a.now:
            found = _season(name, start_year + 1)
        shift = p.number(i) if j > i else 0
        if shift == 1 and found.start <= a.now:
            found = _season(name, found.first.year + 1)
        elif shift == -1:
            found = _season(name, found.first.year - 1)
    return found.doubted(f"{name}, not a day", found.last), after


def _season(name: str, year_number: int) -> When:
    ends = date(year_number + (name == "winter"), *_SEASON_ENDS[name])
    return stretch(date(year_number, *_SEASONS[name]), ends, "day", "a season")
