"""Questions answered from a store in memory: each filter by what is stored, for whom, and with the same numbers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sales.deal import Field, Value
from sales.errors import NotAllowed
from sales.usecases.activities import ActivityCount
from sales.usecases.agenda import Agenda
from sales.usecases.changing import Wish
from sales.usecases.contacts import ContactList
from sales.usecases.deal_lists import DealList
from sales.usecases.team_figures import Tally
from tests.usecases.conftest import CALL, DANAS, DEALS, Floor


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("my pipeline", DANAS),
        ("my deals in proposal", {"Proposed"}),
        ("my past due deals", {"Late"}),
        ("my deals without a next step", {"Planless"}),
        ("my deals without a close date", {"Dateless"}),
        ("my deals without an amount", {"Priceless"}),
        ("my deals without a source", {"Sourceless"}),
        ("my deals without a decision maker", DANAS - {"Whole"}),
        ("my deals without a contact", DANAS - {"Whole"}),
        ("my snoozed deals", {"Asleep"}),
        ("what's closing this month?", {"Late"}),
        ("my deals over 15k", {"Big"}),
        ("my deals between 5k and 50k", DANAS - {"Big", "Euro", "Priceless"}),
        ("my deals under 5k", set()),
        ("how are Big and Late?", {"Big", "Late"}),
        ("my new deals", set()),
        ("my won deals", set()),
    ],
)
def test_each_filter_lists_what_it_says(floor: Floor, asked: str, listed: set[str]) -> None:
    """And nothing of anybody else's."""
    assert floor.lists("Dana", asked) == listed


def test_the_largest_come_first_and_as_many_as_were_asked_for(floor: Floor) -> None:
    """Five, if no number was said; an amount without a rate cannot be compared and comes last."""
    two = floor.ask("Dana", "my top 2 deals")
    assert isinstance(two, DealList)
    assert (two.deals[0].name, len(two.deals)) == ("Big", 2)
    five = floor.ask("Dana", "my largest deals")
    assert isinstance(five, DealList)
    assert len(five.deals) == 5
    assert "Euro" not in {deal.name for deal in five.deals}


def test_the_forecast_category_is_the_effective_one(floor: Floor) -> None:
    """A rep's own call counts as well as the stage's."""
    assert "Sure" in floor.lists("Dana", "my commit deals")
    assert "Hopeful" in floor.lists("Dana", "my best case deals")
    assert "Sure" not in floor.lists("Dana", "my best case deals")


def test_won_and_lost_go_by_the_day_they_ended(floor: Floor) -> None:
    """In the quarter, unless another period is named."""
    floor.does("Dana", Wish(deal_id=floor.ids["Big"], fields={Field.STAGE: "won"}), floor.now)
    lost: dict[Field, Value] = {Field.STAGE: "lost", Field.LOST_REASON: "Price"}
    floor.does("Dana", Wish(deal_id=floor.ids["Euro"], fields=lost), floor.now)
    assert floor.lists("Dana", "what did I win this quarter?") == {"Big"}
    assert floor.lists("Dana", "my lost deals this month") == {"Euro"}
    assert floor.lists("Dana", "my lost deals last month") == set()


def test_whose_deals_they_are(floor: Floor) -> None:
    """A manager's are the subtree's; "our" for a rep is what the workspace lets them see; a colleague's are not added
    up."""
    assert floor.lists("Mia", "our pipeline") == DANAS | {"Rui's"}
    assert floor.lists("Dana", "our pipeline") == DANAS | {"Rui's"}
    assert floor.lists("Ada", "our pipeline") == set(DEALS)
    with pytest.raises(NotAllowed):
        floor.ask("Dana", "show me Rui's pipeline")


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("my deals over 15k", "Your open deals of $15,000 or more"),
        ("my deals under 15k closing next month", "Your open deals of $15,000 or less, closing December 2026"),
        ("my deals between 15k and 50k", "Your open deals between $15,000 and $50,000"),
        ("what did I win over 20k last quarter?", "Your won deals of $20,000 or more, 2026-Q3"),
        ("how are Big, Late and Sure?", "Big, Late and Sure"),
    ],
)
def test_the_title_says_what_is_listed(floor: Floor, asked: str, title: str) -> None:
    """Every limit that was understood is named, so that nobody takes a part for the whole."""
    found = floor.ask("Dana", asked)
    assert isinstance(found, DealList)
    assert found.title == title


def test_a_deal_is_untouched_since_it_was_last_touched(floor: Floor) -> None:
    """Not by its close date: all were made three weeks ago, and one was called since."""
    floor.does("Dana", Wish(deal_id=floor.ids["Big"], happenings=(CALL,)), floor.now - timedelta(days=3))
    assert floor.lists("Dana", "deals I haven't touched in two weeks") == DANAS - {"Big"}
    assert floor.lists("Dana", "which deals have I not updated in the last 2 weeks?") == DANAS - {"Big"}
    assert floor.lists("Dana", "deals I haven't touched in five weeks") == set()


