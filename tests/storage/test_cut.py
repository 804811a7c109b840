"""PostgreSQL goes away now and then: restarted, failed over, cut off by an administrator. Whoever is in the middle of
something is told so; the next one does not notice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from sales.deal import Field
from sales.money import Money
from storage.sql import SqlTx
from tests.storage.conftest import NOW, Office

pytestmark = pytest.mark.parametrize("url", ["postgres"], indirect=True)
CUT = text("SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE application_name = 'firebreak'")


@pytest.fixture
def cut(office: Office) -> Callable[[], int]:
    """Ends all connections of the store at the server; returns how many there were."""

    def all_of_them() -> int:
        engine = create_engine(office.store.database.engine.url)
        try:
            with engine.begin() as connection:
                return len(connection.execute(CUT).all())
        finally:
            engine.dispose()

    return all_of_them


def test_what_was_cut_while_nobody_used_it_is_not_noticed(office: Office, cut: Callable[[], int]) -> None:
    """Readers and writers get connections that work, whatever became of those they had before."""
    deal = office.add()
    assert office.get(deal.id) == deal
    assert cut() >= 2
    changed = office.change(deal.id, {Field.AMOUNT: Money(1)})
    assert office.get(deal.id) == changed
    assert cut() >= 2
    assert office.get(deal.id) == changed


ASKED: dict[str, Callable[[SqlTx, int], object]] = {
    "a statement made once": lambda tx, deal_id: tx.deals.get(deal_id),
    "a statement put together": lambda tx, _: tx.deals.open_owners(),
}


@pytest.mark.parametrize("asked", ASKED)
def test_whoever_is_cut_off_saves_nothing_and_the_next_one_works(
    office: Office, cut: Callable[[], int], asked: str
) -> None:
    """The one in the middle gets an error, which others know for what it is; what it had written is gone."""
    deal = office.add()

    def write(asked: Callable[[SqlTx, int], object]) -> None:
        with office.store.writing(office.workspace.id) as tx:
            assert tx.inbox.first_time("form", NOW)
            cut()
            asked(tx, deal.id)

    with pytest.raises(OperationalError) as failed:
        write(ASKED[asked])
    assert failed.value.connection_invalidated
    with office.store.writing(office.workspace.id) as tx:
        assert tx.inbox.first_time("form", NOW)
    assert office.get(deal.id) == deal


def test_whoever_is_cut_off_before_the_end_saves_nothing(office: Office, cut: Callable[[], int]) -> None:
    """Nothing counts as saved before the database has said so."""

    def write() -> None:
        with office.store.writing(office.workspace.id) as tx:
            assert tx.inbox.first_time("form", NOW)
            cut()

    with pytest.raises(OperationalError) as failed:
        write()
    assert failed.value.connection_invalidated
    with office.store.writing(office.workspace.id) as tx:
        assert tx.inbox.first_time("form", NOW)


def test_a_reader_who_is_cut_off_is_told_so(office: Office, cut: Callable[[], int]) -> None:
    """Half an answer is none."""
    deal = office.add()

    def read() -> None:
        with office.store.reading(office.workspace.id) as tx:
            assert tx.deals.get(deal.id) == deal
            cut()
            tx.deals.get(deal.id)

    with pytest.raises(OperationalError):
        read()
    assert office.get(deal.id) == deal
