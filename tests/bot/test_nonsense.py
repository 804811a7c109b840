"""Values and metadata that we never sent: answered in a sentence, and nothing is saved."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest

from bot import routes
from sales.errors import SalesError
from tests.bot.desk import Desk
from tests.bot.forging import clicked, stored, submitted

NONSENSE = [
    "",
    "0",
    "-1",
    "x",
    "999999",
    "9" * 40,
    "²",
    "1:",
    ":1",
    "edit:999999",
    "1:999999",
    "null",
    "{}",
    "1 OR 1=1",
]


@pytest.mark.parametrize("value", NONSENSE)
@pytest.mark.parametrize("action", sorted(set(map(str, routes.ACTIONS)) - {"home.refresh", "digest.later"}))
def test_no_value_of_a_button_breaks_anything(desk: Desk, action: str, value: str) -> None:
    """Whatever a click carries, the answer is an answer or a sentence, and nothing is saved."""
    before = stored(desk)
    with suppress(SalesError):
        clicked(desk, "noor", action, value)
    assert stored(desk) == before


METADATA: list[dict[str, Any]] = [
    {},
    {"deal": "x"},
    {"deal": 999999},
    {"deal": [1]},
    {"deal": "9" * 40, "version": "y"},
    {"nudge": "999999", "deal": 1},
    {"nudge": {"a": 1}},
    {"key": "C0SALES:1.2", "ts": 5},
]


@pytest.mark.parametrize("metadata", METADATA, ids=json.dumps)
@pytest.mark.parametrize("view", sorted(map(str, set(routes.VIEWS) - {"view.schedule", "view.settings", "view.deal"})))
def test_no_metadata_of_a_form_breaks_anything(desk: Desk, view: str, metadata: dict[str, Any]) -> None:
    """The same for what a form carries."""
    before = stored(desk)
    with pytest.raises(SalesError):
        submitted(desk, "noor", view, metadata, kind="call", happened_on="2026-11-20", close_date="2027-01-01")
    assert stored(desk) == before
