"""Gathers whom the files name, from every table that knows something about them. Whether they already work here is
decided by the import."""

from __future__ import annotations

import re

from sales.importing import ImportedPerson


class PeopleSeen:
    """Everybody named so far, each once: by e-mail address, else by name whatever its case."""

    def __init__(self) -> None:
        self._found: dict[str, ImportedPerson] = {}
        self._key_of_email: dict[str, str] = {}

    def note(self, said: str, *, email: str = "", manager: str = "", team: str = "") -> None:
        """Adds what is said about somebody; what is already known stays."""
        name, email = (said, email) if "@" not in said else ("", email or said)
        if not name and not email:
            return
        key = self._key_of_email.get(email.casefold()) or (name or email).casefold()
        if email:
            self._key_of_email.setdefault(email.casefold(), key)
        known = self._found.get(key)
        self._found[key] = ImportedPerson(
            name=(known and known.name) or name or name_from(email),
            email=(known and known.email) or email,
            manager=(known and known.manager) or manager,
            team=(known and known.team) or team,
        )

    def all(self) -> tuple[ImportedPerson, ...]:
        """Everybody, managers who are named only as such among them."""
        for person in list(self._found.values()):
            if person.manager and person.manager.casefold() not in self._found:
                self.note(person.manager, team=person.team)
        return tuple(self._found.values())


def name_from(email: str) -> str:
    """A name out of an address: "dwight.schrute@example.com" is Dwight Schrute."""
    words = re.split(r"[._\-+\d]+", email.partition("@")[0])
    return " ".join(word.capitalize() for word in words if word) or email
