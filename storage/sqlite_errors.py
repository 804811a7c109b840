"""SQLite's own errors as sentences that say what to do: a full disk, a file that is not writable or not a database,
another writer that does not finish."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from sales.errors import MissingSetting

_NOT_WRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
_FAILING = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


def sentence(problem: sqlite3.Error, path: object) -> str | None:
    """What is wrong with the database at `path`, and what to do; None for what is no fault of file or disk."""
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
    if code in _NOT_WRITABLE:
        return f"The database {path} and its folder must be writable for you. Ask whoever owns them, or name another."
    if code in _DAMAGED:
        return f"{path} is not a database, or a damaged one. Name another, or put a backup in its place."
    if code in _FAILING:
        return f"The disk of {path} is full or failing ({problem}). Free some space and run it again."
    if code == sqlite3.SQLITE_BUSY:
        return f"Something else is writing to {path} and does not finish. Try again when it has."
    return None


@contextmanager
def told_in_words(path: Path | None) -> Iterator[None]:
    """Within it SQLite's refusals are `MissingSetting`, with the sentence; anything else passes."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as problem:
        cause = problem.orig if isinstance(problem, DBAPIError) else problem
        said = sentence(cause, path) if isinstance(cause, sqlite3.Error) else None
        if said is None:
            raise
        raise MissingSetting(said) from problem
