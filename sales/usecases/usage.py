"""Who used the numbers: recorded when numbers are opened, and shown to those whose updates they were made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sales.delivery import Delivery
from sales.firedrill import spent
from sales.people import Person
from sales.period import Period, local_date
from sales.usage import Usage, Use, Way, readers_of, unasked, usage_of_leaders
from sales.usecases.actors import Actor
from sales.usecases.ports import Store, Tx
from sales.workspace import ScheduleKind

SHOWN_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spared:
    """How forecasts were had in a quarter so far: by firedrills that were `held`, in which people `spent` so long, and
    by opening one `without` asking anybody. How many firedrills that avoided nobody can know."""

    period: Period
    held: int
    spent: timedelta
    without: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """What became of a person's updates: how many there were between two digests to somebody above them, as of when
    those were, and who has used the numbers since. For leaders, what leaders made of the numbers in thirty days, and
    how forecasts were had this quarter."""

    updates: int
    as_of: datetime | None
    readers: tuple[Person, ...]
    leaders: tuple[Usage, ...]
    spared: Spared | None = None


def note_use(
    store: Store,
    actor: Actor,
    way: Way,
    subject_id: int,
    period: str,
    now: datetime,
    *,
    channel: str = "",
    ts: str = "",
) -> None:
    """Notes that the actor used numbers; `channel` and `ts` are the message they used them from, if it was one."""
    use = Use(person_id=actor.person.id, way=way, subject_id=subject_id, period=period, at=now)
    with store.reading(actor.workspace_id) as tx:
        if tx.uses.noted(use):
            return
        message = tx.deliveries.by_message(channel, ts) if channel and ts else None
    with store.writing(actor.workspace_id) as tx:
        tx.uses.note(replace(use, delivery_id=message.id if message else None))


def used(tx: Tx, person: Person, now: datetime) -> Used:
    """What became of a person's updates. The forecast that is spoken of is the latest digest anybody above them got."""
    team = tx.people.team()
    leads = person.leads or person.id in team.reports
    period = tx.workspace.calendar.quarter(local_date(now, tx.workspace.timezone))
    begun, _ = period.instants(tx.workspace.timezone)
    all_uses = tx.uses.since(min(begun, now - SHOWN_FOR))
    uses = [use for use in all_uses if use.at > now - SHOWN_FOR]
    digest = _latest_digest(tx, person)
    if digest is None:
        as_of, updates = None, 0
    else:
        as_of = datetime.fromisoformat(str(digest.payload["as_of"]))
        updates = tx.uses.updates(person.id, datetime.fromisoformat(str(digest.payload["since"])), as_of)
    return Used(
        updates=updates,
        as_of=as_of,
        readers=readers_of(person, [use for use in uses if as_of is not None and use.at >= as_of], team),
        leaders=usage_of_leaders(person, uses, team) if leads else (),
        spared=_spared(tx, period, begun, all_uses) if leads else None,
    )


def _spared(tx: Tx, period: Period, begun: datetime, uses: Iterable[Use]) -> Spared:
    return Spared(
        period=period,
        held=tx.drills.held(begun),
        spent=spent(tx.drills.efforts_since(begun)),
        without=unasked((use for use in uses if use.at >= begun), tx.people.team()),
    )


def _latest_digest(tx: Tx, person: Person) -> Delivery | None:
    above = tx.people.team().managers_above(person.id)
    found = tx.deliveries.latest_sent(ScheduleKind.DIGEST.value, [str(manager.id) for manager in above])
    return max(found.values(), key=lambda row: row.due_at, default=None)
