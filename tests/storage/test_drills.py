"""Firedrills in every kind of database: one at a time per subtree and period, who looked at a deal last, clicks."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from sales.deal import Field, Value, Via
from sales.delivery import Delivery
from sales.firedrill import Doubt, Drill, DrillDeal, Effort, Look
from sales.money import Money
from sales.period import Period
from sales.revising import opened, revised
from tests.storage.conftest import NOW, Office

QUARTER = Period(date(2026, 10, 1), date(2027, 1, 1), "2026-Q4")
HOUR = timedelta(hours=1)


def a_drill(office: Office, **facts: object) -> Drill:
    mia = office.team["Mia"].id
    usual: dict[str, object] = {
        "subject_id": mia,
        "by": mia,
        "period": QUARTER,
        "note": "",
        "called_at": NOW,
        "deadline": NOW + HOUR,
    }
    return Drill(**{**usual, **facts})  # type: ignore[arg-type]


def test_one_at_a_time_per_subtree_and_period(office: Office) -> None:
    """A second one is not saved while the first has not ended; another period's is."""
    with office.store.writing(office.workspace.id) as tx:
        first = tx.drills.start(a_drill(office))
        assert first is not None
        assert tx.drills.start(a_drill(office)) is None
        assert tx.drills.start(a_drill(office, period=Period(date(2027, 1, 1), date(2027, 4, 1)))) is not None
        assert tx.drills.running(first.subject_id, QUARTER) == first
        tx.drills.end(first.id, NOW + HOUR)
        tx.drills.end(first.id, NOW)
        ended = tx.drills.get(first.id)
        assert ended is not None
        assert ended.ended_at == NOW + HOUR
        assert not ended.was_called_off()
        assert tx.drills.start(a_drill(office)) is not None


@pytest.mark.parametrize("url", ["file", "postgres"], indirect=True)
def test_who_leaves_a_drill_last_knows_it(office: Office) -> None:
    """Two who wait for the same drill call it off at the same moment: the second of them sees that the first has
    left, so that somebody ends it."""
    with office.store.writing(office.workspace.id) as tx:
        drill = tx.drills.start(a_drill(office))
        assert drill is not None
        mine = [Delivery(kind="firedrill", recipient=who, slot="drill", due_at=NOW) for who in ("1", "2")]
        tx.deliveries.enqueue_all(mine)
    gate = threading.Barrier(2)

    def leave(who: str) -> int:
        gate.wait()
        with office.store.writing(office.workspace.id) as tx:
            tx.drills.hold(drill.id)
            row = tx.deliveries.find("firedrill", who, "drill")
            assert row is not None
            tx.deliveries.save_payload(row.id, {"left": True})
            still_there = [row for row in tx.deliveries.with_slot("firedrill", "drill") if not row.payload.get("left")]
            time.sleep(0.2)
            return len(still_there)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(leave, ("1", "2"))) == [0, 1]


def test_deals_are_as_noted_and_as_they_are(office: Office) -> None:
    """By place, with doubts and answers as saved and the touch of now; answers reach the drills they are for."""
    deal = office.add()
    with office.store.writing(office.workspace.id) as tx:
        drill = tx.drills.start(a_drill(office))
        assert drill is not None
        noted = DrillDeal(deal_id=deal.id, owner_id=deal.owner_id, place=0, doubts=(Doubt.PAST_DUE, Doubt.CHANGED))
        tx.drills.add_deals(drill.id, [noted])
        assert tx.drills.running_about([deal.id]) == [drill]
        tx.drills.answer([drill.id], [deal.id], "still right")
        tx.drills.answer([], [deal.id], "for another")
        tx.drills.end(drill.id, NOW)
        (found,) = tx.drills.deals(drill.id, among=[deal.id])
        assert tx.drills.deals(drill.id, among=[]) == []
        assert (found.doubts, found.answer, found.touched_at) == (noted.doubts, "still right", deal.touched_at)
        assert tx.drills.deals(drill.id, owner_id=0) == []
        assert tx.drills.running_about([deal.id]) == []


def test_first_and_last_click(office: Office) -> None:
    """However often somebody clicks, both ends are kept."""
    dana = office.team["Dana"].id
    with office.store.writing(office.workspace.id) as tx:
        drill = tx.drills.start(a_drill(office))
        assert drill is not None
        for minutes in (1, 3, 4):
            tx.drills.click(drill.id, dana, NOW + timedelta(minutes=minutes))
        assert tx.drills.efforts(drill.id) == [
            Effort(dana, NOW + timedelta(minutes=1), NOW + timedelta(minutes=4)),
        ]


@pytest.mark.parametrize(
    ("who", "wishes", "look"),
    [
        ("Dana", {Field.AMOUNT: Money(1)}, None),
        ("Mia", {Field.AMOUNT: Money(1)}, (NOW, None, NOW + HOUR)),
        ("Mia", {Field.NEXT_STEP: "Ask"}, None),
        ("Dana", {Field.CONFIRMED: None}, (NOW + HOUR, NOW + HOUR, None)),
        ("Mia", {Field.CONFIRMED: None}, None),
    ],
)
def test_who_looked_last(
    office: Office, who: str, wishes: dict[Field, Value], look: tuple[object, object, object] | None
) -> None:
    """News to the owner is what somebody else changed that the deal counts for, since they last did something to it."""
    deal = office.add()
    office.change(deal.id, wishes, at=NOW + HOUR, who=who)
    with office.store.reading(office.workspace.id) as tx:
        for owners in (None, [deal.owner_id]):
            found = tx.drills.looks(QUARTER, owners, NOW)
            assert found == ({} if look is None else {deal.id: Look(*look)})  # type: ignore[arg-type]
        assert tx.drills.looks(Period(date(2027, 1, 1), date(2027, 4, 1)), None, NOW) == {}


def test_what_an_import_changes_is_news(office: Office) -> None:
    """A deal that an import made and changed, and that its owner has never looked at."""
    with office.store.writing(office.workspace.id) as tx:
        made = office.entry(tx, None, NOW, Via.IMPORT)
        deal = tx.deals.add(opened(office.deal(), made, office.process), made)
        again = office.entry(tx, None, NOW + HOUR, Via.IMPORT)
        wishes: dict[Field, Value] = {Field.AMOUNT: Money(7)}
        tx.deals.save(revised(deal, wishes, again, office.process, today=NOW.date()), again)
        assert tx.drills.looks(QUARTER, None, NOW) == {deal.id: Look(None, None, NOW + HOUR)}
