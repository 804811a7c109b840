"""Reads a message sentence by sentence. Moods decide first what may be read at all: questions are answered, jokes and
examples are passed over, and the clauses of the rest are read."""

from __future__ import annotations

from typing import Final

from sales.language.clauses import read_clauses
from sales.language.context import Context
from sales.language.dialogue import is_a_dialogue
from sales.language.draft import Draft, Reading
from sales.language.letters import is_a_letter
from sales.language.likely import guess
from sales.language.moods import (
    Mood,
    asks_behind,
    is_addressed,
    mood_of,
    needed_from,
    questions_in,
    spoken_from,
    turns_into_question,
)
from sales.language.off_the_record import asks_not_to_be_logged
from sales.language.phrasebook import grammar_of
from sales.language.queries import is_other, read_query
from sales.language.sentences import Sentence, phrases_for, sentences
from sales.language.shape import DEAL, Shape
from sales.language.terse import read_terse
from sales.language.understanding import IntentKind, Span

MOST_SENTENCES: Final = 40


def read(shape: Shape, context: Context) -> Reading:
    """Everything that the message says, asks, and only mentions."""
    reading = Reading()
    if asks_not_to_be_logged(shape.line):
        reading.notes.append("You asked that this is not logged.")
        return reading
    if "\n" in shape.line and is_a_dialogue(shape.text.plain, context.names.is_name):
        reading.notes.append("What others said to one another is not read as an instruction.")
        return reading
    if "\n" in shape.text.given and is_a_letter(shape.text.given):
        reading.notes.append("A mail to somebody is not read as an instruction.")
        return reading
    for place in sentences(shape.line)[:MOST_SENTENCES]:
        start, end = spoken_from(shape.line, *place), place[1]
        said = shape.line[start:end]
        mood = mood_of(said)
        if is_addressed(said):
            reading.notes.append("What somebody else is asked to do is not read as an instruction.")
            continue
        if turn := turns_into_question(said) if mood.question else asks_behind(said):
            _statement(shape, context, reading, (start, start + turn), mood_of(said[:turn]))
            start, mood = start + turn, mood_of(said[turn:])
        _sentence(shape, context, reading, (start, end), mood)
    if DEAL in shape.line and not reading.queries and not reading.notes and all(one.soft for one in reading.drafts):
        guess(shape, context, reading)
    return reading


def _sentence(shape: Shape, context: Context, reading: Reading, place: Span, mood: Mood) -> None:
    if mood.joke:
        reading.drafts = [draft for draft in reading.drafts if draft.kind is IntentKind.LOG_ACTIVITY]
        reading.notes.append("A joke is not read as an instruction.")
    elif mood.example:
        reading.notes.append("An example is not read as an instruction.")
    elif mood.wish:
        reading.notes.append("A wish is not read as an instruction.")
    elif is_other(shape.line[slice(*place)]):
        reading.queries.append(Draft(IntentKind.OTHER, *place, "an instruction that is not ours"))
    elif mood.question:
        reading.asked = True
        reading.queries += _questions(shape, context, place)
    else:
        _statement(shape, context, reading, place, mood)


def _questions(shape: Shape, context: Context, place: Span) -> list[Draft]:
    """What a sentence asks; several things, where each of its parts asks for something by itself."""
    parts = questions_in(shape.line, *place)
    asked = [read_query(shape, context, *part, asked=True) for part in parts]
    if len(parts) > 1 and all(drafts and not any(draft.doubts for draft in drafts) for drafts in asked):
        return [draft for drafts in asked for draft in drafts]
    return asked[0] if len(parts) == 1 else read_query(shape, context, *place, asked=True)


def _statement(shape: Shape, context: Context, reading: Reading, place: Span, mood: Mood) -> None:
    phrases = phrases_for(grammar_of(context.process), shape.line, place)
    start, end = place
    needs = needed_from(shape.line, start, end)
    sentence = Sentence(shape, context, reading, phrases, start, end, needs or start + mood.request, mood.request > 0)
    sentence.needed = needs > 0
    if not read_terse(sentence):
        read_clauses(sentence)
