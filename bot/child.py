"""One niced child process for slow, self-contained work: charts, workbooks, reading uploads. Keeps it warm, gives up on
it when it takes too long. Knows nothing of the work."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import wait as wait_for
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from threading import Lock, Thread
from time import monotonic
from typing import ParamSpec, TypeVar

from sales.errors import SalesError

P = ParamSpec("P")
T = TypeVar("T")

NICENESS = 10
TOO_LONG = "That took too long and was stopped. Please try again."


class TookTooLong(SalesError):
    """The work was given up: it took longer than it may, or its process died of it."""


class Child:
    """A process of its own, started with the first piece of work and kept. Safe to use from any thread; pieces of work
    wait for each other. Whatever is handed over must be picklable, the function importable."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._closed = False

    def run(self, timeout: float, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `work(*args, **kwargs)` returns there; what it raises is raised here. Raises `TookTooLong` after
        `timeout` seconds, waiting included, or if the process dies; the next piece of work gets a new one."""
        return self.run_watched(timeout, timeout, lambda: None, work, *args, **kwargs)

    def run_watched(
        self,
        timeout: float,
        every: float,
        look: Callable[[], None],
        work: Callable[P, T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """The same; meanwhile, `look` is called here about every `every` seconds."""
        deadline = monotonic() + timeout
        pool = self._running()
        try:
            future: Future[T] = pool.submit(work, *args, **kwargs)
            while not wait_for([future], timeout=min(every, deadline - monotonic())).done:
                if monotonic() >= deadline:
                    raise TimeoutError
                look()
            return future.result()
        except (TimeoutError, BrokenProcessPool):
            self._give_up(pool)
            raise TookTooLong(TOO_LONG) from None

    def close(self) -> None:
        """Ends the process; work under way is lost. May be called twice."""
        with self._lock:
            pool, self._pool, self._closed = self._pool, None, True
        if pool is not None:
            _end(pool)

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _running(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._closed:
                raise RuntimeError("This child process was closed.")
            if self._pool is None:
                spawn = multiprocessing.get_context("spawn")
                self._pool = ProcessPoolExecutor(max_workers=1, mp_context=spawn, initializer=_settle)
            return self._pool

    def _give_up(self, pool: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is pool:
                self._pool = None
        _end(pool)


def _settle() -> None:
    """In the child: make way for interactive work, leave Ctrl-C to the parent, and do not outlive it."""
    os.nice(NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, name="end with parent", daemon=True).start()


def _end_with_parent() -> None:
    """A parent that was killed says no goodbye; its sentinel tells."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _end(pool: ProcessPoolExecutor) -> None:
    """Stops the pool's process at once: an executor by itself would wait for work under way."""
    processes = list((pool._processes or {}).values())
    for process in processes:
        process.terminate()
    pool.shutdown(wait=True, cancel_futures=True)
