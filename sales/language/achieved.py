"""What somebody managed to do was done: "managed to call" and "got around to calling" read as "called". Knows verbs,
and nothing of deals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_PAST: Final = {
    "call": "called",
    "ring": "rang",
    "phone": "phoned",
    "speak": "spoke",
    "talk": "talked",
    "chat": "chatted",
    "connect": "connected",
    "reach": "reached",
    "meet": "met",
    "see": "saw",
    "visit": "visited",
    "email": "emailed",
    "send": "sent",
    "demo": "demoed",
    "catch up": "caught up",
    "follow up": "followed up",
}
_GERUNDS: Final = {
    "calling": "called",
    "ringing": "rang",
    "speaking": "spoke",
    "talking": "talked",
    "meeting": "met",
    "seeing": "saw",
    "visiting": "visited",
    "emailing": "emailed",
    "sending": "sent",
}
_DONE: Final = re.compile(
    r"\b(?:(?:(?:have |has )?(?:finally )?(?:managed|got (?:a|the|my) chance|had (?:a|the|my) chance"
    r"|found (?:the )?time)"
    rf"|(?:was|were) (?:finally )?able|finally got) to (?P<verb>{'|'.join(_PAST)})"
    rf"|got (?:a)?round to (?P<gerund>{'|'.join(_GERUNDS)}))\b"
)
_HINTS: Final = ("managed to", "able to", "got to", "chance to", "time to", "round to")


def achieved(low: str) -> Iterator[tuple[int, int, str]]:
    """Where the text says that something came about, and the verb in the past that says the same. What is to be managed
    yet ("hope to manage", "must be able to") is none of it."""
    if any(hint in low for hint in _HINTS):
        for match in _DONE.finditer(low):
            verb = match["verb"]
            yield *match.span(), _PAST[verb] if verb else _GERUNDS[match["gerund"]]
