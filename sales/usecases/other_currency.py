"""An amount without a currency, for a deal that has another one than the workspace: the question which is meant. A deal
never changes its currency by what was left out. Saves nothing."""

from __future__ import annotations

from collections.abc import Mapping

from sales.language import Choice, Intent, IntentKind, NameMatch, Question
from sales.language.currencies import names_a_currency
from sales.language.understanding import Slot
from sales.money import Money
from sales.usecases.ports import Tx


def which_currency(tx: Tx, number: int, intent: Intent, answers: Mapping[str, str], text: str) -> Question | None:
    """The question for an amount that is to be set; None where the deal has no amount, the same currency, or the words
    of `text` name one."""
    match, slot = intent.value("deal"), intent.slots.get("amount")
    if intent.kind is not IntentKind.SET_AMOUNT or f"{number}.amount" in answers or not isinstance(match, NameMatch):
        return None
    return which_currency_for(tx, match.id, slot, text, "amount", number)


def which_currency_for(
    tx: Tx, deal_id: int | None, slot: Slot | None, text: str, about: str, number: int = 0
) -> Question | None:
    """The same for a deal whose amount becomes that of `slot`. The deal's own currency is offered first."""
    deal = tx.deals.get(deal_id) if deal_id is not None else None
    said = slot.value if slot is not None else None
    if deal is None or deal.amount is None or slot is None or slot.span is None or not isinstance(said, Money):
        return None
    if said.currency == deal.amount.currency or names_a_currency(text[slice(*slot.span)]):
        return None
    own = Money.of(said.major, deal.amount.currency)
    sentence = f"{deal.name} is at {deal.amount}, and amounts here are in {said.currency}. Which do you mean?"
    return Question(about, sentence, (Choice(str(own), own), Choice(str(said), said)), number)
