"""People and deals named as badly as people, importers and attackers may, from a seeded random generator."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from babel.core import get_global

from sales.deal import Deal, DealChange, Field
from sales.delivery import Delivery
from sales.money import Money
from sales.people import Person, Team
from sales.process import ExitCriterion, ForecastCategory, Outcome, Process
from sales.revising import LONGEST_NAME, LONGEST_TEXT
from sales.usecases.parking import Parked
from tests.blocks.examples import (
    HOSTILE,
    STALE,
)
from tests.sales.examples import LONG_AGO, MAX, NOW, TODAY

CURRENCIES = sorted(get_global("all_currencies"))
LETTERS = [c for c in map(chr, range(0x20, 0x3000)) if c.isprintable()] + ["\n", "\u200b", "\u202e", "🔥", "👩‍👩‍👧‍👦"]
CALLS = [None, *(c for c in ForecastCategory if c is not ForecastCategory.CLOSED)]


def typed(chance: random.Random, longest: int = LONGEST_NAME) -> str:
    """What somebody may have typed into a field of that length: an ordinary name, an attack, or any characters."""
    match chance.randrange(4):
        case 0:
            said = f"Acme {chance.randrange(1000)}"
        case 1:
            said = chance.choice(HOSTILE)
        case 2:
            said = "".join(chance.choices(LETTERS, k=chance.randint(1, 60)))
        case _:
            said = "".join(chance.choices(LETTERS, k=12)) * (longest // 12 + 1)
    return said[:longest].strip() or "x"


def a_team(chance: random.Random, reps: int = 30) -> Team:
    """Max, and below him people who are called anything."""
    below = [
        Person(id=100 + n, name=typed(chance), manager_id=MAX.id, active=n % 7 != 3, timezone="Asia/Kathmandu")
        for n in range(reps)
    ]
    return Team([replace(MAX, name=typed(chance), manager_id=None), *below])


def a_deal(chance: random.Random, id_: int, team: Team, process: Process) -> Deal:
    """Any deal: of anybody, in any stage, of any currency and size, dated or not, touched or not."""
    stage = chance.choice(process.stages)
    day = TODAY + timedelta(days=chance.randint(-60, 60))
    amount = Money(chance.choice([0, 1, 999, 45_000_00, 10**15]), CURRENCIES[id_ % len(CURRENCIES)])
    return Deal(
        id=id_,
        name=typed(chance),
        account_id=chance.choice([None, id_]),
        account=chance.choice(["", typed(chance)]),
        owner_id=chance.choice([MAX.id, *team.by_id]),
        stage=stage.key,
        outcome=stage.outcome,
        amount=chance.choice([None, amount, amount]),
        close_date=chance.choice([None, day, day]),
        closed_on=None if stage.outcome is Outcome.OPEN else day,
        category=chance.choice(CALLS),
        next_step=chance.choice(["", typed(chance, LONGEST_TEXT)]),
        next_step_on=chance.choice([None, day]),
        source=chance.choice([None, typed(chance)]),
        lost_reason=typed(chance) if stage.outcome is Outcome.LOST else None,
        created_at=LONG_AGO,
        stage_since=LONG_AGO,
        touched_at=chance.choice([None, STALE, NOW]),
        pushes=chance.randrange(5),
        ignored_nudges=chance.randrange(9),
    )


def criteria_of(chance: random.Random, process: Process) -> tuple[tuple[ExitCriterion, bool], ...]:
    """The exit criteria of all stages, named as use cases name them, each met or not."""
    return tuple(
        (replace(criterion, key=f"{stage.key}.{criterion.key}"), chance.random() < 0.5)
        for stage in process.stages
        for criterion in stage.exit_criteria
    )


def changes(chance: random.Random, deal: Deal, other: Deal) -> Iterator[DealChange]:
    """A history in which every field of text has changed."""
    for field in (Field.CREATED, Field.NAME, Field.NEXT_STEP, Field.SOURCE, Field.LOST_REASON, Field.STAGE):
        old, new = (other.stage, deal.stage) if field is Field.STAGE else (typed(chance), typed(chance))
        yield DealChange(deal_id=deal.id, field=field, old=old, new=new, at=NOW, by=deal.owner_id, reason=new)


def a_parked(chance: random.Random, leader: Person) -> Parked:
    """Something that Slack refuses, of a channel or of a person."""
    person = chance.choice([None, leader])
    recipient = str(person.id) if person else "C0ROOM"
    code = chance.choice(["is_archived", "user_disabled", "not_in_channel", "something_new"])
    payload = {"text": "Logged a call", "blocks": []}
    refused = Delivery(
        kind=chance.choice(["win", "nudge", "reply"]), recipient=recipient, slot="x", due_at=NOW, payload=payload
    )
    return Parked(delivery=refused, code=code, person=person, answer=refused.kind == "reply" and person is None)
