"""How people spell when they are in a hurry: abbreviations, and slips of the keyboard in the words that matter to us.
The shape is written out, so that a phrase need only know the whole word; the text itself stays as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations
from typing import Final

from sales.language.abbreviations import AMONG_NEIGHBOURS, abbreviations, beside
from sales.language.context import Vocabulary
from sales.language.lexicon import ORDINARY_WORDS, words
from sales.language.slips import slips_of

_SLIPS_IN: Final = words(
    """called emailed visited messaged meeting pushed pulled signed scheduled demoed presented voicemail pipeline
    forecast commit closing decision contact reassign snooze delete create question amount closed closes slipped
    pushing moving updated changed advanced competitor procurement cancelled postponed delayed discount referral
    webinar message followed reached talked worked agreed confirmed approved renewed increased reduced
    customer account opportunity negotiation negotiating champion influencer director manager pricing renewal expansion
    presentation conversation appointment breakfast approval signature purchase received reviewed discussed
    rescheduled introduced attended chatted texted phoned landed stalled overdue slipping decided
    probably possibly hopefully because should unless without whether another between
    biggest largest without source stages anything everything something"""
)
"""Those that a phrase needs, and those that forbid one: a slip in "probably" must not turn a guess into a change."""
_WORDS_OF_THEIR_OWN: Final = words(
    """contacts massaged presented prevented resented mount contract conact poled laded champing manger abut cold dal
    dals dem met wold resn pleas"""
)
"""One slip, or a vowel, away from ours, and meant."""
_SQUEEZED: Final = words(
    """called calls left message discovery proposal contract verbal qualified pipeline forecast change changed changes
    moved move moving close closes closed closing amount number source visit visited visits answer signed deals
    budget quote quoted pushed pulled update updated spoke talked emailed voicemail meeting with should would could
    about today month week next follow schedule scheduled contact decision maker account manager renewal expansion
    product price pricing discount customer please thanks think send sends sending wants waiting will worth many
    much what when where still stage commit committed confirmed received reviewed presentation customer owner
    approved budget legal security director champion president probably might never unless because without asked
    postponed cancelled delayed slipped landed negotiation rescheduled waiting needs needed back remind step note
    deal snooze reason meet lunch team price demo"""
)
"""Words that are written without their vowels, or some of them: "clld", "chnge", "spke"."""
_SWAPS_IN: Final = words(
    """lost left sent with call calls from price moved close month week stage amount owner today demo visit email deal
    deals quote spoke want wants need needs push pull that this they their there have been would could might maybe
    never about"""
)
"""Shorter words, of which only two letters that changed places are read: "lsot", "wiht"."""
_SWAPPED_WORDS: Final = words("lots toady form clam clams dale eamil weak ened snet tome mane den lasted felt tester")
_VOWELS = re.compile(r"(?<=.)[aeiou]")
_TWICE = re.compile(r"(.)\1")


def _without_vowels(whole: Iterable[str]) -> dict[str, str]:
    """Each word with some of its vowels left out, the first letter never, the last not alone ("stag" is no stage);
    where no two words are then the same, and no other word."""
    found: dict[str, set[str]] = {}
    for word in whole:
        for form in _thinned(word):
            found.setdefault(form, set()).add(word)
    return {form: of.pop() for form, of in found.items() if len(of) == 1 and form not in _WORDS_OF_THEIR_OWN}


def _thinned(word: str) -> Iterator[str]:
    """The forms of three letters and more that a word has without vowels; without any, also its twins written once."""
    at = [match.start() for match in _VOWELS.finditer(word)]
    for count in range(1, len(at) + 1):
        for gone in combinations(at, count):
            form = "".join(letter for place, letter in enumerate(word) if place not in gone)
            if len(form) > 2 and gone != (len(word) - 1,):
                yield form
    once = _TWICE.sub(r"\1", _VOWELS.sub("", word))
    if len(once) > 3:
        yield once


def _swaps_of(whole: Iterable[str]) -> dict[str, str]:
    """Each word with two neighbours behind its first letter swapped, where that is no word of its own."""
    found = {
        word[:at] + word[at + 1] + word[at] + word[at + 2 :]: word for word in whole for at in range(1, len(word) - 1)
    }
    return {slip: word for slip, word in found.items() if slip not in _SWAPPED_WORDS | ORDINARY_WORDS and slip != word}


@lru_cache(maxsize=32)
def _slips(own: frozenset[str] = frozenset()) -> dict[str, str]:
    """What is a slip, or short, for what; `own` are the workspace's words for its stages."""
    return (
        _swaps_of(_SWAPS_IN)
        | _without_vowels(_SQUEEZED)
        | slips_of(_SLIPS_IN | own, _WORDS_OF_THEIR_OWN | ORDINARY_WORDS)
        | abbreviations()
    )


