"""A transaction belongs to one workspace: ids of another one find nothing and change nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from sales.activity import Account, Activity, BuyingRole, Contact
from sales.deal import Deal, Entry, Field
from sales.delivery import Delivery
from sales.errors import NotFound
from sales.money import Money
from sales.period import Period
from sales.process import Requirement
from sales.revising import opened, revised
from sales.usecases.ports import Heard, Win
from storage.sql import SqlTx
from tests.storage.conftest import NOW, Office, furnished

REQUIRED = {"discovery": tuple(Requirement)}

AGES = Period(date(2000, 1, 1), date(2100, 1, 1))
LONG_AGO = NOW - timedelta(days=999)


@dataclass(frozen=True)
class Secrets:
    """Ids that somebody in another workspace has guessed."""

    deal: Deal
    entry: Entry
    owner_id: int
    account_id: int
    contact_id: int
    delivery_id: int


@pytest.fixture
def secrets(office: Office) -> Secrets:
    with office.store.writing(office.workspace.id) as tx:
        entry = office.entry(tx)
        account = tx.activities.save_account(Account(name="Acme"))
        contact = tx.activities.save_contact(
            Contact(account_id=account.id, name="Jane", role=BuyingRole.DECISION_MAKER)
        )
        draft = office.deal(account_id=account.id, account="Acme", external_id="x1", channel="C1")
        deal = tx.deals.add(opened(draft, entry, office.process), entry)
        by = office.team["Dana"].id
        tx.activities.add(Activity(kind="call", deal_id=deal.id, happened_on=NOW.date(), logged_at=NOW, by=by), entry)
        tx.activities.tick(deal.id, "discovery.pain", "", entry)
        tx.save_win(Win(deal.id, entry.id, "story"))
        delivery = tx.deliveries.enqueue(Delivery(kind="nudge", recipient="4", slot="s", due_at=NOW))
        assert delivery is not None
        tx.inbox.note(Heard("Ev1", "C1", "1.1", "U-dana", "text", None, NOW))
    return Secrets(deal, entry, by, account.id, contact.id, delivery.id)


@pytest.fixture
def strangers(office: Office, secrets: Secrets) -> Office:
    """Another workspace in the same database."""
    return furnished(office.store, office.process, "T2")


LOOKS: dict[str, Callable[[SqlTx, Secrets], object]] = {
    "get": lambda tx, s: tx.deals.get(s.deal.id),
    "many": lambda tx, s: tx.deals.many([s.deal.id]),
    "hold": lambda tx, s: tx.deals.hold([s.deal.id], even_deleted=True),
    "names": lambda tx, s: tx.deals.names()[1],
    "open_of": lambda tx, s: tx.deals.open_of([s.owner_id]),
    "needing_attention": lambda tx, s: tx.deals.needing_attention(
        {"discovery": NOW + timedelta(days=9)}, date(2099, 1, 1), REQUIRED
    ),
    "history": lambda tx, s: tx.deals.history(s.deal.id),
    "last_touch": lambda tx, s: tx.deals.last_touch(s.deal.id),
    "with_decision_maker": lambda tx, s: tx.deals.with_decision_maker([s.account_id]),
    "by_channel": lambda tx, s: tx.deals.by_channel("C1"),
    "won_amounts": lambda tx, s: tx.deals.won_amounts(s.owner_id),
    "sources": lambda tx, s: tx.deals.sources(),
    "entry": lambda tx, s: tx.entries.get(s.entry.id),
    "of_message": lambda tx, s: tx.entries.of_message("C1", s.entry.message_ts or ""),
    "latest_by": lambda tx, s: tx.entries.latest_by(s.owner_id),
    "changes": lambda tx, s: tx.entries.changes(s.entry.id),
    "activities": lambda tx, s: tx.entries.activities(s.entry.id),
    "of_deal": lambda tx, s: tx.activities.of_deal(s.deal.id),
    "count_by_kind": lambda tx, s: tx.activities.count_by_kind([s.owner_id], LONG_AGO),
    "account": lambda tx, s: tx.activities.account("Acme"),
    "account_names": lambda tx, s: tx.activities.account_names(),
    "contacts": lambda tx, s: tx.activities.contacts(s.account_id),
    "ticked": lambda tx, s: tx.activities.ticked(s.deal.id),
    "cells": lambda tx, s: tx.forecasts.cells(None),
    "deals": lambda tx, s: tx.forecasts.deals(AGES),
    "undated": lambda tx, s: tx.forecasts.cells_now(None).undated,
    "spans": lambda tx, s: tx.forecasts.spans(LONG_AGO, NOW),
    "changed_since": lambda tx, s: tx.forecasts.changed_since(LONG_AGO),
    "journal": lambda tx, s: list(tx.forecasts.journal(LONG_AGO, NOW, [s.deal.id])),
    "whole journal": lambda tx, s: list(tx.forecasts.journal(LONG_AGO, NOW)),
    "cells_at": lambda tx, s: tx.forecasts.cells_at(None, [LONG_AGO + timedelta(days=1), NOW])[1].cells,
    "known": lambda tx, s: tx.deliveries.known("nudge", ["s"]),
    "delivery": lambda tx, s: tx.deliveries.get(s.delivery_id),
    "find": lambda tx, s: tx.deliveries.find("nudge", "4", "s"),
    "heard": lambda tx, s: tx.inbox.get("Ev1"),
    "waiting": lambda tx, s: tx.inbox.waiting(NOW + timedelta(days=1), 9),
    "win": lambda tx, s: tx.win(s.deal.id),
    "by_slack_id": lambda tx, s: tx.people.team().by_id.get(s.owner_id),
}


def test_a_guessed_id_finds_nothing(office: Office, secrets: Secrets, strangers: Office) -> None:
    """Whatever somebody in another workspace asks for by id, name or channel, there is nothing."""
    with office.store.reading(strangers.workspace.id) as tx:
        found = {name: answer for name, look in LOOKS.items() if (answer := look(tx, secrets))}
    assert found == {}


def test_the_same_questions_find_it_at_home(office: Office, secrets: Secrets) -> None:
    """Otherwise the test above would prove nothing."""
    silent = {"won_amounts", "undated"}
    with office.store.reading(office.workspace.id) as tx:
        assert {name for name, look in LOOKS.items() if not look(tx, secrets)} == silent


def test_a_guessed_id_changes_nothing(office: Office, secrets: Secrets, strangers: Office) -> None:
    """Updates that carry ids of another workspace touch no row there."""
    with office.store.writing(strangers.workspace.id) as tx:
        tx.entries.mark_undone(secrets.entry.id)
        tx.deals.count_ignored([secrets.deal.id])
        tx.deliveries.save_payload(secrets.delivery_id, {"stolen": True})
        tx.inbox.done("Ev1")
        mine = strangers.entry(tx)
        with pytest.raises(NotFound):
            tx.deals.save(revised(secrets.deal, {Field.AMOUNT: Money(1)}, mine, office.process, today=NOW.date()), mine)
        with pytest.raises(NotFound):
            tx.activities.save_contact(Contact(id=secrets.contact_id, account_id=secrets.account_id, name="Stolen"))
        with pytest.raises(NotFound):
            tx.activities.save_account(Account(id=secrets.account_id, name="Stolen"))
        with pytest.raises(NotFound):
            tx.people.save(replace(office.team["Dana"], name="Stolen"))
    with office.store.reading(office.workspace.id) as tx:
        delivery, heard = tx.deliveries.get(secrets.delivery_id), tx.inbox.get("Ev1")
        assert tx.entries.get(secrets.entry.id) == secrets.entry
        assert delivery is not None
        assert delivery.payload == {}
        assert heard is not None
        assert not heard.done
        assert tx.deals.get(secrets.deal.id) == secrets.deal


REACHES: dict[str, Callable[[SqlTx, Secrets, Entry], object]] = {
    "an owner": lambda tx, s, e: tx.deals.add(opened(replace(s.deal, account_id=None), e, tx.process), e),
    "an account": lambda tx, s, e: tx.deals.add(opened(replace(s.deal, owner_id=e.by or 0), e, tx.process), e),
    "a deal's activity": lambda tx, s, e: tx.activities.add(
        Activity(kind="call", deal_id=s.deal.id, happened_on=NOW.date(), logged_at=NOW, by=e.by or 0), e
    ),
    "a deal's tick": lambda tx, s, e: tx.activities.tick(s.deal.id, "discovery.pain", "", e),
    "an account's contact": lambda tx, s, e: tx.activities.save_contact(Contact(account_id=s.account_id, name="X")),
    "a win": lambda tx, s, e: tx.save_win(Win(s.deal.id, e.id)),
    "an author": lambda tx, s, e: tx.entries.add(replace(e, by=s.owner_id)),
}


@pytest.mark.parametrize("reach", REACHES)
def test_the_database_refuses_to_reach_across(office: Office, secrets: Secrets, strangers: Office, reach: str) -> None:
    """A new row cannot point to anything of another workspace, whoever forgot to check."""
    with office.store.writing(strangers.workspace.id) as tx:
        entry = strangers.entry(tx)
    with pytest.raises(IntegrityError), office.store.writing(strangers.workspace.id) as tx:
        REACHES[reach](tx, secrets, entry)


def test_names_are_unique_per_workspace_only(office: Office, secrets: Secrets, strangers: Office) -> None:
    """Two workspaces may know the same account, external id, slot, event and form without meeting."""
    with office.store.writing(strangers.workspace.id) as tx:
        account = tx.activities.save_account(Account(name="Acme"))
        assert account.id != secrets.account_id
        entry = strangers.entry(tx)
        tx.deals.add(opened(strangers.deal(external_id="x1"), entry, office.process), entry)
        assert tx.deliveries.enqueue(Delivery(kind="nudge", recipient="4", slot="s", due_at=NOW)) is not None
        assert tx.inbox.note(Heard("Ev1", "C1", "1.1", "U", "theirs", None, NOW)).text == "theirs"
        assert tx.inbox.first_time("form", NOW)
    with office.store.writing(office.workspace.id) as tx:
        assert tx.inbox.first_time("form", NOW)
