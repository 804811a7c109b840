"""Whether Slack would accept these blocks, this view: every limit, every key, and what holds between blocks."""

from collections.abc import Iterator
from typing import Any

from sandbox.blockkit.blocks import SURFACES
from sandbox.blockkit.complete import elements, inner, own_elements
from sandbox.blockkit.report import Report
from sandbox.blockkit.shape import Check, Optional, array, boolean, by_type, exactly_one, record, string
from sandbox.blockkit.texts import ID, MENU_OPTION, OPTION_GROUP, plain
from sandbox.state import JSON

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
MESSAGE_CHARACTERS = 13_200
"""All text of a message's blocks together. Slack does not document it; it was found by measuring."""
VIEW_BYTES = 250_000
PRIVATE_METADATA = 3000
ONE_EACH = {"table": 1, "data_visualization": 2}
"""Blocks of which a message may hold only so many."""


def check_blocks(blocks: Any, at: str = "/blocks") -> Report:
    """What is wrong with the blocks of a message; empty when they are right."""
    report = Report()
    array(by_type(SURFACES["message"]), MESSAGE_BLOCKS, 0)(blocks, at, report)
    if not report.faults:
        _between(blocks, at, report)
        for kind, most in ONE_EACH.items():
            places = [i for i, block in enumerate(blocks) if block["type"] == kind]
            if len(places) > most:
                report.add(f"only {most} {kind} allowed", f"{at}/{places[most]}")
    return report


def characters(blocks: list[JSON]) -> int:
    """How much text a message's blocks hold, as Slack counts towards `msg_blocks_too_long`."""
    return sum(len(text) for block in blocks for text in _texts(block))


def check_view(view: Any, *kinds: str) -> Report:
    """What is wrong with a view of one of the `kinds` "modal" and "home"; empty when it is right."""
    report = Report()
    by_type({kind: _VIEWS[kind] for kind in kinds})(view, "/view", report)
    if report.faults:
        return report
    _between(view["blocks"], "/view/blocks", report)
    for index, block in enumerate(view["blocks"]):
        if view["type"] == "modal" and block["type"] == "input" and not view.get("submit"):
            report.add("must define `submit` to use `input` block", f"/view/blocks/{index}/input")
    focused = [element for _, element in elements(view["blocks"]) if element.get("focus_on_load")]
    if len(focused) > 1:
        report.add("only one element can be focused on load", "/view/blocks")
    return report


_COMMON: dict[str, Check | Optional] = {
    "private_metadata": Optional(string(PRIVATE_METADATA, 0)),
    "callback_id": Optional(string(255, 0)),
    "external_id": Optional(string(255, 0)),
}
_VIEWS: dict[str, Check] = {
    "modal": record(
        {
            **_COMMON,
            "title": plain(24),
            "blocks": array(by_type(SURFACES["modal"]), VIEW_BLOCKS),
            "submit": Optional(plain(24)),
            "close": Optional(plain(24)),
            "clear_on_close": Optional(boolean),
            "notify_on_close": Optional(boolean),
            "submit_disabled": Optional(boolean),
        },
        tag="modal",
        union=True,
    ),
    "home": record({**_COMMON, "blocks": array(by_type(SURFACES["home"]), VIEW_BLOCKS, 0)}, tag="home", union=True),
}
_ATTACHMENT = record(
    {
        "blocks": Optional(array(by_type(SURFACES["message"]), MESSAGE_BLOCKS)),
        "color": Optional(string(255)),
        "fallback": Optional(string(12_000, 0)),
        "callback_id": ID,
        "id": Optional(lambda value, at, report: None),
        **{
            name: Optional(string(12_000, 0))
            for name in (
                *("text", "pretext", "title", "title_link", "image_url", "thumb_url", "footer", "footer_icon"),
                *("author_name", "author_link", "author_icon", "attachment_type"),
            )
        },
        "ts": Optional(lambda value, at, report: None),
        "mrkdwn_in": Optional(array(string(255), 10, 0)),
        "fields": Optional(
            array(record({"title": string(3000, 0), "value": string(3000, 0), "short": Optional(boolean)}), 100, 0)
        ),
    }
)


def check_attachments(attachments: Any) -> Report:
    """What is wrong with (legacy) attachments; those with buttons of their own are not offered."""
    report = Report()
    array(_ATTACHMENT, 100, 0)(attachments, "/attachments", report)
    return report


_SUGGESTIONS = record(
    {
        "options": Optional(array(MENU_OPTION, 100, 0)),
        "option_groups": Optional(array(OPTION_GROUP, 100, 0)),
    },
    exactly_one("options", "option_groups"),
)


def check_suggestions(answer: Any) -> Report:
    """What is wrong with the options that an app offers for an external select."""
    report = Report()
    _SUGGESTIONS(answer, "", report)
    return report


def _between(blocks: list[JSON], at: str, report: Report) -> None:
    """What holds between blocks: a block_id once in all, an action_id once in its block."""
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        for each in (block, *inner(block)):
            _once(each.get("block_id"), "block_id", seen, f"{at}/{index}/block_id", report)
            actions: set[str] = set()
            for place, element in enumerate(own_elements(each)):
                where = f"{at}/{index}/elements/{place}/action_id"
                _once(element.get("action_id"), "action_id", actions, where, report)


def _once(name: str | None, what: str, seen: set[str], at: str, report: Report) -> None:
    if name:
        if name in seen:
            report.add(f"{what} `{name}` already exists", at)
        seen.add(name)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name == "text" and isinstance(each, str):
                yield each
            else:
                yield from _texts(each)
