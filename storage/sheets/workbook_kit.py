"""What every sheet of the forecast's workbook shares: its formats, how values are written, and how formulas refer to
the deals. Knows no sheet in particular."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sales.money import Money, exponent
from sales.people import Team
from sales.period import zone
from sales.process import ForecastCategory, Process
from sales.report import Line, Report
from storage.sheets.exporting import COLUMNS, DealLine, Value

SHEETS = ("Summary", "By person", "Deals", "Changes", "Read me")
OWN = (ForecastCategory.CLOSED, ForecastCategory.COMMIT, ForecastCategory.BEST_CASE, ForecastCategory.PIPELINE)
ROLLED = ("Closed", "Commit", "Best case", "Total")
INK, SOFT, LINE, ACCENT = "#23262B", "#6D727B", "#D9D5CA", "#1F5FA8"


class Kit:
    """A workbook being written, sheet by sheet and row by row: in constant memory, nothing can be added above."""

    def __init__(self, book: Any, report: Report, lines: Sequence[DealLine], process: Process, team: Team) -> None:
        self.book, self.report, self.lines, self.process, self.team = book, report, lines, process, team
        self.people = list(report.line.everyone())
        self._zone = zone(report.timezone)
        self.accounts = {line.deal.account_id: line.deal.account for line in lines}
        self.sheets = {name: book.add_worksheet(name) for name in SHEETS}
        amount = "#,##0" + ("." + "0" * digits if (digits := exponent(report.currency)) else "")
        plain = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "top"}
        for sheet in self.sheets.values():
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
        self.plain = book.add_format(plain)
        self.wrapped = book.add_format(plain | {"text_wrap": True})
        self.bold = book.add_format(plain | {"bold": True})
        self.soft = book.add_format(plain | {"font_color": SOFT})
        self.title = book.add_format(plain | {"bold": True, "font_size": 16})
        self.head = book.add_format(plain | {"bold": True, "bottom": 2, "bottom_color": ACCENT, "text_wrap": True})
        self.money = book.add_format(plain | {"num_format": amount})
        self.any_money = book.add_format(plain | {"num_format": "#,##0.00"})
        self.signed = book.add_format(plain | {"num_format": "+#,##0.00;-#,##0.00;0"})
        self.ratio = book.add_format(plain | {"num_format": "0%"})
        self.times = book.add_format(plain | {"num_format": '0.0"x"'})
        self.day = book.add_format(plain | {"num_format": "yyyy-mm-dd", "align": "left"})
        self.moment = book.add_format(plain | {"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self.count = book.add_format(plain | {"num_format": "#,##0"})

    def of_deals(self, column: str) -> str:
        """The cells of a column of the Deals sheet, as a formula names them."""
        letter = letter_of(COLUMNS.index(column))
        return f"Deals!${letter}$2:${letter}${max(len(self.lines), 1) + 1}"

    def formula(self, sheet: Any, row: int, column: int, text: str, value: Money | None, form: Any) -> None:
        """A formula, with the value that it has now for programs that only show. Money becomes a float here, being what
        workbooks keep."""
        sheet.write_formula(row, column, text, form, float(value.major) if value is not None else 0)

    def compared(self, sheet: Any, row: int, column: int, name: str, line: Line, text: str) -> None:
        """A formula that compares a line with its quota, with the value it has now; a dash where a sum in it lacks
        amounts for want of a rate."""
        value = {"attainment": line.attainment, "gap": line.gap, "coverage": line.coverage}[name]
        if value is None and line.rolled.apart:
            sheet.write_string(row, column, "-", self.soft)
        elif isinstance(value, Money):
            self.formula(sheet, row, column, text, value, self.money)
        else:
            form = self.ratio if name == "attainment" else self.times
            sheet.write_formula(row, column, text, form, "-" if value is None else float(value))

    def write(self, sheet: Any, row: int, column: int, value: Value) -> None:
        """A value as what it is; nothing for an empty one. Text is never anything but text."""
        match value:
            case None | "":
                return
            case Money():
                form = self.money if value.currency == self.report.currency else self.any_money
                sheet.write_number(row, column, float(value.major), form)
            case datetime():
                sheet.write_datetime(row, column, value, self.moment)
            case date():
                sheet.write_datetime(row, column, value, self.day)
            case int():
                sheet.write_number(row, column, value, self.plain)
            case _:
                sheet.write_string(row, column, value, self.plain)

    def framed(self, sheet: Any, rows: int, columns: int) -> None:
        """Keeps the header in sight, on screen and on paper, and lets people filter by it."""
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        if rows:
            sheet.autofilter(0, 0, rows, columns - 1)

    def local(self, instant: datetime) -> datetime:
        """The instant on a clock in the report's zone; workbooks know no zones."""
        return instant.astimezone(self._zone).replace(tzinfo=None)


def letter_of(column: int) -> str:
    """What a spreadsheet calls a column, counted from 0, up to Z."""
    return chr(ord("A") + column)
