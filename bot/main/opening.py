"""Opening the database for a command, and reading the instants people type."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from enum import Enum

from bot.clock import SystemClock
from bot.faults import faults_from
from bot.settings import database_url, environment
from sales.errors import Invalid, MissingSetting
from sales.period import midnight, zone
from storage.database import sqlite_path
from storage.engine import create_store
from storage.migrations import upgrade
from storage.sql import SqlStore

IN_MEMORY = "sqlite://"


class IfMissing(Enum):
    """What to do where there is no database: say so, make one, or try the command on one that is gone afterwards."""

    REFUSE = "refuse"
    CREATE = "create"
    REHEARSE = "rehearse"


@contextmanager
def opened_store(given: argparse.Namespace, if_missing: IfMissing = IfMissing.REFUSE) -> Iterator[SqlStore]:
    """The store that `--database` names, its tables brought up to date. Raises `MissingSetting` where there is none and
    none is wanted."""
    url = database_url(given.database, environment())
    if if_missing is IfMissing.REFUSE:
        require_database(url)
    if if_missing is IfMissing.REHEARSE and not _is_there(url):
        url = IN_MEMORY
    else:
        upgrade(url, passing=faults_from(os.environ))
    store = create_store(url)
    try:
        yield store
    finally:
        store.close()


def require_database(url: str) -> None:
    """Raises `MissingSetting`, saying what to do, where the URL names a SQLite file that is not there: opening it would
    leave an empty one behind, and a mistyped path would look like a team without deals."""
    if not _is_there(url):
        raise MissingSetting(
            f"There is no database at {sqlite_path(url)}. Name another with --database, or make one: "
            "`firebreak import deals.csv` fills a new one, `firebreak run` starts the bot with one."
        )


def _is_there(url: str) -> bool:
    path = sqlite_path(url)
    return path is None or path.is_file()


def instant(text: str | None, timezone: str) -> datetime:
    """What was typed as an instant: nothing is now, a day is the end of that day in `timezone`, an ISO instant is
    itself (in `timezone` if it names none). Raises `Invalid`."""
    if not text:
        return SystemClock().now()
    try:
        if len(text) <= 10:
            return midnight(date.fromisoformat(text) + timedelta(days=1), timezone) - timedelta(microseconds=1)
        said = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid(f'"{text}" is no day or instant. Write it like 2026-11-30 or 2026-11-30T08:00.') from None
    return (said if said.tzinfo else said.replace(tzinfo=zone(timezone))).astimezone(UTC)


def day(text: str | None, default: date) -> date:
    """What was typed as a day. Raises `Invalid`."""
    try:
        return date.fromisoformat(text) if text else default
    except ValueError:
        raise Invalid(f'"{text}" is no day. Write it like 2026-11-30.') from None
