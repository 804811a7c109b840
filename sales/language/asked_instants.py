"""As of when a question asks for the forecast: "on September 1", "as of last Friday", "yesterday". A day alone is no
period that anybody forecasts, so it says when, not what for."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from sales.language.context import Context
from sales.language.draft import Draft
from sales.language.shape import TIME, Entity, Shape, read_past
from sales.language.understanding import TimeSpan

_AS_OF = re.compile(r"\b(?:as (?:of|at|on|it (?:was|stood|looked)(?: on| at)?)|back (?:on|at)) (?:the )?\Z")
_WAS = re.compile(r"\b(?:was|were|had|stood|looked)\b|\bdid\b.*\b(?:say|look|stand|call|forecast|have)\b")
_STANDING = re.compile(r"\b(?:forecasts?|commits?|best case|roll-?up|coverage|attainment|gap|number|numbers|outlook)\b")
"""What stands at some level at an instant; what is closed or won happens within a time."""
_A_DAY = timedelta(hours=25)


def put_as_of(draft: Draft, shape: Shape, context: Context, start: int, end: int) -> Entity | None:
    """The instant as of which a forecast is asked for, as a day (its end is meant) or a time of day; returns the words
    that say it, which then name no period. A longer time is an instant only behind "as of", and its end is."""
    line = shape.line[start:end]
    for _, entity in shape.within(start, end, TIME):
        if not isinstance(entity.value, TimeSpan):
            continue
        marked = _AS_OF.search(shape.text.low[: entity.start]) is not None
        back = read_past(shape, entity, context) or entity.value
        looks_back = bool(_WAS.search(line)) or entity.value.start <= context.local_now
        a_day = back.end - back.start <= _A_DAY
        if not (marked or (a_day and looks_back and _STANDING.search(line))):
            continue
        if not a_day and back.end > context.local_now:
            continue  # "as of this quarter": the quarter as it stands
        draft.put("as_of", instant_said(back), shape.text.span(entity.start, entity.end), f"an instant: {back.rule}")
        return entity
    return None


def is_looked_back_at(draft: Draft, line: str, gone: TimeSpan) -> bool:
    """Whether the period of a forecast is meant as a past one: "what was our commit in September?"; beside an instant,
    whether it was not over then: "for Q3 on September 1"."""
    as_of = draft.value("as_of")
    if isinstance(as_of, date):
        return gone.end.date() > (as_of.date() if isinstance(as_of, datetime) else as_of)
    return _WAS.search(line) is not None


def instant_said(time: TimeSpan) -> date:
    """The last day of whole days; the instant itself, where a time of day was said."""
    whole_days = time.start.time() == time.end.time()
    return (time.end - timedelta(microseconds=1)).date() if whole_days else time.start
