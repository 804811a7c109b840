"""Opening the store. Owns what must be true before anything is read or written."""

from __future__ import annotations

from contextlib import ExitStack

from storage.database import open_database
from storage.migrations import require_current
from storage.sql import SqlStore
from storage.tables import Base


def create_store(url: str) -> SqlStore:
    """The store at a database URL (see `open_database`). A database in memory gets its tables here; any other must
    have been brought up to date by `storage.migrations.upgrade`. Raises `MissingSetting` where it was not."""
    database = open_database(url)
    with ExitStack() as refused:
        refused.callback(database.close)
        if database.in_memory:
            with database.writing() as connection:
                Base.metadata.create_all(connection)
        else:
            require_current(database)
        refused.pop_all()
    return SqlStore(database)
