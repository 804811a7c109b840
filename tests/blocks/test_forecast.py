"""The forecast in Slack: what it says, in which order, and what it never leaves out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from bot.blocks import numbers
from bot.blocks.forecast import change_lines, forecast_message
from bot.ids import Act
from sales.forecast import DealSpan
from sales.money import Money
from sales.process import Outcome
from sales.usecases.forecasts import Forecast
from tests.blocks.examples import a_crowd, a_forecast
from tests.blocks.seen import buttons, check, shown
from tests.sales.examples import ANN, BOB, MAX, NOW, RATES, TODAY, a_deal, usd

SIGNING = a_deal(id=1, stage="signing", amount=usd(250_000))
BETA = a_deal(id=2, name="Beta", stage="proposal", owner_id=BOB.id, amount=usd(80_000))
WON = a_deal(id=3, name="Gamma", stage="won", closed_on=TODAY, amount=usd(120_000))
OWN = a_deal(id=4, name="Max's own", owner_id=MAX.id, amount=usd(30_000))
FULL = a_forecast([SIGNING, BETA, WON, OWN], quotas={MAX.id: usd(600_000), ANN.id: usd(300_000)}, undated=3)


@pytest.mark.parametrize(
    "said",
    [
        "2026-Q4 · Max Lead and team",
        "■■□□□□□□□□  *20%* of $600,000",
        "*Closed*\n$120,000",
        "*Commit*\n$370,000",
        "*Best case*\n$450,000",
        "*Total*\n$480,000",
        "*Gap to quota*\n$230,000 to go",
        "*Coverage*\n0.8×",
        "As of Thu 19 Nov 2026 15:00 GMT · in USD · 2026-Q4 is 1 Oct 2026 – 31 Dec 2026",
        "*Ann Rep* · 40% of quota\n$370K commit · $120K closed · $370K best case",
        "*Bob Rep* · no quota",
        "*Max Lead*, own deals",
        "Proposal · 1 deal · *$80K*",
        "Without a quota: Bob Rep.",
        "3 open deals have no close date and count nowhere.",
    ],
)
def test_a_manager_reads_the_whole_forecast(said: str) -> None:
    """Every number with its name, as of when, in which zone and currency, and what the numbers leave out."""
    assert said in shown(forecast_message(FULL))


def test_the_notification_says_the_numbers() -> None:
    """What buzzes in a pocket is the forecast, not "you have a new message"."""
    expected = "2026-Q4, Max Lead and team: $120K closed, 20% of quota, commit $370K."
    assert forecast_message(FULL).text == expected


@pytest.mark.parametrize(
    ("forecast", "said"),
    [
        (a_forecast(), "No quota is set for this period, so there is nothing to compare with yet."),
        (a_forecast(), "No deals in this period yet"),
        (a_forecast([WON], quotas={MAX.id: usd(100_000)}), "*120%* of $100,000"),
        (a_forecast([WON], quotas={MAX.id: usd(100_000)}), "*Gap to quota*\nnone: commit is $20,000 over"),
        (a_forecast([WON], quotas={MAX.id: usd(100_000)}), "*Coverage*\n–"),
        (a_forecast([WON], quotas={MAX.id: usd(120_000)}), "none: commit meets it exactly"),
        (a_forecast([replace(WON, amount=usd(119_999))], quotas={MAX.id: usd(120_000)}), "■■■■■■■■■□  *99%*"),
        (a_forecast([replace(WON, amount=Money(10_000, "GBP"))]), "for lack of an exchange rate: £100."),
        (
            a_forecast([replace(WON, amount=Money(10_000, "EUR"))], rates=RATES),
            "at the exchange rates of Sun 1 Nov 2026",
        ),
        (a_forecast(undated=1), "1 open deal has no close date and counts nowhere."),
    ],
)
def test_what_is_missing_is_said(forecast: Forecast, said: str) -> None:
    """A missing quota, date or rate is a sentence, never a zero; 100% stands only where the quota is reached."""
    assert said in shown(forecast_message(forecast))


def test_without_a_quota_nothing_is_measured_against_it() -> None:
    """No gap, no coverage and no dashes where there is nothing to compare with."""
    words = shown(forecast_message(a_forecast([WON])))
    assert "Gap to quota" not in words
    assert "Coverage" not in words


@pytest.mark.parametrize(
    ("quota", "said"),
    [(usd(100_000), "$20,000 above"), (usd(150_000), "$30,000 below"), (usd(120_000), "met exactly")],
)
def test_a_period_that_is_over_has_nothing_left_to_find(quota: Money, said: str) -> None:
    """How it came out stands where gap and coverage were."""
    found = a_forecast([WON], quotas={MAX.id: quota})
    later = datetime.combine(found.report.period.end, time(9), UTC)
    words = shown(forecast_message(replace(found, report=replace(found.report, as_of=later))))
    assert f"*Against quota*\n{said}" in words
    assert "Coverage" not in words
    assert "to go" not in words


def test_a_rep_is_not_told_twice_that_they_have_no_quota() -> None:
    """One's own missing quota stands where the quota would, and not in a list of people without one again."""
    assert "Without a quota" not in shown(forecast_message(a_forecast(subject=ANN)))


