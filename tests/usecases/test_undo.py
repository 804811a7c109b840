"""Undo puts back what was before, whoever undoes what and in whatever order, and never touches what others have said
since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from sales.activity import BuyingRole
from sales.deal import Field, Value, Via
from sales.errors import NotAllowed, NotFound
from sales.money import Money
from sales.process import Outcome
from sales.usecases.changing import Saved, Wish, carry_out, entry_for
from sales.usecases.customers import AccountWish, NewContact
from sales.usecases.undo import CannotUndo
from tests.usecases.office import Office, opened_office, plain


@pytest.fixture
def office() -> Iterator[Office]:
    with opened_office() as found:
        yield found


def test_all_undone_one_after_the_other_leaves_the_deal_as_it_was(office: Office) -> None:
    """Step by step back: even what merely followed (last touch, time in stage, pushes) is as it was."""
    deal_id = office.deals[0]
    states, entries = [office.deal(deal_id)], []
    wanted: list[dict[Field, Value]] = [
        {Field.STAGE: "proposal", Field.CLOSE_DATE: date(2026, 12, 15)},
        {Field.CLOSE_DATE: date(2027, 1, 15)},
        {Field.AMOUNT: Money(5_400_000)},
        {Field.STAGE: "won"},
    ]
    for fields in wanted:
        entries.append(office.does("Dana", Wish(deal_id=deal_id, fields=fields)).entry.id)
        states.append(office.deal(deal_id))
    for entry_id, before in zip(reversed(entries), reversed(states[:-1]), strict=True):
        office.takes_back("Dana", entry_id)
        now = office.deal(deal_id)
        assert {**plain(now), "version": 0} == {**plain(before), "version": 0}


def test_what_others_changed_since_is_named_and_stays(office: Office) -> None:
    """The rep takes back what she said; the amount is her manager's by now."""
    deal_id = office.deals[0]
    mine: dict[Field, Value] = {Field.AMOUNT: Money(4_500_000), Field.NEXT_STEP: "call Jane"}
    entry = office.does("Dana", Wish(deal_id=deal_id, fields=mine)).entry.id
    office.does("Mia", Wish(deal_id=deal_id, fields={Field.AMOUNT: Money(5_000_000)}))
    office.does("Mia", Wish(deal_id=deal_id, fields={Field.AMOUNT: Money(4_500_000)}))
    done = office.takes_back("Dana", entry)
    assert [(item.field, item.by) for item in done.kept] == [(Field.AMOUNT, "Mia Stone")]
    deal = office.deal(deal_id)
    assert (deal.amount, deal.next_step) == (Money(4_500_000), "")


@pytest.mark.parametrize(
    ("before", "to", "allowed"),
    [
        pytest.param({Field.AMOUNT: Money(4_500_000)}, "Rui", False, id="a peer's by now"),
        pytest.param({Field.AMOUNT: Money(4_500_000)}, "Kim", False, id="another team's by now"),
        pytest.param({}, "Rui", True, id="what gave it away"),
    ],
)
def test_what_was_said_of_a_deal_before_it_was_handed_over_is_not_the_reps_to_undo(
    office: Office, before: dict[Field, Value], to: str, allowed: bool
) -> None:
    """An old Undo button gives no right to somebody else's deal. Handing over can be undone by who handed over, and the
    new owner's manager may undo it all."""
    deal_id = office.deals[0]
    first = office.does("Dana", Wish(deal_id=deal_id, fields=before)).entry.id if before else 0
    handed = office.does("Dana", Wish(deal_id=deal_id, fields={Field.OWNER: office.team[to].id})).entry.id
    then = office.deal(deal_id)
    if allowed:
        assert office.takes_back("Dana", handed).deals[0].owner_id == office.team["Dana"].id
        return
    with pytest.raises((NotAllowed, NotFound)):
        office.takes_back("Dana", first)
    assert office.deal(deal_id) == then
    assert office.takes_back("Ada", first).deals[0].amount == Money(4_000_000)


