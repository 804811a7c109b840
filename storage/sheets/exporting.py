"""What a list of deals looks like outside: one row per deal, the same in the workbook and as CSV. Knows the columns,
and how amounts are shared out so that rows add up to the report."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TextIO

from sales.deal import Deal
from sales.forecast import worths
from sales.money import Money, Rates
from sales.people import Team
from sales.period import local_date
from sales.process import Outcome, Process

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so is taken for a formula by one spreadsheet program or another."""

Value = str | int | date | Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DealLine:
    """A deal as a row. `category` is what it counts as, or Lost. `worth` is its part of the forecast in the base
    currency; None without an amount or a rate."""

    deal: Deal
    owner: str
    stage: str
    category: str
    worth: Money | None


def deal_lines(deals: Sequence[Deal], process: Process, team: Team, rates: Rates) -> list[DealLine]:
    """The deals as rows, in their order; what they are worth adds up to the report."""
    return [
        DealLine(
            deal=deal,
            owner=team.by_id[deal.owner_id].name if deal.owner_id in team.by_id else "",
            stage=process.by_key[deal.stage].name if deal.stage in process.by_key else deal.stage,
            category="Lost" if deal.outcome is Outcome.LOST else deal.forecast_category(process).words,
            worth=worth,
        )
        for deal, worth in zip(deals, worths(deals, rates), strict=True)
    ]


COLUMNS = (
    *("Deal", "Account", "Owner", "Stage", "Category", "Amount", "Currency", "Worth", "Counts on", "Close date"),
    *("Closed on", "Next step", "Next step on", "Source", "Lost reason", "Last touched", "Created", "Id", "Owner no."),
)


def values_of(line: DealLine, timezone: str) -> tuple[Value, ...]:
    """The row's values in the order of `COLUMNS`. Instants are days in `timezone`. The id is the one the deal had where
    it came from, else our own."""
    deal = line.deal
    return (
        deal.name,
        deal.account,
        line.owner,
        line.stage,
        line.category,
        deal.amount,
        deal.amount.currency if deal.amount is not None else "",
        line.worth,
        deal.counts_on,
        deal.close_date,
        deal.closed_on,
        deal.next_step,
        deal.next_step_on,
        deal.source,
        deal.lost_reason,
        local_date(deal.touched_at, timezone) if deal.touched_at else None,
        local_date(deal.created_at, timezone),
        deal.external_id or f"firebreak:{deal.id}",
        deal.owner_id,
    )


def write_deals_csv(file: TextIO, lines: Sequence[DealLine], timezone: str) -> None:
    """The deals as CSV, with ISO days and plain amounts, fit to be imported again. Text that a spreadsheet program
    would take for a formula gets an apostrophe in front. Open the file with newline=""."""
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for line in lines:
        writer.writerow([written(value) for value in values_of(line, timezone)])


def written(value: Value) -> str:
    """A value as a cell of a CSV file."""
    match value:
        case None:
            return ""
        case Money():
            return value.plain
        case date():
            return value.isoformat()
        case str():
            return f"'{value}" if value.lstrip(" ").startswith(FORMULA_STARTS) else value
        case _:
            return str(value)
