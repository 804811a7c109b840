"""An amount ten times what a deal had, or a tenth of it, is asked about before it is written."""

from __future__ import annotations

import pytest

from tests.bot.desk import Desk, visible
from tests.bot.talking import being_worked, presses, usd


@pytest.mark.parametrize(("said", "becomes"), [("Juniper: 1.2m", 1_200_000), ("Juniper is now $6k", 6_000)])
def test_a_far_amount_is_asked_about_and_one_click_saves_it(desk: Desk, said: str, becomes: int) -> None:
    """What the deal has is shown beside what was said; "No" leaves it, yes writes it."""
    desk.says("sam", "Juniper is now 61k (was 60k)")
    asked = desk.says("sam", said)
    assert f"is at $61,000. Is it ${becomes:,} now?" in visible(asked)
    assert being_worked(desk, "Juniper").amount == usd(61_000)
    presses(desk, "sam", asked, f"Yes, ${becomes:,}")
    assert being_worked(desk, "Juniper").amount == usd(becomes)


def test_no_leaves_the_amount(desk: Desk) -> None:
    """The question goes, the amount stays."""
    desk.says("sam", "Juniper is now 61k (was 60k)")
    presses(desk, "sam", desk.says("sam", "Juniper 610k"), "No")
    assert being_worked(desk, "Juniper").amount == usd(61_000)


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        ("Juniper is now 600k", 600_000),
        ("Juniper is now 6.2k", 6_200),
        ("Juniper is now 900k (was 61k)", 900_000),
        ("Juniper from 61k to 900k", 900_000),
        ("Juniper: 61k -> 900k", 900_000),
        ("Juniper shrunk to 4k", 4_000),
        ("Juniper goes up to 900k", 900_000),
    ],
)
def test_nothing_is_asked_of_who_knows(desk: Desk, said: str, becomes: int) -> None:
    """Less than ten times, or words that speak of the change: it is written at once."""
    desk.says("sam", "Juniper is now 61k (was 60k)")
    desk.says("sam", said)
    assert being_worked(desk, "Juniper").amount == usd(becomes)


def test_the_rest_of_the_sentence_waits_for_the_answer(desk: Desk) -> None:
    """A call told beside it is saved with the amount, in one go."""
    desk.says("sam", "Juniper is now 61k (was 60k)")
    asked = desk.says("sam", "called Juniper and followed up with legal, now 610k")
    assert "Is it $610,000 now?" in visible(asked)
    assert "Noted so far" in visible(asked)
