"""Deals that are looked for by what is true of them: open, in need of attention, untouched, won, of a channel, or
without a decision maker."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sales.activity import Account, Activity, BuyingRole, Contact
from sales.deal import Field, Via
from sales.money import Money
from sales.process import Requirement
from tests.storage.conftest import NOW, Office


def test_open_deals_come_by_close_date(office: Office) -> None:
    """Of these owners, by close date with none last, then by id; closed ones are left out."""
    days = [date(2026, 12, 3), None, date(2026, 12, 1), date(2026, 12, 3)]
    ids = [office.add(office.deal(name=f"D{n}", close_date=day)).id for n, day in enumerate(days)]
    office.add(office.deal(owner="Kim"))
    won = office.add()
    office.change(won.id, {Field.STAGE: "won"})
    with office.store.reading(office.workspace.id) as tx:
        found = tx.deals.open_of([office.team["Dana"].id, office.team["Rui"].id])
        assert tx.deals.open_of([]) == []
    assert [deal.id for deal in found] == [ids[2], ids[0], ids[3], ids[1]]


def test_deals_needing_attention(office: Office) -> None:
    """Past their close date, never touched, or touched before their own stage's instant; no others, no closed ones."""
    today = NOW.date()
    early, late = NOW - timedelta(days=30), NOW - timedelta(days=2)
    drafts = {
        "past": (office.deal(close_date=today - timedelta(days=1)), NOW, Via.MESSAGE),
        "never": (office.deal(), early, Via.IMPORT),
        "old": (office.deal(), early, Via.MESSAGE),
        "fresh": (office.deal(), late, Via.MESSAGE),
        "patient": (office.deal(stage="contract"), early, Via.MESSAGE),
        "due today": (office.deal(close_date=today), late, Via.MESSAGE),
        "dateless": (office.deal(close_date=None), late, Via.MESSAGE),
    }
    ids = {name: office.add(deal, at=at, via=via).id for name, (deal, at, via) in drafts.items()}
    lost = office.add(at=early)
    office.change(lost.id, {Field.STAGE: "lost"}, at=early)
    with office.store.reading(office.workspace.id) as tx:
        thresholds = {"discovery": NOW - timedelta(days=10), "contract": NOW - timedelta(days=60)}
        found = {deal.id for deal in tx.deals.needing_attention(thresholds, today, {})}
        assert found == {ids["past"], ids["never"], ids["old"]}
        assert {deal.id for deal in tx.deals.needing_attention({}, today, {})} == {ids["past"], ids["never"]}
        assert tx.deals.needing_attention({}, today, {}, {office.team["Rui"].id}) == []
        assert len(tx.deals.needing_attention({}, today, {}, {office.team["Rui"].id, office.team["Dana"].id})) == 2


def test_deals_without_a_required_fact_need_attention(office: Office) -> None:
    """Whatever a stage requires: exactly the open deals that lack it, and none in a stage that does not require it."""
    with office.store.writing(office.workspace.id) as tx:
        acme, globex = (tx.activities.save_account(Account(name=name)) for name in ("Acme", "Globex"))
        tx.activities.save_contact(Contact(account_id=acme.id, name="Jane", role=BuyingRole.DECISION_MAKER))
        tx.activities.save_contact(Contact(account_id=globex.id, name="Joe", role=BuyingRole.USER))
    whole: dict[str, Any] = {"account_id": acme.id, "next_step": "call", "source": "Referral"}
    lacks: dict[Requirement, list[dict[str, Any]]] = {
        Requirement.AMOUNT: [{"amount": None}],
        Requirement.CLOSE_DATE: [{"close_date": None}],
        Requirement.NEXT_STEP: [{"next_step": ""}],
        Requirement.SOURCE: [{"source": None}],
        Requirement.DECISION_MAKER: [{"account_id": None}, {"account_id": globex.id}],
    }
    ids = {
        requirement: {office.add(office.deal(**(whole | facts))).id for facts in drafts}
        for requirement, drafts in lacks.items()
    }
    office.add(office.deal(**whole))
    lost = office.add(office.deal())
    office.change(lost.id, {Field.STAGE: "lost"})

    def found(*required: Requirement, stage: str = "discovery") -> set[int]:
        with office.store.reading(office.workspace.id) as tx:
            return {deal.id for deal in tx.deals.needing_attention({}, date(2020, 1, 1), {stage: required})}

    for requirement, expected in ids.items():
        assert found(requirement) == expected, requirement
    assert found(*Requirement) == set.union(*ids.values())
    assert found(*Requirement, stage="contract") == set()
    assert found() == set()


