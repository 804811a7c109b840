"""Planning nudges, whoever else is planning them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sales.deal import Deal, Entry, Field, Value, Via
from sales.delivery import Delivery, DeliveryState
from sales.money import Money
from sales.people import Person
from sales.revising import opened
from sales.usecases.actors import Actor
from sales.usecases.advancing import change
from sales.usecases.agenda import agenda
from sales.usecases.changing import Wish
from sales.usecases.home import home
from sales.usecases.nudging import confirmed as still_right
from sales.usecases.ports import Tx
from sales.usecases.scheduling import NUDGE, plan
from sales.workspace import Workspace
from storage.sql import SqlStore

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


class Overtaken:
    """A process that is always a moment late: as soon as it has read, another one has done the work."""

    def __init__(self, store: SqlStore, other: Callable[[], object]) -> None:
        self._store, self._other = store, other

    @contextmanager
    def reading(self, workspace_id: int) -> Iterator[Tx]:
        with self._store.reading(workspace_id) as tx:
            yield tx
        self._other()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def silent_deal(tx: Tx, owner: Person, closing: date) -> Deal:
    """A deal of which nothing was heard for ninety days."""
    long_ago = NOW - timedelta(days=90)
    entry = tx.entries.add(Entry(by=owner.id, at=long_ago, via=Via.COMMAND))
    draft = Deal(
        name="Acme",
        owner_id=owner.id,
        stage="discovery",
        amount=Money(4_500_000),
        close_date=closing,
        created_at=long_ago,
        stage_since=long_ago,
    )
    return tx.deals.add(opened(draft, entry, tx.process), entry)


def test_what_was_ignored_is_counted_once(store: SqlStore, workspace: Workspace, team: dict[str, Person]) -> None:
    """Two processes find the same slot due. One writes the nudge, and counts that the last one was left unanswered."""
    dana = team["Dana"]
    with store.writing(workspace.id) as tx:
        deal = silent_deal(tx, dana, closing=date(2026, 12, 15))
        yesterday = Delivery(
            kind=NUDGE,
            recipient=str(dana.id),
            slot="2026-11-17",
            due_at=NOW - timedelta(days=1),
            state=DeliveryState.SENT,
            payload={"deals": [deal.id], "answers": {}},
        )
        tx.deliveries.enqueue(yesterday)
    planned: list[int] = []
    late: Any = Overtaken(store, lambda: planned.append(plan(store, workspace.id, NOW)))
    planned.append(plan(late, workspace.id, NOW))
    with store.reading(workspace.id) as tx:
        found = tx.deals.get(deal.id)
        nudge = tx.deliveries.find(NUDGE, str(dana.id), "2026-11-18")
    assert found is not None
    assert nudge is not None
    assert nudge.payload["deals"] == [deal.id]
    assert planned[-1] == 0
    assert found.ignored_nudges == 1


@pytest.mark.parametrize(
    ("confirmed", "since", "asked"),
    [
        (None, {}, True),
        (timedelta(hours=1), {}, False),
        (timedelta(hours=20), {}, True),
        (timedelta(hours=1), {"Mia": {Field.AMOUNT: Money(1)}}, True),
        (timedelta(hours=1), {"Mia": {Field.NEXT_STEP: "Call"}}, False),
        (timedelta(hours=1), {"Dana": {Field.AMOUNT: Money(1)}}, False),
    ],
)
def test_what_was_confirmed_today_is_not_asked_again_today(
    store: SqlStore,
    workspace: Workspace,
    team: dict[str, Person],
    confirmed: timedelta | None,
    since: dict[str, dict[Field, Value]],
    asked: bool,
) -> None:
    """A deal past its close date that its owner has confirmed, in a firedrill say, is neither in the reminder nor on
    Home nor in the day's plan until tomorrow, unless somebody else changes what it counts for."""
    dana = team["Dana"]
    with store.writing(workspace.id) as tx:
        deal = silent_deal(tx, dana, closing=date(2026, 11, 2))
    if confirmed is not None:
        change(store, Actor(workspace.id, dana), still_right(deal.id), Via.NUDGE, NOW - confirmed)
    for who, fields in since.items():
        wish = Wish(deal_id=deal.id, fields=fields)
        change(store, Actor(workspace.id, team[who]), wish, Via.COMMAND, NOW - timedelta(minutes=1))
    plan(store, workspace.id, NOW)
    with store.reading(workspace.id) as tx:
        nudge = tx.deliveries.find(NUDGE, str(dana.id), "2026-11-18")
        needing = agenda(tx, Actor(workspace.id, dana), NOW).needing
    assert nudge is not None
    assert nudge.payload.get("deals", []) == ([deal.id] if asked else [])
    assert bool(home(store, Actor(workspace.id, dana), NOW).attention) is asked
    assert bool(needing) is asked
