"""The clock: the only place that asks the machine what time it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sales.usecases.ports import Clock


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC)


class ShiftedClock:
    """The machine's clock, moved so that it begins at `start` (aware) and runs on from there. For tests alone."""

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("An instant needs its time zone.")
        self._ahead: timedelta = start - datetime.now(UTC)

    def now(self) -> datetime:
        """The present instant of this clock, in UTC."""
        return (datetime.now(UTC) + self._ahead).astimezone(UTC)


def clock_from(env: Mapping[str, str]) -> Clock:
    """The machine's clock; with FIREBREAK_CLOCK_START, an ISO instant, one that begins there. ValueError for what is
    no such instant: a bot that runs on a wrong clock is worse than none."""
    start = env.get("FIREBREAK_CLOCK_START", "")
    return ShiftedClock(datetime.fromisoformat(start)) if start else SystemClock()
