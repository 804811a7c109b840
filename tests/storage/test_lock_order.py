"""On PostgreSQL two processes wait for each other's deals, and never each for the other's: deals are held in the order
of their ids, and before the deliveries that tell of them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from sales.deal import Field, Via
from sales.delivery import Delivery, DeliveryState
from sales.usecases.actors import Actor, keep_up
from sales.usecases.advancing import change
from sales.usecases.changing import Wish, carry_out, entry_for
from sales.usecases.hearing import DealtWith, still_waits, taken_once
from sales.usecases.nudging import NUDGE, answer_nudge, confirmed, tick_off
from sales.usecases.one_transaction import one_transaction
from sales.usecases.ports import Heard
from sales.usecases.staffing import PersonWish, change_person
from sales.usecases.undo import UNDONE, CannotUndo, undo
from storage.engine import create_store
from storage.sql import SqlStore
from tests.storage.conftest import NOW, Office

ROUNDS = 40

pytestmark = pytest.mark.parametrize("url", ["postgres"], indirect=True)


def together(url: str, *works: Callable[[SqlStore, int], object]) -> None:
    """Each of the works as often as there are rounds, in a store of its own, each round at the same moment; raises what
    any of them raised, and a deadlock is raised to one of those who are in it."""
    start = Barrier(len(works))

    def process(work: Callable[[SqlStore, int], object]) -> None:
        store = create_store(url)
        try:
            for number in range(ROUNDS):
                start.wait(timeout=60)
                work(store, number)
        except BaseException:
            start.abort()
            raise
        finally:
            store.close()

    with ThreadPoolExecutor(len(works)) as pool:
        for one in [pool.submit(process, work) for work in works]:
            one.result()


def reminded(office: Office, deals: list[int]) -> int:
    """A nudge of Dana's about these deals, sent; its id."""
    payload = {"deals": deals, "answers": {}}
    with office.store.writing(office.workspace.id) as tx:
        row = Delivery(kind=NUDGE, recipient=str(office.team["Dana"].id), slot="s", due_at=NOW, payload=payload)
        sent = tx.deliveries.enqueue(row)
    assert sent is not None
    assert office.store.outbox.mark(sent, DeliveryState.SENT)
    return sent.id


def test_a_button_and_a_form_of_one_nudge(office: Office, url: str) -> None:
    """While "Still right" is being saved for one deal of a nudge, a form is submitted for another of it, and the next
    time for the same: both are saved, whoever comes first."""
    dana = Actor(office.workspace.id, office.team["Dana"])
    deals = [office.add(office.deal(name=f"Deal {number}")).id for number in range(ROUNDS)]
    nudge = reminded(office, deals)

    def still_right(store: SqlStore, number: int) -> None:
        answer_nudge(store, dana, nudge, confirmed(deals[number]), "still right", NOW)

    def submit(store: SqlStore, number: int) -> None:
        other = deals[-number] if number % 2 else deals[number]
        wish = Wish(deal_id=other, fields={Field.CLOSE_DATE: (NOW + timedelta(days=30 + number)).date()})
        with taken_once(store, dana.workspace_id, f"form {number}", NOW) as within:
            change(within, dana, wish, Via.NUDGE, NOW)
            tick_off(within, dana, nudge, other, "close date moved", NOW)

    together(url, still_right, submit)


def test_many_deals_in_one_entry(office: Office, url: str) -> None:
    """One says "still right" to all deals from the first to the last, another from the last to the first, and a nudge
    counts that all of them were left without an answer."""
    dana = Actor(office.workspace.id, office.team["Dana"])
    deals = [office.add(office.deal(name=f"Deal {number}")).id for number in range(12)]

    def confirm(order: list[int]) -> Callable[[SqlStore, int], object]:
        def work(store: SqlStore, _number: int) -> None:
            with store.writing(dana.workspace_id) as tx:
                carry_out(tx, dana, [confirmed(deal) for deal in order], entry_for(dana, NOW, Via.NUDGE), NOW)

        return work

    def ignore(store: SqlStore, _number: int) -> None:
        with store.writing(office.workspace.id) as tx:
            tx.deals.count_ignored(deals[::-1])

    together(url, confirm(deals), confirm(deals[::-1]), ignore)
    found = [office.get(deal) for deal in deals]
    assert [deal.version for deal in found if deal is not None] == [1 + 2 * ROUNDS] * len(deals)


