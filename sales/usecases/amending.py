"""What a correction makes of something that happened: its kind, its day, who was there, what the note says; and what is
asked where a bare day may be that of the note. Saves nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from sales.activity import Activity
from sales.language import Choice, Question
from sales.language.understanding import SlotValue
from sales.period import day_words
from sales.process import Process
from sales.usecases.answers import CONFIRM, NO, YES

OF_ACTIVITIES = ("kind", "happened_on", "contact", "more_contact", "note", "more_note")
"""What can be said anew of something that happened."""


def amended(activity: Activity, slot: str, value: SlotValue, process: Process) -> Activity:
    """The activity with one of `OF_ACTIVITIES` as it was meant; what is added stands behind what was there."""
    said = str(value)
    match slot:
        case "happened_on" if isinstance(value, date):
            return replace(activity, happened_on=value)
        case "contact":
            return replace(activity, contact=said)
        case "more_contact":
            return replace(activity, contact=f"{activity.contact} and {said}" if activity.contact else said)
        case "note":
            return replace(activity, note=said)
        case "more_note":
            return replace(activity, note=f"{activity.note}, {said}" if activity.note else said)
        case _:
            return replace(activity, kind=process.kind(said).key)


_SAYS_WHEN: Final = re.compile(
    r"\b(?:was|were|happened|took place|called|met|spoke|talked|yesterday|today)\b", re.IGNORECASE
)
"""Words of a correction that leave no doubt that it is about when something happened."""
_A_DAY: Final = re.compile(
    r"\b(?:(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|satur|sun)(?:day)?|tomorrow|next week"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]* \d{1,2}|\d{1,2}/\d{1,2})\b",
    re.IGNORECASE,
)


def perhaps_of_the_note(
    activities: Iterable[Activity], slot: str, value: SlotValue, said: str, process: Process
) -> Question | None:
    """The question whether a day is that on which it happened, where the note names a day too ("contract goes to legal
    Thursday", "no, Friday"); None where the correction says so, or no note names one."""
    if slot != "happened_on" or not isinstance(value, date) or _SAYS_WHEN.search(said):
        return None
    told = next((one for one in activities if _A_DAY.search(one.note)), None)
    if told is None:
        return None
    kind = process.kind(told.kind).name.lower()
    sentence = f"Was the {kind} on {day_words(value)}? The day in its note stays as you wrote it."
    return Question(CONFIRM, sentence, (Choice(f"Yes, {day_words(value)}", YES), Choice("No", NO)))
