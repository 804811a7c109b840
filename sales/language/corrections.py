"""Corrections of what we just did: "no, 54k", "I meant Globex", "it was Thursday". The kind of value says which
field."""

from __future__ import annotations

import re
from typing import Final

from sales.language.builders import Hit, category_of, draft_of
from sales.language.context import Context
from sales.language.draft import Draft
from sales.language.mentions import LEFT_OVER, looks_like_a_person, mention_at
from sales.language.name_tables import name_key
from sales.language.phrases.phrase import term_of
from sales.language.shape import MONEY, NUMBER, PERSON, TIME, Shape
from sales.language.slots import put_day, put_money, put_past_day
from sales.language.times.stretches import DEADLINE
from sales.language.understanding import Choice, MoneySpan, TimeSpan
from sales.money import Money

_WHOLE_DAYS = ("day", "week", "month", "quarter", "year")
_HAPPENED = re.compile(r"\b(?:was|were|happened|did it|been)\b")


_SAYS_MORE = re.compile(r"\b(?:is|was|are|were|isn't|has|had|will|did|does|can)\W*$")
""" "no, Hooli is not in contract" is no name."""


def correct(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """The field and its new value; None where the words are no value at all ("no thanks")."""
    draft = draft_of(hit)
    if "alone" in hit.phrase.fixed and (context.thread_deal is None or shape.line[: hit.match.start()].strip()):
        return None  # "47k" is about what stands above it
    if hit.has("field"):
        name = {"account": "deal", "one": "deal", "person": "contact", "day": "date"}.get(
            hit.said("field"), hit.said("field")
        )
        draft.put("field", name, shape.span(*hit.match.span("field")), "the field that was named")
        draft.ask("value", f"What is the right {name}?")
        return draft
    for group, (field, rule) in _DETAILS.items():
        if hit.has(group):
            return _detail(draft, shape, context, hit, group, field, rule)
    start, end = hit.match.span("value")
    line = shape.line[start:end].strip()
    if not line or _SAYS_MORE.search(line):
        return None
    for reader in (_amount, _day, _clock, _term, _category, _owner, _contact, _deal, _somebody):
        if reader(draft, shape, context, start, end, hit):
            return draft
    return None


_DETAILS: Final = {
    "contact": ("contact", "who was there"),
    "more": ("more_contact", "who was there as well"),
    "note": ("note", "what the note should say"),
    "morenote": ("more_note", "what the note should say as well"),
    "name": ("name", "what it is called"),
}
"""Parts of phrases that are details of what was written down, with the field each corrects and the rule."""


def _detail(draft: Draft, shape: Shape, context: Context, hit: Hit, group: str, field: str, rule: str) -> Draft | None:
    said = shape.words(*hit.match.span(group)).strip(' .!"')
    if group in ("contact", "more") and not _is_a_person(said, context):
        return None
    draft.put("value", said, shape.span(*hit.match.span(group)), rule)
    _field(draft, field, rule)
    return draft


def _is_a_person(said: str, context: Context) -> bool:
    """A name with a capital that is no deal's."""
    return looks_like_a_person(said) and said[:1].isupper() and not context.names.is_name(name_key(said))


def _field(draft: Draft, name: str, rule: str) -> bool:
    draft.put("field", name, None, rule)
    return True


def _amount(draft: Draft, shape: Shape, context: Context, start: int, end: int, hit: Hit) -> bool:
    line = shape.line[start:end].strip()
    entity = shape.entity(start + shape.line[start:end].find(line[0]))
    if line not in (MONEY, NUMBER) or entity is None or not isinstance(entity.value, MoneySpan):
        return False
    put_money(draft, "value", shape, entity, context)
    if "alone" in hit.phrase.fixed and isinstance(value := draft.value("value"), Money):
        draft.forget("value")
        draft.ask("value", f"Shall the amount be {value} instead?", Choice(str(value), value))
    if hit.has("level"):
        level = "commit" if hit.said("level") == "commit" else "best_case"
        return _field(draft, level, "a number of the call")
    return _field(draft, "amount", "an amount corrects the amount")


def _clock(draft: Draft, shape: Shape, context: Context, start: int, end: int, hit: Hit) -> bool:
    """ "make it 3 pm": an hour, which only a next step can say."""
    lead = shape.line[hit.match.start() : start].strip()
    if shape.line[start:end].strip() != TIME or lead in ("it's", "it is", "that's"):
        return False
    entity = shape.entity(start + shape.line[start:end].find(TIME))
    if entity is None or not isinstance(entity.value, TimeSpan) or entity.value.grain not in ("hour", "minute"):
        return False
    draft.put(
        "value", shape.text.plain[entity.start : entity.end], shape.text.span(entity.start, entity.end), "an hour"
    )
    return _field(draft, "hour", "an hour corrects when the next step is")


def _category(draft: Draft, shape: Shape, context: Context, start: int, end: int, hit: Hit) -> bool:
    key = category_of(shape.line[start:end].strip())
    if not key:
        return False
    draft.put("value", key, shape.span(start, end), "a forecast category")
    return _field(draft, "category", "a category corrects the category")


def _contact(draft: Draft, shape: Shape, context: Context, start: int, end: int, hit: Hit) -> bool:
    """ "not Jane, Joan"."""
    said, wrong = (
        shape.words(start, end).strip(),
        shape.words(*hit.match.span("wrong")).strip() if hit.has("wrong") else "",
    )
    if not (_is_a_person(said, context) and _is_a_person(wrong, context)):
        return False
    draft.put("value", said, shape.span(start, end), "a person instead of another")
    return _field(draft, "contact", "a person corrects who was there")


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


def _somebody(draft: Draft, shape: Shape, context: Context, start: int, end: int, hit: Hit) -> bool:
    """ "I meant Joan": nobody's deal, and so a person."""
    said = shape.words(start, end).strip()
    if "mean" not in shape.line[hit.match.start() : start] or not _is_a_person(said, context):
        return False
    draft.put("value", said, shape.span(start, end), "a name that is no deal's")
    return _field(draft, "contact", "a person corrects who was there")


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
