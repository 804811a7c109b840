"""Connections and transactions. Owns what SQLite and PostgreSQL need in order to lose nothing; knows no table."""

from __future__ import annotations

import select
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import StaticPool

from sales.errors import MissingSetting
from storage.addresses import in_memory, network_file_system, parse
from storage.connections import Connections
from storage.sqlite_errors import told_in_words

PATIENCE_SECONDS = 5
"""How long a writer waits for another one before it gives up."""

UPGRADE_LOCK = 0x46697265
"""The number under which PostgreSQL lets one process at a time change the tables."""

POSTGRESQL_OPTIONS = f"-c timezone=UTC -c lock_timeout={PATIENCE_SECONDS}s -c jit=off"
"""No statement of ours runs long enough to be worth compiling."""

KEPT = 8
"""So many connections that nobody uses stay as they are, ready for the next reader or writer."""

POOL: dict[str, Any] = {"pool_size": 16, "max_overflow": 64}
"""Enough for every thread that answers Slack; what is not used is not opened."""


class Database:
    """Transactions on one database. In SQLite a writer holds the write lock from its first statement on, so that what
    it read stays true until it commits; threads of this process queue for it. A reader sees one moment. A database in
    memory has a single connection, so there everybody queues."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self.in_memory = isinstance(engine.pool, StaticPool)
        self._turn = threading.RLock()
        if self.is_sqlite:  # of those that write, one at a time
            self._readers = _sqlite_connections(engine, "BEGIN", KEPT)
            self._writers = _sqlite_connections(engine, "BEGIN IMMEDIATE", 1)
        else:
            self._readers = Connections(engine, _reading, works=_is_quiet, most=KEPT)
            self._writers = Connections(engine, lambda connection: connection, works=_is_quiet, most=KEPT)

    @property
    def url(self) -> str:
        """Where another process finds it, password included; not for people's eyes."""
        return self.engine.url.render_as_string(hide_password=False)

    def reading(self) -> AbstractContextManager[Connection]:
        """A consistent view. Writing in it is refused by the database."""
        return self._alone(self._readers) if self.in_memory else self._readers.transaction()

    def writing(self) -> AbstractContextManager[Connection]:
        """Commits at the end, or rolls back on any exception. Raises `TimeoutError` or the driver's error when
        another writer takes longer than `PATIENCE_SECONDS`."""
        return self._alone(self._writers) if self.is_sqlite else self._writers.transaction()

    @contextmanager
    def _alone(self, connections: Connections) -> Iterator[Connection]:
        if not self._turn.acquire(timeout=PATIENCE_SECONDS):
            raise TimeoutError(f"Another transaction of this process has been open for {PATIENCE_SECONDS} s.")
        try:
            with connections.transaction() as connection:
                yield connection
        finally:
            self._turn.release()

    @contextmanager
    def upgrading(self) -> Iterator[Connection]:
        """A writing transaction in which tables may change. SQLite changes a table by copying and dropping it, so there
        references are checked at the end. On PostgreSQL, replicas that start together take turns."""
        if not self.is_sqlite:
            with self.engine.begin() as connection:
                connection.exec_driver_sql("SET LOCAL lock_timeout = '10min'")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})")
                yield connection
            return
        changing = _sqlite_connections(self.engine, "BEGIN IMMEDIATE", 0, references="OFF")
        with self._alone(changing) as connection, connection.begin():
            yield connection
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise MissingSetting(f"The upgrade was not made: it would leave rows without their {broken[0][2]}.")

    def close(self) -> None:
        """Gives all connections back. For SQLite this also folds the write-ahead log into the file."""
        self._readers.close()
        self._writers.close()
        self.engine.dispose()


def open_database(url: str) -> Database:
    """The database at an SQLAlchemy URL: `sqlite:///path/to/file.db`, `sqlite://` (in memory) or `postgresql://…`.
    Raises `MissingSetting` for another kind, a missing driver or folder, a network file system, where SQLite cannot
    keep a write-ahead log, or where PostgreSQL does not answer."""
    parsed = parse(url)
    if parsed.get_backend_name() == "postgresql":
        return Database(_reached(_postgresql(parsed)))
    engine = _sqlite_in_memory() if in_memory(parsed) else _sqlite_file(parsed)
    path = None if in_memory(parsed) else Path(str(parsed.database)).resolve()

    def prepare(connection: Any, _record: object) -> None:
        with told_in_words(path):
            prepare_sqlite(connection)

    event.listen(engine, "connect", prepare)
    return Database(engine)


