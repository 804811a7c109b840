"""Slack's rate limits: requests a minute by tier, messages a second by channel.

They run in real time, whatever the workspace's clock says.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from sandbox.contract import Method

PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100, 5: 600}
"""Requests a minute of one method in one workspace. Tier 5 is "special": generous, with rules of its own."""
MESSAGES_PER_MINUTE = 300
CHANNEL_PER_SECOND, CHANNEL_BURST = 1.0, 5
POSTS = frozenset({"chat.postMessage", "chat.postEphemeral"})


class TooMany(Exception):
    """HTTP 429. `retry_after` is in whole seconds, at least one."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Again in {retry_after} s.")
        self.retry_after = retry_after


@dataclass(slots=True)
class _Bucket:
    """Room for `size` requests at once, refilled at `per_second`; `level` is what there was at the instant `at`."""

    per_second: float
    size: float
    level: float
    at: float

    def wait(self, now: float) -> float:
        """Takes one request if there is room (0), else tells for how many seconds there is none."""
        self.level = min(self.size, self.level + (now - self.at) * self.per_second)
        self.at = now
        if self.level >= 1:
            self.level -= 1
            return 0.0
        return (1 - self.level) / self.per_second


class RateLimits:
    """Counts requests and refuses those that Slack would."""

    def __init__(self, enabled: bool = True, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.enabled = enabled
        self._monotonic = monotonic
        self._buckets: dict[tuple[str, str], _Bucket] = {}

    def count(self, method: Method, token: str, channel: str | None) -> None:
        """Counts one request; raises TooMany when its tier, or its channel, has had enough."""
        if not self.enabled:
            return
        if method.name in POSTS:
            self._take("workspace", token, MESSAGES_PER_MINUTE / 60, MESSAGES_PER_MINUTE)
            if channel:
                self._take(f"channel {channel}", token, CHANNEL_PER_SECOND, CHANNEL_BURST)
            return
        limit = PER_MINUTE[method.tier]
        self._take(method.name, token, limit / 60, limit)

    def _take(self, what: str, token: str, per_second: float, size: float) -> None:
        now = self._monotonic()
        bucket = self._buckets.setdefault((what, token), _Bucket(per_second, size, size, now))
        wait = bucket.wait(now)
        if wait > 0:
            raise TooMany(max(1, ceil(wait)))
