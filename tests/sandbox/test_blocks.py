"""Block Kit is judged as strictly as by Slack: what is wrong is refused at its place, what is right is accepted."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.blockkit.blocks import BLOCKS
from sandbox.blockkit.check import MESSAGE_CHARACTERS, characters, check_blocks, check_view
from sandbox.blockkit.complete import completed
from tests.sandbox.conftest import Api
from tests.shared_data import shared_data

JSON = dict[str, Any]


def text(said: str, kind: str = "plain_text") -> JSON:
    """A text object."""
    return {"type": kind, "text": said}


def option(value: str, said: str = "One") -> JSON:
    """An option of a menu."""
    return {"text": text(said), "value": value}


def button(action_id: str = "go", **more: Any) -> JSON:
    """A button."""
    return {"type": "button", "action_id": action_id, "text": text("Go"), **more}


def section(**more: Any) -> JSON:
    """A section with a text."""
    return {"type": "section", "text": text("Hello", "mrkdwn"), **more}


def menu(**more: Any) -> JSON:
    """A menu of two options."""
    return {"type": "static_select", "action_id": "pick", "options": [option("1"), option("2")], **more}


def task(**more: Any) -> JSON:
    """A task of an agent."""
    rich = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
    }
    source = {"type": "url", "url": "https://acme.test", "text": "Acme"}
    found = {"type": "task_card", "task_id": "1", "title": "Read the deal", "status": "complete"}
    return found | {"details": rich, "output": rich, "sources": [source]} | more


def container(*blocks: JSON, **more: Any) -> JSON:
    """A container with a title."""
    return {"type": "container", "title": text("Changes"), "child_blocks": list(blocks), **more}


def actions(*found: JSON) -> JSON:
    """A row of elements."""
    return {"type": "actions", "elements": list(found)}


def field(element: JSON, **more: Any) -> JSON:
    """An input with a label."""
    return {"type": "input", "block_id": "field", "label": text("Label"), "element": element, **more}


def entry(**more: Any) -> JSON:
    """A line to type into."""
    return {"type": "plain_text_input", "action_id": "typed", **more}


def modal(*blocks: JSON, **more: Any) -> JSON:
    """A modal that can be sent off."""
    found = list(blocks) or [section()]
    return {"type": "modal", "title": text("Title"), "submit": text("Save"), "blocks": found, **more}


def table(rows: int, cells: int) -> JSON:
    """A table of plain cells."""
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * cells] * rows}


def chart(kind: str = "bar", series: int = 1, points: int = 2, title: str = "Pipeline") -> JSON:
    """A chart with as many series and points."""
    names = [f"w{n}" for n in range(points)]
    data = [{"label": name, "value": 1} for name in names]
    body = {"type": kind, "series": [{"name": f"s{n}", "data": data} for n in range(series)]}
    return {"type": "data_visualization", "title": title, "chart": {**body, "axis_config": {"categories": names}}}


WRONG_MESSAGES: dict[str, tuple[Any, str, str]] = {
    "51 blocks": ([section()] * 51, "no more than 50 items allowed", "/blocks"),
    "no list": ({"type": "section"}, "must provide an array", "/blocks"),
    "no block": (["section"], "must provide an object", "/blocks/0"),
    "no type": ([{"text": text("x")}], "missing required field: type", "/blocks/0"),
    "unknown type": ([{"type": "sektion"}], "unsupported type: sektion", "/blocks/0/type"),
    "alert outside a modal": ([{"type": "alert", "text": text("x")}], "unsupported type: alert", "/blocks/0/type"),
    "a file's block": (
        [{"type": "file", "external_id": "x", "source": "remote"}],
        "unsupported type: file",
        "/blocks/0/type",
    ),
    "container in itself": (
        [container(container(section()))],
        "unsupported type: container",
        "/blocks/0/child_blocks/0/type",
    ),
    "11 blocks in a container": (
        [container(*[section()] * 11)],
        "no more than 10 items allowed",
        "/blocks/0/child_blocks",
    ),
    "container without title": (
        [{"type": "container", "child_blocks": [section()]}],
        "must define either `title` or `rich_text_title`",
        "/blocks/0",
    ),
    "block_id twice, once inside": (
        [section(block_id="a"), container(section(block_id="a"))],
        "block_id `a` already exists",
        "/blocks/1/block_id",
    ),
    "task in no state": ([task(status="done")], "must be a valid enum value", "/blocks/0/status"),
    "unknown key": ([section(colour="red")], "invalid additional property: colour", "/blocks/0"),
    "section of nothing": ([{"type": "section"}], "must define either `text` or `fields`", "/blocks/0"),
    "section too long": ([section(text=text("x" * 3001))], "must be less than 3001 characters", "/blocks/0/text/text"),
    "union announced": ([section(text=text("x" * 3001))], "failed to match all allowed schemas", "/blocks/0/text"),
    "section empty": ([section(text=text(""))], "must be more than 0 characters", "/blocks/0/text/text"),
    "text as string": ([section(text="Hello")], "must provide an object", "/blocks/0/text"),
    "text of no kind": ([section(text=text("x", "html"))], "unsupported type: html", "/blocks/0/text/type"),
    "text no string": ([section(text=text(5))], "must provide a string", "/blocks/0/text/text"),  # type: ignore[arg-type]
    "text key": ([section(text={**text("x"), "bold": True})], "invalid additional property: bold", "/blocks/0/text"),
    "emoji in mrkdwn": (
        [section(text={**text("x", "mrkdwn"), "emoji": True})],
        "invalid additional property: emoji",
        "/blocks/0/text",
    ),
    "11 fields": ([section(fields=[text("x")] * 11)], "no more than 10 items allowed", "/blocks/0/fields"),
    "no fields": ([section(fields=[])], "must not be empty", "/blocks/0/fields"),
    "field too long": (
        [section(fields=[text("x" * 2001)])],
        "must be less than 2001 characters",
        "/blocks/0/fields/0/text",
    ),
    "input as accessory": (
        [section(accessory=entry())],
        "unsupported type: plain_text_input",
        "/blocks/0/accessory/type",
    ),
    "block_id too long": ([section(block_id="x" * 256)], "must be less than 256 characters", "/blocks/0/block_id"),
    "block_id twice": (
        [section(block_id="a"), section(block_id="a")],
        "block_id `a` already exists",
        "/blocks/1/block_id",
    ),
    "action_id twice": (
        [actions(button("a"), button("a"))],
        "action_id `a` already exists",
        "/blocks/0/elements/1/action_id",
    ),
    "action_id too long": (
        [actions(button("x" * 256))],
        "must be less than 256 characters",
        "/blocks/0/elements/0/action_id",
    ),
    "header too long": (
        [{"type": "header", "text": text("x" * 151)}],
        "must be less than 151 characters",
        "/blocks/0/text/text",
    ),
    "header in mrkdwn": (
        [{"type": "header", "text": text("x", "mrkdwn")}],
        "unsupported type: mrkdwn",
        "/blocks/0/text/type",
    ),
    "11 in context": (
        [{"type": "context", "elements": [text("x")] * 11}],
        "no more than 10 items allowed",
        "/blocks/0/elements",
    ),
    "empty context": ([{"type": "context", "elements": []}], "must not be empty", "/blocks/0/elements"),
    "button in context": (
        [{"type": "context", "elements": [button()]}],
        "unsupported type: button",
        "/blocks/0/elements/0/type",
    ),
    "26 actions": (
        [actions(*(button(f"b{n}") for n in range(26)))],
        "no more than 25 items allowed",
        "/blocks/0/elements",
    ),
    "no actions": ([actions()], "must not be empty", "/blocks/0/elements"),
    "text among actions": ([actions(text("x"))], "unsupported type: plain_text", "/blocks/0/elements/0/type"),
    "button text too long": (
        [actions(button(text=text("x" * 76)))],
        "must be less than 76 characters",
        "/blocks/0/elements/0/text/text",
    ),
    "button text empty": (
        [actions(button(text=text("")))],
        "must be more than 0 characters",
        "/blocks/0/elements/0/text/text",
    ),
    "button in mrkdwn": (
        [actions(button(text=text("x", "mrkdwn")))],
        "unsupported type: mrkdwn",
        "/blocks/0/elements/0/text/type",
    ),
    "button style": ([actions(button(style="blue"))], "must be a valid enum value", "/blocks/0/elements/0/style"),
    "button value too long": (
        [actions(button(value="x" * 2001))],
        "must be less than 2001 characters",
        "/blocks/0/elements/0/value",
    ),
    "button value no string": ([actions(button(value=5))], "must provide a string", "/blocks/0/elements/0/value"),
    "button disabled": (
        [actions(button(disabled=True))],
        "invalid additional property: disabled",
        "/blocks/0/elements/0",
    ),
    "confirm title too long": (
        [actions(button(confirm={"title": text("x" * 101), "text": text("x")}))],
        "must be less than 101 characters",
        "/blocks/0/elements/0/confirm/title/text",
    ),
    "confirm without text": (
        [actions(button(confirm={"title": text("Sure?")}))],
        "missing required field: text",
        "/blocks/0/elements/0/confirm",
    ),
    "no options": ([actions(menu(options=[]))], "must not be empty", "/blocks/0/elements/0/options"),
    "101 options": (
        [actions(menu(options=[option(str(n)) for n in range(101)]))],
        "no more than 100 items allowed",
        "/blocks/0/elements/0/options",
    ),
    "options and groups": (
        [actions(menu(option_groups=[{"label": text("G"), "options": [option("1")]}]))],
        "only one of `options` or `option_groups` is allowed",
        "/blocks/0/elements/0",
    ),
    "neither options nor groups": (
        [actions({"type": "static_select", "action_id": "pick"})],
        "must define either `options` or `option_groups`",
        "/blocks/0/elements/0",
    ),
    "empty group": (
        [actions({"type": "static_select", "option_groups": [{"label": text("G"), "options": []}]})],
        "must not be empty",
        "/blocks/0/elements/0/option_groups/0/options",
    ),
    "option text too long": (
        [actions(menu(options=[option("1", "x" * 76)]))],
        "must be less than 76 characters",
        "/blocks/0/elements/0/options/0/text/text",
    ),
    "option value too long": (
        [actions(menu(options=[option("x" * 151)]))],
        "must be less than 151 characters",
        "/blocks/0/elements/0/options/0/value",
    ),
    "option without value": (
        [actions(menu(options=[{"text": text("One")}]))],
        "missing required field: value",
        "/blocks/0/elements/0/options/0",
    ),
    "option with url in a menu": (
        [actions(menu(options=[option("1") | {"url": "http://x"}]))],
        "invalid additional property: url",
        "/blocks/0/elements/0/options/0",
    ),
    "initial option not offered": (
        [actions(menu(initial_option=option("3")))],
        "initial option must be one of the options",
        "/blocks/0/elements/0/initial_option",
    ),
    "6 in overflow": (
        [section(accessory={"type": "overflow", "options": [option(str(n)) for n in range(6)]})],
        "no more than 5 items allowed",
        "/blocks/0/accessory/options",
    ),
    "11 radio buttons": (
        [actions({"type": "radio_buttons", "options": [option(str(n)) for n in range(11)]})],
        "no more than 10 items allowed",
        "/blocks/0/elements/0/options",
    ),
    "11 checkboxes": (
        [actions({"type": "checkboxes", "options": [option(str(n)) for n in range(11)]})],
        "no more than 10 items allowed",
        "/blocks/0/elements/0/options",
    ),
    "placeholder too long": (
        [actions(menu(placeholder=text("x" * 151)))],
        "must be less than 151 characters",
        "/blocks/0/elements/0/placeholder/text",
    ),
    "date of no calendar": (
        [actions({"type": "datepicker", "initial_date": "2027-02-30"})],
        "must be a valid date in the format YYYY-MM-DD",
        "/blocks/0/elements/0/initial_date",
    ),
    "time of no clock": (
        [actions({"type": "timepicker", "initial_time": "24:00"})],
        "must be a valid time in the format HH:mm",
        "/blocks/0/elements/0/initial_time",
    ),
    "image without alt_text": (
        [{"type": "image", "image_url": "http://x/y.png"}],
        "missing required field: alt_text",
        "/blocks/0",
    ),
    "image of nothing": (
        [{"type": "image", "alt_text": "x"}],
        "must define either `image_url` or `slack_file`",
        "/blocks/0",
    ),
    "markdown too long": (
        [{"type": "markdown", "text": "x" * 12_001}],
        "must be less than 12001 characters",
        "/blocks/0/text",
    ),
    "101 rows": ([table(101, 2)], "no more than 100 items allowed", "/blocks/0/rows"),
    "21 columns": ([table(2, 21)], "no more than 20 items allowed", "/blocks/0/rows/0"),
    "rows of different width": (
        [{"type": "table", "rows": [*table(1, 2)["rows"], *table(1, 3)["rows"]]}],
        "all rows must have the same number of cells",
        "/blocks/0/rows/1",
    ),
    "two tables": ([table(1, 1), table(1, 1)], "only 1 table allowed", "/blocks/1"),
    "three charts": ([chart(), chart(), chart()], "only 2 data_visualization allowed", "/blocks/2"),
    "seven series": ([chart(series=7)], "no more than 6 items allowed", "/blocks/0/chart/series"),
    "21 points": ([chart(points=21)], "no more than 20 items allowed", "/blocks/0/chart/series/0/data"),
    "chart title too long": ([chart(title="x" * 51)], "must be less than 51 characters", "/blocks/0/title"),
    "card of nothing": (
        [{"type": "card", "subtitle": text("x", "mrkdwn")}],
        "must define either `hero_image` or `title` or `actions` or `body`",
        "/blocks/0",
    ),
    "rich text of no kind": (
        [{"type": "rich_text", "elements": [{"type": "rich_text_table", "elements": []}]}],
        "unsupported type: rich_text_table",
        "/blocks/0/elements/0/type",
    ),
}
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


def test_there_are_enough_wrong_ones() -> None:
    """The list of wrong messages and views does not shrink unseen."""
    assert len(WRONG_MESSAGES) + len(WRONG_VIEWS) >= 95


@pytest.mark.parametrize("name", WRONG_MESSAGES)
def test_wrong_blocks_are_refused_at_their_place(name: str) -> None:
    """Each wrong message is refused with Slack's words and a pointer to the fault."""
    blocks, message, pointer = WRONG_MESSAGES[name]
    assert f"{message} [json-pointer:{pointer}]" in check_blocks(blocks).faults


