"""Entries, activities, accounts, contacts and ticks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sales.activity import Account, Activity, BuyingRole, Contact
from sales.deal import Entry, Field, Via
from sales.errors import NotFound
from sales.money import Money
from sales.revising import Revision, opened, revised
from storage.sql import SqlTx
from tests.storage.conftest import NOW, Office


def log(office: Office, tx: SqlTx, deal_id: int, entry: Entry, kind: str = "call", days: int = 0) -> Activity:
    """Logs an activity that happened so many days ago."""
    happened_on = NOW.date() - timedelta(days=days)
    activity = Activity(
        kind=kind, deal_id=deal_id, happened_on=happened_on, logged_at=NOW, by=entry.by or 0, contact="Jane", note="ok"
    )
    return tx.activities.add(activity, entry)


def test_an_entry_comes_back_with_all_it_did(office: Office) -> None:
    """Its changes and its activities, in the order in which they were made."""
    deal = office.add()
    office.change(deal.id, {Field.AMOUNT: Money(1), Field.STAGE: "proposal"}, at=NOW + timedelta(minutes=5))
    with office.store.writing(office.workspace.id) as tx:
        entry = tx.entries.latest_by(office.team["Dana"].id)
        assert entry is not None
        assert tx.entries.get(entry.id) == entry
        assert (entry.via, entry.channel, entry.at) == (Via.MESSAGE, "C1", NOW + timedelta(minutes=5))
        first, second = log(office, tx, deal.id, entry), log(office, tx, deal.id, entry, "email")
        assert [change.field for change in tx.entries.changes(entry.id)] == [Field.AMOUNT, Field.STAGE]
        assert tx.entries.activities(entry.id) == [first, second]
        assert tx.entries.of_message("C1", entry.message_ts or "") == entry
        assert tx.entries.of_message("C2", entry.message_ts or "") is None
        assert tx.entries.get(999) is None


def test_the_latest_entry_is_none_that_was_undone(office: Office) -> None:
    """Undos and undone entries are passed over; a channel limits the search."""
    dana = office.team["Dana"].id
    with office.store.writing(office.workspace.id) as tx:
        first = office.entry(tx)
        second = tx.entries.add(Entry(by=dana, at=NOW, via=Via.HOME))
        office.entry(tx, via=Via.UNDO)
        office.entry(tx, "Kim")
        assert tx.entries.latest_by(dana) == second
        assert tx.entries.latest_by(dana, "C1") == first
        tx.entries.mark_undone(second.id)
        assert tx.entries.latest_by(dana) == first
        undone = tx.entries.get(second.id)
        assert undone is not None
        assert undone.undone


def test_which_deals_people_have_moved_since(office: Office) -> None:
    """By change, by activity, and by an undo of either; what an import enters is nobody's doing."""
    one, two = office.add(), office.add()
    with office.store.writing(office.workspace.id) as tx:
        start = tx.entries.moved_after(0, 1)[0]
        assert tx.entries.moved_after(start, 10) == (start, set())
        logged = office.entry(tx)
        log(office, tx, two.id, logged)
        assert tx.entries.moved_after(start, 10) == (logged.id, {two.id})
        tx.entries.add(Entry(by=None, at=NOW, via=Via.IMPORT))
        assert tx.entries.moved_after(logged.id, 10) == (logged.id, set())
        undo = tx.entries.add(Entry(by=office.team["Dana"].id, at=NOW, via=Via.UNDO, reverses=logged.id))
        assert tx.entries.moved_after(logged.id, 10) == (undo.id, {two.id})
    office.change(one.id, {Field.AMOUNT: Money(1)})
    with office.store.reading(office.workspace.id) as tx:
        assert tx.entries.moved_after(undo.id, 10)[1] == {one.id}
        assert tx.entries.moved_after(start, 1)[1] == {one.id}


