"""What a correction makes of something that happened: its kind, its day, who was there, what the note says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sales.activity import Activity
from sales.language.understanding import SlotValue
from sales.process import Process

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
