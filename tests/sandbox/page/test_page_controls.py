"""What the app puts on the page to press and to fill in: buttons, menus, forms, Home."""

from typing import Any

import pytest

from tests.sandbox.browser import Browser

pytestmark = pytest.mark.slow
JSON = dict[str, Any]


def test_a_confirm_dialog_stands_before_the_danger(page: Browser, got: list[JSON]) -> None:
    """Lost asks first; Escape keeps the deal, the red button gives it up. An overflow menu sends its option."""
    page.say("/deal Conecta")
    page.click("[data-action=lost]")
    page.find("dialog.confirm", "leaves the forecast of Q3")
    page.press("Escape")
    page.gone("dialog")
    assert [one for one in got if "action" in one] == []
    assert page.focused() == "Lost"
    page.press("Enter")
    page.click_named("Mark as lost", "dialog button")
    page.wait(lambda: got[-1].get("action", {}).get("action_id") == "lost", "the action")
    page.click_named("More options")
    page.press("Arrow_Down", "Enter")
    page.wait(lambda: got[-1]["action"].get("selected_option", {}).get("value") == "hand over", "the option")


def test_controls_in_messages_send_what_was_chosen(page: Browser, got: list[JSON]) -> None:
    """Each kind of control sends its own shape, and the state holds what else was chosen."""
    page.say("/all")
    page.find("[data-action=stage]")

    def last(action_id: str) -> JSON:
        def actions() -> list[JSON]:
            return [one["action"] for one in got if one.get("action", {}).get("action_id") == action_id]

        return page.wait(actions, action_id)[-1]

    page.click("[data-action=stage]")
    page.type("prop")
    page.press("Enter")
    assert last("stage")["selected_option"]["value"] == "proposal"
    page.click("[data-action=owner]")
    page.type("sam")
    page.press("Enter")
    assert last("owner")["selected_user"] == "U0SAM"
    page.click("[data-action=day]")
    page.press("Arrow_Down", "Arrow_Right", "Enter")
    assert last("day")["selected_date"] == "2017-10-06"
    page.click("[data-action=hour]")
    page.type("4:45 pm")
    page.press("Enter")
    assert last("hour")["selected_time"] == "16:45"
    page.click("label", "Past due")
    assert [one["value"] for one in last("checks")["selected_options"]] == ["past due"]
    page.click("label", "Team")
    assert last("radio")["selected_option"]["value"] == "team"
    values = got[-1]["state"]["values"]
    assert {value["type"] for block in values.values() for value in block.values()} == {
        "static_select",
        "users_select",
        "datepicker",
        "timepicker",
        "checkboxes",
        "radio_buttons",
    }


def test_a_form_is_filled_with_keys_and_corrected_at_its_fields(page: Browser, got: list[JSON]) -> None:
    """What is required is asked for at its field, the app's own error too; what was entered stays."""
    page.say("/form")
    page.find("dialog h2", "Move Conecta")
    assert page.focused() == "Amount"
    page.press("Enter")
    page.wait(lambda: len(page.all(".problem")) == 3, "three complaints")
    assert page.focused() == "Amount"
    page.type("86400.50")
    page.press("Tab", "Tab", "Enter")
    page.type("engag")
    page.press("Enter")
    page.tab_to("Next step")
    page.type("soon")
    page.tab_to("Contacts (optional) People")
    page.press("Enter")
    page.type("mei")
    page.press("Enter", "Escape")
    page.tab_to("Account (optional) Type a name")
    page.press("Enter")
    page.type("con")
    page.find("[role=option]", "Conecta")
    page.press("Enter")
    page.tab_to("E-mail (optional)")
    page.type("jane@conecta.example")
    page.tab_to("Meeting (optional) Date")
    page.press("Enter", "Arrow_Right", "Enter")
    page.tab_to("Notes (optional)")
    page.press("Control+b")
    page.type("urgent")
    page.tab_to("Move")
    page.press("Enter")
    page.see("Say when: a next step needs a day.", "dialog")
    assert page.focused() == "Next step"
    page.press("Control+a")
    page.type("Send the offer on Friday")
    page.tab_to("Move")
    page.press("Enter")
    page.gone("dialog")
    values = {block: next(iter(value.values())) for block, value in got[-1]["values"].items()}
    assert values["amount"]["value"] == "86400.50"
    assert values["close"]["selected_date"] == "2017-09-29"
    assert values["stage"]["selected_option"]["value"] == "engaging"
    assert values["next"]["value"] == "Send the offer on Friday"
    assert values["forecast"]["selected_option"]["value"] == "commit"
    assert values["people"]["selected_users"] == ["U0MEI"]
    assert values["account"]["selected_option"]["value"] == "conecta"
    assert values["mail"]["value"] == "jane@conecta.example"
    assert values["when"]["selected_date_time"] == 1_506_693_600  # Fri 29 Sep 2017, 09:00 in Chicago
    assert values["notes"]["rich_text_value"]["elements"][0]["elements"] == [
        {"type": "text", "text": "urgent", "style": {"bold": True}}
    ]
    assert values["site"]["value"] is None
    assert values["criteria"]["selected_options"] == []


def test_focus_stays_inside_a_dialog_and_comes_back(page: Browser, got: list[JSON]) -> None:
    """Tab goes round inside the modal; Escape closes it, tells the app, and gives the focus back."""
    page.say("/form")
    page.find("dialog h2", "Move Conecta")
    for _ in range(45):
        page.press("Tab")
        assert page.run(
            "return Boolean(document.activeElement.closest('dialog')) || document.activeElement === document.body"
        )
    page.press("Escape")
    page.gone("dialog")
    assert page.focused() == "Message #sales"
    page.wait(lambda: got[-1]["type"] == "view_closed" and not got[-1]["is_cleared"], "view_closed")


def test_modals_lie_on_each_other(page: Browser) -> None:
    """Push, update in place, back to what was there, and the cross closes all of them."""
    page.say("/deal Conecta")
    page.click("[data-action=advance]")
    page.find("dialog h2", "Step 1")
    page.click("dialog [data-action=deeper]")
    page.find("dialog h2", "Step 2")
    page.click("dialog [data-action=change]")
    page.see("This one was changed.", "dialog")
    page.click_named("Back")
    page.find("dialog h2", "Step 1")
    page.click("dialog [data-action=deeper]")
    page.find("dialog h2", "Step 2")
    page.click_named("Close", "dialog .dialog-head button")
    page.gone("dialog")


def test_a_message_is_replaced_in_place(page: Browser) -> None:
    """Won edits the card where it stands, and the focus stays on the button."""
    page.say("/deal Conecta")
    page.click("[data-action=won]")
    page.see("Won 🎉")
    assert len(page.all(".message")) == 1
    assert page.focused() == "Won"


def test_home_messages_and_about_are_tabs(page: Browser, got: list[JSON]) -> None:
    """The app's Home is what it published; arrows change the tab; About lists the commands."""
    page.click("#sidebar .place", "Firebreak")
    page.see("Good morning, Dana")
    plain = [page.find(f".home {css}") for css in (".select", ".btn:not(.btn-primary, .btn-danger)")]
    edges = [each.value_of_css_property("border") for each in plain]
    assert edges[0] == edges[1]
    page.click("label", "Stalled")
    page.wait(lambda: got and got[-1]["action"]["selected_options"], "the choice")
    page.click("[role=tab]", "Home")
    page.press("Arrow_Left")
    page.see("/deal [name]")
    page.press("Arrow_Left")
    page.find("#composer")
    page.say("called Conecta")
    page.see("Logged a call with Jane")