def test_an_activity_touches_its_deal_without_a_version(office: Office) -> None:
    """The touch moves forward and reminders start anew; an import's activity touches nothing."""
    deal = office.add(office.deal(ignored_nudges=2), at=NOW - timedelta(days=9))
    with office.store.writing(office.workspace.id) as tx:
        log(office, tx, deal.id, office.entry(tx, via=Via.IMPORT))
        assert tx.deals.get(deal.id) == deal
        log(office, tx, deal.id, office.entry(tx))
        touched = tx.deals.get(deal.id)
        assert touched is not None
        assert (touched.touched_at, touched.version, touched.ignored_nudges) == (NOW, deal.version, 0)
        log(office, tx, deal.id, office.entry(tx, at=NOW - timedelta(days=3)))
        assert tx.deals.get(deal.id) == touched


def test_activities_of_a_deal(office: Office) -> None:
    """Latest first, as many as asked for, none whose entry was undone."""
    deal = office.add()
    with office.store.writing(office.workspace.id) as tx:
        undone = office.entry(tx)
        entry = office.entry(tx)
        old, new = log(office, tx, deal.id, entry, days=5), log(office, tx, deal.id, entry, days=1)
        log(office, tx, deal.id, undone)
        tx.entries.mark_undone(undone.id)
        assert tx.activities.of_deal(deal.id) == [new, old]
        assert tx.activities.of_deal(deal.id, limit=1) == [new]


def test_activities_are_counted_by_person_and_kind(office: Office) -> None:
    """Those logged since an instant, without the undone."""
    deal = office.add()
    with office.store.writing(office.workspace.id) as tx:
        dana, kim, undone = office.entry(tx), office.entry(tx, "Kim"), office.entry(tx)
        for entry, kind in ((dana, "call"), (dana, "call"), (dana, "demo"), (kim, "call"), (undone, "call")):
            log(office, tx, deal.id, entry, kind)
        tx.entries.mark_undone(undone.id)
        people = [office.team["Dana"].id, office.team["Kim"].id]
        assert tx.activities.count_by_kind(people, NOW) == {
            (people[0], "call"): 2,
            (people[0], "demo"): 1,
            (people[1], "call"): 1,
        }
        assert tx.activities.count_by_kind(people, NOW + timedelta(seconds=1)) == {}


def test_one_customer_has_one_account(office: Office) -> None:
    """The same name in another spelling is the same account; renaming is seen by the deals' names."""
    with office.store.writing(office.workspace.id) as tx:
        acme = tx.activities.save_account(Account(name=" Acme  Corp "))
        assert acme.name == "Acme Corp"
        assert tx.activities.save_account(Account(name="ACME CORP")) == acme
        assert tx.activities.account("acme corp") == acme
        assert tx.activities.account("Acme") is None
        globex = tx.activities.save_account(Account(name="Globex"))
        assert tx.activities.account_names() == [acme, globex]
        stamp, _ = tx.deals.names()
        renamed = tx.activities.save_account(Account(id=acme.id, name="Zenith"))
        assert tx.activities.account_names() == [globex, renamed]
        assert tx.deals.names(stamp=stamp)[1] is not None
        with pytest.raises(NotFound):
            tx.activities.save_account(Account(id=999, name="Nobody"))


def test_contacts_of_an_account(office: Office) -> None:
    """By name, updated in place; one that is not there cannot be."""
    with office.store.writing(office.workspace.id) as tx:
        acme = tx.activities.save_account(Account(name="Acme"))
        zoe = tx.activities.save_contact(Contact(account_id=acme.id, name="Zoe", title="CFO", email="z@acme.example"))
        joe = tx.activities.save_contact(Contact(account_id=acme.id, name="Joe", role=BuyingRole.BLOCKER))
        assert tx.activities.contacts(acme.id) == [joe, zoe]
        renamed = tx.activities.save_contact(Contact(id=zoe.id, account_id=acme.id, name="Abe"))
        tx.activities.save_contact(replace(joe, role=BuyingRole.CHAMPION))
        found = tx.activities.contacts(acme.id)
        assert [(c.name, c.role) for c in found] == [("Abe", None), ("Joe", BuyingRole.CHAMPION)]
        assert found[0] == renamed
        with pytest.raises(NotFound):
            tx.activities.save_contact(replace(joe, id=999))


