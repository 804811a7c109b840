"""Whom and when a question is about, from its slots."""

from __future__ import annotations

from datetime import date

from sales.language import Intent
from sales.people import Person
from sales.period import Period, spelled
from sales.usecases.actors import Actor
from sales.usecases.intents import person_said
from sales.usecases.ports import Tx


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
    calendar = tx.workspace.calendar
    known = (calendar.month(start), calendar.quarter(start), calendar.year(start))
    return next((one for one in known if (one.start, one.end) == (start, end)), None) or spelled(start, end)
