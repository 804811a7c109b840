"""Which period a question asks about; one that does not exist, or lies years away, is asked about in turn."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from sales.language.asked_instants import is_looked_back_at, put_as_of
from sales.language.builders import period_text
from sales.language.context import Context
from sales.language.draft import Draft
from sales.language.shape import NUMBER, TIME, Entity, Shape, almanac_of, read_past
from sales.language.slots import FARTHEST_DAYS
from sales.language.times.reader import read_time
from sales.language.times.runs import SEVERAL_TO_COME
from sales.language.understanding import Choice, IntentKind, MoneySpan, TimeSpan
from sales.period import FiscalCalendar, Grain, Period, zone

_LOOKS_BACK: Final = (IntentKind.QUERY_CHANGES, IntentKind.QUERY_ACTIVITY)
_OF_THE_PAST: Final = (
    *("won", "lost", "new", "stuck", "untouched", "win_rate", "deal_size", "leaderboard", "most_deals", "slipped"),
)
"""Filters whose period has gone by, or runs."""
_SINCE_THEN: Final = ("won", "lost", "new", "slipped")
"""Filters for what happened, which go on from a day until today."""
_NO_QUARTER = re.compile(r"\b(?:q\s?(?:[05-9]|\d\d+)|(?:fifth|sixth|seventh|eighth|5th|6th|7th|8th) quarter)\b")


def put_period(draft: Draft, shape: Shape, context: Context, start: int, end: int, *, back: bool = False) -> None:
    """The period or the day asked about; what looks back, or is said to look `back`, leans to the past. A quarter that
    does not exist and a period years away are asked about, this period and the next one offered."""
    if wrong := _NO_QUARTER.search(shape.line, start, end):
        said = shape.words(*wrong.span())
        draft.ask("period", f'There is no "{said}": a year has four quarters. Which period?', *_likely(context))
        return
    then = put_as_of(draft, shape, context, start, end) if draft.kind is IntentKind.QUERY_FORECAST else None
    found = (entity for _, entity in shape.within(start, end, TIME) if entity is not then)
    times = [entity for entity in found if isinstance(entity.value, TimeSpan)]
    if not times and draft.value("filter") in ("stuck", "untouched"):
        _so_long(draft, shape, context, start, end)
        return
    if not times:
        _only_a_year(draft, shape, context, start, end)
        _the_present(draft, shape, context, start, end)
        return
    time = times[0].value
    if draft.kind is IntentKind.QUERY_FORECAST and (gone := read_past(shape, times[0], context)) is not None:
        time = gone if is_looked_back_at(draft, shape.line[start:end], gone) else time
    filtered = draft.value("filter")
    back = back or draft.kind in _LOOKS_BACK or filtered in _OF_THE_PAST
    if back and (again := read_past(shape, times[0], context)) is not None:
        time = again
    if not isinstance(time, TimeSpan):
        return
    _put_time(draft, shape, context, times[0], time, back=back)


def _put_time(draft: Draft, shape: Shape, context: Context, entity: Entity, time: TimeSpan, *, back: bool) -> None:
    """The period that a time means: itself, since then, until then; the day where changes since are asked for."""
    filtered = draft.value("filter")
    span = shape.text.span(entity.start, entity.end)
    before = shape.text.low[: entity.start]
    today = context.local_now.date()
    if (
        filtered in ("stuck", "untouched")
        and time.start.date() > today
        and (time.start.date() - today).days < FARTHEST_DAYS
    ):
        # "not touched in two weeks": the two weeks that have gone by
        gone = today - (time.start.date() - today)
        draft.put(
            "period", f"{gone.isoformat()}/{(today + timedelta(days=1)).isoformat()}", span, "so long until today"
        )
        return
    if (
        filtered == "untouched"
        and time.end.date() <= today
        and _COUNTED.search(shape.text.low, entity.start, entity.end)
    ):
        since = Period(today - (time.end.date() - time.start.date()), today + timedelta(days=1))
        draft.put("period", _days_of(since), span, "so long until today")
        return
    if (filtered in _SINCE_THEN or not isinstance(filtered, str)) and back and _SINCE.search(before):
        since = Period(time.start.date(), today + timedelta(days=1))
        if (draft.kind is IntentKind.QUERY_ACTIVITY or filtered in _SINCE_THEN) and since.start <= today:
            draft.put("period", _days_of(since), span, "since then, until today")
            return
    if _BEFORE.search(before) and today < time.start.date():
        until = Period(today, time.start.date())
        draft.put("period", _days_of(until), span, "until then, from today")
        return
    if time.rule == SEVERAL_TO_COME:
        time = replace(time, start=context.local_now)
    if abs((time.start.date() - today).days) > FARTHEST_DAYS:
        _years_away(draft, shape.text.plain[entity.start : entity.end], context)
    elif draft.kind is IntentKind.QUERY_CHANGES:
        draft.put("since", time.start.date(), span, f"a day: {time.rule}")
    else:
        draft.put("period", period_text(time), span, f"a period: {time.rule}")


_COUNTED = re.compile(r"\b(?:\d+|two|three|four|five|six|eight|ten|few|couple)\b")
""" "the last three weeks" in which nobody touched a deal end today, not last Sunday."""
_SINCE = re.compile(r"\bsince (?:the )?(?:start of |beginning of )?\Z")
_BEFORE = re.compile(r"\bbefore (?:the )?\Z")
_YEAR_ASKED = re.compile(
    rf"\b(?:for|in|of|during|year|forecasts?|numbers?|quota|target|commit|best case|roll-?up)"
    rf"(?: the)?(?: year)? (?P<year>{NUMBER})(?!\w| (?:deals|calls))"
)


def _only_a_year(draft: Draft, shape: Shape, context: Context, start: int, end: int) -> None:
    """ "forecast for 2099": four digits behind "for" are a year, this one or one of the next."""
    match = _YEAR_ASKED.search(shape.line, start, end)
    entity = shape.entity(match.start("year")) if match else None
    if match is None or entity is None or not isinstance(entity.value, MoneySpan):
        return
    said = shape.text.plain[entity.start : entity.end]
    if not re.fullmatch(r"(?:19|2\d)\d\d", said):
        return
    today = context.local_now.date()
    if abs(int(said) - today.year) * 366 > FARTHEST_DAYS:
        _years_away(draft, said, context)
        return
    year = FiscalCalendar(context.fiscal_start_month).named(f"FY{said}", today)
    draft.put("period", _days_of(year), shape.text.span(entity.start, entity.end), "a fiscal year")


_IDLE: Final = re.compile(
    r"\b(?:for|in|over|since)(?: (?:the|last|past|over|more than|at least|about|around))*"
    rf" (?P<span>(?:{NUMBER}|an?|one|two|three|four|five|six|eight|ten|a couple of|a few)\+? (?:working |business )?"
    r"(?:day|week|fortnight|month|quarter)s?)\b"
)


def _so_long(draft: Draft, shape: Shape, context: Context, start: int, end: int) -> None:
    """ "idle for 2 weeks": not touched in the two weeks until today; without such words, stuck by the process."""
    said = _IDLE.search(shape.line, start, end)
    if said is None:
        return
    place = said.span("span")
    ahead = read_time(f"in {shape.words(*place).casefold()}", almanac_of(context, past=False), zone(context.timezone))
    if ahead is None or ahead.day is None:
        return
    today = context.local_now.date()
    since = Period(today - (ahead.day - today), today + timedelta(days=1))
    draft.put("filter", "untouched", shape.span(*place), "not touched for so long")
    draft.put("period", _days_of(since), shape.span(*place), "so long until today")


_PRESENT = re.compile(
    r"\b(?:for|in|during|over|of) the (?:whole |full |current |fiscal )*(?P<unit>week|month|quarter|year)\b"
)


def _the_present(draft: Draft, shape: Shape, context: Context, start: int, end: int) -> None:
    """ "best case for the year": the one that runs."""
    match = _PRESENT.search(shape.line, start, end)
    if match is None or "period" in draft.slots or draft.kind is IntentKind.QUERY_CHANGES:
        return
    today, calendar = context.local_now.date(), FiscalCalendar(context.fiscal_start_month)
    if match["unit"] == "week":
        period = Period(*almanac_of(context, past=False).week(today))
    else:
        period = calendar.of(today, Grain(match["unit"]))
    draft.put("period", _days_of(period), shape.span(*match.span("unit")), "the present one")


def is_to_come(draft: Draft, context: Context) -> bool:
    """Whether the period asked about has not begun: what will happen is on the agenda, not in the log."""
    period = draft.value("period")
    return isinstance(period, str) and date.fromisoformat(period[:10]) > context.local_now.date()


def _years_away(draft: Draft, said: str, context: Context) -> None:
    draft.ask("period", f'"{said}" is years away from today. Which period?', *_likely(context))


def _likely(context: Context) -> tuple[Choice, ...]:
    """This quarter and the next, this fiscal year."""
    calendar, today = FiscalCalendar(context.fiscal_start_month), context.local_now.date()
    quarter = calendar.quarter(today)
    offers = (("This quarter", quarter), ("Next quarter", calendar.next(quarter)), ("This year", calendar.year(today)))
    return tuple(Choice(label, _days_of(one)) for label, one in offers)


def _days_of(period: Period) -> str:
    return f"{period.start.isoformat()}/{period.end.isoformat()}"
