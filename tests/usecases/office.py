"""A store with a team and two deals, for tests of undo: who says what, what is taken back, what should stand then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sales.deal import Deal, Field, Value, Via, value_of
from sales.money import Money
from sales.people import Person
from sales.process import Process
from sales.usecases.actors import Actor
from sales.usecases.advancing import change
from sales.usecases.changing import Saved, Wish
from sales.usecases.undo import Undone, undo
from storage.engine import create_store
from storage.process_file import load_process
from storage.sql import SqlStore
from tests.conftest import by_first_name, furnish

START = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


@dataclass
class Said:
    """One entry of the model: what it said of which deal, and whether it still counts."""

    entry_id: int
    who: str
    deal: int
    fields: dict[Field, Value]
    logged: bool
    counts: bool = True


@dataclass
class Office:
    """A store with a team, two deals of Dana's, and what has been said of them."""

    store: SqlStore
    workspace: int
    team: dict[str, Person]
    process: Process
    now: datetime = START
    deals: list[int] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    origin: dict[int, Deal] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        return Actor(self.workspace, self.team[name])

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def does(self, who: str, wish: Wish) -> Saved:
        return change(self.store, self.actor(who), wish, Via.MESSAGE, self.tick())

    def takes_back(self, who: str, entry_id: int) -> Undone:
        return undo(self.store, self.actor(who), self.tick(), entry_id=entry_id)

    def deal(self, deal_id: int) -> Deal:
        with self.store.reading(self.workspace) as tx:
            found = tx.deals.get(deal_id, even_deleted=True)
        assert found is not None
        return found

    def notes(self, deal_id: int) -> int:
        with self.store.reading(self.workspace) as tx:
            return len(tx.activities.of_deal(deal_id, limit=100))

    def expected(self, deal_id: int, what: Field) -> Value:
        """What the latest entry that still counts made of the field; what it was in the beginning, if none does."""
        counting = [s.fields[what] for s in self.said if s.counts and s.deal == deal_id and what in s.fields]
        return counting[-1] if counting else value_of(self.origin[deal_id], what)


@contextmanager
def opened_office(deals: int = 2) -> Iterator[Office]:
    store, process = create_store("sqlite://"), load_process()
    try:
        workspace = furnish(store, process)
        with store.reading(workspace.id) as tx:
            team = by_first_name(tx.people.team())
        office = Office(store, workspace.id, team, process)
        for name in ("Acme", "Globex")[:deals]:
            facts: dict[Field, Value] = {Field.NAME: name, Field.AMOUNT: Money(4_000_000)}
            made = office.does("Dana", Wish(fields=facts, account=name)).deals[0].after
            office.deals.append(made.id)
            office.origin[made.id] = made
        yield office
    finally:
        store.close()


def plain(deal: Deal) -> dict[str, object]:
    return {name: getattr(deal, name) for name in Deal.__dataclass_fields__}
