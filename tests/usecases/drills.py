"""Firedrills on a store in memory: deals of a team, calling one, what was enqueued, and the final."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sales.deal import Deal, Entry, Via
from sales.delivery import Delivery
from sales.money import Money
from sales.people import Person
from sales.revising import opened
from sales.usecases.actors import Actor
from sales.usecases.drill_views import FinalView, final_view
from sales.usecases.drilling import (
    Called,
    call_firedrill,
)
from sales.workspace import Workspace
from storage.sql import SqlStore

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
Team = dict[str, Person]


def add_deal(store: SqlStore, workspace: Workspace, owner: Person, name: str, facts: Mapping[str, object]) -> int:
    at = NOW - timedelta(days=1)
    with store.writing(workspace.id) as tx:
        entry = tx.entries.add(Entry(by=owner.id, at=at, via=Via.COMMAND))
        draft = Deal(
            name=name,
            owner_id=owner.id,
            stage="discovery",
            amount=Money(4_500_000),
            close_date=date(2026, 12, 15),
            created_at=at,
            stage_since=at,
        )
        return tx.deals.add(opened(replace(draft, **facts), entry, tx.process), entry).id  # type: ignore[arg-type]


def actor_of(workspace: Workspace, person: Person) -> Actor:
    return Actor(workspace.id, person)


def call(store: SqlStore, workspace: Workspace, person: Person, words: str = "16:30", at: datetime = NOW) -> Called:
    return call_firedrill(store, actor_of(workspace, person), words, at)


def deliveries_of(store: SqlStore, workspace: Workspace, kind: str, slot: str) -> list[Delivery]:
    with store.reading(workspace.id) as tx:
        return tx.deliveries.with_slot(kind, slot)


def final_of(store: SqlStore, workspace: Workspace, called: Called, reader: Person, at: datetime) -> FinalView:
    with store.reading(workspace.id) as tx:
        return final_view(tx, tx.drills.get(called.drill.id) or called.drill, reader, at)
