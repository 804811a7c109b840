"""Relative changes ("10k more", "two weeks later") beside the stored value: the question that offers the result. Saves
nothing."""

from __future__ import annotations

from dataclasses import replace

from sales.language import Choice, Intent, NameMatch, Question
from sales.period import day_words
from sales.relative import changed, shifted
from sales.usecases.ports import Tx


def from_stored(tx: Tx, intent: Intent, question: Question) -> Question:
    """The question with the amount or the day that a relative change leads to; as it was where nothing is stored."""
    match = intent.value("deal")
    deal = tx.deals.get(match.id) if isinstance(match, NameMatch) else None
    by = str(intent.value("by")).split(" or ")
    if deal is None:
        return question
    if question.about == "amount" and deal.amount is not None and (amount := changed(deal.amount, by[0])) is not None:
        sentence = f"{deal.name} is at {deal.amount}. Is it {amount} now?"
        return replace(question, sentence=sentence, choices=(Choice(str(amount), amount),))
    if question.about == "close_date" and deal.close_date is not None:
        days = [day for day in (shifted(deal.close_date, one) for one in by) if day is not None]
        if days:
            likely = day_words(days[0])
            sentence = f"{deal.name} was to close on {day_words(deal.close_date)}. Is it {likely} now?"
            return replace(question, sentence=sentence, choices=tuple(Choice(day_words(day), day) for day in days))
    return question