def test_ticks_go_with_their_entry(office: Office) -> None:
    """The latest evidence counts; undoing an entry brings back what was there before it."""
    deal = office.add()
    with office.store.writing(office.workspace.id) as tx:
        first, second = office.entry(tx), office.entry(tx)
        tx.activities.tick(deal.id, "discovery.pain", "costs them 10k a month", first)
        tx.activities.tick(deal.id, "discovery.people", "", first)
        tx.activities.tick(deal.id, "discovery.pain", "20k", second)
        tx.activities.tick(deal.id, "discovery.pain", "25k", second)
        assert tx.activities.ticked(deal.id) == {"discovery.pain": "25k", "discovery.people": ""}
        tx.entries.mark_undone(second.id)
        assert tx.activities.ticked(deal.id) == {"discovery.pain": "costs them 10k a month", "discovery.people": ""}
        tx.entries.mark_undone(first.id)
        assert tx.activities.ticked(deal.id) == {}


def test_a_past_is_saved_as_a_whole(office: Office) -> None:
    """Many entries, accounts, contacts, deals, activities and ticks at once: each finds its own, none is touched."""
    dana = office.team["Dana"].id
    with office.store.writing(office.workspace.id) as tx:
        known = tx.activities.save_account(Account(name="Acme"))
        accounts = tx.activities.save_accounts(["Globex", "ACME ", " globex"])
        assert accounts["ACME "] == known
        assert accounts["Globex"] == accounts[" globex"]
        tx.activities.add_contacts([Contact(account_id=known.id, name=name) for name in ("Zoe", "Joe")])
        assert [contact.name for contact in tx.activities.contacts(known.id)] == ["Joe", "Zoe"]
        drafts = [Entry(by=dana, at=NOW, via=Via.MESSAGE, text=str(n)) for n in range(3)]
        entries = tx.entries.add_all(drafts)
        assert [tx.entries.get(entry.id) for entry in entries] == entries
        born = opened(office.deal(), entries[0], office.process)
        moved = revised(born.deal, {Field.STAGE: "proposal"}, entries[1], office.process, today=NOW.date())
        untouched = replace(moved.deal, touched_at=None)
        later = [replace(change, entry_id=entries[1].id) for change in moved.changes]
        [deal_id] = tx.deals.add_all([(Revision(untouched, (*born.changes, *later)), entries[0])])
        happened = Activity(kind="call", deal_id=deal_id, happened_on=NOW.date(), logged_at=NOW, by=dana)
        tx.activities.add_all([replace(happened, entry_id=entry.id) for entry in entries])
        tx.activities.tick_all([(deal_id, f"discovery.{key}", key, entries[2].id) for key in ("pain", "people")])
    with office.store.reading(office.workspace.id) as tx:
        assert [(c.field, c.entry_id) for c in tx.deals.history(deal_id)] == [
            (Field.CREATED, entries[0].id),
            (Field.STAGE, entries[1].id),
        ]
        assert tx.deals.get(deal_id) == replace(untouched, id=deal_id, version=1)
        assert {activity.entry_id for activity in tx.activities.of_deal(deal_id)} == {entry.id for entry in entries}
        assert tx.activities.ticked(deal_id) == {"discovery.pain": "pain", "discovery.people": "people"}


def test_nothing_at_once_is_nothing(office: Office) -> None:
    """An empty list is no error anywhere."""
    with office.store.writing(office.workspace.id) as tx:
        tx.activities.add_all([])
        tx.activities.tick_all([])
        tx.activities.add_contacts([])
        assert tx.activities.save_accounts([]) == {}
        assert tx.entries.add_all([]) == []
        assert tx.deals.add_all([]) == []
        assert tx.deals.many([]) == {}


def test_dates_stay_days(office: Office) -> None:
    """A day that somebody named is no instant: it comes back as the same day."""
    deal = office.add(office.deal(close_date=date(1999, 12, 31)))
    found = office.get(deal.id)
    assert found is not None
    assert found.close_date == date(1999, 12, 31)
