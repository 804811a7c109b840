"""Answers about what happened: how often something was logged, and when a deal was last heard of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sales.deal import Deal
from sales.language import Intent, NameMatch
from sales.people import Role
from sales.period import Period, day_words
from sales.process import Process
from sales.usecases.actors import Actor, deal_to_see
from sales.usecases.ports import Tx
from sales.usecases.subjects import period_of, subject_of
from sales.wording import listed, with_article


@dataclass(frozen=True, slots=True)
class ActivityCount:
    """How often something was logged, and the latest such day."""

    sentence: str


def activity_answer(tx: Tx, actor: Actor, intent: Intent, now: datetime) -> ActivityCount:
    """The last activity of a deal, or how many activities were logged in a period (this month, if none was said) by the
    actor, a person whose numbers they may see, or all they lead."""
    deal, kind = intent.value("deal"), str(intent.value("kind") or "")
    if isinstance(deal, NameMatch):
        return _last(tx, deal_to_see(tx, actor, deal.id), kind)
    today = actor.today(now)
    period = period_of(tx, intent) or tx.workspace.calendar.month(today)
    subject = subject_of(tx, actor, intent)
    together = str(intent.value("owner")) == "team"
    people = tx.people.team().subtree(subject.id) if together else frozenset({subject.id})
    counts: dict[str, int] = {}
    for (_, key), count in tx.activities.count_by_kind(people, *period.instants(actor.person.timezone)).items():
        if kind in ("", key):
            counts[key] = counts.get(key, 0) + count
    counted = [_counted(count, _named(tx.process, key)) for key, count in sorted(counts.items())]
    who = "The team" if len(people) > 1 else "You" if subject.id == actor.person.id else subject.name
    nothing = f"no {_named(tx.process, kind)}" if kind else "nothing"
    said = listed(counted) or nothing
    return ActivityCount(f"{who} logged {said} {_when(period, today)}.")


def who_logged_nothing(tx: Tx, actor: Actor, intent: Intent, now: datetime) -> ActivityCount:
    """The reps among those whose numbers the actor may see, themselves included, who logged no activity in the period
    (this week, if none was said). Managers and executives are not counted: they have no deals to log for."""
    today = actor.today(now)
    start = today - timedelta(days=(today.weekday() - tx.workspace.week_start) % 7)
    period = period_of(tx, intent) or Period(start, start + timedelta(days=7))
    team = tx.people.team()
    reps = [team[i] for i in team.subtree(subject_of(tx, actor, intent).id) if team[i].active]
    reps = [person for person in reps if person.role is Role.REP]
    counted = tx.activities.count_by_kind([person.id for person in reps], *period.instants(actor.person.timezone))
    busy = {person_id for (person_id, _), count in counted.items() if count}
    quiet = sorted(person.name for person in reps if person.id not in busy)
    if not reps:
        return ActivityCount("Nobody who reports to you has deals to log for.")
    if not quiet:
        return ActivityCount(f"Everybody has logged something {_when(period, today)}.")
    if [person.id for person in reps] == [actor.person.id]:
        return ActivityCount(f"You have logged nothing {_when(period, today)}.")
    return ActivityCount(f"Nothing logged {_when(period, today)} by {listed(quiet)}: {len(quiet)} of {len(reps)}.")


def _when(period: Period, today: date) -> str:
    """The days that were looked at: those of the period that have come."""
    last = max(period.start, min(period.last_day, today))
    if period.start == last:
        return f"on {day_words(last)}"
    return f"from {day_words(period.start)} to {day_words(last)}"


def _counted(count: int, name: str) -> str:
    if count == 1:
        return f"1 {name}"
    many = f"{name[:-1]}ies" if re.search("[^aeiou]y$", name) else f"{name}{'es' if name[-1] in 'sx' else 's'}"
    return f"{count:,} {many}"


def _last(tx: Tx, deal: Deal, kind: str) -> ActivityCount:
    logged = [a for a in tx.activities.of_deal(deal.id, limit=50) if kind in ("", a.kind)]
    if not logged:
        return ActivityCount(
            f"{f'No {_named(tx.process, kind)}' if kind else 'Nothing'} is logged for {deal.name} yet."
        )
    latest = max(logged, key=lambda activity: (activity.happened_on, activity.logged_at))
    who = tx.people.team()[latest.by].name
    whom = f" with {latest.contact}" if latest.contact else ""
    note = f": “{latest.note}”" if latest.note else ""
    what = _named(tx.process, latest.kind)
    return ActivityCount(
        f"Last for {deal.name}: {with_article(what)}{whom} on {day_words(latest.happened_on)} by {who}{note}"
    )


def _named(process: Process, key: str) -> str:
    """What a kind of activity is called; its key where the process no longer has it."""
    return next((kind.name.lower() for kind in process.kinds if kind.key == key), key)
