"""The same workspace in every kind of database we promise: SQLite in memory, SQLite in a file, PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from sales.deal import Deal, Entry, Field, Value, Via
from sales.money import Money
from sales.people import Person
from sales.process import Process
from sales.revising import opened, revised
from sales.workspace import Workspace
from storage.database import open_database
from storage.engine import create_store
from storage.migrations import upgrade
from storage.sql import SqlStore, SqlTx
from storage.tables import Base
from tests.conftest import by_first_name, furnish
from tests.databases import up_to_date

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


@dataclass
class Office:
    """A store with a furnished workspace, and the shortest way to do in it what a use case would do."""

    store: SqlStore
    workspace: Workspace
    process: Process
    team: Mapping[str, Person] = field(default_factory=dict)

    def entry(self, tx: SqlTx, who: str | None = "Dana", at: datetime = NOW, via: Via = Via.MESSAGE) -> Entry:
        by = None if who is None else self.team[who].id
        return tx.entries.add(Entry(by=by, at=at, via=via, channel="C1", message_ts=f"{at.timestamp():.6f}"))

    def deal(self, name: str = "Acme", owner: str = "Dana", **facts: object) -> Deal:
        """A deal as a use case would draft it."""
        draft = Deal(
            name=name,
            owner_id=self.team[owner].id,
            stage="discovery",
            amount=Money(4_500_000),
            close_date=date(2026, 12, 15),
            created_at=NOW,
            stage_since=NOW,
        )
        return replace(draft, **facts)  # type: ignore[arg-type]

    def add(self, deal: Deal | None = None, at: datetime = NOW, via: Via = Via.MESSAGE, who: str = "Dana") -> Deal:
        with self.store.writing(self.workspace.id) as tx:
            entry = self.entry(tx, who, at, via)
            return tx.deals.add(opened(deal or self.deal(), entry, tx.process), entry)

    def change(self, deal_id: int, wishes: Mapping[Field, Value], at: datetime = NOW, who: str = "Dana") -> Deal:
        with self.store.writing(self.workspace.id) as tx:
            deal = tx.deals.get(deal_id)
            assert deal is not None
            return self._save(tx, deal, wishes, at, who)

    def change_unseen(self, deal: Deal, wishes: Mapping[Field, Value], at: datetime = NOW, who: str = "Dana") -> Deal:
        """Changes the deal as it was when it was read, whatever has happened to it since."""
        with self.store.writing(self.workspace.id) as tx:
            return self._save(tx, deal, wishes, at, who)

    def _save(self, tx: SqlTx, deal: Deal, wishes: Mapping[Field, Value], at: datetime, who: str) -> Deal:
        entry = self.entry(tx, who, at)
        return tx.deals.save(revised(deal, wishes, entry, tx.process, today=at.date()), entry)

    def get(self, deal_id: int) -> Deal | None:
        with self.store.reading(self.workspace.id) as tx:
            return tx.deals.get(deal_id)


@pytest.fixture(scope="session")
def upgraded_postgres(postgres_url: str) -> str:
    """A PostgreSQL database, up to date; to be emptied after each test."""
    upgrade(postgres_url)
    database = open_database(postgres_url)
    with database.writing() as connection:  # nobody pulls the plug while we test
        connection.execute(text("ALTER DATABASE postgres SET synchronous_commit = off"))
    database.close()
    return postgres_url


@pytest.fixture(params=["memory", "file", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with all tables and no rows."""
    match request.param:
        case "memory":
            return "sqlite://"
        case "file":
            return up_to_date(tmp_path / "firebreak.db")
        case _:
            found: str = request.getfixturevalue("upgraded_postgres")
            return found


@pytest.fixture
def office(url: str, process: Process) -> Iterator[Office]:
    store = create_store(url)
    try:
        yield furnished(store, process)
    finally:
        emptied(store)


@pytest.fixture
def on_postgres(upgraded_postgres: str) -> Iterator[SqlStore]:
    """A store without any workspace yet, for tests that need one for every example."""
    store = create_store(upgraded_postgres)
    try:
        yield store
    finally:
        emptied(store)


def emptied(store: SqlStore) -> None:
    """Closes a store. What others use after us has no rows any more."""
    if not store.database.is_sqlite:
        with store.database.writing() as connection:
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(table.delete())
                if "id" in table.c:
                    connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), 1, false)"))
    store.close()


def one_more(store: SqlStore, process: Process) -> Office:
    """Another workspace in a store: an example that knows nothing of those before it."""
    return furnished(store, process, f"T{len(list(store.workspaces())) + 1}")


def furnished(store: SqlStore, process: Process, team_id: str = "T1") -> Office:
    workspace = furnish(store, process, team_id)
    with store.reading(workspace.id) as tx:
        return Office(store, workspace, process, by_first_name(tx.people.team()))


class Counter:
    """Counts the statements a store sends, but for those that begin transactions."""

    def __init__(self, store: SqlStore) -> None:
        self.statements: list[str] = []
        self.parameters: list[Any] = []
        event.listen(store.database.engine, "before_cursor_execute", self._note)

    def _note(self, _connection: object, _cursor: object, statement: str, parameters: Any, *_more: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            self.statements.append(statement)
            self.parameters.append(parameters)

    def taken(self) -> int:
        """How many statements were sent since the last time of asking."""
        count = len(self.statements)
        self.statements.clear()
        self.parameters.clear()
        return count