def options_of(menu: dict[str, Any]) -> list[dict[str, Any]]:
    return [option for group in menu["option_groups"] for option in group["options"]]


def test_every_number_stands_in_the_menu() -> None:
    """With its amount, so that one knows what one opens; what moved it only where something is compared."""
    labels = [option["text"]["text"] for option in options_of(numbers.menu(FULL))]
    assert labels == [
        *(
            "Closed $120K",
            "Commit $370K",
            "Best case $450K",
            "Total $480K",
            "Without a close date (3)",
            "Own deals $30K",
        ),
        *("Discovery $30K", "Proposal $80K", "Signing $250K"),
    ]
    compared = options_of(numbers.menu(a_forecast([SIGNING], spans=[])))
    assert "What moved the commit" in [option["text"]["text"] for option in compared]


def test_every_button_knows_whose_and_which_period() -> None:
    """Deals and the workbook are of the period that is shown; the other quarters are named as people name them."""
    assert buttons(forecast_message(FULL)) == {
        f"{Act.FORECAST_DEALS}:menu": [option["value"] for option in options_of(numbers.menu(FULL))],
        Act.FORECAST_DEALS: ["2:2026-Q4:total:20261119150000000000"],
        Act.FORECAST_XLSX: ["2:2026-Q4:total:20261119150000000000"],
        Act.CALL: ["2026-Q4"],
        Act.ADJUST: ["4:2026-Q4", "5:2026-Q4"],
        f"{Act.FORECAST_PERIOD}:this": ["2:this quarter"],
        f"{Act.FORECAST_PERIOD}:next": ["2:next quarter"],
    }


def test_the_bridge_opens_to_the_deals() -> None:
    """What changed is a sentence, and below it each movement with its sign and the deal that weighs most."""
    pushed = DealSpan(BETA, replace(BETA, close_date=date(2027, 2, 1)))
    new = [DealSpan(None, replace(SIGNING, id=n, created_at=NOW, amount=usd(n))) for n in (10, 11)]
    after = [WON, *(span.after for span in new if span.after)]
    seen = shown(forecast_message(a_forecast(after, spans=[pushed, *new])))
    assert "Since Monday 15:00: 2 new, pushed 1; commit $120,000 → $120,021: " in seen
    assert "*How the total moved*: $200,000 → *$120,021*" in seen
    assert "+$21  new · 2 deals, most of it Acme renewal" in seen
    assert "−$80,000  pushed out · Beta" in seen


def test_the_bridge_of_the_number_that_is_quoted() -> None:
    """The sentence quotes the commit; what upgraded a deal moved that and not the total, and is among its causes."""
    upgraded = DealSpan(replace(SIGNING, stage="discovery"), SIGNING)
    seen = shown(forecast_message(a_forecast([WON, SIGNING], spans=[upgraded])))
    commit = re.search(r"commit (\$[\d,.]+K?) → (\$[\d,.]+K?)", seen)
    assert commit
    assert "*How the commit moved*" in seen
    assert f"upgraded · {SIGNING.name}" in seen
    assert "How the total moved" not in seen


def test_deals_that_moved_without_a_rate_are_named() -> None:
    """A deal in a currency without a rate moved no sum, and is named all the same."""
    pounds = replace(SIGNING, created_at=NOW, amount=Money(500, "GBP"), name="London")
    changed = a_forecast([pounds], spans=[DealSpan(None, pounds)]).changed
    assert changed
    assert "in a currency without an exchange rate: London" in "".join(str(change_lines(changed)).split("\n"))


def test_nothing_moved() -> None:
    """No movement is one quiet line where changes were asked for, and none at all in the forecast."""
    forecast = a_forecast([WON], spans=[])
    assert forecast.changed
    assert "Nothing moved: the total is still $120,000." in str(change_lines(forecast.changed))
    assert "Nothing moved" not in shown(forecast_message(forecast))


def test_a_large_team_still_adds_up() -> None:
    """Of sixty people the largest commits are shown, and the others as one line with their sum."""
    team = a_crowd(60)
    deals = [a_deal(id=n, owner_id=100 + n, stage="signing", amount=usd(1000 * (n + 1))) for n in range(60)]
    message = forecast_message(a_forecast(deals, team=team))
    check(message)
    seen = shown(message)
    assert seen.index("*Rep 59*") < seen.index("*Rep 58*")
    assert "*36 more*\n$666K commit · $0 closed" in seen


def test_somebody_who_left_is_marked() -> None:
    """The deals of a person who has gone still count, and say so."""
    gone = replace(a_crowd(1)[100], active=False)
    team = type(a_crowd(1))([MAX, gone])
    assert "*Rep 0* (left)" in shown(forecast_message(a_forecast([a_deal(owner_id=100)], team=team)))


def test_lost_deals_are_in_no_stage() -> None:
    """A lost deal is nowhere in the list of open stages."""
    lost = a_deal(stage="lost", outcome=Outcome.LOST)
    assert "Open deals by stage" not in shown(forecast_message(a_forecast([lost])))
