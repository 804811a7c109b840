"""The exports of other systems, against what is known to be in them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sales.importing import ImportedDeal, ImportPlan
from sales.money import Money
from sales.process import Outcome
from storage.sheets.deals import read_deals
from tests.shared_data import shared_data

EXPORTS = ("hubspot_faker_deals.csv", "zoho_analytics_potentials.csv", "salesforce_devorg_opportunity.csv")


def _read(file: str) -> tuple[dict[str, Any], ImportPlan]:
    known = json.loads(shared_data("importer", "EXPECTED.json").read_text())
    expected = next(entry for entry in known if entry["file"] == file)
    return expected, read_deals([shared_data("importer", file)])


def _days(days: Iterable[date | None]) -> tuple[str, str, int]:
    every = list(days)
    known = sorted(day for day in every if day is not None)
    return known[0].isoformat(), known[-1].isoformat(), every.count(None)


@pytest.mark.parametrize("file", EXPORTS)
def test_every_row_of_an_export_is_understood(file: str) -> None:
    """Rows, sums, days, stages, outcomes and owners are what the file is known to hold; no row is rejected."""
    expected, plan = _read(file)
    assert plan.errors == ()
    assert plan.read == expected["records"]
    assert plan.sums == {"USD": Money.of(Decimal(str(expected["amount_sum"])))}
    assert sum(deal.amount is None for deal in plan.deals) == expected["amount_missing"]
    for what, days in (("close", [d.close_date for d in plan.deals]), ("created", [d.created_on for d in plan.deals])):
        assert _days(days) == tuple(expected[f"{what}_{part}"] for part in ("min", "max", "missing"))
    assert plan.by_stage == expected["stage_counts"]
    assert len(set(plan.by_owner) - {""}) == expected["owners"]
    if expected["status_counts"]:
        outcomes = Counter(deal.outcome.value.capitalize() for deal in plan.deals if deal.outcome)
        assert outcomes == expected["status_counts"]


@pytest.mark.parametrize("file", EXPORTS)
def test_each_column_becomes_what_it_is(file: str) -> None:
    """The columns are mapped as a person would map them."""
    expected, plan = _read(file)
    assert expected["column_mapping"].items() <= plan.columns.items()


@pytest.mark.parametrize("file", EXPORTS)
def test_the_first_and_the_last_row_are_right(file: str) -> None:
    """Value by value, the ends of the file are what stands there."""
    expected, plan = _read(file)
    for place, deal in (("first", plan.deals[0]), ("last", plan.deals[-1])):
        seen = _plain(deal) | {"status": deal.outcome.value.capitalize() if deal.outcome else None}
        for key, value in expected[place].items():
            assert seen[key] == value, (place, key)


def _plain(deal: ImportedDeal) -> dict[str, object]:
    return {
        "id": deal.external_id,
        "name": deal.name,
        "owner": deal.owner,
        "stage": deal.stage,
        "amount": None if deal.amount is None else float(deal.amount.major),
        "close": deal.close_date and deal.close_date.isoformat(),
        "created": deal.created_on and deal.created_on.isoformat(),
    }


def test_the_maven_folder_is_read_as_one_pipeline() -> None:
    """All 7,135 deals, the 35 reps (five without deals), their six managers, and the stages in order."""
    plan = read_deals([shared_data("crm", "maven")])
    assert (plan.read, len(plan.deals), plan.errors) == (7135, 7135, ())
    managers = {person.manager for person in plan.people if person.manager}
    assert (len(plan.people), len(managers)) == (41, 6)
    assert len({person.name for person in plan.people} - set(plan.by_owner) - managers) == 5
    assert [(stage.name, stage.outcome) for stage in plan.stages] == [
        ("Prospecting", Outcome.OPEN),
        ("Engaging", Outcome.OPEN),
        ("Won", Outcome.WON),
        ("Lost", Outcome.LOST),
    ]
    assert "Isdom – GTX Pro" in {deal.name for deal in plan.deals}
    assert not any("GTXPro" in deal.name for deal in plan.deals)
    for deal in plan.deals:
        ended = deal.outcome is not Outcome.OPEN
        assert (deal.amount is not None, deal.closed_on is not None, bool(deal.account)) == (ended, ended, ended)
        assert deal.closed_on == deal.close_date
        assert ended or deal.name.endswith(f"({deal.external_id})")


@pytest.mark.parametrize(
    ("file", "days"),
    [
        ("dgbusiness_hubspot_migration_deals_head.csv", {date(2020, 1, 14), date(2022, 4, 2), date(2018, 1, 8)}),
        ("playwright_sf_opportunities.csv", {date(2024, 12, 31), date(2024, 6, 30)}),
    ],
)
def test_the_order_of_days_is_found_in_small_files(file: str, days: set[date]) -> None:
    """01-14 makes a column month first, 31/12 makes another day first."""
    plan = read_deals([shared_data("importer", "excerpts", file)])
    assert days <= {deal.close_date for deal in plan.deals}
    assert plan.errors == ()


def test_a_folder_of_everything_finds_the_deals_and_the_addresses() -> None:
    """Calls, quotes and campaigns beside the deals are left alone; the users' table gives the owners' addresses."""
    plan = read_deals([shared_data("crm", "zoho_demo")])
    assert plan.read == 3632
    assert {person.email for person in plan.people if person.name == "Tina Thomas"} == {"tina@finepick.com"}


def test_a_file_that_is_not_about_deals_is_refused() -> None:
    """A list of activities is not imported as deals by mistake."""
    for path in ("hubspot_faker_activities.csv", "zoho_analytics_campaigns.csv"):
        with pytest.raises(Exception, match="No table of deals"):
            read_deals([Path(shared_data("importer", path))])
