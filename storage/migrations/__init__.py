"""Bringing a database up to date, and telling whether it is. Owns the order of the migrations; Alembic, which carries
them out, is loaded only then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from sales.errors import MissingSetting
from storage.database import Database, open_database
from storage.tables import Base

if TYPE_CHECKING:
    from alembic.config import Config

_HERE = Path(__file__).parent


def newest() -> str:
    """The revision that this version of Firebreak works with: the last file in `versions`, which are numbered."""
    return max(path.name.partition("_")[0] for path in (_HERE / "versions").glob("[0-9]*.py"))


def upgrade(url: str) -> None:
    """Creates or changes the tables of the database at `url` until they are those of this version, in one transaction:
    all of it or nothing. Two that start at once wait for each other. Doing it again changes nothing."""
    from alembic import command

    with _opened(url) as database, database.upgrading() as connection:
        command.upgrade(_config(connection), "head")


def check(url: str) -> list[str]:
    """What differs between the database at `url` and the tables this version works with; nothing, if it is up to
    date."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with _opened(url) as database, database.reading() as connection:
        if problem := outdated(connection):
            return [problem]
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [f"The tables are not as they should be: {found}" for found in compare_metadata(context, Base.metadata)]


def outdated(connection: Connection) -> str | None:
    """Why the database cannot be used by this version, as a sentence; None if it can."""
    if not inspect(connection).has_table("alembic_version"):
        return "The database has no tables yet. Run `firebreak upgrade` once."
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    if found == newest():
        return None
    if found is not None and found > newest():
        return "The database was made by a newer version of Firebreak. Install that version again."
    return "The database is that of an older version of Firebreak. Make a backup, then run `firebreak upgrade`."


def require_current(database: Database) -> None:
    """Raises `MissingSetting`, saying what to do, unless the database is up to date."""
    with database.reading() as connection:
        problem = outdated(connection)
    if problem:
        raise MissingSetting(problem)


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    database = open_database(url)
    try:
        yield database
    finally:
        database.close()


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
