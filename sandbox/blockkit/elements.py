"""The rules of interactive elements, with the limits of Slack's reference."""

from collections.abc import Mapping
from typing import Any

from sandbox.blockkit.report import Report
from sandbox.blockkit.shape import (
    Check,
    Optional,
    array,
    boolean,
    calendar_day,
    choice,
    exactly_one,
    matching,
    number,
    record,
    string,
)
from sandbox.blockkit.texts import ADDRESS, CONFIRM, ID, MENU_OPTION, OPTION_GROUP, RICH_OPTION, option, plain

_ACTION: Mapping[str, Check | Optional] = {"action_id": ID}
_CONFIRM: Mapping[str, Check | Optional] = {**_ACTION, "confirm": Optional(CONFIRM)}
_MENU: Mapping[str, Check | Optional] = {
    **_CONFIRM,
    "placeholder": Optional(plain(150)),
    "focus_on_load": Optional(boolean),
}
TYPED: Mapping[str, Check | Optional] = {
    **_ACTION,
    "placeholder": Optional(plain(150)),
    "focus_on_load": Optional(boolean),
    "dispatch_action_config": Optional(
        record({"trigger_actions_on": array(choice("on_enter_pressed", "on_character_entered"), 2)})
    ),
}
_MANY: Mapping[str, Check | Optional] = {**_MENU, "max_selected_items": Optional(number(1))}
_STATIC: Mapping[str, Check | Optional] = {
    "options": Optional(array(MENU_OPTION, 100)),
    "option_groups": Optional(array(OPTION_GROUP, 100)),
}
_FILTER = record(
    {
        "include": Optional(array(choice("im", "mpim", "private", "public"), 4)),
        "exclude_external_shared_channels": Optional(boolean),
        "exclude_bot_users": Optional(boolean),
    }
)
_PEOPLE = array(string(255), 100, 0)


def _initials_exist(value: Any, at: str, report: Report) -> None:
    """What is chosen at first must be among the options."""
    groups = value.get("option_groups")
    offered = value.get("options") if isinstance(value.get("options"), list) else []
    for group in groups if isinstance(groups, list) else ():
        if isinstance(group, dict) and isinstance(group.get("options"), list):
            offered = [*offered, *group["options"]]
    values = [each.get("value") for each in offered if isinstance(each, dict)]
    chosen = value.get("initial_options")
    chosen = chosen if isinstance(chosen, list) else [value.get("initial_option")]
    for each in chosen:
        if isinstance(each, dict) and each.get("value") not in values:
            name = "initial_options" if "initial_options" in value else "initial_option"
            report.add("initial option must be one of the options", f"{at}/{name}")


def _lengths_agree(value: Any, at: str, report: Report) -> None:
    least, most = value.get("min_length"), value.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        report.add("min_length must not be greater than max_length", f"{at}/min_length")


def _bounds_agree(value: Any, at: str, report: Report) -> None:
    try:
        if float(value["min_value"]) > float(value["max_value"]):
            report.add("min_value must not be greater than max_value", f"{at}/min_value")
    except (KeyError, TypeError, ValueError):
        return


_TIME = matching(r"([01]\d|2[0-3]):[0-5]\d", "must be a valid time in the format HH:mm")
_DECIMAL = matching(r"-?\d+(\.\d+)?", "must be a number written as text")

_BUTTON: Mapping[str, Check | Optional] = {
    **_CONFIRM,
    "text": plain(75),
    "value": Optional(string(2000, 0)),
    "url": Optional(ADDRESS),
    "style": Optional(choice("primary", "danger")),
    "accessibility_label": Optional(string(75)),
}
_PLACES: Mapping[str, Check | Optional] = {"response_url_enabled": Optional(boolean)}
_OPENING: Mapping[str, Check | Optional] = {"default_to_current_conversation": Optional(boolean)}

PICTURE: Mapping[str, Check | Optional] = {
    "alt_text": string(2000),
    "image_url": Optional(ADDRESS),
    "slack_file": Optional(record({"id": Optional(string(255)), "url": Optional(ADDRESS)}, exactly_one("id", "url"))),
}
"""What image blocks and image elements have in common."""

