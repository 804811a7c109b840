"""Holidays by the names people use as deadlines: "by Thanksgiving", "after Easter", "before Diwali 2027", "last Purim".
Finds the name and the year that was said with it; the days themselves come from the book."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sales.language.times.almanac import Almanac, When, whole
from sales.language.times.dates import year_after
from sales.language.times.feasts.book import SMALL_WORDS, InYear, book, compared
from sales.language.times.offsets import quantity_of_units, shifted
from sales.language.times.rule import Found
from sales.language.times.tokens import Tokens

_YEARS_AROUND = 5
"""A feast that is not held every year is looked for this many years ahead and back."""


def feast(p: Tokens, a: Almanac, i: int) -> Found | None:
    """A holiday with the year that was said, "next", "last" or "this", or else the coming (last) one."""
    if p.text(i - 1).endswith("'s"):
        return None
    j = p.skip(i, "the")
    shift = p.number(j) if p.kind(j) == "rel" else None
    named = named_feast(p, j + (shift is not None))
    if named is None:
        return None
    in_year, k = named
    year, after = _year_said(p, a, k)
    if year is None and shift is None and (found := _counted_from_now(p, a, in_year, k)):
        return found
    if year is None:
        undated = _undated(a, in_year, shift)
        return None if undated is None else _with_weekend(p, undated, k)
    days = in_year(year, a.country)
    return None if days is None else _with_weekend(p, days, after)


def named_feast(p: Tokens, i: int) -> tuple[InYear, int] | None:
    """The feast whose name begins at `i`, and the index behind it."""
    for each in book().get(compared(p.text(i)), ()):
        j = i
        for word in each.words:
            for _ in range(3 if j > i else 0):
                if p.text(j) not in SMALL_WORDS:
                    break
                j += 1
            if compared(p.text(j)) != word:
                break
            j += 1
        else:
            return each.in_year, p.skip(j, "'") + (p.text(p.skip(j, "'")) == "day" and each.words[-1] != "day")
    return None


def occurrences(p: Tokens, a: Almanac, i: int, around: int) -> tuple[list[When], int] | None:
    """Every time the feast at `i` is held within a few years of the year `around`, in order."""
    named = named_feast(p, i)
    if named is None:
        return None
    years = range(around - 2 * _YEARS_AROUND - 3, around + 2 * _YEARS_AROUND + 4)
    return [found for year in years if (found := named[0](year, a.country))], named[1]


def _with_weekend(p: Tokens, found: When, k: int) -> Found:
    """ "Labor Day weekend" runs from the Friday evening before up to and including the holiday, "Christmas week" is the
    week that holds it."""
    if p.unit(k) == "week" and p.text(k) == "week":
        return whole(*Almanac.at(found.first).week(found.first), "week", "the week of a holiday"), k + 1
    if p.unit(k) != "weekend":
        several = (found.end - found.start) > timedelta(days=20) and found.day is not None
        return (found.doubted("several days, not a day", found.last, found.first) if several else found), k
    friday = found.first - timedelta(days=(found.first.weekday() - 4) % 7)
    start = datetime.combine(friday, time(18))
    return When(start, max(found.end, start + timedelta(hours=54)), "hour", "a long weekend").doubted(
        "a weekend, not a day", friday, found.last
    ), k + 1


def _year_said(p: Tokens, a: Almanac, k: int) -> tuple[int | None, int]:
    """ "2018", "of next year", "last year", "in five years", "nine yrs ago", "two thousand nineteen"."""
    year, after = year_after(p, a, k)
    if year is not None:
        return year, after
    j = p.skip_all(k, "of", "in", "the")
    if p.kind(j) == "rel" and p.unit(j + 1) == "year":
        return a.today.year + p.number(j), j + 2
    counted = quantity_of_units(p, j)
    if counted and counted[1] == "year":
        tail = p.text(counted[2])
        if p.text(k) == "in" or tail in ("hence", "ago"):
            years = int(counted[0]) * (-1 if tail == "ago" else 1)
            return a.today.year + years, counted[2] + (tail in ("hence", "ago"))
    spoken = p.quantity(j)
    if spoken and 1900 <= spoken[0] < 2200 and p.kind(j) == "word":
        return int(spoken[0]), spoken[1]
    return None, k


def _counted_from_now(p: Tokens, a: Almanac, in_year: InYear, k: int) -> Found | None:
    """ "Thanksgiving 3 months ago": the one nearest to that day."""
    counted = quantity_of_units(p, k)
    if counted is None or p.text(counted[2]) != "ago" or counted[1] not in ("month", "week", "day"):
        return None
    target = shifted(a, a.today, -counted[0], counted[1], "")
    if target is None:
        return None
    years = (target.first.year - 1, target.first.year)
    near = [found for year in years if (found := in_year(year, a.country))]
    if not near:
        return None
    return min(near, key=lambda found: abs(found.first - target.first)), counted[2] + 1


def _undated(a: Almanac, in_year: InYear, shift: int | None) -> When | None:
    this = a.today.year
    if shift == 0:
        return in_year(this, a.country)
    to_come = (in_year(year, a.country) for year in range(this - 1, this + _YEARS_AROUND + 1))
    gone_by = (in_year(year, a.country) for year in range(this, this - 3 * _YEARS_AROUND, -1))
    last = next((found for found in gone_by if found and found.first < a.today), None)
    if shift == -1 or (a.past and shift is None):
        return last
    return next((found for found in to_come if found and found.last >= a.today), None) or last
