"""The door: text and context in, `Understanding` out. Normalise, recognise, read, decide; nothing else happens here."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from sales.language.context import Context
from sales.language.holes import UNFILLED
from sales.language.normalise import Text, normalise
from sales.language.phrasebook import grammar_of, loose_grammar_of
from sales.language.policy import decide
from sales.language.reading import read
from sales.language.shape import MONEY, TIME, Shape, shape_of
from sales.language.times.fallback import warm_up as warm_up_dates
from sales.language.times.feasts.lunar import VARIES
from sales.language.times.seasons import NO_DAY
from sales.language.understanding import MoneySpan, TimeSpan, Understanding

Found = TypeVar("Found", TimeSpan, MoneySpan)
NO_SUCH_DAY = "there is no such day"


def understand(text: str, context: Context) -> Understanding:
    """What `text`, written by the context's speaker at its `now`, asks for.

    Pure: the same text and context give the same understanding. Never raises for any text, and takes under 50 ms."""
    read_text = normalise(text)
    shape = shape_of(read_text, context)
    reading = read(shape, context)
    action, intents, questions = decide(reading, shape, context)
    notes = list(dict.fromkeys(reading.notes))
    if read_text.blanked:
        notes.append("Quoted lines, signatures and struck-through words are not read.")
    if read_text.cut:
        notes.append("Only the beginning of a long message is read.")
    first, further = next(iter(questions), None), questions[1:]
    return Understanding(text, action, intents, first, _times(shape), _amounts(shape), tuple(notes), further)


def _times(shape: Shape) -> tuple[TimeSpan, ...]:
    """The times that are no part of a name or an amount. A day that does not exist is none, nor is "the other day"."""
    taken = [(entity.start, entity.end) for entity in shape.entities if entity.letter != TIME]
    return tuple(
        _placed(time, shape.text)
        for time in shape.times
        if time.doubt not in (NO_SUCH_DAY, NO_DAY, VARIES)
        and not any(start < time.span[1] and time.span[0] < end for start, end in taken)
    )


def _amounts(shape: Shape) -> tuple[MoneySpan, ...]:
    found = (entity.value for entity in shape.entities if entity.letter == MONEY)
    return tuple(_placed(one, shape.text) for one in found if isinstance(one, MoneySpan) and one.doubt != UNFILLED)


def _placed(found: Found, text: Text) -> Found:
    """The same with its span in the text as it was given."""
    span = text.span(*found.span)
    return found if span == found.span else replace(found, span=span)


def warm_up(context: Context) -> None:
    """Compile the phrases for the context's words, load dateparser and the lunar calendars: half a second, before
    anybody waits for it."""
    grammar_of(context.process)
    loose_grammar_of(context.process)
    warm_up_dates()
    understand("call Jane tomorrow, or after Diwali?", context)
