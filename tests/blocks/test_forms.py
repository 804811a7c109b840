"""The forms for one's schedule and for the workspace: they show what is, and what they send back is what was shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

import pytest

from bot.blocks.schedule import preview_view, schedule_view
from bot.blocks.settings import settings_view
from bot.payloads import Values
from sales.delivery import Delivery, DeliveryState
from sales.people import Visibility
from sales.stalls import Concern
from sales.usecases.subscribing import MySchedule, Preview
from sales.workspace import Amounts, Layout, Rhythm, ScheduleKind, Workspace, default_schedule
from tests.blocks.examples import ZONES, a_digest, my_schedule
from tests.blocks.seen import check, field, shown
from tests.sales.examples import ANN, MAX, NOW, a_deal

MINE = my_schedule()
DIGEST, CHANNEL, NUDGE = (default_schedule(MAX.id, kind) for kind in ScheduleKind)
MISSED = Delivery(
    kind="digest",
    recipient=str(MAX.id),
    slot="2026-11-18",
    due_at=NOW,
    payload={"as_of": "2026-11-18T08:00:00+00:00"},
    state=DeliveryState.FAILED,
    error="fatal",
)
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
    mine = my_schedule(
        digest=replace(
            DIGEST, rhythm=Rhythm.MONTH_END, timezone="Asia/Kolkata", subject_id=ANN.id, layout=Layout.BRIEF
        ),
        nudge=replace(NUDGE, muted=frozenset({"stalled"}), weekdays=frozenset({0, 6}), at=time(7, 30)),
        channel=replace(CHANNEL, channel="C0SALES", amounts=Amounts.HIDDEN, enabled=True),
    )
    digest = submitted(schedule_view(mine, ZONES))
    assert digest.picked("digest_on") == {"on"}
    assert (digest.text("digest_at"), digest.text("digest_zone")) == ("08:00", "Asia/Kolkata")
    assert digest.picked("digest_days") == set("01234")
    assert [digest.text(f"digest_{name}") for name in ("rhythm", "period", "subject", "layout")] == [
        "month_end",
        "quarter",
        str(ANN.id),
        "brief",
    ]
    nudge = submitted(schedule_view(mine, ZONES, ScheduleKind.NUDGE))
    assert nudge.picked("nudge_on") == {"on"}
    assert nudge.text("nudge_at") == "07:30"
    assert nudge.picked("nudge_days") == {"0", "6"}
    assert nudge.picked("nudge_kinds") == {"past_due", "never_started", "incomplete"}
    channel = submitted(schedule_view(mine, ZONES, ScheduleKind.CHANNEL))
    assert [channel.text(f"channel_digest_{name}") for name in ("to", "amounts", "at")] == [
        "C0SALES",
        "hidden",
        "09:00",
    ]


@pytest.mark.parametrize(
    ("mine", "kind", "said"),
    [
        (MINE, ScheduleKind.DIGEST, "The next one comes *Fri 20 Nov 2026 08:00 GMT* (Europe/London)."),
        (MINE, ScheduleKind.NUDGE, "The next one comes *Fri 20 Nov 2026 09:00 GMT* (Europe/London)."),
        (MINE, ScheduleKind.NUDGE, "Remind me of deals that are"),
        (MINE, ScheduleKind.CHANNEL, "Switched off: none will come."),
        (MINE, ScheduleKind.CHANNEL, "Nothing about single people or deals is posted there."),
        (replace(MINE, next_at=dict.fromkeys(ScheduleKind)), ScheduleKind.NUDGE, "None is due within the next three"),
        (my_schedule(nudge=replace(NUDGE, enabled=False)), ScheduleKind.NUDGE, "Switched off: none will come."),
        (
            my_schedule(digest=replace(DIGEST, timezone="Asia/Kolkata")),
            ScheduleKind.DIGEST,
            "13:30 IST* (Asia/Kolkata)",
        ),
        (
            replace(MINE, missed=(MISSED,)),
            ScheduleKind.DIGEST,
            "08:00 GMT did not come: Slack did not take it (fatal).",
        ),
    ],
)
def test_a_person_reads_when_the_next_one_comes(mine: MySchedule, kind: ScheduleKind, said: str) -> None:
    """On the chosen clock, or that it is off; and what never came, with the reason."""
    view = schedule_view(mine, ZONES, kind)
    check(view)
    assert said in shown(view)


def test_only_leaders_have_digests() -> None:
    """A rep's form is about nudges alone, and offers no other."""
    view = schedule_view(my_schedule(leads=False), ZONES, ScheduleKind.DIGEST)
    assert not [block for block in view["blocks"] if block.get("block_id", "").startswith("digest")]
    assert "Forecast" not in shown(view)


def test_off_and_no_day_at_all_can_be_chosen() -> None:
    """Slack insists on a tick in a field that is not optional: these are, so that one can switch off."""
    off = replace(NUDGE, enabled=False, weekdays=frozenset(), muted=frozenset(c.value for c in Concern))
    view = schedule_view(my_schedule(nudge=off), ZONES, ScheduleKind.NUDGE)
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
    """Every place's zone can be picked, in groups no longer than Slack allows, and once: older names for the same are
    left out. The whole form is no larger than Slack takes a view."""
    names = sorted(available_timezones())
    view = settings_view(WORKSPACE, names)
    groups = field(view, "timezone")["element"]["option_groups"]
    offered = {option["value"] for group in groups for option in group["options"]}
    assert {"UTC", "Asia/Kolkata", "America/Argentina/Buenos_Aires", "Pacific/Auckland"} < offered < set(names)
    assert not {"US/Eastern", "GB", "EST5EDT", "Etc/GMT+3"} & offered
    assert len(json.dumps(view)) < 250_000
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


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("place", ["", "sales"])
def test_every_preview_is_a_form_that_slack_takes(layout: Layout, place: str) -> None:
    """Whatever is previewed, to one person or to a channel, with amounts or without."""
    schedule = replace(CHANNEL if place else DIGEST, layout=layout)
    found = Preview(schedule, a_digest([a_deal()], spans=[]), NOW, "Europe/London")
    for hidden in (False, True):
        view = preview_view(found, place, shared=bool(place), hidden=hidden and bool(place))
        check(view, schema=True)
        assert not [block for block in view["blocks"] if block["type"] in ("actions", "table")]
