"""Messages we start and messages that reach us: nothing twice, nothing lost."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sales.delivery import Delivery, DeliveryState
from sales.usecases.ports import Heard
from tests.storage.conftest import NOW, Office

LEASE = timedelta(seconds=30)
LATER = NOW + timedelta(minutes=1)


def enqueue(office: Office, slot: str = "2026-11-18", due_at: datetime = NOW, recipient: str = "4") -> Delivery:
    with office.store.writing(office.workspace.id) as tx:
        delivery = Delivery(kind="nudge", recipient=recipient, slot=slot, due_at=due_at, payload={"deals": [1, 2]})
        saved = tx.deliveries.enqueue(delivery)
    assert saved is not None
    return saved


def claim(office: Office, now: datetime = NOW, **limits: int) -> list[Delivery]:
    return office.store.outbox.claim(now, now + LEASE, **limits)


def stored(office: Office, delivery: Delivery) -> Delivery:
    with office.store.reading(office.workspace.id) as tx:
        found = tx.deliveries.get(delivery.id)
    assert found is not None
    return found


def test_a_slot_is_written_once(office: Office) -> None:
    """The second one of the same kind, recipient and slot is not written, and is not an error."""
    first = enqueue(office)
    assert first.workspace_id == office.workspace.id
    assert first.key == f"{office.workspace.id}/nudge/4/2026-11-18"
    with office.store.writing(office.workspace.id) as tx:
        again = Delivery(kind="nudge", recipient="4", slot="2026-11-18", due_at=LATER)
        assert tx.deliveries.enqueue(again) is None
        assert tx.deliveries.enqueue(replace(again, kind="digest")) is not None
        assert tx.deliveries.known("nudge", ["2026-11-18", "2026-11-19"]) == {("4", "2026-11-18")}
        assert tx.deliveries.known("nudge", []) == set()
        assert tx.deliveries.find("nudge", "4", "2026-11-18") == first
        assert tx.deliveries.find("nudge", "5", "2026-11-18") is None


def test_a_claim_takes_what_is_due_in_order(office: Office) -> None:
    """Oldest first, as many as asked for, each with a new fence and a lease; a second claim finds nothing of it."""
    for minutes in (3, 1, 2, -5):
        enqueue(office, slot=str(minutes), due_at=NOW - timedelta(minutes=minutes))
    taken = claim(office, limit=2)
    assert [delivery.slot for delivery in taken] == ["3", "2"]
    assert {(d.state, d.fence, d.attempts, d.leased_until, d.claimed_at) for d in taken} == {
        (DeliveryState.SENDING, 1, 1, NOW + LEASE, NOW)
    }
    assert taken[0].payload == {"deals": [1, 2]}
    assert [delivery.slot for delivery in claim(office)] == ["1"]
    assert claim(office) == []


def test_a_claim_of_one(office: Office) -> None:
    """Only the delivery asked for, and only if it is due."""
    wanted, _, future = enqueue(office, "a"), enqueue(office, "b"), enqueue(office, "c", due_at=LATER)
    assert [delivery.id for delivery in claim(office, only=wanted.id)] == [wanted.id]
    assert claim(office, only=wanted.id) == []
    assert claim(office, only=future.id) == []


def test_an_abandoned_claim_is_taken_over(office: Office) -> None:
    """After the lease somebody else gets it with a higher fence; the first one's mark comes too late."""
    enqueue(office)
    [mine] = claim(office)
    assert claim(office, NOW + LEASE - timedelta(seconds=1)) == []
    [theirs] = claim(office, NOW + LEASE)
    assert (theirs.fence, theirs.attempts) == (2, 2)
    assert not office.store.outbox.mark(mine, DeliveryState.SENT, channel="D1", ts="1.1")
    assert office.store.outbox.mark(theirs, DeliveryState.SENT, channel="D1", ts="2.2")
    final = stored(office, mine)
    assert (final.state, final.channel, final.ts, final.leased_until) == (DeliveryState.SENT, "D1", "2.2", None)
    assert claim(office, NOW + timedelta(days=1)) == []


def test_a_late_mark_counts_while_nobody_else_took_over(office: Office) -> None:
    """A lease that ran out takes nothing away as long as the fence is ours."""
    enqueue(office)
    [mine] = claim(office)
    assert office.store.outbox.mark(mine, DeliveryState.SENT, channel="D1", ts="1.1")


