"""Who used whose numbers: opened, drilled into, exported, adjusted. Says whose deals a use was about and whom that
concerns; never judges anybody by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sales.people import Person, Team

KEPT_FOR = timedelta(days=180)
ONCE_IN = timedelta(hours=1)
"""The same use again within an hour is the same use: nobody is more diligent for clicking twice."""


class Way(Enum):
    """What somebody did with numbers."""

    OPENED = "opened"
    DRILLED = "drilled"
    EXPORTED = "exported"
    ADJUSTED = "adjusted"
    FIREDRILL = "firedrill"

    @property
    def words(self) -> str:
        said = {"drilled": "looked at the deals", "exported": "took the workbook", "firedrill": "called a firedrill"}
        return said.get(self.value, self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One person used the numbers of `subject_id`'s subtree for a period, by name. `delivery_id` is the message it was
    used from, if it was one of ours. `at` is aware."""

    person_id: int
    way: Way
    subject_id: int
    period: str
    at: datetime
    delivery_id: int | None = None


def unasked(uses: Iterable[Use], team: Team) -> int:
    """How often somebody had a forecast of other people's deals by opening it: not by a firedrill, for which people are
    asked, and not of their own deals alone, about which nobody would have been."""
    opened = [use for use in uses if use.way is Way.OPENED]
    return sum(bool(team.subtree(use.subject_id) - {use.person_id}) for use in opened)


def readers_of(person: Person, uses: Iterable[Use], team: Team) -> tuple[Person, ...]:
    """Who else used numbers that this person's deals are part of, the latest first, each once. People who left are not
    named."""
    found: dict[int, Person] = {}
    for use in sorted(uses, key=lambda use: use.at, reverse=True):
        reader = team.by_id.get(use.person_id)
        if reader is None or not reader.active or reader.id == person.id:
            continue
        if person.id in team.subtree(use.subject_id):
            found.setdefault(reader.id, reader)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Usage:
    """How often one leader used numbers, by way; every leader has one, also who never did."""

    person: Person
    counts: dict[Way, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def usage_of_leaders(viewer: Person, uses: Iterable[Use], team: Team) -> tuple[Usage, ...]:
    """What the leaders above and below `viewer`, and they themselves, made of the numbers: upward as well as downward,
    most first, then by name."""
    seen = {above.id for above in team.managers_above(viewer.id)} | team.subtree(viewer.id)
    leaders = [team[i] for i in seen if team[i].active and (team[i].leads or i in team.reports)]
    counts: dict[int, dict[Way, int]] = {leader.id: {} for leader in leaders}
    for use in uses:
        if use.person_id in counts:
            own = counts[use.person_id]
            own[use.way] = own.get(use.way, 0) + 1
    found = [Usage(leader, counts[leader.id]) for leader in leaders]
    return tuple(sorted(found, key=lambda usage: (-usage.total, usage.person.name.casefold(), usage.person.id)))
