"""Somebody who types slash commands to a bot whose Slack is a list: what would be shown is kept in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from benchmarks.company import Company
from benchmarks.measure import Statements, statements
from bot.blocks.kit import Message
from bot.bot import Bot
from bot.clock import SystemClock
from bot.commands import take
from bot.messenger import Messenger
from bot.payloads import Caller, Command
from bot.routes import COMMANDS, MAY_WRITE
from bot.slack_answer import Sent, SlackAnswer
from bot.slow_pool import SlowPool
from sales.people import Person

NUMBERS = count(1)


class Paper(Messenger):
    """Writes down what it is to answer, and sends nothing."""

    def __init__(self) -> None:
        super().__init__("xoxb-nobody", "http://127.0.0.1:9/")
        self.answers: list[Message] = []

    def respond(self, response_url: str, message: Message, *, replace: bool = False) -> SlackAnswer:
        self.answers.append(message)
        return Sent()


class Typist:
    """Types in a company's workspace, and sees which statements an answer takes."""

    def __init__(self, firm: Company, slow: SlowPool) -> None:
        self.firm = firm
        self._paper = Paper()
        self._bot = Bot(
            store=firm.store,
            clock=SystemClock(),
            messenger=self._paper,
            slow_pool=slow,
            wake=lambda: None,
            send=lambda delivery_id: None,
            slow_work={"projection": lambda caller, argument: None},
        )

    def types(self, person: Person, text: str) -> tuple[str, Statements]:
        """Types a slash command; returns the first line of the answer, and what was asked of the database."""
        team = self.firm.workspace.team_id
        name, _, rest = text.partition(" ")
        caller = Caller("", team, person.slack_id or "", team)
        command = Command(caller, name, rest, "C1", f"{next(NUMBERS)}.1", "https://hooks.slack.com/commands/1")
        with statements(self.firm.store.database.engine) as sent:
            take(self._bot, COMMANDS[name], command, lambda: None, writes=name in MAY_WRITE and bool(rest))
        return self._paper.answers[-1].text, sent


@contextmanager
def typist(firm: Company) -> Iterator[Typist]:
    """Somebody at a keyboard, with a pool for what is done after the answer."""
    with SlowPool(1) as slow:
        yield Typist(firm, slow)
