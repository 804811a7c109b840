"""How people spell when they are in a hurry: abbreviations, and slips of the keyboard in the words that matter to us.
The shape is written out, so that a phrase need only know the whole word; the text itself stays as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from sales.language.lexicon import words
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
    "amt": "amount",
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
    forecast commit closing decision contact reassign snooze delete create question amount"""
)
_WORDS_OF_THEIR_OWN: Final = words("singed massaged presented prevented resented mount contract conact poled")
"""One slip away from ours, and meant."""


@lru_cache(maxsize=1)
def _slips() -> dict[str, str]:
    return slips_of(_SLIPS_IN, _WORDS_OF_THEIR_OWN)


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset({*ABBREVIATIONS, *_slips(), "@", "2"})


_WORD: Final = re.compile(
    r"(?<![\w@.'/-])(?:w/o?(?=[ \w])|f/u(?:'?d)?|b/c|a/c|'cause|[a-z]+(?:['-][a-z]+)?|@(?= )|b4|gr8"
    r"|2(?= [a-z]))(?![\w@])"
)
_TO_BEFORE: Final = re.compile(r"\b(?:need|needs|have|has|got|want|wants|going|due|ready|trying|moved?|back|over)\s\Z")
_MOVED_TO: Final = re.compile(
    r"\b(?:move|moved|push|pushed|bump|bumped|advance|put|promote|change|update|set)\b[^,.;!?\n]+\Z"
)
_A_NOUN: Final = re.compile(r"2 (?:days?|weeks?|months?|years?|calls?|deals?|people|of|more|k|m|reps?|seats?|users?)\b")


def written_out(low: str) -> Iterator[tuple[int, int, str]]:
    """Where the text has a short or a misspelt word, and what it stands for. "@" between words is "at", "2" behind
    "need" is "to"."""
    if _known().isdisjoint(_WORD.findall(low)):
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
        elif (whole := ABBREVIATIONS.get(word) or _slips().get(word)) is not None:
            behind = low[match.end() : match.end() + 1] == " "
            yield match.start(), match.end(), whole.rstrip() if behind else whole
