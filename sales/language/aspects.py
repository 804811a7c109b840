"""Which one fact of a deal a question wants to know, so that it can be answered in a sentence before the card is shown.
Knows words; knows no deals."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final


class Aspect(Enum):
    """The fact that is asked for."""

    ENDING = "how it ended"
    OWNER = "whose it is"
    CLOSE_DATE = "when it closes"
    AMOUNT = "what it is worth"
    STAGE = "where it stands"
    NEXT_STEP = "what comes next"
    SOURCE = "where it came from"


_ASKED: Final = (
    (Aspect.ENDING, r"\b(?:why|how|when|did|have|has|was|were|are|is)\b.*\b(?:los[et]|losing|w[io]n|sign(?:ed)?)\b"),
    (Aspect.ENDING, r"\b(?:loss|lost) reason\b|\breason\b.*\blost\b"),
    (Aspect.OWNER, r"\b(?:who(?:'s|se| is| owns| has| runs| covers| manages| leads| got)?|owners?)\b"),
    (Aspect.NEXT_STEP, r"\bnext\b(?! (?:week|month|quarter|year))|\bto do\b|\btodo\b"),
    (Aspect.STAGE, r"\b(?:stage|phase)\b|\bwhere (?:is|are|does|do)\b(?!.*\bfrom\b)"),
    (Aspect.SOURCE, r"\bsource\b|\bwhere\b.*\bfrom\b|\bhow did we (?:find|get|meet)\b"),
    (Aspect.AMOUNT, r"\bhow (?:much|big|large)\b|\b(?:worth|amount|value|size|price)\b"),
    (Aspect.CLOSE_DATE, r"\bwhen\b|\b(?:close|closing) date\b|\bexpected close\b"),
)
"""In order: the narrower words before the wider ones."""
_SEARCHED: Final = tuple((aspect, re.compile(pattern, re.IGNORECASE)) for aspect, pattern in _ASKED)


def aspect_of(question: str) -> Aspect | None:
    """The one fact that the question is for; None where it is about the deal as a whole."""
    return next((aspect for aspect, pattern in _SEARCHED if pattern.search(question)), None)
