"""The demo's team: a fictional company with people in three time zones and half a year of pipeline, always the same but
for the day it is seen from. Values only: `loading` saves it, `slack` makes a workspace of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random

from bot.main.demo import words
from bot.main.demo.briefs import HOME_ZONE, PEOPLE, SEED, briefs_for, quotas_for, with_slack
from bot.main.demo.story import DemoDeal
from bot.main.demo.telling import tell
from sales.money import Money
from sales.people import Person, Role
from sales.period import Period, zone
from sales.process import Process
from sales.workspace import Workspace

TEAM_ID = "T0LARKFIELD"
WINS_CHANNEL = "C0WINS"
DEAL_CHANNEL = "C0DEALACME"
OPENS_AT = time(7, 45)
"""When the demo begins, in the home zone: a quarter of an hour before the first digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoTeam:
    """Everybody and everything, as of the morning of `as_of`. Ids of people are the demo's own; `load` finds them new
    ones. `quotas` are for the periods they name, by person id."""

    as_of: date
    start: datetime
    workspace: Workspace
    process: Process
    people: tuple[Person, ...]
    deals: tuple[DemoDeal, ...]
    quotas: Mapping[tuple[int, Period], Money]

    @property
    def reps(self) -> tuple[Person, ...]:
        return tuple(person for person in self.people if person.role is Role.REP)


def demo_team(as_of: date, process: Process) -> DemoTeam:
    """The team as of the morning of `as_of`, with `process` as its written process. The last thing anybody did lies on
    the working day before; each rep has two to five deals that need them, and has closed 40 to 120 % of quota."""
    people = tuple(with_slack(person) for person in PEOPLE)
    start = datetime.combine(as_of, OPENS_AT, zone(HOME_ZONE))
    workspace = Workspace(
        team_id=TEAM_ID,
        name=words.COMPANY,
        timezone=HOME_ZONE,
        fiscal_start_month=_fiscal_start(as_of),
        wins_channel=WINS_CHANNEL,
        served_since=start,
    )
    period = workspace.calendar.quarter(as_of)
    reps = [person for person in people if person.role is Role.REP]
    briefs = briefs_for(reps, as_of, period, workspace.calendar.previous(period))
    random = Random(SEED)
    deals = tuple(sorted((tell(brief, process, random) for brief in briefs), key=lambda deal: deal.steps[0].at))
    return DemoTeam(
        as_of=as_of,
        start=start,
        workspace=workspace,
        process=process,
        people=people,
        deals=deals,
        quotas=quotas_for(briefs, people, period, workspace.calendar.previous(period)),
    )


def _fiscal_start(as_of: date) -> int:
    """January, or February where a calendar quarter would have only just begun: a demo wants a quarter to look at."""
    return 2 if as_of.month % 3 == 1 else 1
