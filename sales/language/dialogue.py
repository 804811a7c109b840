"""Whether a message is a conversation that was pasted: what people said to one another is nobody's instruction to us.
Knows how such lines begin; nothing of deals."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from sales.language.lexicon import words

_SPEAKER: Final = re.compile(r"(?m)^[\W_]*([A-Z][a-z]+)(?: [A-Z][a-z]+)?:(?!\S)")
_NO_SPEAKERS: Final = words(
    """next note notes stage amount value close closes closing commit category forecast source update updates contact
    contacts champion deal deals account owner kind date call calls email meeting demo subject re fwd from to cc new
    todo task tasks reminder summary attendees action actions agenda status plan step steps today yesterday tomorrow
    monday tuesday wednesday thursday friday won lost verbal proposal contract discovery qualified correction"""
)
"""What stands before a colon at the beginning of a line, and is nobody's name."""


def is_a_dialogue(plain: str, is_name: Callable[[str], bool]) -> bool:
    """Whether two lines or more begin with who says them. `is_name` knows the deals, for "Hooli: 45k" is no speech."""
    speakers = {said.casefold() for said in _SPEAKER.findall(plain)}
    return len({one for one in speakers if one not in _NO_SPEAKERS and not is_name(one)}) >= 2
