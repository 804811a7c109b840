"""Home: what a rep and a manager find there, and what somebody new is told to do first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.blocks.home import home_view
from bot.blocks.home_deals import VERBS
from bot.ids import Act
from sales.forecast import DealSpan
from sales.money import Money
from sales.usecases.home import Home
from tests.blocks.examples import a_crowd, a_home, a_stalled_deal
from tests.blocks.seen import blocks_of, buttons, check, elements, labels, shown
from tests.sales.examples import ANN, BOB, MAX, NOW, TODAY, VERA, a_deal, usd

SIGNING = a_deal(id=1, stage="signing", amount=usd(250_000), next_step_on=date(2026, 11, 24))
WON = a_deal(id=2, stage="won", closed_on=TODAY, amount=usd(150_000))
STALLED = a_stalled_deal(3, amount=usd(33_000))
EURO = a_deal(id=4, name="Berlin", amount=Money(4_500_000, "EUR"), close_date=None, next_step="")
BOBS = a_deal(id=5, name="Bob's", owner_id=BOB.id)
DEALS = [SIGNING, WON, STALLED, EURO, BOBS]
QUOTAS = {MAX.id: usd(500_000), ANN.id: usd(300_000)}

REP = a_home(ANN, DEALS, quotas=QUOTAS, spans=[DealSpan(None, replace(SIGNING, created_at=NOW))])
LEADER = a_home(MAX, DEALS, quotas=QUOTAS, team_attention={ANN.id: 2, BOB.id: 1}, nudges_off=(BOB,))


@pytest.mark.parametrize(
    "said",
    [
        "Ann, your number · 2026-Q4",
        "■■■■■□□□□□  *50%* of $300,000",
        "*Commit*\n$400,000",
        "As of Thu 19 Nov 2026 10:00 EST · in USD",
        "Since Monday 10:00: 1 new; commit $150K → $400K: new +$250K.",
        "Needs you now · 1",
        "*Deal 3* · $33,000\nNothing heard for 42 working days, Discovery usually allows 10.",
        "*Discovery* · 2 deals · €45,000 + $33,000",
        "Berlin · €45,000 · no close date",
        "Acme renewal · $250,000 · closes Fri 11 Dec 2026\n→ Send the draft, Tue 24 Nov 2026",
    ],
)
def test_a_rep_finds_their_number_and_their_deals(said: str) -> None:
    """One's own number against quota, what changed, what needs one now, and one's deals by stage."""
    assert said in shown(home_view(REP))


@pytest.mark.parametrize(
    "said",
    [
        "Your team · 2026-Q4",
        "■■■□□□□□□□  *30%* of $500,000",
        "*Ann Rep* · 50% of quota · *2* deals waiting\n$400K commit · $150K closed · $400K best case",
        "*Bob Rep* · no quota · *1* deal waiting",
        "Without a quota: Bob Rep.",
        "Have switched their reminders off: Bob Rep.",
        "3 deals need attention",
    ],
)
def test_a_manager_finds_the_team_first(said: str) -> None:
    """The team's number, a line for each person, how many deals need them, and who hears no nudges."""
    assert said in shown(home_view(LEADER))


def test_a_manager_without_deals_is_not_asked_for_any() -> None:
    """Who only leads has no empty list of deals, and no number but the team's."""
    seen = shown(home_view(LEADER))
    assert "your number" not in seen
    assert "no open deals" not in seen


def test_a_manager_with_deals_finds_them_too() -> None:
    """Own deals of a manager are a number and a list of their own, below the team."""
    own = a_deal(id=9, name="Max's own", owner_id=MAX.id, amount=usd(30_000), stage="signing")
    seen = shown(home_view(a_home(MAX, [*DEALS, own], spans=[])))
    order = ["Your team", "since Monday", "Your own number", "Max's own"]
    assert sorted(order, key=seen.index) == order
    assert "$0 closed · $30,000 commit · $30,000 best case" in seen


