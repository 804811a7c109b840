"""The settings and the process that an instant's numbers are counted by: those that held then. The present ones cost no
query."""

from __future__ import annotations

from datetime import datetime

from sales.process import Process
from sales.usecases.ports import Tx
from sales.workspace import Workspace


def workspace_as_of(tx: Tx, as_of: datetime, now: datetime) -> Workspace:
    """The settings that held at an instant."""
    return tx.workspace_at(as_of) if as_of < now else tx.workspace


def process_as_of(tx: Tx, as_of: datetime, now: datetime) -> Process:
    """The process that held at an instant."""
    return tx.process_at(as_of) if as_of < now else tx.process
