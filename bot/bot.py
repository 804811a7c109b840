"""What every listener is given: the store, the clock, the way to Slack. Put together once, in `main`."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime

from bot.lanes import Lanes
from bot.messenger import Messenger
from bot.slow_pool import SlowPool
from sales.process import Outcome
from sales.usecases.changing import Saved
from sales.usecases.names import Names
from sales.usecases.ports import Clock, Store


def at_once(tell: Callable[[], object]) -> None:
    """Outside of a transaction, what is done is saved, and may be told."""
    tell()


def no_fault(point: str) -> None:
    """Outside of crash tests, passing a fault point does nothing."""


@dataclass(frozen=True, slots=True)
class Bot:
    """The running bot. `lanes` has everybody's commands and messages carried out in order; whoever works on something
    has one of its `hands`. `slow_pool` is a pool apart from both; `wake` has the sender look for enqueued
    messages now rather than at the next beat; `send` delivers one of them before it returns; `once_saved` does what may
    be done only when all that the listener saves is saved. `address` is the Slack workspace's, where links to messages
    begin. `name` is this process's, for what it has leased. `faults` names the points at which a test may stop us; else
    it does nothing."""

    store: Store
    clock: Clock
    messenger: Messenger
    slow_pool: SlowPool
    wake: Callable[[], None]
    send: Callable[[int], None]
    once_saved: Callable[[Callable[[], object]], None] = at_once
    address: str = "https://slack.com"
    faults: Callable[[str], None] = no_fault
    lanes: Lanes = field(default_factory=Lanes)
    hands: AbstractContextManager[object] = field(default_factory=nullcontext)
    slow_work: Mapping[str, Callable[..., None]] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    name: str = field(default_factory=lambda: secrets.token_hex(8))
    workspaces: WorkspaceIds = field(default_factory=lambda: WorkspaceIds())

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def tell_others(self, saved: Saved) -> None:
        """Wakes the sender if others are to hear of it: nobody should wait half a minute for a win, or for a deal that
        is theirs from now on."""
        won = any(Outcome.WON in (d.after.outcome, d.before.outcome if d.before else None) for d in saved.deals)
        if won or any(d.after.owner_id != (d.before.owner_id if d.before else saved.entry.by) for d in saved.deals):
            self.wake()


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