def test_one_of_two_who_undo_at_once(office: Office, url: str) -> None:
    """Two press Undo at the same moment: it is undone once, and the other is told so."""
    dana, done = Actor(office.workspace.id, office.team["Dana"]), list[str]()
    wishes = [Wish(deal_id=office.add().id, fields={Field.NEXT_STEP: "call Jane"}) for _ in range(ROUNDS)]
    entries = [change(office.store, dana, wish, Via.COMMAND, NOW).entry.id for wish in wishes]

    def press(store: SqlStore, number: int) -> None:
        try:
            undo(store, dana, NOW, entry_id=entries[number])
            done.append("")
        except CannotUndo as refused:
            done.append(refused.sentence)

    together(url, press, press)
    assert sorted(done) == [""] * ROUNDS + [UNDONE] * ROUNDS


def test_one_of_two_who_carry_out_the_same(office: Office, url: str) -> None:
    """A command that stands in the inbox is taken up by two processes at the same moment: it is carried out once."""
    dana, done = Actor(office.workspace.id, office.team["Dana"]), list[int]()
    with office.store.writing(dana.workspace_id) as tx:
        for number in range(ROUNDS):
            tx.inbox.note(Heard(f"command:{number}", "C1", "", "U1", "called Acme", None, NOW, command="/log"))

    def carry_out_once(store: SqlStore, number: int) -> None:
        key = f"command:{number}"
        with suppress(DealtWith), one_transaction(store, still_waits(key)) as within:
            with within.writing(dana.workspace_id) as tx:
                tx.entries.add(entry_for(dana, NOW, Via.COMMAND, text=key))
                tx.inbox.done(key)
            done.append(number)

    together(url, carry_out_once, carry_out_once)
    assert sorted(done) == list(range(ROUNDS))


def test_two_versions_of_the_process(office: Office, url: str) -> None:
    """Two processes keep a new version at the same moment: each gets a number of its own."""
    saved = list[int]()

    def save(store: SqlStore, number: int) -> None:
        with store.writing(office.workspace.id) as tx:
            saved.append(tx.save_process(replace(tx.process, sources=(f"{number} {id(store)}",)), None, NOW).version)

    together(url, save, save)
    assert sorted(saved) == list(range(2, 2 + 2 * ROUNDS))


def test_a_profile_and_a_form_about_one_person(office: Office, url: str) -> None:
    """While Slack tells that somebody has moved, an admin makes something else of them: neither undoes the other."""
    with office.store.writing(office.workspace.id) as tx:
        dana = tx.people.save(replace(office.team["Dana"], slack_id="U0DANA"))
        admin = Actor(office.workspace.id, tx.people.save(replace(office.team["Ada"], admin=True)))
    zones = ("Europe/London", "Asia/Tokyo")

    def profile(store: SqlStore, number: int) -> None:
        keep_up(store, admin.workspace_id, "U0DANA", zones[number % 2], NOW, gone=False)

    def form(store: SqlStore, number: int) -> None:
        wish = PersonWish(
            person_id=dana.id,
            role=dana.role.value,
            manager_id=dana.manager_id,
            team=f"Team {number}",
            admin=dana.admin,
            left=False,
            period="this",
            quota=None,
            quota_next=None,
        )
        change_person(store, admin, wish, NOW)
        with store.reading(admin.workspace_id) as tx:
            assert tx.people.team()[dana.id].team == f"Team {number}"

    together(url, profile, form)
    with office.store.reading(admin.workspace_id) as tx:
        found = tx.people.team()[dana.id]
    assert (found.team, found.timezone) == (f"Team {ROUNDS - 1}", zones[(ROUNDS - 1) % 2])
