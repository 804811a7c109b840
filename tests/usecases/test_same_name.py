"""A second deal of a name that an open one has already."""

from __future__ import annotations

import pytest

from sales.usecases.changing import Saved
from sales.usecases.say import Asked
from tests.usecases.conftest import Talk


@pytest.mark.parametrize(("again", "asked"), [("Bluth", True), ("bluth", True), ("Bluth Stair Cars", False)])
def test_a_second_deal_of_one_name_is_asked_about(talk: Talk, again: str, asked: bool) -> None:
    """The question says what there is already, and whose; one click opens the second. Another name is saved at once."""
    assert isinstance(talk.says("new deal: Bluth, 20k"), Saved)
    reply = talk.says(f"new deal: {again}, 30k")
    assert isinstance(reply, Asked if asked else Saved)
    if isinstance(reply, Asked):
        assert reply.question is not None
        there = f"There is an open deal called Bluth already (Discovery, $20,000, {talk.actor.person.name})."
        assert reply.question.sentence.startswith(there)
        saved = talk.answers(reply, 0)
        assert isinstance(saved, Saved)
        assert saved.deals[0].before is None
