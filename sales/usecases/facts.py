"""One fact of a deal as a sentence: the direct answer to a question, above the card that shows the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sales.deal import Field
from sales.language.aspects import Aspect
from sales.period import day_words, local_date
from sales.process import Outcome
from sales.usecases.cards import DealCard


def fact_sentence(card: DealCard, aspect: Aspect) -> str:
    """The sentence that answers a question for this fact; days are those of the card's time zone."""
    return _TOLD[aspect](card)


def _ending(card: DealCard) -> str:
    deal = card.deal
    if deal.outcome is Outcome.OPEN:
        return f"{deal.name} is still open, in {card.stage.name}."
    amount = f" for {deal.amount}" if deal.amount and deal.outcome is Outcome.WON else ""
    on = f" on {day_words(deal.closed_on)}" if deal.closed_on else ""
    if deal.outcome is Outcome.WON:
        return f"{deal.name} was won{on}{amount}."
    said = [change.reason for change in card.changes if change.field is Field.STAGE and change.new == deal.stage]
    note = f" “{said[-1]}”" if said and said[-1] and said[-1] != deal.lost_reason else ""
    return f"{deal.name} was lost{on}: {deal.lost_reason or 'no reason was given'}.{note}"


def _owner(card: DealCard) -> str:
    return f"{card.deal.name} belongs to {card.owner.name}."


def _close_date(card: DealCard) -> str:
    if card.deal.outcome is not Outcome.OPEN:
        return _ending(card)
    if card.deal.close_date is None:
        return f"{card.deal.name} has no close date."
    return f"{card.deal.name} is expected to close on {day_words(card.deal.close_date)}."


def _amount(card: DealCard) -> str:
    return f"{card.deal.name} is worth {card.deal.amount}." if card.deal.amount else f"{card.deal.name} has no amount."


def _stage(card: DealCard) -> str:
    if card.deal.outcome is not Outcome.OPEN:
        return _ending(card)
    since = day_words(local_date(card.deal.stage_since, card.timezone))
    return f"{card.deal.name} has been in {card.stage.name} since {since}."


def _next_step(card: DealCard) -> str:
    deal = card.deal
    if not deal.next_step:
        return f"{deal.name} has no next step."
    by = f", by {day_words(deal.next_step_on)}" if deal.next_step_on else ""
    return f"Next for {deal.name}: {deal.next_step}{by}."


def _source(card: DealCard) -> str:
    source = card.deal.source
    return f"{card.deal.name} came from {source}." if source else f"{card.deal.name} has no source."


_TOLD: Mapping[Aspect, Callable[[DealCard], str]] = {
    Aspect.ENDING: _ending,
    Aspect.OWNER: _owner,
    Aspect.CLOSE_DATE: _close_date,
    Aspect.AMOUNT: _amount,
    Aspect.STAGE: _stage,
    Aspect.NEXT_STEP: _next_step,
    Aspect.SOURCE: _source,
}
