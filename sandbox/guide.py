"""The small panel of next steps beside the workspace: which there are, and which are done.

A step is done when something enters the journal that has all fields of its `done_when`, or of one of several.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sandbox.journal import Entry
from sandbox.state import JSON

SHOWN = ("id", "title", "hint", "as", "channel", "text", "advance")


class Guide:
    """The steps of a guided tour. They may be done in any order; a step done stays done."""

    def __init__(self, steps: Sequence[Mapping[str, Any]], on_change: Callable[[], None]) -> None:
        self._steps = [dict(step) for step in steps]
        self._done: set[str] = set()
        self._on_change = on_change

    def saw(self, entry: Entry) -> None:
        """Looks at a journal entry and ticks what it completes."""
        done = {
            step["id"]
            for step in self._steps
            if step["id"] not in self._done and step.get("done_when") and matches(entry, step["done_when"])
        }
        if done:
            self._done |= done
            self._on_change()

    def listing(self) -> list[JSON]:
        """The steps as the page draws them; where there are none, there is no panel."""
        return [
            {**{name: step[name] for name in SHOWN if name in step}, "done": step["id"] in self._done}
            for step in self._steps
        ]


def matches(entry: Any, wanted: Any) -> bool:
    """Whether `entry` has all that is `wanted`: fields in objects, one fitting item in lists, a part of a text; of
    several that are `wanted`, one.

    A text of `wanted` fits any text that holds it, whatever the capitals; other values must be equal.
    """
    if isinstance(wanted, list):
        return any(matches(entry, one) for one in wanted)
    if isinstance(entry, list):
        return any(matches(each, wanted) for each in entry)
    if isinstance(wanted, Mapping):
        return isinstance(entry, Mapping) and all(matches(entry.get(name), each) for name, each in wanted.items())
    if isinstance(wanted, str) and isinstance(entry, str):
        return wanted.lower() in entry.lower()
    return bool(entry == wanted)
