"""How fast this machine is right now. Limits on processor time were set on one machine; on a slower or busier one they
are stretched by as much as plain Python is slower there."""

from __future__ import annotations

from collections import Counter
from time import thread_time

MEASURED_ON = 0.025
"""Seconds that counting the rows below took on the machine of our figures."""


def slowness() -> float:
    """By how much limits are to be stretched now; never below one."""
    return max(1.0, counted() / MEASURED_ON)


def counted() -> float:
    """Seconds of processor time of a piece of work that is always the same: rows are made and counted."""
    started = thread_time()
    rows = [(number * 7919 % 1000, number % 7, None, number) for number in range(110_000)]
    Counter([first * 8 + second for first, second, _, _ in rows])
    return thread_time() - started
