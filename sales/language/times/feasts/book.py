"""All feasts under all their names: the tables put together when the first is looked up. Knows how names are compared;
not where in a sentence they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from sales.language.times.almanac import DAY, When, one_day
from sales.language.times.feasts.fixed import FIXED
from sales.language.times.feasts.lunar import FROM_THE_HEBREW_YEAR, LUNAR, Lunar, hebrew_day, lunar_day
from sales.language.times.feasts.moving import (
    COUNTED,
    EASTER,
    ORTHODOX,
    OWN_RULES,
    counted,
    easter,
    orthodox_easter,
)

InYear = Callable[[int, str], When | None]
"""A feast's day (or days) in a year, in a country; None where there is none or it is not known."""
SMALL_WORDS: Final = frozenset("the of for and in to on al ul el - . '".split())  # noqa: SIM905
"""Words and marks of a name that people leave out or change."""
_SAME: Final = {
    **dict.fromkeys(("intl", "int'l"), "international"),
    "saint": "st",
    "tue": "tuesday",
    "labour": "labor",
    "patriots": "patriotss",  # keeps its plural: Patriots' Day is in April, Patriot Day in September
}
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Feast:
    """One name of a feast, as words to be compared, and its day in a year."""

    words: tuple[str, ...]
    in_year: InYear


@lru_cache(maxsize=4096)
def compared(word: str) -> str:
    """A word as names of feasts are compared: without apostrophe and plural, "saint" as "st"."""
    word = _SAME.get(word, word)
    plain = word.replace("'", "").replace("’", "")
    return plain[:-1] if len(plain) > 3 and plain.endswith("s") else plain


@lru_cache(maxsize=1)
def book() -> dict[str, tuple[Feast, ...]]:
    """Every feast by the first word of its name, the longest names first."""
    found: dict[str, list[Feast]] = {}
    for names, in_year in _all():
        for name in names.split("|"):
            words = tuple(compared(word) for word in re.findall(r"[^\W_]+(?:'[^\W_]+)*", name))
            words = tuple(word for word in words if word not in SMALL_WORDS)
            found.setdefault(words[0], []).append(Feast(words, in_year))
            if words[0] == "international" and len(words) > 2:
                found.setdefault(words[1], []).append(Feast(words[1:], in_year))
    return {first: tuple(sorted(feasts, key=lambda feast: -len(feast.words))) for first, feasts in found.items()}


@lru_cache(maxsize=1)
def first_words() -> frozenset[str]:
    """The words a name may begin with, as people may write them."""
    return frozenset(form for word in book() for form in (word, f"{word}s")) | {"saint", "intl", "labour"}


def begins(word: str) -> bool:
    """Whether a feast's name may begin with this word."""
    return compared(word) in book()


def _all() -> Iterator[tuple[str, InYear]]:
    for line in FIXED.strip().splitlines():
        day, names = line.split(" ", 1)
        yield names, _fixed(int(day[:2]), int(day[3:]))
    for line in COUNTED.strip().splitlines():
        yield _counted_line(line)
    for table, reckoned in ((EASTER, easter), (ORTHODOX, orthodox_easter)):
        for line in table.strip().splitlines():
            after, names = line.split(" ", 1)
            yield names, _after(reckoned, int(after))
    yield from OWN_RULES.items()
    for names, lunar in LUNAR.items():
        yield names, _lunar(lunar)
    for names, which in FROM_THE_HEBREW_YEAR.items():
        yield names, _hebrew(which)


def _counted_line(line: str) -> tuple[str, InYear]:
    which, weekday, month, rest = line.split(" ", 3)
    shift = re.match(r"[+-]\d+ ", rest)
    names = rest[shift.end() :] if shift else rest
    number = -1 if which == "last" else int(which)
    return names, _nth(_MONTHS.index(month) + 1, _WEEKDAYS.index(weekday), number, int(shift[0]) if shift else 0)


def _fixed(month: int, day: int) -> InYear:
    return lambda year, _: one_day(date(year, month, day), "a holiday")


def _nth(month: int, weekday: int, which: int, after: int) -> InYear:
    return lambda year, _: one_day(counted(year, month, weekday, which) + after * DAY, "a holiday")


def _after(reckoned: Callable[[int], date], days: int) -> InYear:
    return lambda year, _: one_day(reckoned(year) + days * DAY, "a holiday of the Easter cycle")


def _lunar(lunar: Lunar) -> InYear:
    return lambda year, _: lunar_day(lunar, year)


def _hebrew(which: str) -> InYear:
    return lambda year, _: hebrew_day(which, year)
