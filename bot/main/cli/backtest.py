"""`firebreak backtest`: the projection tried on a history in files, beside the simple methods. Reads files, needs
no database; the judging is `sales.projection`'s."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from sales.errors import Invalid
from sales.period import FiscalCalendar
from sales.projection import Backtest, History, Point
from sales.projection import backtest as tried_on
from sales.projection.rows import COLUMNS, Read, from_import, from_rows
from sales.projection.words import HEADINGS, NAMES
from storage.sheets.deals import read_deals

SCHEMA = "firebreak.backtest/1"
SHOWN_ROWS = 5


def run(given: argparse.Namespace) -> int:
    """Prints what projection and baselines would have said, and how far off they were. Notes go to standard error.
    Raises `Invalid` if there is nothing to read or no deal was ever won."""
    calendar = FiscalCalendar(given.fiscal_start)
    read = read_history(given.data)
    currency = _currency(read.history, given.currency)
    others = [code for code in read.history.currencies if code != currency]
    result = tried_on(read.history.only(currency), calendar)
    notes = [*_notes(read, others, currency), *result.skipped]
    if given.json:
        print(json.dumps(as_plain(result, currency, notes), indent=2))
    else:
        _print(result, currency)
        for note in notes:
            print(f"note: {note}", file=sys.stderr)
    return 0


def read_history(path: Path) -> Read:
    """The deals of a folder or file: deals.csv in the plain format (docs/projection.md) if it is that, else
    whatever the importer knows. Raises `Invalid` for what cannot be read."""
    plain = path / "deals.csv" if path.is_dir() else path
    if not path.exists():
        raise Invalid(f"There is no folder or file {path}.")
    if plain.suffix.lower() == ".csv" and plain.is_file() and set(COLUMNS) <= set(_header(plain)):
        return from_rows(_rows(plain))
    plan = read_deals([path])
    read = from_import(plan.deals)
    return Read(
        read.history, (*(f"{error.path}, line {error.line}: {error.reason}" for error in plan.errors), *read.left_out)
    )


def _header(path: Path) -> list[str]:
    """The first row of a CSV file; empty where it is no text, which the importer may yet understand."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return next(csv.reader(lines), [])
    except (UnicodeDecodeError, csv.Error):
        return []


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            for row in reader:
                yield reader.line_num, row
    except (UnicodeDecodeError, csv.Error) as problem:
        raise Invalid(f"{path} cannot be read as CSV in UTF-8: {problem}.") from None


def _currency(history: History, asked: str | None) -> str:
    """The currency to go by: the one asked for, else that of most deals won."""
    if not history.currencies:
        raise Invalid("No deal in these files was won with an amount, so that there is nothing to try methods on.")
    currency = asked.upper() if asked else history.currencies[0]
    if currency not in history.currencies:
        raise Invalid(f"No deal was won in {currency}. There are {', '.join(history.currencies)}.")
    return currency


def _notes(read: Read, others: list[str], currency: str) -> Iterator[str]:
    if others:
        yield f"Only deals in {currency} count; deals in {', '.join(others)} are left out. Choose with --currency."
    yield from read.left_out[:SHOWN_ROWS]
    if len(read.left_out) > SHOWN_ROWS:
        yield f"{len(read.left_out) - SHOWN_ROWS:,} more rows are left out."


def as_plain(result: Backtest, currency: str, notes: list[str]) -> dict[str, object]:
    """The result as plain data, schema "firebreak.backtest/1": amounts are decimal strings in major units of
    `currency`; mape, bias and coverage are fractions of 1."""
    return {
        "schema": SCHEMA,
        "currency": currency,
        "points": [_point(point) for point in result.points],
        "summary": [
            {
                "method": line.method,
                "n": line.n,
                "mape": round(line.mape, 4),
                "bias": round(line.bias, 4),
                "coverage": round(line.coverage, 4),
            }
            for line in result.summary
        ],
        "notes": notes,
    }


def _point(point: Point) -> dict[str, object]:
    return {
        "as_of": point.as_of.isoformat(),
        "period": point.period.name,
        "method": point.guess.method,
        "chosen": point.chosen,
        "forecast": point.guess.forecast.plain,
        "low": point.guess.low.plain,
        "high": point.guess.high.plain,
        "actual": point.actual.plain,
    }


def _print(result: Backtest, currency: str) -> None:
    """One line for every day: the projection with its interval, what came of it, and each method's error; then how
    far off each method was on average."""
    console = Console(width=None if sys.stdout.isatty() else 120)
    if not result.points:
        console.print("No quarter has enough history behind it.", highlight=False)
        return
    methods = [line.method for line in result.summary]
    table = Table(
        title=f"Won per quarter in {currency}, seen as each day began, and how far off each method was",
        title_justify="left",
        box=SIMPLE,
    )
    table.add_column("as of", no_wrap=True)
    for name in ("quarter", "actual", "projection", "80 % interval", "off"):
        table.add_column(name, justify="right", no_wrap=True)
    for method in methods[1:]:
        table.add_column(HEADINGS[method], justify="right")
    for day in dict.fromkeys(point.as_of for point in result.points):
        chosen, *others = [point for point in result.points if point.as_of == day]
        table.add_row(
            day.isoformat(),
            chosen.period.name,
            chosen.actual.short,
            chosen.guess.forecast.short,
            f"{chosen.guess.low.short} – {chosen.guess.high.short}",
            *(f"{point.error:+.0%}" for point in (chosen, *others)),
        )
    console.print(table)
    console.print(summary_table(result))


def summary_table(result: Backtest) -> Table:
    """Each method's mean error, its direction, and how often the actual lay within its interval."""
    table = Table(title=f"On {result.summary[0].n} days", title_justify="left", box=SIMPLE)
    table.add_column("method")
    for name in ("mean error", "bias", "within 80 % interval"):
        table.add_column(name, justify="right")
    for line in result.summary:
        table.add_row(NAMES[line.method], f"{line.mape:.1%}", f"{line.bias:+.1%}", f"{line.coverage:.0%}")
    return table
