"""Follow-up questions: "and Globex?", "what about Q1?", "and Tom's?" ask again what was asked before, for another deal,
period or person. The words of the question before are changed and read anew, so that every rule holds for it too."""

from __future__ import annotations

import re
from typing import Final

from sales.language.context import Context
from sales.language.normalise import normalise
from sales.language.shape import DEAL, TIME, Entity, shape_of
from sales.language.understanding import Action, Intent, Understanding

LONGEST = 60
"""A follow-up is short: longer words stand for themselves."""

_LEAD = re.compile(
    r"\W*(?:(?:and|or|ok|okay|so)\s+)?(?:what about|how about|same for|the same for|and|for)\s+(?P<rest>.+?)\W*$",
    re.IGNORECASE | re.DOTALL,
)
_MINE: Final = {
    "mine": "my",
    "me": "my",
    "my own": "my",
    "ours": "our",
    "us": "our",
    "the team": "our",
    "my team": "our",
}
_WHOSE = re.compile(r"\b(?:my|our|the team's|team's)\b", re.IGNORECASE)
_WHO = re.compile(r"\b(?:I|we)\b", re.IGNORECASE)
_PREPOSITION = re.compile(r"^(?:in|for|on|at|by|from|since|during|this|next|last)\b", re.IGNORECASE)


def may_follow(text: str) -> bool:
    """Whether the words are built like a follow-up; what they follow must show whether they are one."""
    return len(text) <= LONGEST and _LEAD.match(text) is not None


def followed_up(text: str, before: Understanding, context: Context) -> str | None:
    """The whole question that `text` stands for after the question `before`; None where it is no follow-up."""
    match = _LEAD.match(text) if len(text) <= LONGEST else None
    if match is None or before.action is not Action.ANSWER or not before.intents:
        return None
    rest, intent = match["rest"].strip(), before.intents[0]
    shape = shape_of(normalise(rest), context)
    for entity in shape.entities:
        beside = (shape.text.plain[: entity.start] + shape.text.plain[entity.end :]).strip(" '’?.!")
        if entity.letter == DEAL and beside in ("", "s"):
            return _instead(before, intent, ("deal",), shape.text.plain[entity.start : entity.end])
        if entity.letter == TIME and (not beside or _PREPOSITION.fullmatch(beside)):
            return _for_another_time(before, intent, rest, entity, shape.text.plain)
    return _for_somebody_else(before, intent, rest, context)


def _instead(before: Understanding, intent: Intent, slots: tuple[str, ...], words: str) -> str | None:
    """The question before with other words where one of these slots was said."""
    for name in slots:
        slot = intent.slots.get(name)
        if slot is not None and slot.span is not None:
            start, end = slot.span
            return f"{before.text[:start]}{words}{before.text[end:]}"
    return None


def _for_another_time(before: Understanding, intent: Intent, rest: str, entity: Entity, plain: str) -> str:
    words = plain[entity.start : entity.end]
    said = _instead(before, intent, ("period", "since", "as_of"), words)
    if said is not None:
        return said
    whole = before.text.rstrip(" ?!.")
    return f"{whole} {rest if _PREPOSITION.match(rest) else f'in {words}'}?"


def _for_somebody_else(before: Understanding, intent: Intent, rest: str, context: Context) -> str | None:
    who = rest.removesuffix("'s").removesuffix("’s").strip()
    mine = _MINE.get(who.casefold())
    known = context.names.person(who.lstrip("@").strip("<>@"))
    if mine is None and len(known) != 1:
        return None
    whose = mine or f"{who}'s"
    said = intent.slots.get("owner")
    if said is not None and said.span is not None:
        start, end = said.span
        after = before.text[end:]
        return f"{before.text[:start]}{whose}{after.removeprefix(chr(39) + 's')}"
    if _WHOSE.search(before.text):
        return _WHOSE.sub(whose, before.text, count=1)
    if mine is None and _WHO.search(before.text):
        return _WHO.sub(who, before.text, count=1)
    return f"{whose} {before.text}" if intent.kind.value in ("query_forecast", "query_pipeline") else None
