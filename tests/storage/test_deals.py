"""Deals and their journal, in every kind of database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sales.activity import Account, Activity, BuyingRole, Contact
from sales.deal import Entry, Field, Via
from sales.errors import DealChanged, NotFound
from sales.money import Money
from sales.process import ForecastCategory, Outcome, Requirement
from sales.revising import opened, revised
from tests.storage.conftest import NOW, Office

A_MINUTE = timedelta(minutes=1)


def test_a_deal_comes_back_as_it_was_saved(office: Office) -> None:
    """Every field of a deal survives being saved, an amount of zero and a missing amount included."""
    with office.store.writing(office.workspace.id) as tx:
        account = tx.activities.save_account(Account(name="Ümlaut & Søn"))
    full = office.deal(
        account_id=account.id,
        account=account.name,
        amount=Money(0, "JPY"),
        closed_on=date(2026, 1, 2),
        category=ForecastCategory.COMMIT,
        next_step="Send the offer 📄",
        next_step_on=date(2026, 11, 20),
        source="Referral",
        lost_reason="Price",
        snoozed_until=date(2026, 11, 30),
        pushes=3,
        ignored_nudges=2,
        channel="C-acme",
        external_id="006-1",
    )
    for draft in (full, office.deal(amount=None, close_date=None)):
        saved = office.add(draft)
        assert office.get(saved.id) == saved
        assert (saved.version, saved.amount) == (1, draft.amount)


def test_a_save_carries_its_version(office: Office) -> None:
    """Each save counts the version up, and what comes back is what stands there now."""
    deal = office.add()
    saved = office.change(deal.id, {Field.AMOUNT: Money(5_000_000), Field.STAGE: "proposal"})
    assert (saved.version, saved.stage, saved.amount) == (2, "proposal", Money(5_000_000))
    assert office.get(deal.id) == saved


def test_a_stale_save_is_refused_by_name(office: Office) -> None:
    """Whoever saves second is told who changed what, and nothing of theirs is kept."""
    deal = office.add()
    office.change(deal.id, {Field.STAGE: "proposal"}, at=NOW, who="Mia")
    with pytest.raises(DealChanged) as told:
        office.change_unseen(deal, {Field.AMOUNT: Money(1)}, at=NOW + A_MINUTE)
    assert told.value.sentence.startswith("Mia Stone moved Acme to Proposal a minute ago")
    with office.store.reading(office.workspace.id) as tx:
        assert [change.field for change in tx.deals.history(deal.id)] == [Field.CREATED, Field.STAGE]
        latest = tx.entries.latest_by(office.team["Dana"].id)
        assert latest is not None
        assert latest.at == NOW


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        ({Field.DELETED: None}, "Mia Stone deleted Acme"),
        ({Field.CONFIRMED: None}, "Mia Stone confirmed Acme"),
        ({Field.CLOSE_DATE: date(2027, 1, 1)}, "Mia Stone changed the close date of Acme"),
    ],
)
def test_a_conflict_says_what_happened(office: Office, wishes: dict[Field, None], said: str) -> None:
    """The sentence names the latest change, whatever it was."""
    deal = office.add()
    office.change(deal.id, wishes, who="Mia")
    with pytest.raises(DealChanged, match=said):
        office.change_unseen(deal, {Field.AMOUNT: Money(1)})


def test_a_deal_that_is_not_there_cannot_be_saved(office: Office) -> None:
    """A made-up id is not found; it is not a conflict."""
    with pytest.raises(NotFound):
        office.change_unseen(replace(office.deal(), id=999, version=1), {Field.AMOUNT: Money(1)})


def test_a_save_without_changes_keeps_what_followed(office: Office) -> None:
    """Undoing an activity has no change to write, but the last touch moves back."""
    deal = office.add()
    with office.store.writing(office.workspace.id) as tx:
        entry = office.entry(tx, via=Via.UNDO)
        before = replace(deal, touched_at=NOW - A_MINUTE)
        saved = tx.deals.save(replace(revised(before, {}, entry, office.process, today=NOW.date()), deal=before), entry)
    assert office.get(deal.id) == saved
    assert saved.touched_at == NOW - A_MINUTE


def test_moving_to_another_account_shows_its_name(office: Office) -> None:
    """The account's name follows its id."""
    deal = office.add()
    with office.store.writing(office.workspace.id) as tx:
        account = tx.activities.save_account(Account(name="Globex"))
    saved = office.change(deal.id, {Field.ACCOUNT: account.id})
    assert (saved.account_id, saved.account) == (account.id, "Globex")
    assert office.get(deal.id) == saved


def test_deleted_deals_are_gone_but_not_forgotten(office: Office) -> None:
    """A deleted deal is in no list and in no sum; its history remains, and an import does not bring it back."""
    deal = office.add(office.deal(external_id="x1", channel="C9"))
    office.change(deal.id, {Field.DELETED: None})
    with office.store.reading(office.workspace.id) as tx:
        assert tx.deals.get(deal.id) is None
        assert tx.deals.many([deal.id]) == {}
        assert tx.deals.names()[1] == []
        assert tx.deals.open_of([deal.owner_id]) == []
        assert tx.deals.restless({}, date(2030, 1, 1), {}) == []
        assert tx.deals.by_channel("C9") is None
        assert tx.forecasts.cells(None) == []
        assert [change.field for change in tx.deals.history(deal.id)] == [Field.CREATED, Field.DELETED]
        assert tx.deals.sources()["x1"].deleted


