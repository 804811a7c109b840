"""`firebreak run`: the bot in a real Slack, until it is told to stop. FIREBREAK_CLOCK_START, FIREBREAK_FAULT and
FIREBREAK_LOOK_PAUSE are for crash tests (docs/delivery.md)."""

from __future__ import annotations

import argparse
import os
import signal
import threading

from bot.clock import clock_from
from bot.faults import faults_from
from bot.main.cli.database import IfMissing, opened_store
from bot.main.collecting import look_seldom
from bot.main.wiring import Running
from bot.sender import BETWEEN_LOOKS
from bot.settings import environment, load

BOLTS_OWN = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_BOT_TOKEN")
"""Bolt that finds the first two in the environment looks for an installation per workspace, ignores our token, and
answers every message with a request to install the app anew; of the third it warns. No child process needs any."""


def run(given: argparse.Namespace) -> int:
    """Runs until SIGINT or SIGTERM. What was under way is finished; what was not sent is sent at the next start."""
    settings = load(environment(), given.database)
    clock, faults = clock_from(os.environ), faults_from(os.environ)
    look_pause = float(os.environ.get("FIREBREAK_LOOK_PAUSE", BETWEEN_LOOKS))
    for variable in BOLTS_OWN:
        os.environ.pop(variable, None)
    over = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: over.set())
    with opened_store(given, IfMissing.CREATE) as store:
        running = Running(settings, store, clock, faults=faults, look_pause=look_pause, once_warm=look_seldom)
        running.start()
        print(f"Firebreak is connected to {running.workspace.name}. Stop it with Ctrl-C.", flush=True)
        over.wait()
        running.stop()
    return 0
