"""The sandbox as a whole, as a program or a test holds it: it runs the assembled parts in a thread of their own."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import web

from sandbox.assembly import Parts, Site, assembled
from sandbox.clock import Clock
from sandbox.delivery import ACK_SECONDS, RETRY_DELAYS
from sandbox.faults import Faults
from sandbox.guide import Guide
from sandbox.httpmode import HttpMode
from sandbox.journal import Journal
from sandbox.manifest import Manifest
from sandbox.pages import Pages
from sandbox.person import Person
from sandbox.ratelimit import RateLimits
from sandbox.seed import seeded
from sandbox.state import User
from sandbox.strikes import strike
from sandbox.tokens import Tokens
from sandbox.webapi.call import Door

LOCAL = "127.0.0.1"
T = TypeVar("T")


class Sandbox:
    """A Slack workspace on localhost, for one app. Its methods are safe to call from any thread.

    `seed` and `manifest` are as docs/sandbox.md describes them; `port` 0 takes a free one; `journal` is a JSONL file.
    `request_url` sends everything by HTTP to that address, whatever the manifest says. `retry_delays` are the seconds
    before an unacknowledged event comes again, `ack_seconds` how long an acknowledgement may take; `monotonic` is what
    triggers and rate limits wear out by.
    """

    def __init__(
        self,
        seed: Mapping[str, Any],
        manifest: Mapping[str, Any],
        port: int = 0,
        journal: Path | None = None,
        *,
        request_url: str = "",
        rate_limits: bool = True,
        retry_delays: Sequence[float] = RETRY_DELAYS,
        ack_seconds: float = ACK_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        start = seed.get("start")
        self.clock = Clock(datetime.fromisoformat(start) if start else None)
        self.journal = Journal(self.clock, journal)
        self.faults = Faults()
        self.limits = RateLimits(rate_limits, monotonic)
        self._manifest = Manifest.read(manifest)
        now = int(self.clock.now().timestamp())
        self._state = seeded(seed, bot_name=self._manifest.bot_name, created=now)
        self._tokens = Tokens()
        self.bot_token = self._tokens.issue("bot", self._state.bot_user, self._manifest.bot_scopes).value
        self.app_token = self._tokens.issue("app", self._state.bot_user, ["connections:write"]).value
        self._guide = Guide(seed.get("guide", ()), self._guide_changed)
        self._port = port
        self._request_url = request_url
        self._retry_delays = retry_delays
        self._ack_seconds = ack_seconds
        self._monotonic = monotonic
        self._pages = Pages()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._site: Site | None = None
        self._people: list[Person] = []
        self.url = ""

    @property
    def signing_secret(self) -> str:
        """What the app checks signatures of HTTP requests with."""
        return self._tokens.signing_secret

    @property
    def client_id(self) -> str:
        """The app's id in an OAuth installation."""
        return self._tokens.client_id

    @property
    def client_secret(self) -> str:
        """The app's secret in an OAuth installation."""
        return self._tokens.client_secret

    @property
    def bot_user(self) -> str:
        """The id of the app's bot user."""
        return self._state.bot_user

    @property
    def app_id(self) -> str:
        """The id of the app."""
        return self._state.app_id

    @property
    def api_url(self) -> str:
        """What takes the place of `https://slack.com/api/`."""
        return f"{self.url}/api/"

    def environment(self) -> dict[str, str]:
        """The environment variables that lead an app here."""
        return {
            "SLACK_API_URL": self.api_url,
            "SLACK_BOT_TOKEN": self.bot_token,
            "SLACK_APP_TOKEN": self.app_token,
            "SLACK_SIGNING_SECRET": self.signing_secret,
            "SLACK_CLIENT_ID": self.client_id,
            "SLACK_CLIENT_SECRET": self.client_secret,
        }

    def start(self) -> "Sandbox":
        """Starts the server and returns when it can be reached; OSError when the port is taken."""
        self._socket = socket.create_server((LOCAL, self._port))
        self.url = f"http://{LOCAL}:{self._socket.getsockname()[1]}"
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), name="sandbox", daemon=True)
        self._thread.start()
        ready.wait()
        self.clock.subscribe(self._clock_moved)
        return self

    def stop(self) -> None:
        """Ends connections and the server, and closes the journal's file."""
        if self._loop is not None and self._thread is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join()
        for person in self._people:
            person.leave()
        self.journal.close()

    def __enter__(self) -> "Sandbox":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def person(self, user: str) -> Person:
        """Someone who acts in the workspace the way the page does; for tests and scripts."""
        person = Person(self.url, user)
        self._people.append(person)
        return person

    def issue_token(self, *scopes: str) -> str:
        """A further bot token with just these scopes, as after an installation that asked for no more."""
        return self._tokens.issue("bot", self._state.bot_user, scopes).value

    def add_user(self, **fields: Any) -> None:
        """Lets a person join; the fields are those of a seed's user."""
        user = User(**{"team_id": self._state.team.id, "real_name": fields["name"], **fields})
        self._do(lambda door: door.directory.add_user(user))

    def fault(self, kind: str, on: bool = True, **params: Any) -> None:
        """Switches a fault of `sandbox.faults.KINDS` on or off, as the page's switches do. ValueError if unknown."""
        self.faults.judge(kind, on, params)
        self._await(strike(self._started(), kind, on, params))
        self.faults.set(kind, on, **params)

    def verify_request_url(self) -> bool:
        """In HTTP mode: whether the app's request URL answers Slack's challenge."""
        transport = self._running().delivery.transport
        return isinstance(transport, HttpMode) and self._await(transport.verify())

    def _run(self, ready: threading.Event) -> None:
        asyncio.run(self._serve(ready))

    async def _serve(self, ready: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        site = self._site = assembled(self._parts())
        self.faults.listen(self._faults_changed)
        runner = web.AppRunner(site.application, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        await web.SockSite(runner, self._socket).start()
        ready.set()
        try:
            await self._stopping.wait()
        finally:
            await site.delivery.close()
            await self._pages.close()
            await runner.cleanup()

    def _parts(self) -> Parts:
        return Parts(
            state=self._state,
            manifest=self._manifest,
            tokens=self._tokens,
            clock=self.clock,
            journal=self.journal,
            faults=self.faults,
            limits=self.limits,
            guide=self._guide,
            pages=self._pages,
            base=self.url,
            request_url=self._request_url,
            retry_delays=self._retry_delays,
            ack_seconds=self._ack_seconds,
            monotonic=self._monotonic,
        )

    def _faults_changed(self) -> None:
        self._soon(lambda: self._pages.tell({"type": "faults", "faults": self.faults.listing()}))

    def _guide_changed(self) -> None:
        self._soon(lambda: self._pages.tell({"type": "guide", "guide": self._guide.listing()}))

    def _clock_moved(self, now: datetime) -> None:
        frame = {"type": "clock", "now": now.isoformat(timespec="seconds")}
        self._soon(lambda: self._pages.tell(frame | {"offset": self.clock.offset.total_seconds()}))

    def _soon(self, act: Callable[[], None]) -> None:
        if self._loop is not None and self._loop.is_running():
            self._loop.call_soon_threadsafe(act)

    def _started(self) -> Door:
        return self._running().door

    def _running(self) -> Site:
        if self._site is None:
            raise RuntimeError("The sandbox was not started.")
        return self._site

    def _do(self, act: Callable[[Door], T]) -> T:
        """Runs `act` on the server's loop and waits for it."""

        async def run() -> T:
            return act(self._started())

        return self._await(run())

    def _await(self, work: Coroutine[Any, Any, T]) -> T:
        if self._loop is None:
            raise RuntimeError("The sandbox was not started.")
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()
