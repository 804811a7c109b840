"""How good the projection is: mean error of every method on the shared data and on invented companies, how many
outcomes lay within the interval, and how long one projection of 100,000 closed deals takes. `python -m
benchmarks.projection`"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from benchmarks.companies import COMPANIES, history
from bot.main.cli.backtest import read_history
from sales.period import FiscalCalendar
from sales.process import Outcome
from sales.projection import History, Past, Point, backtest, project
from sales.projection.backtest import summarised, week_starts
from sales.projection.methods import BASELINES
from sales.projection.words import HEADINGS

METHODS = ("projection", *BASELINES)
SEEDS = range(1000, 1006)
PUBLISHED = {
    "maven": "38 % stage-weighted, 18.3 % hazard, 8.1 % trailing rate, 4.4 % same remainder, on six days",
    "zoho_demo": "252 % stage-weighted, 19.2 % hazard, 20.9 % trailing rate, 23 % same remainder",
}
"""What others measured for the simple methods, for orientation: their days and definitions differ in detail."""


def shared_history(name: str) -> History | None:
    """The deals of a pipeline of the shared data; None where it is absent."""
    base = Path(os.environ.get("FIREBREAK_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")
    folder = base / "crm" / name
    return read_history(folder).history if folder.exists() else None


def points_of(histories: Iterable[History]) -> list[Point]:
    """All points of the histories' backtests, by calendar quarter."""
    return [point for one in histories for point in backtest(one, FiscalCalendar()).points]


def weekly_points_of(one: History) -> list[Point]:
    """The points of every week of every quarter, by the three calendars whose quarters begin in different months: so
    many more days than a method could have been fitted to."""
    return [point for first in (1, 2, 3) for point in backtest(one, FiscalCalendar(first), week_starts).points]


def mean_errors(points: Sequence[Point]) -> list[float]:
    """The mean absolute percentage error of each of `METHODS`."""
    return [summarised(name, [p for p in points if p.guess.method == name]).mape for name in METHODS]


def many(count: int = 100_000) -> History:
    """A large company: so many closed deals within three years, and a tenth as many open ones."""
    chance, first = Random(7), date(2021, 1, 1)
    deals = []
    for number in range(count + count // 10):
        created = first + timedelta(days=chance.randrange(1_000))
        closed = None if number >= count else created + timedelta(days=chance.randrange(95))
        outcome = Outcome.OPEN if closed is None else chance.choice((Outcome.WON, Outcome.LOST))
        amount = chance.randrange(100_000, 9_000_000)
        deals.append(
            Past(
                id=str(number),
                owner="Dana",
                amount=amount,
                currency="USD",
                created_on=created,
                closed_on=closed,
                outcome=outcome,
                amount_from=created,
            )
        )
    return History(tuple(deals))


def seconds_of_one_projection(of: History) -> float:
    """Processor seconds of a projection in the large company's last quarter, nothing prepared."""
    calendar = FiscalCalendar()
    as_of = date(2023, 11, 1)
    started = time.process_time()
    project(History(of.deals), calendar.quarter(as_of), as_of, calendar)
    return time.process_time() - started


def main() -> None:
    """Print the tables."""
    console = Console(width=None if sys.stdout.isatty() else 120)
    table = Table(title="Mean error (mean absolute percentage error)", title_justify="left", box=SIMPLE)
    table.add_column("company", no_wrap=True)
    for name in ("projection", *HEADINGS.values(), "in interval", "days"):
        table.add_column(name, justify="right")
    overall: list[list[float]] = []
    covered: list[bool] = []
    for name in PUBLISHED:
        if (found := shared_history(name)) is not None:
            _add(table, name, points_of([found]))
            _add(table, f"{name}, every week", weekly_points_of(found))
        else:
            console.print(f"{name} is not here: it is no part of the repository.")
    for kind in COMPANIES:
        points = points_of(history(kind, seed) for seed in SEEDS)
        overall.append(_add(table, kind, points))
        covered.extend(point.covered for point in points if point.chosen)
    means = [sum(column) / len(overall) for column in zip(*overall, strict=True)]
    inside = sum(covered) / len(covered)
    table.add_row("invented, on average", *map(_percent, means), _percent(inside), f"{len(covered):,}")
    console.print(table)
    for name, words in PUBLISHED.items():
        console.print(f"Measured by others on {name}: {words}.", highlight=False)
    spent = seconds_of_one_projection(many())
    console.print(f"One projection from 110,000 deals: {spent * 1000:.0f} ms of processor time.", highlight=False)


def _add(table: Table, name: str, points: Sequence[Point]) -> list[float]:
    """One line of the table; its mean errors."""
    errors = mean_errors(points)
    chosen = [point for point in points if point.chosen]
    inside = sum(point.covered for point in chosen) / len(chosen)
    table.add_row(name, *map(_percent, errors), _percent(inside), str(len(chosen)))
    return errors


def _percent(share: float) -> str:
    return f"{share:.1%}"


if __name__ == "__main__":
    main()
