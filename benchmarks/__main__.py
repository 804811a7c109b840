"""`python -m benchmarks [NAME ...]`: measures, and prints each figure beside its baseline and what was promised."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.measure import Figure
from bot.main.collecting import look_seldom

NAMES = ("ack", "say", "forecast", "sweep", "digests", "importing", "startup")
LARGE = ("scale",)
"""Run only where they are named: they load a million deals first."""

APART = ("language", "sandbox", "storage")
"""Benchmarks that print figures of their own kind: `python -m benchmarks.language`."""


def main() -> int:
    """Prints a table a benchmark; returns how many promises were not kept."""
    given = _arguments()
    places = {"both": (False, True), "sqlite": (False,), "postgres": (True,)}[given.database]
    console = Console(width=None if sys.stdout.isatty() else 150)
    measured: list[dict[str, object]] = []
    missed = 0
    for name in given.names or NAMES:
        for postgres in places:
            place = "PostgreSQL" if postgres else "SQLite"
            look_seldom()  # as a bot does that has started
            found = _table(console, f"{name} on {place}", figures_of(name, postgres=postgres, quick=given.quick))
            missed += sum(figure.met is False for figure in found)
            measured += [
                {"benchmark": name, "database": place, **asdict(figure), "measured": figure.measured, "met": figure.met}
                for figure in found
            ]
    if given.json:
        machine = {"python": platform.python_version(), "cpus": os.cpu_count(), "load": os.getloadavg()[0]}
        given.json.write_text(json.dumps({"machine": machine, "figures": measured}, indent=1), encoding="utf-8")
    console.print(f"{missed} of {len(measured)} figures missed their target.")
    return 0


def figures_of(name: str, *, postgres: bool, quick: bool) -> Iterator[Figure]:
    """The figures of one benchmark, as they are taken."""
    measure: Callable[..., Iterator[Figure]] = import_module(f"benchmarks.{name}").figures
    return measure(postgres=postgres, quick=quick)


def _table(console: Console, title: str, figures: Iterator[Figure]) -> list[Figure]:
    table = Table(title=title, title_justify="left")
    table.add_column("what", min_width=50)
    for column in ("measured", "baseline", "ratio", "target", ""):
        table.add_column(column, justify="right")
    found: list[Figure] = []
    with console.status(title):
        for figure in figures:
            found.append(figure)
            table.add_row(*_cells(figure))
    console.print(table)
    return found


def _cells(figure: Figure) -> tuple[str, ...]:
    baseline = "" if figure.baseline is None else f"{_number(figure.baseline, figure.unit)} {figure.against}".strip()
    ratio = "" if figure.baseline is None else f"{figure.measured:.2f} x"
    sign, unit = (">=" if figure.at_least else "<="), ("x" if figure.baseline is not None else figure.unit)
    target = "" if figure.target is None else f"{sign} {figure.target:g} {unit}".strip()
    verdict = {None: "", True: "[green]yes[/green]", False: "[red]no[/red]"}[figure.met]
    return figure.what, _number(figure.value, figure.unit), baseline, ratio, target, verdict


def _number(value: float, unit: str) -> str:
    digits = 0 if unit in ("", "rows/s") or value >= 1_000 else 1 if value >= 100 else 2
    return f"{value:,.{digits}f} {unit}".strip()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measures Firebreak against baselines in the same run. "
        f"Apart, because they print figures of their own kind: {', '.join(f'benchmarks.{name}' for name in APART)}.",
    )
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help=f"any of {', '.join(NAMES)}; all, if none is named; or {', '.join(LARGE)}",
    )
    parser.add_argument("--quick", action="store_true", help="a smoke test in seconds; its figures mean nothing")
    parser.add_argument("--postgres", dest="database", action="store_const", const="postgres", help="PostgreSQL only")
    parser.add_argument("--sqlite", dest="database", action="store_const", const="sqlite", help="SQLite only")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.set_defaults(database="both")
    given = parser.parse_args()
    if unknown := set(given.names) - {*NAMES, *LARGE}:
        parser.error(f"there is no benchmark called {', '.join(sorted(unknown))}")
    return given


if __name__ == "__main__":
    raise SystemExit(main())
