"""Statements that are compiled once for each kind of database and then handed to its driver: what SQLAlchemy does
around every statement takes ten times as long as SQLite takes to answer it. Values are converted by the columns' types,
as everywhere."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Insert, Select
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler

from storage.connections import execute

T = TypeVar("T")
Spell = Callable[[Any], Any] | None
AT_HAND = 500
"""Rows."""


class Compiled:
    """One statement whose parameters are named, and have one value each: no lists. `given` are the columns that an
    INSERT or UPDATE is given."""

    def __init__(self, statement: Executable, given: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._given = given
        self._compiled: dict[str, _ForDriver] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        """All rows, with their columns by name."""
        compiled = self._for(connection)
        return compiled.read(compiled.send(connection, values).fetchall())

    def first(self, connection: Connection, values: Mapping[str, Any]) -> Any | None:
        """The first row, if there is one."""
        return next(iter(self.rows(connection, values)), None)

    def bare(self, connection: Connection, values: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
        """The rows as the driver gives them, one after another: for very many, of columns that all drivers give alike.
        A plain tuple of plain values is nothing that Python's collector has to look at again and again."""
        return iter(self._for(connection).send(connection, values))

    def changed(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """How many rows it has added, changed or removed."""
        found: int = self._for(connection).send(connection, values).rowcount
        return found

    def added(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """The id of the row that an INSERT has added. Not by RETURNING in SQLite, which then looks through every table
        that refers to this one, and not all of them have an index for that."""
        new_id = self.added_if_new(connection, values)
        assert new_id is not None, "it was to be added in any case"
        return new_id

    def added_if_new(self, connection: Connection, values: Mapping[str, Any]) -> int | None:
        """The same of an INSERT that adds nothing, which is None, where one of the unique keys is there already."""
        cursor = self._for(connection).send(connection, values)
        if connection.dialect.name == "sqlite":
            return int(cursor.lastrowid) if cursor.rowcount else None
        row = cursor.fetchone()
        return int(row[0]) if row else None

    def change_each(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Sends it once for each of the rows."""
        self._for(connection).send_each(connection, rows)

    def _for(self, connection: Connection) -> _ForDriver:
        dialect = connection.dialect
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = _ForDriver(self._statement, dialect, self._given)
        return found


class _ForDriver:
    """The statement as one driver takes it."""

    def __init__(self, statement: Executable, dialect: Dialect, given: Sequence[str] | None) -> None:
        if isinstance(statement, Insert) and dialect.name != "sqlite" and "id" in statement.table.c:
            statement = statement.returning(statement.table.c.id)
        compiled = statement.compile(dialect=dialect, column_keys=given)  # type: ignore[attr-defined]
        assert isinstance(compiled, SQLCompiler)
        assert not compiled.post_compile_params, "a list cannot be a parameter here"
        self._sql = str(compiled)
        self._positional = compiled.positiontup is not None
        self._names = tuple(compiled.positiontup or compiled.binds)
        self._fixed = {name: bind.effective_value for name, bind in compiled.binds.items() if not bind.required}
        spelled = {name: _spelling(bind.type, dialect) for name, bind in compiled.binds.items()}
        self._given = [(name, spelled[name]) for name in self._names]
        columns = statement.selected_columns if isinstance(statement, Select) else ()
        self._row: Any = namedtuple("Row", [column.key for column in columns])  # type: ignore[misc]
        read = ((place, _reading(column.type, dialect)) for place, column in enumerate(columns))
        self._reads = [(place, spell) for place, spell in read if spell]

    def send(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """Sends it; returns the driver's cursor."""
        return execute(connection, self._sql, self._parameters(values))

    def send_each(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Sends it once for each of the rows."""
        execute(connection, self._sql, list(map(self._parameters, rows)), many=True)

    def _parameters(self, values: Mapping[str, Any]) -> Any:
        """The values as the driver takes them, in its order or by name."""
        given = {**self._fixed, **values} if self._fixed else values
        spelled = tuple([spell(given[name]) if spell else given[name] for name, spell in self._given])
        return spelled if self._positional else dict(zip(self._names, spelled, strict=True))

    def read(self, rows: Sequence[Sequence[Any]]) -> list[Any]:
        """The driver's rows as values."""
        if not self._reads:
            return list(map(self._row._make, rows))
        found = []
        for row in rows:
            cells = list(row)
            for place, spell in self._reads:
                cells[place] = spell(cells[place])
            found.append(self._row._make(cells))
        return found


def read_values(connection: Connection, statement: Select[*tuple[Any, ...]], make: Callable[[Any], T]) -> list[T]:
    """Very many rows, each made a value of its columns in their order. They are read a column at a time, past
    SQLAlchemy's own rows: making those takes as long as finding them does. A portion at a time, which the processor
    still has at hand when its columns become values again."""
    result = connection.execute(statement)
    assert result.cursor is not None
    spells = [_reading(column.type, connection.dialect) for column in statement.selected_columns]
    found: list[T] = []
    while rows := result.cursor.fetchmany(AT_HAND):
        columns = zip(spells, zip(*rows, strict=True), strict=True)
        read = (map(spell, cells) if spell else cells for spell, cells in columns)
        found += map(make, zip(*read, strict=True))
    result.close()
    return found


def _spelling(kind: Any, dialect: Dialect) -> Spell:
    spell: Spell = kind.dialect_impl(dialect).bind_processor(dialect)
    return spell


def _reading(kind: Any, dialect: Dialect) -> Spell:
    spell: Spell = kind.dialect_impl(dialect).result_processor(dialect, None)
    return spell
