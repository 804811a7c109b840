"""The forecast as a workbook: real numbers and days, and totals as formulas over the deals, so that whoever opens it
can follow every number down. Knows the layout; the numbers are the report's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from os import PathLike
from typing import Any, BinaryIO

from sales.deal import Deal, DealChange, Field, read_value
from sales.money import Money, Rates, exponent
from sales.people import Team
from sales.period import zone
from sales.process import ForecastCategory, Process
from sales.report import Line, Report
from storage.sheets.exporting import COLUMNS, DealLine, deal_lines, values_of

WIDTHS = (34, 24, 20, 16, 12, 13, 9, 15, 12, 12, 12, 32, 12, 16, 14, 12, 12, 20, 9)
_WORTH, _CATEGORY, _STAGE, _OWNER_NO = (COLUMNS.index(name) for name in ("Worth", "Category", "Stage", "Owner no."))
_OWN = (ForecastCategory.CLOSED, ForecastCategory.COMMIT, ForecastCategory.BEST_CASE, ForecastCategory.PIPELINE)
_ROLLED = ("Closed", "Commit", "Best case", "Total")
_INK, _SOFT, _LINE, _ACCENT = "#23262B", "#6D727B", "#D9D5CA", "#1F5FA8"
_COLOURS = ("#1E7B54", "#1F5FA8", "#7FA8D6", "#CFCBC0")


def write_forecast(
    file: str | PathLike[str] | BinaryIO,
    report: Report,
    deals: Sequence[Deal],
    changes: Iterable[DealChange],
    process: Process,
    team: Team,
    rates: Rates | None = None,
) -> None:
    """Writes the workbook: Summary, By person, Deals, Changes, Read me.

    `deals` are all that count in the report's period for its subtree, as of its instant; `changes` those to show, in
    any order. `rates` are needed where deals have other currencies than the report's. Every total is a formula over the
    Deals sheet with the report's number as its value. Raises ValueError if the deals do not add up to the report."""
    import xlsxwriter

    lines = deal_lines(deals, process, team, rates or Rates(report.currency, report.as_of.date(), {}))
    _check(report, lines)
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": _title(report), "created": _local(report.as_of, report)})
        writing = _Writing(book, report, lines, process, team)
        writing.summary()
        writing.by_person()
        writing.deals()
        writing.changes(sorted(changes, key=lambda change: (change.at, change.id), reverse=True))
        writing.read_me()


def _check(report: Report, lines: Sequence[DealLine]) -> None:
    for category in _OWN:
        here = sum(line.worth.minor for line in lines if line.category == category.words and line.worth is not None)
        if here != report.line.rolled.sums[category].minor:
            raise ValueError(f"The deals that count as {category.words} do not add up to the report.")


def _title(report: Report) -> str:
    return f"Forecast {report.period.name}, {report.subject.name}"


def _local(instant: datetime, report: Report) -> datetime:
    """The instant on a clock in the report's zone; workbooks know no zones."""
    return instant.astimezone(zone(report.timezone)).replace(tzinfo=None)


def _letter(column: int) -> str:
    return chr(ord("A") + column)


