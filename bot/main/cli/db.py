"""`firebreak db upgrade|check|backup`."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from bot.clock import SystemClock
from bot.faults import faults_from
from bot.main.cli.database import require_database
from bot.settings import database_url, environment
from storage import migrations
from storage.addresses import sqlite_path
from storage.backup import backup as back_up
from storage.sqlite_errors import told_in_words


def upgrade(given: argparse.Namespace) -> int:
    """Brings the tables up to date."""
    url = database_url(given.database, environment())
    with told_in_words(sqlite_path(url)):
        migrations.upgrade(url, passing=faults_from(os.environ))
    print("The database is up to date.")
    return 0


def check(given: argparse.Namespace) -> int:
    """1 if anything differs, with one line for each."""
    url = database_url(given.database, environment())
    require_database(url)
    with told_in_words(sqlite_path(url)):
        problems = migrations.check(url)
    for problem in problems:
        print(problem)
    if not problems:
        print("The database is as it should be.")
    return 1 if problems else 0


def backup(given: argparse.Namespace) -> int:
    """Copies the database while it is in use, and reads the copy back."""
    stamp = SystemClock().now().strftime("%Y%m%d-%H%M%S")
    target: Path = given.file or Path(f"firebreak-{stamp}.db")
    url = database_url(given.database, environment())
    require_database(url)
    made = back_up(url, target)
    print(f"Wrote {made.path} ({made.size:,} bytes, {made.deals:,} deals), read back and verified.")
    return 0
