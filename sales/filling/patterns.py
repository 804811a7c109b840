"""The sheet that is meant once for every seller, where the file has only the pattern: who gets one, and what each is
called. Knows people and titles; copying is the file's business."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sales.filling.facts import Facts
from sales.filling.layout import Layout
from sales.filling.plan import Told
from sales.people import Person
from sales.period import Period

MOST_COPIES = 60
LONGEST_TITLE = 31
"""Characters of a sheet's title that Excel takes."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def copies_of(layout: Layout, others: Sequence[Layout], facts: Facts, period: Period, told: Told) -> list[Layout]:
    """The pattern's copies, one for every seller below the subject who has no sheet in the file yet, by name; none for
    a pattern that is the subject's own, or that cannot be copied, and then that is said."""
    people = list(sellers(facts, facts.subject, period))
    if people == [facts.subject] or not people:
        return []
    title = layout.grid.title
    if layout.grid.unique:
        told.note(f"“{title}” is one for every seller, but I could not copy it: {layout.grid.unique}.")
        return []
    there = {known.id for other in others if other.person and (known := facts.names.named(other.person))}
    wanted = [person for person in people if person.id not in there]
    if len(wanted) > MOST_COPIES:
        told.note(f"“{title}” is copied for {MOST_COPIES} of {len(wanted)} sellers: nobody reads more sheets.")
    taken = {other.grid.title.casefold() for other in others}
    copies = []
    for person in wanted[:MOST_COPIES]:
        named = title_for(person.name, taken)
        taken.add(named.casefold())
        copies.append(replace(layout, grid=replace(layout.grid, title=named), person=person.name, each=False))
    return copies


def sellers(facts: Facts, person: Person, period: Period) -> Iterator[Person]:
    """Everybody below who leads nobody, or sells besides, by name; who left, while something of theirs counts."""
    for line in sorted(facts.line(person, period).everyone(), key=lambda line: line.person.name.casefold()):
        sells = not line.own.is_empty or not (line.reports or line.person.leads)
        if sells and (line.person.active or not line.own.is_empty):
            yield line.person


def title_for(name: str, taken: Iterable[str]) -> str:
    """A title for somebody's sheet that Excel takes, and no other sheet has (`taken`, in lower case)."""
    known = set(taken)
    plain = " ".join(_FORBIDDEN.sub(" ", name).split()).strip("'") or "Seller"
    marks = ("", *(f" ({n})" for n in range(2, 999)))
    titles = (f"{plain[: LONGEST_TITLE - len(mark)].rstrip()}{mark}" for mark in marks)
    return next(title for title in titles if title.casefold() not in known)
