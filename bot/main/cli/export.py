"""`firebreak export`: the forecast as a workbook, or its deals as CSV."""

from __future__ import annotations

import argparse

from bot.clock import SystemClock
from bot.main.cli.database import local_workspace, opened_store
from bot.main.cli.forecast import forecast_for, period_named, subjects_named
from bot.main.cli.instants import past_instant
from bot.main.exports import write_book, write_deals
from sales.errors import Invalid
from sales.usecases.forecasts import everybodys_report


def run(given: argparse.Namespace) -> int:
    """Writes the workbook of a person's forecast, or its deals as CSV; without a name, those of everybody. A name that
    says something else than what is written is refused: Excel warns of such a file."""
    if given.xlsx and given.xlsx.name and given.xlsx.suffix.lower() != ".xlsx":
        raise Invalid(f"A workbook's name ends in .xlsx: name it {given.xlsx.with_suffix('.xlsx')}.")
    with opened_store(given) as store:
        workspace = local_workspace(store)
        now = SystemClock().now()
        as_of = past_instant(given.as_of, workspace.timezone, now)
        with store.reading(workspace.id) as tx:
            subjects = subjects_named(tx, given.person)
            if len(subjects) > 1:
                team, found = everybodys_report(tx, now, period=period_named(tx, given, as_of), as_of=as_of)
            else:
                team, found = tx.people.team(), forecast_for(tx, given, subjects[0], as_of, now)
            report = found.report
            write = write_book if given.xlsx else write_deals
            count = write(tx, given.xlsx or given.csv, report, team, now)
    print(f"Wrote {given.xlsx or given.csv}: {report.period.name}, {report.subject.name}, {count:,} deals.")
    return 0