@pytest.mark.parametrize("name", WRONG_VIEWS)
def test_wrong_views_are_refused_at_their_place(name: str) -> None:
    """Each wrong view is refused with Slack's words and a pointer to the fault."""
    view, message, pointer = WRONG_VIEWS[name]
    assert f"{message} [json-pointer:{pointer}]" in check_view(view, "modal", "home").faults


RIGHT_MESSAGES: dict[str, list[JSON]] = {
    "50 blocks": [section()] * 50,
    "section at its limit": [section(text=text("x" * 3000))],
    "fields at their limits": [{"type": "section", "fields": [text("x" * 200)] * 10}, section(text=text("x" * 2000))],
    "one action_id in two blocks": [actions(button("a")), actions(button("a"))],
    "block_id at its limit": [section(block_id="x" * 255)],
    "header at its limit": [{"type": "header", "text": text("x" * 150)}],
    "10 in context": [{"type": "context", "elements": [text("x")] * 10}],
    "25 actions": [actions(*(button(f"b{n}") for n in range(25)))],
    "button at its limits": [actions(button(text=text("x" * 75), value="x" * 2000, style="danger"))],
    "button that asks back": [
        actions(button(confirm={"title": text("Sure?"), "text": text("*Really*", "mrkdwn"), "style": "danger"}))
    ],
    "100 options": [actions(menu(options=[option(str(n), "x" * 75) for n in range(100)]))],
    "groups": [
        actions(
            {
                "type": "static_select",
                "option_groups": [{"label": text("G"), "options": [option("1")]}],
                "initial_option": option("1"),
            }
        )
    ],
    "overflow": [section(accessory={"type": "overflow", "options": [option(str(n)) for n in range(5)]})],
    "pickers": [
        actions(
            {"type": "datepicker", "initial_date": "2028-02-29"},
            {"type": "timepicker", "initial_time": "23:59"},
            {"type": "datetimepicker", "initial_date_time": 1_700_000_000},
        )
    ],
    "people and places": [
        actions({"type": "users_select"}, {"type": "conversations_select"}, {"type": "channels_select"})
    ],
    "markdown": [{"type": "markdown", "text": "x" * 12_000}],
    "table at its limits": [table(100, 20)],
    "charts": [chart(), chart("line", series=6, points=20)],
    "pie": [
        {
            "type": "data_visualization",
            "title": "Stages",
            "chart": {"type": "pie", "segments": [{"label": "Won", "value": 0.5}]},
        }
    ],
    "image": [{"type": "image", "alt_text": "A chart", "slack_file": {"id": "F1"}}],
    "card": [{"type": "card", "title": text("Acme", "mrkdwn"), "actions": [button()]}],
    "rich text": [
        {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "x", "style": {"bold": True}}]},
                {
                    "type": "rich_text_list",
                    "style": "bullet",
                    "elements": [{"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U1"}]}],
                },
            ],
        }
    ],
    "container": [
        {
            "type": "container",
            "title": text("x" * 150),
            "subtitle": text("*two* deals", "mrkdwn"),
            "width": "full",
            "is_collapsible": True,
            "child_blocks": [*[actions(button())] * 9, section(accessory=button())],
        }
    ],
    "carousel": [{"type": "carousel", "elements": [{"type": "card", "actions": [button()]}] * 10}],
    "plan": [{"type": "plan", "title": "Reading", "tasks": [task(), task(task_id="2", status="error")]}, task()],
    "nothing": [],
}
RIGHT_VIEWS: dict[str, JSON] = {
    "modal at its limits": modal(
        *[section()] * 100, title=text("x" * 24), private_metadata="x" * 3000, callback_id="x" * 255
    ),
    "modal without submit": {"type": "modal", "title": text("T"), "blocks": [section(), actions(button())]},
    "every input": modal(
        field(entry(max_length=3000, min_length=0, multiline=True), optional=True, hint=text("Hint")),
        field({"type": "number_input", "is_decimal_allowed": True, "min_value": "-1.5"}, block_id="b"),
        field({"type": "email_text_input"}, block_id="c"),
        field({"type": "url_text_input"}, block_id="d"),
        field({"type": "datepicker"}, block_id="e"),
        field({"type": "multi_static_select", "options": [option("1")]}, block_id="f"),
        field({"type": "external_select", "min_query_length": 0}, block_id="g", dispatch_action=True),
        field({"type": "checkboxes", "options": [{"text": text("*x*", "mrkdwn"), "value": "1"}]}, block_id="h"),
        field({"type": "file_input", "max_files": 1}, block_id="i"),
        field({"type": "rich_text_input"}, block_id="j"),
    ),
    "empty home": {"type": "home", "blocks": []},
    "full home": {"type": "home", "blocks": [section()] * 100, "private_metadata": "x"},
}


