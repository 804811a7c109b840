"""The forms for one's schedule and for the workspace: they show what is, and what they send back is what was shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

import pytest

from bot.blocks.schedule import schedule_view
from bot.blocks.settings import settings_view
from bot.payloads import Values
from sales.people import Visibility
from sales.stalls import Concern
from sales.usecases.settling import MySchedule
from sales.workspace import Workspace
from tests.blocks.examples import my_schedule
from tests.blocks.seen import check, field, shown
from tests.sales.examples import MAX

MINE = my_schedule()
WORKSPACE = Workspace(
    team_id="T1",
    timezone="Europe/London",
    currency="GBP",
    fiscal_start_month=4,
    visibility=Visibility.OWN,
    day_first=True,
    wins_channel="C0WINS",
    rates={"USD": Decimal("0.79"), "JPY": Decimal("0.0053")},
    rates_dated=date(2026, 11, 2),
)

_INITIAL = {
    "initial_options": "selected_options",
    "initial_option": "selected_option",
    "initial_time": "selected_time",
    "initial_conversation": "selected_conversation",
    "initial_value": "value",
}


def submitted(view: Mapping[str, Any]) -> Values:
    """What Slack sends back of a form that was submitted as it was opened."""
    return Values(
        {
            block["block_id"]: {
                block["element"]["action_id"]: {
                    sent: block["element"][shown_as]
                    for shown_as, sent in _INITIAL.items()
                    if shown_as in block["element"]
                }
            }
            for block in view["blocks"]
            if block["type"] == "input"
        }
    )


def test_a_schedule_comes_back_as_it_was_shown() -> None:
    """Submitting the form unread changes nothing."""
    mine = replace(
        MINE, nudge=replace(MINE.nudge, muted=frozenset({"stalled"}), weekdays=frozenset({0, 6}), at=time(7, 30))
    )
    values = submitted(schedule_view(mine))
    assert values.picked("digest_on") == {"on"}
    assert values.text("digest_at") == "08:00"
    assert values.picked("digest_days") == set("01234")
    assert values.text("digest_period") == "quarter"
    assert values.picked("nudge_on") == {"on"}
    assert values.text("nudge_at") == "07:30"
    assert values.picked("nudge_days") == {"0", "6"}
    assert values.picked("nudge_kinds") == {"past_due", "never_started", "incomplete"}


@pytest.mark.parametrize(
    ("mine", "said"),
    [
        (MINE, "All times are yours, in Europe/London."),
        (MINE, "The next one comes *Fri 20 Nov 2026 08:00 GMT*."),
        (MINE, "The next one comes *Fri 20 Nov 2026 09:00 GMT*."),
        (MINE, "Remind me of deals that are"),
        (replace(MINE, next_nudge=None), "None is due within the next two months."),
        (replace(MINE, nudge=replace(MINE.nudge, enabled=False)), "Switched off: none will come."),
        (replace(MINE, person=replace(MAX, timezone="Asia/Kolkata")), "*Fri 20 Nov 2026 13:30 IST*"),
    ],
)
def test_a_person_reads_when_the_next_one_comes(mine: MySchedule, said: str) -> None:
    """In their own zone, or that it is off."""
    assert said in shown(schedule_view(mine))


def test_only_leaders_have_digests() -> None:
    """A rep's form is about nudges alone."""
    view = schedule_view(my_schedule(leads=False))
    assert not [block for block in view["blocks"] if block.get("block_id", "").startswith("digest")]


def test_off_and_no_day_at_all_can_be_chosen() -> None:
    """Slack insists on a tick in a field that is not optional: these are, so that one can switch off."""
    off = replace(MINE.nudge, enabled=False, weekdays=frozenset(), muted=frozenset(c.value for c in Concern))
    view = schedule_view(replace(MINE, nudge=off))
    check(view)
    for name in ("nudge_on", "nudge_days", "nudge_kinds"):
        assert field(view, name)["optional"] is True
        assert submitted(view).picked(name) == frozenset()


@pytest.mark.parametrize(
    "timezones", [(), sorted(available_timezones()), ["Europe/Paris"]], ids=["typed", "all", "few"]
)
def test_settings_come_back_as_they_were_shown(timezones: list[str]) -> None:
    """Submitting the form unread changes nothing, whether zones are typed or picked."""
    view = settings_view(WORKSPACE, timezones)
    check(view)
    values = submitted(view)
    shown_values = {
        name: values.text(name)
        for name in ("timezone", "currency", "fiscal_start", "visibility", "day_first", "wins_channel", "rates")
    }
    assert shown_values == {
        "timezone": "Europe/London",
        "currency": "GBP",
        "fiscal_start": "4",
        "visibility": "own",
        "day_first": "yes",
        "wins_channel": "C0WINS",
        "rates": "JPY 0.0053\nUSD 0.79",
    }


def test_no_zone_is_missing_from_the_list() -> None:
    """All zones there are can be picked, in groups no longer than Slack allows."""
    names = sorted(available_timezones())
    groups = field(settings_view(WORKSPACE, names), "timezone")["element"]["option_groups"]
    assert sorted(option["value"] for group in groups for option in group["options"]) == names
    assert max(len(group["options"]) for group in groups) <= 100


def test_wins_need_no_channel() -> None:
    """Without a channel for wins the form can still be saved."""
    view = settings_view(replace(WORKSPACE, wins_channel=None))
    check(view)
    assert field(view, "wins_channel")["optional"] is True
    assert submitted(view).text("wins_channel") == ""


def test_more_rates_than_a_field_holds_are_never_saved_in_part() -> None:
    """Rather than cut the list, the form leaves it alone and says so."""
    many = {f"X{n:03}": Decimal("1.2345678901") for n in range(400)}
    view = settings_view(replace(WORKSPACE, rates=many))
    check(view)
    assert "400 exchange rates are set: too many to be changed here." in shown(view)
    assert not submitted(view).has("rates")
