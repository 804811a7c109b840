"""Reads a sheet: its tables first, then the labelled cells of the rows that are left, then what it is about as a whole.
Knows the order; what each looks like is their own business."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sales.filling import words
from sales.filling.dated import with_periods
from sales.filling.grid import Grid
from sales.filling.headings import Reader
from sales.filling.labels import about, labels_of
from sales.filling.layout import IsPerson, Kind, Label, Layout, Table
from sales.filling.sources import PERSON_KEYS, Source
from sales.filling.tables import tables_of
from sales.period import FiscalCalendar, Period

_NOTED_ROWS = 6


def layout_of(grid: Grid, reader: Reader, is_person: IsPerson, is_team: IsPerson = lambda _: False) -> Layout:
    """Reads a sheet. `is_person` knows whether a text names somebody of the workspace, `is_team` whether a team."""
    grid = with_periods(grid, reader.calendar)
    tables = [_headed_by_team(table, is_team) for table in tables_of(grid, reader, is_person, is_team)]
    taken = {row for table in tables for row in range(table.header - 1, max(table.last, table.totals or 0) + 1)}
    labels, others = labels_of(grid, reader, lambda text: is_person(text) or is_team(text), taken)
    unknown: list[str] = []
    left: list[str] = []
    headings = [column.heading.text for table in tables for column in table.columns if column.source is None]
    for text in (*headings, *others):
        (left if reader.is_empty_on_purpose(text) else unknown).append(text)
    person, period, currency, scale = about(grid, reader, is_person, labels, [table.header for table in tables])
    return Layout(
        grid=grid,
        tables=tuple(tables),
        labels=tuple(labels),
        person=person,
        period=period or _spanned(tables, reader.calendar),
        currency=currency,
        scale=scale,
        unknown=tuple(dict.fromkeys(unknown)),
        left=tuple(dict.fromkeys(left)),
        each=not person and _is_for_each(grid, labels),
        titles=_titles(grid, labels, bool(tables)),
    )


def _headed_by_team(table: Table, is_team: IsPerson) -> Table:
    """A table whose first heading is a team's name, where those of its people would be, is about that team."""
    first = table.columns[0] if table.columns else None
    if table.kind is Kind.DEALS or table.key is not None or first is None or first.source is not None:
        return table
    if not is_team(first.heading.text):
        return table
    named = replace(first, heading=replace(first.heading, source=Source.PERSON))
    return replace(table, columns=(named, *table.columns[1:]), titles=(first.heading.text, *table.titles))


def _spanned(tables: Sequence[Table], calendar: FiscalCalendar) -> Period | None:
    """The period that the columns make up together, where no title names one: October, November and December are a
    quarter, which their quotas are for."""
    named = {column.heading.period for table in tables for column in table.columns} - {None}
    periods = sorted(period for period in named if period is not None)
    if not periods:
        return None
    return calendar.known(periods[0].start, max(period.end for period in periods))


def _titles(grid: Grid, labels: Sequence[Label], has_tables: bool) -> tuple[str, ...]:
    """What may name whom the sheet is about: its name, its team, and where it has no table, for that has titles of its
    own, its first rows."""
    team = [label.given for label in labels if label.heading.source is Source.TEAM and label.given]
    rows = () if has_tables else grid.used_rows[:_NOTED_ROWS]
    return (*team, grid.title, *filter(None, (grid.texts(row) for row in rows)))


def _is_for_each(grid: Grid, labels: Sequence[Label]) -> bool:
    """Whether a sheet is the pattern for one of every seller: a note says so; or its title does, and a cell waits for
    a name."""
    notes = (grid.text(row, column) for row in grid.used_rows[:_NOTED_ROWS] for column, _ in grid.row(row))
    if any(words.is_per_person(text) for text in notes if len(text.split()) > 2):
        return True
    named = any(label.heading.source in PERSON_KEYS and not label.given for label in labels)
    return named and words.is_per_person(grid.title)
