"""Seasons, from their first day: "this summer", "next winter", "spring 2027"."""

from __future__ import annotations

from datetime import date

from sales.language.times.almanac import Almanac, When, stretch
from sales.language.times.dates import year_after
from sales.language.times.rule import Found
from sales.language.times.tokens import Tokens

_SEASONS = {"spring": (3, 20), "summer": (6, 21), "autumn": (9, 23), "fall": (9, 23), "winter": (12, 21)}
_SEASON_ENDS = {"spring": (6, 21), "summer": (9, 24), "autumn": (12, 22), "fall": (12, 22), "winter": (3, 21)}


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
