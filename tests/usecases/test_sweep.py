"""What needs somebody is found by the database and decided by the rules; both together leave nothing out."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.activity import Account, BuyingRole, Contact
from sales.deal import Deal, Entry, Via
from sales.money import Money
from sales.process import Process
from sales.revising import Revision, opened
from sales.stalls import Attention, attentions
from sales.usecases.attention import sweep
from storage.engine import create_store
from storage.sql import SqlStore, SqlTx
from tests.conftest import by_first_name, furnish

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
MANY = 300
ZONES = ["America/New_York", "Australia/Sydney", "UTC"]


@pytest.fixture(scope="module")
def crowded(process: Process) -> Iterator[SqlStore]:
    """Hundreds of deals of every kind, of people in three zones."""
    store = create_store("sqlite://")
    workspace = furnish(store, process)
    dice = random.Random(11)
    with store.writing(workspace.id) as tx:
        reps = [by_first_name(tx.people.team())[name] for name in ("Dana", "Rui", "Kim")]
        for person, zone in zip(reps, ZONES, strict=True):
            tx.people.save(replace(person, timezone=zone))
        accounts = [tx.activities.save_account(Account(name=name)) for name in ("Acme", "Globex")]
        tx.activities.save_contact(Contact(account_id=accounts[0].id, name="Jo", role=BuyingRole.DECISION_MAKER))
        drafts = [_draft(dice, process, [p.id for p in reps], [a.id for a in accounts]) for _ in range(MANY)]
        tx.deals.add_all(
            [(_born(draft, process), Entry(by=None, at=draft.created_at, via=Via.IMPORT)) for draft in drafts]
        )
    yield store
    store.close()


def _draft(dice: random.Random, process: Process, owners: list[int], accounts: list[int]) -> Deal:
    created = NOW - timedelta(days=dice.randrange(60), minutes=dice.randrange(1_440))
    facts: dict[str, Any] = {
        "account_id": dice.choice([None, *accounts]),
        "amount": dice.choice([None, Money(dice.randrange(10**7))]),
        "close_date": dice.choice([None, _day(dice)]),
        "next_step": dice.choice(["", "Call"]),
        "next_step_on": dice.choice([None, _day(dice)]),
        "source": dice.choice([None, process.sources[0]]),
        "touched_at": dice.choice([None, created, created + timedelta(hours=dice.randrange(1_000))]),
        "snoozed_until": dice.choice([None, None, _day(dice)]),
        "ignored_nudges": dice.randrange(6),
    }
    stage = dice.choice(process.stages).key
    owner = dice.choice(owners)
    return Deal(name="D", owner_id=owner, stage=stage, created_at=created, stage_since=created, **facts)


def _day(dice: random.Random) -> date:
    return NOW.date() + timedelta(days=dice.randrange(-30, 30))


def _born(draft: Deal, process: Process) -> Revision:
    return opened(draft, Entry(by=None, at=draft.created_at, via=Via.IMPORT), process)


@given(st.timedeltas(timedelta(days=-60), timedelta(days=75)))
def test_whatever_the_rules_find_in_whole_deals_is_swept_up(crowded: SqlStore, later: timedelta) -> None:
    """At any instant: the same deals, the same concerns, days and missing facts, as if all deals had been looked at."""
    workspace, now = next(iter(crowded.workspaces())), NOW + later
    with crowded.reading(workspace.id) as tx:
        swept = [told(concern) for of_owner in sweep(tx, now).values() for concern in of_owner]
        assert sorted(swept) == sorted(map(told, _all(tx, now)))


def _all(tx: SqlTx, now: datetime) -> list[Attention]:
    deals = tx.deals.open_of(tx.people.team().by_id)
    decided = tx.deals.with_decision_maker({deal.account_id for deal in deals if deal.account_id is not None})
    return attentions(deals, tx.process, tx.people.team(), now, decided)


def told(concern: Attention) -> tuple[object, ...]:
    """All that is said of a deal in need."""
    deal = concern.deal
    return deal.id, concern.words, concern.limit, str(deal.amount), str(deal.snoozed_until), deal.ignored_nudges
