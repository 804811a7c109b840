"""A workspace's settings, as far as they mean something."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from sales.money import Money
from sales.workspace import Amounts, ScheduleKind, Workspace, default_schedule


def test_rates_come_from_the_settings() -> None:
    """What an admin entered converts; without any, only the workspace's own currency does."""
    rates = Workspace(team_id="T1", rates={"EUR": Decimal("1.1")}, rates_dated=date(2026, 11, 1)).exchange()
    assert rates.convert(Money(1_000, "EUR")) == Money(1_100)
    assert rates.dated == date(2026, 11, 1)
    bare = Workspace(team_id="T1", currency="EUR").exchange()
    assert bare.knows("EUR")
    assert not bare.knows("USD")


def test_the_fiscal_year_is_the_workspaces() -> None:
    """A year that starts in February."""
    assert Workspace(team_id="T1", fiscal_start_month=2).calendar.year(date(2026, 2, 1)).name == "FY2027"


def test_default_hours() -> None:
    """The digest is there before the nudge, both in the morning of working days."""
    digest, _, nudge = (default_schedule(4, kind) for kind in ScheduleKind)
    assert (digest.at, nudge.at) == (time(8), time(9))
    assert digest.weekdays == nudge.weekdays == {0, 1, 2, 3, 4}


def test_nothing_is_posted_to_a_channel_unless_somebody_says_so() -> None:
    """What would come there is off to begin with, and hides amounts from people of other companies."""
    channel = default_schedule(4, ScheduleKind.CHANNEL)
    assert (channel.enabled, channel.channel, channel.amounts) == (False, None, Amounts.INSIDE)
