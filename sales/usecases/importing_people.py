"""Who the people of an import are: those who work here already, by e-mail address or name, and those who are new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sales.errors import Invalid
from sales.importing import ImportedDeal, ImportedPerson
from sales.people import Person, Role, Team
from sales.usecases.ports import People


class Roster:
    """Everybody the import may mean. New people have ids below zero until `save`; with a dry run they keep them."""

    def __init__(self, team: Team, timezone: str) -> None:
        self._timezone = timezone
        self._people: dict[int, Person] = dict(team.by_id)
        self._by_said: dict[str, set[int]] = {}
        self._changed: list[int] = []
        self._saved: dict[int, int] = {}
        self.default_id: int | None = None
        for person in self._people.values():
            self._know(person)

    @property
    def created(self) -> tuple[str, ...]:
        """The names of the new people, in the order of the file."""
        return tuple(self._people[person_id].name for person_id in self._changed if person_id < 0)

    def add(self, people: Sequence[ImportedPerson]) -> None:
        """Finds or creates everybody, then ties each to their manager. Somebody others report to is a manager. What
        is already known of a person stays; only gaps are filled."""
        found = [(said, self._found_or_new(said)) for said in people]
        for said, person_id in found:
            bosses = self._by_said.get(_key(said.manager), set()) - {person_id} if said.manager else set()
            if len(bosses) == 1:
                self._reports_to(person_id, next(iter(bosses)))

    def nobody(self, name: str) -> int:
        """Somebody who stands for "not assigned yet": inactive, so that nothing is ever sent to them."""
        known = self._by_said.get(_key(name))
        return min(known) if known else self._new(ImportedPerson(name=name), active=False)

    def owner_of(self, row: ImportedDeal) -> int:
        """The id of the row's owner. Raises `Invalid` where two people have that name, or nobody is meant."""
        if not row.owner and self.default_id is not None:
            return self._saved.get(self.default_id, self.default_id)
        known = self._by_said.get(_key(row.owner), set())
        if len(known) == 1:
            return self._saved.get(person_id := next(iter(known)), person_id)
        if not known:
            raise Invalid(f'Nobody is called "{row.owner}".', field="owner")
        raise Invalid(
            f'{len(known)} people are called "{row.owner}". Give their e-mail address instead.', field="owner"
        )

    def name_of(self, person_id: int) -> str:
        return self._people[person_id].name

    def save(self, people: People, now: datetime) -> None:
        """Saves who is new or was completed; managers before those who report to them."""
        waiting = list(self._changed)
        while waiting:
            ready = [one for one in waiting if self._people[one].manager_id not in waiting] or waiting[:1]
            for person_id in ready:
                self._save_one(person_id, people, now)
            waiting = [one for one in waiting if one not in ready]

    def _save_one(self, person_id: int, people: People, now: datetime) -> None:
        person = self._people[person_id]
        manager = self._saved.get(person.manager_id, person.manager_id) if person.manager_id is not None else None
        if manager is not None and manager < 0:
            manager = None  # two people who report to each other: the loop is cut here
        since = now if person_id > 0 else None  # whoever is new here was there before: files hold the past
        saved = people.save(replace(person, id=max(person_id, 0), manager_id=manager), since)
        self._saved[person_id] = saved.id
        self._people[saved.id] = saved

    def _found_or_new(self, said: ImportedPerson) -> int:
        known = self._by_said.get(_key(said.email), set()) if said.email else set()
        known = known or {one for one in self._by_said.get(_key(said.name), set()) if self._may_be(one, said.email)}
        if len(known) != 1:
            return self._new(said)
        person = self._people[next(iter(known))]
        fuller = replace(person, email=person.email or said.email or None, team=person.team or said.team)
        if fuller != person:
            self._change(fuller)
        return person.id

    def _may_be(self, person_id: int, email: str) -> bool:
        """Whether somebody of that name can be meant: not if both have an address, and another one."""
        own = self._people[person_id].email
        return not own or not email or _key(own) == _key(email)

    def _new(self, said: ImportedPerson, *, active: bool = True) -> int:
        person = Person(
            id=-1 - sum(one < 0 for one in self._people),
            name=said.name,
            email=said.email or None,
            team=said.team,
            timezone=self._timezone,
            active=active,
        )
        self._change(person)
        return person.id

    def _reports_to(self, person_id: int, manager_id: int) -> None:
        person, manager = self._people[person_id], self._people[manager_id]
        if person.manager_id is None:
            self._change(replace(person, manager_id=manager_id))
        if manager.role is Role.REP:
            self._change(replace(manager, role=Role.MANAGER))

    def _change(self, person: Person) -> None:
        self._people[person.id] = person
        if person.id not in self._changed:
            self._changed.append(person.id)
        self._know(person)

    def _know(self, person: Person) -> None:
        for said in (person.name, person.email):
            if said:
                self._by_said.setdefault(_key(said), set()).add(person.id)


def _key(said: str) -> str:
    """A name or an address as it is compared; "Schrute, Dwight" is Dwight Schrute."""
    last, comma, first = said.partition(",")
    return " ".join((f"{first} {last}" if comma else said).casefold().split())
