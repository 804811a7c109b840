"""Somebody who types slash commands to a bot whose Slack is out of reach: the answers travel in the ack."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count

from benchmarks.company import Company
from benchmarks.measure import Statements, statements
from bot.bot import Bot
from bot.clock import SystemClock
from bot.dispatch import serve
from bot.messenger import Messenger
from bot.payloads import Caller, Command
from bot.routes import COMMANDS
from sales.people import Person

NUMBERS = count(1)


class Typist:
    """Types in a company's workspace, and sees which statements an answer takes."""

    def __init__(self, firm: Company, slow: ThreadPoolExecutor) -> None:
        self.firm = firm
        self._bot = Bot(
            store=firm.store,
            clock=SystemClock(),
            messenger=Messenger("xoxb-nobody", "http://127.0.0.1:9/"),
            slow=slow,
            wake=lambda: None,
            send=lambda delivery_id: None,
            slow_work={"projection": lambda caller, argument: None},
        )

    def types(self, person: Person, text: str) -> tuple[str, Statements]:
        """Types a slash command; returns the first line of the answer, and what was asked of the database."""
        team = self.firm.workspace.team_id
        name, _, rest = text.partition(" ")
        command = Command(Caller("", team, person.slack_id or "", team), name, rest, "C1", f"{next(NUMBERS)}.1", "")
        acks: list[dict[str, object]] = []
        with statements(self.firm.store.database.engine) as sent:
            serve(self._bot, COMMANDS[name], command, lambda **answered: acks.append(answered))
        return str(acks[0].get("text", "")), sent


@contextmanager
def typist(firm: Company) -> Iterator[Typist]:
    """Somebody at a keyboard, with a pool for what is done after the answer."""
    with ThreadPoolExecutor(1) as slow:
        yield Typist(firm, slow)
