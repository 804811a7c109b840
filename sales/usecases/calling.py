"""Calls: a person's own number for a period, by form or by sentence, and how near their earlier ones came."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from sales.calls import LONGEST_NOTE, Call, Outcome, checked, counting, is_current, is_late, mean_accuracy, next_due
from sales.errors import Invalid, NotFound
from sales.forecast import Rollup
from sales.language import NameIndex
from sales.language.understanding import Intent, IntentKind, Understanding
from sales.money import Money
from sales.people import Person
from sales.period import Period, local_date
from sales.usecases.actors import Actor
from sales.usecases.answers import read, written
from sales.usecases.changing import Saved
from sales.usecases.forecasts import report_for
from sales.usecases.ports import Store, Tx

SAME_CALL = timedelta(minutes=10)
COACHED_AFTER = timedelta(days=7)
"""How long a period must be over before those above see how near its call came: the person has seen it by then."""
PERIODS_BACK = 4
"""Accuracy is that of the last four periods with a call: older ones say little of how somebody calls today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallForm:
    """What the form begins with: the last call, else the roll-up. `due` is the next due moment, on the person's clock;
    `accuracy` the mean of their earlier calls, of `periods` periods; `earlier` are these, oldest first."""

    person: Person
    period: Period
    commit: Money
    best_case: Money
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
    """A call that was undone, and the earlier one that counts again."""

    undone: Call
    again: Call | None


def call_form(store: Store, actor: Actor, period: str, now: datetime) -> CallForm:
    """The actor's call for a period by name. Raises `Invalid` for an unknown period."""
    with store.reading(actor.workspace_id) as tx:
        named = _named(tx, period, now)
        rolled = report_for(tx, actor.person, now, period=named).report.line.rolled
        previous = _counting(tx, actor.person, named)
        earlier = outcomes(tx, actor.person, now)
        ratio, count = mean_accuracy(earlier)
        return CallForm(
            person=actor.person,
            period=named,
            commit=rolled.commit if previous is None or previous.commit is None else previous.commit,
            best_case=rolled.best_case if previous is None or previous.best_case is None else previous.best_case,
            rolled=rolled,
            previous=previous,
            due=next_due(tx.workspace.call_weekday, now, actor.person.timezone),
            accuracy=ratio,
            periods=count,
            as_of=now,
            earlier=earlier,
        )


def _named(tx: Tx, period: str, now: datetime) -> Period:
    return tx.workspace.calendar.named(period, local_date(now, tx.workspace.timezone))


def _of(calls: Iterable[Call], period: Period) -> list[Call]:
    return [call for call in calls if (call.period.start, call.period.end) == (period.start, period.end)]


def _counting(tx: Tx, person: Person, period: Period) -> Call | None:
    """The person's call that counts for a period."""
    return counting(_of(tx.calls.of_person(person.id), period))


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
        return submit_in(tx, actor, _named(tx, period, now), commit, best_case, note, now)


