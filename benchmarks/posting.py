"""How long everybody's digest takes to be posted under Slack's rate limits, and in which order: the real sender and a
real sandbox that refuses as Slack does, on a clock that only waiting moves. What composing takes is measured
elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

from benchmarks.company import NOW, TEAM_ID, Company
from benchmarks.digests import delivery_for
from benchmarks.measure import Figure
from bot.blocks.kit import Message
from bot.main.demo.command import manifest
from bot.messenger import Messenger
from bot.rate_limit import RateLimit
from bot.recipients import direct_message
from bot.sender import Composed, Sender
from bot.settings import Settings
from sales.delivery import Delivery, DeliveryState
from sandbox.server import Sandbox

BEAT = Settings(bot_token="", app_token="").beat_seconds
HOURS = 4
"""Digests are due at so many different instants, mixed among the people."""
PICTURE = b"\x89PNG" + bytes(40_000)
LONGEST = timedelta(hours=4)
MORNINGS = {"the first time, each direct message opened": 24, "every other morning": 12}
"""Minutes that a thousand may take: Slack opens 50 direct messages a minute, and takes 100 pictures."""


class WaitingClock:
    """Moves by as much as somebody waits, and by a thousandth of a second at least, as real ones do meanwhile."""

    def __init__(self) -> None:
        self._at, self._lock = NOW, threading.Lock()

    def now(self) -> datetime:
        return self._at

    def seconds(self) -> float:
        return self._at.timestamp()

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self._at += timedelta(seconds=max(seconds, 0.001))


def figures_of_posting(firm: Company) -> Iterator[Figure]:
    """Two mornings, each digest with a picture that is uploaded."""
    clock = WaitingClock()
    users = [{"id": p.slack_id, "name": p.slack_id.lower(), "real_name": p.name} for p in firm.people if p.slack_id]
    seed: dict[str, Any] = {"team": {"id": TEAM_ID, "name": "Bench"}, "users": users, "channels": []}
    with Sandbox(seed, manifest(), monotonic=clock.seconds) as sandbox:
        sender = _sender(firm, sandbox, clock)
        for morning, minutes in MORNINGS.items():
            clock.sleep(timedelta(days=1).total_seconds())
            rows = _due(firm, clock.now(), morning)
            begun, seen = clock.now(), len(sandbox.journal.entries())
            while sender.send_due() or any(row.state in UNSETTLED for row in _as_they_are(firm, rows)):
                clock.sleep(BEAT)
                assert clock.now() - begun < LONGEST
            took = (clock.now() - begun).total_seconds() / 60
            sent = [row for row in _as_they_are(firm, rows) if row.state is DeliveryState.SENT]
            refused = sum(entry.get("status") == 429 for entry in sandbox.journal.entries(seen, what="api"))
            what = f"posting {len(rows):,} digests, {morning}"
            yield Figure(what=what, value=took, unit="min", target=minutes * len(rows) / 1_000)
            yield Figure(what=f"{what}: not sent", value=len(rows) - len(sent), unit="", target=0)
            yield Figure(what=f"{what}: before one of an earlier hour", value=_overtaken(sent), unit="", target=0)
            yield Figure(what=f"{what}: calls that Slack put off", value=refused, unit="")


UNSETTLED = (DeliveryState.PENDING, DeliveryState.SENDING)


def _sender(firm: Company, sandbox: Sandbox, clock: WaitingClock) -> Sender:
    messenger = Messenger(sandbox.bot_token, sandbox.api_url, clock.sleep)
    people = {person.id: person for person in firm.people}

    def compose(delivery: Delivery) -> Composed:
        channel = direct_message(messenger, people[int(delivery.recipient)])
        uploaded = messenger.upload("forecast.png", PICTURE, title="Forecast against quota")
        return Composed(channel or "", Message(f"Forecast 2026-Q4 with {uploaded}", ()))

    rate_limit = RateLimit(Settings(bot_token="", app_token="").posts_per_minute, clock.seconds)
    composers = {"digest": compose}
    return Sender(firm.store.outbox, messenger, clock, composers, rate_limit, repeats=frozenset(), sleep=clock.sleep)


def _due(firm: Company, now: datetime, slot: str) -> list[Delivery]:
    hours = [now - timedelta(minutes=n) for n in range(HOURS)]
    with firm.store.writing(firm.workspace.id) as tx:
        rows = [
            tx.deliveries.enqueue(replace(delivery_for(person), slot=slot, due_at=hours[n % HOURS]))
            for n, person in enumerate(firm.people)
        ]
    return [row for row in rows if row is not None]


def _as_they_are(firm: Company, rows: Sequence[Delivery]) -> list[Delivery]:
    with firm.store.reading(firm.workspace.id) as tx:
        return [found for row in rows if (found := tx.deliveries.get(row.id)) is not None]


def _overtaken(sent: Sequence[Delivery]) -> int:
    """How many were posted after one that was due later."""
    hours = [row.due_at for row in sorted(sent, key=lambda row: float(row.ts or 0))]
    return sum(due < latest for due, latest in zip(hours, accumulate(hours, max), strict=True))
