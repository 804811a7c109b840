"""The jobs there are and how often each runs. Knows no thread and no library."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sales.workspace import Workspace

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done again and again: at every beat, or not before `every` has passed since the last time."""

    name: str
    run: Callable[[datetime], object]
    every: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class JobInEach:
    """The same in each workspace, whatever becomes of it in the others."""

    name: str
    workspaces: Callable[[], Iterable[Workspace]]
    run: Callable[[Workspace, datetime], object]
    every: timedelta = timedelta(0)


class Table:
    """Runs the jobs that are due. One that fails stops no other, nor itself in another workspace, and is tried again at
    the next beat."""

    def __init__(self, jobs: Iterable[Job | JobInEach]) -> None:
        self._jobs = tuple(jobs)
        self._last: dict[str, datetime] = {}
        self.failing: frozenset[str] = frozenset()
        """The jobs that failed at the last beat, by name and workspace."""

    def beat(self, now: datetime) -> list[str]:
        """Runs what is due at `now`; returns the names of the jobs that failed."""
        failed: list[str] = []
        for job in self._jobs:
            if isinstance(job, Job):
                failed += self._run(job, now)
                continue
            turns: list[Job] = []
            failed += self._run(Job(job.name, partial(_take_turns, job, turns)), now)
            for turn in turns:
                failed += self._run(turn, now)
        self.failing = frozenset(failed)
        return failed

    def _run(self, job: Job, now: datetime) -> list[str]:
        last = self._last.get(job.name)
        if last is not None and job.every and now - last < job.every:
            return []
        try:
            job.run(now)
        except Exception:
            log.exception("The job %s failed; it runs again at the next beat", job.name)
            return [job.name]
        self._last[job.name] = now
        return []


def _take_turns(job: JobInEach, turns: list[Job], _now: datetime) -> None:
    """Asking for the workspaces may fail like anything else."""
    for workspace in job.workspaces():
        turns.append(Job(f"{job.name} in workspace {workspace.id}", partial(job.run, workspace), job.every))
