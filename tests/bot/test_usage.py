"""Used by whom, in Slack: a manager opens the digest, and the reps see it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.bot.desk import MONDAY, Desk, visible


def test_a_rep_sees_that_the_digest_was_opened(desk: Desk) -> None:
    """From "nobody yet" to the name of whoever opened it; the manager sees what leaders use."""
    desk.clock_to(datetime(MONDAY.year, MONDAY.month, MONDAY.day, 8, 1, tzinfo=ZoneInfo("America/New_York")))
    digest = desk.messages_of("dana", "Your forecast")[-1]
    sam, dana = desk.person("sam"), desk.person("dana")
    sam.wait(lambda who: "which nobody has opened yet" in visible(who.home() or {}), timeout=60)
    assert dana.click(dana.app_dm(), digest, "forecast.open")["ok"]
    desk.clicks("dana", dana.app_dm(), digest, "Excel")
    assert sam.wait(lambda who: "Monday's forecast, opened by Dana." in visible(who.home() or {}), timeout=60)
    told = "Dana opened 1×, took the workbook 1×"
    assert dana.wait(lambda who: told in visible(who.home() or {}), timeout=60)
    assert "Morgan none yet" in visible(dana.home() or {})
