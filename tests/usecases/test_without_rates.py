"""Deals and quotas in a currency without an exchange rate: no number shows a zero in their place."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest

from bot.blocks.forecast import forecast_message, summary
from bot.blocks.native import people_chart, people_table
from sales.deal import Field, Value, Via
from sales.money import Money
from sales.people import Person
from sales.usecases.actors import Actor
from sales.usecases.advancing import change
from sales.usecases.calling import call_form
from sales.usecases.changing import Wish
from sales.usecases.forecasts import Forecast, forecast
from sales.workspace import Workspace
from storage.sql import SqlStore
from tests.blocks.seen import shown

Team = dict[str, Person]


@pytest.fixture
def seen(store: SqlStore, workspace: Workspace, team: Team, now: datetime) -> Forecast:
    """Mia's forecast in euros, of deals and a quota in dollars, without a rate."""
    quarter = workspace.calendar.quarter(now.date())
    for name, stage in (("Acme", "contract"), ("Hooli", "proposal")):
        fields: dict[Field, Value] = {
            Field.NAME: name,
            Field.STAGE: stage,
            Field.AMOUNT: Money(4_000_000),
            Field.CLOSE_DATE: now.date(),
        }
        change(store, Actor(workspace.id, team["Dana"]), Wish(fields=fields), Via.MESSAGE, now)
    with store.writing(workspace.id) as tx:
        tx.people.save_quota(team["Mia"].id, quarter, Money(9_000_000))
        tx.save_workspace(replace(tx.workspace, currency="EUR"), None)
    return forecast(store, Actor(workspace.id, team["Mia"]), now)


def test_no_number_is_a_zero(seen: Forecast) -> None:
    """Each says what it lacks; the quota is named; there is no bar and no share of it."""
    said = shown(forecast_message(seen))
    assert "$40,000 without a rate" in said
    assert "$80,000 without a rate" in said
    assert "The quota is $90,000, and there is no exchange rate from USD." in said
    assert "1 quota is in a currency without an exchange rate" in said
    assert "No quota is set" not in said
    assert "*Dana Cole* · no quota\n$40K (no rate) commit · €0 closed · $80K (no rate) best case" in said
    assert "Proposal · 1 deal · *$40K (no rate)*" in said
    assert not re.search(r"(?:Commit\*?|Best case\*?|Total\*?|Proposal|Contract)\s€0", said), said
    assert "commit $40K (no rate)" in summary(seen.report)


def test_tables_and_charts_draw_no_zero_either(seen: Forecast) -> None:
    """The table says it, and the chart is left out: a bar of no length would be one."""
    cells = [cell["text"] for row in people_table(seen.report.line)[0]["rows"] for cell in row]
    assert cells.count("$40,000 without a rate") == 2
    assert cells[3:5] == ["Dana Cole", "$40,000 without a rate"]
    assert people_chart(seen.report.line) == []


@pytest.mark.usefixtures("seen")
def test_a_call_is_not_proposed(store: SqlStore, workspace: Workspace, team: Team, now: datetime) -> None:
    """The form begins empty where the sum of the deals is not known."""
    form = call_form(store, Actor(workspace.id, team["Dana"]), "this quarter", now)
    assert (form.commit, form.best_case) == (None, None)
