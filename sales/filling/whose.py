"""Whose numbers a title of a spreadsheet is about: the team or the person that it names. Knows everybody, so that a
title about people whose numbers the asker may not see is not taken for one about nobody."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from sales.filling import titles, words
from sales.filling.sources import EVERYBODY, NOBODY
from sales.people import Person, Team

_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_OF_LEADER = (
    re.compile(
        rf"\b(?:team|group|org|gruppe|équipe|equipe|equipo)(?:\s+of|\s+von|\s+de)?\s+({_WORD}(?:\s{_WORD})?)", re.I
    ),
    re.compile(rf"({_WORD}(?:\s{_WORD})??)(?:['’]s|s['’])?\s+(?:team|group|org|people|reps|directs)\b", re.I),
)
MODEST = frozenset(
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
    the asker may not see, for a team that nobody leads alone, and where it may mean each of those who are `unsure`, or
    nobody in particular."""

    said: str
    person: Person | None
    unsure: tuple[Person, ...] = ()


class Whom:
    """Finds whom titles are about. `numbers` are the ids of those whose numbers the asker may see, `subject` is whose
    are meant where nobody is named: their own part of a larger team, too. `taught` is what the workspace has said of
    titles, by `titles.key_of`: a person's id, `EVERYBODY`, or `NOBODY`."""

    def __init__(
        self, team: Team, numbers: Collection[int], subject: Person, taught: Mapping[str, str] | None = None
    ) -> None:
        self._team = team
        self._numbers = numbers
        self._subject = subject
        self._taught = taught or {}
        self._split: frozenset[int] = frozenset()

    def compare(self, all_titles: Iterable[str]) -> None:
        """Looks at all titles of a file together: where several name different parts of one team's name, each may be
        about a part of that team, which nobody can know."""
        parts: dict[int, set[tuple[str, ...]]] = {}
        for title in all_titles:
            teams = self._teams_in_part(title)
            if len(teams) == 1 and teams[0] is not None:
                parts.setdefault(teams[0].id, set()).add(tuple(sorted(titles.left_of(title))))
        self._split = frozenset(person for person, named in parts.items() if len(named) > 1)

    def of(self, title: str) -> Whose | None:
        """Whom a title is about: it names a team ("EMEA & Asia – commit") or a part of its name, whoever leads one
        ("Team Lee", "Lee's team"), or somebody, in full or set apart ("Dana – commit"); None where it names nobody, or
        several teams."""
        said = self._taught.get(titles.key_of(title))
        if said == EVERYBODY:
            return None
        if said == NOBODY:
            return Whose(title, None)
        known = self._team.by_id.get(int(said)) if said is not None and said.isdecimal() else None
        if known is not None and known.active:
            return Whose(title, self._seen(known))
        found = list(self._named(title))
        if not found:
            return self._in_short(title)
        leaders = {person.id: person for person in found if person is not None}
        if len(leaders) > 1:
            return None
        return Whose(title, self._seen(next(iter(leaders.values()), None)))

    def _seen(self, person: Person | None) -> Person | None:
        """The person, if the asker may see their numbers; the asker's own part of a larger team."""
        if person is not None and person.id not in self._numbers:
            return self._subject if self._subject.id in self._team.subtree(person.id) else None
        return person

    def _in_short(self, title: str) -> Whose | None:
        """Whom a title names by less than the whole name: surely, where nobody shares it and nothing else is left of
        the title; with the question who, where there are several or other words."""
        left = titles.left_of(title)
        if not left or "|" in title:  # what stands beside each other is no title together
            return None
        apart = {*(" ".join(segment) for segment in titles.segments(title)), titles.owner_in(title)}
        named, alone = [form for form in left if form in self._called], len(left) == 1
        if alone and named and len(self._called[left[0]]) == 1 and (left[0] in apart or not titles.is_word(left[0])):
            return Whose(title, self._seen(self._called[left[0]][0]))
        teams = self._teams_in_part(title)
        if len(teams) == 1 and (teams[0] is None or teams[0].id not in self._split):
            return Whose(title, self._seen(teams[0]))
        spoken = titles.spoken_of(title)
        people = [person for form in named if form in spoken for person in self._called[form]]
        maybe = [person for person in (*people, *teams) if person is not None and (alone or self._leads(person))]
        unsure = tuple({person.id: person for person in maybe if person.id in self._numbers}.values())
        return Whose(title, None, unsure) if unsure not in ((), (self._subject,)) else None

    def _teams_in_part(self, title: str) -> list[Person | None]:
        """Who leads the teams of whose names a title has a part, and nothing else but what stands in any title."""
        left = set(titles.left_of(title))
        if not left or not left & titles.spoken_of(title):
            return []
        return [
            leader
            for name, leader in self._teams.items()
            if name not in MODEST and left <= set(titles.left_of(name)) and name != " ".join(left)
        ]

    def _leads(self, person: Person) -> bool:
        return person.leads or person.id in self._team.reports

    def teams_below(self, person: Person) -> list[Person]:
        """Those who report to a person and lead people, by the name of their team: the parts of a table of teams."""
        below = [one for one in self._team.reports.get(person.id, ()) if one.active and self._leads(one)]
        return sorted(below, key=lambda one: (self.team_of(one).casefold(), one.id))

    def team_of(self, leader: Person) -> str:
        """What a leader's team is called: by its name, if nobody else leads one of that name, else by theirs."""
        return leader.team if self._teams.get(words.plain(leader.team)) == leader else leader.name

    def leader(self, name: str) -> Person | None:
        """The one person who leads the team of that name, if the asker may see their numbers."""
        plain = words.plain(name)
        person = self._teams.get(plain) if plain else None
        return person if person is not None and person.id in self._numbers else None

    def _named(self, title: str) -> Iterator[Person | None]:
        said = f" {words.plain(title)} "
        taken = said
        for name in sorted(self._teams, key=len, reverse=True):
            if name not in MODEST and f" {name} " in taken:
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
    def _called(self) -> dict[str, list[Person]]:
        """Everybody at work by first name, and by last name."""
        found: dict[str, list[Person]] = {}
        for person in self._team:
            parts = words.plain(person.name).split() if person.active else []
            for form in {parts[0], parts[-1]} if len(parts) > 1 else ():
                found.setdefault(form, []).append(person)
        return found

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
