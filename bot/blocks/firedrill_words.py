"""The words that all messages of a firedrill share: counts, times, doubts, how far it has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.blocks import kit
from bot.blocks.fit import named, names
from bot.blocks.kit import Block
from sales.firedrill import Doubt, Progress
from sales.people import Person
from sales.period import zone
from sales.usecases.drill_views import DrillLine

LATE = "after the final"


def progress_words(progress: Progress, waiting: Sequence[Person]) -> str:
    """How many doubtful deals have been answered, and who is still waited for."""
    if not progress.total:
        return "No deal is in doubt; there was nothing to ask."
    if progress.is_done:
        every = "The one doubtful deal is" if progress.total == 1 else f"All {progress.total} doubtful deals are"
        return f"{every} confirmed. :white_check_mark:"
    who = names([person.first_name for person in waiting], at_most=5)
    return f"{progress.settled} of {n_deals(progress.total)} confirmed, waiting for {who}."


def settled_by(line: DrillLine) -> str:
    """How a deal was settled: as its owner answered, or else it was updated, won or lost."""
    return named(line.noted.answer or ("updated" if line.deal.is_open else str(line.deal.outcome.value)))


def doubts(found: Iterable[Doubt]) -> str:
    """What is doubtful about a deal, in words."""
    return "; ".join(doubt.words for doubt in found)


def note_of(note: str, caller: Person) -> list[Block]:
    """The caller's note, if there is one."""
    return [kit.context(f"{named(caller.first_name, 30)}: “{named(note, 300)}”")] if note else []


def lasting(span: timedelta) -> str:
    """A stretch of time as people say it: 40 s, 3 min, 1 h 15 min."""
    seconds = int(span.total_seconds())
    if seconds < 60:
        return f"{seconds} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return " ".join(filter(None, (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "")))


def clock(instant: datetime, reader: Person, now: datetime) -> str:
    """By when, on the reader's clock: "by 16:30 EST", with the day where it is not today."""
    return f"by {wall_time(instant, reader, now)}"


def wall_time(instant: datetime, reader: Person, now: datetime) -> str:
    """The same without the "by"."""
    place = zone(reader.timezone)
    local, today = instant.astimezone(place), now.astimezone(place).date()
    on = "" if local.date() == today else f" on {kit.day(local.date())}"
    return f"{local:%H:%M} {local.tzname()}{on}"


def n_deals(count: int) -> str:
    """So many deals."""
    return "1 deal" if count == 1 else f"{count:,} deals"


def people_are(count: int) -> str:
    """So many people, with the verb."""
    return "1 person is" if count == 1 else f"{count} people are"
