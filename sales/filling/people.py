"""Whom a text in a spreadsheet names. Knows people's names and addresses; never guesses between two."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cached_property

from sales.people import Person


class Names:
    """The people that a text may name."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._people = tuple(people)

    def named(self, text: str) -> Person | None:
        """The one person that a text names: by full name in either order, by address, or by a first or last name that
        nobody shares; None for nobody and for several. Somebody at work comes before somebody who left."""
        said = _plain(text)
        if not said:
            return None
        first, comma, last = text.partition(",")
        turned = _plain(f"{last} {first}") if comma else said
        return self._index.get(turned) or self._index.get(said)

    def only(self, person: Person) -> Person | None:
        """The person, if they are among those that a text may name."""
        return person if person in self._people else None

    def knows(self, text: str) -> bool:
        """Whether a text could name somebody, or several."""
        first, comma, last = text.partition(",")
        return _plain(text) in self._index or (bool(comma) and _plain(f"{last} {first}") in self._index)

    @cached_property
    def _index(self) -> dict[str, Person | None]:
        found: dict[str, Person | None] = {}
        present = [person for person in self._people if person.active]
        for group in (present, [person for person in self._people if not person.active]):
            for forms in (_whole, _parts):
                fresh: dict[str, Person | None] = {}
                for person in group:
                    for form in forms(person):
                        fresh[form] = None if form in fresh else person
                for form, one in fresh.items():
                    found.setdefault(form, one)
        return found


def _whole(person: Person) -> set[str]:
    words = _plain(person.name).split()
    forms = {" ".join(words), " ".join([*words[1:], *words[:1]])}
    if len(words) > 1:
        forms |= {f"{words[0][0]} {words[-1]}", f"{words[0]} {words[-1][0]}"}
    return forms | ({_plain(person.email)} if person.email else set())


def _parts(person: Person) -> set[str]:
    words = _plain(person.name).split()
    return {words[0], words[-1]} if len(words) > 1 else set()


def _plain(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() or c == "@" else " " for c in bare.replace("'", "")).split())
