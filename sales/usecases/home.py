"""What a person's Home shows: their number, what needs them now, their deals by stage; for those who lead, the team
first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sales.deal import Deal
from sales.delivery import Delivery
from sales.people import Person
from sales.process import Process
from sales.ranking import largest_first
from sales.stalls import Attention
from sales.usecases.actors import Actor
from sales.usecases.attention import attention_of, needing_somebody, unasked
from sales.usecases.forecasts import Forecast, report_for
from sales.usecases.ports import Store
from sales.usecases.projecting import projection_of
from sales.usecases.subscribing import missed_forecasts
from sales.usecases.usage import Used, used
from sales.workspace import ScheduleKind, default_schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """One person's Home as of `as_of`. `team` is None for people who lead nobody. `attention` is what is the matter
    with the person's own deals by deal id, the largest first. `nudges_off` names those of the subtree who have switched
    their nudges off (never why)."""

    person: Person
    mine: Forecast
    team: Forecast | None
    deals: tuple[Deal, ...]
    attention: dict[int, Attention]
    team_attention: dict[int, int]
    process: Process
    people: dict[int, Person]
    nudges_off: tuple[Person, ...]
    as_of: datetime
    used: Used | None = None
    missed: tuple[Delivery, ...] = ()


def home(store: Store, actor: Actor, now: datetime) -> Home:
    """The actor's Home at `now`."""
    with store.reading(actor.workspace_id) as tx:
        team, person = tx.people.team(), actor.person
        since = now - timedelta(days=7)
        leads = person.leads or person.id in team.reports
        whole = report_for(tx, person, now, since=since)
        whole = replace(whole, projected=projection_of(tx, whole.report, now))
        deals = tx.deals.open_of([person.id])
        below = team.subtree(person.id) - {person.id}
        watched = {one.deal.id: one for one in unasked(tx, attention_of(tx, deals, now).values(), now)}
        needing = [deal for deal in deals if deal.id in watched]
        needing_attention = needing_somebody(tx, now, below) if leads else {}
        schedules = tx.people.schedules(ScheduleKind.NUDGE)
        off = [team[i] for i in sorted(below) if not schedules.get(i, default_schedule(i, ScheduleKind.NUDGE)).enabled]
        return Home(
            person=person,
            mine=whole,
            team=whole if leads else None,
            deals=tuple(deals),
            attention={deal.id: watched[deal.id] for deal in largest_first(needing, tx.workspace.exchange())},
            team_attention={owner: len(concerns) for owner, concerns in needing_attention.items()},
            process=tx.process,
            people=team.by_id,
            nudges_off=tuple(off),
            as_of=now,
            used=used(tx, person, now),
            missed=missed_forecasts(tx, person, now) if leads else (),
        )
