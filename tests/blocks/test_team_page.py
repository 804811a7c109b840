"""The team as an admin sees it: Slack takes it, whatever people are called and however many they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.blocks.team import PAGE, person_view, team_view
from sales.money import Money
from sales.people import Team
from sales.period import FiscalCalendar
from sales.usecases.staffing import Staff
from tests.blocks.examples import HOSTILE, a_crowd
from tests.blocks.seen import buttons, check, field, labels, shown
from tests.sales.examples import ANN, BOB, DORA, MAX, QUARTER, TEAM, VERA, usd


def staff(team: Team = TEAM, quotas: dict[int, Money] | None = None) -> Staff:
    following = FiscalCalendar().next(QUARTER)
    return Staff(team=team, period=QUARTER, following=following, quotas=quotas or {}, quotas_next={})


def test_each_line_says_who_they_are_and_what_is_asked_of_them() -> None:
    """Role, whom they report to, quota or none: never a zero."""
    lines = shown(team_view(staff(quotas={ANN.id: usd(450_000)}))).replace("*", "")
    for holds in (
        "Vera Boss · executive",
        "reports to nobody · no quota",
        "Ann Rep · rep",
        "reports to Max Lead · $450,000",
        "Dora Gone · rep, has left",
        "Quotas are for 2026-Q4",
    ):
        assert holds in lines, holds
    assert "$0" not in lines
    assert labels(team_view(staff())) == ["Edit"] * len(TEAM)


def test_the_form_begins_with_what_is() -> None:
    """And offers whoever leads, but not the person themselves and nobody who has left."""
    form = person_view(staff(quotas={MAX.id: Money(45_000_050, "EUR")}), MAX)
    assert field(form, "quota")["element"]["initial_value"] == "450000.5 EUR"
    assert field(form, "quota")["label"]["text"] == "Quota for 2026-Q4"
    assert field(form, "quota_next")["label"]["text"] == "Quota for 2027-Q1"
    assert "initial_value" not in field(form, "quota_next")["element"]
    assert field(form, "manager")["element"]["initial_option"]["value"] == str(VERA.id)
    offered = [
        option["value"] for group in field(form, "manager")["element"]["option_groups"] for option in group["options"]
    ]
    assert sorted(offered) == ["1", "3", "nobody"]
    assert "initial_options" not in field(form, "left")["element"]
    assert "initial_options" in field(person_view(staff(), DORA), "left")["element"]


def test_nothing_typed_for_one_stays_for_another() -> None:
    """A client keeps what was typed in an input that it takes for the same."""
    ann, bob = (person_view(staff(), person) for person in (ANN, BOB))
    assert field(ann, "quota")["element"]["action_id"] != field(bob, "quota")["element"]["action_id"]


def test_more_people_than_a_form_holds_are_on_further_pages() -> None:
    """Everybody can be reached, and from their form one comes back to the page they are on."""
    crowd = staff(a_crowd(200))
    edited: list[str] = []
    for first in range(0, 201, PAGE):
        page = team_view(crowd, first)
        check(page)
        edited += [
            value for action, values in buttons(page).items() if action.startswith("team.edit") for value in values
        ]
    assert sorted(map(int, edited)) == sorted(crowd.team.by_id)
    assert "201 to 201 of 201 people." in shown(team_view(crowd, 4 * PAGE))
    assert team_view(crowd, 999) == team_view(crowd)
    last = crowd.team.in_order()[-1][1]
    assert buttons(person_view(crowd, last))["team.open"] == [str(4 * PAGE)]


@pytest.mark.parametrize("name", HOSTILE)
def test_slack_takes_it_whatever_people_are_called(name: str) -> None:
    """Nobody is pinged, and nothing is too long."""
    team = Team([replace(person, name=name, team=name, email=name) for person in a_crowd(90, name)])
    check(team_view(staff(team)))
    for person in (team[MAX.id], team[100]):
        check(person_view(staff(team), person))
