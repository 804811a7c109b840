"""What docs/language.md promises, read aloud."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from benchmarks.language.golden_set import golden_lines
from sales.language import understand
from sales.language.phrases import standing
from sales.language.report import as_json
from tests.language.conftest import Reads

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split(" | "))
    for line in DOCS.splitlines()
    if line.startswith("| ") and line.count(" | ") == 1 and not line.startswith(("| ---", "| you write", "| words"))
]
DAYS = [row for row in ROWS if re.fullmatch(r"\d{4}-\d\d-\d\d", row[1].strip(" |"))]
SENTENCES = [row for row in ROWS if row not in DAYS]


@pytest.mark.parametrize(("text", "promise"), SENTENCES)
def test_the_documented_sentence_does_what_is_documented(text: str, promise: str, reads: Reads) -> None:
    """Each row of the tables holds: the action, and the intents in order."""
    found = as_json(understand(text, reads()))
    action, _, intents = promise.strip(" |").partition(": ")
    assert found["action"] == action
    assert [one["intent"] for one in found["intents"]] == [one for one in intents.split(", ") if one]


@pytest.mark.parametrize(("words", "day"), DAYS)
def test_the_documented_day_is_that_day(words: str, day: str, reads: Reads) -> None:
    """Each row of the table of dates holds, as the close date of a deal."""
    found = as_json(understand(f"set Acme's close date to {words}", reads()))
    assert found["intents"][0]["slots"]["close_date"] == day.strip(" |")


def test_the_phrase_shown_is_the_phrase_there_is(reads: Reads) -> None:
    """The example of a phrase is in the code, and the example of a golden line in the golden set."""
    pattern = re.search(r'phrase\(K\.SNOOZE, "[^"]+", r"([^"]+)"\)', DOCS)
    assert pattern is not None
    assert any(phrase.pattern == pattern[1] for phrase in standing.PAUSES)
    golden = re.search(r"```json\n(.*?)\n```", DOCS, re.DOTALL)
    assert golden is not None
    assert json.loads(golden[1]) in golden_lines("standing")
