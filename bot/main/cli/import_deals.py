"""`firebreak import`: files of deals taken over into the database, by the same use case as in Slack."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import asdict
from decimal import Decimal

from rich.console import Console
from rich.progress import Progress

from bot.faults import faults_from
from bot.main.cli.database import IfMissing, local_workspace, opened_store
from bot.main.cli.instants import instant
from sales.importing import RowError
from sales.usecases.imports import ImportResult, import_deals
from storage.sheets.deals import read_deals

SHOWN_ERRORS = 20


def run(given: argparse.Namespace) -> int:
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
