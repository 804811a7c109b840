"""How fast the sandbox is: start, scripted interactions a second, and pages of a long channel.

`python -m benchmarks.sandbox` prints the figures. One interaction is a person's command, the envelope to the app, its
ack, a message posted by the app through the Web API, and its event acknowledged in turn.
"""

import asyncio
import json
import os
import threading
import time
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


def interactions(sandbox: Sandbox) -> tuple[float, float]:
    """Interactions a second over `SECONDS`, by several people at once, and the 95th percentile of one in ms."""
    took: list[float] = []
    end = time.monotonic() + SECONDS

    def work(name: str) -> None:
        person = sandbox.person(name)
        while (begun := time.monotonic()) < end:
            assert person.command("C0ALL", "/go on") == {"ok": True}
            took.append(time.monotonic() - begun)

    threads = [threading.Thread(target=work, args=(f"U0P{n}",)) for n in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(took) / SECONDS, sorted(took)[int(len(took) * 0.95)] * 1000


def main() -> None:
    """Measures on one core and prints the figures."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    begun = time.monotonic()
    sandbox = Sandbox(SEED, MANIFEST, rate_limits=False).start()
    print(f"start                 {(time.monotonic() - begun) * 1000:8.1f} ms")
    ready = threading.Event()
    loop = asyncio.new_event_loop()
    client = threading.Thread(target=lambda: loop.run_until_complete(app(sandbox, ready)), daemon=True)
    client.start()
    ready.wait(5)
    rate, slow = interactions(sandbox)
    print(
        f"interactions          {rate:8.0f} /s    95 % within {slow:.1f} ms; app and {PEOPLE} people on the same core"
    )
    person = sandbox.person("U0P0")
    written = len(person.messages("C0ALL", limit=500))
    begun = time.monotonic()
    for number in range(LONG - written):
        person.say("C0ALL", f"message {number}")
    print(f"messages              {(LONG - written) / (time.monotonic() - begun):8.0f} /s    written by one person")
    begun, pages, before = time.monotonic(), 0, None
    while page := person.messages("C0ALL", before=before):
        pages, before = pages + 1, page[0]["ts"]
    print(f"page of 50 messages   {(time.monotonic() - begun) / pages * 1000:8.2f} ms    over {pages} pages")
    begun = time.monotonic()
    person.state()
    print(f"state                 {(time.monotonic() - begun) * 1000:8.2f} ms    with that channel unread")
    sandbox.stop()
    client.join(2)


if __name__ == "__main__":
    main()
