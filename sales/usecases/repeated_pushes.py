"""From the third push on, moving a close date out needs a reason, in a sentence as in a form: the question that asks
for it. Saves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from sales.language import Choice, Intent, IntentKind, NameMatch, Question
from sales.usecases.ports import Tx

REASON: Final = "reason"
LIKELY: Final = ("Budget", "Procurement or legal", "Decision maker missing", "No answer from them", "Not ready yet")
"""Why deals slip, most of the time; whoever knows better says "… because …", or fills in the form."""


def why_pushed(tx: Tx, number: int, intent: Intent, answers: Mapping[str, str]) -> Question | None:
    """The question why a deal slips again; None where that was said, where the day comes nearer, and for the first two
    pushes. "Other" is an answer too: nobody is held up."""
    day, match = intent.value("close_date"), intent.value("deal")
    if intent.kind is not IntentKind.SET_CLOSE_DATE or intent.value(REASON) or f"{number}.{REASON}" in answers:
        return None
    return why_moved_to(tx, match.id, day, number) if isinstance(match, NameMatch) else None


def why_moved_to(tx: Tx, deal_id: int | None, day: object, number: int = 0) -> Question | None:
    """The same for a deal whose close date becomes `day`; it belongs to the intent of that number."""
    deal = tx.deals.get(deal_id) if deal_id is not None else None
    if deal is None or not isinstance(day, date) or deal.close_date is None or day <= deal.close_date:
        return None
    if not deal.asks_why_pushed:
        return None
    sentence = f"{deal.name} has been pushed {_times(deal.pushes)} already. Why does it slip again?"
    return Question(REASON, sentence, tuple(Choice(label, label) for label in (*LIKELY, "Other")), number)


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{count} times"
