"""Echoes: one line for each deal, in the words people use; amounts and days are written in the one way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.blocks.echo import deal_line, echo_message, undone_message
from sales.activity import Activity, Contact
from sales.deal import Deal, Field
from sales.process import ForecastCategory
from sales.revising import revised
from sales.usecases.changing import Saved, SavedDeal
from sales.usecases.restoring import Kept
from sales.usecases.undo import Undone
from tests.blocks.seen import labels, shown
from tests.sales.examples import ANN, BOB, NOW, PROCESS, TEAM, TODAY, a_deal, an_entry, usd

BEFORE = a_deal()
LATE = datetime(2026, 11, 19, 23, 30, tzinfo=ZoneInfo("America/New_York"))
"""In New York it is still the day that is over in UTC."""


def became(already: tuple[Field, ...] = (), **facts: Any) -> SavedDeal:
    return SavedDeal(before=BEFORE, after=replace(BEFORE, **facts), already=already)


def logged(**facts: Any) -> SavedDeal:
    usual: dict[str, Any] = {"kind": "call", "deal_id": 1, "happened_on": TODAY, "logged_at": NOW, "by": ANN.id}
    return SavedDeal(before=BEFORE, after=BEFORE, activities=(Activity(**(usual | facts)),))


def ended(stage: str) -> SavedDeal:
    return SavedDeal(before=BEFORE, after=revised(BEFORE, {Field.STAGE: stage}, an_entry(), PROCESS, today=TODAY).deal)


LINES: dict[str, tuple[SavedDeal, str]] = {
    "an amount": (became(amount=usd(45_000)), "amount $40,000 → *$45,000*"),
    "a first amount": (
        SavedDeal(before=replace(BEFORE, amount=None), after=BEFORE),
        "amount *$40,000*",
    ),
    "no amount any more": (became(amount=None), "amount $40,000 → *none*"),
    "a close date": (became(close_date=date(2027, 1, 15)), "closes Fri 11 Dec 2026 → *Fri 15 Jan 2027*"),
    "a stage": (became(stage="proposal"), "stage Discovery → *Proposal*"),
    "a next step": (
        became(next_step="Send the offer", next_step_on=date(2026, 11, 24)),
        "next step Send the draft → *Send the offer* by Tue 24 Nov 2026",
    ),
    "no next step any more": (became(next_step="", next_step_on=None), "next step Send the draft → *none*"),
    "the forecast": (became(category=ForecastCategory.BEST_CASE), "forecast *best case*"),
    "another owner": (became(owner_id=BOB.id), "now belongs to *Bob Rep*"),
    "where it came from": (became(source="fair"), "source *fair*"),
    "quiet": (became(snoozed_until=date(2026, 12, 4)), "snoozed until *Fri 4 Dec 2026*"),
    "a win": (ended("won"), ":tada: *won* for *$40,000* on Thu 19 Nov 2026"),
    "a loss": (ended("lost"), "*lost* on Thu 19 Nov 2026"),
    "a call": (logged(contact="Jane", note="wants a proposal"), "logged a *call* with Jane — “wants a proposal”"),
    "a meeting the day before": (
        logged(kind="meeting", happened_on=date(2026, 11, 18)),
        "logged a *meeting* on Wed 18 Nov 2026",
    ),
    "a call late at night": (logged(logged_at=LATE), "logged a *call*"),
    "what was so before": (became((Field.STAGE, Field.AMOUNT)), "in *Discovery* already · amount *$40,000* already"),
    "nothing": (became(), "nothing changed"),
    "still right": (became(touched_at=NOW + timedelta(minutes=1)), "confirmed as still right"),
    "two things": (
        became(amount=usd(45_000), close_date=date(2027, 1, 15)),
        "amount $40,000 → *$45,000* · closes Fri 11 Dec 2026 → *Fri 15 Jan 2027*",
    ),
}


@pytest.mark.parametrize("what", LINES)
def test_a_line_says_what_is_so_now(what: str) -> None:
    """The deal's name, then each change with what it was before."""
    saved, said = LINES[what]
    assert deal_line(saved, PROCESS, TEAM.by_id) == f"*Acme renewal*: {said}"


def test_what_changed_nothing_has_nothing_to_undo() -> None:
    """And is not ticked off as done."""
    same = echo_message(Saved(an_entry(), (became((Field.STAGE,)),)), PROCESS, TEAM.by_id)
    assert shown(same).startswith(":ok_hand:")
    assert "Undo" not in labels(same)
    done = echo_message(Saved(an_entry(), (became(amount=usd(1)),)), PROCESS, TEAM.by_id)
    assert labels(done)[0] == "Undo"


def test_a_win_asks_for_its_story() -> None:
    """With a button, and with the words that do the same."""
    told = echo_message(Saved(an_entry(), (ended("won"),)), PROCESS, TEAM.by_id)
    assert "What decided it? Write it here: `story: …`" in shown(told)
    assert labels(told)[0] == "Tell the story"


def undone(deals: tuple[Deal, ...], **facts: Any) -> Undone:
    return Undone(an_entry(), deals, facts.pop("kept", ()), 0, **facts)


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (undone((BEFORE,)), "Undone: Acme renewal is back as it was."),
        (undone((BEFORE, a_deal(id=2, name="Globex"))), "Undone: Acme renewal and Globex are back as they were."),
        (undone((BEFORE,), again=an_entry()), "Undone: Acme renewal is back as it was before the correction."),
        (undone((a_deal(deleted=True),)), "Undone: Acme renewal is gone again."),
        (undone((), customers=("Jane Doe",)), "Undone: Jane Doe."),
        (undone((), kept_customers=("Jane Doe",)), "I left Jane Doe alone: somebody has changed it since."),
        (
            undone((BEFORE,), kept=(Kept(BEFORE, Field.AMOUNT, "Bob Rep"),)),
            "I left the amount of Acme renewal alone: Bob Rep has changed it since.",
        ),
        (
            undone((BEFORE,), kept=(Kept(BEFORE, Field.CLOSE_DATE, "you"),)),
            "I left the close date of Acme renewal alone: you have changed it since.",
        ),
    ],
)
def test_an_undo_says_what_it_put_back_and_what_it_left(done: Undone, said: str) -> None:
    """In whole sentences, for one and for several."""
    assert said in shown(undone_message(done, PROCESS))


def test_a_contact_is_named_with_role_and_title() -> None:
    """As one would introduce them."""
    saved = replace(became(), contacts=(Contact(account_id=1, name="Jane Doe", title="CFO"),))
    assert deal_line(saved, PROCESS, TEAM.by_id) == "*Acme renewal*: contact *Jane Doe* (CFO)"
