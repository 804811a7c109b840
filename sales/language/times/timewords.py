"""The words of time and how they are spelt: weekdays, months, units, ordinals. Knows nothing of texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sales.language.lexicon import words
from sales.language.numbers import TENS, UNITS


def _spellings(names: Iterable[str], first: int = 0) -> dict[str, int]:
    return {word: number for number, group in enumerate(names, first) for word in group.split("|")}


WEEKDAYS: Final = _spellings(
    (
        "monday|mon|mondays",
        "tuesday|tue|tues|tuesdays|tusday",
        "wednesday|wed|weds|wednesdays|wendesday|wensday",
        "thursday|thu|thur|thurs|thursdays|thrusday",
        "friday|fri|fridays|firday",
        "saturday|sat|saturdays",
        "sunday|sun|sundays",
    )
)
MONTHS: Final = _spellings(
    (
        "january|jan|janurary",
        "february|feb|febuary|feburary",
        "march|mar",
        "april|apr",
        "may",
        "june|jun",
        "july|jul",
        "august|aug",
        "september|sept|sep|septemeber",
        "october|oct",
        "november|nov|novemeber",
        "december|dec|decemeber",
    ),
    1,
)
UNIT_WORDS: Final = {
    word: name
    for name, words in {
        "second": "second|seconds|sec|secs",
        "minute": "minute|minutes|min|mins|mn",
        "hour": "hour|hours|hr|hrs|h",
        "day": "day|days",
        "week": "week|weeks|wk|wks|w",
        "weekend": "weekend|weekends|week-end|week-ends|wkend",
        "fortnight": "fortnight|fortnights",
        "month": "month|months|mth|mths|mo|mos",
        "quarter": "quarter|quarters|qtr|qtrs",
        "half": "half",
        "year": "year|years|yr|yrs",
        "decade": "decade|decades",
    }.items()
    for word in words.split("|")
}
RELATIVE: Final = {
    **dict.fromkeys(("this", "current", "present"), 0),
    **dict.fromkeys(("next", "following", "nxt"), 1),
    **dict.fromkeys(("coming", "upcoming"), 1),
    **dict.fromkeys(("last", "past", "previous", "prior", "prev"), -1),
}
ORDINALS: Final = _spellings(
    (
        *("first|1st", "second|2nd", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
        *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth"),
        *("nineteenth", "twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth"),
        *("twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth"),
        "thirty-first",
    ),
    1,
)
TRIGGERS: Final = frozenset(
    {*WEEKDAYS, *MONTHS, *UNIT_WORDS, *ORDINALS, *UNITS, *TENS}
    | words(
        """today tomorrow yesterday tonight now atm noon midday midnight morning afternoon evening night lunch summer
        winter spring autumn fall tmrw tmw eod eow eom eoq eoy bom boy boq season seasons tonite cob eob tom fy cy
        sometime while wc wb eop fiscal financial eofy eofq business moment lately recently midweek minutes yday
        lunchtime tomorow tommorow"""
    )
)
"""No time is said without a digit or one of these; holidays have words of their own."""
