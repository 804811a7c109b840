"""How people spell when they are in a hurry: abbreviations, and slips of the keyboard in the words that matter to us.
The shape is written out, so that a phrase need only know the whole word; the text itself stays as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
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
    """contacts massaged presented prevented resented mount contract conact poled laded texts phone champing manger
    between stage"""
)
"""One slip away from ours, and meant."""
_SQUEEZED: Final = words(
    """called calls left message discovery proposal contract verbal qualified pipeline forecast change changed changes
    moved move moving close closes closed closing amount number source visit visited visits answer signed deals
    budget quote quoted pushed pulled update updated spoke talked emailed voicemail meeting with should would could
    about today month week next follow schedule scheduled contact decision maker account manager renewal expansion
    product price pricing discount customer please thanks think send sends sending wants waiting will worth many
    much what when where still stage commit committed confirmed received reviewed presentation customer owner
    approved budget legal security director champion president probably might never unless because without asked
    postponed cancelled delayed slipped landed negotiation rescheduled waiting needs needed"""
)
"""Words that are written without their vowels: "clld", "nbr", "fcst"."""
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
    """Each word of three consonants or more without its vowels, where no two are then the same."""
    found: dict[str, set[str]] = {}
    for word in whole:
        short = _VOWELS.sub("", word)
        once = _TWICE.sub(r"\1", short)
        for form in (short, once) if len(once) > 3 else (short,):
            if len(form) > 2:
                found.setdefault(form, set()).add(word)
    return {form: of.pop() for form, of in found.items() if len(of) == 1}


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
    r"|[a-z]+(?:['-][a-z]+)?|@(?= )|b4|gr8|4(?= [a-z])|2(?= [a-z$€£\d]))(?![\w@]))"
)
_TO_BEFORE: Final = re.compile(r"\b(?:need|needs|have|has|got|want|wants|going|due|ready|trying|moved?|back|over)\s\Z")
_MOVED_TO: Final = re.compile(
    r"\b(?:move|moved|mv|push|pushed|bump|bumped|advance|put|promote|change|chg|chgd|changed|update|upd|set|amt|amount"
    r"|price|value|raised?|cut)\b[^,.;!?\n]+\Z"
)
_GIVEN_TO: Final = re.compile(
    r"\b(?:lost|sent|snt|send|snd|emailed|emld|spoke|spk|talked|gave|replied|hand|handed|assign|assigned|reassign"
    r"|reassigned|presented|pitched|demoed|from)\b[^,.;!?\n]*\Z"
)
_A_COUNT: Final = re.compile(
    r"2 (?:(?:by|on|at|in|for|and|or|to|from|with|is|was|due|people|of|more|k|m|new|big|other|good)\b|\w+s\b)"
)
_REACH: Final = 60


def _means_to(low: str, at: int, own: frozenset[str]) -> bool:
    """Whether the "2" at that place is a "to": "need 2 call", "acme 2 verbal"; not of "sent 2 quotes"."""
    if _A_COUNT.match(low, at):
        return False
    word = _WORD.match(low, at + 2)
    if word and (word[0] in own or abbreviations().get(word[0]) in own):
        return True
    rules = (_TO_BEFORE, _MOVED_TO, _GIVEN_TO) if word else (_MOVED_TO,)
    return any(rule.search(low, max(0, at - _REACH), at) for rule in rules)


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
