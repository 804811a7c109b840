"""From a phrase to a new close date, with its reason. What leaves the day open is asked, the likely one offered."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from sales.language.builders import Hit, draft_of, entity_of
from sales.language.context import Context
from sales.language.draft import Draft
from sales.language.mentions import LEFT_OVER
from sales.language.shape import Entity, Shape
from sales.language.shifts import PULLED_IN, shift_of_date
from sales.language.slots import put_day, put_text, written_day
from sales.language.times.stretches import DEADLINE
from sales.language.understanding import Choice, TimeSpan

_WHICH: Final = "Which day is the new close date?"
_BY: Final = "a shift of what is stored"
_OF_A_CLOCK: Final = ("hour", "minute", "second")
_OVER: Final = re.compile(r"\b(?:over|during) (?:the )?\Z")
""" "over Christmas" is several days."""
_MOVED_ALONE: Final = re.compile(
    r"(?:(?:it|this|that|was|got|has|been|just|now) )*(?:moved|shifted)(?: \w+)? (?:to|on) (?!the\b)\ue003"
)
""" "moved to Thursday": as likely a meeting as a deal that nobody named."""
_DIGITS: Final = re.compile(r"\d|(?i:end|mid|early|late|month|quarter|year|eo[mqy])")
_FROM: Final = re.compile(r"\bfrom (?:the )?\Z")


def set_close_date(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """A new close date, with the reason given. A shift by so long needs the stored date, so it is asked."""
    draft = draft_of(hit)
    entity = entity_of(hit, shape, "date")
    if entity is None:
        if by := shift_of_date(hit.match[0], shape.words(*hit.match.span("text")) if hit.has("text") else ""):
            draft.put("by", " or ".join(by), shape.span(*hit.match.span()), _BY)
        draft.ask("close_date", _WHICH)
    elif not _is_of_the_deal(hit, shape, entity) or not _put(draft, hit, shape, entity, context):
        return None
    else:
        _leave_open(draft, hit, entity)
        if _MOVED_ALONE.match(hit.match[0]) and not _DIGITS.search(shape.words(*hit.match.span("date"))):
            draft.confirm("Is that the deal's close date?")
    if hit.has("text") and "relative" not in hit.phrase.fixed:
        place = hit.match.span("text")
        put_text(draft, "reason", shape.words(*place), shape.span(*place), "the words after because")
    return draft


def _is_of_the_deal(hit: Hit, shape: Shape, entity: Entity) -> bool:
    """Whether the day is a deal's: not "the Acme flight lands at 4", nor "moved desks today"."""
    if hit.mention is not None and hit.mention.resolution.rule == LEFT_OVER and _is_an_hour(entity):
        return False
    named = hit.mention is None or hit.mention.pronoun or hit.mention.resolution.is_known
    return named or shape.line[hit.match.end("deal") : hit.match.start("date")].strip() != ""


def _is_an_hour(entity: Entity) -> bool:
    return isinstance(entity.value, TimeSpan) and entity.value.grain in _OF_A_CLOCK


def _put(draft: Draft, hit: Hit, shape: Shape, entity: Entity, context: Context) -> bool:
    """Put the day into the draft, or what to ask of it; False where it only says when it was to close before."""
    if _FROM.search(shape.line, hit.match.start(), hit.match.start("date")):
        if not isinstance(entity.value, TimeSpan) or entity.value.rule != "a range":
            return False  # "from Jan 15"
        put_day(draft, "close_date", shape, entity._replace(value=_last_of(entity.value)), context)
    elif inwards := _pulled_in(hit, shape, entity):
        draft.put("by", inwards, shape.span(*hit.match.span()), _BY)
        draft.ask("close_date", _WHICH)
    else:
        put_day(draft, "close_date", shape, entity, context)
    return True


def _last_of(shift: TimeSpan) -> TimeSpan:
    """ "from Dec 15 to Jan 15" is no range where a date is moved: the day it was moved to."""
    return replace(shift, day=shift.offers[0], doubt="") if shift.offers else shift


def _leave_open(draft: Draft, hit: Hit, entity: Entity) -> None:
    """What says the day without saying that it is the close date: "after Easter", "won't close until", "Monday or
    Tuesday", "around mid May", and an hour ("the pharmacy closes at 9"). It is offered."""
    slot = draft.slots.get("close_date")
    if slot is None or not isinstance(day := slot.value, date):
        return
    opens = _is_an_hour(entity) and isinstance(entity.value, TimeSpan) and entity.value.rule != DEADLINE
    likely = Choice(written_day(day), day)
    said = hit.match.string[hit.match.start() : hit.match.start("date")]
    if hit.has("other"):
        draft.ask("close_date", "Which of the two days?")
    elif hit.has("beyond"):
        draft.ask("close_date", f"Which day {hit.said('beyond')} that is it?", likely)
    elif _OVER.search(said) or "offers" in hit.phrase.fixed or hit.has("near") or hit.has("vague") or opens:
        draft.ask("close_date", f"Is {written_day(day)} the close date?", likely)
    else:
        return
    del draft.slots["close_date"]


def _pulled_in(hit: Hit, shape: Shape, entity: Entity) -> str:
    """The shift of "pull Acme in two weeks", which is no day two weeks from now; "" for any other words."""
    said = PULLED_IN.fullmatch(shape.text.low[entity.start : entity.end])
    if said is None or not re.match(r"(?:pull|bring|brought)", hit.match[0]):
        return ""
    return shift_of_date("pulled in", said["duration"])[0]
