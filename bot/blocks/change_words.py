"""One change of a deal in words, the same on its card, in its history and under a number that moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.blocks import kit
from bot.blocks.fit import named
from sales.deal import RESTORED, DealChange, Field, read_value
from sales.money import Money
from sales.people import Person
from sales.process import ForecastCategory, Process

UNTOLD = frozenset({Field.CLOSED_ON, Field.SNOOZED_UNTIL, Field.CHANNEL, Field.ACCOUNT})
"""What follows from another change, or concerns nobody but the bot."""


@dataclass(frozen=True, slots=True)
class Names:
    """What stages and people are called, and on which clock days are told."""

    process: Process
    people: Mapping[int, Person]
    timezone: str


def in_words(change: DealChange, names: Names) -> str:
    """What the change did: "amount $40,000 → $54,000 (they added seats)"; "" for what is not told."""
    if change.field in UNTOLD:
        return ""
    what = {Field.CREATED: "created", Field.CONFIRMED: "confirmed as still right"}.get(change.field)
    if change.field is Field.DELETED:
        what = "brought back" if change.old == RESTORED else "deleted"
    if what is None:
        field = "forecast" if change.field is Field.CATEGORY else change.field.words
        what = f"{field} {_shown(names, change, change.old)} → {_shown(names, change, change.new)}"
    why = f" ({named(change.reason, 80)})" if change.reason else ""
    return f"{what}{why}"


def _shown(names: Names, change: DealChange, text: str | None) -> str:
    value = read_value(change.field, text)
    match change.field, value:
        case Field.CATEGORY, None:
            return "as the stage says"
        case _, None | "":
            return "–"
        case Field.STAGE, str(key):
            return named(names.process.by_key[key].name if key in names.process.by_key else key)
        case Field.OWNER, int(person_id):
            return named(names.people[person_id].name) if person_id in names.people else "somebody"
        case _, Money():
            return str(value)
        case _, date():
            return kit.day(value)
        case _, ForecastCategory():
            return value.words.lower()
        case _:
            return named(str(value), 80)
