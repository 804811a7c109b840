"""On which day something happened, as far as its clause says: in front, behind the names, behind a comma. A day still
to come is none, nor is one that belongs to the subject."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from sales.language.context import Context
from sales.language.phrases.telling import PRAISE
from sales.language.shape import DEAL, TIME, Entity, Shape, read_past
from sales.language.told import Told
from sales.language.understanding import TimeSpan

Placed = tuple[int, Entity]
"""A time, and its place in the shape."""
_DAY_BEHIND: Final = re.compile(
    rf"\s*,\s*(?:(?:on|this|last|earlier|late|early|back|just) )*{TIME}(?=\s*(?:$|[.!;,)\n]))"
)
""" "emailed Hooli, 18 Nov": the day stands behind a comma."""
_TOOK_PLACE: Final = re.compile(
    rf"\s*,?\s*(?:(?:went ahead|went off|took place|happened|(?:was|got) (?:held|done)|was)(?: fine| well"
    rf"| as planned)?,? )"
    rf"(?:(?:on|in|at|this|last|earlier|late|early|back|just) )*{TIME}(?!'s)"
)
""" "our call with Acme was on Tuesday", "site visit at Hooli went ahead on Tuesday in the rain"."""
_STILL_TO_COME: Final = re.compile(
    r"\b(?:meeting|call|demo|visit|launch|go-?live|kick-?off|start|deadline|due|event|conference|review|session"
    r"|workshop|webinar|trip|onsite|lunch|dinner|training|signing|delivery|renewal|expiry|close|move|roll-?out|by|until"
    r"|till|before|after|from|for|next|coming|this|(?!pricing|testing|billing|onboarding|financing)[a-z]{2,}ing)"
    r"(?: (?:is|was|planned|set|booked))?(?: (?:on|at|for|of|the))*\s*$"
)
""" "emailed Acme about the meeting on Tuesday": the day is that of the meeting."""
_TOLD_BEHIND: Final = re.compile(
    r"\s*[,;:-]+ ?(?:(?:we|they|he|she|it|i|\ue000|\ue007)(?:'d|'ve|'re|'s)? )*(?:like|love|want|wants|need"
    r"|needs|are|is|have|has|asked|would|met|saw|got|went|was|were|said|had|ran|gave|came|did"
    r"|[a-z]+ed)\b"
    rf"|\s*[,;:-]+ ?(?:(?:was|a|very|really|super|all) )*{PRAISE} (?:chat|call|meeting|talk|conversation|session|demo"
    r"|discussion|progress|vibes|feedback|stuff|one)\b"
)
"""What follows is told as past, and so is what it follows."""
_TOPIC: Final = re.compile(r"\s+(?:about|re|regarding|to|on)\b")
"""What a meeting is about may be said of one to come; how it went may not."""
_FAR: Final = timedelta(days=60)


def days_said(clause: Told) -> list[Placed]:
    """The times that the clause says it happened at."""
    hit, shape = clause.hit, clause.shape
    if hit.has("text") and not hit.has("who"):
        return []  # a day within a note is part of what is noted
    told = hit.match.start("text") if hit.has("text") else hit.match.end()
    until = max(clause.head_end, told) if clause.fixed("inbound") else clause.head_end
    found = shape.within(clause.begin, until, TIME)
    if found or clause.about is None:
        return found
    if held := _TOOK_PLACE.match(shape.line, clause.head_end, clause.end):
        return [pair for pair in shape.within(*held.span(), TIME) if _may_be_gone(shape, pair[1], clause.context)]
    behind = shape.within(clause.head_end, clause.end, TIME)
    return [pair for pair in behind if pair[0] >= clause.end - 2 and _is_gone(clause, pair)]


_DAY_AT_ONCE: Final = re.compile(rf"\s*,?\s*(?:(?:on|this|last|earlier|late|early|back|just) )*{TIME}")
""" "gave Jane a call yesterday": the day stands right behind the phrase."""


def day_behind(clause: Told, at: int, *, at_once: bool = False) -> tuple[list[Placed], int]:
    """The day that stands behind a comma at that place, or `at_once` behind it, and where it ends."""
    line = clause.shape.line
    day = _DAY_AT_ONCE.match(line, at) if at_once else _DAY_BEHIND.match(line, at) or _TOOK_PLACE.match(line, at)
    said = clause.shape.within(at, day.end(), TIME) if day else []
    gone = [pair for pair in said if _may_be_gone(clause.shape, pair[1], clause.context)]
    return gone, day.end() if day and gone else at


def own_days(clause: Told, days: list[Placed], number: int) -> list[Placed]:
    """ "Umbrella last Thursday and Hooli on Friday": the day behind each deal; the first day where it has none."""
    places = [place for place, _ in clause.shape.within(clause.start, clause.head_end, DEAL)]
    if len(places) < 2 or len(days) < 2:
        return days
    begin = places[number] if number < len(places) else clause.start
    until = places[number + 1] if number + 1 < len(places) else clause.head_end
    return [pair for pair in days if begin < pair[0] < until] or days


def is_still_to_come(clause: Told, days: list[Placed]) -> bool:
    """Whether a meeting named without a verb is an appointment: one of its times lies ahead, and no outcome is told."""
    outcome = (clause.about is not None and not _TOPIC.match(clause.about[0])) or _TOLD_BEHIND.match(
        clause.shape.line, clause.end
    ) is not None
    return any(_is_to_come(clause, entity, outcome) for _, entity in days)


def are_over(days: list[Placed], context: Context) -> bool:
    """Whether there are times, and all of them have gone by."""
    return days != [] and all(_is_over(entity, context) for _, entity in days)


def _is_to_come(clause: Told, entity: Entity, told_outcome: bool) -> bool:
    time, context = entity.value, clause.context
    if not isinstance(time, TimeSpan):
        return False
    gone = read_past(clause.shape, entity, context)
    if gone is not None and time.start - context.now > _FAR > context.now - gone.start:
        return False  # "coffee with Jane 11/18": days ago rather than next year
    if time.start.date() == context.local_now.date() and time.grain != "day":
        return time.start > context.now
    return time.start > context.now and not told_outcome


def _is_gone(clause: Told, place: Placed) -> bool:
    """Whether the day at the end of a topic says when it was: one gone by, or a weekday that is not the subject's."""
    at, entity = place
    if _is_over(entity, clause.context):
        return True
    topic = clause.shape.line[clause.head_end : at]
    if not re.match(r"\s*(?:about|re|regarding)\b", topic) or _STILL_TO_COME.search(topic):
        return False
    return topic.endswith("on ") and _may_be_gone(clause.shape, entity, clause.context)


def _is_over(entity: Entity, context: Context) -> bool:
    return isinstance(entity.value, TimeSpan) and entity.value.end <= context.now


def _may_be_gone(shape: Shape, entity: Entity, context: Context) -> bool:
    """Whether the words, read as something past, are a day up to today: "Tuesday", "18 Nov"; "tomorrow" is none."""
    gone = read_past(shape, entity, context)
    return gone is not None and gone.start <= context.now
