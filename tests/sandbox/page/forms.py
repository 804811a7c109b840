"""The modals and the Home tab of the app that the page is tested with."""

from typing import Any

from tests.sandbox.page.blocks import STAGES, actions, button, digest, options, plain, section

JSON = dict[str, Any]


def asked(block_id: str, label: str, element: JSON, **more: Any) -> JSON:
    """An input block."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": "value", **element},
        **more,
    }


def form() -> JSON:
    """A modal with every input there is."""
    blocks = [
        section("*Proposal*: the buyer has asked for a written offer and named who decides."),
        asked(
            "amount",
            "Amount",
            {"type": "number_input", "is_decimal_allowed": True, "min_value": "1", "placeholder": plain("86400")},
        ),
        asked("close", "Close date", {"type": "datepicker", "initial_date": "2017-09-29"}),
        asked(
            "stage",
            "Stage",
            {"type": "static_select", "options": options(*STAGES), "placeholder": plain("Choose a stage")},
            hint=plain("Going back is kept as a fact of its own."),
        ),
        asked(
            "criteria",
            "Exit criteria",
            {"type": "checkboxes", "options": options("Budget named", "Review booked")},
            optional=True,
        ),
        asked(
            "next",
            "Next step",
            {
                "type": "plain_text_input",
                "multiline": True,
                "max_length": 300,
                "placeholder": plain("What happens next, and when?"),
            },
        ),
        asked(
            "forecast",
            "Forecast",
            {
                "type": "radio_buttons",
                "options": options("Commit", "Best case"),
                "initial_option": options("Commit")[0],
            },
        ),
        asked("people", "Contacts", {"type": "multi_users_select", "placeholder": plain("People")}, optional=True),
        asked(
            "account",
            "Account",
            {"type": "external_select", "min_query_length": 1, "placeholder": plain("Type a name")},
            optional=True,
        ),
        asked("mail", "E-mail", {"type": "email_text_input"}, optional=True),
        asked("site", "Web site", {"type": "url_text_input"}, optional=True),
        asked("hour", "Hour", {"type": "timepicker"}, optional=True),
        asked("when", "Meeting", {"type": "datetimepicker"}, optional=True),
        asked("notes", "Notes", {"type": "rich_text_input"}, optional=True),
        asked("offer", "Offer", {"type": "file_input"}, optional=True),
    ]
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("Move Conecta"),
        "submit": plain("Move"),
        "close": plain("Cancel"),
        "notify_on_close": True,
        "blocks": blocks,
    }


def step(number: int) -> JSON:
    """A modal that can push another like it."""
    return {
        "type": "modal",
        "callback_id": "step",
        "title": plain(f"Step {number}"),
        "blocks": [
            section(f"This is step {number}."),
            actions(button("Next", "deeper"), button("Change this one", "change")),
        ],
    }


def home() -> JSON:
    """What a manager sees on the Home tab."""
    hour = {"type": "timepicker", "action_id": "hour", "initial_time": "09:00"}
    kinds = {"type": "checkboxes", "action_id": "kinds", "options": options("Stalled", "Past close date")}
    return {
        "type": "home",
        "blocks": [
            {"type": "header", "text": plain("Good morning, Dana")},
            *digest()[1:4],
            actions(
                button("Adjust forecast", "adjust", "primary"), button("Firedrill", "drill"), button("Excel", "excel")
            ),
            {"type": "divider"},
            section("*Your nudges*\nOne message a working day at most, at your hour.", accessory=hour),
            section("*What about*", accessory=kinds),
        ],
    }
