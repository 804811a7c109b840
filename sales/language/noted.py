"""Which words of a clause are kept as an activity's note: what was sent, what it was about, how it went. The names and
the day are said already."""

from __future__ import annotations

import re

from sales.language.days_gone import Placed
from sales.language.draft import Draft
from sales.language.participants import A_THING_TO, Participants, without_times_behind
from sales.language.shape import DEAL, TIME, Shape
from sales.language.told import Told


def keep_note(draft: Draft, clause: Told, people: Participants, days: list[Placed], end: int) -> None:
    """Put the words into the draft's note, in their order; `end` is where those about the participants end."""
    hit, shape, start, head_end = clause.hit, clause.shape, clause.start, clause.head_end
    if not clause.fixed("sending") and (thing := A_THING_TO.match(shape.line, start, end)):
        draft.note.append(shape.words(start, thing.start("to")))
    if hit.has("text"):
        draft.note.append(shape.words(*hit.match.span("text")))
    elif clause.fixed("sending") or clause.fixed("note_all"):
        draft.note.append(_without_times(shape, clause.begin, end))
    elif head_end < end:
        draft.note.append(_behind_the_name(shape, start, head_end))
        draft.note.append(_without_trailing_time(shape, head_end, end, days))
    elif people.deals:
        draft.note.append(_behind_the_name(shape, start, end))
    elif people.contact is None and start < end:
        draft.note.append(_without_times(shape, start, end))


def _behind_the_name(shape: Shape, start: int, end: int) -> str:
    """What was sent or said, between the name and the day: "emailed Acme the questionnaire"."""
    named = shape.within(start, end, DEAL)
    if not named:
        return ""
    begin = named[-1][0] + 1
    words = shape.words(begin, without_times_behind(shape, begin, end))
    for place, _ in shape.within(begin, begin + 2, TIME):
        words = shape.words(place + 1, without_times_behind(shape, place + 1, end))
    words = re.sub(r"^['’](?:s\b|(?=\s))", "", words)
    words = re.sub(r"\s*\b(?:for|on|at|in|by)(?: the)?\s*$", "", words)
    return "" if re.match(r"\s*(?:team|folks|again|deal|account)?\s*$", words) else words


def _without_times(shape: Shape, start: int, end: int) -> str:
    line = shape.line[start:end].rstrip()
    while line.endswith(TIME):
        line = re.sub(r"\s*(?:\b(?:on|at|in|by|our|the|their|this)\b\s*)*$", "", line[:-1])
    return shape.words(start, start + len(line))


def _without_trailing_time(shape: Shape, start: int, end: int, times: list[Placed]) -> str:
    if times and times[0][0] >= start and not shape.line[times[0][0] + 1 : end].strip():
        said = re.sub(r"\s*\b(?:on|at|in|by|from)\s*$", "", shape.line[start : times[0][0]])
        end = start + len(re.sub(r"^\s*(?:was|happened|took place|went ahead)\s*$", "", said))
    return re.sub(r"^\s*(?:-|:|about|re|regarding|to discuss|and)\s+", "", shape.words(start, end))
