"""Corrections of what we just did: "no, 54k", "I meant Globex", "it was Thursday". The kind of value says which
field."""

from __future__ import annotations

import re

from sales.language.builders import Hit, draft_of
from sales.language.context import Context
from sales.language.draft import Draft
from sales.language.mentions import LEFT_OVER, mention_at
from sales.language.phrases.phrase import term_of
from sales.language.shape import MONEY, NUMBER, PERSON, TIME, Shape
from sales.language.slots import put_day, put_money, put_past_day
from sales.language.times.stretches import DEADLINE
from sales.language.understanding import Choice, MoneySpan, TimeSpan

_WHOLE_DAYS = ("day", "week", "month", "quarter", "year")
_HAPPENED = re.compile(r"\b(?:was|were|happened|did it|been)\b")


_SAYS_MORE = re.compile(r"\b(?:is|was|are|were|isn't|has|had|will|did|does|can)\W*$")
""" "no, Hooli is not in contract" is no name."""


def correct(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """The field and its new value; None where the words are no value at all ("no thanks")."""
    draft = draft_of(hit)
    if hit.has("field"):
        name = {"account": "deal", "one": "deal", "person": "contact", "day": "date"}.get(
            hit.said("field"), hit.said("field")
        )
        draft.put("field", name, shape.span(*hit.match.span("field")), "the field that was named")
        draft.ask("value", f"What is the right {name}?")
        return draft
    start, end = hit.match.span("value")
    line = shape.line[start:end].strip()
    if not line or _SAYS_MORE.search(line):
        return None
    for reader in (_amount, _day, _term, _owner, _deal):
        if reader(draft, shape, context, start, end, hit):
            return draft
    return None


def _field(draft: Draft, name: str, rule: str) -> bool:
    draft.put("field", name, None, rule)
    return True


def _amount(draft: Draft, shape: Shape, context: Context, start: int, end: int, hit: Hit) -> bool:
    line = shape.line[start:end].strip()
    entity = shape.entity(start + shape.line[start:end].find(line[0]))
    if line not in (MONEY, NUMBER) or entity is None or not isinstance(entity.value, MoneySpan):
        return False
    put_money(draft, "value", shape, entity, context)
    return _field(draft, "amount", "an amount corrects the amount")


def _day(draft: Draft, shape: Shape, context: Context, start: int, end: int, hit: Hit) -> bool:
    line = shape.line[start:end].strip()
    if line != TIME:
        return False
    entity = shape.entity(start + shape.line[start:end].find(TIME))
    if (
        entity is None
        or not isinstance(entity.value, TimeSpan)
        or not (entity.value.grain in _WHOLE_DAYS or entity.value.rule == DEADLINE)
    ):
        return False
    happened = _HAPPENED.search(shape.line[hit.match.start() : start]) is not None
    put = put_past_day if happened else put_day
    put(draft, "value", shape, entity, context)
    return _field(draft, "happened_on" if happened else "close_date", "a day corrects the day")


def _term(draft: Draft, shape: Shape, context: Context, start: int, end: int, hit: Hit) -> bool:
    said = re.sub(r"^(?:(?:the|a|an|video|phone|quick|zoom)\s+)+|\s+stage$", "", shape.line[start:end].strip())
    span = shape.span(start, end)
    for field, terms in (
        ("stage", context.process.stages),
        ("kind", context.process.kinds),
        ("source", context.process.sources),
        ("reason", context.process.lost_reasons),
    ):
        term = term_of(terms, said)
        if term is not None and term.outcome == "open":
            draft.put("value", term.key, span, "a word of the process")
            return _field(draft, field, "a word of the process corrects its field")
    return False


def _owner(draft: Draft, shape: Shape, context: Context, start: int, end: int, hit: Hit) -> bool:
    line = shape.line[start:end].strip()
    if line != PERSON:
        return False
    people = context.names.person(shape.words(start, end).strip())
    value = people[0].id if len(people) == 1 else shape.words(start, end).strip()
    draft.put("value", value, shape.span(start, end), "a colleague")
    return _field(draft, "owner", "a colleague corrects the owner")


def _deal(draft: Draft, shape: Shape, context: Context, start: int, end: int, hit: Hit) -> bool:
    mention = mention_at(shape, context, start, end, sure=False)
    if mention is None or mention.pronoun or mention.resolution.rule == LEFT_OVER:
        return False
    if mention.deal is not None:
        draft.put("value", mention.deal, mention.span, mention.resolution.rule)
    else:
        choices = tuple(Choice(match.name, match) for match in mention.resolution.candidates)
        draft.ask("value", f'Which deal is "{mention.said}"?', *choices)
    return _field(draft, "deal", "a name corrects the deal")
