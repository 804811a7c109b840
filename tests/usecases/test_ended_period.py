"""The first digest of a new period tells how the one before came out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.blocks.digest import digest_message
from sales.deal import Deal, Entry, Field, Value, Via
from sales.delivery import Delivery
from sales.money import Money
from sales.people import Person
from sales.revising import opened, revised
from sales.usecases.digesting import digest
from sales.workspace import Workspace
from storage.sql import SqlStore
from tests.blocks.seen import shown

OCTOBER = datetime(2026, 10, 1, 8, tzinfo=UTC)
SEPTEMBER = datetime(2026, 9, 15, 12, tzinfo=UTC)


def won_in_september(store: SqlStore, workspace: Workspace, owner: Person) -> None:
    """A deal of $12,345.67, won on 15 September."""
    with store.writing(workspace.id) as tx:
        entry = tx.entries.add(Entry(by=owner.id, at=SEPTEMBER, via=Via.MODAL))
        draft = Deal(
            name="Won before",
            owner_id=owner.id,
            stage=tx.process.first.key,
            amount=Money.of("12345.67"),
            created_at=SEPTEMBER,
            stage_since=SEPTEMBER,
        )
        deal = tx.deals.add(opened(draft, entry, tx.process), entry)
        closing = tx.entries.add(Entry(by=owner.id, at=SEPTEMBER + timedelta(hours=1), via=Via.MODAL))
        wishes: dict[Field, Value] = {Field.STAGE: tx.process.won.key, Field.CLOSED_ON: date(2026, 9, 15)}
        tx.deals.save(revised(deal, wishes, closing, tx.process, today=date(2026, 9, 15)), closing)


def test_the_first_digest_of_a_quarter_says_how_the_last_one_ended(
    store: SqlStore, workspace: Workspace, team: dict[str, Person]
) -> None:
    """On 1 October the manager reads what September closed, to the cent; on 2 October no more."""
    won_in_september(store, workspace, team["Rui"])
    for since, tells in ((OCTOBER - timedelta(days=1), True), (OCTOBER, False)):
        payload = {"as_of": (since + timedelta(days=1)).isoformat(), "since": since.isoformat(), "period": "quarter"}
        row = Delivery(kind="digest", recipient=str(team["Mia"].id), slot="x", due_at=since, payload=payload)
        with store.reading(workspace.id) as tx:
            found = digest(tx, row, since + timedelta(days=1))
        assert ("2026-Q3 is over" in shown(digest_message(found, None))) is tells
        if tells:
            assert found.ended is not None
            assert found.ended.line.rolled.closed == Money.of("12345.67")
            assert "$12,345.67" in shown(digest_message(found, None))
