"""What managers narrow their questions by: answered with exactly those deals, or asked about."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.bot.desk import Desk, visible
from tests.bot.talking import being_worked, owned, presses


def test_a_colleague_may_be_left_out(desk: Desk) -> None:
    """ "Without Tom": none of Tom's deals are listed or added up, and the title says so."""
    words = visible(desk.says("dana", "total pipeline without Tom"))
    assert "without Tom Brandvold" in words
    with_tom, his = visible(desk.says("dana", "our pipeline")), owned(desk, "Tom Brandvold")
    assert any(name in with_tom for name in his)
    assert not any(name in words for name in his)


def test_lost_deals_by_their_reason(desk: Desk) -> None:
    """Of one reason where it is said; of all, each reason is counted and stands beside its deal."""
    everything = visible(desk.says("dana", "my lost deals"))
    for_price = visible(desk.says("dana", "show me deals lost on price"))
    assert "lost deals (Price)" in for_price
    assert "Timing" not in for_price
    assert "Price 1" in everything
    assert " · Timing" in everything


def test_an_unknown_filter_is_asked_about(desk: Desk) -> None:
    """The words are named; Yes answers without them, No answers nothing."""
    asked = desk.says("dana", "deals in healthcare")
    assert "I do not know how to filter by “in healthcare”" in visible(asked)
    assert "Your open deals" in visible(presses(desk, "dana", asked, "Yes"))
    assert "open deals" not in visible(presses(desk, "dana", desk.says("dana", "deals in EMEA"), "No"))


def test_what_slipped_is_the_deals_that_were_pushed(desk: Desk) -> None:
    """With the day they were to close and the one they are to close now; a push that is undone is none."""
    deal = being_worked(desk, "Fennimore")
    assert deal.close_date is not None
    later = deal.close_date + timedelta(days=11)
    desk.says("tom", f"Fennimore slips to {later:%d %B %Y}")
    assert "Fennimore" in visible(desk.says("dana", "which deals slipped this month?"))
    assert "Fennimore" in visible(desk.says("tom", "what slipped today?"))
    desk.says("tom", "undo")
    assert "Fennimore" not in visible(desk.says("tom", "what slipped today?"))


def test_the_biggest_pipeline_is_somebodys(desk: Desk) -> None:
    """People are ranked by what is open, those alone whose numbers one may see."""
    assert "1. " in visible(desk.says("dana", "who has the biggest pipeline?"))
    mine = visible(desk.says("sam", "who has the biggest pipeline?"))
    assert "Sam Ortega" in mine
    assert "2. " not in mine


@pytest.mark.parametrize(
    ("who", "asked", "holds"),
    [
        ("dana", "how accurate was Sam's last call?", "How near Sam Ortega's calls came"),
        ("sam", "how accurate are my calls?", "How near your calls came"),
        ("sam", "how accurate was Elena's last call?", "You can see your own numbers"),
        ("dana", "who has not called?", "Kenji Morita"),
        ("dana", "Sam's call", "Sam Ortega's call for 2026-Q4"),
        ("dana", "forecast 2027", "FY2027"),
    ],
)
def test_questions_about_calls_and_years(desk: Desk, who: str, asked: str, holds: str) -> None:
    """A call is the number somebody puts their name to; a year is the year."""
    assert holds in visible(desk.says(who, asked))


def test_a_call_is_told_with_what_the_deals_say(desk: Desk) -> None:
    """The number, when it was made, and the roll-up beside it; whoever has called is not missing any more."""
    desk.says("kenji", "commit 190k, best 210k")
    words = visible(desk.says("dana", "Kenji's call"))
    assert "commit $190,000, best case $210,000" in words
    assert "The deals say" in words
    assert "Kenji" not in visible(desk.says("dana", "who has not called?"))
