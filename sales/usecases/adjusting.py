"""Adjustments: what a manager makes of the roll-up of somebody below them. Kept beside the deals and the calls, never
in a sum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sales.calls import LONGEST_NOTE, Adjustment, Call, Outcome, checked, mean_accuracy
from sales.errors import Invalid, NotAllowed
from sales.forecast import Rollup
from sales.money import Money
from sales.people import Person, Team
from sales.period import Period
from sales.usage import Use, Way
from sales.usecases.actors import Actor
from sales.usecases.call_accuracy import outcomes_for_coach
from sales.usecases.calling import period_to_call
from sales.usecases.forecasts import report_for
from sales.usecases.ports import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustForm:
    """What the form begins with: the person's roll-up and call, and the actor's own adjustment so far. `accuracy` is
    the mean of the person's earlier calls, of `periods` periods, and `earlier` are these: to talk about, not to hold
    against them."""

    person: Person
    period: Period
    rolled: Rollup
    call: Call | None
    mine: Adjustment | None
    accuracy: Decimal | None
    periods: int
    earlier: tuple[Outcome, ...] = ()


def adjust_form(store: Store, actor: Actor, person_id: int, period: str, now: datetime) -> AdjustForm:
    """The form for one person and a period by name. Raises `NotAllowed` unless the person is below the actor."""
    with store.reading(actor.workspace_id) as tx:
        team, named = tx.people.team(), period_to_call(tx, period, now)
        person = _below(team, actor, person_id)
        mine = [
            one for one in tx.calls.adjustments(named, now) if (one.person_id, one.by) == (person_id, actor.person.id)
        ]
        earlier = outcomes_for_coach(tx, person, now)
        ratio, count = mean_accuracy(earlier)
        return AdjustForm(
            person=person,
            period=named,
            rolled=report_for(tx, person, now, period=named).report.line.rolled,
            call=tx.calls.counting(named, now).get(person_id),
            mine=mine[0] if mine and not mine[0].is_taken_back else None,
            accuracy=ratio,
            periods=count,
            earlier=earlier,
        )


def adjust(
    store: Store,
    actor: Actor,
    person_id: int,
    period: str,
    commit: Money | None,
    best_case: Money | None,
    note: str,
    now: datetime,
) -> Adjustment:
    """Saves the actor's adjustment; without any number, takes their earlier one back. Raises `NotAllowed` unless the
    person is below the actor, `Invalid`, at the field, for what cannot be, and for one without a note."""
    with store.writing(actor.workspace_id) as tx:
        person, named = _below(tx.people.team(), actor, person_id), period_to_call(tx, period, now)
        said = " ".join(note.split())
        if commit is not None or best_case is not None:
            checked(commit, best_case)
            if not said:
                raise Invalid("Say why in a line: they can read it.", field="note")
        if len(said) > LONGEST_NOTE:
            raise Invalid(f"Keep the note under {LONGEST_NOTE} characters.", field="note")
        adjustment = Adjustment(
            person_id=person.id,
            by=actor.person.id,
            period=named,
            commit=commit,
            best_case=best_case,
            note=said,
            at=now,
        )
        tx.calls.adjust(adjustment)
        use = Use(person_id=actor.person.id, way=Way.ADJUSTED, subject_id=person.id, period=named.name, at=now)
        tx.uses.note(use)
        detail = f"{person.name}, {named.name}: commit {commit or 'as it is'}, best case {best_case or 'as it is'}"
        tx.audit("forecast.adjusted", detail, actor.person.id, now)
        return adjustment


def _below(team: Team, actor: Actor, person_id: int) -> Person:
    """Somebody of the actor's subtree but for themselves; an executive may adjust everybody else."""
    if person_id == actor.person.id or person_id not in team.changes_deals_of(actor.person):
        raise NotAllowed("You can adjust the numbers of the people who report to you.")
    return team[person_id]
