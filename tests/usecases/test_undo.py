"""Undo puts back what was before, whoever undoes what and in whatever order, and never touches what others have said
since."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sales.activity import BuyingRole
from sales.deal import Deal, Field, Value, Via, value_of
from sales.errors import NotAllowed, NotFound
from sales.money import Money
from sales.people import Person
from sales.process import ForecastCategory, Outcome, Process
from sales.usecases.actors import Actor
from sales.usecases.advancing import change
from sales.usecases.changing import Happening, Saved, Wish, carry_out, entry_for
from sales.usecases.customers import AccountWish, NewContact
from sales.usecases.undo import CannotUndo, Undone, undo
from storage.engine import create_store
from storage.process_file import load_process
from storage.sql import SqlStore
from tests.conftest import by_first_name, furnish
from tests.properties import examples

START = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
PEOPLE = ("Dana", "Mia", "Ada")
"""The owner of the deals, her manager, and the executive above both: all three may change them."""

VALUES: dict[Field, tuple[Value, ...]] = {
    Field.AMOUNT: (Money(1_000_000), Money(4_500_000), Money(5_400_000), None),
    Field.CLOSE_DATE: (date(2026, 12, 15), date(2027, 1, 15), date(2027, 3, 31), None),
    Field.STAGE: ("discovery", "qualified", "proposal"),
    Field.NEXT_STEP: ("send the offer", "call Jane", ""),
    Field.NEXT_STEP_ON: (date(2026, 11, 20), date(2026, 11, 27), None),
    Field.CATEGORY: (ForecastCategory.COMMIT, ForecastCategory.BEST_CASE, None),
    Field.SOURCE: ("Referral", "Webinar", None),
    Field.SNOOZED_UNTIL: (date(2026, 12, 1), date(2027, 1, 4), None),
}


@dataclass
class Said:
    """One entry of the model: what it said of which deal, and whether it still counts."""

    entry_id: int
    who: str
    deal: int
    fields: dict[Field, Value]
    logged: bool
    counts: bool = True


@dataclass
class Office:
    """A store with a team, two deals of Dana's, and what has been said of them."""

    store: SqlStore
    workspace: int
    team: dict[str, Person]
    process: Process
    now: datetime = START
    deals: list[int] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    origin: dict[int, Deal] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        return Actor(self.workspace, self.team[name])

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def does(self, who: str, wish: Wish) -> Saved:
        return change(self.store, self.actor(who), wish, Via.MESSAGE, self.tick())

    def takes_back(self, who: str, entry_id: int) -> Undone:
        return undo(self.store, self.actor(who), self.tick(), entry_id=entry_id)

    def deal(self, deal_id: int) -> Deal:
        with self.store.reading(self.workspace) as tx:
            found = tx.deals.get(deal_id, even_deleted=True)
        assert found is not None
        return found

    def notes(self, deal_id: int) -> int:
        with self.store.reading(self.workspace) as tx:
            return len(tx.activities.of_deal(deal_id, limit=100))

    def expected(self, deal_id: int, what: Field) -> Value:
        """What the latest entry that still counts made of the field; what it was in the beginning, if none does."""
        counting = [s.fields[what] for s in self.said if s.counts and s.deal == deal_id and what in s.fields]
        return counting[-1] if counting else value_of(self.origin[deal_id], what)


@contextmanager
def opened_office(deals: int = 2) -> Iterator[Office]:
    store, process = create_store("sqlite://"), load_process()
    try:
        workspace = furnish(store, process)
        with store.reading(workspace.id) as tx:
            team = by_first_name(tx.people.team())
        office = Office(store, workspace.id, team, process)
        for name in ("Acme", "Globex")[:deals]:
            facts: dict[Field, Value] = {Field.NAME: name, Field.AMOUNT: Money(4_000_000)}
            made = office.does("Dana", Wish(fields=facts, account=name)).deals[0].after
            office.deals.append(made.id)
            office.origin[made.id] = made
        yield office
    finally:
        store.close()


@pytest.fixture
def office() -> Iterator[Office]:
    with opened_office() as found:
        yield found


@st.composite
def wishes(draw: st.DrawFn) -> tuple[str, str, int, dict[Field, Value], bool]:
    fields = draw(st.lists(st.sampled_from(sorted(VALUES, key=lambda f: f.value)), max_size=3, unique=True))
    said = {what: draw(st.sampled_from(VALUES[what])) for what in fields}
    return "say", draw(st.sampled_from(PEOPLE)), draw(st.integers(0, 1)), said, draw(st.booleans())


STEPS = st.lists(wishes() | st.tuples(st.just("undo"), st.integers(0, 20)), min_size=1, max_size=14)


@settings(max_examples=examples(60))
@given(STEPS)
def test_whatever_is_undone_in_whatever_order_what_counts_is_what_stands(steps: list[tuple[object, ...]]) -> None:
    """After every step each field is what the latest entry that was not undone has made of it, and only activities of
    entries that count are there. An undo that is refused changes nothing; one that leaves a field alone says whose it
    is."""
    with opened_office() as office:
        for step in steps:
            if step[0] == "say":
                say(office, *step[1:])  # type: ignore[arg-type]
            elif office.said:
                take_back(office, office.said[int(str(step[1])) % len(office.said)])
            check(office)


def say(office: Office, who: str, which: int, fields: dict[Field, Value], log: bool) -> None:
    deal_id = office.deals[which]
    before = office.deal(deal_id)
    logged = (Happening(kind="call", happened_on=office.now.date()),) if log else ()
    saved = office.does(who, Wish(deal_id=deal_id, fields=fields, happenings=logged))
    real = {what: value for what, value in fields.items() if value_of(before, what) != value}
    office.said.append(Said(saved.entry.id, who, deal_id, real, log))


def take_back(office: Office, said: Said) -> None:
    later = office.said[office.said.index(said) + 1 :]
    overruled = {what for what in said.fields for s in later if s.counts and s.deal == said.deal and what in s.fields}
    if not said.counts or not (said.fields or said.logged):
        with pytest.raises(CannotUndo):
            office.takes_back(said.who, said.entry_id)
        return
    done = office.takes_back(said.who, said.entry_id)
    said.counts = False
    assert {item.field for item in done.kept} == overruled
    assert done.activities == said.logged


def check(office: Office) -> None:
    for deal_id in office.deals:
        deal = office.deal(deal_id)
        for what in VALUES:
            assert (what, value_of(deal, what)) == (what, office.expected(deal_id, what))
        assert office.notes(deal_id) == sum(s.counts and s.logged for s in office.said if s.deal == deal_id)


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


def plain(deal: Deal) -> dict[str, object]:
    return {name: getattr(deal, name) for name in Deal.__dataclass_fields__}


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
