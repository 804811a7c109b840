"""Elements of forms that `kit` has no need of: checkboxes, times, channels, lists in groups."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import time

from bot.blocks import kit
from bot.blocks.kit import Element

BOXES = 10
GROUPS = OPTIONS = 100
WORLD = frozenset(
    ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
)


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


def grouped_select(action_id: str, groups: Mapping[str, Sequence[Element]], chosen: str) -> Element:
    """A list in groups, which people search by typing: at most a hundred groups, a longer one than a hundred options
    going on under the same name."""
    parts = [
        (label, list(options[start : start + OPTIONS]))
        for label, options in groups.items()
        for start in range(0, len(options), OPTIONS)
    ][:GROUPS]
    element: Element = {
        "type": "static_select",
        "action_id": action_id,
        "option_groups": [{"label": kit.plain(label, kit.OPTION), "options": options} for label, options in parts],
    }
    initial = next((option for _, options in parts for option in options if option["value"] == chosen), None)
    return element | ({"initial_option": initial} if initial else {})


def zone_select(action_id: str, chosen: str, timezones: Sequence[str]) -> Element:
    """The zones by the part of the world they name, without older names for the same; the one that is set is always
    among them."""
    regions: dict[str, list[Element]] = {}
    named = [name for name in timezones if name == "UTC" or name.partition("/")[0] in WORLD]
    for name in dict.fromkeys([*named, chosen]):
        region, slash, _ = name.partition("/")
        regions.setdefault(region if slash else "Other", []).append(kit.option(name, name))
    return grouped_select(action_id, regions, chosen)
