"""Finds the times in a text and what each stands for. Tries every rule where a time may begin and takes the one that
comes furthest; words of time that are left over beside it mean that it was not understood, and it is dropped."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sales.language.lexicon import words
from sales.language.times import offsets
from sales.language.times.almanac import Almanac, When
from sales.language.times.clock_values import ZONES
from sales.language.times.fallback import last_resort
from sales.language.times.feasts.book import begins, first_words
from sales.language.times.grammar import tried
from sales.language.times.moments import moment_at
from sales.language.times.ranges import range_at
from sales.language.times.rule import Found
from sales.language.times.spellings import spellings
from sales.language.times.stretches import deadline, lasting
from sales.language.times.tokens import TRIGGERS, Tokens
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
    " beginning start midweek eod eow eom eoq eoy bom boq boy bow within a an after noon midday midnight"
    " morning this afternoon evening night lunch tonite half quarter couple few summer winter spring autumn"
    " fall week wk month year decade day fortnight @ atm tmrw tmw 2day yday w around about"
    " over past final during earlier later"
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
_LEADS: Final = frozenset("the in at from for by a an after over about around during right just @ top very".split())  # noqa: SIM905
_SIGNS: Final = ("$", "€", "£")
_NEVER_NEAR: Final = frozenset({"closest", "nearest", "bc", "b"})
_NOT_BESIDE: Final = frozenset({"closest", "nearest", "every", "each", "per", "bc", "except", "upcoming"})
_MODAL_AFTER: Final = frozenset(
    {"i", "we", "you", "they", "he", "she", "it", "not", "be", "have", "need", "want", "also"}
)


def find_times(plain: str, low: str, a: Almanac, zone: ZoneInfo) -> tuple[TimeSpan, ...]:
    """Every time said in the text, in order. `plain` and `low` (its lower case) have equal length."""
    if not _may_hold_a_time(low):
        return ()
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
        if _is_sound(p, i, j):
            found.append(_span(p, a, when, i, j, zone))
        i = j
    return tuple(found) or last_resort(p, a, zone)


def _may_hold_a_time(low: str) -> bool:
    """A cheap test that spares most messages the lexer."""
    if _DIGIT.search(low) and _DIGIT.search(_MONEY.sub("", low)):
        return True
    words = set(_WORD.findall(low.replace("'", "")))
    return any(not words.isdisjoint(known) for known in (TRIGGERS, first_words(), spellings().keys()))


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
    """Whether a time may begin here: "the" and "in" only where a word of time stands close behind."""
    if p.text(i) in _LEADS:
        return any(p.kind(k) == "unit" or p.text(k) == "moment" or _may_begin(p, k) for k in range(i + 1, i + 5))
    return _may_begin(p, i)


def _may_begin(p: Tokens, i: int) -> bool:
    word = p.text(i)
    if p.kind(i) == "num" and (p.text(i + 1) == "k" or p.text(i - 1) in _SIGNS):
        return False
    return p.kind(i) in _STARTS or (word in _START_WORDS and word not in _LEADS) or begins(word)


def _at(p: Tokens, a: Almanac, i: int, plain: str) -> Found | None:
    """The longest reading from `i` on, unless the words are only used in another sense."""
    options = [
        found for rule in (deadline, lasting, range_at, moment_at) if (found := tried(rule, p, a, i)) is not None
    ]
    best = max(options, key=lambda found: found[1], default=None)
    if best is None or best[1] <= i or _is_other_word(p, i, best[1], plain) or _is_count(p, i, best):
        return None
    return best


def _is_other_word(p: Tokens, i: int, j: int, plain: str) -> bool:
    """ "may", "march", "sat", "sun", "second" alone are mostly no months and days."""
    if j != i + 1:
        return p.text(i) == "may" and p.text(i + 1) in _MODAL_AFTER
    word = p.text(i)
    capital = plain[p.items[i].start].isupper()
    if word in ("may", "march", "mar", "sat", "sun", "wed", "mon", "fri", "jan", "dec"):
        if len(p) == 1 or p.text(i - 1) in _BEFORE_DATES:
            return False
        if word in ("may", "march", "sat"):
            return not (capital and i > 0 and p.text(i + 1) not in _MODAL_AFTER)
        return not capital and word in ("sun", "mar", "wed") and len(p) > 2
    if p.kind(i) == "ord" and word.isalpha():
        return p.text(i - 1) not in ("on", "the")
    return p.kind(i) == "dot" and len(p) > 1 and p.kind(i - 1) != "wd"


_BEFORE_DATES: Final = words(
    "in on by until till of end mid early late next last this from since before after for to through around"
    " - ( closes close closing due"
)


def _is_count(p: Tokens, i: int, found: Found) -> bool:
    """A number that is money, a per cent or a count is no time, however much it looks like one."""
    when, j = found
    if p.kind(i) == "ord" and j == i + 1 and p.text(j) in _COUNTED:
        return True
    if p.kind(i) in ("num", "slash", "dot") and j == i + 1 and p.text(i - 1) in ("$", "€", "£", "#", "no"):
        return True
    if _is_a_phone_number(p, j) or (j == i + 1 and _HALF_SAID.fullmatch(p.text(i))):
        return True
    if p.text(j) == "%" or (p.kind(i) == "slash" and p.text(i) == "24/7"):
        return True
    return when.grain == "year" and p.text(j) in ("employees", "seats", "licenses", "users", "units")


_COUNTED: Final = words(
    "call calls voicemail vm email meeting mtg demo visit attempt time times try round draft version reminder"
    " conversation"
    " chat session workshop follow-up followup deal customer floor place party"
)
"""Behind an ordinal these are counted: "2nd voicemail" is no day of the month."""
_HALF_SAID: Final = re.compile(r"\d{1,2}\s?[ap]\.?")
""" "4a" alone may be a flat or a clause; "at 4p" and "9a to 11a" are times."""


def _is_a_phone_number(p: Tokens, j: int) -> bool:
    """ "650-650-6500": a number goes on behind a hyphen."""
    return (
        p.kind(j - 1) == "num" and p.text(j) in "-." and p.adjacent(j) and p.adjacent(j + 1) and len(p.text(j + 1)) > 2
    )


def _is_because(p: Tokens, i: int) -> bool:
    """ "mid-Feb bc their budget resets": before further words it is no era."""
    return p.text(i) == "bc" and p.text(i + 1).isalpha()


def _is_sound(p: Tokens, i: int, j: int) -> bool:
    """Whether no word of time is left over beside the reading: "the second closest Monday to" is nobody's guess."""
    if p.text(i - 1) in _NOT_BESIDE or (p.text(j) in _NOT_BESIDE and not _is_because(p, j)):
        return False
    around = (*range(max(0, i - 4), i), *(k for k in range(j, min(len(p), j + 2)) if not _is_because(p, k)))
    if any(p.text(k) in _NEVER_NEAR for k in around):
        return False
    if p.kind(i) == "rel" and p.kind(i - 1) == "num":
        return False
    if p.text(i - 1) in ("after", "before", "from") and p.kind(i - 2) in ("unit", "ord", "wd"):
        return False
    if offsets.quantity_of_units(p, i) and _counts_units(p, i - 1 - (p.text(i - 1) in ("and", ","))):
        return False
    counted = offsets.quantity_of_units(p, p.skip(j, "in")) if p.kind(p.skip(j, "in")) in ("num", "word") else None
    return not (counted and p.text(counted[2]) in ("ago", "hence", "from", "later"))


