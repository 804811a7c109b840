"""The rules of blocks that frame others: card, carousel, container, and the plan of an agent with its tasks."""

from collections.abc import Mapping

from sandbox.blockkit.elements import ELEMENTS
from sandbox.blockkit.richtext import RICH_TEXT
from sandbox.blockkit.shape import Check, Optional, array, at_least_one, boolean, by_type, choice, record, string
from sandbox.blockkit.texts import ADDRESS, ID, either, mrkdwn, plain

_IMAGE = by_type({"image": ELEMENTS["image"]})
_CARD = record(
    {
        "block_id": ID,
        "title": Optional(mrkdwn(150)),
        "subtitle": Optional(mrkdwn(150)),
        "body": Optional(mrkdwn(200)),
        "icon": Optional(_IMAGE),
        "hero_image": Optional(_IMAGE),
        "actions": Optional(array(by_type({"button": ELEMENTS["button"]}), 5)),
    },
    at_least_one("hero_image", "title", "actions", "body"),
    tag="card",
)
_RICH = Optional(by_type({"rich_text": RICH_TEXT}))
_TASK = record(
    {
        "block_id": ID,
        "task_id": string(255),
        "title": string(3000),
        "status": choice("pending", "in_progress", "complete", "error"),
        "details": _RICH,
        "output": _RICH,
        "sources": Optional(array(by_type({"url": record({"url": ADDRESS, "text": string(3000)}, tag="url")}), 100, 0)),
    },
    tag="task_card",
)
FRAMES: Mapping[str, Check] = {
    "card": _CARD,
    "carousel": record({"block_id": ID, "elements": array(by_type({"card": _CARD}), 10)}, tag="carousel"),
    "task_card": _TASK,
    "plan": record(
        {"block_id": ID, "title": string(3000), "tasks": Optional(array(by_type({"task_card": _TASK}), 100, 0))},
        tag="plan",
    ),
}
CONTAINED = ("actions", "context", "divider", "header", "image", "section", "table", "video")
"""What a container may hold: Slack's reference and its validator name different blocks; these are in both."""


def container(blocks: Mapping[str, Check]) -> Check:
    """A container of up to ten of `blocks`, under a title that is plain or rich."""
    return record(
        {
            "block_id": ID,
            "title": Optional(plain(150)),
            "rich_text_title": _RICH,
            "subtitle": Optional(either(150)),
            "icon": Optional(_IMAGE),
            "child_blocks": array(by_type({name: blocks[name] for name in CONTAINED}), 10),
            "width": Optional(choice("narrow", "standard", "wide", "full")),
            "is_collapsible": Optional(boolean),
            "default_collapsed": Optional(boolean),
            "has_header_divider": Optional(boolean),
        },
        at_least_one("title", "rich_text_title"),
        tag="container",
    )
