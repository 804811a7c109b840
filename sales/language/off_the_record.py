"""Whether somebody wants nothing of a message to be kept: "don't log this: …", "off the record"."""

from __future__ import annotations

import re
from typing import Final

_KEEP = r"(?:log|record|save|note|write|track|enter|file|store|count|put|register|act on|add|update)(?: (?:down|up))*"
_UNLOGGED: Final = re.compile(
    rf"(?:^|[\n.!?;,(:-]\s*|\b(?:and|but|so|please|fyi|ps|btw|again),? )(?:please |pls |plz |kindly |just )*(?:(?:do"
    rf" not|don't|dont|never|no need to|not necessary to|you needn't|don't bother to) {_KEEP} (?:this|that|it|any of"
    rf" this|any of it|the following|anything|me on this)(?: (?:yet|anywhere|please|pls|down|in|in the crm|to the crm"
    rf"|one|message))*(?=\s*(?:$|[\n.!?;,:()-]|but\b|as (?:it|this|that)\b|because\b))|(?:this is |that's |strictly "
    rf"|all )*off the record\b|not for the record\b|(?:this is )?just between us,|(?:please )?(?:ignore"
    rf"|disregard)(?=:)|(?:please )?(?:ignore|disregard) (?:this|that|the following|my last(?: message)?|what i"
    rf" said)(?=\s*(?:$|[\n.!?;,:()-]|message\b|but\b)))|^\W*(?:just )?(?:a )?test(?:ing)?(?: only| message|"
    rf" run)?\s*[:,-]"
)
_UNLOGGED_HINTS: Final = (
    "n't",
    "dont",
    "do not",
    "never",
    "no need",
    "not nec",
    "record",
    "gnore",
    "regard",
    "test",
    "us,",
)
"""What somebody writes who wants nothing of the message to be kept."""


def asks_not_to_be_logged(message: str) -> bool:
    """Whether the writer says that nothing of this message is to be logged: "don't log this: …", "off the record"."""
    for hint in _UNLOGGED_HINTS:
        if hint in message:
            return _UNLOGGED.search(message) is not None and _MEANS_THE_LAST.fullmatch(message.strip()) is None
    return False


_MEANS_THE_LAST: Final = re.compile(
    r"(?:(?:please|sorry|oops|no|wait),? )*(?:ignore|disregard) (?:that|this|it|my last(?: message| one)?|what i said)"
    r"(?:,? (?:please|sorry|pls))?[.!]*"
)
""" "ignore that" and nothing else is about what was said before."""
