"""The store: transactions on workspaces, put together from their parts. Knows which part keeps what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection, func, insert, select

from sales.process import Process
from sales.usecases.ports import Audited, Win
from sales.workspace import Workspace
from storage.activities import SqlActivities
from storage.cache import Cache
from storage.calls import SqlCalls
from storage.convert import columns, win_of, workspace_of
from storage.database import Database
from storage.deals import SqlDeals
from storage.deliveries import SqlDeliveries, SqlOutbox
from storage.drills import SqlDrills
from storage.entries import SqlEntries
from storage.forecasts import SqlForecasts
from storage.former_settings import keep_settings, process_at, workspace_at
from storage.inbox import SqlInbox
from storage.learning import SqlLearning
from storage.people import SqlPeople
from storage.projections import SqlProjections
from storage.scope import Scope
from storage.tables import AuditRow, DeliveryRow, EntryRow, InboxRow, UseRow, WinRow, WorkspaceRow
from storage.usage import SqlUses


class SqlTx:
    """The port `Tx`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    @property
    def workspace(self) -> Workspace:
        """This workspace's settings. Raises `NotFound` if there is no such workspace."""
        return self._scope.workspace

    @property
    def process(self) -> Process:
        """The process that holds now."""
        return self._scope.process

    @cached_property
    def people(self) -> SqlPeople:
        return SqlPeople(self._scope)

    @cached_property
    def deals(self) -> SqlDeals:
        return SqlDeals(self._scope)

    @cached_property
    def entries(self) -> SqlEntries:
        return SqlEntries(self._scope)

    @cached_property
    def activities(self) -> SqlActivities:
        return SqlActivities(self._scope)

    @cached_property
    def forecasts(self) -> SqlForecasts:
        return SqlForecasts(self._scope)

    @cached_property
    def deliveries(self) -> SqlDeliveries:
        return SqlDeliveries(self._scope)

    @cached_property
    def inbox(self) -> SqlInbox:
        return SqlInbox(self._scope)

    @cached_property
    def drills(self) -> SqlDrills:
        return SqlDrills(self._scope)

    @cached_property
    def calls(self) -> SqlCalls:
        return SqlCalls(self._scope)

    @cached_property
    def projections(self) -> SqlProjections:
        return SqlProjections(self._scope)

    @cached_property
    def uses(self) -> SqlUses:
        return SqlUses(self._scope)

    @cached_property
    def learning(self) -> SqlLearning:
        return SqlLearning(self._scope)

    def workspace_at(self, at: datetime) -> Workspace:
        return workspace_at(self._scope, at)

    def process_at(self, at: datetime) -> Process:
        return process_at(self._scope, at)

    def save_workspace(self, workspace: Workspace, by: int | None, at: datetime | None = None) -> None:
        if at is not None:
            keep_settings(self._scope, workspace, at)
        self._scope.save_workspace(workspace, by)

    def save_process(self, process: Process, by: int | None, at: datetime | None = None) -> Process:
        return self._scope.save_process(process, by, at)

    def win(self, deal_id: int) -> Win | None:
        row = self._scope.first(
            select(*WinRow.__table__.columns).where(self._scope.here(WinRow), WinRow.deal_id == deal_id)
        )
        return win_of(row) if row else None

    def save_win(self, win: Win) -> None:
        """Keeps the story; a deal that was reopened and won again has the latest one."""
        self._scope.put(WinRow, columns(win))

    def audit(self, what: str, detail: str, by: int | None, at: datetime) -> None:
        self._scope.add(AuditRow, {"what": what, "detail": detail, "by": by, "at": at})

    def last_audited(self, what: str, beginning: str = "") -> Audited | None:
        lines = (AuditRow.what == what, AuditRow.detail.startswith(beginning, autoescape=True))
        statement = select(AuditRow.by, AuditRow.at).where(self._scope.here(AuditRow), *lines)
        row = self._scope.first(statement.order_by(AuditRow.at.desc(), AuditRow.id.desc()).limit(1))
        return Audited(row.by, row.at) if row else None


class SqlStore:
    """The port `Store`, and the sender's `outbox`."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.outbox = SqlOutbox(database)
        self._cache = Cache()

    @contextmanager
    def reading(self, workspace_id: int) -> Iterator[SqlTx]:
        with self.database.reading() as connection:
            yield SqlTx(Scope(connection, workspace_id, self._cache))

    @contextmanager
    def writing(self, workspace_id: int) -> Iterator[SqlTx]:
        with self.database.writing() as connection:
            scope = Scope(connection, workspace_id, self._cache, writes=True)
            yield SqlTx(scope)
            scope.settle()

    def workspaces(self) -> Iterable[Workspace]:
        """All workspaces, oldest first."""
        with self.database.reading() as connection:
            rows = connection.execute(select(*WorkspaceRow.__table__.columns).order_by(WorkspaceRow.id))
            return [workspace_of(row) for row in rows]

    def workspace_of(self, enterprise_id: str, team_id: str) -> Workspace | None:
        with self.database.reading() as connection:
            return _workspace(connection, enterprise_id, team_id)

    def add_workspace(self, workspace: Workspace, process: Process) -> Workspace:
        """Adds a workspace and the first version of its process. One that is there already stays as it is."""
        with self.database.writing() as connection:
            known = _workspace(connection, workspace.enterprise_id, workspace.team_id)
            if known is not None:
                return known
            added = insert(WorkspaceRow).values(columns(workspace)).returning(WorkspaceRow.id)
            new_id = connection.execute(added).scalar_one()
            Scope(connection, new_id, self._cache, writes=True).save_process(process, None, None)
            return replace(workspace, id=new_id)

    def latest_instant(self, workspace_id: int) -> datetime | None:
        """When something last happened in a workspace: was entered, heard, looked at, sent, or put on record. None:
        nothing yet."""
        moments = (EntryRow.at, InboxRow.received_at, UseRow.at, DeliveryRow.claimed_at, AuditRow.at)
        with self.database.reading() as connection:
            found = (
                connection.execute(select(func.max(at)).where(at.class_.workspace_id == workspace_id)).scalar_one()
                for at in moments
            )
            return max((at for at in found if at is not None), default=None)

    def close(self) -> None:
        self.database.close()


def _workspace(connection: Connection, enterprise_id: str, team_id: str) -> Workspace | None:
    row = connection.execute(
        select(*WorkspaceRow.__table__.columns).where(
            WorkspaceRow.enterprise_id == enterprise_id, WorkspaceRow.team_id == team_id
        )
    ).first()
    return workspace_of(row) if row else None
