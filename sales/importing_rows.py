"""What one imported row means for a deal: the deal it begins, as if it had been followed all along, or the changes it
makes to one that is there. Pure; who owns it and which account it belongs to is decided before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from difflib import get_close_matches

from sales.deal import Deal, DealChange, Entry, Field, Value, Via, value_of, write_value
from sales.importing import ImportedDeal, plain_words
from sales.period import local_date, zone
from sales.process import Outcome, Process, Stage
from sales.revising import Revision, opened, revised

START_OF_WORK = time(9)
END_OF_WORK = time(17)
_ALIKE = 0.85

History = Callable[[int], Sequence[DealChange]]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a row belongs: ids of owner and account, and the stage."""

    owner_id: int
    account_id: int | None
    stage: Stage


@dataclass(frozen=True, slots=True)
class Taken:
    """What a row comes to. `kept` counts the fields in which the file differs from what a person said here."""

    revision: Revision
    entry: Entry
    kept: int = 0


def stage_meant(row: ImportedDeal, process: Process) -> Stage:
    """The stage of the process that the row means: Won or Lost if the row has ended, else by name, alias, or a name
    that is nearly the same; the first for a row without one. Raises `NotFound`, listing the stages."""
    if row.outcome is Outcome.WON:
        return process.won
    if row.outcome is Outcome.LOST:
        return process.lost
    if not row.stage:
        return process.first
    names = {plain_words(said): stage for stage in process.stages for said in (*stage.aliases, stage.key, stage.name)}
    wanted = plain_words(row.stage)
    if wanted not in names:
        alike = {names[name].key for name in get_close_matches(wanted, names, n=3, cutoff=_ALIKE)}
        if len(alike) == 1 and (stage := process.stage(alike.pop())).is_open:
            return stage
    return names.get(wanted) or process.stage(row.stage)


def new_deal(row: ImportedDeal, placed: Placed, process: Process, timezone: str, now: datetime) -> Taken:
    """The deal as if it had been followed all along: created at 09:00 of its day in its stage, or, if it has ended, in
    the first stage and then won or lost at 17:00 of that day, in `timezone`. A deal that is said to be created after
    it ended began when it ended; nothing lies after `now`. Untouched. Raises `Invalid`, naming the field."""
    ended_on = _ended_on(row, placed.stage)
    ended = now if ended_on is None else min(_at(ended_on, END_OF_WORK, timezone), now)
    days = [day for day in (row.created_on, ended_on) if day is not None]
    created = min(_at(min(days), START_OF_WORK, timezone), ended) if days else now
    start = placed.stage if placed.stage.is_open else process.first
    draft = Deal(
        name=row.name,
        account_id=placed.account_id,
        account=row.account,
        owner_id=placed.owner_id,
        stage=start.key,
        amount=row.amount,
        close_date=row.close_date or ended_on,
        next_step=row.next_step,
        next_step_on=row.next_step_on,
        source=row.source or None,
        created_at=created,
        stage_since=created,
        external_id=row.external_id,
    )
    entry = Entry(by=None, at=created, via=Via.IMPORT, text=f"{row.path}, line {row.line}")
    begun = opened(draft, entry, process)
    if placed.stage.is_open:
        return Taken(begun, entry)
    wishes = _ending(row, placed.stage, ended_on)
    ending = revised(begun.deal, wishes, replace(entry, at=ended), process, today=local_date(ended, timezone))
    return Taken(Revision(ending.deal, (*begun.changes, *ending.changes)), entry)


def revised_deal(
    deal: Deal, row: ImportedDeal, placed: Placed, process: Process, timezone: str, now: datetime, history: History
) -> Taken:
    """The changes at `now` that make `deal` what the row says. An empty cell says nothing. A field that a person has
    changed here keeps its value, and is counted. Raises `Invalid`, naming the field."""
    entry = Entry(by=None, at=now, via=Via.IMPORT, text=f"{row.path}, line {row.line}")
    wishes: dict[Field, Value] = {
        Field.NAME: " ".join(row.name.split()),
        Field.ACCOUNT: placed.account_id,
        Field.AMOUNT: row.amount,
        Field.CLOSE_DATE: row.close_date,
        Field.NEXT_STEP: row.next_step,
        Field.NEXT_STEP_ON: row.next_step_on,
        Field.SOURCE: row.source,
    }
    if row.owner:
        wishes[Field.OWNER] = placed.owner_id
    if row.stage or row.outcome is not None:
        wishes |= _ending(row, placed.stage, _ended_on(row, placed.stage))
    wishes = {
        field: value for field, value in wishes.items() if value not in (None, "") and _differs(deal, field, value)
    }
    said_here = {change.field for change in history(deal.id) if change.by is not None} if wishes else set()
    kept = said_here & wishes.keys()
    wishes = {field: value for field, value in wishes.items() if field not in kept}
    if Field.STAGE in kept:
        wishes.pop(Field.CLOSED_ON, None)
    today = local_date(now, timezone)
    revision = revised(deal, wishes, entry, process, today=today) if wishes else Revision(deal, ())
    if Field.ACCOUNT in wishes:
        revision = Revision(replace(revision.deal, account=row.account), revision.changes)
    return Taken(revision, entry, len(kept))


def _ended_on(row: ImportedDeal, stage: Stage) -> date | None:
    return None if stage.is_open else row.closed_on or row.close_date


def _ending(row: ImportedDeal, stage: Stage, ended_on: date | None) -> dict[Field, Value]:
    wishes: dict[Field, Value] = {Field.STAGE: stage.key}
    if not stage.is_open:
        wishes[Field.CLOSED_ON] = ended_on
    if stage.outcome is Outcome.LOST:
        wishes[Field.LOST_REASON] = row.lost_reason or None
    return wishes


def _differs(deal: Deal, field: Field, value: Value) -> bool:
    return write_value(value_of(deal, field)) != write_value(value)


def _at(day: date, hour: time, timezone: str) -> datetime:
    return datetime.combine(day, hour, zone(timezone))
