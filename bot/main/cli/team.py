"""`firebreak team`: roles, managers and quotas of a whole team from a file."""

from __future__ import annotations

import argparse

from bot.main.cli.database import local_workspace, opened_store
from bot.main.cli.import_deals import row_words
from bot.main.cli.instants import instant
from sales.usecases.staffing_file import take_staff
from storage.sheets.staff import read_staff


def run(given: argparse.Namespace) -> int:
    """Takes the file over; exit code 1 if any row was rejected, so that a script notices."""
    with opened_store(given) as store:
        workspace = local_workspace(store)
        file = read_staff(given.file)
        result = take_staff(store, workspace.id, file.rows, instant(None, workspace.timezone), given.dry_run)
    verb = "would be changed" if result.dry_run else "changed"
    rows = "1 row" if result.read == 1 else f"{result.read:,} rows"
    people = "1 person" if len(result.changes) == 1 else f"{len(result.changes):,} people"
    print(f"{rows} read: {people} {verb}, {len(result.rejected):,} rejected.")
    for change in result.changes:
        print(f"  {change}")
    if file.unused:
        print(f"note: not read: {', '.join(file.unused)}.")
    for error in result.rejected:
        print(row_words(error))
    return 1 if result.rejected else 0
