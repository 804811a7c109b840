"""A rep's conversation with the bot, on a store in memory: what is said, what is answered, what stands afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

import pytest

from sales.activity import Activity
from sales.deal import Deal, Via
from sales.people import Person
from sales.usecases.actors import Actor
from sales.usecases.answers import written
from sales.usecases.names import Names
from sales.usecases.ports import Heard
from sales.usecases.reading import Said
from sales.usecases.say import Asked, Reply, say
from sales.workspace import Workspace
from storage.sql import SqlStore


class Talk:
    """A rep's direct message with the bot, a minute between two sentences."""

    def __init__(self, store: SqlStore, workspace: Workspace, person: Person, now: datetime) -> None:
        self.store, self.actor, self.names = store, Actor(workspace.id, person), Names()
        self.now, self._ts = now, count(1)

    def says(self, text: str, *, channel: str = "D1", thread: str | None = None, addressed: bool = True) -> Reply:
        self.now += timedelta(minutes=1)
        ts = f"{next(self._ts)}.000000"
        heard = Heard(f"{channel}:{ts}", channel, ts, self.actor.person.slack_id or "", text, thread, self.now)
        return self._said(Said(heard=heard, via=Via.MESSAGE, addressed=addressed))

    def answers(self, asked: Reply, number: int) -> Reply:
        """Presses the button with that number under a question."""
        assert isinstance(asked, Asked)
        assert asked.question is not None
        with self.store.reading(self.actor.workspace_id) as tx:
            heard = tx.inbox.get(asked.key)
        assert heard is not None
        key = f"{asked.question.intent}.{asked.question.about}"
        answers = {**asked.answers, key: written(asked.question.choices[number].value)}
        return self._said(Said(heard=heard, via=Via.MESSAGE, answers=answers))

    def _said(self, said: Said) -> Reply:
        return say(self.store, self.names, self.actor, said, self.now)

    def deal(self, name: str) -> Deal:
        with self.store.reading(self.actor.workspace_id) as tx:
            [found] = [known.id for known in tx.deals.names()[1] or () if known.name == name]
            deal = tx.deals.get(found)
        assert deal is not None
        return deal

    def logged(self, name: str) -> list[Activity]:
        deal = self.deal(name)
        with self.store.reading(self.actor.workspace_id) as tx:
            return tx.activities.of_deal(deal.id)


@pytest.fixture
def talk(store: SqlStore, workspace: Workspace, team: dict[str, Person], now: datetime) -> Talk:
    """Dana's, who has three deals: Acme, Hooli and Globex."""
    found = Talk(store, workspace, team["Dana"], now)
    for name in ("Acme", "Hooli", "Globex"):
        found.says(f"new deal: {name}, 40k")
    return found