class _Writing:
    """A workbook being written, sheet by sheet and row by row: in constant memory, nothing can be added above."""

    def __init__(self, book: Any, report: Report, lines: Sequence[DealLine], process: Process, team: Team) -> None:
        self.book, self.report, self.lines, self.process, self.team = book, report, lines, process, team
        self.people = list(report.line.everyone())
        self.sheets = {
            name: book.add_worksheet(name) for name in ("Summary", "By person", "Deals", "Changes", "Read me")
        }
        amount = "#,##0" + ("." + "0" * digits if (digits := exponent(report.currency)) else "")
        plain = {"font_name": "Calibri", "font_size": 11, "font_color": _INK, "valign": "top"}
        for sheet in self.sheets.values():
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
        self.plain = book.add_format(plain)
        self.wrapped = book.add_format(plain | {"text_wrap": True})
        self.bold = book.add_format(plain | {"bold": True})
        self.soft = book.add_format(plain | {"font_color": _SOFT})
        self.title = book.add_format(plain | {"bold": True, "font_size": 16})
        self.head = book.add_format(plain | {"bold": True, "bottom": 2, "bottom_color": _ACCENT, "text_wrap": True})
        self.money = book.add_format(plain | {"num_format": amount})
        self.money_bold = book.add_format(plain | {"num_format": amount, "bold": True, "top": 1, "top_color": _LINE})
        self.any_money = book.add_format(plain | {"num_format": "#,##0.00"})
        self.signed = book.add_format(plain | {"num_format": "+#,##0.00;-#,##0.00;0"})
        self.ratio = book.add_format(plain | {"num_format": "0%"})
        self.times = book.add_format(plain | {"num_format": '0.0"x"'})
        self.day = book.add_format(plain | {"num_format": "yyyy-mm-dd", "align": "left"})
        self.moment = book.add_format(plain | {"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self.count = book.add_format(plain | {"num_format": "#,##0"})

    def of_deals(self, column: int) -> str:
        """The cells of a column of the Deals sheet, as a formula names them."""
        letter = _letter(column)
        return f"Deals!${letter}$2:${letter}${max(len(self.lines), 1) + 1}"

    def formula(self, sheet: Any, row: int, column: int, text: str, value: Money | None, form: Any) -> None:
        """A formula, with the value that it has now for programs that only show. Money becomes a float here, being what
        workbooks keep."""
        sheet.write_formula(row, column, text, form, float(value.major) if value is not None else 0)

    # Summary

    def summary(self) -> None:
        sheet, report = self.sheets["Summary"], self.report
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 2, 17)
        sheet.hide_gridlines(2)
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, _title(report), self.title)
        sheet.write_string(1, 0, "As of", self.soft)
        sheet.write_datetime(1, 1, _local(report.as_of, report), self.moment)
        sheet.write_string(1, 2, report.timezone, self.soft)
        sheet.write_string(2, 0, "Amounts in", self.soft)
        sheet.write_string(2, 1, report.currency, self.plain)
        self._numbers(sheet, 4)
        self._stages(sheet, 15)
        self._chart(sheet)

    def _numbers(self, sheet: Any, top: int) -> None:
        """The digest's numbers: roll-ups over the deals, then what they are against the quota."""
        rolled, quota = self.report.line.rolled, self.report.line.quota
        sheet.write_string(top, 0, "Forecast", self.head)
        sheet.write_string(top, 1, self.report.currency, self.head)
        values = (rolled.closed, rolled.commit, rolled.best_case, rolled.total)
        for number, (name, category, value) in enumerate(zip(_ROLLED, _OWN, values, strict=True)):
            row = top + 1 + number
            above = f"B{row}+" if number else ""
            part = f'SUMIFS({self.of_deals(_WORTH)},{self.of_deals(_CATEGORY)},"{category.words}")'
            sheet.write_string(row, 0, name, self.bold if name == "Commit" else self.plain)
            self.formula(sheet, row, 1, f"={above}{part}", value, self.money)
        closed, commit, total = (f"B{top + place}" for place in (2, 3, 5))
        row = top + 5
        goal = f"B{row + 1}"
        sheet.write_string(row, 0, "Quota", self.plain)
        if quota is None:
            sheet.write_string(row, 1, "none set", self.soft)
            return
        sheet.write_number(row, 1, float(quota.major), self.money)
        attained, coverage = self.report.line.attainment or 0, self.report.line.coverage
        sheet.write_string(row + 1, 0, "Attained", self.plain)
        sheet.write_formula(row + 1, 1, f"={closed}/{goal}", self.ratio, float(attained))
        sheet.write_string(row + 2, 0, "Gap (quota - commit)", self.plain)
        self.formula(sheet, row + 2, 1, f"={goal}-{commit}", quota - rolled.commit, self.money)
        sheet.write_string(row + 3, 0, "Coverage", self.plain)
        text = f'=IF({goal}>{closed},({total}-{closed})/({goal}-{closed}),"-")'
        sheet.write_formula(row + 3, 1, text, self.times, "-" if coverage is None else float(coverage))

    def _stages(self, sheet: Any, top: int) -> None:
        for column, name in enumerate(("Open by stage", self.report.currency, "Deals")):
            sheet.write_string(top, column, name, self.head)
        stage, category = self.of_deals(_STAGE), self.of_deals(_CATEGORY)
        for row, found in enumerate(self.report.by_stage, start=top + 1):
            sheet.write_string(row, 0, found.name, self.plain)
            where = f'{stage},A{row + 1},{category},"<>Omitted"'
            self.formula(sheet, row, 1, f"=SUMIFS({self.of_deals(_WORTH)},{where})", found.amount, self.money)
            sheet.write_formula(row, 2, f"=COUNTIFS({where})", self.count, found.count)

    def _chart(self, sheet: Any) -> None:
        """What each person has of their own, stacked as it counts."""
        chart = self.book.add_chart({"type": "bar", "subtype": "stacked"})
        last = len(self.people)
        for number, category in enumerate(_OWN):
            column = 2 + number
            chart.add_series(
                {
                    "name": category.words,
                    "categories": ["By person", 1, 0, last, 0],
                    "values": ["By person", 1, column, last, column],
                    "fill": {"color": _COLOURS[number]},
                    "gap": 45,
                }
            )
        chart.set_title({"name": "By person, own deals", "name_font": {"size": 12, "color": _INK}})
        chart.set_y_axis({"reverse": True, "interval_unit": 1, "num_font": {"color": _INK}, "line": {"color": _LINE}})
        chart.set_x_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": _LINE}}})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 640, "height": max(300, 90 + 26 * last)})
        sheet.insert_chart("E2", chart)

    # By person

    def by_person(self) -> None:
        sheet = self.sheets["By person"]
        own = [f"Own {category.words.lower()}" for category in _OWN]
        heads = ["Person", "Reports to", *own, *_ROLLED, "Quota", "Attained", "Gap", "Coverage", "No."]
        sheet.set_column(0, 1, 24)
        sheet.set_column(2, 12, 15)
        sheet.set_column(13, 14, 10)
        for column, name in enumerate(heads):
            sheet.write_string(0, column, name, self.head)
        rows = {line.person.id: row for row, line in enumerate(self.people, start=1)}
        for line in self.people:
            self._person(sheet, rows[line.person.id], line, rows)
        self._framed(sheet, len(self.people), len(heads))

    def _person(self, sheet: Any, row: int, line: Line, rows: dict[int, int]) -> None:
        n = row + 1
        boss = line.person.manager_id
        sheet.write_string(row, 0, line.person.name + (" (left)" if line.left else ""), self.plain)
        self._write(sheet, row, 1, self.team.by_id[boss].name if boss in self.team.by_id else "")
        for number, category in enumerate(_OWN):
            where = f'{self.of_deals(_OWNER_NO)},$O{n},{self.of_deals(_CATEGORY)},"{category.words}"'
            text = f"=SUMIFS({self.of_deals(_WORTH)},{where})"
            self.formula(sheet, row, 2 + number, text, line.own.sums[category], self.money)
        rolled = line.rolled
        for number, value in enumerate((rolled.closed, rolled.commit, rolled.best_case, rolled.total)):
            column = _letter(6 + number)
            below = "".join(f"+{column}{rows[report.person.id] + 1}" for report in line.reports)
            self.formula(sheet, row, 6 + number, f"=SUM(C{n}:{_letter(2 + number)}{n}){below}", value, self.money)
        if line.quota is None:
            sheet.write_string(row, 10, "none set", self.soft)
        else:
            sheet.write_number(row, 10, float(line.quota.major), self.money)
            sheet.write_formula(row, 11, f"=G{n}/K{n}", self.ratio, float(line.attainment or 0))
            self.formula(sheet, row, 12, f"=K{n}-H{n}", line.gap, self.money)
            coverage = "-" if line.coverage is None else float(line.coverage)
            sheet.write_formula(row, 13, f'=IF(K{n}>G{n},(J{n}-G{n})/(K{n}-G{n}),"-")', self.times, coverage)
        sheet.write_number(row, 14, line.person.id, self.soft)

    def _framed(self, sheet: Any, rows: int, columns: int) -> None:
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        if rows:
            sheet.autofilter(0, 0, rows, columns - 1)

    # Deals and changes

    def deals(self) -> None:
        sheet = self.sheets["Deals"]
        for column, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, f"{name} ({self.report.currency})" if name == "Worth" else name, self.head)
        for row, line in enumerate(self.lines, start=1):
            for column, value in enumerate(values_of(line, self.report.timezone)):
                self._write(sheet, row, column, value)
        self._framed(sheet, len(self.lines), len(COLUMNS))

    def _write(self, sheet: Any, row: int, column: int, value: str | int | date | Money | None) -> None:
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

    def changes(self, changes: Sequence[DealChange]) -> None:
        sheet = self.sheets["Changes"]
        heads = ("When", "Deal", "Owner", "What", "From", "To", "Amount moved", "By", "Why")
        for column, (name, width) in enumerate(zip(heads, (17, 34, 20, 14, 20, 20, 16, 20, 40), strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, self.head)
        known = {line.deal.id: line for line in self.lines}
        shown = [change for change in changes if change.deal_id in known]
        for row, change in enumerate(shown, start=1):
            line = known[change.deal_id]
            sheet.write_datetime(row, 0, _local(change.at, self.report), self.moment)
            cells = (line.deal.name, line.owner, change.field.words, self._said(change, change.old))
            for column, text in enumerate((*cells, self._said(change, change.new)), start=1):
                self._write(sheet, row, column, text)
            if (moved := _moved(change)) is not None:
                sheet.write_number(row, 6, float(moved.major), self.signed)
            by = self.team.by_id.get(change.by) if change.by is not None else None
            self._write(sheet, row, 7, by.name if by else "import")
            self._write(sheet, row, 8, change.reason)
        self._framed(sheet, len(shown), len(heads))

    def _said(self, change: DealChange, text: str | None) -> str:
        """An old or new value in words."""
        value = read_value(change.field, text)
        match change.field, value:
            case _, None | "":
                return ""
            case Field.STAGE, str():
                return self.process.by_key[value].name if value in self.process.by_key else value
            case Field.OWNER, int():
                return self.team.by_id[value].name if value in self.team.by_id else ""
            case Field.ACCOUNT, int():
                names = {line.deal.account_id: line.deal.account for line in self.lines}
                return names.get(value, "another account")
            case _, ForecastCategory():
                return value.words
            case _:
                return str(value)

    # Read me

    def read_me(self) -> None:
        sheet, report = self.sheets["Read me"], self.report
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 96)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, "How to read this", self.title)
        told = [*_DEFINITIONS, *self._particulars()]
        for row, (word, meaning) in enumerate(told, start=2):
            sheet.write_string(row, 0, word, self.bold)
            sheet.write_string(row, 1, meaning, self.wrapped)
        sheet.write_string(len(told) + 3, 0, f"Written by Firebreak for {report.subject.name}.", self.soft)

    def _particulars(self) -> list[tuple[str, str]]:
        """What is true of this workbook alone."""
        report = self.report
        start, last = report.period.start, report.period.last_day
        said = [
            ("Period", f"{report.period.name}: {start.isoformat()} to {last.isoformat()}, days in {report.timezone}."),
            (
                "As of",
                f"{_local(report.as_of, report):%Y-%m-%d %H:%M} in {report.timezone}. Later changes are not here.",
            ),
        ]
        if report.rates_dated is not None:
            said.append(("Exchange rates", f"Other currencies were converted to {report.currency} at the rates of "
                         f"{report.rates_dated.isoformat()}. Sums are converted, not single deals; the cents by which "
                         f"that differs are shared out among the deals."))  # fmt: skip
        for amount in report.line.rolled.unconverted.values():
            said.append(("Without a rate", f"{amount} has no exchange rate to {report.currency} and is in no sum."))
        if report.undated:
            said.append(("Without a date", f"{report.undated} open deals have no close date and count in no period."))
        if report.without_quota:
            names = ", ".join(person.name for person in report.without_quota)
            said.append(("Without a quota", f"{names}. Nobody without a quota counts as having one of zero."))
        return said


