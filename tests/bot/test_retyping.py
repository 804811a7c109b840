"""Slack shows a command as failed that took longer than three seconds: what becomes of it, and of the same one typed
again."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.main.demo_team import DemoTeam
from sales.deal import Via
from sales.usecases.retyping import LATELY
from tests.bot.conftest import PATIENCE, Desk, Message, opened_desk, visible
from tests.bot.talking import logged

SAYING = "That is saved already"


@pytest.fixture(scope="module")
def desk(team: DemoTeam, furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk whose Slack gives a command up after a few seconds, as Slack does."""
    path = tmp_path_factory.mktemp("retyping") / "firebreak.db"
    shutil.copy(furnished, path)
    yield from opened_desk(team, f"sqlite:///{path}", ack_seconds=4.0)


def fails(desk: Desk, who: str, line: str) -> Message:
    """Types a command whose acknowledgement is lost, as Slack shows it."""
    desk.sandbox.fault("lost_ack", count=1)
    answer = desk.person(who).command("C0SALES", line)
    assert not answer["ok"], answer
    shown: Message = desk.person(who).messages("C0SALES")[-1]
    return shown


@pytest.mark.parametrize(
    ("who", "line", "again", "deal"),
    [
        (
            "sam",
            "/log called Jane at Acme Robotics about the price",
            "/log  Called jane at acme robotics about the price",
            "",
        ),
        ("kenji", "/deal new Quarry Lane Foods, 30k", "/deal new Quarry Lane Foods, 30k", "Quarry Lane Foods"),
    ],
    ids=["an activity", "a new deal"],
)
def test_the_same_words_again_are_not_saved_twice(desk: Desk, who: str, line: str, again: str, deal: str) -> None:
    """Whoever types a command again that Slack called failed is told that it is saved, and may undo it."""
    before = len(logged(desk, "Acme Robotics"))
    fails(desk, who, line)
    told = desk.types(who, again)
    assert SAYING in visible(told)
    if deal:
        assert desk.deal(deal).outcome  # there is exactly one
        desk.clicks(who, "C0SALES", told, "Undo")
        desk.now_reads(who, "C0SALES", told["ts"], "gone again")
    else:
        assert len(logged(desk, "Acme Robotics")) == before + 1


def test_it_can_be_done_again_all_the_same(desk: Desk) -> None:
    """Two calls with the same words within a minute are one click more; that click counts once."""
    line = "/log left a voicemail at Juniper Cold Storage"
    desk.types("sam", line)
    told = desk.types("sam", line)
    assert SAYING in visible(told)
    before = logged(desk, "Juniper Cold Storage")
    desk.clicks("sam", "C0SALES", told, "Do it again")
    desk.now_reads("sam", "C0SALES", told["ts"], "logged a")
    assert len(logged(desk, "Juniper Cold Storage")) == len(before) + 1
    assert SAYING in visible(desk.types("sam", line))


@pytest.mark.parametrize("why", ["undone", "long ago", "somebody else"])
def test_what_may_be_said_again(desk: Desk, why: str) -> None:
    """What was undone, was said longer than five minutes ago, or by somebody else is done like anything said first."""
    line = f"/log emailed Juniper Cold Storage, they ask for {why} references"
    told = desk.types("sam", line)
    if why == "undone":
        desk.clicks("sam", "C0SALES", told, "Undo")
        desk.now_reads("sam", "C0SALES", told["ts"], "Undone")
    if why == "long ago":
        desk.sandbox.clock.set(desk.sandbox.clock.now() + LATELY + timedelta(seconds=1))
    assert SAYING not in visible(desk.types("dana" if why == "somebody else" else "sam", line))


def test_a_late_answer_is_shown_after_all(desk: Desk) -> None:
    """What took longer than Slack waits is answered all the same, beside Slack's line that it failed."""
    holding, done = threading.Event(), threading.Event()

    def busy() -> None:
        with desk.store.writing(desk.workspace):
            holding.set()
            done.wait(PATIENCE)

    holder = threading.Thread(target=busy)
    holder.start()
    assert holding.wait(PATIENCE)
    threading.Timer(2.7, done.set).start()
    began = time.monotonic()
    sam = desk.person("sam")
    seen = {m["ts"] for m in sam.messages("C0SALES")}
    assert sam.command("C0SALES", "/log met Jane at Acme Robotics in their hall")["ok"]
    assert time.monotonic() - began > 2.5
    holder.join()
    shown = sam.wait(lambda who: [m for m in who.messages("C0SALES") if m["ts"] not in seen], timeout=PATIENCE)
    assert "their hall" in visible(shown[-1])
    with desk.store.reading(desk.workspace) as tx:
        latest = tx.entries.latest_by(None)
    assert latest is not None
    assert latest.via is Via.COMMAND


def test_a_commands_question_stays_between_two(desk: Desk) -> None:
    """A question that nobody answers is not asked again, and never in front of the channel: what waits in the inbox to
    be answered after a crash are messages."""
    asked = desk.types("sam", "/log reopen Acme Robotics")
    assert "button" in visible(asked)
    before = len(desk.person("dana").messages("C0SALES"))
    desk.later(minutes=10)
    desk.running.beat()
    assert len(desk.person("dana").messages("C0SALES")) == before
    assert desk.person("sam").messages("C0SALES")[-1]["ts"] == asked["ts"]
