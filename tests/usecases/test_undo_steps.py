"""How far a typed "undo" reaches: the speaker's own latest entry of the conversation, and nothing else unasked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sales.deal import Field, Via
from sales.errors import NotFound
from sales.money import Money
from sales.people import Person
from sales.usecases.actors import Actor
from sales.usecases.advancing import change
from sales.usecases.calling import TakenBack
from sales.usecases.changing import Wish
from sales.usecases.say import Asked, Reply
from sales.usecases.undo import CannotUndo, Undone
from tests.usecases.conftest import Talk


def asked_about(reply: Reply) -> str:
    """The sentence of the question that is open."""
    assert isinstance(reply, Asked)
    assert reply.question is not None
    return reply.question.sentence


def test_undo_goes_back_through_the_thread_and_no_further(talk: Talk) -> None:
    """Any number of steps; what was said elsewhere stays."""
    talk.says("Globex is now 99k")
    root = "5.000000"
    talk.says("Acme is now 41k")
    for amount in (42, 43, 44):
        talk.says(f"it is now {amount}k", thread=root)
    assert talk.deal("Acme").amount == Money(4_400_000)
    for expected in (43, 42, 41, 40):
        assert isinstance(talk.says("undo", thread=root), Undone)
        assert talk.deal("Acme").amount == Money(expected * 100_000)
    further = talk.says("undo", thread=root)
    assert isinstance(further, Asked)
    assert talk.deal("Globex").amount == Money(9_900_000)
    assert further.question is not None
    assert "nothing of yours here" in further.question.sentence
    assert "you said “Globex is now 99k”. Undo that?" in further.question.sentence
    assert isinstance(talk.answers(further, 0), Undone)
    assert talk.deal("Globex").amount == Money(4_000_000)


def test_what_changed_nothing_does_not_stand_in_the_way_of_undo(talk: Talk) -> None:
    """Saying the same twice is no step back."""
    talk.says("Acme is now 45k")
    talk.says("Acme is now 45k")
    talk.says("undo")
    assert talk.deal("Acme").amount == Money(4_000_000)


def test_what_was_entered_in_a_form_is_told_and_asked_about(talk: Talk) -> None:
    """A form is no part of the conversation, though it may be what was done last."""
    talk.says("Acme is now 45k")
    wish = Wish(deal_id=talk.deal("Hooli").id, fields={Field.AMOUNT: Money(100_000), Field.NEXT_STEP: "call"})
    change(talk.store, talk.actor, wish, Via.MODAL, talk.now)
    asked = talk.says("undo")
    assert "in a form: you changed the amount and next step of Hooli. Undo that?" in asked_about(asked)
    assert talk.deal("Hooli").amount == Money(100_000)
    assert isinstance(talk.answers(asked, 0), Undone)
    assert talk.deal("Hooli").amount == Money(4_000_000)
    with pytest.raises(CannotUndo, match="undone already"):
        talk.answers(asked, 0)
    assert isinstance(talk.says("undo"), Undone)
    assert talk.deal("Acme").amount == Money(4_000_000)


def test_what_was_said_long_ago_is_told_and_asked_about(talk: Talk) -> None:
    """Half a day later nobody means it unless they say so; in its thread it needs no asking."""
    talk.says("called Acme, they like it")
    talk.now += timedelta(days=2)
    assert "of Wed 18 Nov 2026: you said “called Acme, they like it”. Undo that?" in asked_about(talk.says("undo"))
    assert len(talk.logged("Acme")) == 1
    assert isinstance(talk.says("undo", thread="4.000000"), Undone)
    assert talk.logged("Acme") == []


def test_before_others_nothing_from_elsewhere_is_told(talk: Talk) -> None:
    """In a channel it says that there is nothing: what was said to us alone is not quoted there."""
    talk.says("Acme is now 45k")
    with pytest.raises(NotFound, match="nothing of yours here"):
        talk.says("undo", channel="C1")
    assert talk.deal("Acme").amount == Money(4_500_000)


def test_a_call_is_taken_back_where_it_was_made(talk: Talk) -> None:
    """In the thread of another sentence "undo" does not reach it."""
    talk.says("Acme is now 45k")
    talk.says("commit 450k")
    assert isinstance(talk.says("undo", thread="4.000000"), Undone)
    assert talk.deal("Acme").amount == Money(4_000_000)


def test_a_call_made_elsewhere_is_asked_about(talk: Talk) -> None:
    """Where it was made, undo takes it back; elsewhere in private it is told first; in a channel it stays."""
    talk.says("my call is 100k")
    with pytest.raises(NotFound):
        talk.says("undo", channel="C7")
    elsewhere = talk.says("undo", channel="D2")
    assert "is your call for 2026-Q4. Take that back?" in asked_about(elsewhere)
    assert isinstance(talk.answers(elsewhere, 0), TakenBack)
    talk.says("my call is 200k")
    assert isinstance(talk.says("undo"), TakenBack)


def test_an_undo_that_would_put_back_nothing_says_so_and_does_nothing(talk: Talk, team: dict[str, Person]) -> None:
    """Everything of the entry has been changed by somebody else since: it stays as it is, and still counts."""
    talk.says("Acme is now 45k")
    theirs = Wish(deal_id=talk.deal("Acme").id, fields={Field.AMOUNT: Money(4_700_000)})
    change(talk.store, Actor(talk.actor.workspace_id, team["Mia"]), theirs, Via.MODAL, talk.now)
    with pytest.raises(CannotUndo, match=r"Nothing was undone: .* has changed the amount of Acme since"):
        talk.says("undo")
    assert talk.deal("Acme").amount == Money(4_700_000)
