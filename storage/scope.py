"""What the parts of one transaction share: the connection, the workspace it belongs to, and that workspace's settings
and process. Everything here and in the parts is limited to that workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, func, insert, select, update
from sqlalchemy.sql.base import Executable

from sales.errors import NotFound
from sales.process import Process
from sales.process_plain import process_from, process_to_plain
from sales.workspace import Workspace
from storage.adding import adding, adding_unknown, overwriting, putting
from storage.convert import AnyRow, columns, workspace_of
from storage.kept import Kept, Known, Said, Stamps
from storage.ready import Ready, read_values
from storage.tables import Base, ProcessRow, WorkspaceRow, plain

T = TypeVar("T")
PORTION = 5_000

HERE: BindParameter[int] = bindparam("here")
"""The workspace in statements that are made once and used often: making one anew costs more than running it."""


_VERSION = select(func.max(ProcessRow.version)).where(ProcessRow.workspace_id == HERE).scalar_subquery()
_WORKSPACE = Ready(
    select(*WorkspaceRow.__table__.columns, _VERSION.label("process_version")).where(WorkspaceRow.id == HERE)
)
_BOTH_STAMPS = select(WorkspaceRow.names_stamp, WorkspaceRow.said_stamp).where(WorkspaceRow.id == HERE)
_STAMPS, _STAMPS_HELD = Ready(_BOTH_STAMPS), Ready(_BOTH_STAMPS.with_for_update())


class Scope:
    """One workspace in one transaction."""

    def __init__(self, connection: Connection, workspace_id: int, kept: Kept, *, writes: bool = False) -> None:
        self.connection = connection
        self.workspace_id = workspace_id
        self.writes = writes
        self.names_changed = False
        self.touched: dict[int, datetime] = {}
        """When the deals that this transaction has saved were last touched."""
        self._said_changed = False
        self._names_moved = False
        self._kept = kept
        self._stamps: Stamps | None = None
        self._known: Known | None = None
        self._said: Said | None = None
        self._process_saved = False

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

    def ask(self, statement: Executable | Ready, **values: Any) -> Sequence[AnyRow]:
        """The rows of a statement made once, with `HERE` and `values` filled in."""
        named = {"here": self.workspace_id, **values}
        if isinstance(statement, Ready):
            return statement.rows(self.connection, named)
        return self.connection.execute(statement, named).all()

    def ask_one(self, statement: Ready, **values: Any) -> AnyRow | None:
        """The first row of a statement made once."""
        return statement.first(self.connection, {"here": self.workspace_id, **values})

    def bare(self, statement: Ready, **values: Any) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement made once, as the driver gives them; see `Ready.bare`."""
        return statement.bare(self.connection, {"here": self.workspace_id, **values})

    def change(self, statement: Ready, values: Mapping[str, Any]) -> int:
        """Sends an UPDATE made once, with `HERE` and `values` filled in; returns how many rows it has changed."""
        return statement.changed(self.connection, {"here": self.workspace_id, **values})

    def here(self, table: Any) -> ColumnElement[bool]:
        """The condition that a row belongs to this workspace."""
        condition: ColumnElement[bool] = table.workspace_id == self.workspace_id
        return condition

    def add(self, table: type[Base], values: Mapping[str, Any]) -> int:
        """Inserts a row of this workspace; returns its id."""
        row = {"workspace_id": self.workspace_id, **values}
        return adding(table, tuple(row)).added(self.connection, row)

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
            adding(table, tuple(values[0])).change_each(self.connection, values)

    def add_unless_known(self, table: type[Base], values: Mapping[str, Any]) -> bool:
        """Inserts a row of this workspace; False if one of its unique keys is there already."""
        row = {"workspace_id": self.workspace_id, **values}
        return adding_unknown(self._dialect, table, tuple(row)).changed(self.connection, row) > 0

    def put(self, table: type[Base], values: Mapping[str, Any]) -> None:
        """Inserts a row of this workspace, or overwrites the one with the same primary key."""
        row = {"workspace_id": self.workspace_id, **values}
        putting(self._dialect, table, tuple(row)).changed(self.connection, row)

    def put_many(self, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        """The same for rows with the same columns."""
        if rows:
            values = [{"workspace_id": self.workspace_id, **row} for row in rows]
            self.connection.execute(overwriting(self._dialect, table, tuple(values[0])), values)

    @property
    def _dialect(self) -> str:
        return self.connection.dialect.name

    @property
    def known(self) -> Known:
        """What is known of this workspace already, to be added to. A transaction that writes keeps to itself what it
        adds, for it may yet be rolled back. Raises `NotFound` if there is no such workspace."""
        if self._known is None:
            shared = self._kept.known(self.workspace_id, self.stamps)
            self._known = shared.copy() if self.writes else shared
        return self._known

    @property
    def said(self) -> Said:
        """What is known already of what was called and projected, to be added to. A transaction that writes begins
        with nothing and keeps it to itself. Raises as `known` does."""
        if self._said is None:
            self._said = Said() if self.writes else self._kept.said(self.workspace_id, self.stamps)
        return self._said

    @property
    def stamps(self) -> Stamps:
        """The stamps as of the beginning of this transaction. A reader sees one moment, and so one pair."""
        if self._stamps is None:
            self._stamps = Stamps(*self._found(_STAMPS))
        return self._stamps

    def alone(self) -> None:
        """From here on nobody else saves what is `known`, before this transaction has ended: all who do wait for the
        workspace's stamp. SQLite has one writer in any case."""
        self._found(_STAMPS_HELD)
        if not self.names_changed:
            self._stamps = self._known = None

    def forget_known(self) -> None:
        """This transaction has changed settings, process, people or quotas: it reads them anew, and so does everybody
        once it is committed."""
        self._known = Known()
        self.names_changed = True

    def forget_said(self) -> None:
        """The same after a change of calls, adjustments or projections."""
        self._said = Said()
        self._said_changed = True

    @property
    def workspace(self) -> Workspace:
        """This workspace's settings. Raises `NotFound` if there is no such workspace."""
        return self.known.workspace or self._load()[0]

    @property
    def process(self) -> Process:
        """The process that holds now. Raises `NotFound` if there is no such workspace."""
        return self.known.process or self._load()[1]

    def _load(self) -> tuple[Workspace, Process]:
        row, known = self._found(_WORKSPACE), self.known
        known.workspace = workspace_of(row)
        if known.process is None:
            known.process = self.process_version(row.process_version)
        return known.workspace, known.process

    def process_version(self, version: int) -> Process:
        """A version of the process that there is."""
        kept = None if self._process_saved else self._kept.process(self.workspace_id, version)
        return kept or self._read_process(version)

    def _found(self, statement: Ready) -> AnyRow:
        row = self.ask_one(statement)
        if row is None:
            raise NotFound("This workspace is not known to Firebreak. Install it from Slack's app page first.")
        return row

    def _read_process(self, version: int) -> Process:
        content = self.execute(
            select(ProcessRow.content).where(self.here(ProcessRow), ProcessRow.version == version)
        ).scalar_one()
        process = process_from(content, version)
        if not self._process_saved:  # what this transaction wrote may yet be rolled back
            self._kept.keep_process(self.workspace_id, process)
        return process

    def save_workspace(self, workspace: Workspace, by: int | None) -> None:
        """Replaces this workspace's settings."""
        values = columns(workspace) | {"saved_by": by}
        self.execute(update(WorkspaceRow).where(WorkspaceRow.id == self.workspace_id).values(values))
        self.forget_known()

    def save_process(self, process: Process, by: int | None, at: datetime | None) -> Process:
        """Keeps `process` under the next version number, to hold from `at` (None: always). Of two who do so at once the
        second one waits."""
        self.alone()
        latest = select(func.coalesce(func.max(ProcessRow.version), 0)).where(self.here(ProcessRow))
        version = int(self.execute(latest).scalar_one()) + 1
        content = process_to_plain(process)
        self.execute(
            insert(ProcessRow).values(
                workspace_id=self.workspace_id, version=version, content=content, saved_by=by, saved_at=at
            )
        )
        self._process_saved = True
        self.forget_known()
        saved = self.known.process = process_from(content, version)
        return saved

    def names_stamp(self) -> int:
        """The present stamp; below zero if this transaction has changed what it stands for: nobody else may ever see
        that, so nobody may keep it."""
        if not self.writes:
            return self.stamps.names
        self.settle()
        stamp = int(self._found(_STAMPS).names_stamp)
        return -stamp if self._names_moved else stamp

    def settle(self) -> None:
        """Moves the stamps on, if this transaction changed the name of a deal or anything that is `known` or `said`.
        Done once, at the end, so that writers of different deals wait for each other as late and as briefly as
        possible."""
        moved: dict[str, Any] = {}
        if self.names_changed:
            self.names_changed, self._names_moved = False, True
            moved["names_stamp"] = WorkspaceRow.names_stamp + 1
        if self._said_changed:
            self._said_changed = False
            moved["said_stamp"] = WorkspaceRow.said_stamp + 1
        if moved:
            self.execute(update(WorkspaceRow).where(WorkspaceRow.id == self.workspace_id).values(moved))
