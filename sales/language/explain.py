"""Answers "Why?": which words gave what, by which rule."""

from __future__ import annotations

from datetime import date

from sales.language.slots import written_day
from sales.language.understanding import NameMatch, Slot, Understanding


def explain(understanding: Understanding) -> tuple[str, ...]:
    """One sentence for each thing that was understood, and for each that was deliberately not."""
    lines: list[str] = []
    for intent in understanding.intents:
        said = understanding.text[slice(*intent.span)].strip() if intent.span else ""
        words = f'"{said}"' if said else "the message"
        lines.append(f"{words} is {intent.kind.value.replace('_', ' ')}.")
        lines.extend(_slot_line(name, slot, understanding.text) for name, slot in intent.slots.items())
        lines.extend(f"{name.replace('_', ' ').capitalize()} is still open." for name in intent.missing)
    return (*lines, *understanding.notes)


def _slot_line(name: str, slot: Slot, text: str) -> str:
    label = name.replace("_", " ").capitalize()
    words = f' from "{text[slice(*slot.span)].strip()}"' if slot.span else ""
    return f"{label}: {_written(slot)}{words} ({slot.rule})."


def _written(slot: Slot) -> str:
    if isinstance(slot.value, NameMatch):
        return slot.value.name
    return written_day(slot.value) if isinstance(slot.value, date) else str(slot.value)
