"""What a message that no phrase fits most likely asks for: a phrase that fits but for the words behind it. It is always
asked, never saved, and only where the message names its deal and nothing in it says that it is no instruction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sales.language.builders import Hit
from sales.language.certainty import forbids
from sales.language.context import Context
from sales.language.deals import settle
from sales.language.draft import Draft, Reading
from sales.language.mentions import mention_at
from sales.language.moods import mood_of
from sales.language.objections import STATES
from sales.language.phrasebook import BUILDERS, RANK, loose_grammar_of
from sales.language.sentences import BOUNDARY, FILLER, phrases_for, sentences
from sales.language.shape import DEAL, QUOTE, TIME, Shape
from sales.language.understanding import IntentKind, Span, TimeSpan

MOST_SENTENCES: Final = 5
_GUESSED: Final = (
    *(IntentKind.MOVE_STAGE, IntentKind.WIN_DEAL, IntentKind.LOSE_DEAL, IntentKind.SET_AMOUNT),
    *(IntentKind.SET_CLOSE_DATE, IntentKind.SET_CATEGORY, IntentKind.SNOOZE, IntentKind.SET_SOURCE),
)
"""What may be asked for in words that were not followed to their end."""

_NEEDS_MORE: Final = {"follows", "negative"}
"""Phrases that lean on what was said before, or that a "not" belongs to."""
_LEAD: Final = re.compile(
    rf"{FILLER.pattern}(?:(?:we|i|they|we've|i've|they've|have|had|has|was|were|are|is|been|got|now|just|the|our|their"
    r"|customer|client|already|finally|with|on|for|at) )*"
)
_NOT: Final = re.compile(
    r"^\W*(?:thanks|thank you|thx) for\b|^\W*(?:goal|aim|target|plan|idea|wish)\s*:|\b(?:vs|versus|ours|theirs"
    r"|competitor'?s?|goal is|aim is"
    r"|mistake|supposed to)\b|\bby \ue003"
)
"""Words of somebody else's deed, of an aim, of a comparison."""


def guess(shape: Shape, context: Context, reading: Reading) -> None:
    """Add what is most likely meant to a reading in which nothing was found to do."""
    places = sentences(shape.line)
    for place in places[:MOST_SENTENCES]:
        said = shape.line[slice(*place)]
        mood = mood_of(said)
        if mood.question or mood.joke or mood.example or mood.wish:
            continue
        if QUOTE in said or forbids(said) or _NOT.search(said):
            continue
        if (draft := _best(shape, context, place)) is not None:
            draft.confirm("I did not follow all of that. Shall I save it so?")
            reading.drafts.append(draft)
            return


def _best(shape: Shape, context: Context, place: Span) -> Draft | None:
    named = shape.within(*place, DEAL)
    if len(named) != 1:
        return None
    mention = mention_at(shape, context, named[0][0], named[0][0] + 1, sure=True)
    if mention is None:
        return None
    phrases = [
        one
        for one in phrases_for(loose_grammar_of(context.process), shape.line, place)
        if one.phrase.kind in _GUESSED and not _NEEDS_MORE & one.phrase.fixed.keys()
    ]
    for start in _clauses(shape.line, *place):
        hits = [
            Hit(one.phrase, match, mention)
            for one in phrases
            if (match := one.regex.match(shape.line, start, place[1]))
        ]
        for hit in sorted(hits, key=lambda hit: (RANK[hit.phrase.kind], -hit.match.end())):
            draft = BUILDERS[hit.phrase.kind](hit, shape, context)
            if draft is not None and not _is_amiss(draft, shape, context, place):
                settle(draft, mention)
                return draft
    return None


def _clauses(line: str, start: int, end: int) -> Iterator[int]:
    """Where the clauses of a sentence begin, behind what leads to them."""
    places = [start, *(boundary.end() for boundary in BOUNDARY.finditer(line, start, end))]
    for place in places:
        filler, lead = FILLER.match(line, place, end), _LEAD.match(line, place, end)
        yield from dict.fromkeys(found.end() for found in (filler, lead) if found)


def _is_amiss(draft: Draft, shape: Shape, context: Context, place: Span) -> bool:
    """Whether a state was said with a time to come ("Acme verbal by Friday"), or a close date by the hour."""
    times = [one.value for _, one in shape.within(*place, TIME) if isinstance(one.value, TimeSpan)]
    if draft.kind is IntentKind.SET_CLOSE_DATE:
        return any(one.grain in ("hour", "minute", "second") for one in times)
    return draft.kind in STATES and any(one.start > context.now for one in times)
