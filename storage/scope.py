"""What the parts of one transaction share besides its statements: the workspace's settings and process, what is cached
of it, and which stamps the transaction moves on when it ends."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from sales.errors import NotFound
from sales.process import Process
from sales.process_plain import process_from, process_to_plain
from sales.workspace import Workspace
from storage.cache import Cache, CachedNumbers, CachedSettings, Stamps
from storage.compiled import Compiled
from storage.convert import AnyRow, columns, workspace_of
from storage.statements import HERE, Statements
from storage.tables import ProcessRow, WorkspaceRow

_VERSION = select(func.max(ProcessRow.version)).where(ProcessRow.workspace_id == HERE).scalar_subquery()
_WORKSPACE = Compiled(
    select(*WorkspaceRow.__table__.columns, _VERSION.label("process_version")).where(WorkspaceRow.id == HERE)
)
_BOTH_STAMPS = select(WorkspaceRow.names_stamp, WorkspaceRow.said_stamp).where(WorkspaceRow.id == HERE)
_STAMPS, _STAMPS_HELD = Compiled(_BOTH_STAMPS), Compiled(_BOTH_STAMPS.with_for_update())


class Scope(Statements):
    """One workspace in one transaction."""

    def __init__(self, connection: Connection, workspace_id: int, cache: Cache, *, writes: bool = False) -> None:
        super().__init__(connection, workspace_id)
        self.writes = writes
        self.names_changed = False
        self.touched: dict[int, datetime] = {}
        """When the deals that this transaction has saved were last touched."""
        self._numbers_changed = False
        self._names_moved = False
        self._cache = cache
        self._stamps: Stamps | None = None
        self._settings: CachedSettings | None = None
        self._numbers: CachedNumbers | None = None
        self._process_saved = False

    @property
    def cached_settings(self) -> CachedSettings:
        """What is cached of this workspace, to be added to. A transaction that writes keeps its additions to itself,
        for it may yet be rolled back. Raises `NotFound` if there is no such workspace."""
        if self._settings is None:
            shared = self._cache.cached_settings(self.workspace_id, self.stamps)
            self._settings = shared.copy() if self.writes else shared
        return self._settings

    @property
    def cached_numbers(self) -> CachedNumbers:
        """What is cached of calls and projections, to be added to. A transaction that writes begins with nothing and
        keeps it to itself. Raises as `cached_settings` does."""
        if self._numbers is None:
            self._numbers = (
                CachedNumbers() if self.writes else self._cache.cached_numbers(self.workspace_id, self.stamps)
            )
        return self._numbers

    @property
    def stamps(self) -> Stamps:
        """The stamps as of the beginning of this transaction. A reader sees one moment, and so one pair."""
        if self._stamps is None:
            self._stamps = Stamps(*self._found(_STAMPS))
        return self._stamps

    def alone(self) -> None:
        """From here on nobody else saves settings, process, people or quotas before this transaction has ended: whoever
        does waits for the workspace's stamp. SQLite has one writer in any case."""
        self._found(_STAMPS_HELD)
        if not self.names_changed:
            self._stamps = self._settings = None

    def forget_settings(self) -> None:
        """This transaction has changed settings, process, people or quotas: it reads them anew, and so does everybody
        once it is committed."""
        self._settings = CachedSettings()
        self.names_changed = True

    def forget_numbers(self) -> None:
        """The same after a change of calls, adjustments or projections."""
        self._numbers = CachedNumbers()
        self._numbers_changed = True

    @property
    def workspace(self) -> Workspace:
        """This workspace's settings. Raises `NotFound` if there is no such workspace."""
        return self.cached_settings.workspace or self._load()[0]

    @property
    def process(self) -> Process:
        """The process that holds now. Raises `NotFound` if there is no such workspace."""
        return self.cached_settings.process or self._load()[1]

    def _load(self) -> tuple[Workspace, Process]:
        row, cached = self._found(_WORKSPACE), self.cached_settings
        cached.workspace = workspace_of(row)
        if cached.process is None:
            cached.process = self.process_version(row.process_version)
        return cached.workspace, cached.process

    def process_version(self, version: int) -> Process:
        """A version of the process that there is."""
        kept = None if self._process_saved else self._cache.process(self.workspace_id, version)
        return kept or self._read_process(version)

    def _found(self, statement: Compiled) -> AnyRow:
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
            self._cache.keep_process(self.workspace_id, process)
        return process

    def save_workspace(self, workspace: Workspace, by: int | None) -> None:
        """Replaces this workspace's settings."""
        values = columns(workspace) | {"saved_by": by}
        self.execute(update(WorkspaceRow).where(WorkspaceRow.id == self.workspace_id).values(values))
        self.forget_settings()

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
        self.forget_settings()
        saved = self.cached_settings.process = process_from(content, version)
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
        """Moves the stamps on, if this transaction changed the name of a deal or anything that is cached. Done once, at
        the end, so that writers of different deals wait for each other as late and as briefly as possible."""
        moved: dict[str, Any] = {}
        if self.names_changed:
            self.names_changed, self._names_moved = False, True
            moved["names_stamp"] = WorkspaceRow.names_stamp + 1
        if self._numbers_changed:
            self._numbers_changed = False
            moved["said_stamp"] = WorkspaceRow.said_stamp + 1
        if moved:
            self.execute(update(WorkspaceRow).where(WorkspaceRow.id == self.workspace_id).values(moved))
