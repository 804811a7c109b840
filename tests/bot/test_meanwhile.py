"""Somebody changes a deal while somebody else has a form about it open: nothing is overwritten unseen."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from sales.deal import Field, Value, Via
from sales.money import Money
from sales.people import Role
from sales.usecases.actors import Actor
from sales.usecases.advancing import change
from sales.usecases.changing import Wish
from tests.bot.desk import Desk, visible
from tests.bot.nudges import nudge_of, press

MORNING = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
PUSHED, SNOOZED, MOVED, LOST, WON, REASSIGNED, EDITED = (
    "Copperleaf Kitchens – Yard",
    "Wexcombe Brewing – Shift",
    "Islay Point Spirits – Yard",
    "Jetsam Marine – Cold",
    "Jetsam Marine – Yard",
    "Veldhoven Bikes – Dock",
    "Orchard & Pike – Yard",
)


@pytest.fixture(scope="module", autouse=True)
def _tuesday(desk: Desk) -> None:
    desk.clock_to(MORNING)


def boss_changes(desk: Desk, deal: str, **fields: Value) -> str:
    """Whoever leads them all changes the deal; returns their name."""
    with desk.store.reading(desk.workspace) as tx:
        boss = next(person for person in tx.people.team() if person.role is Role.EXECUTIVE)
    wish = Wish(deal_id=desk.deal(deal).id, fields={Field(name): value for name, value in fields.items()})
    change(desk.store, Actor(desk.workspace, boss), wish, Via.MODAL, desk.sandbox.clock.now())
    return boss.name


def from_nudge(desk: Desk, who: str, deal: str, label: str) -> dict[str, Any]:
    press(desk, who, nudge_of(desk, who), deal.split(" ")[0], label)
    return desk.form(who)


def from_card(desk: Desk, who: str, deal: str, label: str) -> dict[str, Any]:
    desk.clicks(who, "C0SALES", desk.types(who, f"/deal {desk.deal(deal).name}"), label)
    return desk.form(who)


FORMS = [
    ("push", "elena", PUSHED, "Push date", {"close_date": "2026-12-18"}),
    ("snooze", "tom", SNOOZED, "Snooze", {"until": "2026-12-01"}),
    ("advance", "kenji", MOVED, "Advance", {"reason": "Asked for it by mail"}),
    ("edit", "kenji", EDITED, "Edit", {"next_step": "Walk the yard with them"}),
    ("lose", "oliver", LOST, "Lost", {"lost_reason": "Price"}),
    ("win", "kenji", WON, "Won", {"story": "Their driver asked for it"}),
]


@pytest.mark.parametrize(("verb", "who", "deal", "label", "typed"), FORMS, ids=[form[0] for form in FORMS])
def test_the_form_says_so_and_shows_how_it_stands(
    desk: Desk, verb: str, who: str, deal: str, label: str, typed: dict[str, str]
) -> None:
    """Nothing is saved; the same form says who was faster and how the deal stands now. Sent once more, it is taken, and
    what the other one changed stays, unless it is what the form is about."""
    opened = (from_nudge if verb in ("push", "snooze") else from_card)(desk, who, deal, label)
    boss = boss_changes(desk, deal, amount=Money(7_700_000))
    before = desk.deal(deal)
    assert desk.submits(who, opened, **typed) == {}
    assert desk.deal(deal) == before
    again = desk.form(who)
    words = visible({"blocks": again["blocks"]})
    assert again["id"] == opened["id"]
    assert f"{boss} changed {before.name} a moment ago, so nothing was saved." in words.replace("&amp;", "&")
    assert "$77,000" in words
    assert ("What you typed is still here" in words) is (verb not in ("advance", "edit"))
    if verb in ("edit", "win"):  # another action_id, and Slack shows our value instead of what stood there
        amounts = [b["element"] for form in (opened, again) for b in form["blocks"] if b.get("block_id") == "amount"]
        assert amounts[1]["initial_value"] == "77000 USD"
        assert amounts[0]["action_id"] != amounts[1]["action_id"]
    assert desk.submits(who, again, **typed) == {}
    after = desk.deal(deal)
    assert after.version > before.version
    assert after.amount == Money(7_700_000)


def test_a_long_next_step_is_there_to_be_copied(desk: Desk) -> None:
    """The form for all facts shows them as they are now; the one that takes long to write is repeated."""
    form = from_card(desk, "oliver", "Islay Point Spirits – Carrier Portal", "Edit")
    boss_changes(desk, "Islay Point Spirits – Carrier Portal", amount=Money(7_700_000))
    assert desk.submits("oliver", form, next_step="Ask <Ann> for *the* plan") == {}
    again = desk.form("oliver")
    assert "You had written this next step: Ask &lt;Ann&gt; for ∗the∗ plan" in visible({"blocks": again["blocks"]})
    desk.person("oliver").close(again, everything=True)


def test_a_deal_closed_meanwhile_is_not_pushed(desk: Desk) -> None:
    """There is no form for it any more: the sentence stands at the field."""
    form = from_nudge(desk, "elena", REASSIGNED, "Push date")
    boss_changes(desk, REASSIGNED, stage="lost", lost_reason="Price")
    errors = desk.submits("elena", form, close_date="2026-12-18")
    assert "so nothing was saved" in errors["close_date"]
    assert desk.deal(REASSIGNED).close_date != date(2026, 12, 18)
