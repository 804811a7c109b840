"""What Slack does not let us do for who clicked is told to them; what goes wrong where nobody waits is in the log."""

from __future__ import annotations

import logging

import pytest

from bot.slow_pool import SlowPool
from tests.bot.desk import PATIENCE, Desk


def test_what_goes_wrong_in_the_pool_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """With its traceback; work that goes well leaves no trace."""

    def fails() -> None:
        raise ZeroDivisionError("of nobody's interest")

    with caplog.at_level(logging.ERROR), SlowPool(1) as pool:
        pool.submit(fails)
        pool.submit(len, "well")
    [record] = caplog.records
    assert record.exc_info is not None
    assert record.exc_info[0] is ZeroDivisionError


def told(desk: Desk, who: str, holding: str) -> str:
    """A message that somebody alone sees, in the team's channel or in their own."""
    person = desk.person(who)
    places = ("C0SALES", person.app_dm())
    found = person.wait(
        lambda p: next((m["text"] for c in places for m in p.messages(c) if holding in m["text"]), None), PATIENCE
    )
    assert found is not None, [m["text"] for c in places for m in person.messages(c)]
    return str(found)


def test_a_form_that_slack_does_not_open(desk: Desk) -> None:
    """Whoever typed is told to type again, instead of looking at nothing."""
    desk.sandbox.fault("error", method="views.open", count=1, error="fatal_error")
    assert desk.person("grace").command("C0SALES", "/log")["ok"]
    told(desk, "grace", "Please type `/log` once more in a moment")


def test_a_workbook_that_has_nowhere_to_go(desk: Desk) -> None:
    """Slack opens no direct message: that is said where the workbook was asked for."""
    forecast = desk.types("morgan", "/forecast")
    desk.sandbox.fault("error", method="conversations.open", count=1, error="fatal_error")
    desk.clicks("morgan", "C0SALES", forecast, "Excel")
    told(desk, "morgan", "where the workbook belongs. Please try again")
