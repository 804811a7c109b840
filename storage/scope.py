"""What the parts of one transaction share: the connection, the workspace it belongs to, and that workspace's settings
and process. Everything here and in the parts is limited to that workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.base import Executable

from sales.errors import NotFound
from sales.process import Process, process_from, process_to_plain
from sales.workspace import Workspace
from storage.convert import AnyRow, columns, workspace_of
from storage.tables import Base, ProcessRow, WorkspaceRow


class ProcessCache:
    """Parsed processes. A committed version never changes, so it is read and parsed once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Process] = {}

    def get(self, workspace_id: int, version: int) -> Process | None:
        return self._known.get((workspace_id, version))

    def keep(self, workspace_id: int, process: Process) -> None:
        self._known[workspace_id, process.version] = process


class Scope:
    """One workspace in one transaction."""

    def __init__(
        self, connection: Connection, workspace_id: int, processes: ProcessCache, *, writes: bool = False
    ) -> None:
        self.connection = connection
        self.workspace_id = workspace_id
        self.writes = writes
        self.names_changed = False
        self._processes = processes
        self._workspace: Workspace | None = None
        self._process: Process | None = None
        self._process_saved = False

    def execute(self, statement: Executable, values: Any = None) -> Any:
        return self.connection.execute(statement, values)

    def rows(self, statement: Executable) -> Sequence[AnyRow]:
        return self.connection.execute(statement).all()

    def pairs(self, statement: Executable) -> list[tuple[Any, Any]]:
        return [(first, second) for first, second in self.connection.execute(statement)]

    def first(self, statement: Executable) -> AnyRow | None:
        return self.connection.execute(statement).first()

    def here(self, table: Any) -> ColumnElement[bool]:
        """The condition that a row belongs to this workspace."""
        condition: ColumnElement[bool] = table.workspace_id == self.workspace_id
        return condition

    def add(self, table: type[Base], values: Mapping[str, Any]) -> int:
        """Inserts a row of this workspace; returns its id."""
        statement = insert(table).values(workspace_id=self.workspace_id, **values).returning(table.__table__.c.id)
        return int(self.connection.execute(statement).scalar_one())

    def add_many(self, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Inserts rows of this workspace; returns their ids in the same order."""
        if not rows:
            return []
        values: list[dict[str, Any]] = [{"workspace_id": self.workspace_id, **row} for row in rows]
        new_id = table.__table__.c.id
        if self.connection.dialect.name != "sqlite":
            statement = insert(table).returning(new_id, sort_by_parameter_order=True)
            return list(self.connection.execute(statement, values).scalars())
        # SQLite gives many ids back in no certain order. Nobody else can write now, so they are given here.
        first = self.connection.execute(select(func.coalesce(func.max(new_id), 0) + 1)).scalar_one()
        ids = list(range(first, first + len(values)))
        self.connection.execute(insert(table), [{**row, "id": given} for row, given in zip(values, ids, strict=True)])
        return ids

    def add_unless_known(self, table: type[Base], values: Mapping[str, Any]) -> bool:
        """Inserts a row of this workspace; False if one of its unique keys is there already."""
        statement = self._insert(table, values).on_conflict_do_nothing().returning(table.__table__.c.workspace_id)
        return self.connection.execute(statement).first() is not None

    def put(self, table: type[Base], values: Mapping[str, Any]) -> None:
        """Inserts a row of this workspace, or overwrites the one with the same primary key."""
        keys = [column.name for column in table.__table__.primary_key]
        changed = {name: value for name, value in values.items() if name not in keys}
        self.connection.execute(self._insert(table, values).on_conflict_do_update(index_elements=keys, set_=changed))

    def _insert(self, table: type[Base], values: Mapping[str, Any]) -> sqlite.Insert | postgresql.Insert:
        new = sqlite.insert(table) if self.connection.dialect.name == "sqlite" else postgresql.insert(table)
        return new.values(workspace_id=self.workspace_id, **values)

    @property
    def workspace(self) -> Workspace:
        """This workspace's settings. Raises `NotFound` if there is no such workspace."""
        if self._workspace is None:
            self._load()
            assert self._workspace is not None
        return self._workspace

    @property
    def process(self) -> Process:
        """The process that holds now. Raises `NotFound` if there is no such workspace."""
        if self._process is None:
            self._load()
            assert self._process is not None
        return self._process

    def _load(self) -> None:
        version = select(func.max(ProcessRow.version)).where(self.here(ProcessRow)).scalar_subquery()
        found = self.first(
            select(*WorkspaceRow.__table__.columns, version.label("process_version")).where(
                WorkspaceRow.id == self.workspace_id
            )
        )
        if found is None:
            raise NotFound("This workspace is not known to Firebreak. Install it from Slack's app page first.")
        self._workspace = workspace_of(found)
        known = None if self._process_saved else self._processes.get(self.workspace_id, found.process_version)
        self._process = known or self._read_process(found.process_version)

    def _read_process(self, version: int) -> Process:
        content = self.execute(
            select(ProcessRow.content).where(self.here(ProcessRow), ProcessRow.version == version)
        ).scalar_one()
        process = process_from(content, version)
        if not self._process_saved:  # what this transaction wrote may yet be rolled back
            self._processes.keep(self.workspace_id, process)
        return process

    def save_workspace(self, workspace: Workspace, by: int | None) -> None:
        """Replaces this workspace's settings."""
        values = columns(workspace) | {"saved_by": by}
        self.execute(update(WorkspaceRow).where(WorkspaceRow.id == self.workspace_id).values(values))
        self._workspace = None

    def save_process(self, process: Process, by: int | None) -> Process:
        """Keeps `process` under the next version number."""
        latest = select(func.coalesce(func.max(ProcessRow.version), 0)).where(self.here(ProcessRow))
        version = int(self.execute(latest).scalar_one()) + 1
        content = process_to_plain(process)
        self.execute(
            insert(ProcessRow).values(workspace_id=self.workspace_id, version=version, content=content, saved_by=by)
        )
        self._process_saved = True
        self._process = process_from(content, version)
        return self._process

    def names_stamp(self) -> int:
        """The present stamp of the deals' names; changes of this transaction count."""
        self.settle()
        return int(
            self.execute(select(WorkspaceRow.names_stamp).where(WorkspaceRow.id == self.workspace_id)).scalar_one()
        )

    def settle(self) -> None:
        """Moves the stamp of the deals' names on, if this transaction changed any. Done once, at the end, so that
        writers of different deals wait for each other as late and as briefly as possible."""
        if self.names_changed:
            self.names_changed = False
            statement = update(WorkspaceRow).where(WorkspaceRow.id == self.workspace_id)
            self.execute(statement.values(names_stamp=WorkspaceRow.names_stamp + 1))
