"""The day's projections are made beside the bot: at once in a small workspace, in another process in a large one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.measure import statements
from bot.main import projecting
from bot.main.projecting import Projecting
from sales.period import Grain, local_date
from storage.engine import create_store
from storage.sql import SqlStore

TUESDAY = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize("few", [0, 5_000], ids=["in another process", "at once"])
def test_they_are_made_once_and_kept(
    store: SqlStore, few: int, monkeypatch: pytest.MonkeyPatch, pool: ThreadPoolExecutor
) -> None:
    """For the three who lead; a second call in the same moment or day makes nothing again."""
    monkeypatch.setattr(projecting, "FEW_DEALS", few)
    workspace = next(iter(store.workspaces()))
    project: Callable[[int, datetime], None] = Projecting(store, store.database.url, pool)
    for _ in range(3):
        project(workspace.id, TUESDAY)
    pool.shutdown(wait=True)
    day = local_date(TUESDAY, workspace.timezone)
    with store.reading(workspace.id) as tx:
        kept = tx.projections.kept(workspace.calendar.quarter(day), day)
        assert {tx.people.team()[who].first_name for who in kept} == {"Morgan", "Dana", "Lee"}
    project(workspace.id, TUESDAY)


@pytest.mark.parametrize("few", [0, 5_000], ids=["in another process", "at once"])
def test_what_several_look_at_is_made_once(
    store: SqlStore, few: int, monkeypatch: pytest.MonkeyPatch, pool: ThreadPoolExecutor
) -> None:
    """A month that four people open at the same time: one projection, which is there for who opens it next."""
    monkeypatch.setattr(projecting, "FEW_DEALS", few)
    workspace = next(iter(store.workspaces()))
    day = local_date(TUESDAY, workspace.timezone)
    month = workspace.calendar.of(day, Grain.MONTH)
    with store.reading(workspace.id) as tx:
        morgan = next(person for person in tx.people.team() if person.first_name == "Morgan")
    asked = Projecting(store, store.database.url, pool)
    with statements(store.database.engine) as sent, ThreadPoolExecutor(4) as people:
        for _ in range(4):
            people.submit(asked.asked_for, workspace.id, morgan.id, month, TUESDAY)
    kept = sum(statement.startswith("INSERT INTO projections") for statement in sent.sent)
    assert kept == (1 if few else 0)
    with store.reading(workspace.id) as tx:
        assert tx.projections.kept_of(morgan.id, month, day) is not None
    with statements(store.database.engine) as sent:
        asked.asked_for(workspace.id, morgan.id, month, TUESDAY)
    assert not [statement for statement in sent.sent if "INSERT" in statement or "moves" in statement]


@pytest.fixture
def store(furnished: Path, tmp_path: Path) -> Iterator[SqlStore]:
    """A copy of the demo's team, of one's own."""
    path = tmp_path / "firebreak.db"
    shutil.copy(furnished, path)
    found = create_store(f"sqlite:///{path}")
    yield found
    found.close()


@pytest.fixture
def pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2)
