"""Projections, made while the bot goes on: at once where there are few deals, in a niced process of its own where there
are many. Knows when to make them; how is the use case's."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import closing
from datetime import datetime

from bot.child import Child, TookTooLong
from sales.period import Period
from sales.usecases.ports import Store
from sales.usecases.projecting import is_due, is_due_for, project_due, project_now
from storage.engine import create_store

log = logging.getLogger(__name__)
FEW_DEALS = 5_000
"""Projecting from so many takes less than a process to start."""
LONGEST_SECONDS = 1_800.0


class Projecting:
    """Makes what is missing. What is being made for a workspace is not begun twice. `slow` logs what nobody else
    catches."""

    def __init__(self, store: Store, database: str, slow: Executor) -> None:
        self._store, self._database, self._slow = store, database, slow
        self._busy: set[tuple[int, ...]] = set()
        self._lock = threading.Lock()

    def __call__(self, workspace_id: int, now: datetime) -> None:
        """The day's projections of a workspace; called at every beat. After a failure, which is in the log, the next
        beat tries again."""
        deals = is_due(self._store, workspace_id, now)
        if deals is None:
            return
        if deals <= FEW_DEALS:
            project_due(self._store, workspace_id, now)
        elif self._begin((workspace_id,)):
            self._slow.submit(self._all_elsewhere, workspace_id, now)

    def asked_for(self, workspace_id: int, subject_id: int, period: Period, now: datetime) -> None:
        """One person's of a period that somebody has looked at, before this returns. Of those who look while it is
        made, or all of the day's are, it is made for the first; whoever looks later and finds none asks again."""
        this = (workspace_id, subject_id, period.start.toordinal(), period.end.toordinal())
        if not self._begin(this):
            return
        try:
            deals = is_due_for(self._store, workspace_id, subject_id, period, now)
            if deals is not None and deals > FEW_DEALS:
                self._in_child(workspace_id, _project_one, subject_id, period, now)
            elif deals is not None:
                project_now(self._store, workspace_id, subject_id, period, now)
        finally:
            self._end(this)

    def _begin(self, what: tuple[int, ...]) -> bool:
        """Whether it may begin: neither it is being made, nor everything of its workspace."""
        with self._lock:
            if what in self._busy or what[:1] in self._busy:
                return False
            self._busy.add(what)
        return True

    def _end(self, what: tuple[int, ...]) -> None:
        with self._lock:
            self._busy.discard(what)

    def _all_elsewhere(self, workspace_id: int, now: datetime) -> None:
        try:
            self._in_child(workspace_id, _project, now)
        finally:
            self._end((workspace_id,))

    def _in_child(self, workspace_id: int, work: Callable[..., None], *about: object) -> None:
        try:
            with Child() as child:
                child.run(LONGEST_SECONDS, work, self._database, workspace_id, *about)
        except (TookTooLong, OSError) as problem:
            log.error("The projections of workspace %d were not made: %s", workspace_id, problem)


def _project(database: str, workspace_id: int, now: datetime) -> None:
    """In the child, as the next one."""
    with closing(create_store(database)) as store:
        project_due(store, workspace_id, now)


def _project_one(database: str, workspace_id: int, subject_id: int, period: Period, now: datetime) -> None:
    with closing(create_store(database)) as store:
        project_now(store, workspace_id, subject_id, period, now)
