"""Corrections, understood and carried out on a store in memory: what stands afterwards, and what is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sales.deal import Field, Value, Via
from sales.money import Money
from sales.people import Person
from sales.process import Outcome
from sales.usecases.advancing import change
from sales.usecases.changing import Saved, Wish
from sales.usecases.correcting import Corrected
from sales.usecases.ignoring import Ignored
from sales.usecases.say import Asked
from sales.usecases.undo import Undone, undo
from sales.workspace import Workspace
from tests.usecases.conftest import Talk


@pytest.mark.parametrize(
    ("said", "correction", "fact", "value"),
    [
        ("Acme is now 45k", "no, 54k", "amount", Money(5_400_000)),
        ("Acme is now 45k", "sorry, I meant 54k", "amount", Money(5_400_000)),
        ("Acme to proposal", "no, verbal", "stage", "verbal"),
        ("source of Acme is webinar", "no, referral", "source", "Referral"),
        ("Acme closes on December 15", "no, December 18", "close_date", date(2026, 12, 18)),
        ("next step Acme: send the offer by Dec 1", "no, Dec 4", "next_step_on", date(2026, 12, 4)),
        ("snooze Acme until Dec 1", "no, Dec 4", "snoozed_until", date(2026, 12, 4)),
        ("new deal: Initrode, 45k", "no, 54k", "amount", Money(5_400_000)),
    ],
)
def test_a_fact_is_what_was_meant_and_goes_back_step_by_step(
    talk: Talk, said: str, correction: str, fact: str, value: object
) -> None:
    """One entry more; undo takes back the correction first, then what it corrected."""
    name = "Initrode" if "Initrode" in said else "Acme"
    talk.says(said)
    meant = getattr(talk.deal(name), fact)
    corrected = talk.says(correction)
    assert isinstance(corrected, Corrected)
    assert getattr(talk.deal(name), fact) == value
    talk.says("undo")
    assert getattr(talk.deal(name), fact) == meant


@pytest.mark.parametrize(
    ("correction", "kind", "day"),
    [
        ("it was Monday", "call", date(2026, 11, 16)),
        ("no, Monday", "call", date(2026, 11, 16)),
        ("no, a demo", "demo", date(2026, 11, 18)),
        ("it was a site visit", "site_visit", date(2026, 11, 18)),
    ],
)
def test_what_happened_otherwise_is_logged_otherwise(talk: Talk, correction: str, kind: str, day: date) -> None:
    """One activity stands, not two; where only something had happened, a bare day is when it did."""
    talk.says("called Jane at Acme, wants a proposal")
    assert isinstance(talk.says(correction), Corrected)
    [activity] = talk.logged("Acme")
    assert (activity.kind, activity.happened_on) == (kind, day)
    talk.says("undo")
    [activity] = talk.logged("Acme")
    assert (activity.kind, activity.happened_on) == ("call", date(2026, 11, 18))


def test_a_bare_day_may_be_that_of_the_note(talk: Talk) -> None:
    """Where the note names a day too, "no, Monday" is asked about, and yes moves what happened; "it was Monday" is
    clear."""
    talk.says("called Jane at Acme, contract goes to legal Thursday")
    asked = talk.says("no, Monday")
    assert isinstance(asked, Asked)
    assert asked.question is not None
    assert asked.question.sentence.startswith("Was the call on Mon 16 Nov 2026?")
    assert [activity.happened_on for activity in talk.logged("Acme")] == [date(2026, 11, 18)]
    assert isinstance(talk.answers(asked, 0), Corrected)
    assert [activity.happened_on for activity in talk.logged("Acme")] == [date(2026, 11, 16)]
    talk.says("called Jane at Acme, contract goes to legal Thursday")
    assert isinstance(talk.says("it was Monday"), Corrected)


def test_a_corrected_day_keeps_what_others_have_changed(talk: Talk, team: dict[str, Person]) -> None:
    """The manager's amount is not overwritten by doing the rep's sentence again."""
    talk.says("called Acme, moved it to proposal, 45k")
    mia = Talk(talk.store, _workspace(talk), team["Mia"], talk.now)
    mia.says("Acme is now 60k", channel="D2")
    talk.now = mia.now
    talk.says("it was Monday")
    deal = talk.deal("Acme")
    assert (deal.amount, deal.stage) == (Money(6_000_000), "proposal")
    assert [activity.happened_on for activity in talk.logged("Acme")] == [date(2026, 11, 16)]


def _workspace(talk: Talk) -> Workspace:
    with talk.store.reading(talk.actor.workspace_id) as tx:
        return tx.workspace


def test_the_other_deal_gets_all_of_it(talk: Talk) -> None:
    """And the first is as it was; undo brings back what had been said of the first."""
    before = talk.deal("Acme")
    talk.says("called Acme, moved it to proposal")
    talk.says("I meant Hooli")
    assert (talk.deal("Acme").stage, talk.logged("Acme")) == (before.stage, [])
    assert (talk.deal("Hooli").stage, len(talk.logged("Hooli"))) == ("proposal", 1)
    talk.says("undo")
    assert (talk.deal("Acme").stage, len(talk.logged("Acme"))) == ("proposal", 1)
    assert (talk.deal("Hooli").stage, talk.logged("Hooli")) == (before.stage, [])
    talk.says("undo")
    after = talk.deal("Acme")
    assert replace(after, version=0) == replace(before, version=0)


def test_a_win_of_the_wrong_deal_is_celebrated_for_the_right_one(talk: Talk) -> None:
    """The wrong one's celebration is taken back."""
    talk.answers(talk.says("we won Acme"), 0)
    talk.says("I meant Hooli")
    assert (talk.deal("Acme").outcome, talk.deal("Hooli").outcome) == (Outcome.OPEN, Outcome.WON)
    ids = [talk.deal(name).id for name in ("Acme", "Hooli")]
    with talk.store.reading(talk.actor.workspace_id) as tx:
        wins = [tx.win(deal_id) for deal_id in ids]
    assert [win.retracted for win in wins if win] == [True, False]


