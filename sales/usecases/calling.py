"""Calls: a person's own number for a period, submitted, taken back, and due. What a sentence means is `calls_said`'s
business, how near earlier ones came `call_accuracy`'s."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from sales.calls import (
    LONGEST_NOTE,
    Call,
    Outcome,
    checked,
    counting,
    is_current,
    is_late,
    mean_accuracy,
    next_due,
    of_period,
)
from sales.delivery import Delivery
from sales.errors import Invalid, NotFound
from sales.forecast import BEST_CASE, COMMIT, Rollup
from sales.money import Money
from sales.people import Person
from sales.period import Period, local_date
from sales.process import ForecastCategory
from sales.usecases.actors import Actor
from sales.usecases.call_accuracy import outcomes
from sales.usecases.changing import Saved
from sales.usecases.forecasts import report_for
from sales.usecases.ports import Store, Tx

SAME_CALL = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallForm:
    """What the form begins with: the last call, else the roll-up; None where that lacks an amount without a rate.
    `due` is the next due moment, on the person's clock; `accuracy` the mean of their earlier calls, of `periods`
    periods; `earlier` are these, oldest first."""

    person: Person
    period: Period
    commit: Money | None
    best_case: Money | None
    rolled: Rollup
    previous: Call | None
    due: datetime | None
    accuracy: Decimal | None
    periods: int
    as_of: datetime
    earlier: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallMade:
    """A call that was saved, the one before it, and what the deals said at that moment. `saved` is what else the same
    sentence asked for."""

    person: Person
    call: Call
    previous: Call | None
    rolled: Rollup
    saved: Saved | None = None


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A call that was undone, and the earlier one that counts again. `echo` is the message in which it was told."""

    undone: Call
    again: Call | None
    echo: Delivery | None = None


def call_form(store: Store, actor: Actor, period: str, now: datetime) -> CallForm:
    """The actor's call for a period by name. Raises `Invalid` for an unknown period."""
    with store.reading(actor.workspace_id) as tx:
        named = period_to_call(tx, period, now)
        rolled = report_for(tx, actor.person, now, period=named).report.line.rolled
        previous = counting_of(tx, actor.person, named)
        earlier = outcomes(tx, actor.person, now)
        ratio, count = mean_accuracy(earlier)
        return CallForm(
            person=actor.person,
            period=named,
            commit=_proposed(previous.commit if previous else None, rolled, COMMIT),
            best_case=_proposed(previous.best_case if previous else None, rolled, BEST_CASE),
            rolled=rolled,
            previous=previous,
            due=next_due(tx.workspace.call_weekday, now, actor.person.timezone),
            accuracy=ratio,
            periods=count,
            as_of=now,
            earlier=earlier,
        )


def _proposed(called: Money | None, rolled: Rollup, categories: frozenset[ForecastCategory]) -> Money | None:
    """What the form begins with; nothing in the place of a sum that lacks something."""
    if called is not None:
        return called
    return None if rolled.lacking(categories) else rolled.of(categories)


def period_to_call(tx: Tx, name: str, now: datetime) -> Period:
    """The period of that name. Raises `Invalid` for an unknown one, and for one that nobody calls: a stretch of days
    that is no month, quarter or year of the team's calendar."""
    calendar = tx.workspace.calendar
    named = calendar.named(name, local_date(now, tx.workspace.timezone))
    known = calendar.known(named.start, named.end)
    if known is None:
        raise Invalid("Calls are for a month, a quarter or a year. Try: commit 450k for next quarter.")
    return known


def counting_of(tx: Tx, person: Person, period: Period) -> Call | None:
    """The person's call that counts for a period."""
    return counting(of_period(tx.calls.of_person(person.id), period))


def submit_call(
    store: Store,
    actor: Actor,
    period: str,
    commit: Money | None,
    best_case: Money | None,
    note: str,
    now: datetime,
) -> CallMade:
    """Saves the actor's call for a period by name. Raises `Invalid`, at the field, for one that cannot be."""
    with store.writing(actor.workspace_id) as tx:
        return submit_in(tx, actor, period_to_call(tx, period, now), commit, best_case, note, now)


def submit_in(
    tx: Tx, actor: Actor, period: Period, commit: Money | None, best_case: Money | None, note: str, now: datetime
) -> CallMade:
    """The same, within a transaction of the caller's."""
    checked(commit, best_case)
    said = " ".join(note.split())
    if len(said) > LONGEST_NOTE:
        raise Invalid(f"Keep the note under {LONGEST_NOTE} characters.", field="note")
    workspace, person = tx.workspace, actor.person
    previous = counting_of(tx, person, period)
    rolled = report_for(tx, person, now, period=period).report.line.rolled
    if previous is not None and now - previous.at < SAME_CALL:
        same = (previous.commit, previous.best_case, previous.note) == (commit, best_case, said)
        if same:  # the same form or message once more: nothing new was said
            return CallMade(person=person, call=previous, previous=None, rolled=rolled)
    zones = person.timezone, workspace.timezone
    call = Call(
        person_id=person.id,
        period=period,
        commit=commit,
        best_case=best_case,
        note=said,
        at=now,
        late=is_late(now, previous, period, workspace.call_weekday, *zones, since=workspace.served_since),
    )
    saved = replace(call, id=tx.calls.add(call))
    return CallMade(person=person, call=saved, previous=previous, rolled=rolled)


def take_back(store: Store, actor: Actor, call_id: int, now: datetime) -> TakenBack:
    """Undoes the actor's latest call for a period: the one before it counts again, or none does. Nothing is deleted.
    Raises `NotFound` for a call that is not theirs or not the latest."""
    with store.writing(actor.workspace_id) as tx:
        return take_back_in(tx, actor, call_id, now)


def take_back_in(tx: Tx, actor: Actor, call_id: int, now: datetime) -> TakenBack:
    """The same, within a transaction of the caller's."""
    mine = tx.calls.of_person(actor.person.id)
    call = next((one for one in mine if one.id == call_id), None)
    if call is None or call != counting(of_period(mine, call.period)):
        raise NotFound("That call does not count any more, so there is nothing to take back.")
    tx.calls.add(replace(call, id=0, commit=None, best_case=None, note="", at=now, late=False))
    return TakenBack(call, counting_of(tx, actor.person, call.period))


@dataclass(frozen=True, slots=True)
class CallDue:
    """A call that a person has still to make, and by when."""

    period: Period
    due: datetime


def call_is_due(tx: Tx, person: Person, now: datetime) -> CallDue | None:
    """The call for the present quarter, if it is due today or before the person's next working day and they have not
    called since the last one was due; None if they have nothing to call about."""
    workspace = tx.workspace
    due = next_due(workspace.call_weekday, now, person.timezone)
    if due is None or not _before_next_working_day(person, now, due):
        return None
    period = workspace.calendar.quarter(local_date(now, workspace.timezone))
    if is_current(counting_of(tx, person, period), due):
        return None
    has_numbers = person.id in tx.people.quotas(period) or tx.deals.open_of([person.id])
    return CallDue(period, due) if has_numbers or person.id in tx.people.team().reports else None


def _before_next_working_day(person: Person, now: datetime, due: datetime) -> bool:
    """Whether no working day lies between today and the day of `due`: then today's reminder is the last."""
    today, day = local_date(now, person.timezone), local_date(due, person.timezone)
    return person.work_calendar.working_days(today, day) == 0
