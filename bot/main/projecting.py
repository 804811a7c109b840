"""The day's projections, made while the bot goes on: at once where there are few deals, in a niced process of its own
where there are many. Knows when to make them; how is the use case's."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import Executor
from contextlib import closing
from datetime import datetime

from bot.child import Child, TookTooLong
from sales.usecases.ports import Store
from sales.usecases.projecting import is_due, project_due

log = logging.getLogger(__name__)
FEW_DEALS = 5_000
"""Projecting from so many takes less than a process to start."""
LONGEST_SECONDS = 1_800.0


class Projecting:
    """Called at every beat. While a workspace's projections are being made, further calls for it do nothing; after a
    failure, which is in the log, the next beat tries again. `slow` logs what nobody else catches."""

    def __init__(self, store: Store, database: str, slow: Executor) -> None:
        self._store, self._database, self._slow = store, database, slow
        self._busy: set[int] = set()
        self._lock = threading.Lock()

    def __call__(self, workspace_id: int, now: datetime) -> None:
        deals = is_due(self._store, workspace_id, now)
        if deals is None:
            return
        if deals <= FEW_DEALS:
            project_due(self._store, workspace_id, now)
            return
        with self._lock:
            if workspace_id in self._busy:
                return
            self._busy.add(workspace_id)
        self._slow.submit(self._elsewhere, workspace_id, now)

    def _elsewhere(self, workspace_id: int, now: datetime) -> None:
        try:
            with Child() as child:
                child.run(LONGEST_SECONDS, _project, self._database, workspace_id, now)
        except (TookTooLong, OSError) as problem:
            log.error("The projections of workspace %d were not made: %s", workspace_id, problem)
        finally:
            with self._lock:
                self._busy.discard(workspace_id)


def _project(database: str, workspace_id: int, now: datetime) -> int:
    """In the child."""
    from storage.engine import create_store

    with closing(create_store(database)) as store:
        return project_due(store, workspace_id, now)
