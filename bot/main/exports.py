"""Writes a forecast's workbook or CSV, for the bot in a niced child process: a hundred thousand deals then cost it
neither memory nor responsiveness. Sends nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from errno import EISDIR
from io import TextIOWrapper
from os import PathLike, strerror
from pathlib import Path
from shutil import copyfileobj
from typing import IO

from bot.child import Child
from bot.workbooks import BookOrder
from sales.people import Team
from sales.report import Report
from sales.usecases.forecasts import deals_as_of, report_for, team_as_of
from sales.usecases.ports import Tx

LONGEST_SECONDS = 300.0
TOLD_EVERY_SECONDS = 3.0
FEW_DEALS = 2_000
"""For so many, their own changes are asked for by name; for more, it is quicker to read all and leave some out."""

OnProgress = Callable[[str], None]
"""Is told how far the work has come, every few seconds."""


def forecast_book(database: str, order: BookOrder, now: datetime, on_progress: OnProgress = lambda _: None) -> bytes:
    """The workbook that was ordered, from the database at a URL. Raises `TookTooLong` and `OSError`."""
    with tempfile.TemporaryDirectory(prefix="firebreak-") as folder, Child() as child:
        path, progress = Path(folder) / "forecast.xlsx", Path(folder) / "progress"

        def look() -> None:
            if progress.exists() and (words := progress.read_text(encoding="utf-8")):
                on_progress(words)

        child.run_watched(LONGEST_SECONDS, TOLD_EVERY_SECONDS, look, _write, database, order, now, path, progress)
        return path.read_bytes()


def _write(database: str, order: BookOrder, now: datetime, path: Path, progress: Path) -> None:
    """In the child."""
    from storage.engine import create_store

    with closing(create_store(database)) as store, store.reading(order.workspace_id) as tx:
        as_of = min(order.as_of, now)
        team = team_as_of(tx, as_of, now)
        report = report_for(tx, team[order.subject_id], now, period=order.period, as_of=as_of).report
        write_book(tx, path, report, team, now, lambda words: _say(progress, words))


def _say(progress: Path, words: str) -> None:
    """Whole or not at all, for somebody reads it meanwhile."""
    written = progress.with_suffix(".new")
    written.write_text(words, encoding="utf-8")
    written.replace(progress)


def write_book(
    tx: Tx,
    path: str | PathLike[str],
    report: Report,
    team: Team,
    now: datetime,
    on_progress: OnProgress = lambda _: None,
) -> int:
    """Writes the workbook of a report, with the deals that its numbers open to and their changes within the period;
    returns how many deals."""
    from storage.sheets.workbook import write_forecast

    deals = deals_as_of(tx, team.subtree(report.subject.id), report.period, report.as_of, now)
    process, then = tx.process_at(report.as_of), tx.workspace_at(report.as_of)
    start, _ = report.period.instants(then.timezone)
    few = [deal.id for deal in deals] if len(deals) <= FEW_DEALS else None
    changes = tx.forecasts.journal(min(start, report.as_of), report.as_of, few)
    with tempfile.TemporaryFile() as file:
        write_forecast(file, report, deals, changes, process, team, then.exchange(), on_progress)
        file.seek(0)
        _put(path, file)
    return len(deals)


def _put(path: str | PathLike[str], content: IO[bytes]) -> None:
    """Writes the file whole: where it cannot be, what stood there still does. Raises `OSError`, naming the file."""
    target = Path(path)
    if target.is_dir():
        raise IsADirectoryError(EISDIR, strerror(EISDIR), str(target))
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        with unfinished.open("wb") as file:
            copyfileobj(content, file)
        unfinished.replace(target)
    except OSError as problem:
        unfinished.unlink(missing_ok=True)
        raise OSError(problem.errno, problem.strerror, str(target)) from problem


def write_deals(tx: Tx, path: str | PathLike[str], report: Report, team: Team, now: datetime) -> int:
    """Writes the deals that the numbers of a report open to as CSV, for other programs and our own import; returns how
    many."""
    from storage.sheets.exporting import deal_lines, write_deals_csv

    deals = deals_as_of(tx, team.subtree(report.subject.id), report.period, report.as_of, now)
    process, rates = tx.process_at(report.as_of), tx.workspace_at(report.as_of).exchange()
    lines = deal_lines(deals, process, team, rates)
    with tempfile.TemporaryFile() as file:
        text = TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        write_deals_csv(text, lines, report.timezone)
        text.seek(0)
        _put(path, file)
    return len(deals)
