"""Connections that stay open between transactions: what a pool and SQLAlchemy do around every transaction takes longer
than most of what is asked in one. Knows when one begins and ends, and when a connection is given up; no table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

IDLE_SECONDS = 30
"""A connection that nobody has used for longer goes by way of SQLAlchemy's pool, which looks whether it still works."""


class Connections:
    """The connections of an engine that are used for one purpose. `prepare` makes one fit for it, `begin` is what the
    driver is told when a transaction begins ("": it begins by itself), `works` says whether an idle one may be used
    again (None: always). Safe to share between threads; at most `most` are kept while nobody uses them."""

    def __init__(
        self,
        engine: Engine,
        prepare: Callable[[Connection], Connection],
        *,
        begin: str = "",
        works: Callable[[Any], bool] | None = None,
        most: int,
    ) -> None:
        self._engine = engine
        self._prepare = prepare
        self._begin = begin
        self._works = works
        self._most = most
        self._idle: list[tuple[Connection, float]] = []  # a list is added to and taken from in one step

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Commits at the end, or rolls back on any exception. A connection on which anything went wrong goes back to
        SQLAlchemy's pool, which rolls back and looks at it; from there the next one takes it, or another."""
        connection, sound = self._taken(), False
        try:
            if self._begin:
                execute(connection, self._begin)
            yield connection
            _commit(connection)
            sound = True
        finally:
            if sound and len(self._idle) < self._most:
                self._idle.append((connection, monotonic()))
            else:
                connection.close()

    def _taken(self) -> Connection:
        while self._idle:
            try:
                connection, since = self._idle.pop()
            except IndexError:  # another thread was quicker
                break
            fresh = monotonic() - since < IDLE_SECONDS
            if fresh and (self._works is None or self._works(connection.connection.driver_connection)):
                return connection
            connection.close()
        return self._prepare(self._engine.connect())

    def close(self) -> None:
        """Gives back those that nobody uses, and keeps none from here on."""
        self._most = 0
        while self._idle:
            self._idle.pop()[0].close()


def execute(connection: Connection, sql: str, parameters: Any = (), *, many: bool = False) -> Any:
    """Hands a statement to the driver as it is, `many`: once for each of the parameters; returns the driver's cursor.
    Whoever counts what an engine sends is told of it. Raises what SQLAlchemy raises, and gives up a connection that has
    been cut, as SQLAlchemy does."""
    cursor = connection.connection.cursor()
    for listener in connection.engine.dispatch.before_cursor_execute:
        listener(connection, cursor, sql, parameters, None, many)
    try:
        cursor.executemany(sql, parameters) if many else cursor.execute(sql, parameters)
    except connection.dialect.loaded_dbapi.Error as problem:
        raise _failed(connection, sql, problem) from problem
    return cursor


def _commit(connection: Connection) -> None:
    if connection.in_transaction():  # some of it was asked by way of SQLAlchemy, which has to know
        connection.commit()
        return
    try:
        connection.connection.commit()
    except connection.dialect.loaded_dbapi.Error as problem:
        raise _failed(connection, "COMMIT", problem) from problem


def _failed(connection: Connection, sql: str, problem: Exception) -> Exception:
    """The error as SQLAlchemy tells it, without the values that were given."""
    cut = connection.dialect.is_disconnect(problem, connection.connection, None)  # type: ignore[arg-type]
    if cut:
        connection.invalidate(problem)
    family = connection.dialect.loaded_dbapi.Error
    return DBAPIError.instance(sql, None, problem, family, hide_parameters=True, connection_invalidated=cut)
