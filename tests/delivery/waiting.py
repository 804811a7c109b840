"""Waiting for what other threads do."""

from __future__ import annotations

import time
from collections.abc import Callable


def eventually(true: Callable[[], bool], timeout: float = 60) -> bool:
    """Whether it becomes true within so many seconds."""
    deadline = time.monotonic() + timeout
    while not true() and time.monotonic() < deadline:
        time.sleep(0.01)
    return true()
