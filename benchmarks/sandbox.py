"""How fast the sandbox is: start, scripted interactions a second, and pages of a long channel.

`python -m benchmarks.sandbox` prints the figures. One interaction is a person's command, the envelope to the app, its
ack, a message posted by the app through the Web API, and its event acknowledged in turn.
"""

import asyncio
import contextlib
import json
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import aiohttp

from sandbox.server import Sandbox

PEOPLE = 8
SECONDS = 5.0
LONG = 20_000
SEED: dict[str, Any] = {
    "team": {"id": "T0BENCH", "name": "Bench"},
    "users": [{"id": f"U0P{n}", "name": f"p{n}", "real_name": f"Person {n}"} for n in range(PEOPLE)],
    "channels": [{"id": "C0ALL", "name": "all", "members": [*(f"U0P{n}" for n in range(PEOPLE)), "@bot"]}],
}
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Bench"},
    "features": {"slash_commands": [{"command": "/go"}]},
    "oauth_config": {"scopes": {"bot": ["chat:write", "commands", "channels:history"]}},
    "settings": {
        "event_subscriptions": {"bot_events": ["message.channels"]},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


async def app(sandbox: Sandbox, ready: threading.Event) -> None:
    """An app that acknowledges everything and answers each command with a message."""
    bearer = {"Authorization": f"Bearer {sandbox.bot_token}"}
    async with aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bearer {sandbox.app_token}"}
        async with session.post(f"{sandbox.api_url}apps.connections.open", headers=headers) as response:
            url = (await response.json())["url"]

        async def post(text: str) -> None:
            message = {"channel": "C0ALL", "text": text}
            async with session.post(f"{sandbox.api_url}chat.postMessage", json=message, headers=bearer) as answer:
                assert (await answer.json())["ok"]

        posting: set[asyncio.Task[None]] = set()
        async with session.ws_connect(url) as socket:
            async for frame in socket:
                envelope = json.loads(frame.data)
                if envelope["type"] == "hello":
                    ready.set()
                    continue
                await socket.send_json({"envelope_id": envelope["envelope_id"]})
                if envelope["type"] == "slash_commands":
                    task = asyncio.create_task(post(f"done {envelope['payload']['text']}"))
                    posting.add(task)
                    task.add_done_callback(posting.discard)


@dataclass(frozen=True, slots=True)
class Rate:
    """Interactions a second by the clock and by the processor, and how long 95 % of them took."""

    by_clock: float
    by_core: float
    p95_ms: float


def interactions(sandbox: Sandbox, seconds: float = SECONDS) -> Rate:
    """Lets several people run commands for some seconds; sandbox, app and people all count as work of the core."""
    took: list[float] = []
    begun, worked = time.monotonic(), time.process_time()

    def work(name: str) -> None:
        person = sandbox.person(name)
        while (at := time.monotonic()) < begun + seconds:
            assert person.command("C0ALL", "/go on") == {"ok": True}
            took.append(time.monotonic() - at)

    threads = [threading.Thread(target=work, args=(f"U0P{n}",)) for n in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    slow = sorted(took)[int(len(took) * 0.95)] * 1000
    wall, core = time.monotonic() - begun, time.process_time() - worked
    return Rate(len(took) / wall, len(took) / core, slow)


@contextlib.contextmanager
def running() -> Iterator[Sandbox]:
    """A workspace with the benchmark's app connected."""
    ready, loop = threading.Event(), asyncio.new_event_loop()

    def serve(sandbox: Sandbox) -> None:
        with contextlib.suppress(ConnectionError):  # the workspace ended first
            loop.run_until_complete(app(sandbox, ready))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()

    with Sandbox(SEED, MANIFEST, rate_limits=False) as sandbox:
        client = threading.Thread(target=serve, args=(sandbox,), daemon=True)
        client.start()
        ready.wait(5)
        yield sandbox
    client.join(5)


def main() -> None:
    """Measures on one core and prints the figures."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    begun = time.monotonic()
    Sandbox(SEED, MANIFEST).start().stop()
    print(f"start and stop        {(time.monotonic() - begun) * 1000:8.1f} ms")
    with running() as sandbox:
        rate = interactions(sandbox)
        print(f"interactions          {rate.by_clock:8.0f} /s    95 % within {rate.p95_ms:.1f} ms")
        print(f"  by processor time   {rate.by_core:8.0f} /s    sandbox, app and {PEOPLE} people on one core")
        person = sandbox.person("U0P0")
        begun = time.monotonic()
        for number in range(LONG):
            person.say("C0ALL", f"message {number}")
        print(f"messages              {LONG / (time.monotonic() - begun):8.0f} /s    written by one person")
        begun, pages, before = time.monotonic(), 0, None
        while page := person.messages("C0ALL", before=before):
            pages, before = pages + 1, page[0]["ts"]
        print(f"page of 50 messages   {(time.monotonic() - begun) / pages * 1000:8.2f} ms    over {pages} pages")
        begun = time.monotonic()
        person.state()
        print(f"state                 {(time.monotonic() - begun) * 1000:8.2f} ms")


if __name__ == "__main__":
    main()
