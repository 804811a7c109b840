"""`firebreak run`: the bot in a real Slack, until it is told to stop."""

from __future__ import annotations

import argparse
import os
import signal
import threading

from bot.clock import SystemClock
from bot.faults import faults_from
from bot.main.opening import opened_store
from bot.main.wiring import Running
from bot.settings import environment, load


def serve(given: argparse.Namespace) -> int:
    """Runs until SIGINT or SIGTERM. What was under way is finished; what was not sent is sent at the next start."""
    settings = load(environment(), given.database)
    over = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: over.set())
    with opened_store(given) as store:
        running = Running(settings, store, SystemClock(), faults=faults_from(os.environ))
        running.start()
        print(f"Firebreak is connected to {running.workspace.name}. Stop it with Ctrl-C.", flush=True)
        over.wait()
        running.stop()
    return 0
