"""Names into lines, lines into sections, groups of blocks into a message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import kit
from bot.blocks.fit import bare, fitting, listing, named, names


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Acme", "Acme"),
        (" \n", "–"),
        ("Acme\n> quote", "Acme &gt; quote"),
        ("<!channel> *x* & Co", "&lt;!channel&gt; ∗x∗ &amp; Co"),
        ("\u202eevil", "evil"),
        ("עסקה", "\u2068עסקה\u2069"),
        ("x" * 80, "x" * 59 + "…"),
    ],
)
def test_a_typed_name_is_one_harmless_line(typed: str, shown: str) -> None:
    """No mention, no format, no second line; writing from right to left turns nothing around it."""
    assert named(typed) == shown


@given(st.text(max_size=300), st.integers(1, 80))
def test_a_name_is_never_longer_than_asked_for(text: str, longest: int) -> None:
    """Only the two marks that hold a direction come on top."""
    short = bare(text, longest)
    assert len(short.strip("\u2068\u2069")) <= longest
    assert "\n" not in short


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ([], ""),
        (["Ann"], "Ann"),
        (["Ann", "Bob"], "Ann and Bob"),
        (["Ann", "Bob", "Cem"], "Ann, Bob and Cem"),
        (["Ann", "Bob", "Cem", "Dora"], "Ann, Bob, Cem and 1 more"),
    ],
)
def test_names_are_listed_as_in_a_sentence(people: list[str], said: str) -> None:
    """A few by name, the others counted."""
    assert names(people, at_most=3) == said


@given(st.lists(st.text(min_size=1, max_size=2900), max_size=40), st.integers(1, 20))
def test_no_line_is_lost_and_none_is_cut(lines: list[str], together: int) -> None:
    """All lines stand in the sections, in order, each section within Slack's limit."""
    blocks = listing(lines, together=together)
    assert "\n".join(block["text"]["text"] for block in blocks) == "\n".join(lines)
    assert all(len(block["text"]["text"]) <= kit.SECTION for block in blocks)


@given(st.lists(st.lists(st.integers(1, 2900), min_size=1, max_size=4), max_size=40), st.integers(0, 3), st.booleans())
def test_groups_fit_whole_or_not_at_all(sizes: list[list[int]], beside: int, in_view: bool) -> None:
    """What is kept is a run of whole groups from the first on; with what stands beside it and a line more it fits."""
    groups = [[kit.section("x" * size) for size in group] for group in sizes]
    around = [kit.divider()] * beside
    kept, missing = fitting(groups, beside=around, in_view=in_view)
    shown = groups[: len(groups) - missing]
    assert kept == [block for group in shown for block in group]
    line = kit.context("…")
    assert kit.faults([*around, *kept, line], in_view=in_view) == []
