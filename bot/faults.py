"""Fault points: places with a name at which a crash test kills the process. Inert unless FIREBREAK_FAULT arms one."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from sales.usecases.ports import Store, Tx

POINTS = frozenset(
    {
        "inbox.noted",
        "inbox.acked",
        "handler.mid_tx",
        "answer.saved",
        "answer.told",
        "slot.committed",
        "claim.committed",
        "post.bytes_sent",
        "file.uploaded",
        "mark.uncommitted",
        "import.batch",
        "migrate.step",
    }
)


class Faults:
    """Kills this process, without any goodbye, the `count`th time the armed point is passed."""

    def __init__(self, point: str = "", count: int = 1) -> None:
        if point and point not in POINTS:
            raise ValueError(f"There is no fault point {point!r}; there are {', '.join(sorted(POINTS))}.")
        self.armed = point
        self._left = count
        self._lock = threading.Lock()

    def __call__(self, point: str) -> None:
        if point != self.armed:
            return
        with self._lock:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def faults_from(env: Mapping[str, str]) -> Faults:
    """FIREBREAK_FAULT=point or point:count; nothing armed without it."""
    point, _, count = env.get("FIREBREAK_FAULT", "").partition(":")
    return Faults(point, int(count or 1))


class InterruptedStore:
    """A store whose writing transactions pass a fault point after their last statement and before they commit."""

    def __init__(self, store: Store, passing: Callable[[str], None]) -> None:
        self._store, self._passing = store, passing

    def writing(self, workspace_id: int) -> AbstractContextManager[Tx]:
        return self._interrupted(workspace_id)

    @contextmanager
    def _interrupted(self, workspace_id: int) -> Iterator[Tx]:
        with self._store.writing(workspace_id) as tx:
            yield tx
            self._passing("handler.mid_tx")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)
