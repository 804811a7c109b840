"""The thread pool for slow work that nobody waits for. Failures are logged, since nobody else would hear of them."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
log = logging.getLogger(__name__)
MOST_ASKED = 5
"""Things that one person may have done here at a time."""


class SlowPool(ThreadPoolExecutor):
    """A pool apart from the listeners'."""

    def __init__(self, threads: int, thread_name_prefix: str = "") -> None:
        super().__init__(threads, thread_name_prefix=thread_name_prefix)
        self._asked: Counter[str] = Counter()
        self._waiting: set[tuple[str, Hashable]] = set()
        self._lock = threading.Lock()

    def submit(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Has the work done in one of the pool's threads; an exception that ends it is logged with its traceback."""
        future = super().submit(work, *args, **kwargs)
        future.add_done_callback(_logged)
        return future

    def submit_for(self, who: str, what: Hashable, work: Callable[[], object]) -> bool:
        """Has done what a person asked for. While the same waits to be begun it is not done twice: it will show what
        is true then. False, and nothing is done, where that person has asked for as much as one may."""
        with self._lock:
            if (who, what) in self._waiting:
                return True
            if self._asked[who] >= MOST_ASKED:
                return False
            self._waiting.add((who, what))
            self._asked[who] += 1
        self.submit(self._do_for, who, what, work)
        return True

    def _do_for(self, who: str, what: Hashable, work: Callable[[], object]) -> None:
        with self._lock:
            self._waiting.discard((who, what))
        try:
            work()
        finally:
            with self._lock:
                self._asked[who] -= 1
                if not self._asked[who]:
                    del self._asked[who]


def _logged(future: Future[T]) -> None:
    problem = None if future.cancelled() else future.exception()
    if problem is not None:
        log.error("Slow work failed", exc_info=problem)
