"""How people spell when they are in a hurry: abbreviations, and slips of the keyboard in the words that matter to us.
The shape is written out, so that a phrase need only know the whole word; the text itself stays as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from sales.language.context import Vocabulary
from sales.language.lexicon import ORDINARY_WORDS, words
from sales.language.slips import slips_of

ABBREVIATIONS: Final = {
    **dict.fromkeys(("w/", "w"), "with "),
    "w/o": "without ",
    **dict.fromkeys(("f/u", "f-up", "fup", "followup"), "follow up"),
    **dict.fromkeys(("f/u'd", "f/ud", "fu'd", "followed-up"), "followed up"),
    **dict.fromkeys(("mtg", "mtng", "meetng", "meting", "metting", "meeing"), "meeting"),
    "mtgs": "meetings",
    **dict.fromkeys(("msg", "mssg"), "message"),
    **dict.fromkeys(("msgd", "msg'd", "msged"), "messaged"),
    **dict.fromkeys(("appt", "appmt"), "appointment"),
    **dict.fromkeys(("sched", "schedd"), "schedule"),
    **dict.fromkeys(("sched'd", "scheduld", "sceduled", "shceduled"), "scheduled"),
    **dict.fromkeys(("resched", "re-schedule"), "reschedule"),
    **dict.fromkeys(("convo", "convos"), "conversation"),
    **dict.fromkeys(("preso", "prezo", "prez"), "presentation"),
    **dict.fromkeys(("acct", "a/c"), "account"),
    **dict.fromkeys(("amt", "amnt"), "amount"),
    **dict.fromkeys(("nbr", "nr"), "number"),
    **dict.fromkeys(("fcst", "fcast", "4cast"), "forecast"),
    **dict.fromkeys(("chg", "chng"), "change"),
    **dict.fromkeys(("mv", "mve"), "move"),
    **dict.fromkeys(("del",), "delete"),
    **dict.fromkeys(("bk",), "back"),
    **dict.fromkeys(("lm", "lvm"), "left a voicemail"),
    **dict.fromkeys(("hw",), "how"),
    **dict.fromkeys(("wat", "wht", "wut"), "what"),
    **dict.fromkeys(("wats", "wuts", "whts"), "what's"),
    **dict.fromkeys(("src",), "source"),
    **dict.fromkeys(("dt",), "date"),
    **dict.fromkeys(("vist", "viist"), "visit"),
    **dict.fromkeys(("movd",), "moved"),
    **dict.fromkeys(("insted", "insetad"), "instead"),
    "nxt": "next",
    **dict.fromkeys(("gr8", "grt"), "great"),
    "ecd": "close date",
    **dict.fromkeys(("eml", "e-mail"), "email"),
    **dict.fromkeys(("e-mailed", "emld"), "emailed"),
    **dict.fromkeys(("fwd'd", "fwded", "fwdd"), "forwarded"),
    **dict.fromkeys(("zoom'd", "zoomd"), "zoomed"),
    **dict.fromkeys(("u", "ya"), "you"),
    "ur": "your",
    **dict.fromkeys(("cos", "coz", "cuz", "b/c", "bcos", "bcuz", "'cause"), "because"),
    **dict.fromkeys(("b4", "bfore"), "before"),
    "btwn": "between",
    **dict.fromkeys(("neg", "negs", "nego"), "negotiation"),
    "oppty": "opportunity",
    "comp": "competitor",
    **dict.fromkeys(("wld", "wud"), "would"),
    **dict.fromkeys(("shld", "shud"), "should"),
    **dict.fromkeys(("cld", "cud"), "could"),
    **dict.fromkeys(("gna", "gunna"), "gonna"),
    **dict.fromkeys(("hv", "hve"), "have"),
}
"""What is short for what. A word that is also a word of its own is none of these."""

_SLIPS_IN: Final = words(
    """called emailed visited messaged meeting pushed pulled signed scheduled demoed presented voicemail pipeline
    forecast commit closing decision contact reassign snooze delete create question amount closed closes slipped
    pushing moving updated changed advanced competitor procurement cancelled postponed delayed discount referral
    webinar message followed reached talked worked agreed confirmed approved renewed increased reduced"""
)
_WORDS_OF_THEIR_OWN: Final = words("contacts massaged presented prevented resented mount contract conact poled")
"""One slip away from ours, and meant."""
_SQUEEZED: Final = words(
    """called calls left message discovery proposal contract verbal qualified pipeline forecast change changed changes
    moved move moving close closes closed closing amount number source visit visited visits answer signed deals
    budget quote quoted pushed pulled update updated spoke talked emailed voicemail meeting with should would could
    about today month week next follow schedule scheduled contact decision maker account manager renewal expansion
    product price pricing discount customer please thanks think send sends sending wants waiting will worth many
    much what when where still stage commit committed confirmed"""
)
"""Words that are written without their vowels: "clld", "nbr", "fcst"."""
_SWAPS_IN: Final = words(
    """lost left sent with call calls from price moved close month week stage amount owner today demo visit email deal
    deals quote spoke want wants need needs push pull that this they their there have been"""
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
        | ABBREVIATIONS
    )


@lru_cache(maxsize=32)
def _known(own: frozenset[str]) -> frozenset[str]:
    return frozenset({*_slips(own), "@", "2"})


@lru_cache(maxsize=32)
def words_of(vocabulary: Vocabulary) -> frozenset[str]:
    """The single words that a workspace's stages are called by."""
    return frozenset(
        word for stage in vocabulary.stages for said in stage.words for word in said.split() if word.isalpha()
    )


_WORD: Final = re.compile(
    r"(?<![\w@.'/-])(?:w/o?(?=[ \w])|f/u(?:'?d)?|b/c|a/c|'cause|[a-z]+(?:['-][a-z]+)?|@(?= )|b4|gr8"
    r"|2(?= [a-z]))(?![\w@])"
)
_TO_BEFORE: Final = re.compile(r"\b(?:need|needs|have|has|got|want|wants|going|due|ready|trying|moved?|back|over)\s\Z")
_MOVED_TO: Final = re.compile(
    r"\b(?:move|moved|push|pushed|bump|bumped|advance|put|promote|change|update|set)\b[^,.;!?\n]+\Z"
)
_A_NOUN: Final = re.compile(r"2 (?:days?|weeks?|months?|years?|calls?|deals?|people|of|more|k|m|reps?|seats?|users?)\b")


def written_out(low: str, own: frozenset[str] = frozenset()) -> Iterator[tuple[int, int, str]]:
    """Where the text has a short or a misspelt word, and what it stands for. "@" between words is "at", "2" behind
    "need" is "to". `own` are words of the workspace, in which a slip may be too."""
    if _known(own).isdisjoint(_WORD.findall(low)):
        return
    for match in _WORD.finditer(low):
        word = match[0]
        if word == "@":
            yield match.start(), match.end(), "at"
        elif word == "2":
            before = any(
                rule.search(low, max(0, match.start() - 60), match.start()) for rule in (_TO_BEFORE, _MOVED_TO)
            )
            if before and not _A_NOUN.match(low, match.start()):
                yield match.start(), match.end(), "to"
        elif (whole := _slips(own).get(word)) is not None:
            behind = low[match.end() : match.end() + 1] == " "
            yield match.start(), match.end(), whole.rstrip() if behind else whole
