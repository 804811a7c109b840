"""How fast we may post: token buckets, one for the workspace and one per channel. Posts nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable

CHANNEL_PER_SECOND = 1.0
CHANNEL_BURST = 3
KEPT_FREE = 0.2
"""The share of the workspace's rate that scheduled messages leave to answers."""
SAFETY = 0.95


class RateLimit:
    """When the next scheduled message may go to a channel. Safe to share between threads. `monotonic` gives seconds."""

    def __init__(self, per_minute: int, monotonic: Callable[[], float]) -> None:
        self._rate = per_minute * SAFETY * (1 - KEPT_FREE) / 60
        self._burst = max(1.0, self._rate * 5)
        self._monotonic = monotonic
        self._tokens, self._at = self._burst, monotonic()
        self._channels: dict[str, tuple[float, float]] = {}
        self._blocked_until = 0.0
        self._lock = threading.Lock()

    def wait_for(self, channel: str) -> float:
        """Seconds until a message may go to the channel; 0.0 takes the place at once."""
        with self._lock:
            now = self._monotonic()
            tokens = self._tokens_at(now)
            left, at = self._channels.get(channel, (float(CHANNEL_BURST), now))
            left = min(float(CHANNEL_BURST), left + (now - at) * CHANNEL_PER_SECOND)
            wait = max(
                self._blocked_until - now,
                (1 - tokens) / self._rate if tokens < 1 else 0.0,
                (1 - left) / CHANNEL_PER_SECOND if left < 1 else 0.0,
            )
            if wait > 0:
                return wait
            self._tokens, self._at = tokens - 1, now
            self._channels[channel] = (left - 1, now)
            if len(self._channels) > 4096:
                self._channels = {c: v for c, v in self._channels.items() if now - v[1] < 60}
            return 0.0

    def pause(self) -> float:
        """Seconds until anything may go out at all; takes no place."""
        with self._lock:
            now = self._monotonic()
            return max(0.0, self._blocked_until - now, (1 - self._tokens_at(now)) / self._rate)

    def block(self, seconds: float) -> None:
        """Slack asked for a pause: nobody posts before it is over."""
        with self._lock:
            self._blocked_until = max(self._blocked_until, self._monotonic() + seconds)

    def _tokens_at(self, now: float) -> float:
        return min(self._burst, self._tokens + (now - self._at) * self._rate)
