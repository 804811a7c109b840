"""Whom and which losses a question about the pipeline sets apart: "without Tom", "lost to competitors". What it asks
for at all has its own room."""

from __future__ import annotations

import re
from typing import Final

from sales.language.context import Context
from sales.language.draft import Draft
from sales.language.phrases.phrase import alternatives, term_of
from sales.language.shape import PERSON, Shape
from sales.language.understanding import Span

_LEFT_OUT: Final = (
    r"(?:without|w/o|except(?: for)?|excluding|exclude|excl\.?|but (?:not|for|without)|but|not (?:counting|including"
    r"|owned by|from|by)|not|leaving out|leave out|minus|less|other than|apart from|aside from|besides|ignoring)"
)
_WHO: Final = rf"(?:{PERSON}|[^\W\d_]+(?: [^\W\d_]+)?)(?:['’]s)?"
_WITHOUT: Final = re.compile(
    rf"\b{_LEFT_OUT} (?:the )?(?P<first>{_WHO})(?:,? (?:and|or) (?P<second>{_WHO}))?(?: (?:deals|ones|stuff|pipeline))?"
)
_MINE: Final = frozenset({"me", "mine", "myself", "my", "my own", "my deals", "my own deals"})
JOINED: Final = " "
"""Between the ids of several people in one slot."""


def put_without(draft: Draft, shape: Shape, context: Context, start: int, end: int) -> Span | None:
    """The colleagues whose deals are not wanted, and where in the shape they stand; None where nobody is named so, or
    one of the names is nobody's: "without a next step"."""
    for match in _WITHOUT.finditer(shape.line, start, end):
        found: list[str] = []
        stop = match.start()
        for group in ("first", "second"):
            if not match[group]:
                continue
            who, last = _somebody(shape, context, *match.span(group))
            if not who:
                break
            found.append(who)
            stop = last
        if found:
            place = match.start(), max(stop, match.end() if len(found) == 2 or not match["second"] else stop)
            draft.put("without", JOINED.join(found), shape.span(*place), "whose deals are not wanted")
            return place
    return None


def _somebody(shape: Shape, context: Context, start: int, end: int) -> tuple[str, int]:
    """The id of the one colleague that the words begin with, and where the name ends; "" for nobody."""
    words = shape.line[start:end]
    for stop in (end, start + len(words.split(" ")[0])):
        said = re.sub(r"['’]s$", "", shape.words(start, stop))
        if said.casefold() in _MINE:
            return context.speaker or "", stop
        known = context.names.person(said.lstrip("@"))
        if len(known) == 1:
            return known[0].id, stop
    return "", start


def put_lost_reason(draft: Draft, shape: Shape, context: Context, start: int, end: int) -> None:
    """The reason of the list whose losses are asked for: "lost to competitors", "lost on price"."""
    if draft.value("filter") != "lost":
        return
    said = alternatives(context.process.lost_reasons)
    match = re.compile(
        rf"\b(?:to|on|over|because of|due to|for|by|with|against|of)(?: (?:the|an?|our|their|lack of|reason|no))*"
        rf" (?P<reason>(?:{said})s?)\b|\b(?P<reason2>{said})(?=[ -](?:losses|reasons?))"
    ).search(shape.line, start, end)
    if match is None:
        return
    group = "reason" if match["reason"] else "reason2"
    words = match[group]
    term = term_of(context.process.lost_reasons, words) or term_of(context.process.lost_reasons, words[:-1])
    if term is not None:
        draft.put("reason", term.key, shape.span(*match.span()), "a reason of the list")
