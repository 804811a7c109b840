"""A sentence that names a stage may mean a deal that is closed: nothing won or lost is reopened without a click. Saves
nothing."""

from __future__ import annotations

from collections.abc import Mapping

from sales.language import Choice, Intent, IntentKind, NameMatch, Question
from sales.language.known_before import tells_of_closing_before
from sales.period import day_words
from sales.process import Outcome
from sales.usecases.answers import CONFIRM, NO, YES, agreed
from sales.usecases.ports import Tx


def asks_to_reopen(tx: Tx, number: int, intent: Intent, said: str, answers: Mapping[str, str]) -> Question | None:
    """The question whether a won or lost deal shall be reopened in the stage that was named; None for an open one, for
    a stage that ends a deal, and where the words say that it is to be reopened."""
    match, key = intent.value("deal"), intent.value("stage")
    if intent.kind is not IntentKind.MOVE_STAGE or agreed(answers) or tells_of_closing_before(said):
        return None
    deal = tx.deals.get(match.id) if isinstance(match, NameMatch) else None
    stage = tx.process.by_key.get(str(key))
    if deal is None or deal.is_open or stage is None or stage.outcome is not Outcome.OPEN:
        return None
    since = f" since {day_words(deal.closed_on)}" if deal.closed_on else ""
    sentence = f"{deal.name} is {deal.outcome.value}{since}. Reopen it in {stage.name}?"
    return Question(CONFIRM, sentence, (Choice("Yes, reopen it", YES), Choice("No", NO)), number)
