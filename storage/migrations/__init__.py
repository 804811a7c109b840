"""Bringing a database up to date, and telling whether it is. Owns the order of the migrations; Alembic, which carries
them out, is loaded only then."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, inspect, text

from sales.errors import MissingSetting
from storage.addresses import sqlite_path
from storage.database import Database, open_database
from storage.sqlite_errors import told_in_words
from storage.tables import Base

if TYPE_CHECKING:
    from alembic.config import Config

_HERE = Path(__file__).parent

OF_ANOTHER_PROGRAM = "That is the database of another program, and was left alone. Name another with --database."
MADE_BY_A_NEWER = "The database was made by a newer version of Firebreak. Install that version again."


def newest() -> str:
    """The revision that this version of Firebreak works with: the last file in `versions`, which are numbered."""
    return max(path.name.partition("_")[0] for path in (_HERE / "versions").glob("[0-9]*.py"))


def upgrade(url: str, *, passing: Callable[[str], None] = lambda point: None) -> None:
    """Creates or changes the tables of the database at `url` until they are those of this version, in one transaction:
    all of it or nothing. Two that start at once wait for each other. An up-to-date database is left alone, at no cost.
    Raises `MissingSetting` for a database that a newer version, or another program, has made. `passing` is told of
    "migrate.step" after each step, before anything is committed."""
    _leave_others_alone(url)
    with _opened(url) as database:
        with database.reading() as connection:
            found = _revision(connection)
        if found == newest():
            return
        if found is not None and found > newest():
            raise MissingSetting(MADE_BY_A_NEWER)
        from alembic import command

        with database.upgrading() as connection:
            command.upgrade(_config(connection, lambda: passing("migrate.step")), "head")


def _leave_others_alone(url: str) -> None:
    """Raises `MissingSetting` for a SQLite file with tables that are not ours, before anything in it is changed: our
    own connections begin with switching to a write-ahead log."""
    path = sqlite_path(url)
    if path is None or not path.is_file():
        return
    with told_in_words(path), closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if names and "alembic_version" not in names:
        raise MissingSetting(OF_ANOTHER_PROGRAM)


def check(url: str) -> list[str]:
    """What differs between the database at `url` and the tables this version works with; nothing, if it is up to
    date."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with _opened(url) as database, database.reading() as connection:
        if problem := _outdated(connection):
            return [problem]
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [_differs(found) for found in compare_metadata(context, Base.metadata)]


def _differs(found: Any) -> str:
    """A line about what Alembic has found: an operation's name, and what it would be done to."""
    if isinstance(found, list):  # of one column
        _, _, table, column, *_ = found[0]
        return f"The column {column} of {table} is not as this version makes it."
    what, *about = found
    names = [thing.fullname if isinstance(thing, Table) else getattr(thing, "name", None) for thing in about]
    told = " of ".join(dict.fromkeys(str(name) for name in reversed(names) if name))
    verb = "is missing" if what.startswith("add_") else "is not Firebreak's"
    return f"The {what.partition('_')[2].replace('_', ' ')} {told or about[-1]} {verb}."


def _outdated(connection: Connection) -> str | None:
    """Why the database cannot be used by this version, as a sentence; None if it can."""
    found = _revision(connection)
    if found == newest():
        return None
    if found is None:
        return "The database has no tables yet. Run `firebreak db upgrade` once."
    if found > newest():
        return MADE_BY_A_NEWER
    return (
        "The database is that of an older version of Firebreak. Run `firebreak db backup`, then `firebreak db upgrade`."
    )


def _revision(connection: Connection) -> str | None:
    """The revision the database is at; None if it has no tables yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def require_current(database: Database) -> None:
    """Raises `MissingSetting`, saying what to do, unless the database is up to date."""
    with database.reading() as connection:
        problem = _outdated(connection)
    if problem:
        raise MissingSetting(problem)


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    database = open_database(url)
    try:
        yield database
    finally:
        database.close()


def _config(connection: Connection, after_step: Callable[[], None]) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["after_step"] = after_step
    return config