def _sqlite_in_memory() -> Engine:
    return create_engine(
        "sqlite://", poolclass=StaticPool, hide_parameters=True, connect_args={"check_same_thread": False}
    )


def _sqlite_file(url: URL) -> Engine:
    path = Path(str(url.database)).resolve()
    if not path.parent.is_dir():
        raise MissingSetting(f"The database's folder {path.parent} does not exist. Create it, or name another.")
    mounts = Path("/proc/self/mounts")
    kind = network_file_system(path, mounts.read_text()) if mounts.exists() else None
    if kind is not None:
        raise MissingSetting(
            f"{path} lies on a network file system ({kind}), where SQLite can lose data. Put it on a local disk, "
            f"or use PostgreSQL."
        )
    return create_engine(
        url.set(database=str(path)), **POOL, hide_parameters=True, connect_args={"check_same_thread": False}
    )


def prepare_sqlite(connection: Any) -> None:
    """Sets a new connection up (see `open_database`). Raises `MissingSetting` without a write-ahead log."""
    connection.isolation_level = None  # transactions begin where we say so, never where the driver guesses
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE_SECONDS * 1000}")
    mode = _write_ahead(connection)
    if mode not in ("wal", "memory"):
        raise MissingSetting(
            f"SQLite cannot keep a write-ahead log here (journal mode {mode}). Put the database on a local disk."
        )
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA temp_store = MEMORY")


def _write_ahead(connection: Any) -> str:
    """Switches to the write-ahead log; returns the journal mode that holds. Two that switch a new database at once are
    refused at once, whatever the busy timeout says, so the loser looks again."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return str(connection.execute("PRAGMA journal_mode = WAL").fetchone()[0])
        except sqlite3.DatabaseError as problem:
            busy = problem.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > give_up:
                raise
            time.sleep(0.02)


def _sqlite_connections(engine: Engine, begin: str, most: int, references: str = "ON") -> Connections:
    """Those whose transactions begin so: a plain BEGIN reads, and is refused to write. The only connection of a
    database in memory is everybody's, and kept by nobody."""
    rules = {"foreign_keys": references, "query_only": "ON" if begin == "BEGIN" else "OFF"}
    return Connections(
        engine, partial(_ruled, rules), begin=begin, most=0 if isinstance(engine.pool, StaticPool) else most
    )


def _ruled(rules: dict[str, str], connection: Connection) -> Connection:
    """The connection, with these rules of SQLite's."""
    for rule, state in rules.items():
        if connection.info.get(rule) != state:  # a pooled connection mostly does the same again
            connection.connection.execute(f"PRAGMA {rule} = {state}")
            connection.info[rule] = state
    return connection


def _reading(connection: Connection) -> Connection:
    """PostgreSQL's connection for readers, each of whose transactions sees one moment."""
    return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _is_quiet(driver: Any) -> bool:
    """Whether an idle connection to PostgreSQL has heard nothing from its server: the last thing it would hear is that
    it was cut. Asks nothing of the server."""
    if driver.closed:
        return False
    heard = select.poll()
    heard.register(driver.fileno(), select.POLLIN)
    return not heard.poll(0)


def _postgresql(url: URL) -> Engine:
    try:
        return create_engine(
            url,
            **POOL,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"options": POSTGRESQL_OPTIONS, "application_name": "firebreak", "connect_timeout": 10},
        )
    except ModuleNotFoundError:
        raise MissingSetting("PostgreSQL needs one more package: pip install 'firebreak[postgres]'.") from None


def _reached(engine: Engine) -> Engine:
    """The same, once it has answered. Raises `MissingSetting` with the server's reason, and no password."""
    try:
        with engine.connect():
            return engine
    except OperationalError as problem:
        engine.dispose()
        where = f"{engine.url.host or 'this machine'}, database {engine.url.database or ''}".removesuffix(", database ")
        reason = next(iter(str(problem.orig).splitlines()), "no reason was given")
        raise MissingSetting(
            f"PostgreSQL cannot be reached at {where}: {reason.rstrip('.')}. Is it running, and is the address right?"
        ) from None