def test_names_are_read_again_only_when_they_changed(office: Office) -> None:
    """The stamp grows with a new deal, a name, an account, an owner, a win; not with an amount or an open stage."""
    office.add()

    def stamp() -> int:
        with office.store.reading(office.workspace.id) as tx:
            return tx.deals.names()[0]

    with office.store.reading(office.workspace.id) as tx:
        first, names = tx.deals.names()
        assert names is not None
        assert [(n.name, n.account, n.is_open) for n in names] == [("Acme", "", True)]
        assert tx.deals.names(stamp=first) == (first, None)
    deal_id = names[0].id
    quiet: list[dict[Field, object]] = [{Field.AMOUNT: Money(7)}, {Field.STAGE: "proposal"}]
    for wishes in quiet:
        office.change(deal_id, wishes)  # type: ignore[arg-type]
        assert stamp() == first
    loud: list[dict[Field, object]] = [
        {Field.NAME: "Acme 2"},
        {Field.OWNER: office.team["Kim"].id},
        {Field.STAGE: "won"},
        {Field.STAGE: "verbal"},
        {Field.DELETED: None},
    ]
    for wishes in loud:
        before = stamp()
        office.change(deal_id, wishes)  # type: ignore[arg-type]
        assert stamp() > before


def test_names_of_some(office: Office) -> None:
    """Only of the owners that are asked for, and of what is open; and who owns the deals with an account, by deal."""
    with office.store.writing(office.workspace.id) as tx:
        account = tx.activities.save_account(Account(name="Hooli"))
    dana, rui = office.team["Dana"].id, office.team["Rui"].id
    office.add(office.deal(name="Mine", account_id=account.id))
    ours = office.add(office.deal(name="Ours", owner="Rui", account_id=account.id))
    office.change(office.add(office.deal(name="Done")).id, {Field.STAGE: "won"})
    with office.store.reading(office.workspace.id) as tx:
        assert [n.name for n in tx.deals.names(owner_ids=[dana])[1] or ()] == ["Mine", "Done"]
        assert [n.name for n in tx.deals.names(owner_ids=[dana, rui], only_open=True)[1] or ()] == ["Mine", "Ours"]
        assert tx.deals.owners_at(account.id) == [dana, rui]
        assert tx.deals.owners_at(account.id + 1) == []
    office.change(ours.id, {Field.DELETED: None})
    with office.store.reading(office.workspace.id) as tx:
        assert tx.deals.owners_at(account.id) == [dana]


def test_a_writer_sees_its_own_new_names(office: Office) -> None:
    """Within one transaction the stamp has moved on as soon as a name changed."""
    with office.store.writing(office.workspace.id) as tx:
        before, _ = tx.deals.names()
        entry = office.entry(tx)
        tx.deals.add(opened(office.deal(), entry, office.process), entry)
        after, names = tx.deals.names(stamp=before)
        assert after != before
        assert names is not None


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


def test_restless_deals(office: Office) -> None:
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
        found = {deal.id for deal in tx.deals.restless(thresholds, today, {})}
        assert found == {ids["past"], ids["never"], ids["old"]}
        assert {deal.id for deal in tx.deals.restless({}, today, {})} == {ids["past"], ids["never"]}
        assert tx.deals.restless({}, today, {}, {office.team["Rui"].id}) == []
        assert len(tx.deals.restless({}, today, {}, {office.team["Rui"].id, office.team["Dana"].id})) == 2


def test_deals_without_a_required_fact_are_restless(office: Office) -> None:
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
            return {deal.id for deal in tx.deals.restless({}, date(2020, 1, 1), {stage: required})}

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


def test_an_import_saves_deals_entries_and_changes_at_once(office: Office) -> None:
    """Each deal gets its own changes with their own instants; equal new entries are one entry."""
    created, won = datetime(2025, 1, 1, tzinfo=UTC), datetime(2025, 3, 1, 12, tzinfo=UTC)
    revisions = []
    for number in range(50):
        entry = Entry(by=None, at=created, via=Via.IMPORT, text="pipeline.csv")
        born = opened(office.deal(name=f"D{number}", external_id=f"x{number}"), entry, office.process)
        closing = Entry(by=None, at=won, via=Via.IMPORT, text="pipeline.csv")
        done = revised(born.deal, {Field.STAGE: "won"}, closing, office.process, today=won.date())
        revisions.append((replace(done, changes=(*born.changes, *done.changes)), entry))
    with office.store.writing(office.workspace.id) as tx:
        tx.deals.add_all(revisions)
    with office.store.reading(office.workspace.id) as tx:
        found = tx.deals.sources()
        assert {deal.name for deal in found.values()} == {f"D{n}" for n in range(50)}
        deal = found["x7"]
        assert (deal.name, deal.outcome, deal.touched_at, deal.version) == ("D7", Outcome.WON, None, 1)
        history = tx.deals.history(deal.id)
        assert [(c.field, c.at) for c in history if c.field is not Field.CLOSED_ON] == [
            (Field.CREATED, created),
            (Field.STAGE, won),
        ]
        assert len({change.entry_id for change in history}) == 1
        assert tx.deals.names()[0] > 1
