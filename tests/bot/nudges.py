"""A nudge in somebody's direct message: found, clicked deal by deal, and read again once it says something else."""

from __future__ import annotations

from typing import Any

from tests.bot.desk import Desk, Message, elements, visible


def nudge_of(desk: Desk, who: str) -> Message:
    """The person's nudge of this morning, with every edit that was on its way."""
    desk.settle()
    found = desk.messages_of(who, "need")
    nudges = [m for m in found if any("nudge." in e["action_id"] for e in elements(m))]
    assert len(nudges) == 1, [m["text"] for m in found]
    return nudges[0]


def row(nudge: Message, deal: str) -> list[dict[str, Any]]:
    """What can be clicked about one deal of a nudge: the block with its name and the one below it."""
    blocks = nudge["blocks"]
    holding = (
        n for n, block in enumerate(blocks) if block["type"] == "section" and deal in visible({"blocks": [block]})
    )
    at = next(holding)
    return elements({"blocks": blocks[at : at + 2]})


def press(desk: Desk, who: str, nudge: Message, deal: str, label: str) -> None:
    """A button or a menu entry of one deal's row."""
    person = desk.person(who)
    for element in row(nudge, deal):
        if element.get("text", {}).get("text") == label:
            # Two rows have the same action ids, so the block says which is meant.
            block_id = next(b["block_id"] for b in nudge["blocks"] if element in elements({"blocks": [b]}))
            assert click(person, nudge, block_id, element)["ok"]
            return
        for entry in element.get("options", ()):
            if entry["text"]["text"] == label:
                block_id = next(b["block_id"] for b in nudge["blocks"] if element in elements({"blocks": [b]}))
                assert click(person, nudge, block_id, element, selected_option=entry)["ok"]
                return
    raise AssertionError(f"no {label!r} for {deal} in {visible({'blocks': nudge['blocks']})[:1500]}")


def click(person: Any, message: Message, block_id: str, element: dict[str, Any], **chosen: Any) -> dict[str, Any]:
    return dict(person.click(person.app_dm(), only(message, block_id), element["action_id"], **chosen))


def only(message: Message, block_id: str) -> Message:
    """The message as if it had that one block, for a click that means it."""
    return message | {"blocks": [block for block in message["blocks"] if block["block_id"] == block_id]}


def settled(desk: Desk, who: str, nudge: Message, words: str) -> Message:
    """The nudge once it says so, in the place where it was; after the last answer it only cheers."""
    return desk.changed(
        who, desk.person(who).app_dm(), nudge["ts"], lambda text: words in text or "Your pipeline is true today" in text
    )


def card_of(desk: Desk, who: str, name: str) -> Message:
    """The card behind "Open" in the list of the person's own deals."""
    listed = desk.types(who, "/deal")
    block = next(block for block in listed["blocks"] if name in visible({"blocks": [block]}) and "accessory" in block)
    assert desk.person(who).click("C0SALES", only(listed, block["block_id"]), "deal.card")["ok"]
    return desk.next_message(who, "C0SALES", listed["ts"], "owner")
