"""An amount that is ten times what a deal had, or a tenth of it, is a slip of the keyboard more often than news: the
question whether it is meant. Saves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sales.language import Choice, Intent, IntentKind, NameMatch, Question
from sales.language.known_before import tells_of_amount_before
from sales.money import Money
from sales.usecases.ports import Tx

FAR: Final = 10
"""Real changes are seldom so large; one zero too many, or "m" for "k", always is."""


def so_far_away(tx: Tx, number: int, intent: Intent, answers: Mapping[str, str], text: str) -> Question | None:
    """The question for an amount that is to be set and is at least ten times the deal's own, or at most a tenth; None
    where the deal has no amount or one in another currency, and where `text` speaks of the change."""
    match, said = intent.value("deal"), intent.value("amount")
    if intent.kind is not IntentKind.SET_AMOUNT or f"{number}.amount" in answers or tells_of_amount_before(text):
        return None
    deal = tx.deals.get(match.id) if isinstance(match, NameMatch) else None
    if deal is None or deal.amount is None or not isinstance(said, Money) or said.currency != deal.amount.currency:
        return None
    lesser, greater = sorted((said.minor, deal.amount.minor))
    if lesser <= 0 or greater < FAR * lesser:
        return None
    sentence = f"{deal.name} is at {deal.amount}. Is it {said} now?"
    return Question("amount", sentence, (Choice(f"Yes, {said}", said), Choice("No", None)), number)
