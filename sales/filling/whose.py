"""Whose numbers a title of a spreadsheet is about: the team or the person that it names. Knows everybody, so that a
title about people whose numbers the asker may not see is not taken for one about nobody."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from sales.filling import words
from sales.people import Person, Team

_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_OF_LEADER = (
    re.compile(
        rf"\b(?:team|group|org|gruppe|équipe|equipe|equipo)(?:\s+of|\s+von|\s+de)?\s+({_WORD}(?:\s{_WORD})?)", re.I
    ),
    re.compile(rf"({_WORD}(?:\s{_WORD})??)(?:['’]s|s['’])?\s+(?:team|group|org|people|reps|directs)\b", re.I),
)
_MODEST = frozenset(
    [
        "sales",
        "revenue",
        "forecast",
        "commit",
        "company",
        "team",
        "all",
        "total",
        "pipeline",
        "deals",
        "board",
        "everybody",
    ]
)
"""Names of teams that stand in titles without meaning them."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom a text (`said`) means: the one who leads the team, or the person; None for nobody, for people whose numbers
    the asker may not see, and for a team that nobody leads alone."""

    said: str
    person: Person | None


class Whom:
    """Finds whom titles are about. `numbers` are the ids of those whose numbers the asker may see, `subject` is whose
    are meant where nobody is named: their own part of a larger team, too."""

    def __init__(self, team: Team, numbers: Collection[int], subject: Person) -> None:
        self._team = team
        self._numbers = numbers
        self._subject = subject

    def of(self, title: str) -> Whose | None:
        """Whom a title is about: it names a team ("EMEA & Asia – commit"), whoever leads one ("Team Lee", "Lee's
        team"), or somebody in full; None where it names nobody, or several teams."""
        found = list(self._named(title))
        leaders = {person.id: person for person in found if person is not None}
        if not found or len(leaders) > 1:
            return None
        person = next(iter(leaders.values()), None)
        if person is not None and person.id not in self._numbers:
            person = self._subject if self._subject.id in self._team.subtree(person.id) else None
        return Whose(title, person)

    def leader(self, name: str) -> Person | None:
        """The one person who leads the team of that name, if the asker may see their numbers."""
        plain = words.plain(name)
        person = self._teams.get(plain) if plain else None
        return person if person is not None and person.id in self._numbers else None

    def _named(self, title: str) -> Iterator[Person | None]:
        said = f" {words.plain(title)} "
        taken = said
        for name in sorted(self._teams, key=len, reverse=True):
            if name not in _MODEST and f" {name} " in taken:
                taken = taken.replace(f" {name} ", "  ")
                yield self._teams[name]
        for name, person in self._people.items():
            if said.startswith(f" {name} "):  # behind other words it may be who wrote it, or for whom
                yield person
        if taken == said:
            yield from self._led(title)

    def _led(self, title: str) -> Iterator[Person]:
        """Who leads the team that a title calls by their name, whole or in part."""
        for pattern in _OF_LEADER:
            for match in pattern.finditer(title):
                name = words.plain(match[1])
                one = self._leaders.get(name) or self._leaders.get(name.partition(" ")[0])
                if one is not None:
                    yield one

    @cached_property
    def _teams(self) -> dict[str, Person | None]:
        """Every team's name with who leads it alone: nobody above them leads it, too."""
        named: dict[str, list[Person]] = {}
        for person in self._team:
            if person.active and (plain := words.plain(person.team)):
                named.setdefault(plain, []).append(person)
        return {name: self._leader_of(people) for name, people in named.items()}

    def _leader_of(self, people: list[Person]) -> Person | None:
        ids = {person.id for person in people if person.leads}
        top = [person for person in people if person.leads and person.manager_id not in ids]
        if top:
            return top[0] if len(top) == 1 else None
        above = {person.manager_id for person in people}
        [manager] = above if len(above) == 1 else [None]
        below = {person.id for person in self._team.reports.get(manager or 0, ()) if person.active}
        return self._team.by_id.get(manager or 0) if below == {person.id for person in people} else None

    @cached_property
    def _people(self) -> dict[str, Person]:
        """Everybody at work by full name; a first name alone is too many things."""
        named = ((words.plain(person.name), person) for person in self._team if person.active)
        return {name: person for name, person in named if " " in name}

    @cached_property
    def _leaders(self) -> dict[str, Person | None]:
        """Everybody who leads, by full, first and last name; None where two share one."""
        found: dict[str, Person | None] = {}
        for person in self._team:
            if person.active and (person.leads or person.id in self._team.reports):
                parts = words.plain(person.name).split()
                for form in {" ".join(parts), parts[0], parts[-1]} if parts else ():
                    found[form] = None if form in found else person
        return found
