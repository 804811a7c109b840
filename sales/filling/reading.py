"""Reads a sheet: its tables first, then the labelled cells of the rows that are left, then what it is about as a whole.
Knows the order; what each looks like is their own business."""

from __future__ import annotations

from sales.filling.grid import Grid
from sales.filling.headings import Reader
from sales.filling.labels import about, labels_of
from sales.filling.layout import IsPerson, Layout
from sales.filling.tables import tables_of


def layout_of(grid: Grid, reader: Reader, is_person: IsPerson) -> Layout:
    """Reads a sheet. `is_person` knows whether a text names somebody of the team."""
    tables = tables_of(grid, reader, is_person)
    taken = {row for table in tables for row in range(table.header - 1, max(table.last, table.totals or 0) + 1)}
    labels = labels_of(grid, reader, is_person, taken)
    unknown: list[str] = []
    left: list[str] = []
    for table in tables:
        for column in table.columns:
            text = column.heading.text
            if column.source is None:
                (left if reader.is_empty_on_purpose(text) else unknown).append(text)
    person, period, currency, scale = about(grid, reader, is_person, labels, taken)
    return Layout(
        grid=grid,
        tables=tuple(tables),
        labels=tuple(labels),
        person=person,
        period=period,
        currency=currency,
        scale=scale,
        unknown=tuple(dict.fromkeys(unknown)),
        left=tuple(dict.fromkeys(left)),
    )
