"""The journal of deals for people to read: each change beside the entry that made it, with who, when and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sales.deal import Deal, DealChange, Entry
from sales.people import Person
from sales.process import Process
from sales.usecases.actors import Actor, deal_to_see
from sales.usecases.ports import Store, Tx


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One change and the entry it is part of: the message, form or file it came from."""

    change: DealChange
    entry: Entry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads of changes, and what is needed to put them into words."""

    person: Person
    process: Process
    people: Mapping[int, Person]


@dataclass(frozen=True, slots=True, kw_only=True)
class DealHistory:
    """Everything that ever changed about a deal, the latest first."""

    deal: Deal
    journal_lines: tuple[JournalLine, ...]
    reader: Reader
    as_of: datetime


def deal_history(store: Store, actor: Actor, deal_id: int, now: datetime) -> DealHistory:
    """The history of a deal the actor may see. Raises `NotFound` otherwise."""
    with store.reading(actor.workspace_id) as tx:
        deal = deal_to_see(tx, actor, deal_id)
        found = journal_lines(tx, reversed(tx.deals.history(deal.id)))
        return DealHistory(deal=deal, journal_lines=found, reader=reader_of(tx, actor), as_of=now)


def reader_of(tx: Tx, actor: Actor) -> Reader:
    """The actor as a reader, with the present process and people."""
    return Reader(person=actor.person, process=tx.process, people=tx.people.team().by_id)


def journal_lines(tx: Tx, changes: Iterable[DealChange]) -> tuple[JournalLine, ...]:
    """The changes in their order, each with its entry. One query."""
    chosen = list(changes)
    entries = tx.entries.many({change.entry_id for change in chosen})
    return tuple(JournalLine(change, entries.get(change.entry_id)) for change in chosen)
