"""`firebreak doctor`: checks settings, database, messages and Slack, and says what to do about what is wrong."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.clock import SystemClock
from bot.main.cli.database import require_database
from bot.settings import database_url, environment, load
from sales.delivery import DeliveryState
from sales.errors import SalesError
from storage.addresses import sqlite_path
from storage.delivery_problems import troubles
from storage.engine import create_store
from storage.sqlite_errors import told_in_words

LOOKS_BACK = timedelta(days=7)
_MEANS = {
    DeliveryState.PARKED: "parked, Slack does not let us",
    DeliveryState.UNCERTAIN: "uncertain whether it arrived, so not repeated",
    DeliveryState.FAILED: "failed, please report it",
}


def run(given: argparse.Namespace) -> int:
    """Checks one thing after the other and says of each whether it is well; 1 if any is not. What rests on something
    that is not well is not asked: the same sentence twice helps nobody."""
    url = database_url(given.database, environment())
    checks: list[tuple[str, str, Callable[[], str]]] = [
        ("settings", "", lambda: _settings(given)),
        ("database", "", lambda: _database(url)),
        ("messages", "database", lambda: _messages(url)),
        ("slack", "settings", lambda: _slack(given)),
    ]
    wrong: set[str] = set()
    for name, needs, check in checks:
        if needs in wrong:
            print(f"-     {name}: not checked, it needs the {needs}")
            continue
        try:
            print(f"ok    {name}: {check()}")
        except SalesError as problem:
            wrong.add(name)
            print(f"WRONG {name}: {problem.sentence}")
    return 1 if wrong else 0


def _settings(given: argparse.Namespace) -> str:
    load(environment(), given.database)
    return "complete"


def _database(url: str) -> str:
    require_database(url)
    with told_in_words(sqlite_path(url)), closing(create_store(url)) as store:
        count = sum(1 for _ in store.workspaces())
        overdue = store.outbox.overdue(SystemClock().now())
    return f"up to date, {count} workspace{'' if count == 1 else 's'}, {overdue} messages overdue"


def _messages(url: str) -> str:
    """Raises `SalesError` with what an admin should look at: what went wrong within the last week, and why."""
    with closing(create_store(url)) as store:
        found = troubles(store.database, SystemClock().now() - LOOKS_BACK)
    if not found:
        return "none went wrong within the last week"
    lines = [f"  {_MEANS[t.state]}: {t.count} x {t.kind} ({t.reason})" for t in found]
    raise SalesError("\n".join(["Not everything reached its reader within the last week.", *lines]))


def _slack(given: argparse.Namespace) -> str:
    settings = load(environment(), given.database)
    client = WebClient(token=settings.bot_token, base_url=settings.slack_api, timeout=10)
    try:
        who = client.auth_test()
    except SlackApiError as refusal:
        raise SalesError(f"Slack refuses the bot token: {refusal.response.get('error')}.") from None
    except (SlackClientError, OSError) as problem:
        raise SalesError(f"Slack cannot be reached: {problem}.") from None
    return f"connected as {who['user']} to {who['team']}"
