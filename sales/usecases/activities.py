"""Answers about what happened: how often something was logged, and when a deal was last heard of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sales.deal import Deal
from sales.language import Intent, NameMatch
from sales.period import day_words
from sales.process import Process
from sales.usecases.actors import Actor, deal_to_see
from sales.usecases.ports import Tx
from sales.usecases.subjects import period_of, subject_of


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
    listed = ", ".join(f"{count} × {_named(tx.process, key)}" for key, count in sorted(counts.items()))
    who = "the team" if len(people) > 1 else "you" if subject.id == actor.person.id else subject.name
    last = max(period.start, min(period.last_day, today))
    when = day_words(last) if period.start == last else f"{day_words(period.start)} to {day_words(last)}"
    nothing = f"no {_named(tx.process, kind)}" if kind else "nothing"
    return ActivityCount(f"{when}: {who} logged {listed or nothing}.")


def _last(tx: Tx, deal: Deal, kind: str) -> ActivityCount:
    logged = [a for a in tx.activities.of_deal(deal.id, limit=50) if kind in ("", a.kind)]
    if not logged:
        return ActivityCount(f"Nothing of that kind has been logged for {deal.name} yet.")
    latest = max(logged, key=lambda activity: (activity.happened_on, activity.logged_at))
    who = tx.people.team()[latest.by].name
    note = f": {latest.note}" if latest.note else ""
    return ActivityCount(
        f"Last for {deal.name}: {_named(tx.process, latest.kind)} on {day_words(latest.happened_on)} by {who}{note}"
    )


def _named(process: Process, key: str) -> str:
    """What a kind of activity is called; its key where the process no longer has it."""
    return next((kind.name.lower() for kind in process.kinds if kind.key == key), key)
