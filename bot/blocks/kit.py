"""The pieces all our messages and views are made of: escaping, Slack's limits, and a check that holds them all.
Everything a person typed passes through `escape` before it meets mrkdwn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sales.period import zone

Block = dict[str, Any]
Element = dict[str, Any]

SECTION, HEADER, BUTTON, OPTION, CONTEXT, TITLE, PLACEHOLDER = 3000, 150, 75, 75, 10, 24, 150
MESSAGE_BLOCKS, VIEW_BLOCKS, MESSAGE_CHARACTERS, METADATA = 50, 100, 12_000, 3_000
PLAIN_TEXT = 40_000

_LOOK_ALIKES = {"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb"}
_FORMATTING = re.compile(r"(?<!\w)[*_~`](?=\S)|(?<=\S)[*_~`](?!\w)")


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted: blocks, and the text that stands for them in notifications and where blocks cannot be shown.
    `plainer` are the blocks for a Slack that does not know the newer ones among them; none where there are no such."""

    text: str
    blocks: tuple[Block, ...] = ()
    plainer: tuple[Block, ...] = ()

    def kept(self) -> dict[str, object]:
        """The message as it is kept with the row of a delivery; see `message_kept`."""
        plainer = {"plainer": list(self.plainer)} if self.plainer else {}
        return {"text": self.text, "blocks": list(self.blocks), **plainer}


def message_kept(payload: Mapping[str, Any]) -> Message:
    """The message that `Message.kept` was made of."""
    return Message(str(payload["text"]), tuple(payload["blocks"]), tuple(payload.get("plainer", ())))


def escape(text: str) -> str:
    """`text` so that Slack shows it as it is: no mention and no link, and marks that would format stand as the
    look-alikes that do not, in every client."""
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(char, entity)
    return _FORMATTING.sub(lambda found: _LOOK_ALIKES[found[0]], text)


def cut(text: str, limit: int) -> str:
    """`text`, shortened with an ellipsis to at most `limit` characters, never within an entity."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    start = kept.rfind("&")
    if start >= 0 and ";" not in kept[start:] and len(kept) - start < 6:
        kept = kept[:start]
    return kept + "…"


def plain(text: str, limit: int) -> Element:
    """A plain_text object, cut to `limit`. Slack refuses empty ones, so nothing becomes a space."""
    return {"type": "plain_text", "text": cut(text, limit) or " ", "emoji": True}


def mrkdwn(text: str, limit: int = SECTION) -> Element:
    """Formatted text. `verbatim`: only what we wrote as a mention or a link is one; otherwise Slack would look for
    names of channels, people and sites in what a person typed, whatever was escaped."""
    return {"type": "mrkdwn", "text": cut(text, limit) or " ", "verbatim": True}


def header(text: str) -> Block:
    """Plain text in large type."""
    return {"type": "header", "text": plain(text, HEADER)}


def section(text: str, *, accessory: Element | None = None, block_id: str = "") -> Block:
    """A paragraph of mrkdwn, with at most one element beside it. Whatever people typed must be escaped already."""
    block: Block = {"type": "section", "text": mrkdwn(text)}
    if accessory:
        block["accessory"] = accessory
    return block | ({"block_id": block_id} if block_id else {})


def fields(pairs: Iterable[tuple[str, str]]) -> Block:
    """A grid of at most ten label-value pairs; values are mrkdwn already escaped."""
    cells = [mrkdwn(f"*{label}*\n{value}", 2000) for label, value in pairs][:10]
    return {"type": "section", "fields": cells}


def context(*texts: str) -> Block:
    """Small print; texts beyond Slack's ten are left out."""
    return {"type": "context", "elements": [mrkdwn(text, 2000) for text in texts[:CONTEXT]]}


def divider() -> Block:
    """A line across the message."""
    return {"type": "divider"}


def button(
    label: str, action_id: str, value: str = "", *, style: str = "", confirm: Element | None = None, url: str = ""
) -> Element:
    """A button; `value` travels back with the click, `style` is "primary" or "danger"."""
    element: Element = {"type": "button", "text": plain(label, BUTTON), "action_id": action_id}
    for key, given in (("value", value), ("style", style), ("confirm", confirm), ("url", url)):
        if given:
            element[key] = given
    return element


def actions(*elements: Element, block_id: str = "") -> Block:
    """A row of elements; those beyond Slack's 25 are left out."""
    block: Block = {"type": "actions", "elements": list(elements)[:25]}
    return block | ({"block_id": block_id} if block_id else {})


def overflow(action_id: str, options: Iterable[tuple[str, str]]) -> Element:
    """A menu of at most five (label, value) entries."""
    return {"type": "overflow", "action_id": action_id, "options": [option(*entry) for entry in list(options)[:5]]}


def option(label: str, value: str, description: str = "") -> Element:
    """One choice of a menu; `value` is what comes back, at most 150 characters."""
    made: Element = {"text": plain(label, OPTION), "value": value[:150]}
    return made | ({"description": plain(description, OPTION)} if description else {})


