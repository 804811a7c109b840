"""Holidays by the names people use as deadlines: "by Thanksgiving", "after Easter", "before Diwali 2027".
Fixed days, counted weekdays and the Easter cycle are reckoned here; lunar calendars come from `holidays`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from sales.language.times.almanac import DAY, Almanac, When, one_day, stretch
from sales.language.times.days import Found, year_after
from sales.language.times.feast_days import COUNTED, EASTER, FIXED, ISLAMIC, LUNAR, ORTHODOX
from sales.language.times.offsets import quantity_of_units, shifted
from sales.language.times.tokens import Tokens

_DAYS_LONG = {"Pesach": 8, "Rosh Hashanah": 2, "Hanukkah": 8, "Sukkot": 7, "Shavuot": 2}
"""Jewish feasts begin on the evening before and may last several days."""
_ALL = tuple(
    (tuple(spelling.split()), group, names)
    for group, table in (("F", FIXED), ("C", COUNTED), ("E", EASTER), ("O", ORTHODOX), ("L", LUNAR), ("I", ISLAMIC))
    for names in table
    for spelling in {re.sub(r"['’.]", "", each) for each in names.split("|")}
)
_BY_FIRST: Final[dict[str, list[tuple[tuple[str, ...], str, str]]]] = {}
for _entry in sorted(_ALL, key=lambda entry: -len(entry[0])):
    _BY_FIRST.setdefault(_entry[0][0], []).append(_entry)
FIRST_WORDS: Final = frozenset(_BY_FIRST)


def feast(p: Tokens, a: Almanac, i: int) -> Found | None:
    """A holiday with the year that was said, "next", "last" or "this", or else the coming (last) one."""
    if p.text(i - 1).endswith("'s"):
        return None
    j = p.skip(i, "the")
    shift = p.number(j) if p.kind(j) == "rel" else None
    j += shift is not None
    named = _named(p, j)
    if named is None:
        return None
    group, names, k = named
    if names.startswith("mothers day") and a.day_first:
        return None  # another Sunday in every second country
    year, after = _year_said(p, a, k)
    if year is None and shift is None and (found := _counted_from_now(p, a, group, names, k)):
        return found
    if year is None:
        return _with_weekend(p, _undated(a, group, names, shift), k)
    days = _in_year(group, names, year)
    return None if days is None else _with_weekend(p, days, after)


def _with_weekend(p: Tokens, found: When, k: int) -> Found:
    """ "Labor Day weekend" runs from the Friday evening before up to and including the holiday."""
    if p.unit(k) != "weekend":
        return found, k
    friday = found.first - timedelta(days=(found.first.weekday() - 4) % 7)
    start = datetime.combine(friday, time(18))
    return When(start, max(found.end, start + timedelta(hours=54)), "hour", "a long weekend", found.last), k + 1


def _named(p: Tokens, i: int) -> tuple[str, str, int] | None:
    first = re.sub(r"['’.]", "", p.text(i))
    for words, group, names in _BY_FIRST.get(first, ()):
        j = i
        for word in words:
            j = p.skip(j, ".", "-", "'") if j > i else j
            if re.sub(r"['’]", "", p.text(j)) != word:
                break
            j += 1
        else:
            return group, names, p.skip(j, "day") if words[-1] in ("mlk", "mothers", "fathers") else j
    return None


def _year_said(p: Tokens, a: Almanac, k: int) -> tuple[int | None, int]:
    year, after = year_after(p, a, k)
    if year is not None:
        return year, after
    if p.kind(k) == "rel" and p.unit(k + 1) == "year":
        return a.today.year + p.number(k), k + 2
    if p.text(k) in ("of", "in") and p.kind(k + 1) == "rel" and p.unit(k + 2) == "year":
        return a.today.year + p.number(k + 1), k + 3
    counted = quantity_of_units(p, k) if p.text(k) != "in" else quantity_of_units(p, k + 1)
    if counted and counted[1] == "year":
        ahead = p.text(k) == "in" or p.text(counted[2]) == "hence"
        if ahead or p.text(counted[2]) == "ago":
            return a.today.year + int(counted[0]) * (1 if ahead else -1), counted[2] + (p.text(k) != "in")
    spoken = p.quantity(k)
    if spoken and spoken[0] >= 1900 and p.kind(k) == "word":
        return int(spoken[0]), spoken[1]
    return None, k


def _counted_from_now(p: Tokens, a: Almanac, group: str, names: str, k: int) -> Found | None:
    """ "Thanksgiving 3 months ago": the one nearest to that day."""
    counted = quantity_of_units(p, k)
    if counted is None or p.text(counted[2]) != "ago" or counted[1] not in ("month", "week", "day"):
        return None
    target = shifted(a, a.today, -counted[0], counted[1], "")
    if target is None:
        return None
    near = [found for year in (target.first.year - 1, target.first.year) if (found := _in_year(group, names, year))]
    if not near:
        return None
    return min(near, key=lambda found: abs(found.first - target.first)), counted[2] + 1


def _undated(a: Almanac, group: str, names: str, shift: int | None) -> When:
    this = a.today.year
    known = [found for year in range(this - 2, this + 3) if (found := _in_year(group, names, year))]
    if shift == 0:
        return next((found for found in known if found.first.year == this), known[-1])
    if shift == -1 or (a.past and shift is None):
        return [found for found in known if found.first < a.today][-1]
    return next(found for found in known if found.last >= a.today)


def _in_year(group: str, names: str, year: int) -> When | None:
    if group == "F":
        return one_day(date(year, *FIXED[names]), "a holiday")
    if group == "C":
        month, weekday, which, more = COUNTED[names]
        return one_day(_nth(year, month, weekday, which) + more * DAY, "a holiday")
    if group == "E" and names == "lent":
        return stretch(easter(year) - 46 * DAY, easter(year), "day", "Lent").doubted("Lent, not a day", easter(year))
    if group == "E":
        return one_day(easter(year) + EASTER[names] * DAY, "a holiday of the Easter cycle")
    if group == "O":
        return one_day(orthodox_easter(year) + ORTHODOX[names] * DAY, "a holiday of the Orthodox Easter cycle")
    if group == "I":
        return _islamic(*ISLAMIC[names], year)
    country, name = LUNAR[names]
    first = next(_named_days(country, name, year), None)
    if first is None:
        return None
    if country != "IL":
        return one_day(first, "a holiday of a lunar calendar")
    days = _DAYS_LONG.get(name, 1)
    return stretch(first - DAY, first + days * DAY, "day", "a holiday of a lunar calendar", first)


def _islamic(month: int, day: int, year: int) -> When | None:
    """The day of the arithmetical Islamic calendar that falls in `year` first (Dershowitz and Reingold, Calendrical
    Calculations, epoch 16 July 622); Ramadan is its whole month."""
    for hijri in range(int((year - 622) * 33 / 32) - 1, int((year - 622) * 33 / 32) + 3):
        first = 227015 - 1 + (hijri - 1) * 354 + (3 + 11 * hijri) // 30 + 29 * (month - 1) + month // 2 + day
        found = date.fromordinal(first)
        if found.year == year:
            rule = "a day of the arithmetical Islamic calendar"
            return (
                stretch(found, found + 30 * DAY, "day", rule, found)
                if month == 9 and day == 1
                else one_day(found, rule)
            )
    return None


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    last = (date(year, month, 28) + 4 * DAY).replace(day=1) - DAY
    return last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-which - 1))


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian algorithm, Nature, 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30, 0
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday in the Gregorian calendar (Meeus' Julian algorithm; 13 days apart until 2100)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13 + (year >= 2100) - (year < 1900))


@lru_cache(maxsize=256)
def _calendar(country: str, year: int) -> tuple[tuple[date, str], ...]:
    import holidays

    kinds = getattr(holidays, country).supported_categories
    found = holidays.country_holidays(country, years=year, categories=kinds, language="en_US")
    return tuple(sorted((day, str(name)) for day, name in found.items()))


def _named_days(country: str, name: str, year: int) -> Iterator[date]:
    for day, names in _calendar(country, year):
        if name in re.split(r"; | \((?:estimated|observed)\)", names):
            yield day
