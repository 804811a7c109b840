"""Deals and their journal as they are saved, in every kind of database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from sales.activity import Account
from sales.deal import Entry, Field, Via
from sales.errors import DealChanged, NotFound
from sales.money import Money
from sales.process import ForecastCategory, Outcome
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
        assert tx.deals.needing_attention({}, date(2030, 1, 1), {}) == []
        assert tx.deals.by_channel("C9") is None
        assert tx.forecasts.cells(None) == []
        assert [change.field for change in tx.deals.history(deal.id)] == [Field.CREATED, Field.DELETED]
        assert tx.deals.sources()["x1"].deleted


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
