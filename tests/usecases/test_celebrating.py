"""What the celebration of a win says of how it came about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from sales.deal import Field, Value, Via
from sales.money import Money
from sales.people import Person
from sales.usecases.actors import Actor
from sales.usecases.advancing import change
from sales.usecases.celebrating import WIN, win_view
from sales.usecases.changing import Wish
from sales.workspace import Workspace
from storage.sql import SqlStore


def test_the_days_it_took_are_the_teams(store: SqlStore, workspace: Workspace, team: dict[str, Person]) -> None:
    """Entered on Thursday morning in Auckland, which was Wednesday in Greenwich, and signed ten days later."""
    with store.writing(workspace.id) as tx:
        tx.save_workspace(replace(workspace, timezone="Pacific/Auckland"), None)
        tx.people.save(replace(team["Dana"], timezone="Pacific/Auckland"))
    dana = Actor(workspace.id, replace(team["Dana"], timezone="Pacific/Auckland"))
    entered, signed = datetime(2026, 11, 18, 21, 0, tzinfo=UTC), datetime(2026, 11, 28, 21, 0, tzinfo=UTC)
    new: dict[Field, Value] = {Field.NAME: "Acme", Field.AMOUNT: Money(40_000_000)}
    made = change(store, dana, Wish(fields=new, account="Acme"), Via.MODAL, entered).deals[0].after
    won = change(store, dana, Wish(deal_id=made.id, fields={Field.STAGE: "won"}), Via.MODAL, signed)
    with store.reading(workspace.id) as tx:
        (row,) = tx.deliveries.with_slot(WIN, f"deal {made.id} entry {won.entry.id}")
        view = win_view(tx, row)
    assert view is not None
    assert (view.deal.closed_on, view.took) == (date(2026, 11, 29), 10)