@lru_cache(maxsize=32)
def _known(own: frozenset[str]) -> frozenset[str]:
    return frozenset({*_slips(own), *AMONG_NEIGHBOURS, "@", "2"})


@lru_cache(maxsize=32)
def words_of(vocabulary: Vocabulary) -> frozenset[str]:
    """The single words that a workspace's stages are called by."""
    return frozenset(
        word for stage in vocabulary.stages for said in stage.words for word in said.split() if word.isalpha()
    )


_WORD: Final = re.compile(
    r"(?<![\w@.'/-])(?:w/(?=[a-z])(?!(?:out|in|o)\b)|(?:w/(?:out|in|o)?|f/u(?:'?d)?|b/c|a/c|n/s|'cause"
    r"|[a-z]+(?:['-][a-z]+)?|@(?= )|#(?=[ ?]|$)|b4|gr8|4(?= [a-z])|2(?= [a-z$€£\d]))(?![\w@]))"
)
_RIGHT_BEFORE_TO: Final = words("need needs have has got want wants going due ready trying move moved back over")
_VALUED: Final = words(
    "move moved push pushed bump bumped change changed update updated set amount price value raise raised cut up down"
)
_BEFORE_TO: Final = _VALUED | words(
    """advance put promote lost sent send emailed spoke talked gave replied hand handed assign assigned reassign
    reassigned presented pitched demoed from slip slips slipped slides slid"""
)
"""Words that have a "to" behind them, somewhere in their clause."""
_A_COUNT: Final = re.compile(
    r"2 (?:(?:by|on|at|in|for|and|or|to|from|with|is|was|due|people|of|more|k|m|new|big|other|good|jan|feb|mar|apr|may"
    r"|jun|jul|aug|sept?|oct|nov|dec)\b|\w+s\b)"
)
_CLAUSE: Final = re.compile(r"[^.,;!?\n]*\Z")
_REACH: Final = 60


def _means_to(low: str, at: int, own: frozenset[str]) -> bool:
    """Whether the "2" at that place is a "to": "need 2 call", "acme 2 verbal"; not of "sent 2 quotes"."""
    if _A_COUNT.match(low, at):
        return False
    slips = _slips(own)
    word = _WORD.match(low, at + 2)
    if word and slips.get(word[0], word[0]) in own:
        return True
    clause = _CLAUSE.search(low, max(0, at - _REACH), at)
    before = [slips.get(one, one) for one in _WORD.findall(clause[0])] if clause else []
    if word is None:
        return not _VALUED.isdisjoint(before)
    return before[-1:] != [] and (before[-1] in _RIGHT_BEFORE_TO or not _BEFORE_TO.isdisjoint(before))


def written_out(low: str, own: frozenset[str] = frozenset()) -> Iterator[tuple[int, int, str]]:
    """Where the text has a short or a misspelt word, and what it stands for. "@" between words is "at", "2" behind
    "need" is "to". `own` are words of the workspace, in which a slip may be too."""
    if _known(own).isdisjoint(_WORD.findall(low)):
        return
    for match in _WORD.finditer(low):
        start, end = match.span()
        word = match[0]
        if word == "@":
            whole: str | None = "at"
        elif word == "2":
            whole = "to" if _means_to(low, start, own) else None
        elif word in AMONG_NEIGHBOURS and (near := beside(low, start, end)):
            whole = near
        else:
            whole = _slips(own).get(word)
        if whole is not None:
            yield start, end, whole.rstrip() if low[end : end + 1] == " " else whole
