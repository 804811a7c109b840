"""A backup is whole, private, of one moment, and made while others write."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from sales.errors import Invalid, MissingSetting
from sales.process import Process
from storage.backup import backup
from storage.engine import create_store
from storage.migrations import check
from tests.databases import up_to_date
from tests.storage.conftest import Office, furnished


@pytest.fixture
def url(tmp_path: Path) -> str:
    return up_to_date(tmp_path / "firebreak.db")


def test_a_backup_opens_as_a_store(office: Office, url: str, tmp_path: Path) -> None:
    """It has every deal, is up to date, is one file that only its owner may read, and replaces the one before."""
    target = tmp_path / "copy.db"
    target.write_text("yesterday's")
    deal = office.add()
    made = backup(url, target)
    assert (made.path, made.deals, made.size) == (target, 1, target.stat().st_size)
    assert target.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.glob("*copy*")) == ["copy.db"]
    assert check(f"sqlite:///{target}") == []
    copy = create_store(f"sqlite:///{target}")
    with copy.reading(office.workspace.id) as tx:
        assert tx.deals.get(deal.id) == deal
    copy.close()


def test_a_backup_does_not_wait_for_writers(office: Office, url: str, tmp_path: Path) -> None:
    """While another one writes without pause, the copy is whole: every deal in it has its journal."""
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            office.add()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [backup(url, tmp_path / f"copy{n}.db") for n in range(5)]
    finally:
        stop.set()
        writer.join()
    for copy in made:
        connection = sqlite3.connect(copy.path)
        journal = connection.execute("SELECT count(*) FROM deal_changes").fetchone()[0]
        assert journal == copy.deals
        connection.close()
    assert made[0].deals <= made[-1].deals


def test_a_damaged_database_makes_no_backup(url: str, tmp_path: Path, process: Process) -> None:
    """The last good backup stays where it is."""
    store = create_store(url)
    office = furnished(store, process)
    for _ in range(50):
        office.add()
    store.close()
    path, target = tmp_path / "firebreak.db", tmp_path / "copy.db"
    assert backup(url, target).deals == 50
    good = target.read_bytes()
    spoiled = bytearray(path.read_bytes())
    spoiled[len(spoiled) // 4 : -4096] = b"\xff" * (len(spoiled) - 4096 - len(spoiled) // 4)
    path.write_bytes(spoiled)
    with pytest.raises(Invalid):
        backup(url, target)
    assert target.read_bytes() == good
    assert not list(tmp_path.glob("*unfinished*"))


def test_what_cannot_be_backed_up_is_explained(url: str, tmp_path: Path) -> None:
    """PostgreSQL has its own tool; memory and nothing cannot be copied; nor can a database onto itself."""
    with pytest.raises(MissingSetting, match="pg_dump"):
        backup("postgresql://u:p@h/db", tmp_path / "x")
    for nothing in ("sqlite://", f"sqlite:///{tmp_path / 'none.db'}"):
        with pytest.raises(Invalid, match="no database file"):
            backup(nothing, tmp_path / "x")
    with pytest.raises(Invalid, match="another name"):
        backup(url, tmp_path / "firebreak.db")
