"""The workspace's clock: real time plus an offset that only grows.

Deadlines that Slack measures in seconds (acks, triggers, rate limits) use real time and are not moved by it.
"""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

FIRST, LAST = datetime(2002, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
"""Slack's ts has ten digits before its point, and is compared as text."""
Listener = Callable[[datetime], None]


class Clock:
    """A clock that may be set forward. Safe to use from any thread; listeners run in the thread that moves it."""

    def __init__(self, start: datetime | None = None) -> None:
        """Starts at `start` (an aware instant, past or future, of ten-digit seconds), or at the present."""
        if start is not None and not FIRST <= _aware(start) <= LAST:
            raise ValueError(f"The clock goes from {FIRST.year} to {LAST.year}.")
        self._lock = threading.Lock()
        self._listeners: list[Listener] = []
        self._offset = timedelta(0) if start is None else _aware(start) - _real_now()

    @property
    def offset(self) -> timedelta:
        """How far the workspace is ahead of (or, after an early start, behind) real time."""
        with self._lock:
            return self._offset

    def now(self) -> datetime:
        """The workspace's present instant, in UTC."""
        return _real_now() + self.offset

    def advance(self, delta: timedelta) -> datetime:
        """Moves the clock forward by `delta` and returns the new instant; ValueError when it is negative, or leads
        out of the time that a ts can name."""
        if delta < timedelta(0):
            raise ValueError("The clock only moves forward.")
        if delta > LAST - self.now():
            raise ValueError(f"The clock goes no further than {LAST.year}.")
        with self._lock:
            self._offset += delta
        return self._tell()

    def set(self, at: datetime) -> datetime:
        """Moves the clock forward to `at` (aware); ValueError when that lies in the past of the workspace."""
        now = self.now()
        if _aware(at) < now:
            raise ValueError(f"The clock only moves forward: it is {now:%Y-%m-%d %H:%M} UTC already.")
        return self.advance(at - now)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Calls `listener` with the new instant after each move; returns the function that ends it."""
        with self._lock:
            self._listeners.append(listener)

        def end() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return end

    def _tell(self) -> datetime:
        now = self.now()
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            listener(now)
        return now


def _real_now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("An instant needs its time zone.")
    return at.astimezone(UTC)
