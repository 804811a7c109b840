"""Follow-ups ask the question before again, for another deal, period or person; everything else stands for itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.language import understand
from sales.language.following import followed_up
from tests.language.conftest import Reads


@pytest.mark.parametrize(
    ("before", "said", "asked"),
    [
        ("when did we last talk to Acme?", "and Hooli?", "when did we last talk to Hooli?"),
        ("who owns Acme?", "what about Hooli", "who owns Hooli?"),
        ("forecast for Q1", "and Q2?", "forecast for Q2"),
        ("forecast for Q1", "what about next quarter?", "forecast for next quarter"),
        ("what's closing this month?", "and next month?", "what's closing next month?"),
        ("how many calls did I log this week?", "and last week?", "how many calls did I log last week?"),
        ("my pipeline", "for Q1?", "my pipeline in Q1?"),
        ("my stuck deals", "and ours?", "our stuck deals"),
        ("our pipeline", "and mine?", "my pipeline"),
    ],
)
def test_it_asks_the_same_for_something_else(reads: Reads, before: str, said: str, asked: str) -> None:
    """The words that differ take the place of those that stood for the same."""
    context = reads()
    assert followed_up(said, understand(before, context), context) == asked
    assert understand(asked, context).action == understand(before, context).action


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("Acme is now 45k", "and Hooli?"),
        ("how's Acme?", "and then we won Hooli"),
        ("how's Acme?", "Hooli is now 45k"),
        ("how's Acme?", "and somebody nobody knows?"),
        ("nice weather", "and Hooli?"),
    ],
)
def test_what_is_no_follow_up_stands_for_itself(reads: Reads, before: str, said: str) -> None:
    """After an instruction, or with more to say than one other thing."""
    context = reads()
    assert followed_up(said, understand(before, context), context) is None


@given(st.text(max_size=80).map("and {}".format), st.sampled_from(["my pipeline", "how's Acme?", "forecast for Q1"]))
def test_a_follow_up_never_changes_anything(reads: Reads, said: str, before: str) -> None:
    """Whatever is put in the place: a question stays one, or is asked back about."""
    context = reads()
    asked = followed_up(said, understand(before, context), context)
    assert asked is None or understand(asked, context).action.value != "write"
