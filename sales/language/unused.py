"""What was recognised in a message that writes, and used by nothing: a deal, an amount, a day, a stage. The message
then asks rather than dropping it. Knows what was passed over; reads none of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from sales.language.certainty import forbids, is_hearsay, opens_condition
from sales.language.context import Context, Vocabulary
from sales.language.draft import Draft, Passed, Reading
from sales.language.phrases.phrase import alternatives
from sales.language.shape import DEAL, EMAIL, MONEY, TIME, Entity, Shape
from sales.language.times.stretches import DEADLINE
from sales.language.understanding import IntentKind, TimeSpan

_IN_PASSING: Final = re.compile(
    r"\b(?:like|unlike|as|than|after|before|vs\.?|versus|against|besides|beside|over|from|of|at|with|about|similar to"
    r"|to|not|by|for|via|through|instead of|rather than|compared (?:to|with)|the|our|their|his|her|ex)\W*\Z"
)
""" "called Acme, like Globex they want a discount": the second is only compared with."""
_CLOSING: Final = re.compile(r"\b(?:clos(?:es?|ing)|land(?:s|ing)?)\b[^,.;]{0,20}\Z")
_WAS: Final = re.compile(r"\b(?:was|were|previously|formerly|before|from|not|vs|instead of|originally)\b[^,.;]{0,12}\Z")
_LINKS: Final = re.compile(
    r"\b(?:clos(?:es?|ing|e date)|on|by|for|at|in|to|is|now|and|around|about|stage|category|deal|the|a)\b|[\W\d_]+"
)
"""What stands between facts that are told without a verb."""
_EXPECTED: Final = re.compile(
    r"\b(?:should|expect(?:s|ed|ing)?|likely|probably|will|going)(?: to)?(?= \w+ [^,.;]*\ue003)"
)
""" "should close by the 11th" is not certain, and yet worth a question."""
_CATEGORY: Final = r"commit|best[ -]case|upside|omit"
_REPLIES: Final = (IntentKind.UNDO, IntentKind.CORRECT, IntentKind.OTHER)


def ask_about_unused(reading: Reading, shape: Shape, context: Context) -> None:
    """Have the last thing that would be saved confirmed where the message holds more than was understood of it."""
    if not reading.passed:
        return
    saved = [draft for draft in reading.drafts if not draft.soft and draft.kind not in _REPLIES]
    if not saved or any(draft.doubts or draft.kind.always_asks for draft in saved):
        return
    left = next((words for passed in reading.passed if (words := _unused(passed, saved, shape, context))), "")
    if left:
        saved[-1].confirm(f"I did not follow “{left}”. Shall I save the rest?")


def _unused(passed: Passed, saved: list[Draft], shape: Shape, context: Context) -> str:
    """The words of the place, if they hold what should have been used; else ""."""
    line = shape.line[passed.start : passed.end]
    if is_hearsay(line) or opens_condition(line) or forbids(_EXPECTED.sub(" ", line)):
        return ""
    said = shape.words(passed.start, passed.end).strip(" ,.;:!-–()")
    if _has_another_deal(passed, saved, shape, context) or _has_a_fact(passed, shape, context):
        return said
    if passed.noted or TIME in line or saved[-1].kind is IntentKind.SET_CLOSE_DATE:
        return ""  # "legal" behind a close date is its reason, "paper next week" a plan
    standing = _standing(context.process)
    return said if standing.search(line) and not _LINKS.sub("", standing.sub("", line)) else ""


def _has_a_fact(passed: Passed, shape: Shape, context: Context) -> bool:
    """Whether it holds a close date; beside words that are kept nowhere, also an amount, an address, or a day alone."""
    line = shape.line[passed.start : passed.end]
    for at, entity in shape.within(passed.start, passed.end, TIME):
        if _is_ahead(entity, context) and (
            _CLOSING.search(line[: at - passed.start]) or not (passed.noted or _LINKS.sub("", line))
        ):
            return True
    if passed.noted:
        return False
    amounts = shape.within(passed.start, passed.end, MONEY)
    return EMAIL in line or any(not _WAS.search(line[: at - passed.start]) for at, _ in amounts)


def _is_ahead(entity: Entity, context: Context) -> bool:
    said = entity.value
    return isinstance(said, TimeSpan) and (said.start > context.now or said.rule == DEADLINE)


def _has_another_deal(passed: Passed, saved: list[Draft], shape: Shape, context: Context) -> bool:
    used = {draft.value("deal") for draft in saved}
    for at, entity in shape.within(passed.start, passed.end, DEAL):
        meant = context.names.resolve(str(entity.value))
        deals = {*meant.candidates, *((meant.deal,) if meant.deal else ())}
        if not deals & used and not _IN_PASSING.search(shape.line[passed.start : at]):
            return True
    return False


@lru_cache(maxsize=32)
def _standing(process: Vocabulary) -> re.Pattern[str]:
    """The words of a workspace for where a deal stands."""
    return re.compile(rf"\b(?:{alternatives(process.stages)}|{_CATEGORY})\b")
