"""Calls and adjustments in every kind of database: all kept, the right ones counting."""

from __future__ import annotations

from datetime import date, timedelta

from sales.calls import Adjustment, Call
from sales.money import Money
from sales.period import Period
from tests.storage.conftest import NOW, Office

QUARTER = Period(date(2026, 10, 1), date(2027, 1, 1), "2026-Q4")
NEXT = Period(date(2027, 1, 1), date(2027, 4, 1), "2027-Q1")
HOUR = timedelta(hours=1)


def a_call(office: Office, who: str, commit: int | None, hours: int, period: Period = QUARTER) -> Call:
    amount = None if commit is None else Money(commit)
    person = office.team[who].id
    return Call(person_id=person, period=period, commit=amount, best_case=None, at=NOW + hours * HOUR, late=hours > 3)


def test_the_call_that_counts_now_and_then(office: Office) -> None:
    """By person and period, as of any instant; taken back, the one before it; all of them are kept."""
    dana, rui = office.team["Dana"].id, office.team["Rui"].id
    made = [
        a_call(office, "Dana", 5, 0),
        a_call(office, "Dana", 7, 1),
        a_call(office, "Rui", 0, 1),
        a_call(office, "Dana", 9, 1, NEXT),
        a_call(office, "Dana", None, 2),
        a_call(office, "Rui", None, 4),
    ]
    with office.store.writing(office.workspace.id) as tx:
        ids = [tx.calls.add(call) for call in made]
        counts = [
            {who: call.commit for who, call in tx.calls.counting(QUARTER, NOW + hours * HOUR).items()}
            for hours in (-1, 0, 1, 2, 4)
        ]
        kept = tx.calls.of_person(dana)
    five, seven, none = Money(5), Money(7), Money(0)
    assert counts == [{}, {dana: five}, {dana: seven, rui: none}, {dana: five, rui: none}, {dana: five}]
    assert [call.id for call in kept] == [ids[n] for n in (0, 1, 3, 4)]
    assert kept[0].period == QUARTER


def test_each_managers_latest_adjustment(office: Office) -> None:
    """As of any instant; one that was taken back comes as such."""
    mia, ada, dana = (office.team[name].id for name in ("Mia", "Ada", "Dana"))
    with office.store.writing(office.workspace.id) as tx:
        for by, commit, hours in ((mia, 5, 0), (ada, 6, 0), (mia, 7, 1), (ada, None, 2)):
            amount = None if commit is None else Money(commit)
            at = NOW + hours * HOUR
            tx.calls.adjust(
                Adjustment(person_id=dana, by=by, period=QUARTER, commit=amount, best_case=None, note="x", at=at)
            )
        found = [{(a.by, a.commit) for a in tx.calls.adjustments(QUARTER, NOW + hours * HOUR)} for hours in (0, 1, 2)]
        assert tx.calls.adjustments(NEXT, NOW + HOUR) == []
    assert found == [
        {(mia, Money(5)), (ada, Money(6))},
        {(mia, Money(7)), (ada, Money(6))},
        {(mia, Money(7)), (ada, None)},
    ]
