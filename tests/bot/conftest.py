"""The whole bot, connected to the sandbox over Socket Mode, with the demo's team in a database on disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.main.demo.loading import load
from bot.main.demo.team import DemoTeam, demo_team
from sales.language.times.fallback import warm_up
from storage.engine import create_store
from storage.process_file import load_process
from tests.bot.desk import MONDAY, Desk, opened_desk
from tests.databases import up_to_date


@pytest.fixture(scope="session")
def team() -> DemoTeam:
    """The demo's team on its Monday."""
    return demo_team(MONDAY, load_process())


@pytest.fixture(scope="session")
def furnished(team: DemoTeam, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demo's team in it, to be copied; and dateparser loaded, so that no first command waits."""
    path = tmp_path_factory.mktemp("furnished") / "firebreak.db"
    store = create_store(up_to_date(path))
    load(store, store.add_workspace(team.workspace, team.process).id, team)
    store.close()
    warm_up()
    return path


@pytest.fixture(scope="module")
def desk(team: DemoTeam, furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk of its own for each file of tests."""
    path = tmp_path_factory.mktemp("desk") / "firebreak.db"
    shutil.copy(furnished, path)
    yield from opened_desk(team, f"sqlite:///{path}")
