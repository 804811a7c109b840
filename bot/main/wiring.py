"""The composition root: the one place where store, clock, Slack and schedules meet. Everything that runs is started and
stopped here."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bot.apologies import or_apology
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
from bot.lanes import Lanes
from bot.leavers import minding_leavers
from bot.listeners import home
from bot.main.exports import forecast_book
from bot.main.installation import installed_workspace
from bot.main.projecting import Projecting
from bot.main.shutdown import drain, hang_up
from bot.main.slow_work import projection_work, workbook_work
from bot.main.spreadsheets import SheetsInChild
from bot.messenger import Messenger
from bot.rate_limit import RateLimit
from bot.sender import BETWEEN_LOOKS, Composer, Sender
from bot.settings import Settings
from bot.slow_pool import SlowPool
from bot.sockets import SocketHandler
from bot.sweeping import sweep_inbox
from bot.workbooks import BookMaker
from sales.usecases.filling import FILL
from sales.usecases.hearing import left_behind, let_go
from sales.usecases.parking import tell_of_parked
from sales.usecases.ports import Clock, Heard
from sales.workspace import Workspace
from schedules.jobs import jobs
from schedules.runner import Heart
from schedules.table import Table
from storage.sql import SqlStore

log = logging.getLogger(__name__)
NO_FAULTS = Faults()
HANDS = 3
"""How many work at a time."""
MOST_LEFT = 1_000
"""How much of what was left behind is taken up before we connect. The rest waits for the heartbeat."""
LAST_WORK = 10.0
"""Seconds that what was acknowledged may still take when we stop. What is not done by then stands in the inbox."""


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
        once_warm: Callable[[], object] = lambda: None,
    ) -> None:
        """`once_warm` is called when everything is loaded that is not loaded at once."""
        self.workspace, address = installed_workspace(settings, store, clock.now())
        self._outbox, self._clock, self._once_warm = store.outbox, clock, once_warm
        self._stopping = threading.Event()
        self._sheets = Child()
        self._slow = SlowPool(4, thread_name_prefix="slow")
        self._work = SlowPool(settings.listener_threads, thread_name_prefix="work")
        self._lanes = Lanes(self._work)
        self._listeners = ThreadPoolExecutor(settings.listener_threads, thread_name_prefix="listener")
        messenger = Messenger(settings.bot_token, settings.slack_api)
        make_book = _book_maker(store, clock)
        self._sender = Sender(
            store.outbox,
            messenger,
            clock,
            _composers(store, messenger, clock, make_book, self._sheets, faults),
            RateLimit(settings.posts_per_minute, time.monotonic),
            repeats=REPEATED | DRILL_KINDS | {FILL},
            faults=faults,
            owner=lambda delivery, code: tell_of_parked(store, delivery, code, clock.now()),
            alive=lambda: self.heart.pulse(),
            look_pause=look_pause,
        )
        guarded: Any = InterruptedStore(store, faults) if faults.armed else store
        self.bot = Bot(
            store=guarded,
            clock=clock,
            messenger=messenger,
            slow_pool=self._slow,
            wake=lambda: self.heart.wake(),
            send=self._sender.send_now,
            address=address,
            faults=faults,
            lanes=self._lanes,
            hands=threading.Semaphore(HANDS),
            slow_work=self._slow_work(make_book),
        )
        self._projecting = Projecting(store, store.database.url, self._slow)
        self._table = self._jobs(store)
        self.heart = Heart(lambda: self._table.beat(clock.now()), settings.beat_seconds)
        self.health = Health(settings.health_port, self.vitals) if settings.health_port is not None else None
        app = build_app(self.bot, settings, self._listeners)
        self._sockets = SocketHandler(app, settings.app_token, settings.listener_threads, self._lanes.held)

    def _slow_work(self, make_book: BookMaker) -> Mapping[str, Callable[..., None]]:
        """What listeners ask for by name and do not wait for."""
        return {
            "home": lambda caller: home.publish(self.bot, caller),
            "workbook": lambda caller, argument: workbook_work(self.bot, make_book, caller, argument),
            "projection": lambda caller, argument: projection_work(self._projecting, argument, self.bot.now),
        }

    def _jobs(self, store: SqlStore) -> Table:
        """What each heartbeat looks after."""
        return Table(
            jobs(
                self.bot.store,
                store.outbox,
                send_due=self._sender.send_due,
                sweep=self._sweep,
                name=self.bot.name,
                passing=self.bot.faults,
                project=self._projecting,
            )
        )

    def start(self) -> None:
        """Takes up what was left behind, connects, starts the heartbeat, and warms up in the background what is slow to
        load. Whoever had asked for something before gets that before what they ask for from now on."""
        for workspace in self.bot.store.workspaces():
            self._sweep(workspace, left_behind(self.bot.store, workspace.id, None, MOST_LEFT))
        self._sockets.connect()
        self.heart.start()
        if self.health is not None:
            self.health.start()
        threading.Thread(target=self._warm_up, name="warm-up", daemon=True).start()

    def _warm_up(self) -> None:
        """The first sentence should not be the one that waits for the words to be learnt and dateparser to load."""
        from sales.language import Context, vocabulary_of, warm_up

        with self.bot.store.reading(self.workspace.id) as tx:
            process = tx.process
        warm_up(Context(now=self.bot.now, timezone=self.workspace.timezone, process=vocabulary_of(process)))
        self._once_warm()

    def stop(self) -> None:
        """Takes nothing new, finishes what was acknowledged and what is still to be, and only then ends the connection.
        What was not begun comes again, stands in the inbox, or is sent, after the next start. Twice does no harm."""
        self._stopping.set()
        self._sender.stop()
        if self._sockets.client is not None:
            drain(self._sockets.client)
            self._lanes.drain(LAST_WORK)
            hang_up(self._sockets.client)
        self._sockets.close()
        if self.health is not None:
            self.health.stop()
        self.heart.stop()
        for pool in (self._work, self._slow, self._listeners):
            pool.shutdown(wait=True, cancel_futures=True)
        close_chart_child()
        self._sheets.close()
        or_apology(self._let_go, lambda reference: None)

    def _let_go(self) -> None:
        """What was noted and not begun waits for nobody else's patience."""
        for workspace in self.bot.store.workspaces():
            let_go(self.bot.store, workspace.id, self.bot.name, self.bot.now)

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

    def _sweep(self, workspace: Workspace, waiting: list[Heard]) -> None:
        sweep_inbox(self.bot, workspace, waiting, self._stopping.wait)


def _composers(
    store: SqlStore, messenger: Messenger, clock: Clock, make_book: BookMaker, sheets: Child, faults: Faults
) -> Mapping[str, Composer]:
    """The composer of every kind of message we start."""
    all_of_them = {
        **composers(store, messenger, clock),
        **digest_composers(store, messenger, clock, make_book),
        **drill_composers(store, messenger, clock, make_book),
        **fill_composers(store, messenger, clock, SheetsInChild(sheets), faults),
    }
    return minding_leavers(all_of_them, store, messenger, clock)


def _book_maker(store: SqlStore, clock: Clock) -> BookMaker:
    return lambda order, told: forecast_book(store.database.url, order, clock.now(), told)
