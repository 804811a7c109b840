"""What a deal is, how it changes, and what each change leaves behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.deal import ATTRIBUTE, Deal, Field, Value, Via, read_value, value_of, write_value
from sales.errors import Invalid, NotFound
from sales.money import Money
from sales.process import ForecastCategory, Outcome
from sales.revising import LONGEST_NAME, LONGEST_TEXT, Revision, opened, revised
from tests.sales.examples import LONG_AGO, NOW, PROCESS, TODAY, a_deal, an_entry, usd
from tests.sales.strategies import amounts, days

F = Field


def revise(deal: Deal, wishes: dict[Field, Value], via: Via = Via.MESSAGE, reason: str = "") -> Revision:
    return revised(deal, wishes, an_entry(via), PROCESS, today=TODAY, reason=reason)


@pytest.mark.parametrize(
    ("before", "wishes", "after"),
    [
        pytest.param({}, {F.AMOUNT: usd(45_000)}, {"amount": usd(45_000)}, id="amount"),
        pytest.param({}, {F.AMOUNT: None}, {"amount": None}, id="amount taken away"),
        pytest.param({}, {F.STAGE: "proposal"}, {"stage": "proposal", "stage_since": NOW}, id="next stage"),
        pytest.param(
            {},
            {F.STAGE: "won"},
            {"stage": "won", "outcome": Outcome.WON, "closed_on": TODAY, "stage_since": NOW},
            id="won today",
        ),
        pytest.param(
            {},
            {F.STAGE: "won", F.CLOSED_ON: date(2026, 11, 17)},
            {"stage": "won", "outcome": Outcome.WON, "closed_on": date(2026, 11, 17), "stage_since": NOW},
            id="won two days ago",
        ),
        pytest.param(
            {},
            {F.STAGE: "lost", F.LOST_REASON: "price"},
            {
                "stage": "lost",
                "outcome": Outcome.LOST,
                "closed_on": TODAY,
                "lost_reason": "price",
                "stage_since": NOW,
            },
            id="lost, and why",
        ),
        pytest.param(
            {"stage": "lost", "closed_on": date(2026, 11, 1), "lost_reason": "price"},
            {F.STAGE: "proposal"},
            {"stage": "proposal", "outcome": Outcome.OPEN, "closed_on": None, "lost_reason": None, "stage_since": NOW},
            id="reopened",
        ),
        pytest.param(
            {"stage": "lost", "closed_on": date(2026, 11, 1), "lost_reason": "price"},
            {F.STAGE: "won"},
            {"stage": "won", "outcome": Outcome.WON, "closed_on": TODAY, "lost_reason": None, "stage_since": NOW},
            id="won after all",
        ),
        pytest.param(
            {"category": ForecastCategory.COMMIT},
            {F.STAGE: "proposal"},
            {"stage": "proposal", "stage_since": NOW},
            id="the rep's category survives a move",
        ),
        pytest.param(
            {}, {F.CLOSE_DATE: date(2026, 12, 12)}, {"close_date": date(2026, 12, 12), "pushes": 1}, id="pushed"
        ),
        pytest.param({}, {F.CLOSE_DATE: date(2026, 12, 1)}, {"close_date": date(2026, 12, 1)}, id="pulled in"),
        pytest.param({}, {F.CLOSE_DATE: None}, {"close_date": None}, id="date taken away is no push"),
        pytest.param({}, {F.NAME: "  Acme   big "}, {"name": "Acme big"}, id="renamed, tidied"),
        pytest.param({}, {F.DELETED: None}, {"deleted": True}, id="deleted"),
        pytest.param(
            {"touched_at": LONG_AGO, "ignored_nudges": 4}, {F.CONFIRMED: None}, {"ignored_nudges": 0}, id="still right"
        ),
        pytest.param(
            {"touched_at": LONG_AGO, "ignored_nudges": 4},
            {F.SNOOZED_UNTIL: TODAY},
            {"touched_at": LONG_AGO, "ignored_nudges": 4, "snoozed_until": TODAY},
            id="snoozing is no touch",
        ),
        pytest.param(
            {"touched_at": LONG_AGO}, {F.OWNER: 5}, {"touched_at": LONG_AGO, "owner_id": 5}, id="nor is a new owner"
        ),
    ],
)
def test_one_change(before: dict[str, Any], wishes: dict[Field, Value], after: dict[str, Any]) -> None:
    """What a rep says, and all that follows from it; everything else stays as it was."""
    deal = a_deal(**before)
    assert revise(deal, wishes).deal == replace(deal, **({"touched_at": NOW} | after))


@pytest.mark.parametrize("via", [Via.IMPORT, Via.UNDO])
def test_what_no_person_did_is_no_touch(via: Via) -> None:
    """An import neither wakes a deal nor counts as a push."""
    deal = a_deal(touched_at=LONG_AGO)
    found = revise(deal, {F.CLOSE_DATE: date(2027, 2, 1), F.AMOUNT: usd(1)}, via)
    assert (found.deal.touched_at, found.deal.pushes) == (LONG_AGO, 0)
    assert len(found.changes) == 2


def test_what_stays_the_same_is_no_change() -> None:
    """Saying again what is known saves nothing."""
    deal = a_deal()
    same = revise(deal, {F.AMOUNT: deal.amount, F.STAGE: deal.stage, F.NEXT_STEP: deal.next_step, F.LOST_REASON: ""})
    assert same == Revision(deal, ())


def test_a_change_says_who_when_and_why() -> None:
    """Append-only facts, one for each field that differs."""
    found = revise(a_deal(), {F.STAGE: "won"}, reason="x" * 9_999)
    assert [(c.field, c.old, c.new) for c in found.changes] == [
        (F.CLOSED_ON, None, "2026-11-19"),
        (F.STAGE, "discovery", "won"),
    ]
    assert {(c.deal_id, c.at, c.by, c.entry_id, len(c.reason)) for c in found.changes} == {(1, NOW, 4, 9, LONGEST_TEXT)}


@pytest.mark.parametrize(
    ("wishes", "field"),
    [
        ({F.AMOUNT: Money(-1)}, "amount"),
        ({F.NAME: "  "}, "name"),
        ({F.NAME: "x" * (LONGEST_NAME + 1)}, "name"),
        ({F.NEXT_STEP: "x" * (LONGEST_TEXT + 1)}, "next_step"),
        ({F.CLOSE_DATE: date(2042, 1, 1)}, "close_date"),
        ({F.STAGE: "won", F.CLOSED_ON: TODAY + timedelta(days=2)}, "closed_on"),
        ({F.CATEGORY: ForecastCategory.CLOSED}, "category"),
        ({F.STAGE: "limbo"}, "stage"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(wishes: dict[Field, Value], field: str) -> None:
    """The form shows the sentence where the mistake is."""
    with pytest.raises((Invalid, NotFound)) as refused:
        revise(a_deal(), wishes)
    assert refused.value.field == field


def test_an_import_may_bring_what_nobody_would_type() -> None:
    """Old systems hold dates far away; they are shown, not refused."""
    assert revise(a_deal(), {F.CLOSE_DATE: date(2099, 1, 1)}, Via.IMPORT).deal.close_date == date(2099, 1, 1)


def test_opening() -> None:
    """A new deal begins now, touched by whoever opened it, with one change."""
    found = opened(a_deal(name=" Acme  new ", created_at=LONG_AGO, touched_at=None), an_entry(), PROCESS)
    assert (found.deal.name, found.deal.created_at, found.deal.touched_at) == ("Acme new", NOW, NOW)
    assert [(c.field, c.old, c.new) for c in found.changes] == [(F.CREATED, None, None)]


@pytest.mark.parametrize(
    ("via", "closed_on", "expected"),
    [
        (Via.MESSAGE, None, TODAY),
        (Via.MESSAGE, date(2026, 11, 1), date(2026, 11, 1)),
        (Via.IMPORT, None, None),
    ],
)
def test_opening_a_deal_that_is_won_already(via: Via, closed_on: date | None, expected: date | None) -> None:
    """It counts in some period; only an import may leave that unknown, and says how many."""
    found = opened(a_deal(stage="won", outcome=Outcome.OPEN, closed_on=closed_on), an_entry(via), PROCESS)
    assert (found.deal.outcome, found.deal.closed_on) == (Outcome.WON, expected)


def test_an_imported_deal_is_not_started() -> None:
    """Nobody has touched it yet."""
    assert opened(a_deal(touched_at=None), an_entry(Via.IMPORT, by=None), PROCESS).deal.touched_at is None


def test_opening_is_checked_like_changing() -> None:
    """A negative amount does not come in by the other door."""
    with pytest.raises(Invalid):
        opened(a_deal(amount=Money(-1)), an_entry(), PROCESS)


values: dict[Field, st.SearchStrategy[Any]] = {
    F.AMOUNT: st.none() | amounts,
    F.CLOSE_DATE: st.none() | days,
    F.CATEGORY: st.none() | st.sampled_from(ForecastCategory),
    F.OWNER: st.integers(1, 10**9),
    F.NEXT_STEP: st.text(),
    F.SOURCE: st.none() | st.text(min_size=1),
}


@pytest.mark.parametrize("field", values)
@given(data=st.data())
def test_what_is_written_in_history_reads_back(field: Field, data: st.DataObject) -> None:
    """A past state can be rebuilt exactly from the changes."""
    value = data.draw(values[field])
    assert read_value(field, write_value(value)) == value


@given(st.sampled_from(PROCESS.stages), st.sampled_from(PROCESS.stages), st.sampled_from(Via))
def test_changes_undo_each_other(start: Any, end: Any, via: Via) -> None:
    """Applying the old values of a revision's changes gives back every field that a person can set."""
    deal = a_deal(stage=start.key, closed_on=None if start.is_open else date(2026, 11, 2))
    found = revise(deal, {F.STAGE: end.key, F.AMOUNT: usd(1)}, via)
    back = {change.field: read_value(change.field, change.old) for change in found.changes}
    returned = revise(found.deal, back, Via.UNDO).deal
    assert {field: value_of(returned, field) for field in ATTRIBUTE} == {
        field: value_of(deal, field) for field in ATTRIBUTE
    }
    assert returned.outcome is deal.outcome


@pytest.mark.parametrize(
    ("fields", "counts_on", "is_open"),
    [
        ({}, date(2026, 12, 11), True),
        ({"stage": "won", "closed_on": TODAY}, TODAY, False),
        ({"stage": "lost", "closed_on": TODAY}, date(2026, 12, 11), False),
        ({"deleted": True}, date(2026, 12, 11), False),
    ],
)
def test_the_day_that_counts(fields: dict[str, Any], counts_on: date, is_open: bool) -> None:
    """The close date, and once won the day it really closed."""
    deal = a_deal(**fields)
    assert (deal.counts_on, deal.is_open) == (counts_on, is_open)


def test_words() -> None:
    """What a person reads for a field."""
    assert F.CLOSE_DATE.words == "close date"


@pytest.mark.parametrize(("pushes", "asks"), [(0, False), (1, False), (2, True), (3, True)])
def test_the_third_push_is_to_be_explained(pushes: int, asks: bool) -> None:
    """Twice is life, from then on it is a habit."""
    assert a_deal(pushes=pushes).asks_why_pushed is asks