ELEMENTS: Mapping[str, Check] = {
    "button": record(_BUTTON, tag="button"),
    "overflow": record({**_CONFIRM, "options": array(option(plain(75), plain(75), url=True), 5)}, tag="overflow"),
    "checkboxes": record(
        {
            **_CONFIRM,
            "options": array(RICH_OPTION, 10),
            "initial_options": Optional(array(RICH_OPTION, 10)),
            "focus_on_load": Optional(boolean),
        },
        _initials_exist,
        tag="checkboxes",
    ),
    "radio_buttons": record(
        {
            **_CONFIRM,
            "options": array(RICH_OPTION, 10),
            "initial_option": Optional(RICH_OPTION),
            "focus_on_load": Optional(boolean),
        },
        _initials_exist,
        tag="radio_buttons",
    ),
    "datepicker": record({**_MENU, "initial_date": Optional(calendar_day)}, tag="datepicker"),
    "timepicker": record(
        {**_MENU, "initial_time": Optional(_TIME), "timezone": Optional(string(64))}, tag="timepicker"
    ),
    "datetimepicker": record(
        {**_CONFIRM, "initial_date_time": Optional(number(10**9, 10**10 - 1)), "focus_on_load": Optional(boolean)},
        tag="datetimepicker",
    ),
    "static_select": record(
        {**_MENU, **_STATIC, "initial_option": Optional(MENU_OPTION)},
        exactly_one("options", "option_groups"),
        _initials_exist,
        tag="static_select",
    ),
    "external_select": record(
        {**_MENU, "initial_option": Optional(MENU_OPTION), "min_query_length": Optional(number(0))},
        tag="external_select",
    ),
    "users_select": record({**_MENU, "initial_user": Optional(string(255))}, tag="users_select"),
    "conversations_select": record(
        {**_MENU, **_PLACES, **_OPENING, "initial_conversation": Optional(string(255)), "filter": Optional(_FILTER)},
        tag="conversations_select",
    ),
    "channels_select": record({**_MENU, **_PLACES, "initial_channel": Optional(string(255))}, tag="channels_select"),
    "multi_static_select": record(
        {**_MANY, **_STATIC, "initial_options": Optional(array(MENU_OPTION, 100))},
        exactly_one("options", "option_groups"),
        _initials_exist,
        tag="multi_static_select",
    ),
    "multi_external_select": record(
        {**_MANY, "initial_options": Optional(array(MENU_OPTION, 100)), "min_query_length": Optional(number(0))},
        tag="multi_external_select",
    ),
    "multi_users_select": record({**_MANY, "initial_users": Optional(_PEOPLE)}, tag="multi_users_select"),
    "multi_conversations_select": record(
        {**_MANY, **_OPENING, "initial_conversations": Optional(_PEOPLE), "filter": Optional(_FILTER)},
        tag="multi_conversations_select",
    ),
    "multi_channels_select": record({**_MANY, "initial_channels": Optional(_PEOPLE)}, tag="multi_channels_select"),
    "plain_text_input": record(
        {
            **TYPED,
            "initial_value": Optional(string(3000, 0)),
            "multiline": Optional(boolean),
            "min_length": Optional(number(0, 3000)),
            "max_length": Optional(number(1, 3000)),
        },
        _lengths_agree,
        tag="plain_text_input",
    ),
    "email_text_input": record({**TYPED, "initial_value": Optional(string(3000))}, tag="email_text_input"),
    "url_text_input": record({**TYPED, "initial_value": Optional(string(3000))}, tag="url_text_input"),
    "number_input": record(
        {
            **TYPED,
            "is_decimal_allowed": boolean,
            "initial_value": Optional(_DECIMAL),
            "min_value": Optional(_DECIMAL),
            "max_value": Optional(_DECIMAL),
        },
        _bounds_agree,
        tag="number_input",
    ),
    "file_input": record(
        {**_ACTION, "filetypes": Optional(array(string(255), 100)), "max_files": Optional(number(1, 10))},
        tag="file_input",
    ),
    "image": record(PICTURE, exactly_one("image_url", "slack_file"), tag="image"),
    "workflow_button": record(
        {
            **_CONFIRM,
            "text": plain(75),
            "workflow": record(
                {
                    "trigger": record(
                        {
                            "url": ADDRESS,
                            "customizable_input_parameters": Optional(
                                array(record({"name": string(255), "value": string(3000, 0)}), 100, 0)
                            ),
                        }
                    )
                }
            ),
            "style": Optional(choice("primary", "danger")),
            "accessibility_label": Optional(string(75)),
        },
        tag="workflow_button",
    ),
    "icon_button": record(
        {
            **_CONFIRM,
            "icon": string(255),
            "text": plain(75),
            "value": Optional(string(2000, 0)),
            "accessibility_label": Optional(string(75)),
            "visible_to_user_ids": Optional(_PEOPLE),
        },
        tag="icon_button",
    ),
    "feedback_buttons": record(
        {
            **_ACTION,
            **{
                name: record({"text": plain(75), "value": string(2000), "accessibility_label": Optional(string(75))})
                for name in ("positive_button", "negative_button")
            },
        },
        tag="feedback_buttons",
    ),
}
"""Every element that blocks may hold, by type. rich_text_input is added in blocks.py, with rich text itself."""
