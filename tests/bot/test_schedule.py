"""What comes by the clock, as people set it: to themselves or a channel, with a preview; once, explained if late."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from time import monotonic
from typing import Any

import pytest

from tests.bot.desk import Desk, Message, filled, visible

ROOM = "C0SALES"
"""A channel in which somebody of another company reads along."""


def form_for(desk: Desk, who: str, kind: str) -> dict[str, Any]:
    """The form of /firebreak schedule, after another kind of message was picked at its top."""
    form = desk.opens(who, "/firebreak schedule")
    if f"{kind}_at" in str(form["blocks"]):
        return form
    element = form["blocks"][0]["elements"][0]
    chosen = next(option for option in element["options"] if option["value"] == kind)
    assert desk.person(who).click_view(form, element["action_id"], selected_option=chosen)["ok"]

    def redrawn(person: Any) -> dict[str, Any] | None:
        top = person.modals()[-1]
        return top if f"{kind}_at" in str(top["blocks"]) else None

    found: dict[str, Any] = desk.person(who).wait(redrawn, timeout=60)
    assert found is not None
    return found


def preview_of(desk: Desk, who: str, form: dict[str, Any], **values: Any) -> str:
    """What the preview says of the form as it is filled in."""
    state = {**as_shown(form), **filled(form, values)}
    assert desk.person(who).click_view(form, "schedule.preview", state)["ok"]

    def opened(person: Any) -> dict[str, Any] | None:
        top = person.modals()[-1]
        return top if top["title"]["text"] == "Preview" else None

    found = desk.person(who).wait(opened, timeout=60)
    assert found is not None
    assert not [block for block in found["blocks"] if block["type"] == "actions"]
    return visible({"blocks": found["blocks"]})


def as_shown(form: dict[str, Any]) -> dict[str, Any]:
    """The fields as the form was opened."""
    given: dict[str, Any] = {}
    for block in form["blocks"]:
        element = block.get("element")
        if block["type"] != "input" or element is None:
            continue
        value = {
            "checkboxes": {"selected_options": element.get("initial_options", [])},
            "static_select": {"selected_option": element.get("initial_option")},
            "timepicker": {"selected_time": element.get("initial_time")},
            "conversations_select": {"selected_conversation": element.get("initial_conversation")},
        }[element["type"]]
        given[block["block_id"]] = {element["action_id"]: {"type": element["type"], **value}}
    return given


def posted(desk: Desk, holding: str) -> list[Message]:
    sam = desk.person("sam")
    return [m for m in sam.messages(ROOM, limit=200) if m["user"] != sam.user and holding in visible(m)]


def test_a_channel_with_outsiders_gets_shares_and_no_amounts(desk: Desk) -> None:
    """The preview warns; on the next Monday it is there once, at the hour, without an amount, a deal or a rep."""
    form = form_for(desk, "dana", "channel_digest")
    said = preview_of(desk, "dana", form, channel_digest_to=ROOM)
    assert "People from outside your company are in this channel." in said
    assert "Amounts are left out for that reason." in said
    assert "To *#" in said
    assert "$" not in said
    wanted = {"channel_digest_on": ["on"], "channel_digest_to": ROOM, "channel_digest_at": "09:30"}
    assert desk.submits("dana", form_for_again(desk, "dana"), **wanted) == {}
    desk.clock_to(datetime(2026, 11, 30, 14, 31, tzinfo=UTC))
    desk.later(minutes=10)
    [message] = posted(desk, "Forecast · Dana Whitlock and team")
    words = visible(message)
    assert "of the quota" in words
    assert "09:30 EST" in words
    assert "$" not in words
    assert "Nothing logged" not in words
    assert "Deals to look at" not in words


def form_for_again(desk: Desk, who: str) -> dict[str, Any]:
    desk.person(who).close(desk.person(who).modals()[-1], everything=True)
    return form_for(desk, who, "channel_digest")


def test_amounts_for_outsiders_need_a_decision(desk: Desk) -> None:
    """Who chooses to show them is warned that they will be read, and then they are."""
    form = form_for(desk, "lee", "channel_digest")
    chosen = {"channel_digest_to": ROOM, "channel_digest_amounts": "open"}
    said = preview_of(desk, "lee", form, **chosen)
    assert "They will read every amount." in said
    wanted = {**chosen, "channel_digest_on": ["on"], "channel_digest_days": ["1"], "channel_digest_at": "10:00"}
    assert desk.submits("lee", form_for_again(desk, "lee"), **wanted) == {}
    desk.clock_to(datetime(2026, 12, 1, 10, 1, tzinfo=UTC))
    [message] = posted(desk, "Forecast · Lee Ashworth and team")
    assert "*Commit*" in visible(message)
    assert "$" in visible(message)


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"channel_digest_on": ["on"]}, "channel_digest_to", "Pick a channel"),
        ({"channel_digest_on": ["on"], "channel_digest_to": "C0NOWHERE"}, "channel_digest_to", "Invite me there first"),
        (
            {"channel_digest_on": ["on"], "channel_digest_to": ROOM, "channel_digest_days": []},
            "channel_digest_days",
            "at least one day",
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(desk: Desk, given: dict[str, Any], field: str, said: str) -> None:
    """No channel, one I am not in, no day at all."""
    form = form_for(desk, "morgan", "channel_digest")
    assert said in desk.submits("morgan", form, **given)[field]
    desk.person("morgan").close(form, everything=True)


def test_somebody_elses_forecast_month_end_and_short(desk: Desk) -> None:
    """Morgan reads Lee's team on the last working day of the month, in London's time, in short."""
    form = form_for(desk, "morgan", "digest")
    people = next(b["element"]["options"] for b in form["blocks"] if b.get("block_id") == "digest_subject")
    lee = next(option["value"] for option in people if option["text"]["text"] == "Lee Ashworth")
    given = {"digest_subject": lee, "digest_layout": "brief", "digest_rhythm": "month_end", "digest_at": "16:00"}
    said = preview_of(desk, "morgan", form, **given)
    assert "next on *Thu 31 Dec 2026 16:00 EST*" in said
    assert "Deals to look at" not in said
    assert desk.submits("morgan", form_again(desk, "morgan"), **given) == {}
    before = len(desk.messages_of("morgan", "Your forecast"))
    desk.clock_to(datetime(2026, 12, 30, 23, 0, tzinfo=UTC))
    assert len(desk.messages_of("morgan", "Your forecast")) == before
    desk.clock_to(datetime(2026, 12, 31, 21, 1, tzinfo=UTC))
    assert len(desk.messages_of("morgan", "Your forecast")) == before + 1


def test_a_manager_sees_beforehand_all_that_comes(desk: Desk) -> None:
    """The numbers, the team and the deals to look at, without anything to click."""
    said = preview_of(desk, "dana", form_for(desk, "dana", "digest"), digest_layout="workbook")
    assert "To you, in your direct messages" in said
    assert "*Sam Ortega* · " in said
    assert "Deals to look at" in said
    assert "With the chart of the period, and the workbook as a file." in said
    desk.person("dana").close(desk.person("dana").modals()[-1], everything=True)


def form_again(desk: Desk, who: str) -> dict[str, Any]:
    desk.person(who).close(desk.person(who).modals()[-1], everything=True)
    return form_for(desk, who, "digest")


def test_a_late_forecast_says_why(desk: Desk) -> None:
    """The bot did not run at the hour: it comes with the numbers of its hour, and says so."""
    desk.sandbox.clock.set(datetime(2027, 1, 4, 16, 0, tzinfo=UTC))  # two hours and more after eight in New York
    desk.settle()
    latest = desk.messages_of("dana", "Your forecast")[-1]
    assert "This was due at 08:00 and is sent at 11:00: I was not running then." in visible(latest)


def slow(desk: Desk) -> bool:
    """Whether a slow answer is still to come."""
    return any(fault["on"] for fault in desk.sandbox.faults.listing() if fault["kind"] == "delay")


def test_nobody_waits_to_write_while_slack_is_asked_of_a_channel(desk: Desk) -> None:
    """Slack takes seconds to say what a channel is; a sentence that somebody writes meanwhile is saved at once.
    The form is acknowledged in time, and may be sent again as it is."""
    form = form_for(desk, "dana", "channel_digest")
    desk.sandbox.fault("delay", method="conversations.info", count=1, seconds=4.0)
    with ThreadPoolExecutor(1) as pool:
        wanted = {"channel_digest_on": ["on"], "channel_digest_to": ROOM}
        submission = pool.submit(desk.submits, "dana", form, **wanted)
        desk.person("dana").wait(lambda _: not slow(desk), timeout=60)  # it struck: Slack is being asked now
        began = monotonic()
        with desk.store.writing(desk.workspace) as tx:
            tx.audit("test", "written meanwhile", None, desk.sandbox.clock.now())
        assert monotonic() - began < 3.5
        assert "Slack took too long" in submission.result(timeout=60)["channel_digest_to"]
    assert desk.submits("dana", form, **wanted) == {}


def test_a_preview_without_a_channel_says_so_on_top_of_the_form(desk: Desk) -> None:
    """Where one looks, and not in a message behind the form; which lists nothing that other messages did not bring."""
    lee = desk.person("lee")
    form = form_for(desk, "lee", "channel_digest")
    assert "The forecast of" not in visible({"blocks": form["blocks"]})  # the channel's are called so
    before = len(lee.messages(lee.app_dm(), limit=200))
    state = {**as_shown(form), **filled(form, {"channel_digest_on": ["on"]})}
    state["channel_digest_to"] = {
        action: {**value, "selected_conversation": None} for action, value in state["channel_digest_to"].items()
    }
    assert lee.click_view(form, "schedule.preview", state)["ok"]
    refused = lee.wait(lambda person: top if (top := person.modals()[-1])["title"]["text"] == "Not yet" else None)
    assert refused is not None
    assert "Pick a channel, or switch it off." in visible({"blocks": refused["blocks"]})
    assert len(lee.messages(lee.app_dm(), limit=200)) == before
    lee.close(refused, everything=True)
