"""What the language learns from, and what entries did to customers, in every kind of database; nothing of it is seen
from another workspace."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from sales.activity import Account, BuyingRole, Contact, CustomerChange
from sales.deal import Via
from sales.learning import Alias, AliasKind, KeptSentence, WhyKept
from storage.erasing import erase_person
from storage.sql import SqlTx
from tests.storage.conftest import NOW, Office, furnished


def sentence(office: Office, text: str, days_ago: int = 0) -> KeptSentence:
    at = NOW - timedelta(days=days_ago)
    return KeptSentence(0, at, office.team["Dana"].id, text, WhyKept.ASKED, "what it was taken for")


def aliases(tx: SqlTx) -> list[tuple[str, str]]:
    return [(alias.words, alias.meaning) for alias in tx.learning.aliases()]


def test_sentences_are_kept_latest_first_and_forgotten(office: Office) -> None:
    """Those before an instant go, the others stay."""
    with office.store.writing(office.workspace.id) as tx:
        for text, days in (("old", 100), ("newer", 10), ("new", 0)):
            tx.learning.keep(sentence(office, text, days))
        assert [kept.text for kept in tx.learning.kept()] == ["new", "newer", "old"]
        assert tx.learning.forget(NOW - timedelta(days=90)) == 1
    with office.store.reading(office.workspace.id) as tx:
        [new, _] = tx.learning.kept()
    assert (new.at, new.why, new.understood) == (NOW, WhyKept.ASKED, "what it was taken for")


def test_the_sentences_of_somebody_erased_are_gone(office: Office) -> None:
    """With the rest of what they wrote to us."""
    with office.store.writing(office.workspace.id) as tx:
        tx.learning.keep(sentence(office, "call Jane"))
    erase_person(office.store, office.workspace.id, office.team["Dana"].id)
    with office.store.reading(office.workspace.id) as tx:
        assert tx.learning.kept() == []


def test_words_mean_one_thing_and_move_the_names_on(office: Office) -> None:
    """Taught anew they mean the new thing; the stamp of the names tells that there is something to read again. The one
    who teaches sees a stamp that nobody is to keep."""
    with office.store.writing(office.workspace.id) as tx:
        before = tx.deals.names_stamp()
        tx.learning.teach(Alias(0, "handshake", AliasKind.STAGE, "proposal"))
        assert tx.deals.names_stamp() < 0
    with office.store.writing(office.workspace.id) as tx:
        assert tx.deals.names_stamp() > before
        tx.learning.teach(Alias(0, "handshake", AliasKind.STAGE, "verbal"))
        assert aliases(tx) == [("handshake", "verbal")]
        tx.learning.unteach(tx.learning.aliases()[0].id)
        assert aliases(tx) == []


def test_what_was_done_to_customers_is_written_down(office: Office) -> None:
    """A contact as it was and became; contacts and unused accounts can be taken away again."""
    with office.store.writing(office.workspace.id) as tx:
        entry = office.entry(tx)
        acme = tx.activities.save_account(Account(name="Acme"))
        jane = tx.activities.save_contact(Contact(account_id=acme.id, name="Jane Doe"))
        boss = Contact(id=jane.id, account_id=acme.id, name="Jane Doe", role=BuyingRole.DECISION_MAKER)
        done = [
            CustomerChange(entry.id, acme.id),
            CustomerChange(entry.id, acme.id, jane.id, None, jane),
            CustomerChange(entry.id, acme.id, jane.id, jane, boss),
        ]
        for change in done:
            tx.activities.note_change(change)
        assert tx.activities.customer_changes(entry.id) == done
        assert [(c.name, a.name) for c, a in tx.activities.contacts_called("DOE")] == [("Jane Doe", "Acme")]
        assert tx.activities.contacts_called("do") == []
        assert tx.activities.with_contacts([acme.id, 99]) == {acme.id}
        assert not tx.activities.drop_account(acme.id)
        tx.activities.drop_contact(jane.id)
        assert tx.activities.drop_account(acme.id)
        assert tx.activities.account("Acme") is None


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("ünal", ["Aylin Ünal"]),
        ("Unal", ["Aylin Ünal"]),
        ("AYLIN ÜNAL", ["Aylin Ünal"]),
        ("o'brien", ["Sinéad O’Brien"]),
        ("sinead", ["Sinéad O’Brien"]),
        ("strasse", ["Jan Straße"]),
        ("Una", []),
        ("%", []),
        ("...", []),
    ],
)
def test_a_contact_is_found_whatever_the_marks(office: Office, asked: str, found: list[str]) -> None:
    """Case, accents and punctuation make no difference, in any database; a part of a word is no name."""
    with office.store.writing(office.workspace.id) as tx:
        acme = tx.activities.save_account(Account(name="Acme"))
        tx.activities.save_contact(Contact(account_id=acme.id, name="Aylin Ünal"))
        tx.activities.add_contacts([Contact(account_id=acme.id, name=name) for name in ("Sinéad O’Brien", "Xia Li")])
        misspelt = tx.activities.save_contact(Contact(account_id=acme.id, name="Jan Strase"))
        tx.activities.save_contact(replace(misspelt, name="Jan Straße"))
        assert [contact.name for contact, _ in tx.activities.contacts_called(asked)] == found


def test_an_entry_knows_its_conversation(office: Office) -> None:
    """The latest in a thread, in a channel, and with what was entered in forms."""
    with office.store.writing(office.workspace.id) as tx:
        first = office.entry(tx)
        form = office.entry(tx, via=Via.MODAL, at=NOW + timedelta(minutes=1))
        by = office.team["Dana"].id
        assert tx.entries.latest_by(by, "C1", roots=[first.message_ts or ""]) == first
        assert tx.entries.latest_by(None, "C1", roots=["1.1"]) is None
        assert tx.entries.latest_by(by, "C1", forms=True) == form
        tx.entries.mark_undone(form.id)
        assert tx.entries.latest_by(by, "C1") == first
        tx.entries.mark_undone(form.id, False)
        assert tx.entries.latest_by(by, "C1") == form


def test_another_workspace_sees_none_of_it(office: Office) -> None:
    """By no id and by no name."""
    with office.store.writing(office.workspace.id) as tx:
        entry, acme = office.entry(tx), tx.activities.save_account(Account(name="Acme"))
        jane = tx.activities.save_contact(Contact(account_id=acme.id, name="Jane Doe"))
        tx.activities.note_change(CustomerChange(entry.id, acme.id, jane.id, None, jane))
        tx.learning.keep(sentence(office, "call Jane"))
        tx.learning.teach(Alias(0, "handshake", AliasKind.STAGE, "verbal"))
        taught = tx.learning.aliases()[0].id
    strangers = furnished(office.store, office.process, "T2")
    with office.store.writing(strangers.workspace.id) as tx:
        assert (tx.learning.kept(), tx.learning.aliases(), tx.learning.forget(NOW)) == ([], [], 0)
        assert (tx.activities.customer_changes(entry.id), tx.activities.contacts_called("Jane")) == ([], [])
        assert (tx.activities.with_contacts([acme.id]), tx.entries.void_of(1)) == (set(), set())
        assert tx.entries.correction_of(entry.id) is None
        tx.learning.unteach(taught)
        tx.activities.drop_contact(jane.id)
        assert not tx.activities.drop_account(acme.id)
    with office.store.reading(office.workspace.id) as tx:
        assert aliases(tx) == [("handshake", "verbal")]
        assert tx.activities.contacts(acme.id) == [jane]
