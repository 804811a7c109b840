"""The heartbeat. APScheduler only beats; a watchman sees to it that it does."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from apscheduler.schedulers.background import BackgroundScheduler

log = logging.getLogger(__name__)
MISSED_BEATS = 3


class Heart:
    """Calls `beat` every `seconds`, never twice at once; `wake` calls it as soon as possible. If no beat has finished
    for three intervals, the scheduler is thrown away and started anew, and the log says so."""

    def __init__(self, beat: Callable[[], object], seconds: float) -> None:
        self._beat, self._seconds = beat, seconds
        self._busy = threading.Lock()
        self._again = threading.Event()
        self._stopped = threading.Event()
        self._finished_at = time.monotonic()
        self._began_at: float | None = None
        self._scheduler: BackgroundScheduler | None = None
        self._watchman = threading.Thread(target=self._watch, name="watchman", daemon=True)
        self.restarts = 0

    def start(self) -> None:
        """Starts beating, the first time at once."""
        self._scheduler = self._new_scheduler()
        self._watchman.start()
        self.wake()

    def wake(self) -> None:
        """A beat as soon as possible: now, or right after the one that is under way."""
        self._again.set()

    def stop(self) -> None:
        """Stops after the beat that is under way."""
        self._stopped.set()
        self._again.set()
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=True)
        self._watchman.join(timeout=2)
        with self._busy:
            pass

    @property
    def quiet_for(self) -> float:
        """Seconds since a beat last finished."""
        return time.monotonic() - self._finished_at

    def _new_scheduler(self) -> BackgroundScheduler:
        scheduler = BackgroundScheduler(timezone="UTC")
        scheduler.add_job(
            self._once, "interval", seconds=self._seconds, coalesce=True, max_instances=1, misfire_grace_time=None
        )
        scheduler.start()
        return scheduler

    def _once(self) -> None:
        if self._stopped.is_set() or not self._busy.acquire(blocking=False):
            return
        try:
            self._beat()
            self._finished_at = time.monotonic()
        finally:
            self._busy.release()

    def _watch(self) -> None:
        while not self._stopped.is_set():
            woken = self._again.wait(timeout=min(self._seconds, 5))
            if self._stopped.is_set():
                return
            if woken:
                self._again.clear()
                self._once()
            if self.quiet_for > MISSED_BEATS * self._seconds and not self._busy.locked():
                self._restart()

    def _restart(self) -> None:
        log.error("No beat has finished for %.0f s; the heartbeat is started anew", self.quiet_for)
        self.restarts += 1
        old, self._scheduler = self._scheduler, self._new_scheduler()
        self._finished_at = time.monotonic()
        if old is not None:
            old.shutdown(wait=False)
