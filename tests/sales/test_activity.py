"""What happened, and when it may have happened."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sales.activity import LONGEST_NOTE, Activity, BuyingRole, checked_happened_on
from sales.errors import Invalid
from tests.sales.examples import NOW, TODAY


def test_a_plan_is_no_activity() -> None:
    """What is still to come is refused, with the way to say it instead."""
    assert checked_happened_on(TODAY, TODAY) == TODAY
    assert checked_happened_on(date(2020, 1, 1), TODAY) == date(2020, 1, 1)
    with pytest.raises(Invalid, match="next step") as refused:
        checked_happened_on(TODAY + timedelta(days=1), TODAY)
    assert refused.value.field == "happened_on"


def test_a_note_has_an_end() -> None:
    """Four thousand characters are a note, one more is a document."""
    Activity(kind="call", deal_id=1, happened_on=TODAY, logged_at=NOW, by=4, note="x" * LONGEST_NOTE)
    with pytest.raises(Invalid, match="4,000") as refused:
        Activity(kind="call", deal_id=1, happened_on=TODAY, logged_at=NOW, by=4, note="x" * (LONGEST_NOTE + 1))
    assert refused.value.field == "note"


def test_words() -> None:
    """What a person reads for a buying role."""
    assert BuyingRole.DECISION_MAKER.words == "decision maker"
