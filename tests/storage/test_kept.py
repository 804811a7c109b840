"""What the store keeps between transactions: never older than what anybody has committed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sales.errors import NotFound
from sales.people import Person, Visibility
from storage.engine import create_store
from storage.erasing import erase_person
from tests.storage.conftest import Counter, Office

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
