"""Imports and migrations that were killed half-way: what is there is whole, and doing it again completes it."""

from __future__ import annotations

import csv
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.faults import POINTS
from storage.engine import create_store
from storage.migrations import check
from tests.delivery.processes import ForkServer, Starts, wait_dead
from tests.delivery.test_crashes import KILLED, PASSED
from tests.delivery.test_filled_once import POINTS as FILE_POINTS

DEALS = 1700
"""Four batches."""


@pytest.fixture
def deals_csv(tmp_path: Path) -> Path:
    path = tmp_path / "deals.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Opportunity ID", "Deal name", "Account", "Owner", "Amount", "Stage", "Close date"])
        for number in range(DEALS):
            close = date(2027, 3, 1) + timedelta(days=number % 90)
            owner = f"Rep {'ABCDEFG'[number % 7]}"
            writer.writerow([f"X{number}", f"Deal {number}", f"Account {number % 50}", owner, 1000 + number, "", close])
    return path


def test_every_point_there_is_is_struck() -> None:
    """No fault point is left without a test that kills the process there."""
    assert {*PASSED, *FILE_POINTS, "import.batch", "migrate.step"} == POINTS


@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=[pytest.mark.slow, pytest.mark.timeout(300)])])
def test_an_import_that_was_killed_is_completed_by_the_next(
    kills: int, deals_csv: Path, fork_server: ForkServer, tmp_path: Path
) -> None:
    """Killed after its first, second or third batch, then run again, and killed again: in the end each row is there
    once, with its first change, and one more run changes nothing."""
    for number in range(kills):
        url = f"sqlite:///{tmp_path / f'import-{number % 5}.db'}"
        code = ran(fork_server, ["import", str(deals_csv)], url, tmp_path, f"import.batch:{1 + number % 3}")
        assert code == KILLED
        assert len(saved(url)) % 500 == 0
    for number in range(min(kills, 5)):
        url = f"sqlite:///{tmp_path / f'import-{number}.db'}"
        assert ran(fork_server, ["import", str(deals_csv)], url, tmp_path) == 0
        assert saved(url) == Counter({f"X{n}": 1 for n in range(DEALS)})
        assert ran(fork_server, ["import", "--json", str(deals_csv)], url, tmp_path) == 0
        assert '"unchanged": 1700' in (tmp_path / "out.log").read_text()


@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=pytest.mark.slow)])
def test_a_migration_that_was_killed_never_happened(kills: int, fork_server: ForkServer, tmp_path: Path) -> None:
    """Killed after its tables were made and before they were committed: the next start makes them."""
    url = f"sqlite:///{tmp_path / 'migrate.db'}"
    for _ in range(kills):
        assert ran(fork_server, ["db", "upgrade"], url, tmp_path, "migrate.step") == KILLED
        (problem,) = check(url)
        assert "no tables yet" in problem
    assert ran(fork_server, ["db", "upgrade"], url, tmp_path) == 0
    assert check(url) == []


def ran(starts: Starts, arguments: list[str], url: str, folder: Path, fault: str = "") -> int:
    environment = {"FIREBREAK_DATABASE_URL": url, "FIREBREAK_FAULT": fault}
    return wait_dead(starts.start(arguments, environment, folder / "out.log"))


def saved(url: str) -> Counter[str]:
    """How often each row of the file is there; every deal with exactly its creation for a history."""
    with closing(create_store(url)) as store:
        workspace = next(iter(store.workspaces()))
        with store.reading(workspace.id) as tx:
            sources = tx.deals.sources()
            _, names = tx.deals.names()
            for deal in list(sources.values())[::97]:
                assert len(tx.deals.history(deal.id)) == 1
    assert names is not None
    return Counter(name.name.replace("Deal ", "X") for name in names)
