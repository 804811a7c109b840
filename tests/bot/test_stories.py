"""A win's story told in words: after "story:", plainly right after the win once it is agreed that it is one, and in the
thread of the celebration by who won."""

from __future__ import annotations

import pytest

from tests.bot.desk import PATIENCE, Desk, Message, visible

WINS = "C0WINS"


def wins(desk: Desk, who: str, deal: str) -> Message:
    """Says that it is won, agrees, and returns the celebration."""
    dm = desk.person(who).app_dm()
    asked = desk.says(who, f"we won {deal}")
    desk.clicks(who, dm, asked, "Yes")
    won = desk.now_reads(who, dm, asked["ts"], "*won*")
    assert "story: …" in visible(won)
    return desk.next_message(who, WINS, "0", deal)


def test_it_is_told_in_the_direct_message(desk: Desk) -> None:
    """One line after the win; it stands under the celebration, and can be told anew."""
    celebration = wins(desk, "sam", "Halyard Freight")
    told = desk.says("sam", "story: they called the two references themselves & signed")
    assert "The story of Halyard Freight" in visible(told)
    desk.now_reads("sam", WINS, celebration["ts"], "called the two references themselves &amp; signed")
    desk.says("sam", "the story of Halyard Freight: the pilot paid for itself")
    desk.now_reads("sam", WINS, celebration["ts"], "the pilot paid for itself")


def test_plain_words_right_after_are_asked_about(desk: Desk) -> None:
    """They may be small talk: nothing is posted for everyone to read unless the winner says so."""
    celebration = wins(desk, "elena", "Veldhoven Bikes")
    dm = desk.person("elena").app_dm()
    asked = desk.says("elena", "their new head of logistics knew us from before")
    assert "Is that the story of Veldhoven Bikes" in visible(asked)
    assert "knew us from before" not in visible(desk.person("elena").messages(WINS)[-1])
    desk.clicks("elena", dm, asked, "Yes, post it")
    desk.now_reads("elena", dm, asked["ts"], "The story of Veldhoven Bikes")
    desk.now_reads("elena", WINS, celebration["ts"], "knew us from before")
    assert "Is that the story" not in visible(desk.says("elena", "their dog is lovely by the way"))


def test_in_the_thread_of_the_celebration_it_is_the_winners(desk: Desk) -> None:
    """What colleagues write there is theirs; who says "story: …" of somebody else's win is told so."""
    celebration = wins(desk, "kenji", "Jetsam Marine")
    desk.person("tom").say(WINS, "story: I held the ladder", thread_ts=celebration["ts"])
    refused = desk.person("tom").wait(
        lambda p: next((m for m in p.thread(WINS, celebration["ts"]) if "Only the winner" in visible(m)), None),
        timeout=PATIENCE,
    )
    assert refused is not None
    desk.person("tom").say(WINS, "what a story this is, well done", thread_ts=celebration["ts"])
    ts = desk.person("kenji").say(WINS, "story: the second demo did it", thread_ts=celebration["ts"])
    told = desk.person("kenji").wait(
        lambda p: next((m for m in p.thread(WINS, celebration["ts"]) if m["ts"] > ts), None), timeout=PATIENCE
    )
    assert "The story of Jetsam Marine" in visible(told)
    standing = desk.now_reads("kenji", WINS, celebration["ts"], "the second demo did it")
    assert "ladder" not in visible(standing)


@pytest.mark.parametrize(
    ("who", "said", "answer"),
    [
        ("oliver", "story of Foobar: they liked it", "I do not know"),
        ("tom", "story of Acme Robotics: they liked it", "There is no win to tell about"),
    ],
)
def test_without_a_win_there_is_no_story(desk: Desk, who: str, said: str, answer: str) -> None:
    """It says why."""
    assert answer in visible(desk.says(who, said))
