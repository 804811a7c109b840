"""Whom each sheet of a file, and each table on it, is about, as its names and titles say. Knows where such a title
stands; what it means `whose` knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sales.filling.facts import Facts
from sales.filling.layout import Layout, Table
from sales.filling.whose import Whose


def whose_sheet(layout: Layout, facts: Facts) -> Whose | None:
    """Whom a sheet is about: the person it names, else the team or person of its name; None where nothing says."""
    if layout.person:
        return Whose(layout.person, facts.names.named(layout.person))
    return _first(layout.titles, facts)


def whose_tables(layout: Layout, facts: Facts, sheet: Whose | None) -> list[Whose | None]:
    """Whom each table is about: whom a title right above it names, else the same as the table before it, else the
    `sheet`. A table that lists people the asker may see says itself whom it is about."""
    found: list[Whose | None] = []
    before = sheet
    for table in layout.tables:
        named = _first(table.titles, facts)
        before = named if named is not None and (not named.unsure or before is None) else before
        found.append(None if before is not None and before.person is None and _lists(layout, table, facts) else before)
    return found


def _first(titles: Iterable[str], facts: Facts) -> Whose | None:
    """The first title that surely means somebody, else the first that may."""
    found = [whose for title in titles if (whose := facts.whom.of(title)) is not None]
    return next((whose for whose in found if not whose.unsure), next(iter(found), None))


def all_titles(layouts: Iterable[Layout]) -> Iterator[str]:
    """Everything in a file that may name whom a sheet or a table is about."""
    for layout in layouts:
        yield from layout.titles
        for table in layout.tables:
            yield from table.titles


def _lists(layout: Layout, table: Table, facts: Facts) -> bool:
    key = table.key
    return key is not None and any(facts.names.named(layout.grid.text(row, key.index)) for row in table.listed)
