"""Questions answered from a store in memory: each filter by what is stored, for whom, and with the same numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import pytest

from sales.activity import BuyingRole
from sales.deal import Field, Value, Via
from sales.errors import NotAllowed
from sales.money import Money
from sales.people import Person
from sales.process import ForecastCategory
from sales.usecases.activities import ActivityCount
from sales.usecases.actors import Actor
from sales.usecases.advancing import change
from sales.usecases.agenda import Agenda
from sales.usecases.asking import DealList
from sales.usecases.changing import Happening, Wish
from sales.usecases.contacts import ContactList
from sales.usecases.customers import NewContact
from sales.usecases.names import Names
from sales.usecases.ports import Heard
from sales.usecases.reading import Said
from sales.usecases.say import Reply, say
from sales.workspace import Workspace
from storage.sql import SqlStore

CALL = Happening(kind="call", happened_on=date(2026, 10, 20))
BOSS = NewContact(name="Jane Doe", role=BuyingRole.DECISION_MAKER)
FULL: dict[Field, Value] = {
    Field.AMOUNT: Money(1_000_000),
    Field.CLOSE_DATE: date(2026, 12, 15),
    Field.NEXT_STEP: "send the offer",
    Field.NEXT_STEP_ON: date(2026, 11, 18),
    Field.SOURCE: "Referral",
}

DEALS: Mapping[str, tuple[str, dict[Field, Value]]] = {
    "Whole": ("Dana", {}),
    "Big": ("Dana", {Field.AMOUNT: Money(9_000_000), Field.NEXT_STEP_ON: date(2026, 11, 20)}),
    "Euro": ("Dana", {Field.AMOUNT: Money(2_000_000, "EUR")}),
    "Proposed": ("Dana", {Field.STAGE: "proposal"}),
    "Late": ("Dana", {Field.CLOSE_DATE: date(2026, 11, 2)}),
    "Planless": ("Dana", {Field.NEXT_STEP: "", Field.NEXT_STEP_ON: None}),
    "Dateless": ("Dana", {Field.CLOSE_DATE: None}),
    "Priceless": ("Dana", {Field.AMOUNT: None}),
    "Sourceless": ("Dana", {Field.SOURCE: None}),
    "Sure": ("Dana", {Field.CATEGORY: ForecastCategory.COMMIT}),
    "Hopeful": ("Dana", {Field.CATEGORY: ForecastCategory.BEST_CASE}),
    "Asleep": ("Dana", {Field.SNOOZED_UNTIL: date(2026, 12, 24)}),
    "Rui's": ("Rui", {}),
    "Kim's": ("Kim", {}),
}


class Floor:
    """The team on its floor: deals that were created three weeks ago, and what people ask about them."""

    def __init__(self, store: SqlStore, workspace: Workspace, team: dict[str, Person], now: datetime) -> None:
        self.store, self.workspace, self.team, self.now = store, workspace, team, now
        self.names = Names()
        self.ids: dict[str, int] = {}

    def does(self, who: str, wish: Wish, at: datetime) -> int:
        saved = change(self.store, self.actor(who), wish, Via.MESSAGE, at)
        return saved.deals[0].after.id

    def actor(self, who: str) -> Actor:
        return Actor(self.workspace.id, self.team[who])

    def ask(self, who: str, text: str) -> Reply:
        heard = Heard(f"D1:{text}", "D1", "", self.team[who].slack_id or "", text, None, self.now)
        return say(self.store, self.names, self.actor(who), Said(heard=heard, via=Via.MESSAGE), self.now)

    def lists(self, who: str, text: str) -> set[str]:
        found = self.ask(who, text)
        assert isinstance(found, DealList), found
        assert found.count == len(found.deals)
        return {deal.name for deal in found.deals}


@pytest.fixture
def floor(store: SqlStore, workspace: Workspace, team: dict[str, Person], now: datetime) -> Floor:
    found, before = Floor(store, workspace, team, now), now - timedelta(days=21)
    for name, (owner, facts) in DEALS.items():
        fields = {Field.NAME: name, **FULL, **facts}
        contacts = (BOSS,) if name == "Whole" else ()
        stage = {field: fields.pop(field) for field in (Field.SNOOZED_UNTIL,) if field in fields}
        made = found.does(owner, Wish(fields=fields, account=name, contacts=contacts), before)
        found.ids[name] = made
        if stage:
            found.does(owner, Wish(deal_id=made, fields=stage), before)
    return found


DANAS = {name for name, (owner, _) in DEALS.items() if owner == "Dana"}


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
        ("Dana", "how many calls did I log this week?", "you logged 2 × call"),
        ("Dana", "how many demos did I log this week?", "you logged no demo"),
        ("Dana", "how many calls did I log last week?", "you logged no call"),
        ("Mia", "how many calls did we log today?", "the team logged 3 × call"),
        ("Dana", "when did we last talk to Whole?", "Last for Whole: call on Tue 20 Oct 2026 by Dana Cole"),
        ("Dana", "when did we last talk to Late?", "Nothing of that kind has been logged for Late"),
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
    listed = [deal.id for deal in (*day.due, *day.coming)] + [one.deal.id for one in day.attention]
    assert len(listed) == len(set(listed))
    assert "Late" in {deal.name for deal in day.due} | {one.deal.name for one in day.attention}
