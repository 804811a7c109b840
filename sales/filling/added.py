"""Which columns of a table a formula of the sheet adds together, so that each holds its own part only. Knows formulas;
what a part is, `sources` says."""

from __future__ import annotations

import re

from sales.filling.grid import column_number
from sales.filling.layout import Table
from sales.filling.sources import APART, Source
from sales.filling.writing import Sheet

_TERM = re.compile(r"([+-]?)(?:SUM\(([^()]*)\)|(\$?[A-Z]{1,3}\$?\d+))", re.IGNORECASE)
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?", re.IGNORECASE)


def added_up(sheet: Sheet, table: Table) -> set[int]:
    """The columns of roll-ups that a formula of the sheet adds to another one: "=closed+commit" wants a commit without
    what is closed."""
    columns = {column.index: column for column in table.columns if column.source in {*APART, Source.CLOSED}}
    found: set[int] = set()
    row = next(iter((*table.listed, *table.blank)), None)
    for _, cell in sheet.grid.row(row) if row is not None else ():
        if cell.formula:
            added = [columns[index] for index in sorted(added_columns(cell.formula, row or 0)) if index in columns]
            periods = {column.heading.period for column in added}
            if len(added) > 1 and len(periods) == 1 and len({column.source for column in added}) == len(added):
                found |= {column.index for column in added if column.source in APART}
    return found


def added_columns(formula: str, row: int) -> set[int]:
    """The columns whose cells of this row a formula adds together: those of "C5+D5" or "SUM(C5:E5)". Nothing for
    formulas that do anything else."""
    bare = formula.replace(" ", "").lstrip("+")
    if "".join(match[0] for match in _TERM.finditer(bare)) != bare:
        return set()
    found: set[int] = set()
    for sign, inner, reference in _TERM.findall(bare):
        for left, top, right, bottom in _RANGE.findall(inner or reference) if sign != "-" else ():
            if int(top) == row and (not bottom or int(bottom) == row):
                found |= set(range(column_number(left), column_number(right or left) + 1))
    return found
