"""Words of somebody who knows what a deal was before: its amount, or that it was closed. Whoever says them need not be
asked whether they mean it."""

from __future__ import annotations

import re
from typing import Final

_OTHER_AMOUNT: Final = re.compile(
    r"\b(?:from|was|were|been|be|not|of|only|than)\W*(?:at |about |around )?(?:US|A|C)?[$€£]?\d"
    r"|\b(?:instead|only|really|indeed|tenfold|\d+ ?(?:x|times)|pilot\w*|scope\w*)\b"
    r"|\b(?:(?:goes|going|went|gone|is|now|way) (?:up|down)|(?:up|down) (?:to|from|by))\b"
    r"|\b(?:grew|grown?|grows|growing|jump|increas|rais|bump|expan|enlarg|upsell|upsold|upgrad|bigger|larger|doubl|tripl)"
    r"|\b(?:dropped|drops|cut|reduc|decreas|lower|shr[aiu]nk|downsiz|smaller|less|fewer|halv)"
    r"|[-=](?:>|&gt;)|\u2192",
    re.IGNORECASE,
)
_WAS_CLOSED: Final = re.compile(
    r"\b(?:re-?open|re-?activat|reviv|resurrect|open(?:ed)? again|back (?:to|in|from|on))", re.IGNORECASE
)


def tells_of_amount_before(text: str) -> bool:
    """Whether a sentence speaks of the amount as one that changes: "from 61k", "up to 610k", "grew", "->"."""
    return _OTHER_AMOUNT.search(text) is not None


def tells_of_closing_before(text: str) -> bool:
    """Whether a sentence speaks of a deal as one that was closed: "reopen", "back to discovery"."""
    return _WAS_CLOSED.search(text) is not None