def test_a_corrected_amount_of_a_win_corrects_its_celebration(talk: Talk) -> None:
    """It is told again where it stands, not posted anew."""
    talk.answers(talk.says("we won Acme for 45k"), 0)
    talk.says("no, 54k")
    assert talk.deal("Acme").amount == Money(5_400_000)
    with talk.store.reading(talk.actor.workspace_id) as tx:
        kinds = [row.kind for row in (tx.deliveries.get(n) for n in range(1, 9)) if row is not None]
    assert kinds == ["win", "win_edit"]


def test_nothing_of_the_kind_is_offered_and_nothing_at_all_is_asked(talk: Talk, team: dict[str, Person]) -> None:
    """Yes sets it; somebody who has said nothing is asked what is meant."""
    talk.says("called Acme")
    asked = talk.says("no, 54k")
    assert isinstance(asked, Asked)
    assert asked.question is not None
    assert "nothing of the amount of Acme" in asked.question.sentence
    assert talk.deal("Acme").amount == Money(4_000_000)
    talk.answers(asked, 0)
    assert talk.deal("Acme").amount == Money(5_400_000)
    rui = Talk(talk.store, _workspace(talk), team["Rui"], talk.now)
    nothing = rui.says("no, 54k", channel="D3")
    assert isinstance(nothing, Asked)
    assert nothing.question is not None
    assert "What shall I correct?" in nothing.question.sentence


def test_what_was_said_long_ago_is_not_meant(talk: Talk) -> None:
    """The next day a correction needs the deal's name, or the thread."""
    talk.says("Acme is now 45k")
    talk.now += timedelta(days=1)
    assert isinstance(talk.says("no, 54k"), Asked)
    assert isinstance(talk.says("no, 54k", thread="4.000000"), Corrected)


def test_among_colleagues_it_takes_a_thread_or_a_mention(talk: Talk) -> None:
    """In a channel people say "no, 99k" to one another."""
    talk.says("Acme is now 45k", channel="C1")
    assert isinstance(talk.says("no, 99k", channel="C1", addressed=False), Ignored)
    assert isinstance(talk.says("undo", channel="C1", addressed=False), Ignored)
    assert isinstance(talk.says("no, 54k", channel="C1", addressed=False, thread="4.000000"), Corrected)
    assert isinstance(talk.says("no, 55k", channel="C1"), Corrected)


def test_a_corrected_entry_is_undone_by_undoing_the_correction_first(talk: Talk) -> None:
    """The button under the first echo says so."""
    talk.says("called Acme")
    corrected = talk.says("it was Monday")
    assert isinstance(corrected, Corrected)
    with pytest.raises(Exception, match="Undo the correction first"):
        undo(talk.store, talk.actor, talk.now, entry_id=corrected.original.id)


