"""Questions for one fact, for several things at once, and for what does not exist."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sales.deal import Field, Value
from sales.usecases.activities import ActivityCount
from sales.usecases.asking import Together
from sales.usecases.cards import DealCard
from sales.usecases.changing import Wish
from sales.usecases.deal_lists import DealList
from sales.usecases.say import Asked
from tests.usecases.conftest import Floor, Talk


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("who owns Big?", "Big belongs to Dana Cole."),
        ("when does Big close?", "Big is expected to close on Tue 15 Dec 2026."),
        ("when does Dateless close?", "Dateless has no close date."),
        ("how much is Big worth?", "Big is worth $90,000."),
        ("what stage is Proposed in?", "Proposed has been in Proposal since Wed 28 Oct 2026."),
        ("what's the next step for Big?", "Next for Big: send the offer, by Fri 20 Nov 2026."),
        ("what's the source of Big?", "Big came from Referral."),
        ("why did we lose Big?", "Big is still open, in Discovery."),
        ("how's Big?", ""),
    ],
)
def test_a_question_for_one_fact_is_answered_in_a_sentence(floor: Floor, asked: str, told: str) -> None:
    """The card stands below it; a question for the whole deal gets the card alone."""
    found = floor.ask("Dana", asked)
    assert isinstance(found, DealCard)
    assert found.sentence == told


def test_why_a_deal_was_lost_is_told_with_the_reason(floor: Floor) -> None:
    """And with what was said besides; a win is told with its day and amount."""
    lost: dict[Field, Value] = {Field.STAGE: "lost", Field.LOST_REASON: "Price"}
    floor.does("Dana", Wish(deal_id=floor.ids["Late"], fields=lost, reason="they froze the budget"), floor.now)
    floor.does("Dana", Wish(deal_id=floor.ids["Big"], fields={Field.STAGE: "won"}), floor.now)
    for asked, told in (
        ("why did we lose Late?", "Late was lost on Wed 18 Nov 2026: Price. “they froze the budget”"),
        ("did Big sign?", "Big was won on Wed 18 Nov 2026 for $90,000."),
        ("when does Big close?", "Big was won on Wed 18 Nov 2026 for $90,000."),
    ):
        found = floor.ask("Dana", asked)
        assert isinstance(found, DealCard)
        assert found.sentence == told


def test_several_questions_are_answered_in_their_order(floor: Floor) -> None:
    """Each as if it had been asked alone."""
    found = floor.ask("Dana", "how's Big? what's closing this month?")
    assert isinstance(found, Together)
    card, late = found.parts
    assert isinstance(card, DealCard)
    assert isinstance(late, DealList)
    assert [deal.name for deal in late.deals] == ["Late"]


@pytest.mark.parametrize("asked", ["forecast for Q7", "forecast for 2099"])
def test_a_period_that_cannot_be_meant_is_asked_about(floor: Floor, asked: str) -> None:
    """It says what is wrong with it; another period is not answered for in silence."""
    found = floor.ask("Dana", asked)
    assert isinstance(found, Asked)
    assert found.question is not None
    assert [choice.label for choice in found.question.choices][:2] == ["This quarter", "Next quarter"]


def test_a_follow_up_is_about_the_question_before(talk: Talk) -> None:
    """One's own, in the same conversation and lately; several in a row lead back to it."""
    talk.says("called Acme")
    talk.says("emailed Hooli")
    for said, holds in (
        ("when did we last talk to Acme?", "Last for Acme: a call"),
        ("and Hooli?", "Last for Hooli: an email"),
        ("what about Globex?", "Nothing is logged for Globex"),
    ):
        told = talk.says(said)
        assert isinstance(told, ActivityCount)
        assert told.sentence.startswith(holds)
    talk.now += timedelta(hours=2)
    assert isinstance(talk.says("and Acme?"), DealCard)
