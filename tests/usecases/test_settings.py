"""An admin's settings: what cannot be is refused at its field, what can is saved whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from sales.deal import Field, Value, Via
from sales.errors import Invalid, NotAllowed
from sales.money import Money
from sales.people import Person, Visibility
from sales.period import FiscalCalendar
from sales.usecases.actors import Actor
from sales.usecases.advancing import change
from sales.usecases.changing import Wish
from sales.usecases.settings import WorkspaceWish, change_workspace
from sales.workspace import Workspace
from storage.sql import SqlStore

WISH = WorkspaceWish(
    timezone="Pacific/Auckland",
    currency="NZD",
    fiscal_start_month=4,
    visibility="own",
    day_first=True,
    wins_channel=None,
    rates="USD 1.62\nEUR = 1.75",
)


def test_rates_are_dated_by_the_teams_day(store: SqlStore, workspace: Workspace, team: dict[str, Person]) -> None:
    """In Auckland it is Thursday already, although the day has not changed in Greenwich."""
    evening = datetime(2026, 11, 18, 22, 0, tzinfo=UTC)
    saved = change_workspace(store, Actor(workspace.id, team["Ada"]), WISH, evening).workspace
    assert saved.rates_dated == date(2026, 11, 19)
    assert saved.rates == {"USD": Decimal("1.62"), "EUR": Decimal("1.75")}
    assert (saved.visibility, saved.calendar.start_month) == (Visibility.OWN, 4)
    again = replace(WISH, currency="NZD", rates=None)
    same = change_workspace(store, Actor(workspace.id, team["Ada"]), again, evening).workspace
    assert same.rates_dated == date(2026, 11, 19)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"timezone": "Middle/Earth"}, "timezone"),
        ({"currency": "dollars"}, "currency"),
        ({"currency": "XXX"}, "currency"),
        ({"currency": "XAU"}, "currency"),
        ({"currency": "DEM"}, "currency"),
        ({"rates": "XXX 2"}, "rates"),
        ({"rates": "JPY 1,250"}, "rates"),
        ({"rates": "JPY 1.250", "decimal_comma": True}, "rates"),
        ({"rates": "JPY 1.250,5", "decimal_comma": True}, "rates"),
        ({"fiscal_start_month": 0}, "fiscal_start"),
        ({"fiscal_start_month": 13}, "fiscal_start"),
        ({"visibility": "nobody"}, "visibility"),
        ({"rates": "EUR"}, "rates"),
        ({"rates": "EUR 0"}, "rates"),
        ({"rates": "EUR -1"}, "rates"),
        ({"rates": "EUR NaN"}, "rates"),
        ({"rates": "EUR 1e30"}, "rates"),
        ({"rates": "EUR 1e-30"}, "rates"),
        ({"rates": "EURO 1.08"}, "rates"),
        ({"log_reaction": "two words"}, "log_reaction"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    store: SqlStore, workspace: Workspace, team: dict[str, Person], now: datetime, wrong: dict[str, object], field: str
) -> None:
    """And nothing is saved: a month or a rate that cannot be would break every forecast from then on."""
    with pytest.raises(Invalid) as refused:
        change_workspace(store, Actor(workspace.id, team["Ada"]), replace(WISH, **wrong), now)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert next(iter(store.workspaces())) == workspace


def test_nobody_but_an_admin(store: SqlStore, workspace: Workspace, team: dict[str, Person], now: datetime) -> None:
    """Leading a team gives no right to the settings."""
    with pytest.raises(NotAllowed):
        change_workspace(store, Actor(workspace.id, team["Mia"]), WISH, now)


@pytest.mark.parametrize(
    ("typed", "comma", "rate"),
    [
        ("GBP 1,25", True, "1.25"),
        ("GBP 1.25", True, "1.25"),
        ("GBP 1.25", False, "1.25"),
        ("GBP = 1,25", False, "1.25"),
    ],
)
def test_rates_in_ones_own_way_of_writing(
    store: SqlStore, workspace: Workspace, team: dict[str, Person], now: datetime, typed: str, comma: bool, rate: str
) -> None:
    """With the decimal comma where that is set, and with the other sign where it can mean nothing else."""
    wish = replace(WISH, rates=typed, decimal_comma=comma)
    assert change_workspace(store, Actor(workspace.id, team["Ada"]), wish, now).workspace.rates == {
        "GBP": Decimal(rate)
    }


KEPT = replace(WISH, currency="USD", fiscal_start_month=1, rates="")


@pytest.fixture
def in_dollars(store: SqlStore, workspace: Workspace, team: dict[str, Person], now: datetime) -> Actor:
    """An admin of a workspace in dollars with a euro's rate, a quota in dollars and a deal in euros."""
    ada, quarter = Actor(workspace.id, team["Ada"]), FiscalCalendar().quarter(now.date())
    change_workspace(store, ada, replace(KEPT, rates="EUR 1.25\nGBP 1.5"), now)
    with store.writing(workspace.id) as tx:
        tx.people.save_quota(team["Dana"].id, quarter, Money(10_000_000), None)
    fields: dict[Field, Value] = {Field.NAME: "Hooli", Field.AMOUNT: Money(500_000, "EUR")}
    change(store, Actor(workspace.id, team["Dana"]), Wish(fields=fields), Via.MESSAGE, now)
    return ada


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            {"currency": "JPY"},
            "are in EUR and USD, and without a rate to JPY they would count nowhere.",
        ),
        ({"currency": "EUR", "rates": "GBP 1.2"}, "what 1 USD is worth in EUR, or keep USD."),
        ({"rates": "GBP 1.5"}, "Write under Exchange rates what 1 EUR is worth in USD."),
    ],
)
def test_no_setting_makes_amounts_count_nowhere(
    store: SqlStore, in_dollars: Actor, now: datetime, wrong: dict[str, Any], said: str
) -> None:
    """A currency for which rates are missing is refused, with what to write; nothing is saved."""
    wish = replace(KEPT, **{"rates": "EUR 1.25\nGBP 1.5"} | wrong)
    with pytest.raises(Invalid) as refused:
        change_workspace(store, in_dollars, wish, now)
    assert said in refused.value.sentence
    assert next(iter(store.workspaces())).currency == "USD"


def test_untouched_rates_go_along_with_the_currency(store: SqlStore, in_dollars: Actor, now: datetime) -> None:
    """They say what a thing is worth in the old currency; in the new one it is worth something else."""
    wish = replace(KEPT, currency="EUR", rates="EUR 1.25\nGBP 1.5")
    saved = change_workspace(store, in_dollars, wish, now).workspace
    assert (saved.currency, saved.rates) == ("EUR", {"USD": Decimal("0.8"), "GBP": Decimal("1.2")})


@pytest.mark.parametrize(("month", "stranded"), [(1, 0), (4, 0), (2, 1), (12, 1)])
def test_quotas_that_fit_no_period_any_more(
    store: SqlStore, in_dollars: Actor, now: datetime, month: int, stranded: int
) -> None:
    """Are counted, so that whoever moves the fiscal year reads of it."""
    wish = replace(KEPT, fiscal_start_month=month, rates="EUR 1.25\nGBP 1.5")
    assert change_workspace(store, in_dollars, wish, now).stranded == stranded