def test_closed_deals_of_the_account_do_not_make_a_name_ambiguous(talk: Talk) -> None:
    """Where one deal of an account is open, it is meant; with two of them it is asked."""
    acme = talk.deal("Acme").account_id
    for name in ("Acme expansion", "Acme pilot"):
        talk.says(f"new deal: {name}, 10k")
        _belongs(talk, name, acme)
    _closed(talk, "Acme pilot")
    _belongs(talk, "Acme", acme, rename="Acme renewal")
    _closed(talk, "Acme expansion")
    talk.says("Acme is now 70k")
    assert talk.deal("Acme renewal").amount == Money(7_000_000)


def _belongs(talk: Talk, name: str, account: int | None, rename: str = "") -> None:
    deal = talk.deal(name)
    fields: dict[Field, Value] = {Field.ACCOUNT: account, **({Field.NAME: rename} if rename else {})}
    change(talk.store, talk.actor, Wish(deal_id=deal.id, fields=fields), Via.MODAL, talk.now)


def _closed(talk: Talk, name: str) -> None:
    fields: dict[Field, Value] = {Field.STAGE: "lost", Field.LOST_REASON: "Price"}
    change(talk.store, talk.actor, Wish(deal_id=talk.deal(name).id, fields=fields), Via.MODAL, talk.now)


@pytest.mark.parametrize(
    "said",
    [
        "Acme is now 45k",
        "called Acme, all fine",
        "new contact at Acme: Raj Patel, CFO",
        "add company Initrode",
        "Acme still right",
    ],
)
def test_the_same_message_again_is_answered_alike(talk: Talk, said: str) -> None:
    """Slack sends what it believes lost; whichever answer arrives must tell what was done, and it is done once."""
    first, again = talk.says(said), talk.says_again()
    assert isinstance(first, Saved)
    assert isinstance(again, Saved)
    assert again.entry == first.entry
    assert [deal.after.id for deal in again.deals] == [deal.after.id for deal in first.deals]
    assert again.accounts == first.accounts
    assert [deal.untouched for deal in again.deals] == [deal.untouched for deal in first.deals]


def test_undoing_the_correction_of_a_new_deal_leaves_the_deal(talk: Talk) -> None:
    """Step by step: the amount as it was said first, then no deal."""
    talk.says("new deal: Initrode, 80k")
    talk.says("no, 54k")
    talk.says("no, 55k")
    for amount in (5_400_000, 8_000_000):
        assert isinstance(talk.says("undo"), Undone)
        assert talk.deal("Initrode").amount == Money(amount)
    gone = talk.says("undo")
    assert isinstance(gone, Undone)
    assert [deal.deleted for deal in gone.deals] == [True]


def test_what_was_corrected_in_one_point_is_undone_after_its_correction(talk: Talk) -> None:
    """Else the corrected amount would stand without what it corrected."""
    first = talk.says("called Acme, now 45k")
    assert isinstance(first, Saved)
    talk.says("no, 54k")
    with pytest.raises(Exception, match="Undo the correction first"):
        undo(talk.store, talk.actor, talk.now, entry_id=first.entry.id)
    talk.says("undo")
    assert isinstance(undo(talk.store, talk.actor, talk.now, entry_id=first.entry.id), Undone)
    assert talk.deal("Acme").amount == Money(4_000_000)
    assert talk.logged("Acme") == []


def test_a_correction_that_pushes_for_the_third_time_asks_why(talk: Talk) -> None:
    """As any other push does; where a reason was said with what is corrected, it is kept and nobody is asked."""
    for said in ("Hooli closes Dec 15", "push Hooli to Dec 20", "push Hooli to Jan 10"):
        assert isinstance(talk.says(said), Saved)
    asked = talk.says("no, Jan 20")
    assert isinstance(asked, Asked)
    assert asked.question is not None
    assert asked.question.sentence == "Hooli has been pushed twice already. Why does it slip again?"
    corrected = talk.answers(asked, 0)
    assert isinstance(corrected, Corrected)
    assert talk.deal("Hooli").close_date == date(2027, 1, 20)
    assert isinstance(talk.says("push Hooli to Feb 10 because legal froze"), Saved)
    assert isinstance(talk.says("no, Feb 15"), Corrected)
    assert talk.deal("Hooli").close_date == date(2027, 2, 15)
