"""Uses in every kind of database: once an hour, for 180 days; and how much somebody has updated."""

from __future__ import annotations

from datetime import timedelta

from sales.deal import Field
from sales.money import Money
from sales.usage import Use, Way
from tests.storage.conftest import NOW, Office


def a_use(office: Office, minutes: int = 0, way: Way = Way.OPENED) -> Use:
    mia = office.team["Mia"].id
    at = NOW + timedelta(minutes=minutes)
    return Use(person_id=mia, way=way, subject_id=mia, period="2026-Q4", at=at, delivery_id=None)


def test_the_same_within_an_hour_is_one(office: Office) -> None:
    """Another way of use is another; after 180 days it is forgotten."""
    kept = [a_use(office), a_use(office, 30, Way.DRILLED), a_use(office, 61)]
    with office.store.writing(office.workspace.id) as tx:
        for use in (kept[0], a_use(office, 10), kept[1], kept[2]):
            tx.uses.note(use)
        assert tx.uses.since(NOW - timedelta(seconds=1)) == kept
        assert tx.uses.since(NOW) == kept[1:]
        tx.uses.note(a_use(office, 60 * 24 * 180 + 45))
        assert len(tx.uses.since(NOW - timedelta(days=1))) == 2


def test_updates_are_counted_by_entry(office: Office) -> None:
    """Two facts in one sentence are one update; other people's are not counted."""
    deal = office.add()
    hour = timedelta(hours=1)
    office.change(deal.id, {Field.AMOUNT: Money(1), Field.NEXT_STEP: "Ask"}, at=NOW + hour)
    office.change(deal.id, {Field.AMOUNT: Money(2)}, at=NOW + 2 * hour, who="Mia")
    dana = office.team["Dana"].id
    with office.store.reading(office.workspace.id) as tx:
        counts = [tx.uses.updates(dana, NOW - hour, NOW + n * hour) for n in (0, 1, 3)]
        assert [*counts, tx.uses.updates(dana, NOW, NOW + 3 * hour)] == [1, 2, 2, 1]
