"""The jobs there are and how often each runs. Knows no thread and no library."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done again and again: at every beat, or not before `every` has passed since the last time."""

    name: str
    run: Callable[[datetime], object]
    every: timedelta = timedelta(0)


class Table:
    """Runs the jobs that are due. One job that fails stops no other, and is tried again at the next beat."""

    def __init__(self, jobs: Iterable[Job]) -> None:
        self._jobs = tuple(jobs)
        self._last: dict[str, datetime] = {}

    def beat(self, now: datetime) -> list[str]:
        """Runs what is due at `now`; returns the names of the jobs that failed."""
        failed: list[str] = []
        for job in self._jobs:
            last = self._last.get(job.name)
            if last is not None and job.every and now - last < job.every:
                continue
            try:
                job.run(now)
            except Exception:
                log.exception("The job %s failed; it runs again at the next beat", job.name)
                failed.append(job.name)
            else:
                self._last[job.name] = now
        return failed
