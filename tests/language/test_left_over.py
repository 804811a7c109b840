"""Nothing that was said is lost: lists are told of whole, what did not take place is no meeting, and what was
recognised but used by nothing makes the message ask."""

from __future__ import annotations

from typing import Any

import pytest

from sales.language import understand
from sales.language.report import as_json
from tests.language.conftest import Reads

DEALS = ["Jetsam", "Orchard & Pike", "Quillfeather", "Quince", "Fennimore", "Tollgate", "Vantner", "Pinnock", "Juniper"]


def _found(reads: Reads, text: str) -> dict[str, Any]:
    return as_json(understand(text, reads(names=DEALS)))


@pytest.mark.parametrize(
    ("text", "deals"),
    [
        ("Jetsam and Quillfeather: sent both the proposal", ["Jetsam", "Quillfeather"]),
        ("Orchard & Pike, Quince and Jetsam - left vm for all three", ["Orchard & Pike", "Quince", "Jetsam"]),
        ("Jetsam, Orchard & Pike and Quillfeather: all emailed", ["Jetsam", "Orchard & Pike", "Quillfeather"]),
        ("calls today: fennimore, tollgate, vantner. all vm", ["Fennimore", "Tollgate", "Vantner"]),
        ("left vm for fennimore, tollgate and vantner", ["Fennimore", "Tollgate", "Vantner"]),
        ("Jetsam and Quince: both to verbal", ["Jetsam", "Quince"]),
        ("Jetsam, Quince and Tollgate. All verbal.", ["Jetsam", "Quince", "Tollgate"]),
        ("Jetsam / Quince: moved to proposal, closes Dec 18", ["Jetsam", "Quince", "Jetsam", "Quince"]),
    ],
)
def test_what_is_told_of_a_list_is_told_of_each_of_its_deals(text: str, deals: list[str], reads: Reads) -> None:
    """Whether the list stands in front, behind, or in a sentence of its own."""
    found = _found(reads, text)
    assert found["action"] == "write"
    assert [intent["slots"]["deal"] for intent in found["intents"]] == deals


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("called Jetsam. Quince too.", "Quince too"),
        ("emailed Jetsam, Vantner ditto", "Vantner ditto"),
        ("Jetsam and Quince both went well, demoed Tollgate", "Jetsam"),
        ("called Jetsam, shd close by the 11th", "shd close by the 11th"),
        ("Jetsam to proposal (boss@jetsam.example)", "boss@jetsam.example"),
        ("Jetsam to proposal, something like 70k", "something like 70k"),
    ],
)
def test_what_was_recognised_and_not_used_is_asked_about(text: str, left: str, reads: Reads) -> None:
    """A deal, a close date, an amount, an address: the question names the words that nothing was made of."""
    found = _found(reads, text)
    assert found["action"] == "ask"
    assert left in found["echo"]


@pytest.mark.parametrize(
    "text",
    [
        "called Jetsam, same as Quince",
        "Jetsam called, like Quince they want a discount",
        "Jetsam to proposal, unlike Quince",
        "called Jetsam, Quince did not answer",
        "Jetsam is now 45k, was 40k",
        "Jetsam closes Dec 18, legal is slow",
    ],
)
def test_a_deal_or_amount_named_in_passing_asks_nothing(text: str, reads: Reads) -> None:
    """What is only compared with, denied, or had been before."""
    found = _found(reads, text)
    assert found["action"] == "write"
    assert {intent["slots"]["deal"] for intent in found["intents"]} == {"Jetsam"}


@pytest.mark.parametrize(
    "text",
    [
        "Juniper ghosted me",
        "vantner stood me up",
        "pinnock ghosted the demo",
        "fennimore cancelled on me again",
        "demo with Quince was a no-show",
        "Quince demo no-show",
        "Quince didn't show up",
        "Quince bailed on our call",
        "Quince blew me off",
        "Jane at Quince didn't turn up",
        "got stood up by Quince yesterday",
        "call with Quince didn't happen",
    ],
)
def test_what_did_not_take_place_is_at_most_a_note(text: str, reads: Reads) -> None:
    """No meeting, no demo and no call: the question offers a note, in the rep's own words."""
    found = _found(reads, text)
    assert found["action"] == "ask"
    assert [intent["missing"] for intent in found["intents"]] == [["kind"]]
    assert "It did not take place." in found["echo"]