@pytest.mark.parametrize("name", RIGHT_MESSAGES)
def test_right_blocks_are_accepted(name: str) -> None:
    """What stands just within every limit is accepted."""
    assert check_blocks(RIGHT_MESSAGES[name]).faults == []


@pytest.mark.parametrize("name", RIGHT_VIEWS)
def test_right_views_are_accepted(name: str) -> None:
    """Views within every limit are accepted."""
    assert check_view(RIGHT_VIEWS[name], "modal", "home").faults == []


def schema(name: str) -> Callable[[Any], None]:
    """A validator made of Slack's own published types."""
    whole = json.loads(shared_data(f"slack/generated-schemas/{name}.schema.json").read_text())
    validator = jsonschema.Draft7Validator(whole)

    def check(value: Any) -> None:
        validator.validate(value)

    return check


@pytest.mark.parametrize("name", [name for name in RIGHT_MESSAGES if name not in ("charts", "pie")])
def test_accepted_blocks_fit_slacks_own_types(name: str) -> None:
    """What the sandbox accepts also fits the types of Slack's SDK (which do not know charts yet)."""
    schema("Blocks")(RIGHT_MESSAGES[name])


@pytest.mark.parametrize("kind", ["Modal", "Home"])
def test_accepted_views_fit_slacks_own_types(kind: str) -> None:
    """What the sandbox accepts as a view also fits the types of Slack's SDK."""
    for view in RIGHT_VIEWS.values():
        if view["type"] == kind.lower():
            schema(kind)(view)


