"""The heartbeat. APScheduler only beats; a watchman sees to it that it does."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from apscheduler.schedulers.background import BackgroundScheduler

log = logging.getLogger(__name__)
MISSED_BEATS = 3
SILENCE = 60.0
"""Seconds without a sign of life that mean nothing on a busy machine, however short the interval."""


class Heart:
    """Calls `beat` every `seconds`, never twice at once; `wake` calls it as soon as possible. If nothing has moved for
    three intervals, and for `silence` seconds, the scheduler is thrown away and started anew, and the log says so. A
    beat that hangs is left to itself: its successor may run beside it, so beats must bear that."""

    def __init__(self, beat: Callable[[], object], seconds: float, silence: float = SILENCE) -> None:
        self._beat, self._seconds = beat, seconds
        self._silence = max(MISSED_BEATS * seconds, silence)
        self._busy = threading.Lock()
        self._wanted = threading.Event()
        self._stopped = threading.Event()
        self._moved_at = time.monotonic()
        self._scheduler: BackgroundScheduler | None = None
        self._watchman = threading.Thread(target=self._watch, name="watchman", daemon=True)
        self.restarts = 0

    def start(self) -> None:
        """Starts beating, the first time at once."""
        self._scheduler = self._new_scheduler()
        self._moved_at = time.monotonic()
        self._watchman.start()
        self.wake()

    def wake(self) -> None:
        """A beat as soon as possible: now, or right after the one that is under way."""
        self._wanted.set()

    def pulse(self) -> None:
        """Called within a long beat: it takes its time, but it does not hang."""
        self._moved_at = time.monotonic()

    def stop(self) -> None:
        """Stops after the beat that is under way. Twice does no harm."""
        self._stopped.set()
        self._wanted.set()
        if self._watchman.ident is not None:
            self._watchman.join(timeout=2)
        scheduler, self._scheduler = self._scheduler, None
        if scheduler is not None:
            scheduler.pause()
            scheduler.get_jobs()  # waits for its lock: a scheduler shut down in the midst of a round loses that job
            scheduler.shutdown(wait=True)

    @property
    def quiet_for(self) -> float:
        """Seconds since a beat last finished, or moved."""
        return time.monotonic() - self._moved_at

    @property
    def well(self) -> bool:
        """Whether it has not been quiet for too long."""
        return self.quiet_for <= self._silence

    def _new_scheduler(self) -> BackgroundScheduler:
        scheduler = BackgroundScheduler(timezone="UTC")
        scheduler.add_job(
            self._once, "interval", seconds=self._seconds, coalesce=True, max_instances=2, misfire_grace_time=None
        )  # the second instance finds the first one busy and ends: with one, a long beat is a warning in the log
        scheduler.start()
        return scheduler

    def _once(self) -> None:
        busy = self._busy
        if self._stopped.is_set() or not busy.acquire(blocking=False):
            return
        try:
            self._beat()
            self._moved_at = time.monotonic()
        finally:
            busy.release()

    def _watch(self) -> None:
        """Never beats itself: a beat that raises or hangs must not take the watchman along."""
        while not self._stopped.is_set():
            woken = self._wanted.wait(timeout=min(self._seconds, 5))
            if self._stopped.is_set():
                return
            if woken and self._busy.locked():
                self._stopped.wait(0.05)
            elif woken and self._scheduler is not None:
                self._wanted.clear()
                self._scheduler.add_job(self._once, misfire_grace_time=None)
            if not self.well:
                self._restart()

    def _restart(self) -> None:
        log.error("Nothing has moved for %.0f s; the heartbeat is restarted", self.quiet_for)
        self.restarts += 1
        self._moved_at = time.monotonic()
        self._busy = threading.Lock()  # a beat that hangs keeps the old one
        old, self._scheduler = self._scheduler, self._new_scheduler()
        self._wanted.set()
        if old is not None:
            old.shutdown(wait=False)
