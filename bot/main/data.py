"""`firebreak import`, `forecast` and `export`: the same use cases and numbers as in Slack, on the command line."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict, replace
from datetime import datetime
from decimal import Decimal

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bot.clock import SystemClock
from bot.faults import faults_from
from bot.main.books import write_book, write_deals
from bot.main.forecast_json import SCHEMA, as_plain
from bot.main.opening import IfMissing, instant, local_workspace, opened_store, past_instant
from sales.errors import Invalid, MissingSetting
from sales.importing import RowError
from sales.people import Person
from sales.period import Period, local_date
from sales.projection.words import projection_words
from sales.report import Line, Report
from sales.sum_words import best_case_words, closed_words, commit_words, total_words
from sales.usecases.forecasts import Forecast, everybodys_report, report_for
from sales.usecases.imports import ImportResult, import_deals
from sales.usecases.intents import person_said
from sales.usecases.ports import Tx
from sales.usecases.projecting import work_out
from storage.sheets.deals import read_deals

SHOWN_ERRORS = 20


def import_(given: argparse.Namespace) -> int:
    """Imports; exit code 1 if any row was rejected, so that a script notices."""
    with opened_store(given, IfMissing.REHEARSE if given.dry_run else IfMissing.CREATE) as store:
        workspace = local_workspace(store)
        plan = read_deals(
            given.paths,
            currency=workspace.currency,
            day_first=given.day_first or workspace.day_first,
            decimal_comma=workspace.decimal_comma,
        )
        now = instant(given.as_of, workspace.timezone)
        console = Console(stderr=True)
        with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task("Importing", total=len(plan.deals))
            faults = faults_from(os.environ)

            def batch_saved(done: int, of: int) -> None:
                faults("import.batch")
                progress.update(task, completed=done, total=of)

            result = import_deals(
                store,
                workspace.id,
                plan,
                now,
                given.dry_run,
                progress=batch_saved,
            )
    if given.json:
        print(json.dumps(_import_json(result), indent=2))
    else:
        _print_import(result)
    return 1 if result.rejected else 0


def _import_json(result: ImportResult) -> dict[str, object]:
    plain = asdict(result)
    plain["rejected"] = len(result.rejected)
    plain["errors"] = [asdict(error) | {"path": str(error.path)} for error in result.rejected]
    return plain


def _print_import(result: ImportResult) -> None:
    verb = "would be " if result.dry_run else ""
    rows = "1 row" if result.read == 1 else f"{result.read:,} rows"
    print(
        f"{rows} read: {result.created:,} {verb}created, {result.updated:,} {verb}updated, "
        f"{result.unchanged:,} unchanged, {len(result.rejected):,} rejected."
    )
    for currency, amount in result.sums.items():
        print(f"  in all {Decimal(amount):,} {currency}")
    for stage, count in result.by_stage.items():
        print(f"  {count:>8,}  {stage}")
    if result.people_created:
        print(f"  new people: {', '.join(result.people_created)}")
    for note in result.notes:
        print(f"note: {note}")
    for error in result.rejected[:SHOWN_ERRORS]:
        print(row_words(error))
    if len(result.rejected) > SHOWN_ERRORS:
        print(f"… and {len(result.rejected) - SHOWN_ERRORS:,} more; --json lists them all.")


def row_words(error: RowError) -> str:
    """A rejected row in a line: file, line, column, reason."""
    where = f"{error.path}, line {error.line}" + (f", {error.column}" if error.column else "")
    return f"rejected: {where}: {error.reason}"


def forecast(given: argparse.Namespace) -> int:
    """Prints the forecast of a person's subtree."""
    with opened_store(given) as store:
        workspace = local_workspace(store)
        now = SystemClock().now()
        as_of = past_instant(given.as_of, workspace.timezone, now)
        with store.reading(workspace.id) as tx:
            found = [_found(tx, given, person, as_of, now) for person in _subjects(tx, given.person)]
            if given.json:
                plain = [as_plain(tx, one, as_of, now) for one in found]
                print(json.dumps(plain[0] if len(plain) == 1 else {"schema": SCHEMA, "reports": plain}, indent=2))
            else:
                for one in found:
                    _print_report(one)
    return 0


