"""People, what they are to the team, and who may see and change what. Knows the reporting tree;
knows neither Slack's users nor how anybody signed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from functools import cached_property

from sales.errors import NotAllowed
from sales.period import WorkCalendar


class Role(Enum):
    """What a person is to the team. A manager has a subtree; an executive sees everyone."""

    REP = "rep"
    MANAGER = "manager"
    EXECUTIVE = "executive"


class Visibility(Enum):
    """Whose deals a rep may see besides their own and their subtree's."""

    OWN = "own"
    TEAM = "team"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of the team. `manager_id` is who they report to; `active` is false once they have left."""

    id: int
    name: str
    role: Role = Role.REP
    manager_id: int | None = None
    timezone: str = "UTC"
    country: str | None = None
    days_off: frozenset[date] = field(default=frozenset())
    slack_id: str | None = None
    email: str | None = None
    active: bool = True
    admin: bool = False
    team: str = ""

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else self.name

    @property
    def leads(self) -> bool:
        return self.role in (Role.MANAGER, Role.EXECUTIVE)

    @property
    def work_calendar(self) -> WorkCalendar:
        return WorkCalendar(self.country, self.days_off)


class Team:
    """Everybody of one workspace, and the tree they form. A loop in the tree is cut where it closes."""

    def __init__(self, people: Iterable[Person], visibility: Visibility = Visibility.TEAM) -> None:
        self.by_id = {person.id: person for person in people}
        self.visibility = visibility

    def __iter__(self) -> Iterator[Person]:
        return iter(self.by_id.values())

    def __len__(self) -> int:
        return len(self.by_id)

    def __getitem__(self, person_id: int) -> Person:
        return self.by_id[person_id]

    @cached_property
    def by_slack_id(self) -> dict[str, Person]:
        """Everybody whom Slack knows, by that id."""
        return {person.slack_id: person for person in self.by_id.values() if person.slack_id is not None}

    @cached_property
    def reports(self) -> dict[int, tuple[Person, ...]]:
        """The direct reports of each person who has any, by name."""
        found: dict[int, list[Person]] = {}
        for person in sorted(self.by_id.values(), key=lambda p: (p.name.casefold(), p.id)):
            if person.manager_id is not None and person.manager_id in self.by_id:
                found.setdefault(person.manager_id, []).append(person)
        return {manager: tuple(people) for manager, people in found.items()}

    @cached_property
    def _subtrees(self) -> dict[int, frozenset[int]]:
        return {}

    def subtree(self, person_id: int) -> frozenset[int]:
        """The ids of the person and of everyone below, people who left included."""
        known = self._subtrees.get(person_id)
        if known is not None:
            return known
        seen: set[int] = set()
        waiting = [person_id]
        while waiting:
            current = waiting.pop()
            if current not in seen:
                seen.add(current)
                waiting.extend(person.id for person in self.reports.get(current, ()))
        return self._subtrees.setdefault(person_id, frozenset(seen))

    def managers_above(self, person_id: int) -> tuple[Person, ...]:
        """The chain of managers above a person, nearest first."""
        chain: list[Person] = []
        seen = {person_id}
        current = self.by_id.get(person_id)
        while current is not None and current.manager_id is not None and current.manager_id not in seen:
            seen.add(current.manager_id)
            current = self.by_id.get(current.manager_id)
            if current is not None:
                chain.append(current)
        return tuple(chain)

    @cached_property
    def top(self) -> tuple[Person, ...]:
        """The people with nobody above them who lead somebody, by name."""
        return tuple(
            sorted(
                (p for p in self.by_id.values() if not self.managers_above(p.id) and (p.leads or p.id in self.reports)),
                key=lambda p: (p.name.casefold(), p.id),
            )
        )

    def in_order(self) -> tuple[tuple[int, Person], ...]:
        """Everybody once, with how many are above them: each after whom they report to, else by name. People who report
        to each other in a loop come last."""
        by_name = sorted(self.by_id.values(), key=lambda p: (p.name.casefold(), p.id))
        tops = [person for person in by_name if person.manager_id not in self.by_id]
        found: dict[int, tuple[int, Person]] = {}
        for first in [*tops, *by_name]:
            waiting = [(0, first)]
            while waiting:
                depth, person = waiting.pop()
                if person.id not in found:
                    found[person.id] = (depth, person)
                    waiting += [(depth + 1, below) for below in reversed(self.reports.get(person.id, ()))]
        return tuple(found.values())

    @property
    def admins(self) -> tuple[Person, ...]:
        """Who may change settings, by name."""
        found = (person for person in self.by_id.values() if person.admin and person.active)
        return tuple(sorted(found, key=lambda person: (person.name.casefold(), person.id)))

    def under_one(self, timezone: str) -> tuple[Team, Person]:
        """The same team with one line above all who have nobody above them, and that line: nobody's, and so without an
        id that a person could have."""
        everybody = Person(id=0, name="Everybody", role=Role.EXECUTIVE, timezone=timezone)
        people = [p if self.managers_above(p.id) else replace(p, manager_id=everybody.id) for p in self.by_id.values()]
        return Team([everybody, *people], self.visibility), everybody

    # What a person may do. Decided from the person alone, never from what a message carries.

    def sees_numbers_of(self, person: Person) -> frozenset[int]:
        """Whose forecast, quota and calls `person` may see: own and the subtree's; executives and admins, all."""
        if person.role is Role.EXECUTIVE or person.admin:
            return frozenset(self.by_id)
        return self.subtree(person.id)

    def sees_deals_of(self, person: Person) -> frozenset[int]:
        """Whose deals `person` may see: those whose numbers they see and, as the workspace has set it,
        those of people with the same manager, or everyone's."""
        if self.visibility is Visibility.EVERYONE:
            return frozenset(self.by_id)
        seen = self.sees_numbers_of(person)
        if self.visibility is Visibility.TEAM and person.manager_id is not None:
            peers = self.reports.get(person.manager_id, ())
            seen = seen.union(*(self.subtree(peer.id) for peer in peers if not peer.leads))
        return seen

    def changes_deals_of(self, person: Person) -> frozenset[int]:
        """Whose deals `person` may change: own and the subtree's; executives, all. Being an admin gives no
        right to change other people's deals."""
        if not person.active:
            return frozenset()
        return frozenset(self.by_id) if person.role is Role.EXECUTIVE else self.subtree(person.id)

    def works_with(self, person: Person, other: Person) -> bool:
        """Whether both are on one team: one leads the other, or they have the same manager; executives are on every
        team."""
        if person.role is Role.EXECUTIVE or other.id in self.subtree(person.id) or person.id in self.subtree(other.id):
            return True
        return person.manager_id == other.manager_id

    def unless_all(self, people: frozenset[int]) -> frozenset[int] | None:
        """These people, or None where they are the whole team: then nobody need be named to the database."""
        return None if people.issuperset(self.by_id) else people

    def require_numbers(self, person: Person, subject_id: int) -> None:
        """Raises `NotAllowed` unless `person` may see the numbers of `subject_id`."""
        if subject_id not in self.sees_numbers_of(person):
            raise NotAllowed("You can see your own numbers and those of the people who report to you.")


def require_admin(person: Person, team: Team) -> None:
    """Raises `NotAllowed` unless `person` is an admin, saying whom of the `team` to ask."""
    if not person.admin:
        names = " or ".join(admin.name for admin in team.admins[:3])
        raise NotAllowed(f"Only an admin can change this. Ask {names or 'whoever installed Firebreak'}.")
