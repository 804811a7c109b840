"""A deal and its facts in a row, as people type them between two calls."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sales.language import Vocabulary, understand
from sales.language.report import as_json, context_from_json
from tests.language.conftest import NOW, Reads

DEALS = ["Pinnock", "Fennimore", "Jetsam", "Elderwick", "Vantner", "Halyard", "Copperleaf", "Hexley"]


def _found(reads: Reads, text: str) -> dict[str, Any]:
    return as_json(understand(text, reads(names=DEALS)))


def _facts(found: dict[str, Any]) -> dict[str, str]:
    slots: dict[str, str] = {}
    for intent in found["intents"]:
        slots |= intent["slots"]
    return {name: value for name, value in slots.items() if name in ("amount", "close_date", "category", "stage")}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("pinnock 70,000 usd closes 12/23 commit", "70000 2026-12-23 commit"),
        ("pinnock 73k closing dec 28 commit", "73000 2026-12-28 commit"),
        ("pinnock 72k, closes 12/24, best case", "72000 2026-12-24 best_case"),
        ("pinnock to proposal 70k commit", "70000 commit proposal"),
        ("fennimore 23k close 12/15 proposal", "23000 2026-12-15 proposal"),
        ("Jetsam 70k close 12/30 commit", "70000 2026-12-30 commit"),
        ("Jetsam commit 12/30 70k", "70000 2026-12-30 commit"),
        ("elderwick is verbal at 45k", "45000 verbal"),
    ],
)
def test_a_row_of_facts_is_read_whole(text: str, facts: str, reads: Reads) -> None:
    """Whatever stands between them, and in whatever order."""
    found = _found(reads, text)
    assert found["action"] == "write"
    assert set(_facts(found).values()) == set(facts.split())


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("elderwick 12/18", "Is Fri 18 Dec 2026 the close date?"),
        ("elderwick 45k 12/18", "Shall I save it so?"),
        ("elderwick proposal 45k", "Shall I save it so?"),
        ("pinnock proposal 70k dec 20", "Shall I save it so?"),
        ("Copperleaf now 15", 'Does "15" mean $15,000?'),
        ("Halyard is now 12.500", 'Does "12.500" mean $12,500?'),
    ],
)
def test_what_could_be_something_else_is_offered(text: str, asked: str, reads: Reads) -> None:
    """A day alone, an amount right behind a stage, a number without its scale: the likeliest first."""
    found = _found(reads, text)
    assert found["action"] == "ask"
    assert asked in found["echo"]


@pytest.mark.parametrize("text", ["elderwick Tuesday", "elderwick at 3pm", "elderwick proposal", "elderwick 11/18"])
def test_a_word_that_says_nothing_of_what_it_is_stays_alone(text: str, reads: Reads) -> None:
    """A weekday, an hour, a day gone by and a stage alone may be anything."""
    assert _found(reads, text)["action"] == "ignore"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("vantner vm", "voicemail"), ("vantner lvm yesterday", "voicemail"), ("Vantner add note: they like it", "note")],
)
def test_what_happened_in_two_words(text: str, kind: str, reads: Reads) -> None:
    """The deal, and what was left there."""
    found = _found(reads, text)
    assert (found["action"], found["intents"][0]["slots"]["kind"]) == ("write", kind)


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        (
            "Hexley's decision maker is Mr. Alan Whitby (COO), alan.whitby@hexley.example",
            {
                "name": "Mr. Alan Whitby",
                "title": "COO",
                "email": "alan.whitby@hexley.example",
                "role": "decision_maker",
            },
        ),
        (
            "Hexley's champion is Dr. Ann Lee, VP Ops, ann@hexley.example",
            {"name": "Dr. Ann Lee", "title": "VP Ops", "email": "ann@hexley.example", "role": "champion"},
        ),
        (
            "Hexley contact is Maria Lopez, VP Ops, she signs",
            {"name": "Maria Lopez", "title": "VP Ops", "role": "decision_maker"},
        ),
    ],
)
def test_a_contact_keeps_title_and_address(text: str, slots: dict[str, str], reads: Reads) -> None:
    """In brackets or between commas, behind the name."""
    found = _found(reads, text)
    assert found["action"] == "write"
    assert found["intents"][0]["slots"] == {"account": "Hexley"} | slots


def test_an_alias_is_as_good_as_the_stage_it_stands_for(vocabulary: Vocabulary) -> None:
    """Whatever is understood of Verbal is understood of "handshake", once an admin has taught it."""
    stages = tuple(
        replace(one, words=(*one.words, *("handshake",) * (one.key == "verbal"))) for one in vocabulary.stages
    )
    taught = context_from_json(
        {"now": NOW, "timezone": "America/New_York", "names": DEALS}, replace(vocabulary, stages=stages)
    )
    for said in ("Jetsam {}", "got a {} from Jetsam", "{} with Jetsam", "Jetsam to {}", "Jetsam is {}"):
        meant = [as_json(understand(said.format(word), taught)) for word in ("verbal", "handshake")]
        assert [one["action"] for one in meant] == ["write", "write"]
        assert [one["intents"][0]["slots"]["stage"] for one in meant] == ["verbal", "verbal"]
