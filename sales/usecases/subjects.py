"""Whose numbers a question is about, and of when: from the slots of a sentence or the words behind a command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sales.errors import NotFound
from sales.language import Intent
from sales.people import Person
from sales.period import Period, local_date, spelled
from sales.usecases.actors import Actor
from sales.usecases.instants import without_as_of
from sales.usecases.intents import person_said
from sales.usecases.periods_said import period_said
from sales.usecases.ports import Store, Tx


def subject_of(tx: Tx, actor: Actor, intent: Intent) -> Person:
    """The person whose numbers are asked for: the actor, unless a colleague is named. Raises `NotFound` for nobody, and
    `NotAllowed` for somebody whose numbers the actor may not see."""
    owner = intent.value("owner")
    team = tx.people.team()
    if not owner or str(owner) in ("me", "my", "team", actor.person.slack_id):
        return actor.person
    person = team[person_said(team, str(owner))]
    team.require_numbers(actor.person, person.id)
    return person


def period_of(tx: Tx, intent: Intent) -> Period | None:
    """The period that was said, called by its name where it is a month, a quarter or a year, else by its days; None for
    none."""
    text = intent.value("period")
    if not isinstance(text, str) or "/" not in text:
        return None
    start, end = (date.fromisoformat(day[:10]) for day in text.split("/"))
    return tx.workspace.calendar.known(start, end) or spelled(start, end)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose forecast, for which period by name, and as of when (None: now)."""

    person: Person
    period: str
    as_of: datetime | None = None


def what_is_asked(store: Store, actor: Actor, text: str, now: datetime) -> Asked:
    """Reads "Dana next quarter as of last Friday": the words in front name a person, then comes a period, then a day or
    an instant in the past. A period alone is the actor's own, nothing at all this quarter, or that of the day. Raises
    `NotFound` where the words are neither, `Invalid` for a day to come, `NotAllowed` for somebody whose numbers the
    actor may not see."""
    with store.reading(actor.workspace_id) as tx:
        said, as_of = without_as_of(text, tx.workspace, actor.person, now)
        words = said.split()
        team, calendar = tx.people.team(), tx.workspace.calendar
        today = local_date(as_of or now, tx.workspace.timezone)
        for cut in range(len(words), -1, -1):
            who, when = " ".join(words[:cut]), " ".join(words[cut:]) or "this"
            if (period := period_said(when, calendar, today)) is None:
                continue
            if not who:
                return Asked(actor.person, period.key, as_of)
            try:
                person = team[person_said(team, who)]
            except NotFound:
                continue
            team.require_numbers(actor.person, person.id)
            return Asked(person, period.key, as_of)
    raise NotFound(f'I know neither a person nor a period in "{text[:60]}". Try /forecast Dana next quarter.')
