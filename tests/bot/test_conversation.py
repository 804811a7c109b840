"""Wherever a rep speaks, the same is understood; what stands there afterwards is read off the answers and the store."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sales.deal import Field
from tests.bot.desk import Desk, visible
from tests.bot.talking import usd


@pytest.mark.parametrize(
    ("way", "where"),
    [
        ("command", "C0SALES"),
        ("direct", ""),
        ("mention", "C0SALES"),
        ("mention in the middle", "C0SALES"),
    ],
)
def test_the_same_sentence_works_wherever_it_is_said(desk: Desk, way: str, where: str) -> None:
    """/log, a direct message and a mention of the bot understand the same and answer the same."""
    sentence = "met Amy at Veldhoven Bikes – Dock Planner, next step send the offer by Friday"
    match way:
        case "command":
            echo = desk.types("elena", f"/log {sentence}", where)
        case "direct":
            echo = desk.says("elena", sentence)
        case "mention":
            echo = desk.says("elena", f"<@{desk.sandbox.bot_user}> {sentence}", where)
        case _:
            echo = desk.says("elena", f"hey <@{desk.sandbox.bot_user}> {sentence}", where)
    words = visible(echo)
    assert "logged a *meeting* with Amy" in words
    assert "*send the offer* by Fri 27 Nov 2026" in words
    assert (echo.get("thread_ts") is not None) == way.startswith("mention")
    elena = desk.person("elena")
    assert desk.deal("Veldhoven Bikes – Dock").next_step == "send the offer"
    elena.click(where or elena.app_dm(), echo, "entry.undo")
    assert elena.wait(lambda _: desk.deal("Veldhoven Bikes – Dock").next_step != "send the offer", timeout=60)


def test_what_people_say_among_themselves_is_left_alone(desk: Desk) -> None:
    """In a channel that is no deal's, without a mention, the bot neither writes nor saves."""
    before = desk.deal("Hexley Tools – Carrier Portal")
    elena = desk.person("elena")
    ts = elena.say("C0SALES", "called Hexley Tools, they want 99k, close tomorrow")
    answered = desk.says("elena", "help")
    assert "wants a proposal" in visible(answered)
    assert [m for m in elena.messages("C0SALES") if m["ts"] > ts] == []
    assert desk.deal("Hexley Tools – Carrier Portal") == before


def test_in_a_channel_of_a_deal_the_name_may_be_left_out(desk: Desk) -> None:
    """There a sentence is about that deal; the answer comes in its thread, and what follows in the thread is too."""
    sam = desk.person("sam")
    ts = sam.say("C0DEALACME", "called Jane, she will sign on Thursday")
    echo = desk.answer(sam, "C0DEALACME", ts)
    assert "Acme Robotics" in visible(echo)
    assert echo["thread_ts"] == ts
    follow = sam.say("C0DEALACME", "next step: send the kick-off dates by Friday", thread_ts=ts)
    sam.wait(lambda _: desk.deal("Acme Robotics").next_step == "send the kick-off dates", timeout=60)
    assert desk.deal("Acme Robotics").next_step_on == date(2026, 11, 27)
    small_talk = sam.say("C0DEALACME", "who brings the cake?")
    desk.says("sam", "help")
    later = [m for m in sam.thread("C0DEALACME", small_talk) if m["user"] != sam.user]
    assert (later, follow > ts) == ([], True)


def test_a_question_asked_in_a_thread_can_be_answered_there_in_words(desk: Desk) -> None:
    """After a mention that left open which deal was meant, the next sentence in the thread needs no mention."""
    elena = desk.person("elena")
    ts = elena.say("C0SALES", f"<@{desk.sandbox.bot_user}> called them, all fine")
    assert "Which deal is this about?" in visible(desk.answer(elena, "C0SALES", ts))
    second = elena.say("C0SALES", "emailed Cobalt Creamery – Cold Chain Monitor, they will decide in May", thread_ts=ts)

    def echoed(who: Any) -> bool:
        return any(m["ts"] > second and "logged an *email*" in visible(m) for m in who.thread("C0SALES", ts))

    assert elena.wait(echoed, timeout=60)


def test_a_reply_below_the_echo_is_about_the_same_deal(desk: Desk) -> None:
    """In a thread of the direct message the deal last spoken of is meant."""
    elena = desk.person("elena")
    dm = elena.app_dm()
    ts = elena.say(dm, "called Dovetail Joinery – Cold Chain Monitor, they like it")
    desk.answer(elena, dm, ts)
    elena.say(dm, "it is worth 30k", thread_ts=ts)
    elena.wait(lambda _: desk.deal("Dovetail Joinery – Cold").amount == usd(30_000), timeout=60)
    assert desk.deal("Dovetail Joinery – Cold").amount == usd(30_000)


def test_a_message_is_kept_as_an_activity_by_its_shortcut(desk: Desk) -> None:
    """The form opens with the words as people read them, searches one's own deals, and logs."""
    dana = desk.person("dana")
    ts = dana.say("C0SALES", "Lanternhill said: price & terms are <fine>")
    elena = desk.person("elena")
    elena.shortcut("log_to_deal", "C0SALES", ts)
    form = desk.form("elena")
    assert "price & terms are <fine>" in visible({"blocks": form["blocks"]})
    offered = elena.options(form, "options.deal", "lantern")
    assert [option["text"]["text"] for option in offered] == ["Lanternhill Lighting – Cold Chain Monitor"]
    deal = str(desk.deal("Lanternhill Lighting – Cold").id)
    assert desk.submits("elena", form, deal=deal, kind="email", contact="Kim") == {}
    echo = desk.next_message("elena", "C0SALES", ts, "logged an")
    assert "logged an *email* with Kim" in visible(echo)
    with desk.store.reading(desk.workspace) as tx:
        kept = tx.entries.of_message("C0SALES", ts)
        assert kept is not None
        assert [activity.contact for activity in tx.entries.activities(kept.id)] == ["Kim"]


def _of(desk: Desk, name: str, owner: str) -> Any:
    with desk.store.reading(desk.workspace) as tx:
        person = next(p for p in tx.people.team() if p.first_name == owner)
        return next(deal for deal in tx.deals.open_of([person.id]) if deal.name.startswith(name))


def test_a_push_by_sentence_is_a_push(desk: Desk) -> None:
    """Moving the close date later counts, whatever way it was said; moving it forward does not."""
    desk.says("noor", "pushed Wexcombe Brewing – Cold Chain Monitor to mid January")
    assert _of(desk, "Wexcombe", "Noor").pushes == 1
    desk.says("noor", "Wexcombe Brewing – Cold Chain Monitor closes 20 December")
    assert _of(desk, "Wexcombe", "Noor").pushes == 1
    changes = [c for c in desk.history("Wexcombe Brewing – Cold") if c.field is Field.CLOSE_DATE]
    assert changes[-1].new == "2026-12-20"
