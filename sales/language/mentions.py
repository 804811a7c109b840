"""Which deal, account or person the words at a place of the shape mean, with what must be asked where that is open."""

from __future__ import annotations

import re
from typing import Final

from sales.language.context import Context
from sales.language.lexicon import ORDINARY_WORDS, PRIVATE_PEOPLE, words
from sales.language.name_tables import name_key
from sales.language.names import Mention, Resolution
from sales.language.shape import DEAL, Shape
from sales.language.understanding import Span

_NOISE_BEFORE = re.compile(
    r"(?i)^(?:(?:the|our|my|this|that|a|an|deal|opportunity|opp|account|with|for|on|at|from|to|re)\s+)+"
)
_NOISE_AFTER = re.compile(
    r"(?i)(?:['’]s)?(?:\s+(?:deal|opportunity|opp|account|one|team|folks|guys|people|again|today))*$"
)
_PRONOUN = re.compile(
    r"(?:it|this(?: one| deal)?|that(?: one| deal)?|(?:(?:the|my|our) )?(?:deal|opp|opportunity)|them|they|its)$"
)
_NEVER_A_NAME: Final = words(
    """i we you they he she it there here what that this things everything something nothing someone
    everyone people lunch dinner breakfast who when where why how which is are was were be to of in on at by
    for and or but if not no yes me my us our your their his her them all some any much many has have had
    was were could would should might may will can nowhere longer still however been being gets got went
    signed yesterday again maybe never both either neither nor than as today tomorrow yesterday now then
    week month quarter year deals pipeline forecast reminder reminders everybody anybody nobody life weather coffee
    traffic so
    very too also just revenue turnover stock shares valuation funding headcount raised offered offers wants stage
    amount date status opportunity value wanted asked asks paid pays market"""
)
_OF_A_DEAL: Final = words(
    "deal renewal expansion pilot opportunity opp account phase upsell contract project order poc"
)
"""What of a customer's may be the name of one of several deals."""
_BETWEEN: Final = words("at from of with and to for in on is the")
LEFT_OVER: Final = "words left over"
"""The rule of a mention that holds a known name and more: it is never taken for the name."""
LIKELY: Final = 75
"""Similarity from which unsure words are taken to be a misspelt name, and asked about."""


def mention_at(shape: Shape, context: Context, start: int, end: int, *, sure: bool) -> Mention | None:
    """The deal that the shape's words from `start` to `end` mention; None where they are no name.

    Unsure words must be a known name, or close to one; words that a sure sentence names may be unknown."""
    place = start, end, sure
    if place not in shape.mentions:
        shape.mentions[place] = _mention_at(shape, context, start, end, sure=sure)
    return shape.mentions[place]


def _mention_at(shape: Shape, context: Context, start: int, end: int, *, sure: bool) -> Mention | None:
    written = shape.line[start:end]
    span = shape.span(start, end)
    if _PRONOUN.match(written):
        return Mention(written, span, Resolution(None, (), "the deal spoken of"), pronoun=True)
    said = shape.words(start, end)
    if written != DEAL or not context.names.is_name(name_key(said)):  # "The Pantry" is called so
        said = bare_name(said)
    if not said or len(said) > 80:
        return None
    if DEAL not in written and _is_no_name(said, context, sure=sure):
        return None
    if said not in shape.resolved:
        shape.resolved[said] = context.names.resolve(said)
    resolution = shape.resolved[said]
    more_than_a_name = DEAL in written and written.strip() != DEAL
    likely = resolution.candidates and not more_than_a_name and (sure or resolution.score >= _likely(said))
    if resolution.deal is not None or likely:
        first = name_key(said).split(" ")[0]
        if resolution.score < 100 and (first in _NEVER_A_NAME or (not sure and _is_everyday(said))):
            return None
        return Mention(said, span, resolution)
    if DEAL in written:
        behind = written[written.index(DEAL) + 1 :].split()
        theirs = behind[:1] == ["'s"] and behind[1:2] != [] and not sure
        if theirs and behind[1] not in _OF_A_DEAL:
            return None  # "Acme's share price"
        if bare_name(written).find(DEAL) != 0 or any(
            word in _NEVER_A_NAME or word.endswith(("n't", "'ll")) for word in behind
        ):
            return None
        return _partly_known(shape, context, start, end, said, span)
    if not sure or not _could_be_a_name(said):
        return None
    return Mention(said, span, resolution)


def _is_no_name(said: str, context: Context, *, sure: bool) -> bool:
    """Words that are no slip of a name either: everyday ones that are nobody's name."""
    key = name_key(said)
    everyday = key.split(" ")[0] in _NEVER_A_NAME or (not sure and _is_everyday(said))
    return everyday and not context.names.is_name(key)


def _likely(said: str) -> int:
    """Of four letters one in four is too much to be a slip: "game" is not Acme."""
    return LIKELY if len(said) > 4 else LIKELY + 10


def _partly_known(shape: Shape, context: Context, start: int, end: int, said: str, span: Span) -> Mention:
    """A known name with words left over: never taken for the name alone."""
    inside = shape.within(start, end, DEAL)
    known = context.names.resolve(str(inside[0][1].value))
    candidates = (*known.candidates, *(() if known.deal is None else (known.deal,)))
    return Mention(said, span, Resolution(None, tuple(dict.fromkeys(candidates))[:5], LEFT_OVER))


def bare_name(said: str) -> str:
    """A mention without the words around a name: "the Acme deal" is "Acme". A quotation within it stays whole."""
    said = said.strip(" \t,.;:!?\"'[]")
    if said.count("(") != said.count(")"):
        said = said.strip("()")
    bare = _NOISE_AFTER.sub("", _NOISE_BEFORE.sub("", said)).strip(" ,.;:!?\"'")
    opened = bare.count('"') % 2 and not bare[bare.rindex('"') + 1 :].startswith(" ")
    return f'{bare}"' if opened else bare


def _is_everyday(said: str) -> bool:
    key = name_key(said)
    return all(word in ORDINARY_WORDS or word in _NEVER_A_NAME for word in key.split(" "))


def _could_be_a_name(said: str) -> bool:
    parts = name_key(said).split(" ")
    if "with" in parts or "about" in parts:
        return False  # "a follow-up with Jane"
    if not parts[0] or len(parts) > 5 or parts[0] in _NEVER_A_NAME or parts[-1] in _NEVER_A_NAME:
        return False
    return said[0].isupper() or not _is_everyday(said)


def looks_like_a_person(said: str) -> bool:
    """Whether words may be a contact's name: one to four, and not "mom" or "the team"."""
    parts = re.findall(r"[^\W_]+", said.casefold())
    if not 1 <= len(parts) <= 4 or any(part in PRIVATE_PEOPLE or part in _BETWEEN for part in parts):
        return False
    return not any(part in ORDINARY_WORDS or part in _NEVER_A_NAME for part in parts) or said[0].isupper()
