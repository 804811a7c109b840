"""What is only likely meant is asked about, and never what says that it is no instruction."""

from __future__ import annotations

import pytest

from sales.language import Action, understand
from sales.language.report import as_json
from tests.language.conftest import Reads

LIKELY = (
    ("Acme was moved to contract by legal", "move_stage", {"deal": "Acme", "stage": "contract"}),
    ("With Wonka we are arriving to verbal", "move_stage", {"deal": "Wonka", "stage": "verbal"}),
    ("Umbrella gave us the PO", "win_deal", {"deal": "Umbrella"}),
    ("Pied Piper bought HubSpot", "lose_deal", {"deal": "Pied Piper", "reason": "competitor"}),
    ("Umbrella decided to build it themselves", "lose_deal", {"deal": "Umbrella"}),
    ("pricing for Stark landed at 44k", "set_amount", {"deal": "Stark", "amount": "44000", "currency": "USD"}),
    (
        "Stark's close date was pushed to Jan 22 by procurement",
        "set_close_date",
        {"deal": "Stark", "close_date": "2027-01-22"},
    ),
)
NO_INSTRUCTION = (
    "Acme might be moved to contract by legal",
    "thanks for moving Acme to contract by hand",
    "someone moved Acme to contract by mistake",
    "Acme was not moved to contract by legal",
    "was Acme moved to contract by legal?",
    "Jane said Acme was moved to contract by legal",
    "if Umbrella gives us the PO we are done",
    "Initech renewed their office lease",
    "Hooli lost their CTO",
    "our price for Acme landed at 44k vs 50k at the competitor",
)


@pytest.mark.parametrize(("text", "intent", "slots"), LIKELY)
def test_what_fits_but_for_its_end_is_asked_about(text: str, intent: str, slots: dict[str, str], reads: Reads) -> None:
    """The intent comes with its slots filled, and nothing is saved before a yes."""
    found = as_json(understand(text, reads()))
    assert (found["action"], found["intents"][0]["intent"]) == ("ask", intent)
    assert slots.items() <= found["intents"][0]["slots"].items()


@pytest.mark.parametrize("text", NO_INSTRUCTION)
def test_moods_hold_for_what_is_likely_too(text: str, reads: Reads) -> None:
    """A condition, a negation, hearsay, a question, thanks or another's deed is not even asked about as a change."""
    assert understand(text, reads()).action in (Action.IGNORE, Action.ANSWER)
