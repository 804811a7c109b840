"""A workspace to import into."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sales.workspace import Workspace
from storage.engine import create_store
from storage.process_file import load_process
from storage.sql import SqlStore
from tests.sheets.importing import ZONE


@pytest.fixture
def store() -> Iterator[SqlStore]:
    made = create_store("sqlite://")
    made.add_workspace(Workspace(team_id="T1", timezone=ZONE), load_process())
    yield made
    made.close()
