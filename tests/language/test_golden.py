"""The golden set: what we promise to understand, and what we promise never to act on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from benchmarks.language.golden_set import GOLDEN, SMALL_TALK, golden_lines, rooms_of
from sales.language import Action, explain, understand
from sales.language.report import as_json
from tests.language.conftest import DEALS, Reads

LINES = golden_lines()


def _name(line: dict[str, Any]) -> str:
    return f"{line['text'][:40]!a} {'+'.join(line.get('in', {}))}"


@pytest.mark.parametrize("line", LINES, ids=_name)
def test_the_sentence_means_what_we_wrote_down(line: dict[str, Any], reads: Reads) -> None:
    """Action, intents, slots, what is missing and the echo are exactly those of the golden set."""
    found = as_json(understand(line["text"], reads(**line.get("in", {}))))
    intents = [{key: value for key, value in one.items() if value or key != "missing"} for one in found["intents"]]
    assert found["action"] == line["action"]
    assert intents == line.get("intents", [])
    assert found["echo"] == line.get("echo", "")


def test_the_golden_set_is_as_large_as_we_promise() -> None:
    """At least 600 sentences, at least 200 of which must not write, none twice."""
    assert len(LINES) >= 600
    assert sum(line["action"] != "write" for line in LINES) >= 200
    assert len({json.dumps([line["text"], line.get("in")]) for line in LINES}) == len(LINES)


def test_every_sentence_stands_in_the_file_of_what_it_is_about() -> None:
    """A file holds what its name says, so that what a rule promises is found beside its kind."""
    rooms = [path.stem for path in GOLDEN.glob("*.jsonl")]
    strays = [(room, line["text"]) for room in rooms for line in golden_lines(room) if room not in rooms_of(line)]
    assert strays == []


def test_small_talk_writes_nothing_in_a_deals_channel_either(reads: Reads) -> None:
    """What is no instruction anywhere is none where a deal is understood without being named."""
    small_talk = golden_lines(SMALL_TALK)
    assert len(small_talk) >= 200
    for line in small_talk:
        context = reads(**line.get("in", {}) | {"names": DEALS, "channel_deal": "Acme"})
        assert understand(line["text"], context).action is not Action.WRITE, line["text"]


def test_every_understanding_explains_itself(reads: Reads) -> None:
    """ "Why?" names every slot of every intent, for each sentence of the golden set."""
    for line in LINES:
        understanding = understand(line["text"], reads(**line.get("in", {})))
        said = "\n".join(explain(understanding))
        for intent in understanding.intents:
            assert " is a" in said or " is your" in said or " is something" in said
            assert all(slot.replace("_", " ").capitalize() in said for slot in intent.slots)


def test_spans_lead_back_to_the_words_as_they_were_given(reads: Reads) -> None:
    """Every span lies inside the text, and a deal's span holds a piece of its name or what was typed for it."""
    for line in LINES:
        understanding = understand(line["text"], reads(**line.get("in", {})))
        spans = [slot.span for intent in understanding.intents for slot in intent.slots.values() if slot.span]
        spans += [time.span for time in understanding.dates] + [one.span for one in understanding.money]
        assert all(0 <= start < end <= len(line["text"]) for start, end in spans)
