"""How Slack completes accepted blocks: missing block_ids and action_ids, and the defaults of text objects."""

from collections.abc import Callable, Iterator
from typing import Any

from sandbox.state import JSON

STATEFUL = frozenset(
    [
        "plain_text_input",
        "email_text_input",
        "url_text_input",
        "number_input",
        "rich_text_input",
        "file_input",
        "datepicker",
        "timepicker",
        "datetimepicker",
        "static_select",
        "external_select",
        "users_select",
        "conversations_select",
        "channels_select",
        "multi_static_select",
        "multi_external_select",
        "multi_users_select",
        "multi_conversations_select",
        "multi_channels_select",
        "checkboxes",
        "radio_buttons",
    ]
)
"""Elements that hold what a person entered."""
INTERACTIVE = STATEFUL | {"button", "overflow", "workflow_button", "icon_button", "feedback_buttons"}
"""Elements that carry an action_id."""


def completed(blocks: list[JSON], new_id: Callable[[], str]) -> list[JSON]:
    """A copy of `blocks` with all that Slack adds; `new_id` makes the identifiers that the app left out."""
    return [_block(block, new_id) for block in blocks]


def inner(block: JSON) -> list[JSON]:
    """The blocks that stand in a container, a carousel or a plan."""
    held = {"container": "child_blocks", "carousel": "elements", "plan": "tasks"}.get(block["type"], "")
    return list(block.get(held) or ())


def elements(blocks: list[JSON]) -> Iterator[tuple[JSON, JSON]]:
    """Each interactive element with the block it stands in, top to bottom."""
    for block in blocks:
        yield from ((block, element) for element in own_elements(block))
        yield from elements(inner(block))


def own_elements(block: JSON) -> Iterator[JSON]:
    """Each interactive element that stands in the block itself."""
    lists = (block.get("elements") or (), block.get("actions") or ())
    held = [block.get("accessory"), block.get("element"), *lists[0], *lists[1]]
    for element in held:
        if isinstance(element, dict) and element.get("type") in INTERACTIVE:
            yield element


def _block(block: JSON, new_id: Callable[[], str]) -> JSON:
    found: JSON = {name: _value(value, new_id) for name, value in block.items()}
    if not found.get("block_id"):
        found["block_id"] = new_id()
    for each in inner(found):
        if not each.get("block_id"):
            each["block_id"] = new_id()
    return found


def _value(value: Any, new_id: Callable[[], str]) -> Any:
    if isinstance(value, list):
        return [_value(each, new_id) for each in value]
    if not isinstance(value, dict):
        return value
    found = {name: _value(each, new_id) for name, each in value.items()}
    kind = found.get("type")
    if kind == "plain_text":
        found.setdefault("emoji", True)
    elif kind == "mrkdwn":
        found.setdefault("verbatim", False)
    elif kind in INTERACTIVE and not found.get("action_id"):
        found["action_id"] = new_id()
    return found
