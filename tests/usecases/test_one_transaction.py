"""An answer is made of one moment, and of what was saved for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import event

from sales.people import Person
from sales.process import Process
from sales.usecases.one_transaction import one_transaction
from sales.workspace import Workspace
from storage.sql import SqlStore
from tests.conftest import furnish


@pytest.fixture
def begun(store: SqlStore) -> list[str]:
    """What has begun transactions."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith("BEGIN"):
            found.append(statement)

    event.listen(store.database.engine, "before_cursor_execute", note)
    return found


def test_readers_share_one_transaction(store: SqlStore, workspace: Workspace, begun: list[str]) -> None:
    """However often something is asked, it is asked of the same moment; and none is begun before the first question."""
    with one_transaction(store) as within:
        assert begun == []
        for _ in range(3):
            with within.reading(workspace.id) as tx:
                assert tx.workspace == workspace
    assert len(begun) == 1


def test_what_was_saved_is_read_after(store: SqlStore, workspace: Workspace, team: dict[str, Person]) -> None:
    """Whoever has written reads it in what comes next."""
    with one_transaction(store) as within:
        with within.reading(workspace.id) as tx:
            assert tx.people.team()[team["Dana"].id].name == "Dana Cole"
        with within.writing(workspace.id) as tx:
            tx.people.save(replace(team["Dana"], name="Dana Reed"))
        with within.reading(workspace.id) as tx:
            assert tx.people.team()[team["Dana"].id].name == "Dana Reed"


def test_each_workspace_has_its_own(store: SqlStore, workspace: Workspace, process: Process) -> None:
    """A reader of another workspace gets that one, not the one that was read before."""
    other = furnish(store, process, team_id="T2")
    with one_transaction(store) as within:
        for each in (workspace, other, workspace):
            with within.reading(each.id) as tx:
                assert tx.workspace.id == each.id
        assert within.workspace_of("", "T2") == other


def test_an_error_ends_it(store: SqlStore, workspace: Workspace, team: dict[str, Person]) -> None:
    """Whatever went wrong while something was read, the next one can write."""
    with pytest.raises(KeyError), one_transaction(store) as within, within.reading(workspace.id):
        raise KeyError
    with store.writing(workspace.id) as tx:
        tx.people.save(team["Dana"])
