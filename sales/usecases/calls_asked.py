"""Questions about calls, answered in words: who called what, who has not, how near the calls of periods that are over
came. Makes no call; the numbers are those of the forecast."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sales.calls import Call, Outcome, mean_accuracy
from sales.language import Intent
from sales.people import Person
from sales.period import Period, day_words, local_date, zone
from sales.usecases.actors import Actor
from sales.usecases.call_accuracy import outcomes, outcomes_for_coach
from sales.usecases.forecasts import report_for
from sales.usecases.ports import Tx
from sales.usecases.subjects import period_of, subject_of
from sales.usecases.team_figures import Tally

CALLED, NOT_CALLED, ACCURACY = "called", "not_called", "accuracy"
"""The filters of a question about calls."""


def calls_answer(tx: Tx, actor: Actor, intent: Intent, now: datetime) -> Tally:
    """The answer to one question about the calls of a person, or of a person and everybody below, in a period (the
    quarter that runs, if none was said). Raises `NotFound` for nobody, `NotAllowed` for somebody whose numbers the
    actor may not see."""
    subject, wanted = subject_of(tx, actor, intent), intent.value("filter")
    when = period_of(tx, intent) or tx.workspace.calendar.quarter(local_date(now, tx.workspace.timezone))
    if wanted == ACCURACY:
        return _accuracy(tx, actor, subject, now)
    return (_not_called if wanted == NOT_CALLED else _called)(tx, actor, subject, when, now)


def _called(tx: Tx, actor: Actor, subject: Person, when: Period, now: datetime) -> Tally:
    found = report_for(tx, subject, now, period=when)
    call = found.calls.calls.get(subject.id) if found.calls else None
    rolled = found.report.line.rolled
    said = _told(call, actor) if call is not None and not call.is_taken_back else "none yet"
    lines = (f"Called: {said}", f"The deals say: commit {rolled.commit}, best case {rolled.best_case}")
    note = f"“{call.note}”" if call is not None and call.note else ""
    return _tally(actor, f"{_whose(actor, subject)} call for {when.name}", lines, now, note)


def _told(call: Call, actor: Actor) -> str:
    amounts = (("commit", call.commit), ("best case", call.best_case))
    said = ", ".join(f"{what} {amount}" for what, amount in amounts if amount is not None)
    at = call.at.astimezone(zone(actor.person.timezone))
    return f"{said} ({day_words(at.date())} {at:%H:%M}{', late' if call.late else ''})"


def _not_called(tx: Tx, actor: Actor, subject: Person, when: Period, now: datetime) -> Tally:
    """Who is expected to call below the subject and has not, as the forecast counts them."""
    standing = report_for(tx, subject, now, period=when).calls
    missing = standing.missing if standing is not None else ()
    due = standing.due.astimezone(zone(actor.person.timezone)) if standing is not None and standing.due else None
    below = bool(tx.people.team().reports.get(subject.id))
    nobody = "Everybody has called." if below else "Nobody reports to you, so you see nobody's calls but your own."
    lines = tuple(person.name for person in missing) or (nobody,)
    note = f"Due {day_words(due.date())} at {due:%H:%M}." if due is not None and missing else ""
    return _tally(actor, f"Not called for {when.name} yet", lines, now, note)


def _accuracy(tx: Tx, actor: Actor, subject: Person, now: datetime) -> Tally:
    """Others' calls count from a week after the end of their period: the person sees them first."""
    seen = outcomes if subject.id == actor.person.id else outcomes_for_coach
    found = seen(tx, subject, now)
    mean, periods = mean_accuracy(found)
    lines = tuple(_measured(one) for one in reversed(found))
    none = "No call for a period that is over: how near a call came shows once its period has ended."
    average = f"On average {_percent(mean)}, over {periods}." if mean is not None and periods > 1 else ""
    whose = "your" if subject.id == actor.person.id else f"{subject.name}'s"
    return _tally(actor, f"How near {whose} calls came", lines or (none,), now, average)


def _measured(one: Outcome) -> str:
    near = _percent(one.accuracy) if one.accuracy is not None else "nothing was closed"
    return f"{one.call.period.name}: called {one.called}, closed {one.actual} · {near}"


def _percent(ratio: Decimal) -> str:
    return f"{round(100 * ratio)}%"


def _whose(actor: Actor, subject: Person) -> str:
    return "Your" if subject.id == actor.person.id else f"{subject.name}'s"


def _tally(actor: Actor, title: str, lines: tuple[str, ...], now: datetime, note: str) -> Tally:
    return Tally(title=title, lines=lines, as_of=now, timezone=actor.person.timezone, note=note)
