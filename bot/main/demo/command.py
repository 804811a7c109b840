"""`firebreak demo`: a Slack on this machine, the bot in it, and a team that has been selling for half a year."""

from __future__ import annotations

import argparse
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml

from bot.clock import SystemClock
from bot.main.cli.instants import day, instant
from bot.main.collecting import look_seldom
from bot.main.demo.briefs import HOME_ZONE
from bot.main.demo.clock import LivedThrough
from bot.main.demo.guide import GUIDE
from bot.main.demo.loading import load
from bot.main.demo.slack import give_slack_ids, sandbox_seed, sandbox_seed_for
from bot.main.demo.talk import good_morning
from bot.main.demo.team import demo_team
from bot.main.wiring import Running
from bot.settings import Settings, database_url
from sales.errors import MissingSetting
from sales.period import WorkCalendar, local_date, zone
from sales.usecases.imports import import_deals
from sales.workspace import Workspace
from sandbox.server import Sandbox
from storage.engine import create_store
from storage.migrations import upgrade
from storage.process_file import load_process
from storage.sheets.deals import read_deals
from storage.sql import SqlStore

DATA_TEAM = "T0DEMO"
BEAT_SECONDS = 5.0
A_MOMENT = timedelta(minutes=1)


def run(given: argparse.Namespace) -> int:
    """Prints "ready URL" when the page can be used; ends with Ctrl-C and takes everything along. Without `--database`
    it leaves nothing behind."""
    over = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: over.set())
    with tempfile.TemporaryDirectory(prefix="firebreak-demo-") as folder:
        url = database_url(given.database) if given.database else f"sqlite:///{folder}/demo.db"
        upgrade(url)
        store = create_store(url)
        begins = day(given.as_of, _working_day())
        seed = _imported(store, given.data, begins) if given.data else _fictional(store, begins)
        with closing(store), _sandbox(going_on(store, seed), given.port) as sandbox:
            running = Running(_settings(sandbox, url), store, sandbox.clock, once_warm=look_seldom)
            began, wake = sandbox.clock.now(), running.heart.wake
            sandbox.clock.subscribe(LivedThrough(store, running.workspace.id, began, wake))
            running.start()
            if given.data is None:
                good_morning(sandbox)
            print(f"ready {sandbox.url}", flush=True)
            over.wait()
            running.stop()
    return 0


def going_on(store: SqlStore, seed: dict[str, Any]) -> dict[str, Any]:
    """The seed, not beginning before what a database that was used before has kept last: what was said there would be
    of a time to come."""
    workspace = store.workspace_of("", seed["team"]["id"])
    kept = store.latest_instant(workspace.id) if workspace is not None else None
    if kept is None or kept <= datetime.fromisoformat(seed["start"]):
        return seed
    return seed | {"start": (kept + A_MOMENT).isoformat()}


def _working_day() -> date:
    """Today at home, or the next Monday: a demo on a Sunday has nothing to show."""
    today = local_date(SystemClock().now(), HOME_ZONE)
    calendar = WorkCalendar("US")
    return next(d for n in range(10) if calendar.works_on(d := today + timedelta(days=n)))


def _fictional(store: SqlStore, begins: date) -> dict[str, Any]:
    process = load_process()
    team = demo_team(begins, process)
    if store.workspace_of("", team.workspace.team_id) is None:
        workspace = store.add_workspace(team.workspace, process)
        load(store, workspace.id, team)
    return sandbox_seed(team) | {"guide": GUIDE}


def _imported(store: SqlStore, data: Path, begins: date) -> dict[str, Any]:
    """A pipeline from files: its people become the workspace's users, its managers the tree."""
    start = datetime.combine(begins, time(9), zone(HOME_ZONE))
    workspace = store.workspace_of("", DATA_TEAM) or store.add_workspace(
        Workspace(team_id=DATA_TEAM, name="Your team", timezone=HOME_ZONE, wins_channel="C0WINS"), load_process()
    )
    import_deals(store, workspace.id, read_deals([data]), instant(begins.isoformat(), HOME_ZONE) - timedelta(days=1))
    with store.writing(workspace.id) as tx:
        tx.save_workspace(replace(workspace, served_since=start), None)
    people = give_slack_ids(store, workspace.id)
    _appoint_admin(store, workspace.id)
    return sandbox_seed_for(people, name=workspace.name, start=start, team_id=DATA_TEAM)


def _appoint_admin(store: SqlStore, workspace_id: int) -> None:
    """Files say nothing about admins; whoever leads first by name becomes one, so that settings can be tried."""
    with store.writing(workspace_id) as tx:
        first = next(iter(tx.people.team().top), None)
        if first is not None:
            tx.people.save(replace(first, admin=True))


@contextmanager
def _sandbox(seed: dict[str, Any], port: int) -> Iterator[Sandbox]:
    if not 0 <= port < 65_536:
        raise MissingSetting(f"{port} is no port. Choose one from 1024 to 65535, or leave --port out.")
    sandbox = Sandbox(seed, manifest(), port)
    try:
        sandbox.start()
    except OSError:
        raise MissingSetting(
            f"Port {port} cannot be used: another program may have it. Try another with --port, or leave it out."
        ) from None
    try:
        yield sandbox
    finally:
        sandbox.stop()


def manifest() -> dict[str, Any]:
    """The app's manifest, as it is installed into Slack."""
    beside_source = Path(__file__).parents[3] / "manifest.yml"
    packaged = Path(__file__).parents[2] / "manifest.yml"
    found: dict[str, Any] = yaml.safe_load((packaged if packaged.is_file() else beside_source).read_text())
    return found


def _settings(sandbox: Sandbox, url: str) -> Settings:
    return Settings(
        bot_token=sandbox.bot_token,
        app_token=sandbox.app_token,
        database=url,
        slack_api=sandbox.api_url,
        beat_seconds=BEAT_SECONDS,
    )
