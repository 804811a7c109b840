"""Whatever people type and however much there is: Slack takes it, nobody is pinged, and each published schema holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from babel.core import get_global
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.blocks.digest import digest_message
from bot.blocks.forecast import forecast_message
from bot.blocks.home import home_view
from bot.blocks.kit import Message
from bot.blocks.nudge import nudge_message
from bot.blocks.process import process_view
from bot.blocks.schedule import schedule_view
from bot.blocks.settings import settings_view
from bot.blocks.win import win_message
from bot.routes import action_route
from sales.deal import Deal
from sales.forecast import DealSpan
from sales.money import Money
from sales.people import Person, Team
from sales.process import ExitCriterion, Kind, Outcome, Process, Stage
from sales.wins import Band
from sales.workspace import Workspace
from tests.blocks.examples import (
    HOSTILE,
    ZONES,
    a_digest,
    a_forecast,
    a_home,
    a_nudge,
    a_stalled_deal,
    a_win,
    my_schedule,
)
from tests.blocks.seen import check, clickable
from tests.properties import examples
from tests.sales.examples import MAX, NOW, PROCESS, TODAY, a_deal

typed = st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=200)
currencies = st.sampled_from(["USD", "EUR", "JPY", "KWD", "BTN"])
amounts = st.none() | st.builds(Money, st.integers(0, 10**15), currencies)
Surface = Message | Mapping[str, Any]


@st.composite
def teams(draw: st.DrawFn) -> Team:
    """Max and up to seventy people below him, whatever they are called."""
    name = draw(typed)
    count = draw(st.sampled_from([0, 1, 3, 60, 70]))
    below = [Person(id=100 + n, name=f"{name} {n}", manager_id=MAX.id, active=n % 7 != 3) for n in range(count)]
    return Team([replace(MAX, name=draw(typed), manager_id=None), *below])


@st.composite
def books(draw: st.DrawFn, team: Team) -> list[Deal]:
    """Up to three hundred deals of that team, with three names, amounts and stages among them."""
    names = draw(st.lists(typed, min_size=1, max_size=3))
    sums = draw(st.lists(amounts, min_size=1, max_size=3))
    stages = draw(st.lists(st.sampled_from([s.key for s in PROCESS.stages]) | typed, min_size=1, max_size=3))
    owners = sorted(team.by_id)
    return [
        a_stalled_deal(
            n + 1,
            name=names[n % len(names)],
            amount=sums[n % len(sums)],
            stage=stages[n % len(stages)],
            owner_id=owners[n % len(owners)] if n % 3 else MAX.id,
            closed_on=TODAY,
            next_step=names[0],
            ignored_nudges=n % 7,
        )
        for n in range(draw(st.sampled_from([0, 1, 5, 50, 300])))
    ]


def surfaces(team: Team, deals: list[Deal], quota: Money | None) -> list[Surface]:
    """All that this team could see at once."""
    quotas = {MAX.id: quota} if quota else {}
    leader = team[MAX.id]
    spans = [DealSpan(replace(deal, close_date=TODAY), deal) for deal in deals[:40]]
    spans += [DealSpan(None, replace(deal, created_at=NOW - timedelta(hours=1))) for deal in deals[40:80]]
    waiting = {person.id: 3 for person in team}
    mine = [deal for deal in deals if deal.owner_id == MAX.id]
    return [
        forecast_message(a_forecast(deals, subject=leader, team=team, quotas=quotas, spans=spans, undated=5)),
        digest_message(
            a_digest(deals, spans, subject=leader, team_of=team, quotas=quotas, silent=tuple(team)), "F012AB"
        ),
        home_view(a_home(leader, deals, team_of=team, quotas=quotas, team_attention=waiting, nudges_off=tuple(team))),
        *(
            nudge_message(a_nudge(mine, {d.id: d.name for d in mine[5:50]}, person=leader), shown)
            for shown in (False, True)
        ),
    ]


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_team_and_any_deals_fit(data: st.DataObject) -> None:
    """Up to 70 people and 300 deals with any names, stages, currencies and amounts: within every limit, no ping."""
    team = data.draw(teams())
    for surface in surfaces(team, data.draw(books(team)), data.draw(amounts)):
        check(surface)


@given(typed, typed, st.lists(typed, max_size=5), st.sampled_from(list(Band)), st.booleans())
def test_any_win_fits(name: str, story: str, reasons: list[str], band: Band, retracted: bool) -> None:
    """Whatever the deal, its people and its story are called."""
    deal = a_deal(name=name, stage="won", closed_on=TODAY, source=name)
    helpers = tuple(Person(id=n, name=story) for n in range(20))
    headline = f"{name} won {name} for $5"
    check(
        win_message(
            a_win(
                deal=deal,
                story=(story * 3)[:500],
                reasons=tuple(reasons),
                band=band,
                retracted=retracted,
                helpers=helpers,
                headline=headline,
            )
        )
    )


@given(st.lists(typed, min_size=1, max_size=30), typed)
def test_any_process_fits(stages: list[str], text: str) -> None:
    """Whatever an admin has written into the process, and however much of it."""
    criteria = tuple(ExitCriterion(str(n), text, text) for n in range(12))
    written = [
        Stage(key=f"s{n}", name=name, definition=text * 5, exit_criteria=criteria, actions=(text,) * 9)
        for n, name in enumerate(stages)
    ]
    ends = (Stage(key="won", name=text, outcome=Outcome.WON), Stage(key="lost", name=text, outcome=Outcome.LOST))
    kinds = tuple(Kind(str(n), text, text) for n in range(8))
    check(
        process_view(
            Process((*written, *ends), kinds, sources=(text,) * 99, lost_reasons=(text,) * 99, milestones=kinds * 4)
        )
    )


@pytest.mark.parametrize("currency", sorted(get_global("all_currencies")))
def test_every_currency_can_be_shown(currency: str) -> None:
    """Each currency of ISO 4217, past and present, stands in a forecast, a nudge, Home and the settings."""
    amount = Money(123_456_789, currency)
    deals = [a_stalled_deal(1, amount=amount), a_deal(id=2, amount=amount, stage="won", closed_on=TODAY)]
    check(forecast_message(a_forecast(deals)))
    check(nudge_message(a_nudge(deals[:1])))
    check(home_view(a_home(deals=deals)))
    check(settings_view(Workspace(team_id="T1", currency=currency)))


HOSTILE_TEAM = Team([MAX, *(Person(id=100 + n, name=name, manager_id=MAX.id) for n, name in enumerate(HOSTILE))])
HOSTILE_DEALS = [
    a_stalled_deal(n + 1, name=name, owner_id=MAX.id if n % 2 else 100, ignored_nudges=n)
    for n, name in enumerate(HOSTILE * 2)
]


def everything(process: Process) -> list[Surface]:
    """One of each surface, in the order of NAMES."""
    return [
        *surfaces(HOSTILE_TEAM, HOSTILE_DEALS, Money(10**9)),
        win_message(a_win(band=Band.LARGE, reasons=HOSTILE)),
        process_view(process),
        schedule_view(my_schedule(), ZONES),
        settings_view(Workspace(team_id="T1"), ["Europe/London", "UTC"]),
    ]


NAMES = ("forecast", "digest", "home", "nudge", "nudge, all shown", "win", "process", "schedule", "settings")


@pytest.mark.parametrize("place", range(len(NAMES)), ids=NAMES)
def test_what_we_send_is_what_slack_publishes(place: int, process: Process) -> None:
    """Each surface is valid by the schemas that Slack publishes of blocks, Home and modals."""
    check(everything(process)[place], schema=True)


def test_every_button_is_answered(process: Process) -> None:
    """Behind each button and menu that we show stands a listener."""
    seen = {element["action_id"] for surface in everything(process) for element in clickable(surface)}
    assert seen
    assert [action_id for action_id in sorted(seen) if action_route(action_id) is None] == []