@pytest.mark.parametrize(
    ("home", "said"),
    [
        (a_home(ANN), "You have no open deals yet. *New deal* above adds one"),
        (a_home(ANN), "No quota is set for this period, so there is nothing to compare with yet."),
        (a_home(ANN, [SIGNING]), "Nothing. All your deals are up to date."),
        (a_home(MAX, team_of=a_crowd(0)), "Nobody reports to you yet. An admin says who does: "),
    ],
)
def test_an_empty_home_says_what_comes_first(home: Home, said: str) -> None:
    """No deals, no quota, nothing to do, no team: each is a sentence, not a blank."""
    assert said in shown(home_view(home))


def test_each_urgent_deal_has_a_menu_of_what_to_do() -> None:
    """All eight verbs, each with the deal it is about."""
    menu = next(element for element in elements(home_view(REP)) if element["action_id"] == Act.MENU)
    assert [option["value"] for option in menu["options"]] == [f"{verb}:3" for verb in VERBS]


def test_five_urgent_deals_are_shown_the_largest_first() -> None:
    """Of many, the five largest of one currency come first; all are behind a button."""
    deals = [a_stalled_deal(n) for n in range(1, 9)] + [a_stalled_deal(9, amount=None)]
    view = home_view(a_home(ANN, [*deals, a_stalled_deal(10, amount=Money(99, "EUR"))]))
    menus = [element for element in elements(view) if element["action_id"] == Act.MENU]
    assert [menu["options"][0]["value"] for menu in menus] == [f"log:{n}" for n in (8, 7, 6, 5, 4)]
    assert "See all 10" in labels(view)
    assert buttons(view)[Act.FORECAST_DEALS] == ["4:attention"]


def test_the_next_to_close_stand_first_in_a_stage() -> None:
    """Five deals of a stage, by close date, those without a date last; the others are counted."""
    deals = [a_deal(id=n, name=f"D{n}", close_date=date(2026, 12, 31 - n)) for n in range(1, 8)]
    view = home_view(a_home(ANN, [*deals, a_deal(id=8, name="D8", close_date=None)]))
    assert buttons(view)[Act.CARD] == ["7", "6", "5", "4", "3"]
    assert "and 3 more in Discovery" in shown(view)


def test_a_deal_in_a_stage_that_is_gone_is_still_there() -> None:
    """A stage that the process no longer has comes last, under its key."""
    view = home_view(a_home(ANN, [a_deal(id=1, stage="old_stage"), a_deal(id=2)]))
    assert shown(view).index("*Discovery*") < shown(view).index("*old_stage*")


def test_settings_are_for_admins() -> None:
    """Only an admin sees the button to the settings."""
    assert Act.SETTINGS not in buttons(home_view(REP))
    assert Act.SETTINGS in buttons(home_view(a_home(replace(ANN, admin=True))))


def test_a_manager_opens_anybodys_forecast() -> None:
    """A list of the direct reports leads to each one's forecast of the same period."""
    assert buttons(home_view(LEADER))[Act.FORECAST] == ["4:2026-Q4", "5:2026-Q4", "2:2026-Q4"]


def test_an_executive_sees_managers_with_their_whole_teams() -> None:
    """The deals that need attention are counted over each manager's people."""
    home = a_home(VERA, DEALS, team_attention={ANN.id: 2, BOB.id: 1})
    assert "*Max Lead* · no quota · *3* deals waiting" in shown(home_view(home))


def test_three_hundred_deals_and_sixty_people_fit() -> None:
    """A large book of deals and a large team stay within what Slack shows, and nobody is dropped without a word."""
    team = a_crowd(75)
    deals = [a_stalled_deal(n, owner_id=(MAX.id, 100 + n % 75)[n % 2], stage=f"stage {n % 40}") for n in range(1, 301)]
    home = a_home(MAX, deals, team_of=team, team_attention={100 + n: n for n in range(75)})
    view = home_view(home)
    check(view)
    assert len(blocks_of(view)) <= 100
    assert "*15 more*" in shown(view)
    assert "more stages do not fit here." in shown(view)
