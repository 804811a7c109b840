"""An admin's settings: what cannot be is refused at its field, what can is saved whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sales.errors import Invalid, NotAllowed
from sales.people import Person, Visibility
from sales.usecases.actors import Actor
from sales.usecases.settling import WorkspaceWish, change_workspace
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
    saved = change_workspace(store, Actor(workspace.id, team["Ada"]), WISH, evening)
    assert saved.rates_dated == date(2026, 11, 19)
    assert saved.rates == {"USD": Decimal("1.62"), "EUR": Decimal("1.75")}
    assert (saved.visibility, saved.calendar.start_month) == (Visibility.OWN, 4)
    again = replace(WISH, currency="NZD", rates=None)
    assert change_workspace(store, Actor(workspace.id, team["Ada"]), again, evening).rates_dated == date(2026, 11, 19)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"timezone": "Middle/Earth"}, "timezone"),
        ({"currency": "dollars"}, "currency"),
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
