"""Answers "Why?": which words gave what, by which rule."""

from __future__ import annotations

from typing import Final

from sales.language.certainty import forbids
from sales.language.echo import written
from sales.language.normalise import normalise
from sales.language.understanding import Action, Intent, IntentKind, Slot, Understanding
from sales.relative import in_words


def explain(understanding: Understanding) -> tuple[str, ...]:
    """One sentence for each thing that was understood, and for each that was deliberately not."""
    lines: list[str] = []
    for intent in understanding.intents:
        said = understanding.text[slice(*intent.span)].strip() if intent.span else ""
        words = f'"{said}"' if said else "the message"
        lines.append(f"{words} is {_CALLED[intent.kind]}{_by(intent)}.")
        lines.extend(_slot_line(intent, name, slot, understanding.text) for name, slot in intent.slots.items())
        lines.extend(f"{name.replace('_', ' ').capitalize()} is still open." for name in intent.missing)
    return (*lines, *(understanding.notes or _why_not(understanding)))


def _why_not(understanding: Understanding) -> tuple[str, ...]:
    """Which of its words kept a message from being read as an instruction."""
    reason = forbids(normalise(understanding.text).low) if understanding.action is Action.IGNORE else ""
    return (f"Not read as an instruction: {reason}.",) if reason else ()


_CALLED: Final = {
    IntentKind.LOG_ACTIVITY: "something that happened",
    IntentKind.MOVE_STAGE: "a change of stage",
    IntentKind.WIN_DEAL: "a win",
    IntentKind.LOSE_DEAL: "a loss",
    IntentKind.SET_AMOUNT: "an amount",
    IntentKind.SET_CLOSE_DATE: "a close date",
    IntentKind.SET_CATEGORY: "a forecast category",
    IntentKind.SET_NEXT_STEP: "a next step",
    IntentKind.ADD_CONTACT: "a contact",
    IntentKind.ADD_ACCOUNT: "a new account",
    IntentKind.CREATE_DEAL: "a new deal",
    IntentKind.DELETE_DEAL: "a deal to delete",
    IntentKind.REASSIGN: "a change of owner",
    IntentKind.SET_SOURCE: "a source",
    IntentKind.RENAME_DEAL: "a new name",
    IntentKind.SNOOZE: "a wish for quiet",
    IntentKind.CONFIRM_DEAL: "a deal that is still right",
    IntentKind.SUBMIT_CALL: "your call",
    IntentKind.UNDO: "an undo",
    IntentKind.CORRECT: "a correction",
    IntentKind.QUERY_DEAL: "a question about a deal",
    IntentKind.QUERY_PIPELINE: "a question about the pipeline",
    IntentKind.QUERY_FORECAST: "a question about the forecast",
    IntentKind.QUERY_CHANGES: "a question about what changed",
    IntentKind.QUERY_ACTIVITY: "a question about what happened",
    IntentKind.QUERY_CONTACT: "a question about people",
    IntentKind.QUERY_AGENDA: "a question about what is to be done",
    IntentKind.HELP: "a wish for help",
    IntentKind.OTHER: "a request that is not mine",
}
"""What each kind of intent is called."""


def _by(intent: Intent) -> str:
    """Which words said so; a question says that itself."""
    return f", {intent.rule}" if intent.rule.startswith("by ") else ""


def _slot_line(intent: Intent, name: str, slot: Slot, text: str) -> str:
    label = name.replace("_", " ").capitalize()
    words = f' from "{text[slice(*slot.span)].strip()}"' if slot.span else ""
    if name == "by":
        value = " or ".join(map(in_words, str(slot.value).split(" or ")))
    elif name in ("over", "under"):
        value = str(slot.value)
    else:
        value = written(intent, name)
    return f"{label}: {value}{words} ({slot.rule})."
