"""Slack for measuring: the sandbox in a process of its own, with people in it who type as fast as they are answered.
What counts is the time from an envelope on its way out to its ack on the way in, and to the answer, as the sandbox saw
them."""

from __future__ import annotations

import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import perf_counter as now
from typing import Any
from urllib.parse import urlsplit

from slack_bolt import Ack, App, Respond
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from benchmarks.company import TEAM_ID, Company
from bot.clock import SystemClock
from bot.main.collecting import look_seldom
from bot.main.demo.command import manifest
from bot.main.wiring import Running
from bot.settings import Settings
from sandbox.server import Sandbox

CHANNEL = "C0ALL"
THREADS = 64
BETWEEN = 0.01
"""Seconds between two commands of which only one is to be under way: what follows upon an answer is over by then."""
PATIENCE = 30.0
"""Seconds after which an answer is given up."""
Typed = tuple[str, str]
"""Who types, and what."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How long each acknowledgement took in ms, and each answer; how many of either never came. Who is answered in the
    acknowledgement, or not at all, has the answer with it."""

    acks: list[float]
    answers: list[float]
    unacked: int
    unanswered: int


class Slack:
    """A workspace in another process. `send` has people type and returns when all is answered or given up. Who types
    next has their answer before; with `answers` it is one that comes by itself."""

    def __init__(self, users: Sequence[str], *, answers: bool = True) -> None:
        ours, theirs = get_context("spawn").Pipe()
        self._pipe = ours
        self._process = get_context("spawn").Process(target=_live, args=(theirs, list(users), answers), daemon=True)
        self._process.start()
        self.bot_token, self.app_token, self.api_url = ours.recv()

    def send(self, typed: Sequence[Typed], in_flight: int) -> Seen:
        self._pipe.send((list(typed), in_flight))
        found: Seen = self._pipe.recv()
        return found

    def close(self) -> None:
        self._pipe.send(None)
        self._process.join(10)


def _live(pipe: Connection, users: list[str], answers: bool) -> None:
    seed: dict[str, Any] = {
        "team": {"id": TEAM_ID, "name": "Bench"},
        "users": [{"id": user, "name": user.lower(), "real_name": user} for user in users],
        "channels": [{"id": CHANNEL, "name": "all", "members": [*users, "@bot"]}],
    }
    with Sandbox(seed, manifest(), rate_limits=False) as sandbox:
        watch = Watch(answers)
        sandbox.journal.subscribe(watch.saw)
        pipe.send((sandbox.bot_token, sandbox.app_token, sandbox.api_url))
        while (asked := pipe.recv()) is not None:
            typed, in_flight = asked
            pipe.send(watch.over(partial(_type, sandbox, watch, typed, in_flight)))


class Watch:
    """Takes the times by what crosses the sandbox's border."""

    def __init__(self, answers: bool) -> None:
        self._wants_answers = answers
        self._begun: dict[str, tuple[float, Typed]] = {}
        self._seen = Seen([], [], 0, 0)
        self._answered: defaultdict[Typed, threading.Semaphore] = defaultdict(lambda: threading.Semaphore(0))

    def over(self, work: Callable[[], tuple[int, int]]) -> Seen:
        """What is seen while the work is done, which returns how many were not acknowledged, and not answered."""
        self._seen = Seen([], [], 0, 0)
        unacked, unanswered = work()
        return Seen(self._seen.acks, self._seen.answers, unacked, unanswered)

    def answered(self, typed: Typed) -> bool:
        """Waits until it is, for a while."""
        return not self._wants_answers or self._answered[typed].acquire(timeout=PATIENCE)

    def saw(self, entry: dict[str, Any]) -> None:
        if entry["what"] == "envelope" and entry.get("type") == "slash_commands":
            given = entry["payload"]
            typed = (given["user_id"], f"{given['command']} {given['text']}".strip())
            self._begun[entry["envelope_id"]] = self._begun[urlsplit(given["response_url"]).path] = (now(), typed)
        elif entry["what"] == "ack" and entry["envelope_id"] in self._begun:
            self._seen.acks.append((now() - self._begun.pop(entry["envelope_id"])[0]) * 1_000)
        elif entry["what"] == "response_url" and entry["path"] in self._begun:
            begun, typed = self._begun.pop(entry["path"])
            self._seen.answers.append((now() - begun) * 1_000)
            self._answered[typed].release()


def _type(sandbox: Sandbox, watch: Watch, typed: list[Typed], in_flight: int) -> tuple[int, int]:
    """Everything is typed, so many at a time; returns how many were not acknowledged, and not answered."""
    waiting, lock, refused, silent = iter(typed), threading.Lock(), list[Typed](), list[Typed]()

    def work() -> None:
        while True:
            with lock:
                turn = next(waiting, None)
            if turn is None:
                return
            if in_flight == 1:
                time.sleep(BETWEEN)
            person = sandbox.person(turn[0])
            answer = person.command(CHANNEL, turn[1])
            person.leave()
            if not answer.get("ok"):
                refused.append(turn)
            elif not watch.answered(turn):
                silent.append(turn)

    threads = [threading.Thread(target=work) for _ in range(in_flight)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(refused), len(silent)


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
    running = Running(settings, company.store, SystemClock(), once_warm=look_seldom)
    running.start()
    try:
        yield slack
    finally:
        running.stop()
        slack.close()


@contextmanager
def plain_bolt(work: Callable[[], object] = lambda: None, *, answers: bool = False) -> Iterator[Slack]:
    """Bolt with one listener that does `work`, acknowledges, and does nothing else; with `answers`, says one word at
    the address that came with the command."""
    slack = Slack(["U0BOSS"], answers=answers)
    with ThreadPoolExecutor(THREADS) as pool:
        app = App(
            client=WebClient(token=slack.bot_token, base_url=slack.api_url),
            process_before_response=True,
            listener_executor=pool,
        )

        @app.command(re.compile(".*"))
        def any_command(ack: Ack, respond: Respond) -> None:
            work()
            ack()
            if answers:
                respond("Noted.")

        handler = SocketModeHandler(app, slack.app_token, concurrency=THREADS)
        handler.connect()  # type: ignore[no-untyped-call]
        try:
            yield slack
        finally:
            handler.close()  # type: ignore[no-untyped-call]
            slack.close()