def submit_in(
    tx: Tx, actor: Actor, period: Period, commit: Money | None, best_case: Money | None, note: str, now: datetime
) -> CallMade:
    """The same, within a transaction of the caller's."""
    checked(commit, best_case)
    said = " ".join(note.split())
    if len(said) > LONGEST_NOTE:
        raise Invalid(f"Keep the note under {LONGEST_NOTE} characters.", field="note")
    workspace, person = tx.workspace, actor.person
    previous = _counting(tx, person, period)
    rolled = report_for(tx, person, now, period=period).report.line.rolled
    if previous is not None and now - previous.at < SAME_CALL:
        same = (previous.commit, previous.best_case, previous.note) == (commit, best_case, said)
        if same:  # the same form or message once more: nothing new was said
            return CallMade(person=person, call=previous, previous=None, rolled=rolled)
    call = Call(
        person_id=person.id,
        period=period,
        commit=commit,
        best_case=best_case,
        note=said,
        at=now,
        late=is_late(now, previous, period, workspace.call_weekday, person.timezone, workspace.timezone),
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
    if call is None or call != counting(_of(mine, call.period)):
        raise NotFound("That call does not count any more, so there is nothing to take back.")
    tx.calls.add(replace(call, id=0, commit=None, best_case=None, note="", at=now, late=False))
    return TakenBack(call, _counting(tx, actor.person, call.period))


def last_said(tx: Tx, actor: Actor, since: datetime | None, now: datetime) -> Call | None:
    """The actor's latest call, if it is what they last told us: made after `since` and within the last day."""
    mine = tx.calls.of_person(actor.person.id)
    call = mine[-1] if mine else None
    if call is None or call.is_taken_back or now - call.at > timedelta(days=1):
        return None
    return call if since is None or call.at > since else None


def outcomes_for_coach(tx: Tx, person: Person, now: datetime) -> tuple[Outcome, ...]:
    """The same as those above the person see it, a week after the person can."""
    zone = tx.workspace.timezone
    seen = outcomes(tx, person, now)
    return tuple(one for one in seen if one.call.period.instants(zone)[1] <= now - COACHED_AFTER)


def outcomes(tx: Tx, person: Person, now: datetime) -> tuple[Outcome, ...]:
    """The person's calls against what was closed, by them and everybody below, in the last periods that are over,
    oldest first: for each the last call made within it. Only commits are measured; a period without one has none."""
    workspace = tx.workspace
    rates = workspace.exchange()
    made = tx.calls.of_person(person.id)
    over = {call.period for call in made if call.period.instants(workspace.timezone)[1] <= now}
    found = []
    for period in sorted(over, key=lambda period: period.end)[-PERIODS_BACK:]:
        end = period.instants(workspace.timezone)[1]
        call = counting([call for call in _of(made, period) if call.at < end])
        commit = rates.try_convert(call.commit) if call else None
        if call is not None and commit is not None:
            actual = report_for(tx, person, now, period=period).report.line.rolled.closed
            found.append(Outcome(call, commit, actual))
    return tuple(found)


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
    if is_current(_counting(tx, person, period), due):
        return None
    has_numbers = person.id in tx.people.quotas(period) or tx.deals.open_of([person.id])
    return CallDue(period, due) if has_numbers or person.id in tx.people.team().reports else None


def _before_next_working_day(person: Person, now: datetime, due: datetime) -> bool:
    """Whether no working day lies between today and the day of `due`: then today's reminder is the last."""
    today, day = local_date(now, person.timezone), local_date(due, person.timezone)
    return person.work_calendar.working_days(today, day) == 0


_BEST_SAID = re.compile(r"\b(?:best(?:[- ]case)?|upside|stretch)\b\D{0,12}(\d+(?:[.,]\d+)?)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def with_same_scale(understanding: Understanding, answers: Mapping[str, str], text: str) -> Mapping[str, str]:
    """Answers, with the best case added where the commit's scale was asked for and answered: whoever means 450k by 450
    means 600k by 600, in the same breath. Anything less clear is left to be asked."""
    for number, intent in enumerate(understanding.intents):
        asked, other = f"{number}.commit", f"{number}.best_case"
        if intent.kind is not IntentKind.SUBMIT_CALL or "best_case" not in intent.missing:
            continue
        if asked not in answers or other in answers:
            continue
        commit = read(answers[asked], NameIndex(()))
        best, first = _BEST_SAID.search(text), _NUMBER.search(text)
        if isinstance(commit, Money) and best and first and first.start() < best.start(1):
            scale = commit.major / Decimal(first[0].replace(",", "."))
            amount = Money.of(Decimal(best[1].replace(",", ".")) * scale, commit.currency)
            return {**answers, other: written(amount)}
    return answers


def call_said(tx: Tx, actor: Actor, intent: Intent, now: datetime) -> CallMade:
    """The call that a sentence makes. What it does not name stays as it was called before; a best case that was below
    the new commit goes."""
    period = _said_period(tx, intent, now)
    previous = _counting(tx, actor.person, period)
    commit, best_case = (
        value if isinstance(value, Money) else (getattr(previous, name) if previous else None)
        for name, value in (("commit", intent.value("commit")), ("best_case", intent.value("best_case")))
    )
    if not isinstance(intent.value("best_case"), Money) and not _holds(best_case, commit):
        best_case = None
    return submit_in(tx, actor, period, commit, best_case, "", now)


def _holds(best_case: Money | None, commit: Money | None) -> bool:
    if best_case is None or commit is None:
        return True
    return best_case.currency == commit.currency and best_case.minor >= commit.minor


def _said_period(tx: Tx, intent: Intent, now: datetime) -> Period:
    """The period that was named, as the team's calendar has it; else the present quarter."""
    calendar = tx.workspace.calendar
    today = local_date(now, tx.workspace.timezone)
    said = intent.value("period")
    if not isinstance(said, str) or "/" not in said:
        return calendar.quarter(today)
    first, end = (date.fromisoformat(day) for day in said.split("/"))
    for period in (calendar.month(first), calendar.quarter(first), calendar.year(first)):
        if (period.start, period.end) == (first, end):
            return period
    raise Invalid("Calls are for a month, a quarter or a year. Try: commit 450k for next quarter.")
