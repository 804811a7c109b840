"""What came of a form is told where the form was asked for: in the channel to that person alone, in the direct message,
and only for Home, which is no place, in the direct message too."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.person import Person
from tests.bot.desk import PATIENCE, Desk, block_id, button, filled, visible

SALES = "C0SALES"


def newest(desk: Desk, who: str, channel: str) -> str:
    """The ts of the latest message the person sees there."""
    return max((m["ts"] for m in desk.person(who).messages(channel)), default="0")


def moves(desk: Desk, who: str, form: dict[str, Any], stage: str) -> None:
    """Sends off the form for advancing, with a reason for what is still open."""
    asked = {"stage": stage, "reason": "they are in a hurry", "next_step": "send the papers"}
    has = {block.get("block_id") for block in form["blocks"]}
    values = filled(form, {name: value for name, value in asked.items() if name in has})
    answer = desk.person(who).submit(form, values)
    assert answer["ok"], answer


def test_advancing_from_a_channel_is_confirmed_there(desk: Desk) -> None:
    """Seen by the person alone, like the answer to the command; the direct message stays as it was."""
    dm = desk.person("sam").app_dm()
    in_dm, before = newest(desk, "sam", dm), newest(desk, "sam", SALES)
    form = desk.opens("sam", "/deal Glasswater Bottling to qualified", SALES)
    moves(desk, "sam", form, "qualified")
    told = desk.next_message("sam", SALES, before, "stage")
    assert "*Qualified*" in visible(told)
    assert newest(desk, "sam", dm) == in_dm
    assert all("Qualified" not in visible(m) for m in desk.person("tom").messages(SALES))


def test_another_stage_picked_in_the_form_leads_to_the_same_place(desk: Desk) -> None:
    """The form is drawn again in between, and still knows where it came from."""
    before = newest(desk, "sam", SALES)
    form = desk.opens("sam", "/deal Glasswater Bottling to proposal", SALES)
    stage = next(b["element"]["action_id"] for b in form["blocks"] if b.get("block_id") == "stage")
    option = {"text": {"type": "plain_text", "text": "Verbal"}, "value": "verbal"}
    desk.person("sam").click_view(form, stage, selected_option=option)
    drawn = desk.person("sam").wait(
        lambda p: next((m for m in p.modals() if "Verbal" in visible({"blocks": m["blocks"]}) and m != form), None),
        timeout=PATIENCE,
    )
    moves(desk, "sam", drawn, "verbal")
    assert "*Verbal*" in visible(desk.next_message("sam", SALES, before, "stage"))


@pytest.mark.parametrize("place", [SALES, "DM"])
def test_a_button_of_a_card_answers_beside_the_card(desk: Desk, place: str) -> None:
    """In the channel and in the direct message."""
    channel = desk.person("sam").app_dm() if place == "DM" else place
    card = desk.types("sam", "/deal Rookhaven Cables", channel)
    desk.clicks("sam", channel, card, "Log")
    form = desk.form("sam")
    assert desk.submits("sam", form, note=f"said in {place}") == {}
    assert f"said in {place}" in visible(desk.next_message("sam", channel, card["ts"], "said in"))


def test_what_was_entered_beside_the_conversation_is_undone_in_it(desk: Desk) -> None:
    """The form was opened here, so a typed undo means it and need not ask."""
    dm = desk.person("sam").app_dm()
    card = desk.types("sam", "/deal Rookhaven Cables", dm)
    desk.clicks("sam", dm, card, "Edit")
    assert desk.submits("sam", desk.form("sam"), amount="26k") == {}
    desk.next_message("sam", dm, card["ts"], "$26,000")
    assert "Undone: Rookhaven Cables" in visible(desk.says("sam", "undo"))
    assert str(desk.deal("Rookhaven Cables – Carrier").amount) == "$21,000"


def test_where_the_bot_is_no_member_the_person_is_told_all_the_same(desk: Desk) -> None:
    """A command works between two people as well, and so does what follows from it; the other sees nothing."""
    sam, tom = desk.person("sam"), desk.person("tom")
    between = sam.direct("U0TOM")
    before = newest(desk, "sam", between)
    moves(desk, "sam", desk.opens("sam", "/deal Yarrow & Finch to contract", between), "contract")
    assert "*Contract*" in visible(desk.next_message("sam", between, before, "stage"))
    assert tom.messages(between) == []


def test_home_answers_in_the_direct_message(desk: Desk) -> None:
    """There is no place in Home for an answer."""
    dm = desk.person("elena").app_dm()
    before = newest(desk, "elena", dm)
    assert desk.person("elena").wait(new_deal_clicked, timeout=PATIENCE)
    form = desk.form("elena")
    assert desk.submits("elena", form, **{block_id(form, "name"): "Bluebell Paper"}) == {}
    assert "new deal" in visible(desk.next_message("elena", dm, before, "Bluebell Paper"))


def new_deal_clicked(person: Person) -> bool:
    """Whether the button in Home was there and took the click: Home may be drawn again just then."""
    home = person.home()
    action = button({"blocks": home["blocks"]}, "New deal")["action_id"] if home else ""
    return bool(home and person.click_view(home, action)["ok"])
