"""INSERT and upsert statements for any table, built once for each table, set of columns and kind of database."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import insert
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.base import Executable

from storage.compiled import Compiled
from storage.tables import Base, plain

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


@lru_cache(maxsize=128)
def insert_into(table: type[Base], given: tuple[str, ...]) -> Compiled:
    """Inserts a row with the `given` columns."""
    return Compiled(insert(plain(table)), given)


def _insert(dialect: str, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    if dialect == "sqlite":
        return sqlite.insert(plain(table))
    from sqlalchemy.dialects import postgresql  # with all its drivers, which SQLite need not wait for

    return postgresql.insert(plain(table))


@lru_cache(maxsize=64)
def insert_unless_known(dialect: str, table: type[Base], given: tuple[str, ...]) -> Compiled:
    """The same, unless one of its unique keys is there already."""
    return Compiled(_insert(dialect, table).on_conflict_do_nothing(), given)


@lru_cache(maxsize=64)
def upsert(dialect: str, table: type[Base], given: tuple[str, ...]) -> Compiled:
    """The same, or overwrites the one with the same primary key."""
    return Compiled(upsert_statement(dialect, table, given), given)


@lru_cache(maxsize=64)
def upsert_statement(dialect: str, table: type[Base], names: tuple[str, ...]) -> Executable:
    """The statement of `upsert`, for many rows at once."""
    statement = _insert(dialect, table)
    keys = [column.name for column in plain(table).primary_key]
    changed = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)
