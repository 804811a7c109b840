"""Reads a file of people, their roles, managers and quotas as rows of text. What that means is decided elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sales.errors import Invalid
from sales.usecases.staffing_file import StaffRow
from storage.sheets.table import Row, Sheet, read_sheets

FIELDS = {
    "name": ("name", "person", "rep", "full name", "sales rep"),
    "email": ("email", "e-mail", "email address", "e-mail address", "mail"),
    "role": ("role",),
    "manager": ("manager", "reports to", "manager name", "manager email", "lead"),
    "quota": ("quota", "target"),
    "period": ("period", "quarter"),
}


@dataclass(frozen=True, slots=True)
class StaffFile:
    """The rows of all sheets that name people, and the headings that were not read."""

    rows: tuple[StaffRow, ...]
    unused: tuple[str, ...]


def read_staff(path: Path) -> StaffFile:
    """The rows below the first row of each sheet, which holds the headings. Raises `Invalid` with a sentence for a file
    that is missing or broken, or whose headings name nobody or nothing about them."""
    rows: list[StaffRow] = []
    unused: list[str] = []
    for sheet in read_sheets(path):
        columns = _columns(sheet)
        if len(columns) > 1 and {"name", "email"} & columns.keys():
            rows += [_row(sheet, columns, row) for row in sheet.rows[1:]]
            unused += [str(cell) for at, cell in enumerate(sheet.rows[0].cells) if cell and at not in columns.values()]
    if not rows:
        raise Invalid(f"{path.name} lists nobody. Its first row should read: name,role,manager,quota,period")
    return StaffFile(tuple(rows), tuple(unused))


def _columns(sheet: Sheet) -> dict[str, int]:
    """Where each field stands, by its first heading."""
    headings = [" ".join(str(cell).casefold().split()) for cell in sheet.rows[0].cells] if sheet.rows else []
    places = {
        field: next((headings.index(name) for name in names if name in headings), -1) for field, names in FIELDS.items()
    }
    return {field: at for field, at in places.items() if at >= 0}


def _row(sheet: Sheet, columns: dict[str, int], row: Row) -> StaffRow:
    cells = {field: str(row.cells[at]) if at < len(row.cells) else "" for field, at in columns.items()}
    headings = {field: str(sheet.rows[0].cells[at]) for field, at in columns.items()}
    return StaffRow(path=sheet.path, line=row.line, headings=headings, **cells)
