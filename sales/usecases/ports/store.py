"""The clock, the store, and one transaction in one workspace with all its parts."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sales.process import Process
from sales.usecases.ports.deals import Activities, Deals, Entries, Win
from sales.usecases.ports.messages import Deliveries, Inbox
from sales.usecases.ports.numbers import Calls, Drills, Forecasts, Projections, Uses
from sales.usecases.ports.people import Learning, People
from sales.workspace import Workspace


class Clock(Protocol):
    """The only source of *now*."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""


@dataclass(frozen=True, slots=True)
class Audited:
    """A line of the audit: who did it (None: nobody in person), when."""

    by: int | None
    at: datetime


class Tx(Protocol):
    """One transaction in one workspace."""

    @property
    def workspace(self) -> Workspace: ...
    @property
    def process(self) -> Process: ...
    @property
    def people(self) -> People: ...
    @property
    def deals(self) -> Deals: ...
    @property
    def entries(self) -> Entries: ...
    @property
    def activities(self) -> Activities: ...
    @property
    def forecasts(self) -> Forecasts: ...
    @property
    def deliveries(self) -> Deliveries: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def drills(self) -> Drills: ...
    @property
    def calls(self) -> Calls: ...
    @property
    def projections(self) -> Projections: ...
    @property
    def uses(self) -> Uses: ...
    @property
    def learning(self) -> Learning: ...
    def workspace_at(self, at: datetime) -> Workspace:
        """The workspace with the settings that numbers depend on (zone, currency, rates, fiscal year, day of calls) as
        they stood then. What else it says is of now."""

    def process_at(self, at: datetime) -> Process:
        """The process that held then."""

    def save_workspace(self, workspace: Workspace, by: int | None, at: datetime | None = None) -> None:
        """Replaces the settings. With `at`, the instant, what was before is kept; without, it has always been so."""

    def save_process(self, process: Process, by: int | None, at: datetime | None = None) -> Process:
        """Keeps it as a new version, which holds from `at` on; without, it is as if it had always held."""

    def win(self, deal_id: int) -> Win | None: ...
    def save_win(self, win: Win) -> None: ...
    def audit(self, what: str, detail: str, by: int | None, at: datetime) -> None:
        """Appends to the record of who changed what that is not a deal."""

    def last_audited(self, what: str, beginning: str = "") -> Audited | None:
        """When that was last changed, and by whom; only lines whose detail begins so."""


class Store(Protocol):
    """Transactions on workspaces."""

    def reading(self, workspace_id: int) -> AbstractContextManager[Tx]:
        """A consistent view; writing in it is an error."""

    def writing(self, workspace_id: int) -> AbstractContextManager[Tx]:
        """Commits at the end, or rolls everything back on any exception."""

    def workspaces(self) -> Iterable[Workspace]: ...
    def workspace_of(self, enterprise_id: str, team_id: str) -> Workspace | None: ...
    def add_workspace(self, workspace: Workspace, process: Process) -> Workspace: ...
