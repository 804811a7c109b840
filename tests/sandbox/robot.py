"""An app reduced to its connection: it gets envelopes, remembers them, and acknowledges as it is told.

It speaks Socket Mode by itself, without Slack's client, so that tests see every frame as it came.
"""

import asyncio
import contextlib
import json
import threading
import time
from collections.abc import Callable
from typing import Any

import aiohttp

from sandbox.server import Sandbox

Frame = dict[str, Any]
Answer = Callable[[Frame], Frame | None]


class Robot:
    """One Socket Mode connection. `answer` gives the ack's payload for an envelope; None means no ack."""

    def __init__(self, sandbox: Sandbox, answer: Answer = lambda frame: {}) -> None:
        self.got: list[Frame] = []
        self.farewells: list[str] = []
        self._sandbox = sandbox
        self._answer = answer
        self._grown = threading.Condition()
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def connect(self) -> "Robot":
        """Connects, and returns once the workspace has said hello."""
        self._thread.start()
        assert self._ready.wait(60)
        return self

    def close(self) -> None:
        """Ends the connection and its thread."""
        with contextlib.suppress(RuntimeError):  # it ended by itself
            self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join()

    def wait(self, count: int, kind: str | None = None, timeout: float = 60.0) -> list[Frame]:
        """The envelopes (of one type) as soon as there are `count`; AssertionError when the time is over."""
        deadline = time.monotonic() + timeout
        with self._grown:
            while True:
                found = [each for each in self.got if kind in (None, each["type"])]
                if len(found) >= count:
                    return found
                left = deadline - time.monotonic()
                assert left > 0, f"got {len(found)} of {count}: {[each['type'] for each in self.got]}"
                self._grown.wait(left)

    def event(self, kind: str, count: int = 1) -> Frame:
        """The payload of the `count`-th event of a type, as soon as it has come."""
        deadline = time.monotonic() + 60
        while True:
            events: list[Frame] = [each["payload"] for each in self.got if each["type"] == "events_api"]
            found = [each for each in events if each["event"]["type"] == kind]
            if len(found) >= count:
                return found[count - 1]
            assert time.monotonic() < deadline, f"no {kind}: {[each['event']['type'] for each in events]}"
            time.sleep(0.005)

    def _run(self) -> None:
        self._task = self._loop.create_task(self._live())
        try:
            self._loop.run_until_complete(asyncio.gather(self._task, return_exceptions=True))
        finally:
            self._loop.close()

    async def _live(self) -> None:
        headers = {"Authorization": f"Bearer {self._sandbox.app_token}"}
        async with aiohttp.ClientSession() as session:
            async with session.post(f"{self._sandbox.api_url}apps.connections.open", headers=headers) as response:
                url = (await response.json())["url"]
            async with session.ws_connect(url) as socket:
                async for message in socket:
                    await self._hear(socket, json.loads(message.data))

    async def _hear(self, socket: aiohttp.ClientWebSocketResponse, frame: Frame) -> None:
        if frame["type"] == "hello":
            self._ready.set()
        elif frame["type"] == "disconnect":
            self.farewells.append(frame["reason"])
        else:
            with self._grown:
                self.got.append(frame)
                self._grown.notify_all()
            payload = self._answer(frame)
            if payload is not None:
                ack = {"envelope_id": frame["envelope_id"], **({"payload": payload} if payload else {})}
                await socket.send_json(ack)


Make = Callable[..., Robot]
"""The fixture `robots`: makes robots that are connected."""
