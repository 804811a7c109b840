"""Moving the demo's clock forward: everybody finds the messages of their own morning, although the bot was not running
then. Decides nothing about what is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sales.cadence import CATCH_UP
from sales.usecases.ports import Store
from sales.usecases.scheduling import plan_latest
from sales.workspace import ScheduleKind

MORNING = timedelta(hours=16)
"""Long enough for nine o'clock in India to be seen from an afternoon in New York; too short for yesterday's reminder to
come beside today's."""

LONG = timedelta(days=3)
"""After a jump of more than that nobody expects to wait for the next nine o'clock: whose morning has not come yet finds
the reminder of their last working day, over a long weekend as well."""

LONG_WEEKEND = timedelta(days=4)


class LivedThrough:
    """A listener of the demo's clock. A real bot's heart beats all along; a clock that jumps would only ever show what
    is due where it lands."""

    def __init__(self, store: Store, workspace_id: int, began: datetime, wake: Callable[[], object]) -> None:
        self._store, self._workspace, self._last, self._wake = store, workspace_id, began, wake

    def __call__(self, now: datetime) -> None:
        """Plans what was due on the way to `now`, then wakes whoever sends."""
        jump, self._last = now - self._last, now
        for kind in ScheduleKind:
            long = kind is ScheduleKind.NUDGE and jump > LONG
            back = CATCH_UP if kind.is_forecast else MORNING
            plan_latest(self._store, self._workspace, now, kind, LONG_WEEKEND if long else min(jump, back))
        self._wake()
