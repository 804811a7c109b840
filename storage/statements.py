"""Statements in one transaction, limited to one workspace: how they are sent, and how rows are added. Knows no table by
name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, func, insert, select
from sqlalchemy.sql.base import Executable

from storage.compiled import Compiled, read_values
from storage.convert import AnyRow
from storage.inserts import insert_into, insert_unless_known, upsert, upsert_statement
from storage.tables import Base, plain

T = TypeVar("T")
PORTION = 5_000

HERE: BindParameter[int] = bindparam("here")
"""The workspace in statements that are made once and used often: making one anew costs more than running it."""


class Statements:
    """The statements of one transaction in one workspace."""

    def __init__(self, connection: Connection, workspace_id: int) -> None:
        self.connection = connection
        self.workspace_id = workspace_id

    def execute(self, statement: Executable, values: Any = None) -> Any:
        return self.connection.execute(statement, values)

    def rows(self, statement: Executable) -> Sequence[AnyRow]:
        return self.connection.execute(statement).all()

    def values(self, statement: Select[*tuple[Any, ...]], make: Callable[[Any], T]) -> list[T]:
        """Very many rows, each made a value of its columns in their order."""
        return read_values(self.connection, statement, make)

    def stream(self, statement: Executable) -> Iterator[AnyRow]:
        """The rows, with `HERE` filled in, a portion at a time; to be used up within the transaction."""
        here, options = {"here": self.workspace_id}, {"yield_per": PORTION}
        for portion in self.connection.execute(statement, here, execution_options=options).partitions():
            yield from portion

    def pairs(self, statement: Executable) -> list[tuple[Any, Any]]:
        return [(first, second) for first, second in self.connection.execute(statement)]

    def first(self, statement: Executable) -> AnyRow | None:
        return self.connection.execute(statement).first()

    def ask(self, statement: Executable | Compiled, **values: Any) -> Sequence[AnyRow]:
        """The rows of a statement made once, with `HERE` and `values` filled in."""
        named = {"here": self.workspace_id, **values}
        if isinstance(statement, Compiled):
            return statement.rows(self.connection, named)
        return self.connection.execute(statement, named).all()

    def ask_one(self, statement: Compiled, **values: Any) -> AnyRow | None:
        """The first row of a statement made once."""
        return statement.first(self.connection, {"here": self.workspace_id, **values})

    def bare(self, statement: Compiled, **values: Any) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement made once, as the driver gives them; see `Compiled.bare`."""
        return statement.bare(self.connection, {"here": self.workspace_id, **values})

    def change(self, statement: Compiled, values: Mapping[str, Any]) -> int:
        """Sends an UPDATE made once, with `HERE` and `values` filled in; returns how many rows it has changed."""
        return statement.changed(self.connection, {"here": self.workspace_id, **values})

    def here(self, table: Any) -> ColumnElement[bool]:
        """The condition that a row belongs to this workspace."""
        condition: ColumnElement[bool] = table.workspace_id == self.workspace_id
        return condition

    def add(self, table: type[Base], values: Mapping[str, Any]) -> int:
        """Inserts a row of this workspace; returns its id."""
        row = {"workspace_id": self.workspace_id, **values}
        return insert_into(table, tuple(row)).added(self.connection, row)

    def add_many(self, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Inserts rows of this workspace; returns their ids in the same order."""
        if not rows:
            return []
        values: list[dict[str, Any]] = [{"workspace_id": self.workspace_id, **row} for row in rows]
        whole = plain(table)
        new_id = whole.c.id
        if self.connection.dialect.name != "sqlite":
            statement = insert(whole).returning(new_id, sort_by_parameter_order=True)
            return list(self.connection.execute(statement, values).scalars())
        # SQLite gives many ids back in no certain order. Nobody else can write now, so they are given here.
        first = self.connection.execute(select(func.coalesce(func.max(new_id), 0) + 1)).scalar_one()
        ids = list(range(first, first + len(values)))
        self.connection.execute(insert(whole), [{**row, "id": given} for row, given in zip(values, ids, strict=True)])
        return ids

    def write_many(self, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        """Inserts rows of this workspace whose ids nobody asks for."""
        values = [{"workspace_id": self.workspace_id, **row} for row in rows]
        if values:
            insert_into(table, tuple(values[0])).change_each(self.connection, values)

    def add_unless_known(self, table: type[Base], values: Mapping[str, Any]) -> bool:
        """Inserts a row of this workspace; False if one of its unique keys is there already."""
        row = {"workspace_id": self.workspace_id, **values}
        return insert_unless_known(self._dialect, table, tuple(row)).changed(self.connection, row) > 0

    def add_if_new(self, table: type[Base], values: Mapping[str, Any]) -> int | None:
        """The same of a table whose rows have an id: the new row's, or None."""
        row = {"workspace_id": self.workspace_id, **values}
        return insert_unless_known(self._dialect, table, tuple(row)).added_if_new(self.connection, row)

    def put(self, table: type[Base], values: Mapping[str, Any]) -> None:
        """Inserts a row of this workspace, or overwrites the one with the same primary key."""
        row = {"workspace_id": self.workspace_id, **values}
        upsert(self._dialect, table, tuple(row)).changed(self.connection, row)

    def put_many(self, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        """The same for rows with the same columns."""
        if rows:
            values = [{"workspace_id": self.workspace_id, **row} for row in rows]
            self.connection.execute(upsert_statement(self._dialect, table, tuple(values[0])), values)

    @property
    def _dialect(self) -> str:
        return self.connection.dialect.name
