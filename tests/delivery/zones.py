"""A team in New York, London and Sydney whose weeks pass as fast as the machine allows: heartbeats on a clock that is
set, by one process or several, stopped and started at will."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from multiprocessing.connection import Connection
from typing import Any
from zoneinfo import ZoneInfo

from bot.blocks.kit import Message
from bot.bot import no_fault
from bot.main.demo.command import manifest
from bot.messenger import Messenger
from bot.rate_limit import RateLimit
from bot.recipients import direct_message
from bot.sender import Composed, Sender
from sales.deal import Deal, Entry, Via
from sales.delivery import Delivery
from sales.money import Money
from sales.people import Person, Role
from sales.revising import opened
from sales.usecases.scheduling import DIGEST, NUDGE
from sales.workspace import Schedule, ScheduleKind, Workspace
from sandbox.server import Sandbox
from schedules.jobs import jobs
from schedules.table import Table
from storage.engine import create_store
from storage.process_file import load_process
from storage.sql import SqlStore

ZONES = ("America/New_York", "Europe/London", "Australia/Sydney")
STEP = timedelta(minutes=30)
EVERY_DAY = frozenset(range(7))
ODD_HOURS = {"America/New_York": time(2, 30), "Europe/London": time(1, 30), "Australia/Sydney": time(2, 30)}
"""When clocks in each zone show something twice, or never, on the days they are changed."""


@dataclass(frozen=True)
class Expectation:
    """A slot that must be served: the key of its delivery and the instant it is due."""

    key: str
    due_at: datetime


class FixedClock:
    """A clock that shows what it was set to."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


class Worker:
    """What one process runs at each beat, but for the socket: the real table of jobs, plan and sender."""

    def __init__(self, store: SqlStore, token: str, api_url: str, began: datetime) -> None:
        self._clock = FixedClock(began)
        messenger = Messenger(token, api_url)

        def compose(delivery: Delivery) -> Composed:
            with store.reading(delivery.workspace_id) as tx:
                person = tx.people.team()[int(delivery.recipient)]
            channel = direct_message(messenger, person)
            assert channel is not None
            return Composed(channel, Message(f"{delivery.kind} of {delivery.slot}", ()))

        rate_limit = RateLimit(2000, lambda: self._clock.at.timestamp())
        composers = {DIGEST: compose, NUDGE: compose}
        sender = Sender(
            store.outbox,
            messenger,
            self._clock,
            composers,
            rate_limit,
            repeats=frozenset({NUDGE}),
            sleep=lambda seconds: None,
        )
        self.jobs = jobs(
            store, store.outbox, send_due=sender.send_due, sweep=lambda workspace, heard: 0, passing=no_fault
        )
        self._table = Table(self.jobs)

    def beat(self, now: datetime) -> list[str]:
        """One heartbeat at `now`; the names of the jobs that failed."""
        self._clock.at = now
        return self._table.beat(now)


@dataclass
class Weeks:
    """The team, its Slack and its database."""

    url: str
    store: SqlStore
    sandbox: Sandbox
    workspace: Workspace
    people: list[Person]
    schedules: list[Schedule]

    def worker(self, store: SqlStore | None = None) -> Worker:
        return Worker(store or self.store, self.sandbox.bot_token, self.sandbox.api_url, self.sandbox.clock.now())

    def beats(self, days: int) -> Iterator[datetime]:
        """An instant every half hour from now on, and Slack's clock with it."""
        now = self.sandbox.clock.now().replace(minute=5, second=0, microsecond=0) + STEP
        for _ in range(int(timedelta(days=days) / STEP)):
            yield self.sandbox.clock.set(now)
            now += STEP

    def expected(self, after: datetime, until: datetime) -> list[Expectation]:
        """Every slot in (after, until], by plain arithmetic on each person's own calendar."""
        zones = {person.id: ZoneInfo(person.timezone) for person in self.people}
        found: list[Expectation] = []
        for schedule in self.schedules:
            day = after.date() - timedelta(days=2)
            while day <= until.date() + timedelta(days=2):
                due_at = datetime.combine(day, schedule.at, zones[schedule.person_id]).astimezone(UTC)
                if day.weekday() in schedule.weekdays and after < due_at <= until:
                    key = f"{self.workspace.id}/{schedule.kind.value}/{schedule.person_id}/{day}"
                    found.append(Expectation(key, due_at))
                day += timedelta(days=1)
        return found

    def posted(self) -> dict[str, list[datetime]]:
        """When Slack posted what: the instants of each delivery's key."""
        found: dict[str, list[datetime]] = {}
        for call in self.sandbox.journal.calls("chat.postMessage"):
            if call["ok"]:
                key = call["args"]["metadata"]["event_payload"]["delivery"]
                found.setdefault(key, []).append(datetime.fromtimestamp(float(call["result"]["ts"]), UTC))
        return found


