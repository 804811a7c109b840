"""What happens in the demo when its clock is set forward: the hours that were jumped over are lived through, so that
everybody has the messages of their own morning, wherever they live. Decides nothing about what is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sales.usecases.ports import Store
from sales.usecases.scheduling import plan_on_time

STEP = timedelta(minutes=15)
"""As often as the demo looks what was due meanwhile."""

LIVED = timedelta(hours=16)
"""Long enough for nine o'clock in India to be seen from an afternoon in New York; too short for yesterday's reminder to
come beside today's."""


class LivedThrough:
    """A listener of the demo's clock. Between two working hours of a real day the heart beats all along; a clock that
    jumps would only ever show what is due where it lands."""

    def __init__(self, store: Store, workspace_id: int, began: datetime, wake: Callable[[], object]) -> None:
        self._store, self._workspace, self._last, self._wake = store, workspace_id, began, wake

    def __call__(self, now: datetime) -> None:
        """Plans what was due on the way to `now`, then wakes whoever sends."""
        at = max(self._last, now - LIVED)
        while (at := at + STEP) < now:
            plan_on_time(self._store, self._workspace, at, STEP)
        self._last = now
        self._wake()
