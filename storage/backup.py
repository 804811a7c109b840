"""Backups of SQLite while it is in use. A backup counts only once it has been read back and verified."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sales.errors import Invalid, MissingSetting
from storage.addresses import in_memory, parse


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished, verified backup: where it is, how many bytes it has, and how many deals are in it."""

    path: Path
    size: int
    deals: int


def backup(url: str, target: Path) -> Backup:
    """Copies the database at `url` to `target`, as of one moment, while others read and write, and verifies the copy.
    An existing `target` is replaced only by a whole copy. Only the owner may read it. Raises `MissingSetting` for
    PostgreSQL, which has its own tool, and `Invalid` where there is nothing to copy or the copy is not whole."""
    parsed = parse(url)
    if parsed.get_backend_name() == "postgresql":
        raise MissingSetting(
            "PostgreSQL makes its own backups: `pg_dump --format=custom --file=firebreak.dump`. "
            "`pg_restore` brings one back."
        )
    source = Path(parsed.database or "").resolve()
    if in_memory(parsed) or not source.is_file():
        raise Invalid("There is no database file to back up.")
    if not target.parent.is_dir():
        raise Invalid(f"There is no folder {target.parent}. Create it, or name another.")
    if target.is_dir():
        raise Invalid(f"{target} is a folder. Name a file in it.")
    if target.exists() and not target.is_file():
        raise Invalid(f"{target} is no file that a backup could replace.")
    if target.resolve() == source:
        raise Invalid("A backup needs another name than the database itself.")
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    try:
        _copy(source, unfinished)
        deals = _verify(unfinished)
        os.replace(unfinished, target)
    except sqlite3.DatabaseError as problem:
        raise Invalid(f"No whole backup could be made, and none was replaced: {problem}.") from None
    finally:
        unfinished.unlink(missing_ok=True)
    return Backup(target, target.stat().st_size, deals)


def _copy(source: Path, unfinished: Path) -> None:
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with (
        closing(sqlite3.connect(f"file:{_quoted(source)}?mode=ro", uri=True)) as origin,
        closing(sqlite3.connect(unfinished)) as copy,
    ):
        origin.backup(copy)  # in one go: with a write-ahead log, writers need not wait for a reader
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
    with unfinished.open("rb") as written:
        os.fsync(written.fileno())


def _verify(path: Path) -> int:
    """How many deals the copy has. Raises `Invalid` unless SQLite finds every page, index and reference in order."""
    with closing(sqlite3.connect(f"file:{_quoted(path)}?mode=ro&immutable=1", uri=True)) as copy:
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
        dangling = copy.execute("PRAGMA foreign_key_check").fetchone()
        deals = int(copy.execute("SELECT count(*) FROM deals").fetchone()[0])
    if found != "ok" or dangling:
        raise Invalid(f"The database is damaged, so no backup was made: {found if found != 'ok' else dangling}.")
    return deals


def _quoted(path: Path) -> str:
    return str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
