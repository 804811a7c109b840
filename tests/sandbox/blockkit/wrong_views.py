"""Views that Slack refuses, each with its words and the place of the fault."""

from typing import Any

from tests.sandbox.blockkit.build import (
    button,
    entry,
    field,
    modal,
    section,
    table,
    text,
)

WRONG_VIEWS: dict[str, tuple[Any, str, str]] = {
    "no title": (
        {"type": "modal", "blocks": [section()]},
        "missing required field: title",
        "/view",
    ),
    "no blocks": ({"type": "modal", "title": text("T")}, "missing required field: blocks", "/view"),
    "no type": ({"title": text("T"), "blocks": []}, "missing required field: type", "/view"),
    "unknown type": (modal(type="dialog"), "unsupported type: dialog", "/view/type"),
    "unknown key": (modal(width=3), "invalid additional property: width", "/view"),
    "title too long": (modal(title=text("x" * 25)), "must be less than 25 characters", "/view/title/text"),
    "submit too long": (modal(submit=text("x" * 25)), "must be less than 25 characters", "/view/submit/text"),
    "close too long": (modal(close=text("x" * 25)), "must be less than 25 characters", "/view/close/text"),
    "title in mrkdwn": (modal(title=text("x", "mrkdwn")), "unsupported type: mrkdwn", "/view/title/type"),
    "metadata too long": (
        modal(private_metadata="x" * 3001),
        "must be less than 3001 characters",
        "/view/private_metadata",
    ),
    "callback_id too long": (modal(callback_id="x" * 256), "must be less than 256 characters", "/view/callback_id"),
    "external_id too long": (modal(external_id="x" * 256), "must be less than 256 characters", "/view/external_id"),
    "101 blocks": (modal(*[section()] * 101), "no more than 100 items allowed", "/view/blocks"),
    "no block at all": ({**modal(), "blocks": []}, "must not be empty", "/view/blocks"),
    "input without submit": (
        {name: value for name, value in modal(field(entry())).items() if name != "submit"},
        "must define `submit` to use `input` block",
        "/view/blocks/0/input",
    ),
    "table in a modal": (modal(table(1, 1)), "unsupported type: table", "/view/blocks/0/type"),
    "markdown in a modal": (
        modal({"type": "markdown", "text": "x"}),
        "unsupported type: markdown",
        "/view/blocks/0/type",
    ),
    "label too long": (
        modal(field(entry(), label=text("x" * 2001))),
        "must be less than 2001 characters",
        "/view/blocks/0/label/text",
    ),
    "label missing": (
        modal({"type": "input", "element": entry()}),
        "missing required field: label",
        "/view/blocks/0",
    ),
    "element missing": (
        modal({"type": "input", "label": text("x")}),
        "missing required field: element",
        "/view/blocks/0",
    ),
    "button as input": (modal(field(button())), "unsupported type: button", "/view/blocks/0/element/type"),
    "max_length beyond 3000": (
        modal(field(entry(max_length=3001))),
        "must be at most 3000",
        "/view/blocks/0/element/max_length",
    ),
    "min above max": (
        modal(field(entry(min_length=5, max_length=4))),
        "min_length must not be greater than max_length",
        "/view/blocks/0/element/min_length",
    ),
    "number input without decimals rule": (
        modal(field({"type": "number_input"})),
        "missing required field: is_decimal_allowed",
        "/view/blocks/0/element",
    ),
    "number as a number": (
        modal(field({"type": "number_input", "is_decimal_allowed": False, "initial_value": 5})),
        "must provide a string",
        "/view/blocks/0/element/initial_value",
    ),
    "optional as text": (
        modal(field(entry(), optional="yes")),
        "must be a boolean",
        "/view/blocks/0/optional",
    ),
    "focus twice": (
        modal(field(entry(focus_on_load=True)), field(entry(focus_on_load=True), block_id="b")),
        "only one element can be focused on load",
        "/view/blocks",
    ),
    "home with a title": (
        {"type": "home", "title": text("T"), "blocks": []},
        "invalid additional property: title",
        "/view",
    ),
}
