"""Finds the times in a text and what each stands for. Tries every rule where a time may begin and takes the one that
comes furthest; words of time that are left over beside it mean that it was not understood, and it is dropped."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from sales.language.lexicon import words
from sales.language.times.almanac import Almanac, When
from sales.language.times.fallback import last_resort
from sales.language.times.feasts.book import begins, first_words
from sales.language.times.feasts.reading import named_feast
from sales.language.times.grammar import tried
from sales.language.times.moments import moment_at
from sales.language.times.ranges import TO, range_at
from sales.language.times.rule import Found
from sales.language.times.senses import is_count, is_other_word, is_sound
from sales.language.times.spellings import spellings
from sales.language.times.stretches import deadline, lasting
from sales.language.times.timewords import TRIGGERS, UNIT_WORDS
from sales.language.times.tokens import Tokens
from sales.language.times.zones import offset_of, zone_at
from sales.language.understanding import TimeSpan

MOST_TIMES: Final = 12
"""A message holds no more times than this; what follows is text."""
MOST_TRIES: Final = 60
"""A message with more places where a time may begin is a table, not a sentence."""
_STARTS: Final = frozenset(
    {"wd", "mon", "ord", "num", "rel", "clock", "date", "iso", "named", "quarter", "slash", "dot"}
)
_START_WORDS: Final = words(
    "today tomorrow yesterday tonight now right just the in at from between end early late mid middle"
    " beginning start wc wb midweek same cob eob eop fy fiscal financial some sometime"
    " calendar eofy eofq eod eow eom eoq eoy bom boq boy bow within a an after noon midday midnight"
    " morning this afternoon evening night lunch tonite half quarter couple pair few summer winter spring autumn"
    " fall week wk month year decade day fortnight @ atm tmrw tmw 2day yday w around about"
    " over past final during earlier later no not latest"
    " top close very for by another begining ending noonish lunchtime twenty thirty twelve eleven ten nine"
    " eight seven six five four three two one several dozen fifteen forty sixty tomorow tommorow tommorrow"
    " closest nearest upcoming rest approximately fifty zero fourteen ninety eighty"
)
_SKIPPED: Final = (
    "on",
    "at",
    "by",
    "for",
    "the",
    "in",
    "around",
    "about",
    "@",
    "during",
    "over",
    "approximately",
    "from",
)
_LEADS: Final = words("no not latest the in at from for by a an after over about around during right just @ top very")
_LINKS: Final = words("on than later another full whole good roughly approximately only maybe other same as ' - (")
"""What may stand between such a word and the word of time."""
_SIGNS: Final = ("$", "€", "£")


def find_times(plain: str, low: str, a: Almanac, zone: ZoneInfo) -> tuple[TimeSpan, ...]:
    """Every time said in the text, in order. `plain` and `low` (its lower case) have equal length."""
    return read_times(plain, low, a, zone) if may_hold_a_time(low) else ()


def read_times(plain: str, low: str, a: Almanac, zone: ZoneInfo) -> tuple[TimeSpan, ...]:
    """The same where the text is known to hold words of time."""
    p = Tokens(low)
    found: list[TimeSpan] = []
    i = tries = 0
    while i < len(p) and len(found) < MOST_TIMES and tries < MOST_TRIES:
        starts = _may_start(p, i)
        tries += starts
        reading = _at(p, a, i, plain) if starts else None
        if reading is None:
            i += 1
            continue
        when, j = reading
        if is_sound(p, i, j):
            found.append(_span(p, a, when, i, j, zone))
        i = j
    return tuple(found) or last_resort(p, a, zone)


def may_hold_a_time(low: str) -> bool:
    """A cheap test that spares most messages the lexer."""
    if _DIGIT.search(low) and _DIGIT.search(_MONEY.sub("", low)):
        return True
    return not _triggers().isdisjoint(_WORD.findall(low.replace("'", "")))


@lru_cache(maxsize=1)
def _triggers() -> frozenset[str]:
    """One of these, or a digit, is in every time that is said."""
    return TRIGGERS | first_words() | spellings().keys()


_DIGIT: Final = re.compile(r"\d")
_MONEY: Final = re.compile(r"[$€£]\s?\d[\d.,]*(?:\s?[km])?(?!\w)|(?<![\w/.:-])\d[\d.,]*k(?!\w)")
_WORD: Final = re.compile(r"[a-z]+")


def read_time(low: str, a: Almanac, zone: ZoneInfo, start: int = 0) -> TimeSpan | None:
    """The first time in `low`; used to read a span again with another direction. Spans count from `start`."""
    times = find_times(low, low, a, zone)
    if not times:
        return None
    one = times[0]
    moved = (one.span[0] + start, one.span[1] + start)
    return TimeSpan(moved, one.start, one.end, one.grain, one.rule, one.day, one.doubt, one.offers)


def _may_start(p: Tokens, i: int) -> bool:
    """Whether a time may begin here: "the" and "in" only where a word of time stands behind them."""
    if p.words[i] not in _LEADS:
        return _may_begin(p, i)
    for k in range(i + 1, min(i + 5, len(p.words))):
        if _is_of_time(p, k):
            return True
        if p.words[k] not in _LEADS and p.words[k] not in _LINKS:
            return False
    return False


def _is_of_time(p: Tokens, k: int) -> bool:
    """Whether a time may stand behind "in" or "the" because of this word: "in a week's time", "the other day"."""
    word = p.words[k]
    return p.kinds[k] == "unit" or word in ("moment", "while") or word[:-2] in UNIT_WORDS or _may_begin(p, k)


def _may_begin(p: Tokens, i: int) -> bool:
    kind, word = p.kinds[i], p.words[i]
    if kind == "mark":
        return word == "@"
    if kind == "num":
        return p.text(i - 1) not in _SIGNS and not (p.kind(i + 1) == "word" and p.text(i + 1) not in _BEHIND_A_NUMBER)
    if kind in _STARTS or (word in _START_WORDS and word not in _LEADS):
        return word not in ("close", "top") or p.text(i + 1) == "of"
    return begins(word) and named_feast(p, i) is not None


_BEHIND_A_NUMBER: Final = words(
    "business working work biz calendar past to after before till til until through thru and or in at of o'clock oclock"
    " sharp ish tomorrow today yesterday tonight tonite morning noon midday more full whole long short upcoming few"
    " couple point quarter quarters on this that approx approximately o p a am pm hence out ad bc et ct pt mt uk gmt"
    " utc est edt cst cdt mst mdt pst pdt bst cet cest hundred thousand eastern pacific central mountain london atm now"
    " s"
)
"""A number before any other word counts something else."""


_WHOLE: Final = ((deadline, words("by no not latest")), (lasting, words("for starting beginning")), (range_at, TO))
"""Rules for more than a moment, each with the words one of which it needs."""


def _at(p: Tokens, a: Almanac, i: int, plain: str) -> Found | None:
    """The longest reading from `i` on, unless the words are only used in another sense."""
    options = [found for rule, needs in _WHOLE if p.says(needs) and (found := tried(rule, p, a, i)) is not None]
    if found := tried(moment_at, p, a, i):
        options.append(found)
    best = max(options, key=lambda found: found[1], default=None)
    if best is None or best[1] <= i or is_other_word(p, i, best[1], plain) or is_count(p, i, best):
        return None
    return best


def _span(p: Tokens, a: Almanac, when: When, i: int, j: int, zone: ZoneInfo) -> TimeSpan:
    first = i
    while first < j - 1 and p.text(first) in _SKIPPED and not _opens(p, first):
        first += 1
    span = (p.items[first].start, p.items[j - 1].end)
    start, end = _aware(when.start, zone), _aware(when.end, zone)
    shift = _zone_shift(p, i, j, when, zone)
    return TimeSpan(span, start + shift, end + shift, when.grain, when.rule, when.day, when.doubt, when.offers)


def _opens(p: Tokens, i: int) -> bool:
    """Whether a leading word belongs to the time itself: "in 3 weeks", "from 3 to 5", "the other day"."""
    if p.text(i) == "the":
        return p.text(i + 1) == "other"
    return p.text(i) in ("in", "from") and p.kind(i + 1) in ("num", "clock", "word") and p.text(i + 1) != "the"


def _aware(local: datetime, zone: ZoneInfo) -> datetime:
    return local.replace(tzinfo=zone)


def _zone_shift(p: Tokens, i: int, j: int, when: When, zone: ZoneInfo) -> timedelta:
    """From a named zone ("8:00 GMT") to the speaker's."""
    if when.is_whole_days:
        return timedelta()
    for k in range(i, j):
        if p.text(k) != "z" and (named := zone_at(p, k)):
            return offset_of(named[0], when.start, zone)
    return timedelta()
