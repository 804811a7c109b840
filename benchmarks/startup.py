"""From nothing to connected, beside merely importing what the bot cannot do without; the memory it then has; and how
long the demo takes to be ready. Each in a Python of its own."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.company import company
from benchmarks.measure import Figure
from benchmarks.slack import Slack

ROOT = Path(__file__).resolve().parent.parent
CORE = "slack_bolt slack_bolt.adapter.socket_mode sqlalchemy sqlalchemy.orm apscheduler.schedulers.background"
BARE = f"import {', '.join(CORE.split())}"
OURS = "from benchmarks.startup import connect; connect()"
REPORT = "import sys; from benchmarks.startup import report; report()"


def figures(*, postgres: bool, quick: bool) -> Iterator[Figure]:
    """Wall time from starting Python, and resident memory once everything is warm."""
    with company(100, postgres=postgres, managers=1) as firm:
        slack = Slack([person.slack_id for person in firm.people if person.slack_id])
        given = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "FIREBREAK_DATABASE_URL": firm.url,
        }
        ours, bare = [], []
        for _ in range(1 if quick else 5):
            ours.append(_started(OURS, given))
            bare.append(_started(f"{BARE}; {REPORT}", given))
        slack.close()
    for what, key, unit, target in (
        ("start to connected", "seconds", "s", 1.4),
        ("memory before the first digest", "megabytes", "MB", 1.5),
    ):
        mine, theirs = (statistics.median(float(found[key]) for found in runs) for runs in (ours, bare))
        yield Figure(what=what, value=mine, unit=unit, baseline=theirs, against="bare imports", target=target)
    if not postgres:
        yield Figure(what="the demo is ready", value=_demo(), unit="s")


def _started(code: str, given: dict[str, str]) -> dict[str, float]:
    begun = time.time()
    environment = os.environ | given | {"FIREBREAK_BEGUN": repr(begun)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def connect() -> None:
    """In a new Python: what `firebreak run` does until it is connected; the memory is that after the warm-up."""
    from bot.clock import SystemClock
    from bot.main.collecting import look_seldom
    from bot.main.wiring import Running
    from bot.settings import load
    from storage.engine import create_store

    settings = load(os.environ)
    running = Running(settings, create_store(settings.database), SystemClock(), once_warm=look_seldom)
    running.start()
    connected = time.time()
    for thread in threading.enumerate():
        if thread.name == "warm-up":
            thread.join()
    report(connected)
    running.stop()


def report(at: float | None = None) -> None:
    """Prints how long it took, and the resident memory now."""
    text = Path("/proc/self/status").read_text()
    resident = int(text.partition("VmRSS:")[2].split()[0]) / 1024
    took = (at or time.time()) - float(os.environ["FIREBREAK_BEGUN"])
    print(json.dumps({"seconds": took, "megabytes": resident}), flush=True)


def _demo() -> float:
    """Seconds from the command to the line that says it is ready."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--port", "0"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        while not process.stdout.readline().startswith("ready"):
            assert process.poll() is None
        return time.perf_counter() - begun
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()
