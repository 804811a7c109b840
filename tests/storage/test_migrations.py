"""Migrations make the tables that the code works with, all or nothing, on both databases."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from sales.activity import Account, Contact
from sales.errors import MissingSetting
from sales.process import Process
from storage.database import open_database
from storage.engine import create_store
from storage.migrations import __main__ as command
from storage.migrations import check, newest, upgrade
from storage.tables import Base
from tests.storage.conftest import furnished


@pytest.fixture(params=["file", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with nothing in it."""
    if request.param == "file":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    url: str = request.getfixturevalue("postgres_url")
    database = open_database(url)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("DROP DATABASE IF EXISTS empty"))
        connection.execute(text("CREATE DATABASE empty"))
    database.close()
    return url.replace("/postgres?", "/empty?")


def test_migrations_and_tables_agree(empty: str) -> None:
    """After an upgrade nothing differs from the declared tables; doing it again changes nothing."""
    assert check(empty) == ["The database has no tables yet. Run `firebreak db upgrade` once."]
    upgrade(empty)
    assert check(empty) == []
    upgrade(empty)
    assert check(empty) == []


def test_indexes_with_conditions_agree_too(empty: str) -> None:
    """Alembic does not compare an index's condition; a database made by migrations has those that were declared."""
    upgrade(empty)
    database = open_database(empty)
    dialect = database.engine.dialect.name
    with database.reading() as connection:
        for table in Base.metadata.tables.values():
            made = {
                index["name"]: index.get("dialect_options", {}).get(f"{dialect}_where")
                for index in inspect(connection).get_indexes(table.name)
            }
            for index in table.indexes:
                declared = index.dialect_options[dialect]["where"]
                assert (made[index.name] is None) == (declared is None), index.name
    database.close()


def test_a_column_that_is_missing_is_told(empty: str) -> None:
    """Somebody changed the tables by hand: the check names what differs."""
    upgrade(empty)
    database = open_database(empty)
    with database.upgrading() as connection:
        connection.execute(text("ALTER TABLE accounts ADD COLUMN surprise INTEGER"))
    database.close()
    [problem] = check(empty)
    assert "surprise" in problem


@pytest.mark.parametrize(
    ("revision", "said"), [("0000", "older version.*firebreak db upgrade"), ("9999", "newer version")]
)
def test_another_version_is_refused(empty: str, revision: str, said: str) -> None:
    """Neither an old nor a future database is written to."""
    upgrade(empty)
    database = open_database(empty)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :new"), {"new": revision})
    database.close()
    with pytest.raises(MissingSetting, match=said):
        create_store(empty)
    if revision > newest():
        with pytest.raises(MissingSetting, match=said):
            upgrade(empty)


def test_an_upgrade_is_all_or_nothing(empty: str) -> None:
    """What is interrupted leaves the database as it was."""
    database = open_database(empty)

    def interrupted() -> None:
        with database.upgrading() as connection:
            Base.metadata.create_all(connection)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with database.reading() as connection:
        assert inspect(connection).get_table_names() == []
    database.close()


def test_contacts_of_before_are_found_by_their_names(empty: str, process: Process) -> None:
    """An upgrade fills in how the names of contacts that are there already are compared."""
    upgrade(empty)
    store = create_store(empty)
    workspace = furnished(store, process).workspace
    with store.writing(workspace.id) as tx:
        acme = tx.activities.save_account(Account(name="Acme"))
        tx.activities.save_contact(Contact(account_id=acme.id, name="Seán O’Ünal"))
    with store.database.upgrading() as connection:
        connection.execute(text("ALTER TABLE contacts DROP COLUMN name_key"))
        for column in ("command", "response_url", "leased_by", "leased_until", "files"):
            connection.execute(text(f"ALTER TABLE inbox DROP COLUMN {column}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0013'"))
    upgrade(empty)
    with store.reading(workspace.id) as tx:
        assert [contact.name for contact, _ in tx.activities.contacts_called("sean")] == ["Seán O’Ünal"]
    store.close()


def test_two_that_start_at_once_take_turns(empty: str) -> None:
    """Two replicas upgrade the same empty database; one does, the other finds it done."""
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(upgrade, [empty, empty]))
    assert check(empty) == []


def test_a_broken_reference_stops_an_upgrade(tmp_path: Path) -> None:
    """SQLite does not check references while tables are copied, so they are checked before anything is kept."""
    url = f"sqlite:///{tmp_path / 'broken.db'}"
    upgrade(url)
    database = open_database(url)

    def careless() -> None:
        with database.upgrading() as connection:
            connection.execute(text("INSERT INTO once (workspace_id, key, at) VALUES (7, 'k', '2026-01-01')"))

    with pytest.raises(MissingSetting, match="workspaces"):
        careless()
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM once")).scalar() == 0
    database.close()


def test_revisions_are_numbered() -> None:
    """The newest one is found by its number, without loading Alembic."""
    files = sorted((Path(command.__file__).parent / "versions").glob("[0-9]*.py"))
    assert [path.name[:4] for path in files] == [f"{n:04}" for n in range(1, len(files) + 1)]
    assert newest() == f"{len(files):04}"


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check` fails with a sentence until `upgrade` was run; a wrong address is a sentence as well."""
    url = f"sqlite:///{tmp_path / 'x.db'}"
    assert command.main(["check", url]) == 1
    assert "firebreak db upgrade" in capsys.readouterr().err
    assert command.main(["upgrade", url]) == 0
    assert command.main(["check", url]) == 0
    assert "up to date" in capsys.readouterr().out
    assert command.main(["upgrade", "mysql://x"]) == 1
    assert "not in mysql" in capsys.readouterr().err


def test_alembic_is_loaded_only_when_needed(tmp_path: Path) -> None:
    """A start with an up-to-date database does not pay for it."""
    url = f"sqlite:///{tmp_path / 'x.db'}"
    upgrade(url)
    source = (
        "import sys; from storage.engine import create_store; from storage.migrations import upgrade;"
        f"upgrade({url!r}); create_store({url!r}).close(); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
