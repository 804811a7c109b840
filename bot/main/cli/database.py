"""Opening the database for a command, and the workspace that it works on. Loads no Slack client: a number on the
command line should not wait for one."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import Enum

from bot.faults import faults_from
from bot.settings import database_url, environment
from sales.errors import MissingSetting
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
        raise MissingSetting("This database serves several workspaces; the command line works with one only.")
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