def test_a_retry_waits_for_its_time(office: Office) -> None:
    """Marked pending with a later due time and the error, it is claimed again then; the error goes with success."""
    enqueue(office)
    [first] = claim(office)
    assert office.store.outbox.mark(first, DeliveryState.PENDING, error="ratelimited", due_at=LATER)
    assert stored(office, first).error == "ratelimited"
    assert claim(office) == []
    [second] = claim(office, LATER)
    assert second.attempts == 2
    assert office.store.outbox.mark(second, DeliveryState.SENT, channel="D1", ts="1.1")
    assert stored(office, first).error is None


@pytest.mark.parametrize("state", [DeliveryState.PARKED, DeliveryState.FAILED, DeliveryState.UNCERTAIN])
def test_what_is_settled_is_not_claimed(office: Office, state: DeliveryState) -> None:
    """Parked, failed and uncertain messages wait for a person."""
    enqueue(office)
    [mine] = claim(office)
    assert office.store.outbox.mark(mine, state, error="channel_not_found")
    assert claim(office, NOW + timedelta(days=2)) == []
    assert office.store.outbox.overdue(NOW + timedelta(days=2)) == 0


def test_overdue_counts_what_should_have_gone(office: Office) -> None:
    """Due for more than three minutes and neither sent nor settled, claimed or not."""
    enqueue(office, "a")
    enqueue(office, "b")
    claim(office, limit=1)
    assert office.store.outbox.overdue(NOW + timedelta(minutes=3)) == 0
    assert office.store.outbox.overdue(NOW + timedelta(minutes=3, seconds=1)) == 2


def test_messages_are_found_again(office: Office) -> None:
    """By where they were posted, by who got the latest one; and their payload can be brought up to date."""
    enqueue(office, "a", due_at=NOW - timedelta(days=1))
    enqueue(office, "b")
    for n, delivery in enumerate(claim(office)):
        office.store.outbox.mark(delivery, DeliveryState.SENT, channel="D1", ts=str(n))
    enqueue(office, "c")
    with office.store.writing(office.workspace.id) as tx:
        latest = tx.deliveries.latest_sent("nudge", ["4", "5"])["4"]
        assert latest.slot == "b"
        assert tx.deliveries.by_message("D1", "1") == latest
        assert tx.deliveries.by_message("D1", "9") is None
        assert tx.deliveries.latest_sent("digest", ["4"]) == tx.deliveries.latest_sent("nudge", ["5"]) == {}
        everybodys = tx.deliveries.sent_between("nudge", latest.due_at - timedelta(days=1), latest.due_at)
        assert latest.id in {sent.id for sent in everybodys}
        assert tx.deliveries.sent_between("nudge", latest.due_at, latest.due_at + timedelta(days=9)) == []
        tx.deliveries.save_payload(latest.id, {"answered": {"1": "confirmed"}})
        found = tx.deliveries.get(latest.id)
        assert found is not None
        assert found.payload == {"answered": {"1": "confirmed"}}


def test_what_was_heard_is_written_down_once(office: Office) -> None:
    """The same event, or the same message under another event id, finds what stands there already."""
    heard = Heard("Ev1", "C1", "10.1", "U-dana", "called Acme", None, NOW)
    with office.store.writing(office.workspace.id) as tx:
        assert tx.inbox.note(heard) == heard
        assert tx.inbox.note(replace(heard, text="changed")) == heard
        assert tx.inbox.note(replace(heard, key="Ev2")) == heard
        assert tx.inbox.get("Ev2") is None
        tx.inbox.done("Ev1")
        assert tx.inbox.note(heard) == replace(heard, done=True)


@pytest.mark.parametrize("text", ["half \ud83d of an emoji", "a \0 in it", "🎉 naïve Ωmega", ""])
def test_no_text_is_lost(office: Office, text: str) -> None:
    """What no database can hold becomes a question mark; everything else is kept to the letter."""
    with office.store.writing(office.workspace.id) as tx:
        tx.inbox.note(Heard("Ev1", "C1", "1.1", "U-dana", text, None, NOW))
    with office.store.reading(office.workspace.id) as tx:
        heard = tx.inbox.get("Ev1")
    assert heard is not None
    assert heard.text == text.replace("\ud83d", "?").replace("\0", "?")


def test_commands_have_no_message_of_their_own(office: Office) -> None:
    """Two slash commands in one channel are two things that were heard."""
    with office.store.writing(office.workspace.id) as tx:
        for key in ("trigger-1", "trigger-2"):
            assert tx.inbox.note(Heard(key, "C1", "", "U-dana", "/log", None, NOW)).key == key


