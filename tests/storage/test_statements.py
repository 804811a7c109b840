"""How many statements each question costs, and that the hot ones read one index and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from sales.activity import Account, Activity
from sales.deal import Entry, Field, Value, Via
from sales.delivery import Delivery
from sales.money import Money
from sales.period import Period
from sales.process import Requirement
from sales.revising import opened, revised
from sales.usecases.ports import Heard
from storage.sql import SqlTx
from tests.storage.conftest import NOW, Counter, Office

Q4 = Period(date(2026, 10, 1), date(2027, 1, 1))
PEOPLE = [3, 4, 5]
REQUIRED = {"proposal": tuple(Requirement)}
EARLIER = NOW - timedelta(hours=1)

COSTS: dict[str, tuple[int, Callable[[SqlTx], object]]] = {
    "people.team": (1, lambda tx: (tx.workspace, tx.people.team(), tx.people.team())),
    "people.by_slack_id": (0, lambda tx: tx.people.by_slack_id("U-dana")),
    "deals.get": (1, lambda tx: tx.deals.get(1)),
    "deals.many": (1, lambda tx: tx.deals.many(range(1, 21))),
    "deals.names": (1, lambda tx: tx.deals.names()),
    "deals.names, unchanged": (0, lambda tx: tx.deals.names(stamp=22)),
    "deals.open_of": (1, lambda tx: tx.deals.open_of(PEOPLE)),
    "deals.needing_attention": (
        1,
        lambda tx: tx.deals.needing_attention({"discovery": NOW, "verbal": NOW}, NOW.date(), REQUIRED),
    ),
    "deals.history": (1, lambda tx: tx.deals.history(1)),
    "deals.last_touch": (1, lambda tx: tx.deals.last_touch(1)),
    "deals.won_amounts": (1, lambda tx: tx.deals.won_amounts(4)),
    "deals.win_record": (1, lambda tx: tx.deals.win_record()),
    "deals.sources": (1, lambda tx: tx.deals.sources()),
    "entries.latest_by": (1, lambda tx: tx.entries.latest_by(4)),
    "activities.of_deal": (1, lambda tx: tx.activities.of_deal(1)),
    "activities.ticked": (1, lambda tx: tx.activities.ticked(1)),
    "forecasts.cells": (1, lambda tx: tx.forecasts.cells(Q4, PEOPLE)),
    "forecasts.deals": (1, lambda tx: tx.forecasts.deals(Q4)),
    "forecasts.cells_now": (1, lambda tx: tx.forecasts.cells_now(Q4, PEOPLE)),
    "forecasts.changed_since": (2, lambda tx: tx.forecasts.changed_since(EARLIER)),
    "forecasts.spans": (2, lambda tx: tx.forecasts.spans(EARLIER, NOW)),
    "forecasts.cells_at": (3, lambda tx: tx.forecasts.cells_at(Q4, [NOW, EARLIER], PEOPLE)),
    "forecasts.journal": (1, lambda tx: list(tx.forecasts.journal(EARLIER, NOW, range(1, 21)))),
    "deliveries.known": (1, lambda tx: tx.deliveries.known("nudge", ["s"])),
    "inbox.waiting": (1, lambda tx: tx.inbox.waiting(NOW, 9)),
}


@pytest.fixture
def busy(office: Office) -> Office:
    """Twenty deals with two changes each."""
    for number in range(20):
        deal = office.add(office.deal(name=f"D{number}", external_id=f"x{number}"))
        office.change(deal.id, {Field.AMOUNT: Money(number)})
    with office.store.reading(office.workspace.id) as tx:
        assert tx.process == office.process
    return office


@pytest.mark.parametrize("url", ["memory", "postgres"], indirect=True)
def test_each_question_has_its_price(busy: Office) -> None:
    """No question costs more statements with twenty deals than with one."""
    counter = Counter(busy.store)
    paid: dict[str, int] = {}
    for name, (_, ask) in COSTS.items():
        with busy.store.reading(busy.workspace.id) as tx:
            _ = tx.workspace
            counter.taken()
            ask(tx)
            paid[name] = counter.taken()
    assert paid == {name: price for name, (price, _) in COSTS.items()}


def test_saving_has_its_price(busy: Office) -> None:
    """A save is the deal and its changes, and the stamp of the names once at the end if any name changed."""
    counter = Counter(busy.store)
    with busy.store.writing(busy.workspace.id) as tx:
        assert tx.process == busy.process
        entry = busy.entry(tx)
        first, second = tx.deals.many([1, 2]).values()
        counter.taken()
        wishes: dict[Field, Value] = {
            Field.STAGE: "proposal",
            Field.NEXT_STEP: "Call",
            Field.CLOSE_DATE: date(2027, 1, 1),
        }
        tx.deals.save(revised(first, wishes, entry, busy.process, today=NOW.date()), entry)
        assert counter.taken() == 2
        tx.deals.save(revised(second, {Field.NAME: "New"}, entry, busy.process, today=NOW.date()), entry)
        assert counter.taken() == 2
        tx.deals.add(opened(busy.deal(), entry, busy.process), entry)
        assert counter.taken() == 2
        activity = Activity(kind="call", deal_id=first.id, happened_on=NOW.date(), logged_at=NOW, by=entry.by or 0)
        tx.activities.add(activity, entry)  # the save has touched its deal
        assert counter.taken() == 1
        tx.activities.add(replace(activity, deal_id=3), entry)
        assert counter.taken() == 2
        tx.activities.save_account(Account(name="Acme"))
        assert counter.taken() == 2
        tx.deliveries.enqueue(Delivery(kind="nudge", recipient="4", slot="s", due_at=NOW))
        assert counter.taken() == 1
        tx.inbox.note(Heard("Ev1", "C1", "1.1", "U1", "hi", None, NOW))
        tx.inbox.first_time("form", NOW)
        assert counter.taken() == 2
    assert counter.taken() == 1
    claimed = busy.store.outbox.claim(NOW, NOW + timedelta(minutes=1))
    assert counter.taken() == 2
    assert len(claimed) == 1


def test_an_import_does_not_pay_per_deal(office: Office) -> None:
    """A thousand deals with two changes each cost a few statements, not thousands."""
    entry = Entry(by=None, at=NOW, via=Via.IMPORT)
    revisions = []
    for number in range(1_000):
        born = opened(office.deal(name=f"D{number}", external_id=f"x{number}"), entry, office.process)
        won = revised(born.deal, {Field.STAGE: "won"}, entry, office.process, today=NOW.date())
        revisions.append((replace(won, changes=(*born.changes, *won.changes)), entry))
    counter = Counter(office.store)
    with office.store.writing(office.workspace.id) as tx:
        tx.deals.add_all(revisions)
    assert counter.taken() < 100


PLANS = {
    "a period's cells": (lambda tx: tx.forecasts.cells(Q4), ["COVERING INDEX ix_deals_cells"]),
    "all cells": (lambda tx: tx.forecasts.cells(None), ["COVERING INDEX ix_deals_cells"]),
    "undated": (
        lambda tx: tx.forecasts.cells_now(Q4),
        [
            "COVERING INDEX ix_deals_cells",
            "COVERING INDEX ix_deals_open_close (workspace_id=? AND outcome=? AND deleted=? AND close_date=?)",
        ],
    ),
    "open_of": (lambda tx: tx.deals.open_of(PEOPLE), ["INDEX ix_deals_open_owner"]),
    "needing_attention": (
        lambda tx: tx.deals.needing_attention({"discovery": NOW}, NOW.date(), REQUIRED),
        [
            "COVERING INDEX ix_deals_open_touch",
            "COVERING INDEX ix_deals_open_close",
            "COVERING INDEX ix_deals_open_stage",
            "INDEX ix_deals_open_lacking",
        ],
    ),
    "changed_since": (lambda tx: tx.forecasts.changed_since(NOW), ["INDEX ix_deal_changes_workspace_id_at"]),
    "history": (lambda tx: tx.deals.history(1), ["INDEX ix_deal_changes_workspace_id_deal_id_at"]),
    "latest_by": (lambda tx: tx.entries.latest_by(4), ["INDEX ix_entries_workspace_id_by"]),
    "of_message": (lambda tx: tx.entries.of_message("C", "1"), ["ix_entries_workspace_id_channel_message_ts"]),
    "by_message": (lambda tx: tx.deliveries.by_message("C", "1"), ["INDEX ix_deliveries_message"]),
    "waiting": (lambda tx: tx.inbox.waiting(NOW, 9), ["INDEX ix_inbox_waiting"]),
}


@pytest.mark.parametrize("url", ["file"], indirect=True)
@pytest.mark.parametrize("question", PLANS)
def test_hot_questions_use_their_index(busy: Office, question: str) -> None:
    """SQLite's own plan says so; a forecast reads one index in order and sorts nothing."""
    ask, expected = PLANS[question]
    plan = _plan(busy, ask)
    assert all(index in plan for index in expected), plan
    assert not re.search("SCAN (?!found|due)", plan), plan  # what was found by then is read whole
    if question.endswith("cells"):
        assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("url", ["file"], indirect=True)
def test_claims_look_only_at_what_is_unsettled(busy: Office) -> None:
    """A year of sent messages does not slow the next one down."""
    plan = _plan(busy, lambda tx: busy.store.outbox.claim(NOW, NOW))
    assert "ix_deliveries_unsettled" in plan


def _plan(office: Office, ask: Callable[[SqlTx], object]) -> str:
    counter = Counter(office.store)
    with office.store.reading(office.workspace.id) as tx:
        _ = tx.workspace
        counter.taken()
        ask(tx)
        statement, parameters = counter.statements[0], counter.parameters[0]
    with office.store.database.reading() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        return "\n".join(row[3] for row in rows)
