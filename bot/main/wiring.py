"""The composition root: the one place where store, clock, Slack and schedules meet. Everything that runs is started and
stopped here."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.builtin.client import SocketModeClient

from bot.app import build_app
from bot.bot import Bot
from bot.chart import close_chart_child
from bot.child import Child
from bot.composers import REPEATED, composers
from bot.digests import digest_composers
from bot.drills import DRILL_KINDS, drill_composers
from bot.faults import Faults, InterruptedStore
from bot.fillings import fill_composers
from bot.health import Health, Vitals
from bot.leavers import minding_leavers
from bot.listeners import home
from bot.listeners.hearing import sweep_inbox
from bot.main.books import forecast_book
from bot.main.projecting import Projecting
from bot.main.sheets import SheetsInChild
from bot.main.slow_work import projection_work, workbook_work
from bot.messenger import Messenger
from bot.pace import Pace
from bot.sender import BETWEEN_LOOKS, Composer, Sender
from bot.settings import Settings
from bot.slow import SlowPool
from bot.workbooks import BookMaker
from sales.errors import MissingSetting
from sales.process import Process
from sales.usecases.filling import FILL
from sales.usecases.parking import tell_of_parked
from sales.usecases.ports import Clock, Heard
from sales.workspace import Workspace
from schedules.jobs import jobs
from schedules.runner import Heart
from schedules.table import Table
from storage.sql import SqlStore

log = logging.getLogger(__name__)
NO_FAULTS = Faults()
LOCAL_TEAM = "local"
"""The team of a workspace that was filled from the command line, before it met Slack."""


class Running:
    """A bot, connected to one workspace."""

    def __init__(
        self,
        settings: Settings,
        store: SqlStore,
        clock: Clock,
        *,
        faults: Faults = NO_FAULTS,
        look_pause: float = BETWEEN_LOOKS,
    ) -> None:
        guarded: Any = InterruptedStore(store, faults) if faults.armed else store
        self.workspace, address = _meet(settings, store, clock.now())
        messenger = Messenger(settings.bot_token, settings.slack_api)
        make_book = _book_maker(store, clock)
        self._sheets = Child()
        self._slow = SlowPool(4, thread_name_prefix="slow")
        self._listeners = ThreadPoolExecutor(settings.listener_threads, thread_name_prefix="listener")
        self._sender = Sender(
            store.outbox,
            messenger,
            clock,
            minding_leavers(_composers(store, messenger, clock, self._sheets), store, messenger, clock),
            Pace(settings.posts_per_minute, time.monotonic),
            repeats=REPEATED | DRILL_KINDS | {FILL},
            faults=faults,
            owner=lambda delivery, code: tell_of_parked(store, delivery, code, clock.now()),
            alive=lambda: self.heart.pulse(),
            look_pause=look_pause,
        )
        self.bot = Bot(
            store=guarded,
            clock=clock,
            messenger=messenger,
            slow=self._slow,
            wake=lambda: self.heart.wake(),
            send=self._sender.send_now,
            address=address,
            faults=faults,
            slow_work={
                "home": lambda caller: home.publish(self.bot, caller),
                "workbook": lambda caller, argument: workbook_work(self.bot, make_book, caller, argument),
                "projection": lambda caller, argument: projection_work(self.bot, caller, argument),
            },
        )
        self._table = Table(
            jobs(
                guarded,
                store.outbox,
                send_due=self._sender.send_due,
                sweep=self._sweep,
                passing=faults,
                project=Projecting(store, store.database.url, self._slow),
            )
        )
        self.heart = Heart(lambda: self._table.beat(clock.now()), settings.beat_seconds)
        self._outbox, self._clock = store.outbox, clock
        self.health = Health(settings.health_port, self.vitals) if settings.health_port is not None else None
        app = build_app(self.bot, settings, self._listeners)
        self._sockets = SocketModeHandler(app, settings.app_token, concurrency=settings.listener_threads)

    def start(self) -> None:
        """Connects, starts the heartbeat, and warms up in the background what is slow to load."""
        self._sockets.connect()
        self.heart.start()
        if self.health is not None:
            self.health.start()
        threading.Thread(target=_warm_up, name="warm-up", daemon=True).start()

    def stop(self) -> None:
        """Takes nothing new, finishes what is under way, and only then ends the connection, over which that is still to
        be acknowledged. What was not begun comes again, or is sent, after the next start. Twice does no harm."""
        self._sender.stop()
        if self._sockets.client is not None:
            _drain(self._sockets.client)
            _hang_up(self._sockets.client)
        self._sockets.close()
        if self.health is not None:
            self.health.stop()
        self.heart.stop()
        for pool in (self._slow, self._listeners):
            pool.shutdown(wait=True, cancel_futures=True)
        close_chart_child()
        self._sheets.close()

    def beat(self) -> None:
        """One beat now, in this thread: what a test or a script does instead of waiting."""
        self._table.beat(self.bot.now)

    def vitals(self) -> Vitals:
        """How the bot is now."""
        return Vitals(
            beat_seconds_ago=round(self.heart.quiet_for, 1),
            beating=self.heart.well,
            overdue=self._outbox.overdue(self._clock.now()),
            failing=len(self._table.failing),
            restarts=self.heart.restarts,
            connected=bool(self._sockets.client and self._sockets.client.is_connected()),
        )

    def _sweep(self, workspace: Workspace, waiting: list[Heard]) -> int:
        return sweep_inbox(self.bot, workspace.id, (workspace.enterprise_id, workspace.team_id), waiting)


def _drain(client: SocketModeClient) -> None:
    """Nothing more is taken from the queue of what Slack has sent; what was taken is finished."""
    client.closed = True
    client.message_queue.put(None)  # else it waits a second for the next one
    client.message_processor.shutdown()
    client.message_workers.shutdown(wait=True, cancel_futures=True)


def _hang_up(client: SocketModeClient) -> None:
    """Ends the wait for what Slack says next, which else lasts as long as Slack may be silent: some seconds."""
    client.auto_reconnect_enabled = False
    client.current_session_runner.event.set()
    client.current_session_state.terminated = True
    session = client.current_session
    if session is not None and session.sock is not None:
        with suppress(OSError):  # Slack may have hung up before
            session.sock.shutdown(socket.SHUT_RDWR)


def _composers(store: SqlStore, messenger: Messenger, clock: Clock, sheets: Child) -> Mapping[str, Composer]:
    """The composer of every kind of message we start."""
    make_book = _book_maker(store, clock)
    return {
        **composers(store, messenger, clock),
        **digest_composers(store, messenger, clock, make_book),
        **drill_composers(store, messenger, clock, make_book),
        **fill_composers(store, messenger, clock, SheetsInChild(sheets)),
    }


def _book_maker(store: SqlStore, clock: Clock) -> BookMaker:
    return lambda order, told: forecast_book(store.database.url, order, clock.now(), told)


def _meet(settings: Settings, store: SqlStore, now: datetime) -> tuple[Workspace, str]:
    """Finds out which workspace the token belongs to, and the row for it: known already, filled from the command line,
    or new; and the address under which its messages are found. Raises `MissingSetting` where Slack does not accept the
    token."""
    client = WebClient(token=settings.bot_token, base_url=settings.slack_api, timeout=10)
    try:
        who = client.auth_test()
    except SlackApiError as refusal:
        code = refusal.response.get("error", "")
        raise MissingSetting(f"Slack does not accept SLACK_BOT_TOKEN ({code}). Copy it again from your app.") from None
    except (SlackClientError, OSError) as problem:
        raise MissingSetting(f"Slack cannot be reached at {settings.slack_api}: {problem}.") from None
    address = str(who.get("url") or "https://slack.com")
    enterprise, team = str(who.get("enterprise_id") or ""), str(who["team_id"])
    known = store.workspace_of(enterprise, team)
    if known is not None:
        return known, address
    local = store.workspace_of("", LOCAL_TEAM)
    if local is not None:
        adopted = replace(local, enterprise_id=enterprise, team_id=team, name=str(who["team"]), served_since=now)
        with store.writing(local.id) as tx:
            tx.save_workspace(adopted, None)
        return adopted, address
    fresh = Workspace(enterprise_id=enterprise, team_id=team, name=str(who["team"]), served_since=now)
    return store.add_workspace(fresh, _shipped_process()), address


def local_workspace(store: SqlStore) -> Workspace:
    """The workspace that the command line works on: the only one, or a local one made now. Raises `MissingSetting`
    where there are several."""
    found = list(store.workspaces())
    if len(found) > 1:
        raise MissingSetting("This database serves several workspaces; the command line works on one alone.")
    return found[0] if found else store.add_workspace(Workspace(team_id=LOCAL_TEAM, name="Local"), _shipped_process())


def _warm_up() -> None:
    """The first date that needs dateparser should not be the one that waits for it to load."""
    from sales.language.times.fallback import warm_up

    warm_up()


def _shipped_process() -> Process:
    """What a new workspace begins with. YAML is loaded for it alone: a bot that starts again does not need it."""
    from storage.process_file import load_process

    return load_process()
