"""The values that our messages are made of, from the rules that make them: what the tests of blocks are told with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sales.changes import headline, what_changed
from sales.deal import Deal
from sales.forecast import DealSpan
from sales.matters import deals_that_matter
from sales.money import Money, Rates
from sales.people import Person, Team
from sales.period import Period
from sales.process import Process
from sales.ranking import largest_first
from sales.report import build_report
from sales.stalls import Attention, Concern, attentions
from sales.usecases.celebrating import WinView
from sales.usecases.digesting import Digest
from sales.usecases.forecasts import Forecast
from sales.usecases.home import Home
from sales.usecases.nudging import NudgeLine, NudgeView
from sales.usecases.subscribing import MySchedule
from sales.wins import Band
from sales.workspace import Schedule, ScheduleKind, default_schedule
from tests.sales.examples import ANN, DOLLARS, MAX, NOW, PROCESS, QUARTER, TEAM, a_deal, usd
from tests.sales.strategies import cells_from

SINCE = NOW - timedelta(days=3)
STALE = NOW - timedelta(days=60)
HOSTILE = (
    '<!channel> *x* & "=HYPERLINK(1)"',
    "<@U123|boss> <https://evil.example|free money> ~_*`",
    "@channel @here #general evil.example",
    "A" * 200,
    "&" * 200,
    "<" * 200,
    "עסקה גדולה מאוד",
    "\u202eevil\u202c \u2067x",
    "👩‍👩‍👧‍👦" * 20,
    "line one\nline two\n> quote",
    " ",
)
"""Names that people, importers or attackers may give."""


def a_forecast(
    deals: Iterable[Deal] = (),
    *,
    subject: Person = MAX,
    team: Team = TEAM,
    quotas: Mapping[int, Money] | None = None,
    spans: Sequence[DealSpan] | None = None,
    rates: Rates = DOLLARS,
    undated: int = 0,
    process: Process = PROCESS,
    period: Period = QUARTER,
) -> Forecast:
    """What `subject` would be told at NOW. With `spans`, also what changed in the three days before."""
    cells = cells_from(deals, period)
    report = build_report(
        subject=subject,
        team=team,
        process=process,
        period=period,
        cells=cells,
        quotas=quotas or {},
        undated={subject.id: undated},
        rates=rates,
        as_of=NOW,
        timezone=subject.timezone,
    )
    if spans is None:
        return Forecast(report=report)
    owners = team.subtree(subject.id)
    changed = what_changed(cells, spans, owners, period, process, rates, SINCE, NOW)
    return Forecast(report=report, changed=changed)


def watched(deals: Iterable[Deal], team: Team = TEAM, process: Process = PROCESS) -> dict[int, Attention]:
    """What is the matter with these deals at NOW, the largest first, where no account's decision maker is known."""
    open_deals = largest_first((deal for deal in deals if deal.is_open), DOLLARS)
    return {found.deal.id: found for found in attentions(open_deals, process, team, NOW, ())}


def a_home(person: Person = ANN, deals: Sequence[Deal] = (), **fields: Any) -> Home:
    """A person's Home at NOW; `deals` are everybody's."""
    team: Team = fields.pop("team_of", TEAM)
    process: Process = fields.pop("process", PROCESS)
    found = a_forecast(
        deals, subject=person, team=team, quotas=fields.pop("quotas", None), spans=fields.pop("spans", None)
    )
    mine = tuple(deal for deal in deals if deal.owner_id == person.id and deal.is_open)
    usual: dict[str, Any] = {
        "person": person,
        "mine": found,
        "team": found if person.id in team.reports or person.leads else None,
        "deals": mine,
        "attention": watched(mine, team, process),
        "team_attention": {},
        "process": process,
        "people": team.by_id,
        "nudges_off": (),
        "as_of": NOW,
    }
    return Home(**(usual | fields))


def a_digest(deals: Sequence[Deal] = (), spans: Sequence[DealSpan] = (), **fields: Any) -> Digest:
    """Max's digest at NOW."""
    team: Team = fields.pop("team_of", TEAM)
    subject: Person = fields.pop("subject", MAX)
    found = a_forecast(
        deals,
        subject=subject,
        team=team,
        quotas=fields.pop("quotas", None),
        spans=spans,
        undated=fields.pop("undated", 0),
    )
    attention = watched(deals, team)
    counts = {concern: sum(concern in one.concerns for one in attention.values()) for concern in Concern}
    usual: dict[str, Any] = {
        "forecast": found,
        "sentence": headline(found.changed, subject.timezone) if found.changed else "",
        "matters": deals_that_matter(deals, spans, attention, (), PROCESS, DOLLARS),
        "attention": {concern: count for concern, count in counts.items() if count},
        "silent": (),
        "people": team.by_id,
    }
    return Digest(**(usual | fields))


def a_nudge(
    deals: Sequence[Deal], answers: Mapping[int, str] | None = None, *, person: Person = ANN, **fields: Any
) -> NudgeView:
    """Ann's nudge at NOW about these deals, some of them answered (by deal id)."""
    found, answered = watched(deals), answers or {}
    lines = tuple(
        NudgeLine(deal, found.get(deal.id), answered.get(deal.id, ""), deal.ignored_nudges >= 5) for deal in deals
    )
    usual: dict[str, Any] = {
        "delivery_id": 7,
        "person": person,
        "lines": lines,
        "process": PROCESS,
        "sparing": False,
        "as_of": NOW,
    }
    return NudgeView(**(usual | fields))


def a_stalled_deal(id_: int, **fields: Any) -> Deal:
    """A deal of Ann's that nobody has touched for 60 days."""
    return a_deal(**({"id": id_, "name": f"Deal {id_}", "touched_at": STALE, "amount": usd(id_ * 1000)} | fields))


def a_win(**fields: Any) -> WinView:
    """Ann has won Acme; a plain, small one unless `fields` say otherwise."""
    deal = a_deal(stage="won", closed_on=date(2026, 11, 19))
    usual: dict[str, Any] = {
        "deal": deal,
        "winner": ANN,
        "helpers": (),
        "story": "",
        "band": Band.SMALL,
        "headline": "Ann Rep won Acme renewal for $40,000",
        "reasons": (),
        "retracted": False,
    }
    return WinView(**(usual | fields))


ZONES = ("Asia/Kolkata", "Europe/London", "UTC")


def my_schedule(person: Person = MAX, *, leads: bool = True, **changed: Schedule) -> MySchedule:
    """A person's schedules as they are before anybody changed them, but for those `changed`, by kind in lower case."""
    kinds = tuple(ScheduleKind) if leads else (ScheduleKind.NUDGE,)
    schedules = {kind: changed.get(kind.name.lower(), default_schedule(person.id, kind)) for kind in kinds}
    return MySchedule(
        person=person,
        schedules=schedules,
        next_at={kind: datetime(2026, 11, 20, one.at.hour, tzinfo=NOW.tzinfo) for kind, one in schedules.items()},
        subjects=(person, ANN) if leads else (person,),
        missed=(),
    )


def a_crowd(count: int, name: str = "Rep") -> Team:
    """Max with that many direct reports, all called `name` and a number."""
    reps = [Person(id=100 + n, name=f"{name} {n}", manager_id=MAX.id) for n in range(count)]
    return Team([replace(MAX, manager_id=None), *reps])