def test_what_waits_is_found_after_a_crash(office: Office) -> None:
    """What was heard and never dealt with, oldest first."""
    with office.store.writing(office.workspace.id) as tx:
        for minute in (2, 1, 3):
            at = NOW + timedelta(minutes=minute)
            tx.inbox.note(Heard(f"Ev{minute}", "C1", str(minute), "U-dana", "hi", None, at))
        tx.inbox.done("Ev3")
        assert [heard.key for heard in tx.inbox.waiting(NOW + timedelta(minutes=9), 9)] == ["Ev1", "Ev2"]
        assert [heard.key for heard in tx.inbox.waiting(NOW + timedelta(minutes=9), 1)] == ["Ev1"]


@pytest.mark.parametrize("url", ["file", "postgres"], indirect=True)
def test_what_somebody_has_in_hand_is_left_to_them(office: Office) -> None:
    """Until their lease is over. They may renew it, or let go; then it is anybody's. What is done is nobody's."""
    heard = Heard("Ev1", "C1", "1.1", "U-dana", "hi", None, NOW, leased_by="one", leased_until=LATER)
    after = LATER + timedelta(minutes=1)
    with office.store.writing(office.workspace.id) as tx:
        tx.inbox.note(heard)
        assert [tx.inbox.waiting(at, 9) for at in (NOW, LATER, None)] == [[], [heard], [heard]]
        assert [tx.inbox.waiting(NOW, 9, by) for by in ("one", "two")] == [[heard], []]
        assert not tx.inbox.take("Ev1", "two", NOW, after)
        assert tx.inbox.take("Ev1", "one", NOW, after)
        assert not tx.inbox.take("Ev1", "two", LATER, after)
        assert tx.inbox.take("Ev1", "two", after, after + LEASE)
        assert tx.inbox.get("Ev1") == replace(heard, leased_by="two", leased_until=after + LEASE)
        tx.inbox.let_go("one", after)
        assert not tx.inbox.take("Ev1", "one", after, after + LEASE)
        tx.inbox.let_go("two", after)
        assert tx.inbox.take("Ev1", "one", after, after + LEASE)
        tx.inbox.done("Ev1")
        assert not tx.inbox.take("Ev1", "one", after, after + LEASE)
        assert tx.inbox.waiting(None, 9) == []


@pytest.mark.parametrize("url", ["file", "postgres"], indirect=True)
@pytest.mark.parametrize("by_key", [True, False])
def test_two_answers_to_one_message_both_count(office: Office, by_key: bool) -> None:
    """Two transactions read a row in order to add to what it says: the second waits for the first one's addition."""
    row = Delivery(kind="nudge", recipient="7", slot="2026-11-18", due_at=NOW, payload={})
    with office.store.writing(office.workspace.id) as tx:
        saved = tx.deliveries.enqueue(row)
        assert saved is not None
    gate = threading.Barrier(2)

    def answer(deal: str) -> None:
        gate.wait()
        with office.store.writing(office.workspace.id) as tx:
            found = tx.deliveries.find(row.kind, row.recipient, row.slot) if by_key else tx.deliveries.get(saved.id)
            assert found is not None
            time.sleep(0.2)
            tx.deliveries.save_payload(found.id, {**found.payload, deal: "still right"})

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(answer, ("1", "2")))
    with office.store.reading(office.workspace.id) as tx:
        found = tx.deliveries.get(saved.id)
    assert found is not None
    assert set(found.payload) == {"1", "2"}


def test_the_first_time_is_once(office: Office) -> None:
    """The second submission of a form is told so; a rolled-back first one was none."""
    with pytest.raises(KeyError), office.store.writing(office.workspace.id) as tx:
        raise KeyError(tx.inbox.first_time("form", NOW))
    with office.store.writing(office.workspace.id) as tx:
        assert tx.inbox.first_time("form", NOW)
        assert not tx.inbox.first_time("form", LATER)
        assert tx.inbox.first_time("another form", LATER)


def test_what_never_came_is_told(office: Office) -> None:
    """Skipped, parked, failed or uncertain, of these kinds, for this person, since then; the latest first."""
    with office.store.writing(office.workspace.id) as tx:
        for hours, state in enumerate(DeliveryState):
            for kind in ("digest", "nudge"):
                row = Delivery(kind=kind, recipient="7", slot=state.value, due_at=NOW + timedelta(hours=hours))
                tx.deliveries.enqueue(replace(row, state=state))
        found = tx.deliveries.unsent(["digest"], "7", NOW)
        assert [row.state.value for row in found] == ["skipped", "uncertain", "failed", "parked"]
        assert tx.deliveries.unsent(["digest"], "8", NOW) == []
        assert len(tx.deliveries.unsent(["digest", "nudge"], "7", NOW + timedelta(hours=4))) == 4