def _counts_units(p: Tokens, k: int) -> bool:
    """Whether a number of units ends at `k`: the "1 month" of "1 month and 21 days ago"."""
    return p.kind(k) == "unit" and p.quantity(k - 1) is not None


def _span(p: Tokens, a: Almanac, when: When, i: int, j: int, zone: ZoneInfo) -> TimeSpan:
    first = i
    while first < j - 1 and p.text(first) in _SKIPPED and not _opens(p, first):
        first += 1
    span = (p.items[first].start, p.items[j - 1].end)
    start, end = _aware(when.start, zone), _aware(when.end, zone)
    shift = _zone_shift(p, i, j, when, zone)
    return TimeSpan(span, start + shift, end + shift, when.grain, when.rule, when.day, when.doubt, when.offers)


def _opens(p: Tokens, i: int) -> bool:
    """Whether a leading word belongs to the time itself: "in 3 weeks", "from 3 to 5"."""
    return p.text(i) in ("in", "from") and p.kind(i + 1) in ("num", "clock", "word") and p.text(i + 1) != "the"


def _aware(local: datetime, zone: ZoneInfo) -> datetime:
    return local.replace(tzinfo=zone)


def _zone_shift(p: Tokens, i: int, j: int, when: When, zone: ZoneInfo) -> timedelta:
    """From a named zone ("8:00 GMT") to the speaker's."""
    if when.is_whole_days:
        return timedelta()
    for k in range(i, j):
        if p.text(k) in ZONES and p.text(k) != "z":
            own = when.start.replace(tzinfo=zone).utcoffset() or timedelta()
            return own - timedelta(hours=ZONES[p.text(k)])
    return timedelta()
