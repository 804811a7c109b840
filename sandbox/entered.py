"""What a person entered into a view's or message's elements: how Slack sends it, and whether the client accepts it."""

import re
from collections.abc import Mapping
from typing import Any

from sandbox.blockkit.complete import STATEFUL, elements
from sandbox.state import JSON

VALUE_KEYS: Mapping[str, str] = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "rich_text_input": "rich_text_value",
    "file_input": "files",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
}
"""Under which name each element's value is sent."""
_INITIAL: Mapping[str, str] = {
    "value": "initial_value",
    "rich_text_value": "initial_value",
    "selected_date_time": "initial_date_time",
    **{f"selected_{name}": f"initial_{name}" for name in ("date", "time", "option", "options", "user", "users")},
    **{f"selected_{name}": f"initial_{name}" for name in ("conversation", "conversations", "channel", "channels")},
}
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LINK = re.compile(r"https?://[^\s]+")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def state_values(blocks: list[JSON], given: Mapping[str, Any]) -> JSON:
    """`state.values` as Slack sends it: every element that holds a value, with what was entered or stood there first.

    `given` is what the page knows, by block_id and action_id; elements that are not in `blocks` are dropped.
    """
    values: JSON = {}
    for block, element in elements(blocks):
        if element["type"] not in STATEFUL:
            continue
        entered = given.get(block["block_id"], {}).get(element["action_id"])
        values.setdefault(block["block_id"], {})[element["action_id"]] = _value(element, entered)
    return values


def _value(element: JSON, entered: Any) -> JSON:
    kind = element["type"]
    key = VALUE_KEYS[kind]
    many = kind.startswith("multi_") or kind in ("checkboxes", "file_input")
    empty: Any = [] if many else None
    source, name = (entered, key) if isinstance(entered, Mapping) else (element, _INITIAL.get(key, ""))
    value = source.get(name, empty)
    if value == "" and kind in ("plain_text_input", "email_text_input", "url_text_input", "number_input"):
        value = None
    found: JSON = {"type": kind, key: value}
    if kind == "timepicker" and element.get("timezone"):
        found["timezone"] = element["timezone"]
    return found


def errors_of(blocks: list[JSON], values: JSON) -> dict[str, str]:
    """What the client itself refuses, by block_id, before the app hears of the submission."""
    found: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        value = values[block["block_id"]][element["action_id"]][VALUE_KEYS[element["type"]]]
        error = _error(element, value, bool(block.get("optional")))
        if error:
            found[block["block_id"]] = error
    return found


def _error(element: JSON, value: Any, optional: bool) -> str:
    if value in (None, "", []):
        return "" if optional else "Please complete this required field."
    checks = {
        "plain_text_input": _text_error,
        "number_input": _number_error,
        "email_text_input": _mail_error,
        "url_text_input": _link_error,
    }
    check = checks.get(element["type"])
    if check is not None:
        return check(element, value)
    most = element.get("max_selected_items") or element.get("max_files")
    if most and isinstance(value, list) and len(value) > most:
        return f"Please choose at most {most}."
    return "" if _offered(element, value) else "This choice is no longer offered."


def _text_error(element: JSON, value: str) -> str:
    if len(value) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    most = element.get("max_length", 3000)
    return f"Please enter at most {most} characters." if len(value) > most else ""


def _number_error(element: JSON, value: str) -> str:
    if not _NUMBER.fullmatch(str(value)) or ("." in str(value) and not element["is_decimal_allowed"]):
        kind = "number" if element["is_decimal_allowed"] else "whole number"
        return f"Please enter a {kind}."
    if "min_value" in element and float(value) < float(element["min_value"]):
        return f"Please enter {element['min_value']} or more."
    if "max_value" in element and float(value) > float(element["max_value"]):
        return f"Please enter {element['max_value']} or less."
    return ""


def _mail_error(element: JSON, value: str) -> str:
    return "" if _MAIL.fullmatch(value) else "Please enter a valid email address."


def _link_error(element: JSON, value: str) -> str:
    return "" if _LINK.fullmatch(value) else "Please enter a valid URL."


def offered(element: JSON) -> list[JSON]:
    """All options of a menu, those of its groups included."""
    groups = element.get("option_groups") or []
    return [*(element.get("options") or []), *(option for group in groups for option in group["options"])]


def _offered(element: JSON, value: Any) -> bool:
    """Whether what was chosen is among the element's own options; menus that are filled from outside are not judged."""
    if element["type"] not in ("static_select", "multi_static_select", "radio_buttons", "checkboxes"):
        return True
    values = {option["value"] for option in offered(element)}
    chosen = value if isinstance(value, list) else [value]
    return all(isinstance(each, dict) and each.get("value") in values for each in chosen)
