"""Calls and adjustments: which count, when they are due and late, how near they came, and that none is ever a zero."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.calls import (
    Adjustment,
    Call,
    Outcome,
    accuracy,
    checked,
    counting,
    is_late,
    latest_adjustments,
    mean_accuracy,
    next_due,
    standing,
)
from sales.errors import Invalid
from sales.money import Money
from sales.period import zone
from sales.report import Report, build_report
from tests.sales.examples import ANN, BOB, DOLLARS, MAX, NOW, PROCESS, QUARTER, TEAM, VERA, a_deal, usd
from tests.sales.strategies import cells_from

FRIDAY = 4
DAY = timedelta(days=1)


def a_call(person_id: int = ANN.id, commit: int | None = 450, at: datetime = NOW, **facts: object) -> Call:
    usual: dict[str, object] = {
        "person_id": person_id,
        "period": QUARTER,
        "commit": None if commit is None else usd(commit),
        "best_case": None,
        "at": at,
    }
    return Call(**{**usual, **facts})  # type: ignore[arg-type]


def an_adjustment(by: int = MAX.id, commit: int | None = 400, at: datetime = NOW, **facts: object) -> Adjustment:
    usual: dict[str, object] = {
        "person_id": ANN.id,
        "by": by,
        "period": QUARTER,
        "commit": None if commit is None else usd(commit),
        "best_case": None,
        "note": "Acme is not real",
        "at": at,
    }
    return Adjustment(**{**usual, **facts})  # type: ignore[arg-type]


@given(st.lists(st.none() | st.integers(0, 9), max_size=30))
def test_the_latest_call_counts(made: list[int | None]) -> None:
    """In whatever order they are read; each one that is taken back (None) brings the one before it back."""
    calls = [a_call(commit=commit, at=NOW + n * timedelta(minutes=1), id=n) for n, commit in enumerate(made)]
    kept: list[int] = []
    for commit in made:
        kept = kept[:-1] if commit is None else [*kept, commit]
    found = counting(reversed(calls))
    assert (found.commit if found else None) == (usd(kept[-1]) if kept else None)


def test_each_managers_latest_adjustment_counts() -> None:
    """Two managers may differ; both are shown, the newest first; taken back is gone."""
    first, second = an_adjustment(), an_adjustment(commit=420, at=NOW + DAY)
    above = an_adjustment(by=VERA.id, commit=300, at=NOW + 2 * DAY)
    assert latest_adjustments([above, first, second]) == {ANN.id: (above, second)}
    assert latest_adjustments([first, an_adjustment(commit=None, at=NOW + DAY)]) == {}


@pytest.mark.parametrize(
    ("commit", "best_case", "field", "told"),
    [
        (None, None, "commit", "Which number"),
        (usd(-1), None, "commit", "below zero"),
        (usd(5), usd(4), "best_case", "cannot be below"),
        (usd(5), Money(900, "EUR"), "best_case", "one currency"),
    ],
)
def test_what_cannot_be_called(commit: Money | None, best_case: Money | None, field: str, told: str) -> None:
    """Each refusal at its field."""
    with pytest.raises(Invalid, match=told) as refused:
        checked(commit, best_case)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-19 15:00", "2026-11-20 12:00"),
        ("2026-11-20 12:00", "2026-11-20 12:00"),
        ("2026-11-20 12:01", "2026-11-27 12:00"),
        ("2026-10-24 09:00", "2026-10-30 12:00"),
    ],
)
def test_due_at_noon_on_everybodys_own_clock(now: str, due: str) -> None:
    """Of the workspace's weekday; also across a change of clocks."""
    place = zone("Europe/London")
    at = datetime.fromisoformat(now).replace(tzinfo=place)
    found = next_due(FRIDAY, at, "Europe/London")
    assert found is not None
    assert f"{found.astimezone(place):%Y-%m-%d %H:%M}" == due
    assert next_due(None, at, "Europe/London") is None


NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "previous", "late"),
    [
        (NOON - timedelta(hours=1), None, False),
        (NOON + timedelta(hours=1), None, True),
        (NOON + timedelta(hours=1), NOON - 2 * DAY, False),
        (NOON + timedelta(hours=1), NOON - 8 * DAY, True),
        (NOON + 4 * DAY, None, False),
        (datetime(2027, 1, 2, tzinfo=UTC), None, True),
    ],
)
def test_late_is_said_and_allowed(at: datetime, previous: datetime | None, late: bool) -> None:
    """After the due moment without a call in the week before it, or after the period: marked, and kept all the same."""
    before = None if previous is None else a_call(at=previous)
    assert is_late(at, before, QUARTER, FRIDAY, "UTC", "UTC") is late


def test_the_first_week_of_a_period_is_not_late_for_the_one_before() -> None:
    """A due moment before the period began was for another period."""
    assert not is_late(datetime(2026, 10, 2, 13, tzinfo=UTC), None, QUARTER, 2, "UTC", "UTC")


@pytest.mark.parametrize(("since", "late"), [(NOON + timedelta(minutes=1), False), (NOON - 10 * DAY, True)])
def test_nobody_is_late_for_what_nobody_was_asked(since: datetime, late: bool) -> None:
    """A due moment from before the bot was there makes no call late."""
    assert is_late(NOON + timedelta(hours=1), None, QUARTER, FRIDAY, "UTC", "UTC", since) is late


@pytest.mark.parametrize(
    ("actual", "called", "right"),
    [(100, 100, "1"), (100, 90, "0.9"), (100, 110, "0.9"), (100, 300, "0"), (100, 0, "0"), (0, 50, None), (0, 0, None)],
)
def test_accuracy_is_one_minus_the_error(actual: int, called: int, right: str | None) -> None:
    """By what came; never below 0; unknown where nothing came."""
    assert accuracy(usd(actual), usd(called)) == (None if right is None else Decimal(right))


def test_the_mean_says_of_how_many() -> None:
    """Periods without an outcome are not counted, rather than counted as wrong."""
    told = [Outcome(a_call(), usd(called), usd(actual)) for called, actual in ((90, 100), (70, 100), (50, 0))]
    assert mean_accuracy(told) == (Decimal("0.8"), 2)
    assert mean_accuracy([]) == (None, 0)


def a_report(as_of: datetime = NOW) -> Report:
    """Max's, with a deal of Ann's; Bob has a quota and no deal."""
    return build_report(
        subject=MAX,
        team=TEAM,
        process=PROCESS,
        period=QUARTER,
        cells=cells_from([a_deal()], QUARTER),
        quotas={BOB.id: usd(100)},
        undated={},
        rates=DOLLARS,
        as_of=as_of,
        timezone=MAX.timezone,
    )


def test_who_has_not_called_is_named_and_no_zero() -> None:
    """Of those who have something to call about; an older call is shown, and asked for anew."""
    found = standing(a_report(), TEAM, {ANN.id: a_call(at=NOW - 10 * DAY)}, [an_adjustment(by=VERA.id)], FRIDAY, "UTC")
    assert found.missing == (ANN, BOB)
    assert set(found.calls) == {ANN.id}
    assert found.people[VERA.id] == VERA
    assert found.due is not None
    assert standing(a_report(), TEAM, {ANN.id: a_call()}, [], FRIDAY, "UTC").missing == (BOB,)
    assert standing(a_report(), TEAM, {VERA.id: a_call(VERA.id)}, [], FRIDAY, "UTC").calls == {}


def test_nothing_is_due_after_the_period() -> None:
    """Nor where the workspace does not ask for calls: then whoever never called is still named, without a due day."""
    assert standing(a_report(datetime(2027, 1, 5, tzinfo=UTC)), TEAM, {}, [], FRIDAY, "UTC").due is None
    assert standing(a_report(), TEAM, {ANN.id: a_call(at=NOW - 10 * DAY)}, [], None, "UTC").missing == (BOB,)


def test_the_examples_are_in_their_quarter() -> None:
    """Or the tests above would prove little."""
    assert NOW.date() in QUARTER
    assert date(2026, 10, 1) in QUARTER
