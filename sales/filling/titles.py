"""Takes a title apart to see whom it may name: its segments, and what is left of them without the words and periods
that stand in any title. Knows words; people and teams are `whose`'s business."""

from __future__ import annotations

import re
from functools import lru_cache

from sales.filling import vocabulary, words
from sales.filling.headings import MONTHS
from sales.filling.sources import Source
from sales.learning import LONGEST_ALIAS

_APART = re.compile(r"\s[-–—]+\s|[–—:|()\[\]/,;]+")
_OWNS = re.compile(r"(?P<name>[^\W\d_]+)(?:['’]s\b|(?<=s)['’](?=\s|$))", re.IGNORECASE)
_PERIOD = re.compile(r"(?:fy|gj|cq|nq|[qth]|kw|cw|wk|v)?\d+(?:st|nd|rd|th)?|fy")
_BY = frozenset(words.plain("by from to with cc von an mit par pour avec por para con da di door voor met").split())
"""What stands before the name of who wrote it, or for whom."""
_ALSO_WORDS = frozenset(
    words.plain(
        "april art august autumn baker banks best bill bishop case chance chase christian cook dale dawn day dean drew "
        "east faith field fields frank gold grace grant green hall hope joy june king lane law long major mark may "
        "miles north page park pat penny price ray reed rich rob rose short south star stone summer sunny sky victor "
        "ward wells west white will winter wood woods young"
    ).split()
)
_OF_FILE = frozenset(
    words.plain(
        "prepared submitted sent send attn attention author reviewed approved updated created contact contacts due "
        "return returned questions confidential erstellt gesendet ansprechpartner prepare envoye preparado enviado"
    ).split()
)
"""A title with one of these tells of the file: whoever it names, its numbers need not be theirs."""
_COMMON = (
    "weekly monthly quarterly yearly annual daily week month quarter year sales revenue forecast forecasts number "
    "numbers figure figures report reporting update status overview summary sheet tab table list deals deal wins open "
    "top largest new my our the of and by per reps rep seller sellers stage account accounts customer customers team "
    "teams manager managers leader director regions this next last current draft final template in usd eur gbp all"
)


def segments(title: str) -> list[tuple[str, ...]]:
    """The parts of a title between dashes, colons and brackets, each as the plain words that are no period; the mark
    of possession is gone."""
    parts = _APART.split(_OWNS.sub(lambda found: found["name"], title))
    found = [tuple(word for word in words.plain(part).split() if not _is_period(word)) for part in parts]
    return [segment for segment in found if segment]


def key_of(title: str) -> str:
    """A title as it is remembered: the same in every quarter."""
    return " ".join(word for segment in segments(title) for word in segment)[:LONGEST_ALIAS]


def left_of(title: str) -> tuple[str, ...]:
    """The words of a title that do not stand in any: "emea" of "Weekly forecast EMEA, Q4 2026"; none of one that tells
    of the file."""
    left = tuple(word for segment in segments(title) for word in segment if word not in _usual())
    return left if _OF_FILE.isdisjoint(left) else ()


def is_word(name: str) -> bool:
    """Whether a name is an ordinary word, too, and so has to be set apart in a title: nobody is meant by "Summer
    pipeline"."""
    return name in _ALSO_WORDS


def owner_in(title: str) -> str:
    """Whose a title says something is: "dana" for "Dana's forecast"; "" for nobody's."""
    found = _OWNS.search(title)
    return words.plain(found["name"]) if found else ""


def spoken_of(title: str) -> frozenset[str]:
    """The words that may be names: written with a capital, and not behind "by", "from", "with" and the like."""
    found = set()
    before = ""
    for word in re.findall(r"[^\W\d_]+", _OWNS.sub(lambda found: found["name"], title)):
        if word[0].isupper() and before not in _BY:
            found.add(words.plain(word))
        before = word.lower()
    return frozenset(found)


def _is_period(word: str) -> bool:
    return _PERIOD.fullmatch(word) is not None or word in MONTHS


@lru_cache(maxsize=1)
def _usual() -> frozenset[str]:
    figures = [*vocabulary.FIGURES.values(), vocabulary.TOTALS, vocabulary.PEOPLE[Source.TEAM], vocabulary.GROUPS]
    return frozenset(_COMMON.split()).union(*(words.plain(names).split() for names in figures))
