"""A table of people whose rows name nobody but their teams: a title, blank rows for its people, the next title. Knows
which rows are whose; filling them in is `people_rows`' business."""

from __future__ import annotations

from dataclasses import replace

from sales.filling.facts import Facts
from sales.filling.layout import Table
from sales.filling.sources import Source
from sales.filling.writing import Sheet
from sales.people import Person


def groups_of(sheet: Sheet, table: Table, facts: Facts) -> list[tuple[Table, Person]]:
    """The groups of such a table, each with who leads its team. None for any other table, and where a title has no
    blank row below it. A title of a team that the asker sees nothing of is told as nobody's; its rows stay as they
    are."""
    key, blank = table.key, set(table.blank)
    if key is None or key.source is Source.TEAM or not table.listed or not blank:
        return []
    titles = {row: sheet.grid.text(row, key.index) for row in table.listed}
    if any(map(facts.names.knows, titles.values())) or any(row + 1 not in blank for row in titles):
        return []
    meant = {row: whose for row, said in titles.items() if (whose := facts.whom.of(said)) is not None}
    if len(meant) < len(titles):
        return []
    found = []
    for row, said in titles.items():
        leader = meant[row].person
        if leader is None:
            sheet.told.means_nobody(said, meant[row].unsure)
            continue
        rows = [row + 1]
        while rows[-1] + 1 in blank:
            rows.append(rows[-1] + 1)
        group = replace(table, first=rows[0], last=rows[-1], listed=(), blank=tuple(rows), totals=None, titles=(said,))
        found.append((replace(group, is_open=table.is_open and row == max(titles)), leader))
    return found
