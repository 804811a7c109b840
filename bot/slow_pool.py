"""The thread pool for slow work that nobody waits for. Failures are logged, since nobody else would hear of them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
log = logging.getLogger(__name__)


class SlowPool(ThreadPoolExecutor):
    """A pool apart from the listeners'."""

    def submit(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Has the work done in one of the pool's threads; an exception that ends it is logged with its traceback."""
        future = super().submit(work, *args, **kwargs)
        future.add_done_callback(_logged)
        return future


def _logged(future: Future[T]) -> None:
    problem = None if future.cancelled() else future.exception()
    if problem is not None:
        log.error("Slow work failed", exc_info=problem)
