"""From a phrase to how a deal ended: won with its amount, lost with its reason."""

from __future__ import annotations

import re
from typing import Final

from sales.language.builders import Hit, draft_of, entity_of
from sales.language.context import Context
from sales.language.draft import Draft
from sales.language.phrases.phrase import term_of
from sales.language.shape import TIME, Shape, read_past
from sales.language.slots import put_money, put_past_day


def win_deal(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """A win, with its amount where one was said."""
    draft = draft_of(hit)
    if (entity := entity_of(hit, shape, "money")) is not None:
        put_money(draft, "amount", shape, entity, context)
    _put_closed_on(draft, hit, shape, context)
    return draft


_DAY_BEHIND = re.compile(rf"\s*[,(-]*\s*(?:(?:on|this|earlier|late|early|back|just) )*{TIME}")
"""The day of a win or a loss, right behind what is said of it."""


def _put_closed_on(draft: Draft, hit: Hit, shape: Shape, context: Context) -> None:
    """The day it ended, where one was said: a day up to today. A week or a month says nothing about the day."""
    behind = _DAY_BEHIND.match(shape.line, hit.match.end())
    for _, entity in shape.within(hit.match.start(), behind.end() if behind else hit.match.end(), TIME)[:1]:
        gone = read_past(shape, entity, context)
        if gone is None or gone.grain != "day" or gone.start > context.now:
            continue
        if gone.day != context.local_now.date():
            put_past_day(draft, "closed_on", shape, entity, context)


_SELLERS: Final = re.compile(
    r"\b(?:vendor|supplier|provider|firm|outfit|agency|shop|player|startup|start-up|company)s?$"
)


def _is_a_rival(said: str) -> bool:
    """Whether somebody else who sells is meant: a name with its capital, "a local vendor"."""
    return said[:1].isupper() or _SELLERS.search(said) is not None


def lose_deal(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """A loss, with its reason where one of the list was said."""
    draft = draft_of(hit)
    if "rival" in hit.phrase.fixed and not _is_a_rival(shape.words(*hit.match.span("rival"))):
        return None  # "went with the premium plan"
    said = hit.phrase.fixed.get("reason", hit.said("reason"))
    why = "reason2" if hit.has("reason2") else "reason"
    if "rival" in hit.phrase.fixed and not hit.has("reason2"):
        put_reason(draft, "competitor", shape, context, hit, "rival")
    elif said or hit.has("reason2"):
        put_reason(draft, hit.said("reason2") or said or "", shape, context, hit, why)
    _put_closed_on(draft, hit, shape, context)
    return draft


def put_reason(draft: Draft, said: str, shape: Shape, context: Context, hit: Hit, group: str) -> None:
    """The lost reason that words mean: an entry of the list, or the competitor somebody went with. Of two ("to a
    competitor, price") the second says why."""
    term = term_of(context.process.lost_reasons, said)
    if term is None and re.search(r"compet|else|vendor|rival|incumbent|current|existing|old|other|cheaper", said):
        term = term_of(context.process.lost_reasons, "competitor")
    if term is not None:
        span = shape.span(*hit.match.span(group)) if hit.has(group) else None
        draft.put("reason", term.key, span, "a reason of the list")