def select(action_id: str, options: Sequence[Element], *, chosen: str = "", placeholder: str = "") -> Element:
    """A menu of at most 100 options. `chosen` is the value of the one that is picked at first."""
    element: Element = {"type": "static_select", "action_id": action_id, "options": list(options)[:100]}
    initial = next((o for o in options if o["value"] == chosen), None)
    if initial:
        element["initial_option"] = initial
    return element | ({"placeholder": plain(placeholder, PLACEHOLDER)} if placeholder else {})


def text_input(
    action_id: str, *, value: str = "", placeholder: str = "", multiline: bool = False, longest: int = 3000
) -> Element:
    """A field for typing at most `longest` characters."""
    element: Element = {"type": "plain_text_input", "action_id": action_id, "max_length": longest}
    if value:
        element["initial_value"] = value[:longest]
    if placeholder:
        element["placeholder"] = plain(placeholder, PLACEHOLDER)
    return element | ({"multiline": True} if multiline else {})


def datepicker(action_id: str, day: date | None = None) -> Element:
    """A field for a day."""
    element: Element = {"type": "datepicker", "action_id": action_id}
    return element | ({"initial_date": day.isoformat()} if day else {})


def field(block_id: str, label: str, element: Element, *, optional: bool = False, hint: str = "") -> Block:
    """An input of a modal; its errors are shown by `block_id`."""
    block: Block = {"type": "input", "block_id": block_id, "label": plain(label, 2000), "element": element}
    if optional:
        block["optional"] = True
    return block | ({"hint": plain(hint, 2000)} if hint else {})


def modal(
    callback_id: str,
    title: str,
    blocks: Sequence[Block],
    *,
    submit: str = "",
    metadata: str = "",
    close: str = "Cancel",
) -> Mapping[str, Any]:
    """A modal view. `metadata` comes back with its submission, and is never trusted for permission."""
    view: dict[str, Any] = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, TITLE),
        "close": plain(close, TITLE),
        "blocks": list(blocks)[:VIEW_BLOCKS],
    }
    if submit:
        view["submit"] = plain(submit, TITLE)
    if metadata:
        view["private_metadata"] = metadata[:METADATA]
    return view


def confirm(title: str, text: str, yes: str, no: str = "Cancel", *, danger: bool = False) -> Element:
    """The dialog that asks before a button does anything."""
    dialog: Element = {
        "title": plain(title, 100),
        "text": plain(text, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }
    return dialog | ({"style": "danger"} if danger else {})


def message(text: str, blocks: Sequence[Block] = (), plainer: Sequence[Block] = ()) -> Message:
    """A message within Slack's limits: blocks are dropped from the end, with a line that says so, until it fits."""
    return Message(cut(text, PLAIN_TEXT), _within_limits(blocks), _within_limits(plainer))


def _within_limits(blocks: Sequence[Block]) -> tuple[Block, ...]:
    kept = list(blocks)
    dropped = False
    while len(kept) > MESSAGE_BLOCKS - 1 or characters(kept) > MESSAGE_CHARACTERS:
        kept.pop()
        dropped = True
    if dropped:
        kept.append(context("There is more than fits here. Open Firebreak's Home for the rest."))
    return tuple(kept)


def characters(value: object) -> int:
    """How much of a message's `MESSAGE_CHARACTERS` these blocks take."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum([characters(item) for key, item in value.items() if key != "type" and key != "action_id"])
    if isinstance(value, list | tuple):
        return sum(map(characters, value))
    return 0


def day(value: date | None, missing: str = "no date") -> str:
    """A day as people write it: Wed 31 Mar 2027."""
    return f"{value:%a} {value.day} {value:%b %Y}" if value else missing


def moment(instant: datetime, timezone: str) -> str:
    """An instant on the reader's clock, with its zone: Mon 30 Nov 2026 08:00 GMT."""
    local = instant.astimezone(zone(timezone))
    return f"{day(local.date())} {local:%H:%M} {local.tzname()}"


def faults(blocks: Sequence[Block], *, in_view: bool = False) -> list[str]:
    """What Slack would refuse in these blocks, that its own client library lets pass: too many blocks, an empty list
    of options, an action_id twice in a block, a block_id twice, too many characters in all."""
    found: list[str] = []
    if len(blocks) > (VIEW_BLOCKS if in_view else MESSAGE_BLOCKS):
        found.append(f"{len(blocks)} blocks")
    if not in_view and characters(list(blocks)) > MESSAGE_CHARACTERS:
        found.append("too many characters in all")
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    found += [f"block_id {name} twice" for name in {name for name in ids if ids.count(name) > 1}]
    for place, block in enumerate(blocks):
        elements = [*block.get("elements", ()), block.get("element"), block.get("accessory")]
        inner = [element for element in elements if isinstance(element, dict)]
        names = [element["action_id"] for element in inner if "action_id" in element]
        found += [f"action_id {name} twice at {place}" for name in {n for n in names if names.count(n) > 1}]
        found += [f"no options at {place}" for element in inner if element.get("options") == []]
    return found