def test_our_blocks_are_those_of_slacks_types() -> None:
    """Every block type of Slack's SDK is known, but for the one that only Slack itself sends."""
    known = json.loads(shared_data("slack/generated-schemas/Blocks.schema.json").read_text())["definitions"]
    types = {
        found["properties"]["type"]["const"]
        for name, found in known.items()
        if name.endswith("Block") and "const" in found.get("properties", {}).get("type", {})
    }
    assert types - BLOCKS.keys() == {"file"}


def test_a_message_may_not_hold_too_much_text(api: Api) -> None:
    """All blocks within their limits, and yet too long together: refused by its own error."""
    blocks = [section(text=text("x" * 3000)) for _ in range(4)]
    rest = MESSAGE_CHARACTERS - characters(blocks)
    assert api("chat.postMessage", channel="C0SALES", blocks=[*blocks, section(text=text("x" * rest))])["ok"]
    answer = api("chat.postMessage", channel="C0SALES", blocks=[*blocks, section(text=text("x" * (rest + 1)))])
    assert answer["error"] == "msg_blocks_too_long"


def test_the_refusal_names_the_fault_as_slack_does(api: Api) -> None:
    """`invalid_blocks` lists each fault twice: bare, and marked as an error."""
    answer = api("chat.postMessage", channel="C0SALES", blocks=[section(text=text("x" * 3001))])
    faults = [
        "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ]
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"] == faults
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {fault}" for fault in faults]


def test_blocks_that_are_no_json_have_an_error_of_their_own(api: Api) -> None:
    """Broken JSON is `invalid_blocks_format`, which comes before any look at the blocks."""
    assert api("chat.postMessage", channel="C0SALES", blocks="[{")["error"] == "invalid_blocks_format"


def leaves() -> st.SearchStrategy[Any]:
    """Values that JSON can hold."""
    return st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.lists(st.none(), max_size=2))


