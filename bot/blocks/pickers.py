"""Elements of forms that `kit` has no need of: checkboxes, times, channels."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import time

from bot.blocks import kit
from bot.blocks.kit import Element

BOXES = 10


def checkboxes(action_id: str, options: Sequence[Element], ticked: Collection[str] = ()) -> Element:
    """At most ten boxes, those whose value is in `ticked` ticked."""
    offered = list(options)[:BOXES]
    element: Element = {"type": "checkboxes", "action_id": action_id, "options": offered}
    initial = [option for option in offered if option["value"] in ticked]
    return element | ({"initial_options": initial} if initial else {})


def timepicker(action_id: str, at: time) -> Element:
    """A time of day; which zone's is said beside it."""
    return {"type": "timepicker", "action_id": action_id, "initial_time": f"{at:%H:%M}"}


def channel_select(action_id: str, channel: str | None, placeholder: str = "") -> Element:
    """A channel, public or private, people and bots left out; private ones only where the person who picks is in."""
    element: Element = {
        "type": "conversations_select",
        "action_id": action_id,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    if channel:
        element["initial_conversation"] = channel
    return element | ({"placeholder": kit.plain(placeholder, kit.PLACEHOLDER)} if placeholder else {})
