"""Undo while a question is open: the question goes, and nothing that was saved before it."""

from __future__ import annotations

import pytest

from sales.calls import counting
from tests.bot.desk import Desk, elements, visible
from tests.bot.talking import being_worked, presses, usd


def called(desk: Desk, who: str) -> object:
    with desk.store.reading(desk.workspace) as tx:
        person = next(one for one in tx.people.team() if one.first_name == who)
        call = counting(tx.calls.of_person(person.id))
    return call.commit if call is not None else None


def test_undo_drops_the_open_question_and_keeps_the_call(desk: Desk) -> None:
    """After a call, a question half answered: undo drops it, where it stands too; a second undo takes the call."""
    desk.says("dana", "commit 150k, best 200k")
    asked = desk.says("dana", "fennimore and pinnock both slip a week")
    presses(desk, "dana", asked, elements(asked)[0]["text"]["text"])
    before = being_worked(desk, "Fennimore"), being_worked(desk, "Pinnock")
    assert "dropped the question about “fennimore and pinnock" in visible(desk.says("dana", "undo"))
    assert called(desk, "Dana") == usd(150_000)
    dm = desk.person("dana").app_dm()
    assert "Dropped" in visible(desk.now_reads("dana", dm, asked["ts"], "Dropped"))
    assert (being_worked(desk, "Fennimore"), being_worked(desk, "Pinnock")) == before
    assert "is taken back" in visible(desk.says("dana", "undo"))
    assert called(desk, "Dana") is None


@pytest.mark.parametrize(
    "question",
    [
        "Juniper is won",
        "lost Juniper",
        "delete Juniper",
        "take Juniper out of commit",
        "had a demo yesterday, went great",
        "Juniper to propsall",
    ],
)
def test_whatever_is_asked_it_is_dropped(desk: Desk, question: str) -> None:
    """What was saved before the question is still there after it."""
    desk.says("sam", "Juniper is now 61k")
    desk.says("sam", question)
    assert "dropped the question" in visible(desk.says("sam", "undo"))
    assert being_worked(desk, "Juniper").amount == usd(61_000)
    desk.says("sam", "undo")
    assert being_worked(desk, "Juniper").amount != usd(61_000)


def test_a_question_that_was_put_away_or_answered_is_none(desk: Desk) -> None:
    """After "Never mind", and after an answer that saved something, undo is about what was saved."""
    desk.says("sam", "Juniper is now 62k")
    presses(desk, "sam", desk.says("sam", "Juniper to propsall"), "Never mind")
    desk.says("sam", "undo")
    assert being_worked(desk, "Juniper").amount != usd(62_000)
    desk.says("sam", "Juniper is now 63k")
    presses(desk, "sam", desk.says("sam", "take Juniper out of commit"), "Best case")
    assert "back as it was" in visible(desk.says("sam", "undo"))
    assert being_worked(desk, "Juniper").amount == usd(63_000)


def test_a_question_about_a_list_is_no_question_about_a_change(desk: Desk) -> None:
    """What was merely asked leaves undo with what was saved."""
    desk.says("tom", "Pinnock is now 71k")
    desk.says("tom", "deals in healthcare")
    desk.says("tom", "undo")
    assert being_worked(desk, "Pinnock").amount != usd(71_000)
