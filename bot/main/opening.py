"""Opening the database for a command, the workspace that it works on, and the instants people type. Knows no Slack: a
number on the command line should not wait for it to load."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from enum import Enum

from bot.clock import SystemClock
from bot.faults import faults_from
from bot.settings import database_url, environment
from sales.errors import Invalid, MissingSetting
from sales.period import local_date, midnight, zone
from sales.process import Process
from sales.workspace import Workspace
from storage.addresses import sqlite_path
from storage.engine import create_store
from storage.migrations import upgrade
from storage.sql import SqlStore
from storage.sqlite_errors import told_in_words

IN_MEMORY = "sqlite://"
LOCAL_TEAM = "local"
"""The team of a workspace that was filled from the command line, before it met Slack."""
FIRST_YEAR, LAST_YEAR = 1970, 2199


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
    with told_in_words(sqlite_path(url)):
        if if_missing is IfMissing.REHEARSE and not _is_there(url):
            url = IN_MEMORY
        else:
            upgrade(url, passing=faults_from(os.environ))
        with closing(create_store(url)) as store:
            yield store


def local_workspace(store: SqlStore) -> Workspace:
    """The workspace that the command line works on: the only one, or a local one made now. Raises `MissingSetting`
    where there are several."""
    found = list(store.workspaces())
    if len(found) > 1:
        raise MissingSetting("This database serves several workspaces; the command line works on one alone.")
    return found[0] if found else store.add_workspace(Workspace(team_id=LOCAL_TEAM, name="Local"), shipped_process())


def shipped_process() -> Process:
    """What a new workspace begins with. YAML is loaded for it alone: a bot that starts again does not need it."""
    from storage.process_file import load_process

    return load_process()


def require_database(url: str) -> None:
    """Raises `MissingSetting`, saying what to do, where the URL names a SQLite file that is not there: opening it would
    leave an empty one behind, and a mistyped path would look like a team without deals."""
    path = sqlite_path(url)
    if path is not None and path.is_dir():
        raise MissingSetting(f"{path} is a folder. Name the database file in it with --database.")
    if not _is_there(url):
        raise MissingSetting(
            f"There is no database at {path}. Name another with --database, or make one: "
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
            return midnight(_counted(date.fromisoformat(text)) + timedelta(days=1), timezone) - timedelta(
                microseconds=1
            )
        said = datetime.fromisoformat(text)
        _counted(said.date())
    except ValueError:
        raise Invalid(f'"{text}" is no day or instant. Write it like 2026-11-30 or 2026-11-30T08:00.') from None
    return (said if said.tzinfo else said.replace(tzinfo=zone(timezone))).astimezone(UTC)


def past_instant(text: str | None, timezone: str, now: datetime) -> datetime:
    """The same, for numbers as of then. Today, which is not over yet, is now, and that is said. Raises `Invalid` for
    what is still to come."""
    at = instant(text, timezone) if text else now
    if at <= now:
        return at
    if text and len(text) <= 10 and date.fromisoformat(text) == local_date(now, timezone):
        print(f"{text} is not over yet: this is as of now.", file=sys.stderr)
        return now
    raise Invalid(
        f"{text} is still to come. A forecast is as of now or of an instant in the past; "
        "one for a time to come is asked for with --period."
    )


def _counted(said: date) -> date:
    """The day itself. Raises `Invalid` where calendars, zones and periods are no help any more."""
    if not FIRST_YEAR <= said.year <= LAST_YEAR:
        raise Invalid(f"{said} is too far away. Firebreak counts days from {FIRST_YEAR} to {LAST_YEAR}.")
    return said


def day(text: str | None, default: date) -> date:
    """What was typed as a day. Raises `Invalid`."""
    try:
        return _counted(date.fromisoformat(text)) if text else default
    except ValueError:
        raise Invalid(f'"{text}" is no day. Write it like 2026-11-30.') from None
