"""What every listener is given: the store, the clock, the way to Slack. Put together once, in `main`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.messenger import Messenger
from sales.usecases.names import Names
from sales.usecases.ports import Clock, Store


@dataclass(frozen=True, slots=True)
class Bot:
    """The running bot. `slow` is a pool apart from the listeners'; `send_soon` delivers one enqueued message now."""

    store: Store
    clock: Clock
    messenger: Messenger
    slow: Executor
    send_soon: Callable[[int], None]
    slow_work: Mapping[str, Callable[..., None]] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    workspaces: WorkspaceIds = field(default_factory=lambda: WorkspaceIds())

    @property
    def now(self) -> datetime:
        return self.clock.now()


class WorkspaceIds:
    """Which workspace id a Slack team has; asked of the store once per team."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], int] = {}
        self._lock = threading.Lock()

    def of(self, store: Store, enterprise_id: str, team_id: str) -> int | None:
        key = (enterprise_id, team_id)
        with self._lock:
            if key in self._known:
                return self._known[key]
        workspace = store.workspace_of(enterprise_id, team_id)
        if workspace is None:
            return None
        with self._lock:
            return self._known.setdefault(key, workspace.id)


Argument = Mapping[str, Any]