def _found(tx: Tx, given: argparse.Namespace, person: Person, as_of: datetime, now: datetime) -> Forecast:
    found = report_for(tx, person, now, period=_period(tx, given, as_of), as_of=as_of)
    return replace(found, projected=work_out(tx, found.report, now))


def _period(tx: Tx, given: argparse.Namespace, as_of: datetime) -> Period:
    then = tx.workspace_at(as_of)
    return then.calendar.named(given.period, local_date(as_of, then.timezone))


def _subjects(tx: Tx, name: str | None) -> tuple[Person, ...]:
    """The person of that name; without one, everybody who leads and has nobody above them; in a team that nobody
    leads, everybody."""
    team = tx.people.team()
    if name:
        return (team[person_said(team, name)],)
    if not team.top and len(team):
        return tuple(sorted((person for person in team if person.active), key=lambda person: person.name.casefold()))
    if not team.top:
        raise MissingSetting("There is nobody in the database yet. Import deals first: firebreak import deals.csv")
    return team.top


def _print_report(forecast: Forecast) -> None:
    report = forecast.report
    console = Console(width=None if sys.stdout.isatty() else 120)
    table = Table(title=f"{report.subject.name} · {report.period.name}", title_justify="left")
    table.add_column("who")
    for name in ("closed", "commit", "best case", "total", "quota", "attained"):
        table.add_column(name, justify="right")
    for line in report.line.everyone():
        _add(table, line, depth=0 if line is report.line else 1)
    console.print(table)
    console.print(f"As of {report.as_of:%a %d %b %Y %H:%M %Z}, amounts in {report.currency}.", highlight=False)
    for said in projection_words(forecast.projected):
        console.print(said, highlight=False)
    if report.undated:
        many = "1 open deal is" if report.undated == 1 else f"{report.undated:,} open deals are"
        console.print(f"{many} without a close date, and so in no period.", highlight=False)


def _add(table: Table, line: Line, depth: int) -> None:
    rolled = line.rolled
    attained = f"{line.attainment:.0%}" if line.attainment is not None else "–"
    quota = str(line.quota or line.foreign_quota or "–")
    amounts = [closed_words(rolled), commit_words(rolled), best_case_words(rolled), total_words(rolled), quota]
    table.add_row("  " * depth + line.person.name + (" (left)" if line.left else ""), *amounts, attained)


def export(given: argparse.Namespace) -> int:
    """Writes the workbook of a person's forecast, or its deals as CSV; without a name, those of everybody. A name that
    says something else than what is written is refused: Excel warns of such a file."""
    if given.xlsx and given.xlsx.name and given.xlsx.suffix.lower() != ".xlsx":
        raise Invalid(f"A workbook's name ends in .xlsx: name it {given.xlsx.with_suffix('.xlsx')}.")
    with opened_store(given) as store:
        workspace = local_workspace(store)
        now = SystemClock().now()
        as_of = past_instant(given.as_of, workspace.timezone, now)
        with store.reading(workspace.id) as tx:
            subjects = _subjects(tx, given.person)
            if len(subjects) > 1:
                team, found = everybodys_report(tx, now, period=_period(tx, given, as_of), as_of=as_of)
            else:
                team, found = tx.people.team(), _found(tx, given, subjects[0], as_of, now)
            report = found.report
            write = write_book if given.xlsx else write_deals
            count = write(tx, given.xlsx or given.csv, report, team, now)
    print(f"Wrote {given.xlsx or given.csv}: {report.period.name}, {report.subject.name}, {count:,} deals.")
    return 0


def _span(report: Report) -> tuple[datetime, datetime]:
    start, _ = report.period.instants(report.timezone)
    return min(start, report.as_of), report.as_of
