"""Slack for measuring: the sandbox in a process of its own, with people in it who type as fast as they are answered.
What counts is the time from an envelope on its way out to its ack on the way in, as the sandbox saw both."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from benchmarks.company import TEAM_ID, Company
from bot.clock import SystemClock
from bot.main.demo import manifest
from bot.main.wiring import Running
from bot.settings import Settings
from sandbox.server import Sandbox

CHANNEL = "C0ALL"
THREADS = 64
Typed = tuple[str, str]
"""Who types, and what."""


@dataclass(frozen=True, slots=True)
class Acks:
    """How long each acknowledgement took in ms, and how many never came."""

    times: list[float]
    unacked: int


class Slack:
    """A workspace in another process. `send` has people type and returns when all was acknowledged or given up."""

    def __init__(self, users: Sequence[str]) -> None:
        ours, theirs = get_context("spawn").Pipe()
        self._pipe = ours
        self._process = get_context("spawn").Process(target=_live, args=(theirs, list(users)), daemon=True)
        self._process.start()
        self.bot_token, self.app_token, self.api_url = ours.recv()

    def send(self, typed: Sequence[Typed], in_flight: int) -> Acks:
        self._pipe.send((list(typed), in_flight))
        found: Acks = self._pipe.recv()
        return found

    def close(self) -> None:
        self._pipe.send(None)
        self._process.join(10)


def _live(pipe: Connection, users: list[str]) -> None:
    seed: dict[str, Any] = {
        "team": {"id": TEAM_ID, "name": "Bench"},
        "users": [{"id": user, "name": user.lower(), "real_name": user} for user in users],
        "channels": [{"id": CHANNEL, "name": "all", "members": [*users, "@bot"]}],
    }
    with Sandbox(seed, manifest(), rate_limits=False) as sandbox:
        begun: dict[str, float] = {}
        taken: list[float] = []

        def saw(entry: dict[str, Any]) -> None:
            if entry["what"] == "envelope" and entry.get("type") == "slash_commands":
                begun[entry["envelope_id"]] = time.perf_counter()
            elif entry["what"] == "ack" and entry["envelope_id"] in begun:
                taken.append((time.perf_counter() - begun.pop(entry["envelope_id"])) * 1_000)

        sandbox.journal.subscribe(saw)
        pipe.send((sandbox.bot_token, sandbox.app_token, sandbox.api_url))
        while (asked := pipe.recv()) is not None:
            typed, in_flight = asked
            taken.clear()
            refused = _type(sandbox, typed, in_flight)
            pipe.send(Acks(list(taken), refused))


def _type(sandbox: Sandbox, typed: list[Typed], in_flight: int) -> int:
    """Everything is typed, so many at a time; returns how many were not acknowledged."""
    waiting, lock, refused = iter(typed), threading.Lock(), []

    def work() -> None:
        while True:
            with lock:
                turn = next(waiting, None)
            if turn is None:
                return
            person = sandbox.person(turn[0])
            answer = person.command(CHANNEL, turn[1])
            person.leave()
            if not answer.get("ok"):
                refused.append(turn)

    threads = [threading.Thread(target=work) for _ in range(in_flight)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(refused)


@contextmanager
def our_bot(company: Company) -> Iterator[Slack]:
    """The whole bot, connected, serving a company."""
    slack = Slack([person.slack_id for person in company.people if person.slack_id])
    settings = Settings(
        bot_token=slack.bot_token,
        app_token=slack.app_token,
        database=company.url,
        slack_api=slack.api_url,
        beat_seconds=300,
        listener_threads=THREADS,
    )
    running = Running(settings, company.store, SystemClock())
    running.start()
    try:
        yield slack
    finally:
        running.stop()
        slack.close()


@contextmanager
def plain_bolt(work: Callable[[], object] = lambda: None) -> Iterator[Slack]:
    """Bolt with one listener that does `work`, acknowledges, and does nothing else."""
    slack = Slack(["U0BOSS"])
    with ThreadPoolExecutor(THREADS) as pool:
        app = App(
            client=WebClient(token=slack.bot_token, base_url=slack.api_url),
            process_before_response=True,
            listener_executor=pool,
        )

        @app.command(re.compile(".*"))
        def any_command(ack: Ack) -> None:
            work()
            ack()

        handler = SocketModeHandler(app, slack.app_token, concurrency=THREADS)
        handler.connect()  # type: ignore[no-untyped-call]
        try:
            yield slack
        finally:
            handler.close()  # type: ignore[no-untyped-call]
            slack.close()
