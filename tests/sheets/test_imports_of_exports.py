"""Importing what other systems export: every deal becomes one here, once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sales.people import Role
from sales.usecases.imports import ImportResult, import_deals
from storage.sheets.deals import read_deals
from storage.sql import SqlStore
from tests.shared_data import shared_data
from tests.sheets.importing import NOW


def _maven(store: SqlStore) -> ImportResult:
    plan = read_deals([shared_data("crm", "maven")])
    return import_deals(store, 1, plan, datetime(2017, 9, 30, 22, tzinfo=UTC))


def test_the_maven_pipeline_is_imported_whole(store: SqlStore) -> None:
    """7,135 deals, 41 people under six managers, four stages, and amounts to the cent; a second run changes nothing."""
    result = _maven(store)
    assert (result.read, result.created, result.rejected, result.notes) == (7135, 7135, (), ())
    assert result.sums == {"USD": "7203038.00"}
    assert result.by_stage == {"Engaging": 2409, "Won": 3042, "Lost": 1684}
    assert result.stages == ("Prospecting", "Engaging", "Won", "Lost")
    with store.reading(1) as tx:
        team = list(tx.people.team())
        assert tx.process.first.name == "Prospecting"
    assert sum(person.role is Role.MANAGER for person in team) == 6
    assert sum(person.manager_id is not None for person in team) == 35
    again = _maven(store)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 7135)


@pytest.mark.parametrize(
    "file", ["hubspot_faker_deals.csv", "zoho_analytics_potentials.csv", "salesforce_devorg_opportunity.csv"]
)
def test_every_export_can_be_imported_twice(store: SqlStore, file: str) -> None:
    """Each export of another system becomes deals without a rejected row, once."""
    plan = read_deals([Path(shared_data("importer", file))])
    first = import_deals(store, 1, plan, NOW)
    second = import_deals(store, 1, plan, NOW + timedelta(days=1))
    assert (first.created, first.rejected) == (plan.read, ())
    assert (second.created, second.updated, second.unchanged) == (0, 0, plan.read)
    assert first.sums == {currency: money.plain for currency, money in plan.sums.items()}