def test_last_touch_ignores_bots_and_what_was_undone(office: Office) -> None:
    """Imports are no touch; an undone entry's changes and activities are none any more."""
    deal = office.add(at=NOW - timedelta(days=9), via=Via.IMPORT)

    def last_touch() -> datetime | None:
        with office.store.reading(office.workspace.id) as tx:
            return tx.deals.last_touch(deal.id)

    assert last_touch() is None
    office.change(deal.id, {Field.AMOUNT: Money(5)}, at=NOW - timedelta(days=5))
    office.change(deal.id, {Field.NAME: "Acme renamed"}, at=NOW - timedelta(days=4))
    assert last_touch() == NOW - timedelta(days=5)
    with office.store.writing(office.workspace.id) as tx:
        entry = office.entry(tx, at=NOW)
        activity = Activity(kind="call", deal_id=deal.id, happened_on=NOW.date(), logged_at=NOW, by=entry.by or 0)
        tx.activities.add(activity, entry)
    assert last_touch() == NOW
    with office.store.writing(office.workspace.id) as tx:
        tx.entries.mark_undone(entry.id)
    assert last_touch() == NOW - timedelta(days=5)


def test_wins_of_a_person_and_of_the_workspace(office: Office) -> None:
    """Oldest first, without the deal in question; the record counts everyone's and keeps currencies apart."""
    won: list[int] = []
    for amount, day in ((Money(300), 3), (Money(100), 1), (None, 2), (Money(9, "EUR"), 4)):
        deal = office.add(office.deal(amount=amount))
        office.change(deal.id, {Field.STAGE: "won", Field.CLOSED_ON: date(2026, 11, day)})
        won.append(deal.id)
    office.add()
    with office.store.reading(office.workspace.id) as tx:
        dana = office.team["Dana"].id
        assert tx.deals.won_amounts(dana) == [Money(100), None, Money(300), Money(9, "EUR")]
        assert tx.deals.won_amounts(dana, besides=won[0]) == [Money(100), None, Money(9, "EUR")]
        assert tx.deals.won_amounts(office.team["Kim"].id) == []
        assert tx.deals.win_record() == (4, [Money(9, "EUR"), Money(300)])
        assert tx.deals.win_record(besides=won[0]) == (3, [Money(9, "EUR"), Money(100)])


def test_reminders_in_vain_are_counted_without_a_version(office: Office) -> None:
    """Counting touches neither the version nor the journal, so that nobody's open form is spoiled by it."""
    first, second = office.add(), office.add()
    with office.store.writing(office.workspace.id) as tx:
        tx.deals.count_ignored([first.id])
        tx.deals.count_ignored([first.id])
    assert office.get(first.id) == replace(first, ignored_nudges=2)
    assert office.get(second.id) == second


def test_a_channel_leads_to_its_deal(office: Office) -> None:
    """An open deal before a closed one, whichever was linked last."""
    current = office.add(office.deal(channel="C7"))
    past = office.add(office.deal(channel="C7"))
    office.change(past.id, {Field.STAGE: "won"})
    with office.store.reading(office.workspace.id) as tx:
        assert tx.deals.by_channel("C7") == current
        assert tx.deals.by_channel("C8") is None


def test_decision_makers(office: Office) -> None:
    """Only accounts where somebody is known to decide."""
    with office.store.writing(office.workspace.id) as tx:
        acme, globex = (tx.activities.save_account(Account(name=name)) for name in ("Acme", "Globex"))
        jane = tx.activities.save_contact(Contact(account_id=acme.id, name="Jane"))
        tx.activities.save_contact(Contact(account_id=globex.id, name="Joe", role=BuyingRole.USER))
        assert tx.deals.with_decision_maker([acme.id, globex.id]) == set()
        tx.activities.save_contact(replace(jane, role=BuyingRole.DECISION_MAKER))
        assert tx.deals.with_decision_maker([acme.id, globex.id]) == {acme.id}
