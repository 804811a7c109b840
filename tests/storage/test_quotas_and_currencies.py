"""Which currencies and quotas are stored, for whoever changes the settings."""

from __future__ import annotations

from datetime import date, datetime

from sales.deal import Field, Value, Via
from sales.money import Money
from sales.people import Person
from sales.period import Period
from sales.usecases.actors import Actor
from sales.usecases.advancing import change
from sales.usecases.changing import Wish
from sales.workspace import Workspace
from storage.sql import SqlStore


def test_what_is_stored_in_which_currency(
    store: SqlStore, workspace: Workspace, team: dict[str, Person], now: datetime
) -> None:
    """Each currency of a deal once, nothing for deals without an amount; every quota with its days."""
    amounts = (Money(1, "EUR"), Money(2, "EUR"), Money(3, "JPY"), None)
    for number, amount in enumerate(amounts):
        fields: dict[Field, Value] = {Field.NAME: f"Deal {number}", Field.AMOUNT: amount}
        change(store, Actor(workspace.id, team["Dana"]), Wish(fields=fields), Via.MESSAGE, now)
    quarter = Period(date(2026, 10, 1), date(2027, 1, 1), "2026-Q4")
    with store.writing(workspace.id) as tx:
        tx.people.save_quota(team["Dana"].id, quarter, Money(500, "GBP"))
    with store.reading(workspace.id) as tx:
        assert tx.deals.currencies() == {"EUR", "JPY"}
        [(period, quota)] = tx.people.every_quota()
    assert (period.start, period.end, quota) == (quarter.start, quarter.end, Money(500, "GBP"))
