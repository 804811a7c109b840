"""The rules of blocks, with the limits of Slack's reference, and which surface takes which block."""

from collections.abc import Mapping
from typing import Any

from sandbox.blockkit.charts import CHART
from sandbox.blockkit.elements import ELEMENTS, PICTURE
from sandbox.blockkit.frames import FRAMES, container
from sandbox.blockkit.report import Report
from sandbox.blockkit.richtext import RICH_INPUT, RICH_TEXT
from sandbox.blockkit.shape import (
    Check,
    Optional,
    array,
    at_least_one,
    boolean,
    by_type,
    choice,
    exactly_one,
    number,
    record,
    string,
)
from sandbox.blockkit.texts import ADDRESS, ID, either, plain

_SELECTS = [name for name in ELEMENTS if name.endswith("_select")]
_PICKERS = ["datepicker", "timepicker", "datetimepicker", "checkboxes", "radio_buttons"]
_INPUTS = ["plain_text_input", "email_text_input", "url_text_input", "number_input", "file_input"]


def _elements(*names: str) -> dict[str, Check]:
    return {name: ELEMENTS[name] for name in names}


_CELL = by_type(
    {
        "raw_text": record({"text": string(3000, 0)}, tag="raw_text"),
        "raw_number": record({"text": string(255), "value": number(whole=False)}, tag="raw_number"),
        "rich_text": RICH_TEXT,
    }
)


def _same_width(value: Any, at: str, report: Report) -> None:
    rows = value.get("rows")
    if isinstance(rows, list) and all(isinstance(row, list) for row in rows):
        for index, row in enumerate(rows):
            if len(row) != len(rows[0]):
                report.add("all rows must have the same number of cells", f"{at}/rows/{index}")


_SINGLE: Mapping[str, Check] = {
    "section": record(
        {
            "block_id": ID,
            "text": Optional(either(3000)),
            "fields": Optional(array(either(2000), 10)),
            "accessory": Optional(
                by_type(
                    _elements("button", "overflow", "image", "workflow_button", *_SELECTS, *_PICKERS),
                )
            ),
            "expand": Optional(boolean),
        },
        at_least_one("text", "fields"),
        tag="section",
    ),
    "divider": record({"block_id": ID}, tag="divider"),
    "header": record({"block_id": ID, "text": plain(150)}, tag="header"),
    "image": record(
        {**PICTURE, "block_id": ID, "title": Optional(plain(2000))},
        exactly_one("image_url", "slack_file"),
        tag="image",
    ),
    "context": record(
        {
            "block_id": ID,
            "elements": array(
                by_type(
                    {
                        "image": ELEMENTS["image"],
                        "plain_text": either(3000),
                        "mrkdwn": either(3000),
                    }
                ),
                10,
            ),
        },
        tag="context",
    ),
    "actions": record(
        {
            "block_id": ID,
            "elements": array(by_type(_elements("button", "overflow", "workflow_button", *_SELECTS, *_PICKERS)), 25),
        },
        tag="actions",
    ),
    "input": record(
        {
            "block_id": ID,
            "label": plain(2000),
            "element": by_type({**_elements(*_INPUTS, *_SELECTS, *_PICKERS), "rich_text_input": RICH_INPUT}),
            "hint": Optional(plain(2000)),
            "optional": Optional(boolean),
            "dispatch_action": Optional(boolean),
        },
        tag="input",
    ),
    "rich_text": RICH_TEXT,
    "markdown": record({"block_id": ID, "text": string(12_000)}, tag="markdown"),
    "table": record(
        {
            "block_id": ID,
            "rows": array(array(_CELL, 20), 100),
            "column_settings": Optional(
                array(
                    record({"align": Optional(choice("left", "center", "right")), "is_wrapped": Optional(boolean)}),
                    20,
                    0,
                )
            ),
        },
        _same_width,
        tag="table",
    ),
    "data_table": record(
        {
            "block_id": ID,
            "caption": string(3000),
            "rows": array(array(_CELL, 20), 200),
            "page_size": Optional(number(1, 100)),
            "row_header_column_index": Optional(number(0, 19)),
        },
        _same_width,
        tag="data_table",
    ),
    "data_visualization": record({"block_id": ID, "title": string(50), "chart": CHART}, tag="data_visualization"),
    **FRAMES,
    "alert": record(
        {
            "block_id": ID,
            "text": either(3000),
            "level": Optional(choice("default", "info", "warning", "error", "success")),
        },
        tag="alert",
    ),
    "context_actions": record(
        {"block_id": ID, "elements": array(by_type(_elements("feedback_buttons", "icon_button")), 5)},
        tag="context_actions",
    ),
    "video": record(
        {
            "block_id": ID,
            "alt_text": string(2000),
            "title": plain(199),
            "video_url": ADDRESS,
            "thumbnail_url": ADDRESS,
            "title_url": Optional(ADDRESS),
            "author_name": Optional(string(49)),
            "description": Optional(plain(200)),
            "provider_name": Optional(string(255)),
            "provider_icon_url": Optional(ADDRESS),
        },
        tag="video",
    ),
}
BLOCKS: Mapping[str, Check] = {**_SINGLE, "container": container(_SINGLE)}
"""Every block an app may send, by type. A `file` block comes only from Slack itself."""

_EVERYWHERE = ("section", "divider", "header", "image", "context", "actions", "input", "rich_text", "video")
SURFACES: Mapping[str, Mapping[str, Check]] = {
    "message": {
        name: BLOCKS[name]
        for name in (
            *_EVERYWHERE,
            "markdown",
            "table",
            "data_table",
            "data_visualization",
            "container",
            "context_actions",
            *FRAMES,
        )
    },
    "modal": {name: BLOCKS[name] for name in (*_EVERYWHERE, "alert")},
    "home": {name: BLOCKS[name] for name in _EVERYWHERE},
}
"""Which blocks each surface takes."""
