"""A rep's conversation with the bot, and a team on its floor, on a store in memory: what is said, what is answered,
what stands afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count

import pytest

from sales.activity import Activity, BuyingRole
from sales.deal import Deal, Field, Value, Via
from sales.money import Money
from sales.people import Person
from sales.process import ForecastCategory
from sales.usecases.actors import Actor
from sales.usecases.advancing import change
from sales.usecases.answers import written
from sales.usecases.changing import Happening, Wish
from sales.usecases.customers import NewContact
from sales.usecases.deal_lists import DealList
from sales.usecases.hearing import note
from sales.usecases.names import Names
from sales.usecases.ports import Heard
from sales.usecases.reading import Said
from sales.usecases.say import Asked, Reply, say
from sales.workspace import Workspace
from storage.sql import SqlStore
from tests.usecases.drills import add_deal

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


@pytest.fixture
def trading(floor: Floor) -> Floor:
    """Three weeks later: Kim has won, Dana has pushed a deal out of the year, and euros have a rate of 1.0837."""
    with floor.store.writing(floor.workspace.id) as tx:
        rates = {"EUR": Decimal("1.0837")}
        tx.save_workspace(replace(tx.workspace, rates=rates, rates_dated=date(2026, 11, 1)), None)
        tx.people.save_quota(floor.team["Ada"].id, tx.workspace.calendar.quarter(floor.now.date()), Money(30_000_001))
    at = floor.now - timedelta(days=2)
    floor.does("Kim", Wish(deal_id=floor.ids["Kim's"], fields={Field.STAGE: "won"}), at)
    floor.does("Dana", Wish(deal_id=floor.ids["Sure"], fields={Field.CLOSE_DATE: date(2027, 2, 1)}), at)
    return floor


DANAS = {name for name, (owner, _) in DEALS.items() if owner == "Dana"}


class Talk:
    """A rep's direct message with the bot, a minute between two sentences."""

    def __init__(self, store: SqlStore, workspace: Workspace, person: Person, now: datetime) -> None:
        self.store, self.actor, self.names = store, Actor(workspace.id, person), Names()
        self.now, self._ts = now, count(1)

    def says(self, text: str, *, channel: str = "D1", thread: str | None = None, addressed: bool = True) -> Reply:
        self.now += timedelta(minutes=1)
        ts = f"{next(self._ts)}.000000"
        heard = Heard(f"{channel}:{ts}", channel, ts, self.actor.person.slack_id or "", text, thread, self.now)
        note(self.store, self.actor.workspace_id, heard, "a process")
        self._last = Said(heard=heard, via=Via.MESSAGE, addressed=addressed)
        return self._said(self._last)

    def says_again(self) -> Reply:
        """The last message, delivered once more."""
        return self._said(self._last)

    def answers(self, asked: Reply, number: int) -> Reply:
        """Presses the button with that number under a question."""
        assert isinstance(asked, Asked)
        assert asked.question is not None
        with self.store.reading(self.actor.workspace_id) as tx:
            heard = tx.inbox.get(asked.key)
        assert heard is not None
        key = f"{asked.question.intent}.{asked.question.about}"
        answers = {**asked.answers, key: written(asked.question.choices[number].value)}
        return self._said(Said(heard=heard, via=Via.MESSAGE, answers=answers))

    def _said(self, said: Said) -> Reply:
        return say(self.store, self.names, self.actor, said, self.now)

    def deal(self, name: str) -> Deal:
        with self.store.reading(self.actor.workspace_id) as tx:
            [found] = [known.id for known in tx.deals.names()[1] or () if known.name == name]
            deal = tx.deals.get(found)
        assert deal is not None
        return deal

    def logged(self, name: str) -> list[Activity]:
        deal = self.deal(name)
        with self.store.reading(self.actor.workspace_id) as tx:
            return tx.activities.of_deal(deal.id)


@pytest.fixture
def talk(store: SqlStore, workspace: Workspace, team: dict[str, Person], now: datetime) -> Talk:
    """Dana's, who has three deals: Acme, Hooli and Globex."""
    found = Talk(store, workspace, team["Dana"], now)
    for name in ("Acme", "Hooli", "Globex"):
        found.says(f"new deal: {name}, 40k")
    return found


@pytest.fixture
def deals(store: SqlStore, workspace: Workspace, team: dict[str, Person]) -> dict[str, int]:
    """Dana has a fresh deal and two doubtful ones, Rui a doubtful one; Kim's is another team's, Mia's closes later."""
    found = {}
    for name, owner, facts in (
        ("Fresh", "Dana", {"next_step": "Call"}),
        ("Vague", "Dana", {}),
        ("Late", "Dana", {"close_date": date(2026, 11, 2), "next_step": "Call"}),
        ("Rui's", "Rui", {"amount": Money(9_000_000)}),
        ("Kim's", "Kim", {}),
        ("Later", "Mia", {"close_date": date(2027, 2, 1)}),
    ):
        found[name] = add_deal(store, workspace, team[owner], name, facts)
    return found