@contextmanager
def weeks(url: str, first: date) -> Iterator[Weeks]:
    """Three managers with digests and three reps with nudges, one of each in each zone at ordinary hours on weekdays;
    and the same again every day at the odd hours. The database at `url` must have its tables and no rows."""
    start = datetime.combine(first, time(0, 5), UTC)
    with closing(create_store(url)) as store:
        workspace, people, schedules = _furnish(store, start)
        with Sandbox(_seed(people, start), manifest(), rate_limits=False) as sandbox:
            yield Weeks(url, store, sandbox, workspace, people, schedules)


def _furnish(store: SqlStore, start: datetime) -> tuple[Workspace, list[Person], list[Schedule]]:
    process = load_process()
    workspace = store.add_workspace(Workspace(team_id="T0WORLD", name="World", served_since=start), process)
    people: list[Person] = []
    schedules: list[Schedule] = []
    before = start - timedelta(days=30)
    with store.writing(workspace.id) as tx:
        for kind, role in ((ScheduleKind.DIGEST, Role.MANAGER), (ScheduleKind.NUDGE, Role.REP)):
            for zone in ZONES:
                for odd in (False, True):
                    name = f"{role.value} {zone.partition('/')[2]}{' odd' if odd else ''}"
                    new = Person(id=0, name=name, role=role, timezone=zone, slack_id=f"U0{len(people):03}")
                    person = tx.people.save(new)
                    people.append(person)
                    at = ODD_HOURS[zone] if odd else time(8)
                    weekdays = EVERY_DAY if odd else frozenset(range(5))
                    schedule = Schedule(person_id=person.id, kind=kind, at=at, weekdays=weekdays)
                    tx.people.save_schedule(schedule)
                    schedules.append(schedule)
                    if role is Role.REP:
                        entry = tx.entries.add(Entry(by=person.id, at=before, via=Via.COMMAND))
                        draft = Deal(
                            name=f"Deal of {name}",
                            owner_id=person.id,
                            stage="discovery",
                            amount=Money(100_000),
                            close_date=before.date(),
                            created_at=before,
                            stage_since=before,
                        )
                        tx.deals.add(opened(draft, entry, process), entry)
                    off = {k for k in ScheduleKind if k is not kind}
                    for other in off:
                        tx.people.save_schedule(Schedule(person_id=person.id, kind=other, at=time(8), enabled=False))
    return workspace, people, schedules


def _seed(people: list[Person], start: datetime) -> dict[str, Any]:
    users = [{"id": p.slack_id, "name": p.name.replace(" ", "."), "real_name": p.name} for p in people]
    return {"team": {"id": "T0WORLD", "name": "World"}, "users": users, "channels": [], "start": start.isoformat()}


def serve(url: str, token: str, api_url: str, began: datetime, asked: Connection) -> None:
    """One process, until it is killed: a beat for each instant that it is sent; the names of the jobs that failed are
    sent back."""
    with closing(create_store(url)) as store:
        worker = Worker(store, token, api_url, began)
        asked.send([])
        while True:
            asked.send(list(worker.beat(asked.recv())))
