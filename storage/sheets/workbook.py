"""The forecast as a workbook: real numbers and days, and totals as formulas over the deals, so that whoever opens it
can follow every number down. Knows what goes into it and that it adds up; the sheets know how they look."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from os import PathLike
from typing import BinaryIO

from sales.deal import Deal, DealChange
from sales.money import Rates
from sales.people import Team
from sales.process import Process
from sales.report import Report
from storage.sheets.exporting import DealLine, deal_lines
from storage.sheets.long_sheet import join
from storage.sheets.workbook_kit import OWN, SHEETS, Kit
from storage.sheets.workbook_lists import OnProgress, write_changes, write_deals, write_people
from storage.sheets.workbook_readme import write_read_me
from storage.sheets.workbook_summary import write_summary


def write_forecast(
    file: str | PathLike[str] | BinaryIO,
    report: Report,
    deals: Sequence[Deal],
    changes: Iterable[DealChange],
    process: Process,
    team: Team,
    rates: Rates | None = None,
    on_progress: OnProgress = lambda _: None,
) -> None:
    """Writes the workbook: Summary, By person, Deals, Changes, Read me.

    `deals` are all that count in the report's period for its subtree, as of its instant; `changes` those to show,
    latest first. `rates` are needed where deals have other currencies than the report's. Every total is a formula over
    the Deals sheet with the report's number as its value. Raises ValueError if the deals do not add up to the report.
    """
    import xlsxwriter

    lines = deal_lines(deals, process, team, rates or Rates(report.currency, report.as_of.date(), {}))
    _check(report, lines)
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    short = io.BytesIO()
    with xlsxwriter.Workbook(short, options) as book:
        kit = Kit(book, report, lines, process, team)
        title = f"Forecast {report.period.name}, {report.subject.name}"
        book.set_properties({"title": title, "created": kit.local(report.as_of)})
        write_summary(kit, title)
        write_people(kit)
        long_sheets = {"Deals": write_deals(kit, on_progress), "Changes": write_changes(kit, changes, on_progress)}
        write_read_me(kit)
    join(short, {SHEETS.index(name) + 1: rows for name, rows in long_sheets.items()}, file)


def _check(report: Report, lines: Sequence[DealLine]) -> None:
    for category in OWN:
        here = sum(line.worth.minor for line in lines if line.category == category.words and line.worth is not None)
        if here != report.line.rolled.sums[category].minor:
            raise ValueError(f"The deals that count as {category.words} do not add up to the report.")
