"""Rows of a file that were read already, and a workspace that they go into."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from sales.deal import Deal
from sales.importing import ImportedDeal, ImportedPerson, ImportPlan, StageSeen
from sales.money import Money
from sales.process import Outcome
from storage.sql import SqlStore

NOW = datetime(2026, 6, 10, 15, tzinfo=UTC)
ZONE = "America/New_York"
ROW = ImportedDeal(
    path="deals.csv",
    line=2,
    external_id="1",
    name="Pumps",
    account="Brightwell",
    owner="Ana Sá",
    stage="Proposal",
    outcome=Outcome.OPEN,
    amount=Money(10000),
    close_date=date(2026, 7, 1),
    created_on=date(2026, 5, 4),
    source="Referral",
)
WON = replace(ROW, line=3, external_id="2", name="Valves", stage="Won", outcome=Outcome.WON, closed_on=date(2026, 6, 1))


def plan_of(*rows: ImportedDeal, people: tuple[ImportedPerson, ...] = ()) -> ImportPlan:
    stages = {row.stage: StageSeen(row.stage, row.outcome or Outcome.OPEN, 1) for row in rows if row.stage}
    owners = tuple(ImportedPerson(name=row.owner) for row in rows if row.owner)
    return ImportPlan(deals=rows, people=people or owners, stages=tuple(stages.values()))


def deals_in(store: SqlStore) -> dict[str, Deal]:
    with store.reading(1) as tx:
        return tx.deals.sources()