def test_the_leaderboard_has_those_whose_numbers_one_may_see(trading: Floor) -> None:
    """By what they closed in the quarter; by open deals where these are asked for; a rep sees only the own line."""
    top = trading.ask("Ada", "who is top of the leaderboard")
    assert isinstance(top, Tally)
    assert top.lines[0] == f"1. {trading.team['Kim'].name}: $10,000 closed (1 won), 0 open"
    most = trading.ask("Ada", "who has the most deals")
    assert isinstance(most, Tally)
    assert most.lines[0].startswith(f"1. {trading.team['Dana'].name}: $0 closed (0 won), {len(DANAS)} open")
    alone = trading.ask("Dana", "who is top of the leaderboard")
    assert isinstance(alone, Tally)
    assert [trading.team["Dana"].name in line for line in alone.lines] == [True]


def test_the_average_deal_says_over_how_many_and_what_is_left_out(trading: Floor, floor: Floor) -> None:
    """Open ones and those won, each by its own count; without an amount a deal is in neither."""
    found = trading.ask("Ada", "average deal size")
    assert isinstance(found, Tally)
    assert found.lines == (
        f"Open: $17,640 on average, over {len(DEALS) - 2} deals",
        "Won in 2026-Q4: $10,000 on average, over 1 deal",
    )
    assert "In USD. Other currencies at the rates of" in found.note
    assert found.note.endswith("Not counted: 1 without an amount.")


def test_what_cannot_be_compared_is_named(floor: Floor) -> None:
    """An amount in a currency without a rate is in no list by size, and the list says so."""
    found = floor.ask("Dana", "my deals over 15k")
    assert isinstance(found, DealList)
    assert found.note.startswith("Not compared, for want of a rate: 1 in EUR.")


def test_the_totals_are_those_of_the_list(floor: Floor) -> None:
    """Per currency, nothing converted in silence."""
    found = floor.ask("Dana", "my pipeline")
    assert isinstance(found, DealList)
    sums: dict[str, int] = {}
    for deal in found.deals:
        if deal.amount:
            sums[deal.amount.currency] = sums.get(deal.amount.currency, 0) + deal.amount.minor
    assert {total.currency: total.minor for total in found.totals} == sums


def test_what_was_logged_is_counted_by_person_and_period(floor: Floor) -> None:
    """By when it was logged; the team's for whoever leads it; what was undone does not count."""
    for who, name in (("Dana", "Whole"), ("Dana", "Big"), ("Rui", "Rui's")):
        floor.does(who, Wish(deal_id=floor.ids[name], happenings=(CALL,)), floor.now - timedelta(hours=1))
    for who, asked, holds in (
        ("Dana", "how many calls did I log this week?", "You logged 2 calls from Mon 16 Nov 2026"),
        ("Dana", "how many demos did I log this week?", "You logged no demo from"),
        ("Dana", "how many calls did I log last week?", "You logged no call from"),
        ("Mia", "how many calls did we log today?", "The team logged 3 calls on"),
        ("Dana", "when did we last talk to Whole?", "Last for Whole: a call on Tue 20 Oct 2026 by Dana Cole"),
        ("Dana", "when did we last talk to Late?", "Nothing is logged for Late yet"),
    ):
        answer = floor.ask(who, asked)
        assert isinstance(answer, ActivityCount), (asked, answer)
        assert holds in answer.sentence, answer.sentence


def test_people_are_found_by_deal_and_by_name_where_one_may_see_them(floor: Floor) -> None:
    """A contact of a deal nobody showed you is nobody you know."""
    found = floor.ask("Dana", "who is the decision maker at Whole?")
    assert isinstance(found, ContactList)
    assert [contact.name for contact, _ in found.contacts] == ["Jane Doe"]
    for who, known in (("Dana", 1), ("Kim", 0)):
        answer = floor.ask(who, "who is Jane Doe?")
        assert isinstance(answer, ContactList)
        assert len(answer.contacts) == known


def test_a_day_begins_with_what_is_due(floor: Floor) -> None:
    """Next steps of today and before, then those of the week, then the rest that needs somebody, each deal once."""
    day = floor.ask("Dana", "plan my day")
    assert isinstance(day, Agenda)
    assert {deal.name for deal in day.coming} == {"Big"}
    assert "Whole" in {deal.name for deal in day.due}
    listed = [deal.id for deal in (*day.due, *day.coming)] + [deal.id for deal in day.needing]
    assert len(listed) == len(set(listed))
    assert "Late" in {deal.name for deal in day.due} | {deal.name for deal in day.needing}
