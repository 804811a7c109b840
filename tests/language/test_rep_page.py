"""What the page for reps says one can write is understood, as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sales.language import Action, understand
from tests.language.conftest import Reads

PAGE = Path(__file__).parents[2] / "docs" / "rep.md"
ROWS = [line.split("|") for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
EXAMPLES = [
    (row[1].strip() or "questions", said)
    for row in ROWS[1:]
    for said in re.findall(r"`([^`]+)`", row[2])
    if len(row) > 3
]
NOT_THE_LANGUAGES = ("its story",)
"""Told apart before anything is read (`sales/usecases/win_stories.py`)."""


@pytest.mark.parametrize(("what", "said"), EXAMPLES)
def test_every_example_is_understood(reads: Reads, what: str, said: str) -> None:
    """Questions are read as such, everything else is done or asked about."""
    meant = understand(said, reads())
    if what not in NOT_THE_LANGUAGES:
        assert meant.action is not Action.IGNORE
        assert all(intent.kind.is_question for intent in meant.intents) is (what == "questions")


def test_there_are_examples_of_everything() -> None:
    """Should the page's shape change, this notices."""
    assert len(EXAMPLES) > 30
