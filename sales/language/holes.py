"""What a pasted template left to be filled in: "set the amount to {amount}". Knows what a gap is for by its name; never
what belongs into it."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from sales.language.context import Context
from sales.language.draft import Draft
from sales.language.understanding import MoneySpan, Span, TimeSpan

UNFILLED: Final = "still to be filled in"
"""The doubt of what stands in a gap's place."""

_HOLE: Final = re.compile(r"\{{1,2}\s?(?P<name>[^\W\d_][\w -]{0,40})\}{1,2}")
_FILLED: Final = re.compile(r"\{(?P<said>[^{}|\n]{1,80})\|[^{}|\n]{1,40}\}")
_USES: Final = {
    "amount": re.compile(r"amount|value|size|price|sum|money|acv|arr|budget"),
    "date": re.compile(r"(?<!up)date|day|when|due|deadline"),
    "stage": re.compile(r"stage|status|phase"),
    "deal": re.compile(r"deal|opp|account|company|customer|client|keyword"),
}
"""What a gap is for, by a piece of its name; the first that fits."""


class Hole(NamedTuple):
    """A gap: where it is in the plain text, and what it is for ("" if anything may belong there)."""

    start: int
    end: int
    use: str


def holes_in(low: str) -> tuple[Hole, ...]:
    """The gaps of a text in lower case."""
    if "{" not in low:
        return ()
    return tuple(Hole(*match.span(), _use_of(match["name"])) for match in _HOLE.finditer(low))


def _use_of(name: str) -> str:
    return next((use for use, pattern in _USES.items() if pattern.search(name)), "")


def stand_in(hole: Hole, context: Context) -> MoneySpan | TimeSpan | str | None:
    """What is read in a gap's place, so that the rest of the sentence can be: an amount and a day that are still to be
    told, the first stage, no deal's name; None where anything may belong there."""
    span = hole.start, hole.end
    if hole.use == "amount":
        return MoneySpan(span, Decimal(0), "", doubt=UNFILLED)
    if hole.use == "date":
        return TimeSpan(span, context.now, context.now + timedelta(days=1), "day", UNFILLED)
    if hole.use == "stage":
        return next((term.words[0] for term in context.process.stages), None)
    return UNFILLED if hole.use else None


def filled(plain: str) -> str:
    """The text with "{Jones|Name}" read as "Jones", every character in its place."""
    return _FILLED.sub(lambda hole: f" {hole['said']}".ljust(len(hole[0])), plain)


def ask_about_holes(drafts: list[Draft], holes: tuple[Span, ...], given: str) -> None:
    """Take back what stands in a gap (a span of the `given` text), and have nothing saved before it is filled."""
    for draft in drafts:
        for start, end in holes:
            said = f'"{given[start:end]}" is still to be filled in.'
            inside = [name for name, slot in draft.slots.items() if name != "kind" and _overlap(slot.span, start, end)]
            for name in inside:
                draft.forget(name)
                draft.ask(name, f"{said} What is the {name.replace('_', ' ')}?")
            if not (draft.doubts or draft.kind.is_question):
                draft.confirm(f"{said} Shall I save the rest?")


def _overlap(span: Span | None, start: int, end: int) -> bool:
    return span is not None and span[0] < end and start < span[1]
