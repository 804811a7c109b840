"""Databases for tests: an empty one that is up to date, migrated once in each process and copied from then on."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from storage.database import open_database
from storage.migrations import upgrade


def up_to_date(path: Path) -> str:
    """Puts an empty SQLite database there and returns its URL. Migrating takes a third of a second, copying none."""
    path.write_bytes(_migrated())
    return f"sqlite:///{path}"


def emptied(url: str) -> str:
    """A PostgreSQL database without a table."""
    database = open_database(url)
    with database.writing() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    database.close()
    return url


@cache
def _migrated() -> bytes:
    with TemporaryDirectory(prefix="firebreak-") as folder:
        path = Path(folder) / "firebreak.db"
        upgrade(f"sqlite:///{path}")
        return path.read_bytes()
