"""What a person would see of blocks, and whether Slack would take them: by its limits, by its published schemas, and by
the sandbox, which knows neither `kit` nor the schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from jsonschema import Draft7Validator

from bot.blocks import kit
from bot.blocks.kit import Block, Message
from sandbox.blockkit.check import check_blocks, check_view
from tests.shared_data import shared_data


def shown(surface: Message | Mapping[str, Any]) -> str:
    """All that is to be read on it, from top to bottom, entities resolved as Slack shows them."""
    return _read("\n".join(_texts(blocks_of(surface))))


def blocks_of(surface: Message | Mapping[str, Any]) -> Sequence[Block]:
    return surface.blocks if isinstance(surface, Message) else surface["blocks"]


def buttons(surface: Message | Mapping[str, Any]) -> dict[str, list[str]]:
    """The values that each element or menu entry brings back, by its action id."""
    found: dict[str, list[str]] = {}
    for element in elements(surface):
        grouped = [option for group in element.get("option_groups", ()) for option in group["options"]]
        values = [option["value"] for option in element.get("options", grouped)] or [element.get("value", "")]
        found.setdefault(str(element.get("action_id", "")), []).extend(values)
    return found


def labels(surface: Message | Mapping[str, Any]) -> list[str]:
    """What the buttons say, in order."""
    return [element["text"]["text"] for element in elements(surface) if element["type"] == "button"]


def elements(surface: Message | Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for block in blocks_of(surface):
        for element in (*block.get("elements", ()), block.get("element"), block.get("accessory")):
            if isinstance(element, dict) and "action_id" in element:
                yield element


def clickable(surface: Message | Mapping[str, Any]) -> list[dict[str, Any]]:
    """The elements whose use reaches us at once; the inputs of a form do with its submission."""
    inputs = [block["element"] for block in blocks_of(surface) if block["type"] == "input"]
    return [element for element in elements(surface) if element not in inputs]


def field(view: Mapping[str, Any], block_id: str) -> dict[str, Any]:
    """The input with that block_id."""
    return next(block for block in view["blocks"] if block.get("block_id") == block_id)


OUR_CHANNEL = "<#C0ROOM>"
"""The link to the channel that generated messages are about: we may name one, what people typed may not."""


def check(surface: Message | Mapping[str, Any], *, schema: bool = False) -> None:
    """Fails unless Slack would take it, unless what was typed pings nobody, and where `kit` had to cut off its end."""
    is_message = isinstance(surface, Message)
    blocks = blocks_of(surface)
    assert kit.faults(blocks, in_view=not is_message) == []
    report = check_blocks(list(blocks)) if is_message else check_view(surface, "modal", "home")
    assert report.faults == []
    for text in (*_formatted(blocks), *([surface.text] if isinstance(surface, Message) else [])):
        assert "<!" not in text
        assert "<#" not in text.replace(OUR_CHANNEL, "")
        assert text.strip()
    assert "There is more than fits here" not in shown(surface)
    if schema:
        valid(surface)


def valid(surface: Message | Mapping[str, Any]) -> None:
    """Fails unless Slack's published schema of blocks, Home or a modal holds it. Skips where the schemas are absent.
    They are older than charts: of a message with one, the plainer blocks are looked at."""
    name = "Blocks" if isinstance(surface, Message) else str(surface["type"]).capitalize()
    if isinstance(surface, Message) and any(block["type"] == "data_visualization" for block in surface.blocks):
        surface = Message(surface.text, surface.plainer)
    plain = json.loads(json.dumps(blocks_of(surface) if isinstance(surface, Message) else surface))
    errors = [error.message[:300] for error in _validator(name).iter_errors(plain)]
    assert errors == []


@cache
def _validator(name: str) -> Any:
    path = shared_data("slack", "generated-schemas", f"{name}.schema.json")
    return Draft7Validator(json.loads(path.read_text(encoding="utf-8")))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            if key in ("text", "alt_text", "initial_value") and isinstance(item, str):
                yield item
            else:
                yield from _texts(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)


def _formatted(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        if value.get("type") == "mrkdwn":
            yield str(value["text"])
        for item in value.values():
            yield from _formatted(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _formatted(item)


def _read(text: str) -> str:
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, char)
    return text