_DEFINITIONS = (
    ("Closed", "Deals won in the period, by the day on which they were won."),
    ("Commit", "Closed, and the open deals of the period that their owners commit to."),
    ("Best case", "Commit, and the open deals that may close if all goes well."),
    ("Total", "Best case, and the rest of the open deals of the period. Omitted deals count nowhere."),
    ("Category", "What a deal counts as: its stage's default unless its owner said otherwise. Each deal has one."),
    ("Worth", "A deal's amount in the currency of the report. Every total here is a formula over this column."),
    ("Counts on", "The day that puts a deal into a period: when it was won, else when it is expected to close."),
    ("Attained", "Closed as a share of the quota."),
    ("Gap", "Quota less commit: what is still to be found. Below zero once the commit exceeds the quota."),
    ("Coverage", "Open deals of the period over what is missing to the quota."),
    ("By person", "Own columns are a person's own deals; Closed to Total include everybody who reports to them."),
)


def _moved(change: DealChange) -> Money | None:
    """By how much an amount changed, where both are in one currency; a first amount counts whole."""
    old, new = read_value(change.field, change.old), read_value(change.field, change.new)
    if change.field is not Field.AMOUNT or not isinstance(new, Money):
        return None
    if isinstance(old, Money):
        return new - old if old.currency == new.currency else None
    return new
