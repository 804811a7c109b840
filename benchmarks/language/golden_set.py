"""The golden set: what we promise to understand, and what we promise never to act on. One file a room of the language,
in `golden/`; knows which sentence belongs into which, and nothing of how it is scored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

GOLDEN: Final = Path(__file__).parent / "golden"
ROOMS: Final = {
    "happened": frozenset({"log_activity"}),
    "stages": frozenset({"move_stage"}),
    "wins": frozenset({"win_deal"}),
    "losses": frozenset({"lose_deal"}),
    "amounts": frozenset({"set_amount"}),
    "close_dates": frozenset({"set_close_date"}),
    "standing": frozenset({"set_category", "snooze", "confirm_deal"}),
    "plans": frozenset({"set_next_step"}),
    "owners": frozenset({"reassign", "set_source"}),
    "contacts": frozenset({"add_contact"}),
    "calls": frozenset({"submit_call"}),
    "creations": frozenset({"create_deal", "add_account", "delete_deal", "rename_deal"}),
    "replies": frozenset({"correct", "undo"}),
    "pipeline": frozenset({"query_pipeline"}),
    "asked": frozenset(
        {"query_deal", "query_activity", "query_changes", "query_contact", "query_agenda", "query_forecast", "help"}
        | {"other"}
    ),
}
"""The intents of each file whose sentences say one kind of thing, by its name."""
SEVERAL: Final = "several"
MOODS: Final = "moods"
SMALL_TALK: Final = "small_talk"


def golden_lines(*rooms: str) -> list[dict[str, Any]]:
    """The lines of those files, of all if none is named: text, context that differs, action, intents and echo."""
    paths = [GOLDEN / f"{room}.jsonl" for room in rooms] or sorted(GOLDEN.glob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def rooms_of(line: dict[str, Any]) -> tuple[str, ...]:
    """The files in which a line may stand: by what it asks for; "several" if it asks for more than one kind of thing,
    "moods" if it names a deal and nothing is to be done, "small_talk" if it names none."""
    intents = {one["intent"] for one in line.get("intents", [])}
    if not intents:
        return MOODS, SMALL_TALK
    return tuple(room for room, held in ROOMS.items() if intents <= held) or (SEVERAL,)
