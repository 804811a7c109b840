"""What a question offers: each answer once, and none that would be refused."""

from __future__ import annotations

import pytest

from sales.language import understand
from sales.language.understanding import Question
from tests.language.conftest import Reads


def question(text: str, reads: Reads) -> Question:
    found = understand(text, reads()).question
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "labels"),
    [("Acme is now 0", ["$0"]), ("Acme is now 45", ["$45,000", "$45"]), ("Acme is 45-50k", ["$45,000", "$50,000"])],
)
def test_each_amount_is_offered_once(text: str, labels: list[str], reads: Reads) -> None:
    """Nothing and a thousand times nothing are one button."""
    assert [choice.label for choice in question(text, reads).choices] == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Acme closes on 2019-02-30", []),
        ("Acme closes on 2026-02-30", []),
        ("Acme closes on 2027-02-30", ["Sun 28 Feb 2027"]),
        ("Acme closes on 2019-02-28", ["Sun 28 Feb 2027"]),
    ],
)
def test_no_day_that_has_passed_is_offered(text: str, labels: list[str], reads: Reads) -> None:
    """A deal closes in the future: where none of the likely days lies there, a day is picked."""
    assert [choice.label for choice in question(text, reads).choices] == labels
