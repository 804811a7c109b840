"""A firedrill from the command to the final: what the caller sees at once, what owners are asked, what it took."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from tests.bot.desk import MONDAY, Desk, Message, elements, visible

NEW_YORK = ZoneInfo("America/New_York")
REPS = ("sam", "tom", "elena", "kenji")


def at(hour: int, minute: int = 0) -> datetime:
    """A time of the demo's Monday in New York."""
    return datetime(MONDAY.year, MONDAY.month, MONDAY.day, hour, minute, tzinfo=NEW_YORK)


def latest(desk: Desk, who: str, holding: str) -> Message:
    """The newest message from the bot that holds these words, once it is there."""
    message: Message = desk.person(who).wait(lambda _: next(reversed(desk.messages_of(who, holding)), None), timeout=60)
    assert message is not None, f"{who} got nothing that holds {holding!r}"
    return message


def labels(message: Message) -> list[str]:
    """What its buttons say."""
    return [element["text"]["text"] for element in elements(message) if element["type"] == "button"]


def counted(message: Message) -> tuple[int, int]:
    """How many of how many deals are confirmed."""
    found = re.search(r"(\d+) of (\d+) deals confirmed", visible(message))
    assert found, visible(message)[:600]
    return int(found[1]), int(found[2])


def test_a_rep_is_refused_politely(desk: Desk) -> None:
    """And told where their own numbers are; a leader who names no time is told how to."""
    assert "Firedrills are for managers and executives" in visible(desk.types("sam", "/firedrill 4:30pm"))
    assert "Say by when you need it" in visible(desk.types("dana", "/firedrill asap please"))


def test_an_update_is_an_answer_and_calling_off_tells_everybody(desk: Desk) -> None:
    """An owner corrects a deal in a form, which answers the question in place; then the caller needs it no more."""
    desk.types("lee", "/firedrill 17:00")
    desk.settle()
    ask = latest(desk, "grace", "needs the forecast")
    drill = latest(desk, "lee", "Firedrill ·")
    grace, lee = desk.person("grace"), desk.person("lee")
    desk.clicks("grace", grace.app_dm(), ask, "Update")
    assert desk.submits("grace", desk.form("grace"), amount="77,777", next_step="Ask Priya") == {}
    desk.now_reads("grace", grace.app_dm(), ask["ts"], "edited")
    desk.settle()
    now = desk.now_reads("lee", lee.app_dm(), drill["ts"], "$77,777")
    assert counted(now)[0] == 1
    desk.clicks("lee", lee.app_dm(), now, "Call it off")
    desk.now_reads("lee", lee.app_dm(), drill["ts"], "Called off")
    desk.settle()
    desk.now_reads("grace", grace.app_dm(), ask["ts"], "no longer needs the forecast")


def test_a_firedrill_costs_a_click_each(desk: Desk) -> None:
    """The number at once; one message to each owner of doubtful deals; progress in place; the final and its workbook at
    the deadline, with what changed, who did not answer, and how long it took."""
    shown = visible(desk.types("dana", "/firedrill 4:30pm board call"))
    for words in ("2026-Q4:", "closed, commit", "in doubt", "people are asked", "by 16:30 EST"):
        assert words in shown
    desk.settle()
    drill = latest(desk, "dana", "Firedrill")
    first = visible(drill)
    assert "As of Mon 23 Nov 2026 07:4" in first
    assert "In doubt" in first
    assert "Fresh" in first
    assert "board call" in first
    confirmed, total = counted(drill)
    assert confirmed == 0

    asks = {who: latest(desk, who, "needs the forecast") for who in REPS}
    assert all(len(desk.messages_of(who, "needs the forecast")) == 1 for who in REPS)
    sam = desk.person("sam")
    assert labels(asks["sam"]) == ["Push date", "Update", "Still right", "Still right", "Update"]

    desk.clicks("sam", sam.app_dm(), asks["sam"], "Still right")
    desk.now_reads("sam", sam.app_dm(), asks["sam"]["ts"], "✓ ~")
    desk.settle()
    dana = desk.person("dana")
    desk.now_reads("dana", dana.app_dm(), drill["ts"], f"1 of {total} deals confirmed")

    tom = desk.person("tom")
    ask = asks["tom"]
    while "Still right" in labels(ask):
        left = labels(ask).count("Still right")
        desk.clicks("tom", tom.app_dm(), ask, "Still right")
        desk.settle()
        ask = desk.now_reads("tom", tom.app_dm(), ask["ts"], "✓ ~" if left > 1 else "Done, thank you")

    desk.clock_to(at(16, 20))
    assert not desk.messages_of("dana", "Final ·")
    desk.clock_to(at(16, 30))
    final = latest(desk, "dana", "Final ·")
    told = visible(final)
    for words in ("As of Mon 23 Nov 2026 16:30 EST", "Elena Castillo (no answer): ", "Kenji Morita (no answer): "):
        assert words in told
    assert "Sam Ortega (1 of 2 answered): " in told
    assert "Confirmed, although the close date has passed: " in told
    assert "Tom Brandvold (" not in told
    assert "2 people together" in told
    assert "at three minutes each, would be" in told
    files = [f for m in dana.messages(dana.app_dm(), limit=200) for f in m.get("files", ())]
    assert [f["name"] for f in files if f["name"].startswith("final ")] == [
        "final Dana Whitlock 2026-Q4 2026-11-23 1630 EST.xlsx"
    ]

    closed = desk.now_reads("dana", dana.app_dm(), drill["ts"], "The final went out at 16:30 EST")
    assert labels(closed) == ["Every deal", "Excel"]
    elena = desk.person("elena")
    asked = desk.now_reads("elena", elena.app_dm(), asks["elena"]["ts"], "The final for Dana went out at 16:30 EST")
    assert set(labels(asked)) == {"Open"}
    desk.clock_to(at(16, 40))
    assert len(desk.messages_of("dana", "Final ·")) == 1
