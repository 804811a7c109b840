"""Calls and adjustments in Slack: by command, by sentence, by the morning's reminder; and what the manager sees."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.bot.desk import MONDAY, Desk, visible

FRIDAY = MONDAY + timedelta(days=11)
"""The first Friday after Thanksgiving's, on which nobody works in New York."""


def test_a_call_by_command_is_seen_by_the_manager(desk: Desk) -> None:
    """The form begins with the roll-up; a best case below the commit is refused at its field; an echo has Undo."""
    form = desk.opens("sam", "/forecast call")
    assert "your deals say commit" in visible(form)
    assert "cannot be below" in desk.submits("sam", form, commit="90k", best_case="80k")["best_case"]
    assert desk.submits("sam", form, commit="90k", best_case="120k", note="Acme signs this week") == {}
    echo = desk.next_message("sam", "C0SALES", "0", "Your call for 2026-Q4")
    assert "commit *$90,000*, best case *$120,000*" in visible(echo)
    shown = visible(desk.types("dana", "/forecast"))
    assert "Sam Ortega · commit *$90,000*, best case *$120,000*" in shown
    assert "Acme signs this week" in shown
    assert "Not called yet: Elena Castillo, Kenji Morita and Tom Brandvold." in shown
    desk.clicks("sam", "C0SALES", echo, "Undo")
    desk.now_reads("sam", "C0SALES", echo["ts"], "is taken back")
    assert "Sam Ortega · commit" not in visible(desk.types("dana", "/forecast"))


def test_a_call_by_sentence(desk: Desk) -> None:
    """A number without a scale is asked about with one click; then both numbers are saved."""
    tom = desk.person("tom")
    asked = desk.says("tom", "commit 450, best 600")
    assert 'Does \\"450\\" mean $450,000?' in visible(asked)
    desk.clicks("tom", tom.app_dm(), asked, "$450,000")
    desk.now_reads("tom", tom.app_dm(), asked["ts"], "commit *$450,000*, best case *$600,000*")


def test_an_adjustment_stands_beside_the_sum(desk: Desk) -> None:
    """From the menu under the forecast; the sum stays, the number and why stand below the call; both may read it."""
    before = desk.types("dana", "/forecast", desk.person("dana").app_dm())
    desk.picks("dana", desk.person("dana").app_dm(), before, "Tom Brandvold")
    form = desk.form("dana")
    assert "Tom called commit *$450,000*" in visible(form)
    assert "Say why" in desk.submits("dana", form, commit="300k")["note"]
    assert desk.submits("dana", form, commit="300k", note="one of them is not signed") == {}
    after = desk.person("dana").wait(lambda _: next(iter(desk.messages_of("dana", "Dana makes Tom's")), None))
    assert "commit *$300,000* · “one of them is not signed”" in visible(after)
    assert "Dana makes Tom's commit *$300,000*" in visible(desk.types("tom", "/forecast"))


def test_home_offers_the_call(desk: Desk) -> None:
    """A button, and the call that counts."""
    home = desk.person("tom").wait(lambda who: who.home(), timeout=60)
    assert "commit *$450,000*" in visible(home)
    desk.person("tom").wait(lambda who: who.click_view(who.home() or home, "call.open").get("ok"), timeout=60)
    assert "450000.00 USD" in visible(desk.form("tom"))
    desk.person("tom").close(desk.form("tom"), everything=True)


def test_the_reminder_comes_with_the_nudge(desk: Desk) -> None:
    """On the due morning, in the day's one message; once the call is made, it is gone from there."""
    desk.clock_to(datetime(FRIDAY.year, FRIDAY.month, FRIDAY.day, 9, 1, tzinfo=ZoneInfo("America/New_York")))
    kenji = desk.person("kenji")
    nudge = desk.messages_of("kenji", "is due today at 12:00")[-1]
    assert len([m for m in desk.messages_of("kenji") if m["ts"] >= nudge["ts"]]) == 1
    desk.clicks("kenji", kenji.app_dm(), nudge, "My call")
    assert desk.submits("kenji", desk.form("kenji"), commit="100k", best_case="200k") == {}
    desk.changed("kenji", kenji.app_dm(), nudge["ts"], lambda words: "is due today" not in words)
    digest = desk.messages_of("dana", "Your forecast")[-1]
    assert "Called: Tom $450K" in visible(digest)
    assert "Not called yet:" in visible(digest)
