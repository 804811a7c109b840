"""The messages and forms around a spreadsheet: whatever its headings and names are, Slack takes them and nobody is
pinged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.filling import columns_message, filled_message
from bot.blocks.filling_forms import columns_view, files_view, working_message
from bot.payloads import Attached
from sales.filling.plan import Plan, Told
from sales.usecases.filling import Questions, Sent
from sales.usecases.filling_plan import MOST_ASKED, Filling
from tests.blocks.examples import HOSTILE
from tests.blocks.seen import check
from tests.sales.examples import ANN, MAX, NOW, QUARTER

typed = st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=200)
SENT = Sent(file_id="F1", name="call.xlsx", channel="D1", ts="1.1")


def filling(told: Told, ask: tuple[str, ...] = ()) -> Filling:
    return Filling(plan=Plan((), told), ask=ask, asker=MAX, subject=MAX, as_of=NOW)


@given(st.lists(typed, min_size=1, max_size=30, unique=True))
def test_any_names_and_as_many_as_there_are(names: list[str]) -> None:
    """In every sentence of the answer, in the question and in its form."""
    told = Told(deals={1, 2}, cells=5, replaced=3, unlisted=2, sheets=names, periods={QUARTER: None})
    for name in names:
        told.lacks(name, f"its list does not offer {name}")
        told.left[name] = told.nobody[name] = None
        told.read[name] = "Commit"
        told.note(f"{name} has no rate.")
    sent = replace(SENT, name=names[0])
    check(filled_message(filling(told), names))
    check(columns_message(filling(told, tuple(names)), sent, 7))
    check(working_message(sent))
    people = tuple((number, name) for number, name in enumerate(names))
    check(columns_view(sent, Questions(tuple(names[: MOST_ASKED - 1]), {names[0]: people}), "{}"))
    told.unsure[names[0]] = (ANN, MAX)
    check(filled_message(filling(told), names))
    check(columns_message(replace(filling(told, tuple(names)), whom=told.unsure), sent, 7))
    check(files_view([Attached("F1", name) for name in names[:5]], {"channel": "C1"}, in_channel=True))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (Told(deals={1}, cells=3), "Filled in: 1 deal, as of"),
        (Told(people={1, 2}, cells=3, sheets=["A", "B"]), "Filled in: 2 people on 2 sheets, as of"),
        (Told(cells=1), "Filled in: 1 cell, as of"),
    ],
)
def test_what_was_filled_in_is_counted(told: Told, words: str) -> None:
    """In as many words as it needs."""
    assert words in filled_message(filling(told), ()).text


def test_whose_numbers_they_are() -> None:
    """Your own, your team's, or somebody else's by name."""
    one = filling(Told(cells=1))
    assert "you and your team" in str(filled_message(one, ()).blocks)
    assert "your own numbers" in str(filled_message(replace(one, asker=ANN, subject=ANN), ()).blocks)
    assert "Ann Rep's numbers" in str(filled_message(replace(one, subject=ANN), ()).blocks)
