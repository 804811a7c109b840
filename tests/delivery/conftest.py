"""What the tests of delivery stand on: a company with its Slack, and the sender's side of it without any process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.composers import REPEATED, composers
from bot.main.wiring import Running
from bot.messenger import Messenger
from bot.rate_limit import RateLimit
from bot.sender import Composer, Sender
from bot.settings import Settings
from sales.delivery import Delivery, DeliveryState
from sales.usecases.hearing import REPLY
from tests.delivery.company import ROOM, TUESDAY, Company, company
from tests.delivery.processes import ForkServer

UNSETTLED = (DeliveryState.PENDING, DeliveryState.SENDING)


@dataclass
class Desk:
    """A sender at work in a company, on Slack's clock: whoever sleeps moves it."""

    company: Company
    told: list[tuple[str, str]] = field(default_factory=list)

    def sender(self, *, repeats: frozenset[str] = REPEATED, also: Mapping[str, Composer] | None = None) -> Sender:
        """A sender, as each process has one."""
        crashed, clock = self.company, self.company.sandbox.clock
        messenger = self.messenger()
        return Sender(
            crashed.store.outbox,
            messenger,
            clock,
            {**composers(crashed.store, messenger, clock), **(also or {})},
            RateLimit(200, lambda: clock.now().timestamp()),
            repeats=repeats,
            sleep=self.sleep,
            owner=lambda delivery, reason: self.told.append((delivery.key, reason)),
        )

    def messenger(self) -> Messenger:
        """A way to Slack; for a turn that it has to wait for, it lets Slack's clock pass."""
        return Messenger(self.company.sandbox.bot_token, self.company.sandbox.api_url, self.sleep)

    def sleep(self, seconds: float) -> None:
        self.company.sandbox.clock.advance(timedelta(seconds=seconds))

    def enqueue(
        self, slot: str = "1", *, kind: str = REPLY, recipient: str = ROOM, thread_ts: str | None = None
    ) -> Delivery:
        """A message that is due now."""
        payload: dict[str, object] = {"text": f"message {slot}", "blocks": [], "thread_ts": thread_ts}
        now = self.company.sandbox.clock.now()
        with self.company.store.writing(self.company.workspace.id) as tx:
            row = tx.deliveries.enqueue(
                Delivery(kind=kind, recipient=recipient, slot=slot, due_at=now, payload=payload)
            )
        assert row is not None
        return row

    def now(self, row: Delivery) -> Delivery:
        """The row as it is now."""
        with self.company.store.reading(self.company.workspace.id) as tx:
            found = tx.deliveries.get(row.id)
        assert found is not None
        return found

    def settled(self, row: Delivery, sender: Sender, most: int = 40) -> Delivery:
        """Lets time pass, a minute and a second at a time, until the row is settled."""
        for _ in range(most):
            if self.now(row).state not in UNSETTLED:
                break
            self.sleep(61)
            sender.send_due()
        return self.now(row)

    def posts(self, row: Delivery) -> int:
        """How often Slack has posted it."""
        return self.company.posted()[row.key]

    def fault(self, kind: str, **params: Any) -> None:
        """Something goes wrong at Slack's side."""
        self.company.sandbox.fault(kind, **params)


@pytest.fixture(scope="session")
def fork_server() -> Iterator[ForkServer]:
    """Where bot processes come from. It takes seconds to be ready, and serves all tests."""
    made = ForkServer()
    yield made
    made.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on a Tuesday morning."""
    with company(tmp_path) as crashed:
        crashed.begin(TUESDAY)
        yield Desk(crashed)


@pytest.fixture
def office(desk: Desk) -> Iterator[tuple[Company, Running]]:
    """The company with its whole bot in this process, connected; it beats once and then only when woken."""
    crashed, sandbox = desk.company, desk.company.sandbox
    crashed.days.clear()  # nudges are not what is looked at here
    settings = Settings(
        bot_token=sandbox.bot_token,
        app_token=sandbox.app_token,
        database=crashed.url,
        slack_api=sandbox.api_url,
        beat_seconds=300,
        health_port=0,
    )
    running = Running(settings, crashed.store, sandbox.clock, look_pause=0.1)
    running.start()
    yield crashed, running
    running.stop()
