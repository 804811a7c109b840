"""What the store keeps between transactions: never older than what anybody has committed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sales.calls import Adjustment, Call
from sales.errors import NotFound
from sales.money import Money
from sales.people import Person, Visibility
from sales.period import Period
from sales.projection.projecting import TooLittle
from sales.projection.standing import Projected
from storage.engine import create_store
from storage.erasing import erase_person
from storage.sql import SqlTx
from tests.storage.conftest import NOW, Counter, Office

pytestmark = pytest.mark.parametrize("url", ["file", "postgres"], indirect=True)


def known(office: Office, slack_id: str) -> str | None:
    with office.store.reading(office.workspace.id) as tx:
        person = tx.people.by_slack_id(slack_id)
    return person.name if person else None


def test_who_is_calling_costs_one_statement(office: Office) -> None:
    """A team that nobody has changed is not read again."""
    assert known(office, "U-dana") == "Dana Cole"
    counter = Counter(office.store)
    assert known(office, "U-kim") == "Kim Park"
    assert counter.taken() == 1


def test_a_change_by_another_process_is_seen_at_once(office: Office, url: str) -> None:
    """Somebody joins, is renamed and leaves elsewhere: the next transaction here knows."""
    assert known(office, "U-new") is None
    elsewhere = create_store(url)
    with elsewhere.writing(office.workspace.id) as tx:
        new = tx.people.save(Person(id=0, name="New Colleague", slack_id="U-new"))
    assert known(office, "U-new") == "New Colleague"
    with elsewhere.writing(office.workspace.id) as tx:
        tx.people.save(replace(new, name="Noa Colleague"))
    assert known(office, "U-new") == "Noa Colleague"
    erase_person(elsewhere, office.workspace.id, new.id)
    assert known(office, "U-new") is None
    elsewhere.close()


def test_what_was_rolled_back_was_never_known(office: Office) -> None:
    """A person who was not saved in the end is nobody, also to whoever looks afterwards."""

    def joins_in_vain() -> None:
        with office.store.writing(office.workspace.id) as tx:
            tx.people.save(Person(id=0, name="Nobody", slack_id="U-nobody"))
            assert tx.people.by_slack_id("U-nobody") is not None
            raise NotFound("There is no room.")

    with pytest.raises(NotFound):
        joins_in_vain()
    assert known(office, "U-nobody") is None


def test_visibility_counts_from_the_next_transaction_on(office: Office) -> None:
    """An admin's setting of who sees what takes effect although nobody of the team has changed."""
    assert known(office, "U-dana")
    with office.store.writing(office.workspace.id) as tx:
        tx.save_workspace(replace(tx.workspace, visibility=Visibility.OWN), None)
        assert tx.people.team().visibility is Visibility.OWN
    with office.store.reading(office.workspace.id) as tx:
        assert tx.people.team().visibility is Visibility.OWN


QUARTER = Period(date(2026, 10, 1), date(2027, 1, 1), "2026-Q4")
LATER = NOW + timedelta(hours=1)


def said(office: Office) -> tuple[int, int, bool]:
    """How many calls and adjustments count, and whether Dana's projection is there."""
    with office.store.reading(office.workspace.id) as tx:
        calls, adjustments = tx.calls.counting(QUARTER, NOW), tx.calls.adjustments(QUARTER, NOW)
        return (
            len(calls),
            len(adjustments),
            tx.projections.kept_of(office.team["Dana"].id, QUARTER, NOW.date()) is not None,
        )


def a_call(office: Office, at: datetime = NOW) -> Call:
    return Call(person_id=office.team["Dana"].id, period=QUARTER, commit=Money(at.hour), best_case=None, at=at)


def an_adjustment(office: Office, at: datetime = NOW) -> Adjustment:
    person, manager, commit = office.team["Dana"].id, office.team["Mia"].id, Money(at.hour)
    return Adjustment(person_id=person, by=manager, period=QUARTER, commit=commit, best_case=None, at=at)


def a_projection(office: Office) -> Projected:
    made = TooLittle("It is too early.")
    return Projected(person_id=office.team["Dana"].id, period=QUARTER, day=NOW.date(), made=made)


SAYING: tuple[Callable[[SqlTx, Office], object], ...] = (
    lambda tx, office: tx.calls.add(a_call(office)),
    lambda tx, office: tx.calls.adjust(an_adjustment(office)),
    lambda tx, office: tx.projections.keep([a_projection(office)]),
)


def test_what_was_said_costs_one_statement_until_more_is_said(office: Office, url: str) -> None:
    """Calls, adjustments and projections made by another process are seen at once; else they are not read again."""
    counter, elsewhere = Counter(office.store), create_store(url)
    expected = [0, 0, False]
    for place, say in enumerate(SAYING):
        with elsewhere.writing(office.workspace.id) as tx:
            say(tx, office)
        expected[place] += 1
        assert said(office) == tuple(expected)
        counter.taken()
        assert said(office) == tuple(expected)
        assert counter.taken() == 1
    elsewhere.close()


def test_what_is_said_later_does_not_count_yet(office: Office) -> None:
    """A forecast as of an instant knows no call made after it, although the newest one is kept."""
    for at in (NOW, LATER):
        with office.store.writing(office.workspace.id) as tx:
            tx.calls.add(a_call(office, at))
            tx.calls.adjust(an_adjustment(office, at))
    for at in (NOW, LATER, NOW):
        with office.store.reading(office.workspace.id) as tx:
            assert [call.commit for call in tx.calls.counting(QUARTER, at).values()] == [Money(at.hour)]
            assert [adjustment.commit for adjustment in tx.calls.adjustments(QUARTER, at)] == [Money(at.hour)]
