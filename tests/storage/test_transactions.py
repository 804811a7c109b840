"""Nothing is lost when many write at once; nothing is half written; readers cannot write."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from sales.deal import Field
from sales.delivery import Delivery
from sales.errors import DealChanged
from sales.money import Money
from sales.revising import opened, revised
from sales.usecases.ports import Outbox, Store
from storage.database import PATIENCE_SECONDS
from storage.engine import create_store
from storage.sql import SqlStore
from tests.storage.conftest import NOW, Office

THREADS = 8
EACH = 100


def at_once(work: Callable[[int], object], threads: int = THREADS) -> list[object]:
    """Runs `work` in that many threads, which start together; raises what any of them raised."""
    start = threading.Barrier(threads)

    def one(number: int) -> object:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, range(threads)))


def test_the_store_is_what_use_cases_ask_for(office: Office) -> None:
    """mypy checks it here: every port is there, with its types."""
    store: Store = office.store
    outbox: Outbox = office.store.outbox
    assert (store, outbox) == (office.store, office.store.outbox)


def add_one(office: Office, store: SqlStore, deal_id: int) -> None:
    """Reads the amount, adds one and saves, in one transaction."""
    with store.writing(office.workspace.id) as tx:
        found = tx.deals.get(deal_id)
        assert found is not None
        assert found.amount is not None
        entry = office.entry(tx)
        more = {Field.AMOUNT: found.amount + Money(1)}
        tx.deals.save(revised(found, more, entry, office.process, today=NOW.date()), entry)


def test_800_read_modify_writes_lose_none(office: Office) -> None:
    """The sum is exact, and nobody has to try again."""
    deal = office.add(office.deal(amount=Money(0)))

    def add_ones(_number: int) -> None:
        for _ in range(EACH):
            add_one(office, office.store, deal.id)

    at_once(add_ones)
    found = office.get(deal.id)
    assert found is not None
    assert (found.amount, found.version) == (Money(THREADS * EACH), THREADS * EACH + 1)


@pytest.mark.parametrize("url", ["file", "postgres"], indirect=True)
def test_stores_that_share_nothing_but_the_database_lose_none(office: Office, url: str) -> None:
    """Two processes are two stores: only the database itself can make them take turns."""
    deal = office.add(office.deal(amount=Money(0)))

    def add_ones(_number: int) -> None:
        store = create_store(url)
        for _ in range(20):
            add_one(office, store, deal.id)
        store.close()

    at_once(add_ones, threads=3)
    found = office.get(deal.id)
    assert found is not None
    assert found.amount == Money(60)


def test_one_of_many_who_saw_the_same_version_saves(office: Office) -> None:
    """Eight people press the button they all see; one is first, the others are told."""
    deal = office.add()

    def press(number: int) -> bool:
        try:
            office.change_unseen(deal, {Field.AMOUNT: Money(number + 1)})
        except DealChanged:
            return False
        return True

    assert sorted(map(bool, at_once(press))) == [False] * (THREADS - 1) + [True]
    found = office.get(deal.id)
    assert found is not None
    assert found.version == 2


def test_two_claimers_never_get_one_row(office: Office) -> None:
    """Every delivery is claimed by exactly one of many claimers, and none is left."""
    with office.store.writing(office.workspace.id) as tx:
        for number in range(200):
            tx.deliveries.enqueue(Delivery(kind="nudge", recipient=str(number), slot="s", due_at=NOW))
    taken: list[int] = []

    def claim_all(_number: int) -> None:
        while batch := office.store.outbox.claim(NOW, NOW + timedelta(minutes=1), limit=7):
            taken.extend(delivery.id for delivery in batch)

    at_once(claim_all)
    office_left = office.store.outbox.claim(NOW, NOW + timedelta(minutes=1))
    taken.extend(delivery.id for delivery in office_left)
    assert len(taken) == len(set(taken)) == 200


def test_one_of_many_enqueues_a_slot(office: Office) -> None:
    """Several heartbeats find the same slot due; one row is written."""

    def enqueue(number: int) -> bool:
        with office.store.writing(office.workspace.id) as tx:
            return tx.deliveries.enqueue(Delivery(kind="digest", recipient="2", slot="s", due_at=NOW)) is not None

    assert sorted(map(bool, at_once(enqueue))) == [False] * (THREADS - 1) + [True]


def test_one_of_many_submits_a_form(office: Office) -> None:
    """A double click saves once."""

    def submit(number: int) -> bool:
        with office.store.writing(office.workspace.id) as tx:
            return tx.inbox.first_time("view-hash", NOW)

    assert sorted(map(bool, at_once(submit))) == [False] * (THREADS - 1) + [True]


def test_names_move_on_for_every_writer(office: Office) -> None:
    """Many add deals at once; nobody deadlocks, and the stamp counts every one of them."""
    with office.store.reading(office.workspace.id) as tx:
        before, _ = tx.deals.names()
    at_once(lambda number: [office.add(office.deal(name=f"{number}-{n}")) for n in range(5)])
    with office.store.reading(office.workspace.id) as tx:
        after, names = tx.deals.names()
    assert names is not None
    assert len(names) == THREADS * 5
    assert after == before + THREADS * 5


def test_all_or_nothing(office: Office) -> None:
    """An exception anywhere in a transaction leaves no trace of it."""

    def fail_late() -> None:
        with office.store.writing(office.workspace.id) as tx:
            entry = office.entry(tx)
            tx.deals.add(opened(office.deal(), entry, office.process), entry)
            raise KeyError("a bug, after everything was written")

    with pytest.raises(KeyError):
        fail_late()
    with office.store.reading(office.workspace.id) as tx:
        assert tx.forecasts.cells(None) == []
        assert tx.entries.latest_by(office.team["Dana"].id) is None


def test_a_reader_cannot_write(office: Office) -> None:
    """The database itself refuses; and the next writer is not disturbed."""
    with pytest.raises(DBAPIError), office.store.reading(office.workspace.id) as tx:
        tx.inbox.first_time("key", NOW)
    with office.store.writing(office.workspace.id) as tx:
        assert tx.inbox.first_time("key", NOW)


def test_naive_instants_are_refused(office: Office) -> None:
    """An instant without a zone is a defect, told at once instead of being shifted by some hours."""
    with pytest.raises(ValueError, match="no time zone"), office.store.writing(office.workspace.id) as tx:
        tx.inbox.first_time("key", NOW.replace(tzinfo=None))


@pytest.mark.parametrize("url", ["file", "postgres"], indirect=True)
def test_a_reader_sees_one_moment(office: Office) -> None:
    """What others commit meanwhile is not seen, so that all numbers of a report belong together."""
    deal = office.add()
    with office.store.reading(office.workspace.id) as tx:
        before = tx.forecasts.cells(None)
        office.change(deal.id, {Field.AMOUNT: Money(1)})
        assert tx.forecasts.cells(None) == before
    with office.store.reading(office.workspace.id) as tx:
        assert tx.forecasts.cells(None) != before


@pytest.mark.parametrize("url", ["file", "postgres"], indirect=True)
def test_a_writer_waits_for_the_one_before(office: Office) -> None:
    """The second one gets its turn when the first commits, and then sees what the first has saved."""
    deal = office.add()
    writing = threading.Event()

    def slow() -> None:
        with office.store.writing(office.workspace.id) as tx:
            found = tx.deals.get(deal.id)
            assert found is not None
            entry = office.entry(tx)
            writing.set()
            time.sleep(0.3)
            wishes = {Field.NAME: "Slow"}
            tx.deals.save(revised(found, wishes, entry, office.process, today=NOW.date()), entry)

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(slow)
        assert writing.wait(PATIENCE_SECONDS)
        begun = time.monotonic()
        second = office.change(deal.id, {Field.AMOUNT: Money(1)})
        assert time.monotonic() - begun > 0.2
        first.result()
    assert (second.name, second.version) == ("Slow", 3)
    assert office.get(deal.id) == replace(second)
