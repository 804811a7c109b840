"""Messages and views that Slack refuses, each with the fault and its place."""

from typing import Any

from tests.sandbox.blockkit.build import (
    actions,
    button,
    chart,
    container,
    entry,
    menu,
    option,
    section,
    table,
    task,
    text,
)

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
