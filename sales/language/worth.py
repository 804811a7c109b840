"""From a phrase to what a deal is worth, and to the number that somebody calls for a period."""

from __future__ import annotations

import re

from sales.language.builders import Hit, draft_of, entity_of, period_text
from sales.language.context import Context
from sales.language.draft import Draft
from sales.language.shape import Entity, Shape
from sales.language.shifts import change_of_amount
from sales.language.slots import put_money
from sales.language.understanding import Choice, MoneySpan, TimeSpan
from sales.money import Money


def set_amount(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """A new amount. A change relative to the stored one ("by 10k", "doubled") must be asked."""
    draft = draft_of(hit)
    if "relative" in hit.phrase.fixed:
        if by := change_of_amount(hit.match[0], entity_of(hit, shape, "money")):
            draft.put("by", by, shape.span(*hit.match.span()), "a change of what is stored")
        draft.ask("amount", "What is the new amount in full?")
        return draft
    entity = entity_of(hit, shape, "money")
    if entity is None:
        return None
    said = hit.match[0]
    if hit.match.start() == hit.match.start("money") and _BUDGET_BEFORE.search(shape.line[: hit.match.start()]):
        said = f"budget {said}"
    bare = isinstance(entity.value, MoneySpan) and entity.value.to_amount is None
    if isinstance(entity.value, MoneySpan) and ("budget" in said or "bid" in hit.phrase.fixed):
        draft.tentative = True
        amount = Money.of(entity.value.amount, entity.value.currency or context.currency)
        what = "their budget of " if "budget" in said else ""
        draft.ask("amount", f"Is {what}{amount} the amount of the deal?", Choice(str(amount), amount))
    elif isinstance(entity.value, MoneySpan) and bare and _MONTHLY.search(said) and not _PER_HEAD.search(said):
        month = Money.of(entity.value.amount, entity.value.currency or context.currency)
        year = Money.of(entity.value.amount * 12, month.currency)
        question = f"{month} a month is {year} a year. Which is the amount of the deal?"
        draft.ask("amount", question, Choice(str(year), year), Choice(str(month), month))
    elif "bare" in hit.phrase.fixed and isinstance(entity.value, MoneySpan) and not entity.value.doubt:
        _bare_number(draft, shape, entity, entity.value, context)
    elif _A_YEAR.search(shape.line, hit.match.end("money"), hit.match.end()) and _YEARS.search(_around(shape, hit)):
        draft.ask("amount", "For several years: what is the amount of the deal?", *_choices(entity, context))
    elif _AND_MORE.match(shape.line, hit.match.end()):
        draft.ask("amount", "That names more than one amount. Which is the deal's?")
    else:
        put_money(draft, "amount", shape, entity, context)
    return draft


_MONTHLY = re.compile(r"\bmrr\b|\bmonthly\b|/ ?(?:mo|mth|month)\b|\b(?:per|a|each|every) (?:month|mo|mth)\b|\bpcm\b")
"""A deal's amount is what the contract is worth, or a year of it: what comes in by the month is asked about."""
_PER_HEAD = re.compile(r"\b(?:per|a|each|every|/) ?(?:seat|user|head|person|licen[cs]e|unit|employee|agent|rep)\b")
_BUDGET_BEFORE = re.compile(
    r"\bbudget(?: (?:is|was|got|has been|of|now))*(?: (?:approved|confirmed|signed off|set|agreed))?[\s,:-]*$"
)
""" "budget approved, 80k": what they may spend, which need not be what they pay."""
_A_YEAR = re.compile(
    r"/ ?(?:yr|year)\b|\b(?:per|a|each|every) (?:year|yr|annum)\b|\bp\.a\.|\bannual|\byearly\b|\barr\b"
)
_YEARS = re.compile(
    r"(?:\ue002|\b(?:\d|two|three|four|five|several|multi))[ -]?(?:years?|yrs?)\b(?! (?:old|ago))|\bmulti-?year\b"
)
"""So much a year, and a term of several years: the year's amount, or the term's."""


def _around(shape: Shape, hit: Hit) -> str:
    """The line of the message around a hit."""
    begin, end = shape.line.rfind("\n", 0, hit.match.start()) + 1, shape.line.find("\n", hit.match.end())
    return shape.line[begin : end if end >= 0 else len(shape.line)]


def _choices(entity: Entity, context: Context) -> tuple[Choice, ...]:
    if not isinstance(entity.value, MoneySpan) or entity.value.to_amount is not None:
        return ()
    amount = Money.of(entity.value.amount, entity.value.currency or context.currency)
    return (Choice(str(amount), amount),)


def _bare_number(draft: Draft, shape: Shape, entity: Entity, found: MoneySpan, context: Context) -> None:
    """ "Acme at 52,500" is an amount; "Acme at 2027" may be anything."""
    said = shape.text.plain[entity.start : entity.end]
    if re.search(r"\d[.,' ]\d{3}", said):
        put_money(draft, "amount", shape, entity, context)
    else:
        draft.ask("amount", f'Is "{said}" the amount of the deal?', *_choices(entity, context))


_AND_MORE = re.compile(r",? ?(?:plus|along with|as well as|in addition to|on top of)\b")


def submit_call(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """The number somebody calls for a period, and the best case beside it."""
    draft = draft_of(hit)
    for group, slot in (("money", "commit"), ("money2", "best_case"), ("money3", "best_case")):
        if (entity := entity_of(hit, shape, group)) is not None:
            put_money(draft, slot, shape, entity, context)
    for group in ("date", "date2", "date3"):
        entity = entity_of(hit, shape, group)
        if entity is not None and isinstance(entity.value, TimeSpan):
            draft.put("period", period_text(entity.value), shape.text.span(entity.start, entity.end), "a period")
    return draft
