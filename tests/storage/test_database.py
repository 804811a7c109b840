"""What must be true before anything is read or written, and what people are told where it is not."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from sales.errors import MissingSetting
from sales.usecases.ports import Heard
from storage.addresses import in_memory, network_file_system, parse
from storage.database import prepare_sqlite
from storage.engine import create_store
from storage.migrations import upgrade
from tests.storage.conftest import NOW, Office

MOUNTS = """\
/dev/vda / ext4 rw,relatime 0 0
server:/export /srv/team nfs4 rw,vers=4.2 0 0
tmpfs /srv/team/local tmpfs rw 0 0
//nas/share /mnt/my\\040share cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/firebreak.db", None),
        ("/srv/team/firebreak.db", "nfs4"),
        ("/srv/teams/firebreak.db", None),
        ("/srv/team/local/firebreak.db", None),
        ("/mnt/my share/firebreak.db", "cifs"),
    ],
)
def test_network_file_systems_are_recognised(path: str, kind: str | None) -> None:
    """The mount that holds the file decides, however deep and whatever its name."""
    assert network_file_system(Path(path), MOUNTS) == kind


@pytest.mark.parametrize("url", ["file"], indirect=True)
def test_sqlite_is_set_up_to_lose_nothing(office: Office) -> None:
    """Write-ahead log, normal synchronisation, patience, and references that are checked, on every connection."""
    expected = {"journal_mode": "wal", "synchronous": 1, "busy_timeout": 5000, "foreign_keys": 1}
    with office.store.database.reading() as one, office.store.database.writing() as two:
        for connection in (one, two):
            for pragma, value in expected.items():
                assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


@pytest.mark.parametrize("url", ["postgres"], indirect=True)
def test_postgresql_is_set_up_to_lose_nothing(office: Office) -> None:
    """Readers see one moment and cannot write; nobody waits for a lock for ever; instants are in UTC."""
    with office.store.database.reading() as connection:
        assert connection.exec_driver_sql("SHOW transaction_isolation").scalar() == "repeatable read"
        assert connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "on"
    with office.store.database.writing() as connection:
        assert connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "off"
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == "5s"
        assert connection.exec_driver_sql("SHOW timezone").scalar() == "UTC"


def test_no_start_without_a_write_ahead_log(tmp_path: Path) -> None:
    """Where SQLite has no shared memory, and so keeps another journal, the start is refused with a sentence."""
    connection = sqlite3.connect(f"file:{tmp_path / 'old.db'}?vfs=unix-dotfile", uri=True)
    with pytest.raises(MissingSetting, match="write-ahead log"):
        prepare_sqlite(connection)
    connection.close()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """A workbook named by mistake is neither read nor touched."""
    path = tmp_path / "pipeline.xlsx"
    path.write_bytes(b"PK\x03\x04 certainly no database" * 100)
    before = path.read_bytes()
    with pytest.raises(MissingSetting, match="not a database"):
        create_store(f"sqlite:///{path}")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "not a database address"),
        ("mysql://root:secret@host/x", "not in mysql"),
        ("sqlite:////no/such/folder/x.db", "does not exist"),
    ],
)
def test_a_wrong_address_is_explained(url: str, said: str) -> None:
    """The sentence says what is wrong and never repeats a password."""
    with pytest.raises(MissingSetting, match=said) as refused:
        create_store(url)
    assert "secret" not in refused.value.sentence


@pytest.mark.parametrize(
    ("url", "driver", "memory"),
    [
        ("sqlite://", "sqlite", True),
        ("sqlite:///:memory:", "sqlite", True),
        ("sqlite:///firebreak.db", "sqlite", False),
        ("postgres://u:p@h/db", "postgresql+psycopg", False),
        ("postgresql://u:p@h/db", "postgresql+psycopg", False),
        ("postgresql+psycopg2://u:p@h/db", "postgresql+psycopg", False),
    ],
)
def test_addresses_are_understood(url: str, driver: str, memory: bool) -> None:
    """The driver is ours to choose, whatever a hosting company writes into the address."""
    parsed = parse(url)
    assert (parsed.drivername, in_memory(parsed)) == (driver, memory)


def test_a_database_without_tables_is_refused(tmp_path: Path) -> None:
    """The sentence names the command that makes them; after that the store opens."""
    url = f"sqlite:///{tmp_path / 'new.db'}"
    with pytest.raises(MissingSetting, match="firebreak db upgrade"):
        create_store(url)
    upgrade(url)
    create_store(url).close()


def test_what_people_said_is_not_in_error_messages(office: Office) -> None:
    """A failing statement ends up in logs; what it was given does not."""
    with office.store.writing(office.workspace.id) as tx:
        tx.inbox.note(Heard("Ev1", "C1", "1.1", "U-dana", "a secret", None, NOW))
    with pytest.raises(IntegrityError) as failed, office.store.writing(999) as tx:
        tx.inbox.note(Heard("Ev1", "C1", "1.1", "U-dana", "a secret", None, NOW))
    assert "a secret" not in str(failed.value)