@given(st.data())
def test_no_broken_block_crashes_the_check(data: st.DataObject) -> None:
    """Whatever is put in place of any part of a right message, the check answers and does not raise."""
    name = data.draw(st.sampled_from(sorted(RIGHT_MESSAGES)))
    blocks: Any = deepcopy(RIGHT_MESSAGES[name])
    place: Any = blocks
    while isinstance(place, dict | list) and place:
        keys = sorted(place) if isinstance(place, dict) else range(len(place))
        key = data.draw(st.sampled_from(list(keys)[:4]))
        if data.draw(st.integers(0, 2)) == 0 or not isinstance(place[key], dict | list):
            place[key] = data.draw(leaves())
            break
        place = place[key]
    check_blocks(blocks)


def test_completing_adds_ids_and_leaves_the_rest() -> None:
    """Missing identifiers are added once each; what the app gave stays as it was."""
    numbers = iter(range(100))
    given = [section(), actions(button(), {"type": "datepicker"})]
    found = completed(given, lambda: f"id{next(numbers)}")
    assert [block["block_id"] for block in found] == ["id0", "id2"]
    assert [element["action_id"] for element in found[1]["elements"]] == ["go", "id1"]
    assert found[0]["text"] == {"type": "mrkdwn", "text": "Hello", "verbatim": False}
    assert "block_id" not in given[0]
