"""What a change is called on a card and in a history."""

from __future__ import annotations

import pytest

from bot.blocks.change_words import Names, in_words
from sales.deal import DealChange, Field
from tests.sales.examples import ANN, NOW, PROCESS


@pytest.mark.parametrize(
    ("field", "old", "new", "told"),
    [
        (Field.CATEGORY, None, "commit", "forecast as the stage says → commit"),
        (Field.CATEGORY, "best_case", None, "forecast best case → as the stage says"),
        (Field.AMOUNT, None, "USD 4500000", "amount – → $45,000"),
        (Field.AMOUNT, "USD 4500000", "USD 5400000", "amount $45,000 → $54,000"),
        (Field.CREATED, None, None, "created"),
        (Field.CLOSED_ON, None, "2026-11-19", ""),
    ],
)
def test_a_change_reads_as_before_and_after(field: Field, old: str | None, new: str | None, told: str) -> None:
    """A forecast nobody has called is not nothing: the stage says it."""
    change = DealChange(deal_id=1, field=field, old=old, new=new, at=NOW, by=ANN.id)
    assert in_words(change, Names(PROCESS, {ANN.id: ANN}, "UTC")) == told
