"""Getting things to the app: events until they are acknowledged or given up, interactions once.

How they travel (Socket Mode, HTTP) is the transport's affair; what they say is payloads.py's.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any, Protocol

from sandbox.journal import Journal
from sandbox.state import JSON

ACK_SECONDS = 3.0
"""How long Slack waits for an acknowledgement."""
RETRY_DELAYS = (1.0, 60.0, 300.0)
"""Seconds before Slack sends an unacknowledged event again: almost at once, after a minute, after five.

A second for "almost at once" lets a connection that was just lost come back."""


class NotDelivered(Exception):
    """The app did not acknowledge. `reason` is Slack's word for why; `final` when the app asked for no retry."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


class Transport(Protocol):
    """A way to the app."""

    @property
    def connected(self) -> bool:
        """Whether something sent now could arrive."""

    async def send(self, kind: str, payload: JSON, attempt: int, reason: str) -> JSON:
        """Sends one envelope and returns what came with its acknowledgement; NotDelivered without one in time."""

    async def close(self) -> None:
        """Ends every connection."""


TOLD_AGAIN = 0.1
"""Seconds after which work that goes on although the server stops is told so again."""


class Delivery:
    """Sends events and interactions to the app. Lives on the server's event loop."""

    def __init__(self, transport: Transport, journal: Journal, retry_delays: Sequence[float] = RETRY_DELAYS) -> None:
        self.transport = transport
        self._journal = journal
        self._retry_delays = tuple(retry_delays)
        self._tasks: set[asyncio.Task[None]] = set()

    def event(self, payload: JSON) -> None:
        """Sends an event, and again by Slack's schedule until it is acknowledged; returns at once."""
        self.spawn(self._until_acked(payload))

    async def interaction(self, kind: str, payload: JSON) -> JSON:
        """Sends a command or an interaction once and returns its ack's payload; NotDelivered without one in time."""
        return await self.transport.send(kind, payload, 0, "")

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Runs `work` on the loop, to be cancelled when the server stops."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Gives up what is still under way and closes the transport. Work is told more than once: `wait_for` swallows a
        cancellation where what it waits for has failed in the same moment, and the next attempt may be minutes away."""
        while self._tasks:
            for task in self._tasks:
                task.cancel()
            ended, _ = await asyncio.wait(self._tasks, timeout=TOLD_AGAIN)
            await asyncio.gather(*ended, return_exceptions=True)
        await self.transport.close()

    async def _until_acked(self, payload: JSON) -> None:
        reason = ""
        for attempt, delay in enumerate((0.0, *self._retry_delays)):
            if attempt:
                await asyncio.sleep(delay)
            try:
                await self.transport.send("events_api", payload, attempt, reason)
            except NotDelivered as failure:
                reason = failure.reason
                if failure.final:
                    break
            else:
                return
        self._journal.write("out", "given_up", event_id=payload["event_id"], reason=reason)