def test_a_deleted_deal_comes_back(office: Office) -> None:
    """Deleting is undone like anything else; what was said before cannot be undone while it is deleted."""
    deal_id = office.deals[0]
    before = office.does("Dana", Wish(deal_id=deal_id, fields={Field.AMOUNT: Money(4_500_000)}))
    gone = office.does("Dana", Wish(deal_id=deal_id, fields={Field.DELETED: None})).entry.id
    with office.store.reading(office.workspace) as tx:
        assert tx.deals.get(deal_id) is None
    with pytest.raises(CannotUndo, match="deleted since"):
        office.takes_back("Dana", before.entry.id)
    office.takes_back("Dana", gone)
    with office.store.reading(office.workspace) as tx:
        assert tx.deals.get(deal_id) is not None
        spans = tx.forecasts.spans(before.entry.at, office.now)
    assert [(span.before is None, span.after is None) for span in spans] == [(False, False)]


def test_a_new_deal_can_be_undone_until_somebody_works_on_it(office: Office) -> None:
    """What was said of it and undone since is no work."""
    created = office.does("Dana", Wish(fields={Field.NAME: "Hooli"}, account="Hooli"))
    deal_id = created.deals[0].after.id
    work = office.does("Mia", Wish(deal_id=deal_id, fields={Field.AMOUNT: Money(100)}))
    with pytest.raises(CannotUndo, match="worked on"):
        office.takes_back("Dana", created.entry.id)
    office.takes_back("Mia", work.entry.id)
    assert office.takes_back("Dana", created.entry.id).deals[0].deleted


def test_undoing_a_reopening_makes_it_won_again(office: Office) -> None:
    """With the day it was closed on, and its celebration holds again."""
    deal_id = office.deals[0]
    office.does("Dana", Wish(deal_id=deal_id, fields={Field.STAGE: "won"}))
    won = office.deal(deal_id)
    reopened = office.does("Dana", Wish(deal_id=deal_id, fields={Field.STAGE: "proposal"})).entry.id
    office.takes_back("Dana", reopened)
    again = office.deal(deal_id)
    assert (again.outcome, again.closed_on) == (Outcome.WON, won.closed_on)
    with office.store.reading(office.workspace) as tx:
        win = tx.win(deal_id)
    assert win is not None
    assert not win.retracted


def add(office: Office, who: str, *wanted: AccountWish) -> Saved:
    with office.store.writing(office.workspace) as tx:
        entry = entry_for(office.actor(who), office.tick(), Via.MESSAGE)
        return carry_out(tx, office.actor(who), (), entry, office.now, wanted)


def test_contacts_and_accounts_go_back_too(office: Office) -> None:
    """A new contact is gone again, a changed one is as before; an account that nobody else uses goes with it."""
    jane = AccountWish(account="Acme", contacts=(NewContact(name="Jane Doe"),))
    first = add(office, "Dana", jane)
    role = NewContact(name="jane doe", role=BuyingRole.DECISION_MAKER)
    second = add(office, "Dana", AccountWish(account="Acme", contacts=(role,)))
    third = add(office, "Dana", AccountWish(account="Initrode", contacts=(NewContact(name="Raj"),)))
    office.takes_back("Dana", second.entry.id)
    with office.store.reading(office.workspace) as tx:
        assert [c.role for c in tx.activities.contacts(first.accounts[0].account.id)] == [None]
    office.takes_back("Dana", first.entry.id)
    office.takes_back("Dana", third.entry.id)
    with office.store.reading(office.workspace) as tx:
        assert tx.activities.contacts(first.accounts[0].account.id) == []
        assert tx.activities.account("Initrode") is None


def test_a_contact_somebody_changed_since_stays(office: Office) -> None:
    """And it is said which one."""
    mine = add(office, "Dana", AccountWish(account="Acme", contacts=(NewContact(name="Jane Doe"),)))
    add(office, "Mia", AccountWish(account="Acme", contacts=(NewContact(name="Jane Doe", email="jane@acme.example"),)))
    done = office.takes_back("Dana", mine.entry.id)
    assert done.kept_customers == ("Jane Doe",)
