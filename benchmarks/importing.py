"""How fast a spreadsheet of deals is taken over: read, matched, saved with its journal. And again, changing nothing."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.company import NOW, company, name_of
from benchmarks.measure import Figure, seconds
from sales.usecases.imports import import_deals
from storage.sheets.deals import read_deals

HEADINGS = ("Deal ID", "Deal name", "Account", "Owner", "Stage", "Amount", "Created", "Close date")
STAGES = ("Discovery", "Qualified", "Proposal", "Won", "Lost")


def figures(*, postgres: bool, quick: bool) -> Iterator[Figure]:
    """A first run into an empty workspace, and a second one."""
    rows = 100 if quick else 10_000
    with tempfile.TemporaryDirectory() as folder, company(0, postgres=postgres, managers=1) as firm:
        path = Path(folder) / "deals.csv"
        write(path, rows)
        for what in ("new", "known already"):
            took = seconds(lambda: import_deals(firm.store, firm.workspace.id, read_deals([path]), NOW))
            yield Figure(what=f"import of {rows:,} rows, {what}", value=rows / took, unit="rows/s")
        with firm.store.reading(firm.workspace.id) as tx:
            saved = len(tx.deals.sources())
        yield Figure(what="import: rows that are missing", value=float(rows - saved), unit="", target=0)


def write(path: Path, rows: int) -> None:
    """A file of deals as another system exports them."""
    with path.open("w", newline="", encoding="utf-8") as opened:
        sheet = csv.writer(opened)
        sheet.writerow(HEADINGS)
        for number in range(rows):
            stage, day = STAGES[number % len(STAGES)], f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
            owner, amount = f"Seller {number % 30}", 1_000 + number
            account = name_of(number // 4)
            sheet.writerow((f"x{number}", name_of(number, skip=3), account, owner, stage, amount, "2025-11-03", day))
