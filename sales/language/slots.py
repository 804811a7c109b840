"""Fills slots of a draft from what the shape recognised: amounts, days, people. Where a value is open it says what to
ask, offering the likely readings; it never picks one."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from sales.language.context import Context
from sales.language.draft import Draft
from sales.language.holes import UNFILLED
from sales.language.shape import TIME, Entity, Shape, read_past
from sales.language.understanding import Choice, MoneySpan, Span, TimeSpan
from sales.money import Money

FARTHEST_DAYS = 3 * 366
"""A date further ahead than this is asked about: it is mostly a slip of the keyboard."""
ASTONISHING = 10**10
"""An amount from which on a nought too many is likelier."""
_DIGIT = re.compile(r"\d")
OLDEST_DAYS = 366
"""Something that happened longer ago is asked about."""


def put_money(draft: Draft, slot: str, shape: Shape, entity: Entity, context: Context, *, sure: bool = False) -> None:
    """The amount, or the question about it: a range, a number without its scale, a limit, an unknown currency.

    `sure` is for sentences in which a number below a thousand can only be the whole amount."""
    amount = entity.value
    if not isinstance(amount, MoneySpan):
        return
    span = shape.text.span(*amount.span)
    said = shape.text.plain[slice(*(amount.around or amount.span))]
    currency = amount.currency or context.currency
    if amount.doubt == "range" and amount.to_amount is not None:
        draft.ask(slot, f'"{said}" is a range. Which amount?', *_amounts(currency, amount.amount, amount.to_amount))
    elif amount.doubt == "scale" and not sure:
        likely = (amount.amount * 1000, amount.amount)
        offers = amount.offers or (likely if amount.amount < 1000 else likely[::-1])  # "12.500" is 12,500 first
        draft.ask(slot, f'Does "{said}" mean {_written(offers[0], currency)}?', *_amounts(currency, *offers))
    elif amount.doubt == "each":
        draft.ask(slot, f'"{said}" is the price of one. What is the whole amount?')
    elif amount.doubt == "bound":
        draft.ask(slot, f'"{said}" is a limit. Which amount?', *_amounts(currency, amount.amount))
    elif amount.doubt == "monthly":
        draft.ask(
            slot, f'"{said}" is by the month. Which amount?', *_amounts(currency, amount.amount * 12, amount.amount)
        )
    elif amount.doubt == "times":
        draft.ask(slot, f'Is "{said}" {_written(amount.offers[0], currency)}?', *_amounts(currency, *amount.offers))
    elif amount.doubt in ("vague", UNFILLED):
        draft.ask(slot, f'How much is "{said}"?')
    elif amount.doubt == "currency":
        draft.ask(slot, f'Which currency is "{said}"?', *_amounts(context.currency, amount.amount))
    elif amount.amount <= 0:
        draft.ask(slot, "An amount must be more than nothing. Which amount?")
    elif amount.amount >= ASTONISHING:
        draft.ask(slot, f"Is it really {_written(amount.amount, currency)}?", *_amounts(currency, amount.amount))
    else:
        draft.put(slot, Money.of(amount.amount, currency), span, "an amount of money")


def _amounts(currency: str, *values: Decimal) -> tuple[Choice, ...]:
    return tuple(Choice(_written(value, currency), Money.of(value, currency)) for value in dict.fromkeys(values))


def _written(value: Decimal, currency: str) -> str:
    return str(Money.of(value, currency))


def put_day(
    draft: Draft, slot: str, shape: Shape, entity: Entity, context: Context, *, first_day: bool = False
) -> None:
    """A day to come (a close date, a next step), or the question about it: a period, a day gone by, no such day.

    `first_day` offers a period's first day before its last: "until March" rather than "in March"."""
    time = entity.value
    if not isinstance(time, TimeSpan):
        return
    span = shape.text.span(*time.span)
    said = shape.text.plain[slice(*time.span)]
    today = context.local_now.date()
    if other := _one_of_several(shape, entity):
        draft.ask(slot, f"Which of {'the two' if len(other) == 2 else 'these'} days?", *_days(other))
    elif time.day is None or time.doubt:
        offers = tuple(day for day in time.offers if day >= today)
        offers = offers[::-1] if first_day else offers
        draft.ask(slot, _which_day(said, time, offers), *_days(offers))
    elif time.day < today:
        offers = _later(time.day, today) if _DIGIT.search(said) else ()  # "yesterday" is no slip of the year
        draft.ask(slot, f'"{said}" ({written_day(time.day)}) has passed. Which day?', *_days(offers))
    elif (time.day - today).days > FARTHEST_DAYS:
        draft.ask(slot, f'"{said}" is {written_day(time.day)}, years away. Is that right?', *_days((time.day,)))
    elif time.day == today and _ORDINAL.fullmatch(said):
        later = (
            today.replace(month=today.month % 12 + 1, year=today.year + today.month // 12) if today.day < 29 else today
        )
        draft.ask(slot, f'Is "{said}" today?', *_days((later, today)))
    else:
        draft.put(slot, time.day, span, f"a date: {time.rule}")


_SEVERAL = re.compile(r"\ue003(?:, ?(?:on )?\ue003)*(?: ?/ ?|,? (?:or|and) (?:on )?)\ue003")


def _one_of_several(shape: Shape, entity: Entity) -> tuple[date, ...]:
    """The days of "Monday, Tuesday or Wednesday", of which the entity is the first."""
    place = next((place for place, one in shape.by_position.items() if one is entity), None)
    match = None if place is None else _SEVERAL.match(shape.line, place)
    if match is None or place is None:
        return ()
    times = (one.value for _, one in shape.within(place, match.end(), TIME))
    return tuple(time.day for time in times if isinstance(time, TimeSpan) and time.day is not None)


_ORDINAL = re.compile(r"(?i)(?:the )?\d{1,2}(?:st|nd|rd|th)")
"""A day of the month alone, which on that very day may be the next month's."""


def put_past_day(draft: Draft, slot: str, shape: Shape, entity: Entity, context: Context) -> None:
    """The day something happened; the same words lean to the past here."""
    again = read_past(shape, entity, context)
    if again is None:
        return
    span = shape.text.span(entity.start, entity.end)
    said = shape.text.plain[entity.start : entity.end]
    today = context.local_now.date()
    other = _other_order(said, again.day) if again.day is not None and (today - again.day).days > _RECENT else None
    if other is not None and again.day is not None and _RECENT > (today - other).days >= 0:
        days = _days((other, again.day))
        draft.ask(slot, f'Is "{said}" {written_day(other)} or {written_day(again.day)}?', *days)
        return
    if again.day is None or again.doubt:
        offers = tuple(day for day in again.offers if day <= today) or (today,)
        draft.ask(slot, _which_day(said, again, offers), *_days(offers))
    elif again.day > today:
        draft.ask(slot, f'"{said}" ({written_day(again.day)}) is still to come. When did it happen?', *_days((today,)))
    elif (today - again.day).days > OLDEST_DAYS:
        draft.ask(slot, f'"{said}" is {written_day(again.day)}. Is that right?', *_days((again.day,)))
    else:
        draft.put(slot, again.day, span, f"a day gone by: {again.rule}")


_RECENT = 45
"""Days within which what people log has mostly happened."""


def _other_order(said: str, day: date) -> date | None:
    """The day that "3/11" is where day and month are written the other way round; None where it has no such day."""
    if not re.fullmatch(r"\d{1,2}[/.-]\d{1,2}", said) or day.day > 12 or day.day == day.month:
        return None
    return day.replace(month=day.day, day=day.month)


def _which_day(said: str, time: TimeSpan, offers: tuple[date, ...]) -> str:
    why = f" ({time.doubt})" if time.doubt else ""
    if offers:
        return f'Which day is "{said}"{why}? {written_day(offers[0])}?'
    return f'Which day is "{said}"{why}?'


def _days(days: tuple[date, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(written_day(day), day) for day in dict.fromkeys(days))


def _later(day: date, today: date) -> tuple[date, ...]:
    """The same day in the first year in which it has not passed."""
    for year in range(today.year, today.year + 2):
        try:
            moved = day.replace(year=year)
        except ValueError:
            continue
        if moved >= today:
            return (moved,)
    return ()


def written_day(day: date) -> str:
    """A day as people read it: Wed 31 Mar 2027."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def put_text(draft: Draft, slot: str, text: str, span: Span | None, rule: str) -> None:
    """Free text, tidied at its ends; nothing where nothing is left."""
    tidy = re.sub(r"[ \t]{2,}", " ", text).strip(" \t\n,;:-–.!?")
    if tidy:
        draft.put(slot, tidy, span, rule)
