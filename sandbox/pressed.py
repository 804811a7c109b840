"""The element that a person used: which one was meant, and what the app gets told of it. Sends nothing."""

from collections.abc import Mapping
from typing import Any

from sandbox.entered import VALUE_KEYS, offered
from sandbox.state import JSON, Channel, Message, View

Place = tuple[Channel, Message] | View


def blocks_of(place: Place) -> list[JSON]:
    """The blocks of a view or of a message, those of its attachments last."""
    if isinstance(place, View):
        blocks: list[JSON] = place.content["blocks"]
        return blocks
    message = place[1]
    attached = [block for each in message.attachments for block in each.get("blocks", ())]
    return [*message.blocks, *attached]


def is_meant(block: JSON, element: JSON, given: Mapping[str, Any]) -> bool:
    """Whether `given` names this element of this block."""
    return bool(block.get("block_id") == given.get("block_id") and element.get("action_id") == given.get("action_id"))


def with_value(entered: Mapping[str, Any], block: JSON, element: JSON, action: JSON) -> dict[str, Any]:
    """What is entered, with the value that this action just set."""
    own = {**entered.get(block["block_id"], {}), element["action_id"]: action}
    return {**entered, block["block_id"]: own}


def pressed(block: JSON, element: JSON, given: Mapping[str, Any]) -> JSON:
    """One entry of `actions`: the element's identity, and what was chosen as Slack would send it."""
    kind = element["type"]
    action: JSON = {"action_id": element["action_id"], "block_id": block["block_id"], "type": kind}
    if kind in ("button", "workflow_button", "icon_button"):
        kept = ("text", "value", "style", "url", "icon")
        return action | {name: element[name] for name in kept if name in element}
    if kind == "feedback_buttons":
        good, bad = element["positive_button"], element["negative_button"]
        pressed = good if given.get("value") == good["value"] else bad
        return action | {"value": pressed["value"], "text": pressed["text"]}
    key = "selected_option" if kind == "overflow" else VALUE_KEYS[kind]
    chosen = given.get(key)
    if key == "selected_option" and isinstance(chosen, Mapping) and element.get("options"):
        whole = [option for option in offered(element) if option["value"] == chosen.get("value")]
        chosen = whole[0] if whole else chosen
    found = action | {key: chosen}
    if element.get("placeholder"):
        found["placeholder"] = element["placeholder"]
    if kind == "timepicker" and element.get("timezone"):
        found["timezone"] = element["timezone"]
    return found
