"""`firebreak forecast`: the same numbers as in Slack, as a table or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from datetime import datetime

from rich.console import Console
from rich.table import Table

from bot.clock import SystemClock
from bot.main.cli.database import local_workspace, opened_store
from bot.main.cli.forecast_json import SCHEMA, as_plain
from bot.main.cli.instants import past_instant
from sales.errors import MissingSetting
from sales.people import Person
from sales.period import Period, local_date, zone
from sales.projection.words import projection_words
from sales.report import Line
from sales.sum_words import best_case_words, closed_words, commit_words, total_words
from sales.usecases.forecasts import Forecast, report_for
from sales.usecases.intents import person_said
from sales.usecases.ports import Tx
from sales.usecases.projecting import work_out


def run(given: argparse.Namespace) -> int:
    """Prints the forecast of a person's subtree."""
    with opened_store(given) as store:
        workspace = local_workspace(store)
        now = SystemClock().now()
        as_of = past_instant(given.as_of, workspace.timezone, now)
        with store.reading(workspace.id) as tx:
            found = [forecast_for(tx, given, person, as_of, now) for person in subjects_named(tx, given.person)]
            if given.json:
                plain = [as_plain(tx, one, as_of, now) for one in found]
                print(json.dumps(plain[0] if len(plain) == 1 else {"schema": SCHEMA, "reports": plain}, indent=2))
            else:
                for one in found:
                    _print_report(one)
    return 0


def forecast_for(tx: Tx, given: argparse.Namespace, person: Person, as_of: datetime, now: datetime) -> Forecast:
    """The forecast of a person's subtree for `--period`, with its projection."""
    found = report_for(tx, person, now, period=period_named(tx, given, as_of), as_of=as_of)
    return replace(found, projected=work_out(tx, found.report, now))


def period_named(tx: Tx, given: argparse.Namespace, as_of: datetime) -> Period:
    """The period that `--period` names, by the calendar as of then. Raises `Invalid` for one there is not."""
    then = tx.workspace_at(as_of)
    return then.calendar.named(given.period, local_date(as_of, then.timezone))


def subjects_named(tx: Tx, name: str | None) -> tuple[Person, ...]:
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
    _add(table, report.line)
    console.print(table)
    as_of = report.as_of.astimezone(zone(report.timezone))
    console.print(f"As of {as_of:%a %d %b %Y %H:%M %Z}, amounts in {report.currency}.", highlight=False)
    for said in projection_words(forecast.projected):
        console.print(said, highlight=False)
    if report.undated:
        many = "1 open deal is" if report.undated == 1 else f"{report.undated:,} open deals are"
        console.print(f"{many} without a close date, and so in no period.", highlight=False)


def _add(table: Table, line: Line, depth: int = 0) -> None:
    """A person's row, and below it, further in, those of the people who report to them."""
    rolled = line.rolled
    attained = f"{line.attainment:.0%}" if line.attainment is not None else "–"
    quota = str(line.quota or line.foreign_quota or "–")
    amounts = [closed_words(rolled), commit_words(rolled), best_case_words(rolled), total_words(rolled), quota]
    table.add_row("  " * depth + line.person.name + (" (left)" if line.left else ""), *amounts, attained)
    for below in line.reports:
        _add(table, below, depth + 1)
