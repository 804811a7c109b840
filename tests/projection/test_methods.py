"""Every simple method, on a history small enough to be worked by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sales.process import Outcome
from sales.projection import History, Past
from sales.projection.combining import log_error, trimmed_mean, weights
from sales.projection.methods import BASELINES, PARTS, Standpoint
from sales.projection.pipeline import Pipeline

START, END = date(2026, 4, 1), date(2026, 7, 1)
LAST = (date(2026, 1, 1).toordinal(), START.toordinal())
BEFORE = (date(2025, 10, 1).toordinal(), LAST[0])


def won(day: date, minor: int, **more: object) -> Past:
    """A deal that was created ten days before it was won."""
    return Past(
        id=f"{day}",
        owner="Dana",
        amount=minor,
        currency="USD",
        created_on=day - timedelta(days=10),
        closed_on=day,
        outcome=Outcome.WON,
        **more,  # type: ignore[arg-type]
    )


def standpoint(deals: list[Past], day: date) -> Standpoint:
    view = History(tuple(deals)).as_of(day)
    return Standpoint(view, Pipeline(view), (START.toordinal(), END.toordinal()), (LAST, BEFORE), day.toordinal())


DEALS = [
    won(date(2025, 11, 3), 100),
    won(date(2026, 1, 7), 300),
    won(date(2026, 3, 30), 500),
    won(date(2026, 4, 10), 200),
    Past(id="lost", owner="Rui", amount=None, currency="", created_on=START, closed_on=START, outcome=Outcome.LOST),
    Past(id="open", owner="Rui", amount=None, currency="", created_on=START),
]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("last_period", 800 - 200),
        ("same_remainder", 500),
        ("trailing_rate", (500 + 200) / 90 * 61),
        ("stage_weighted", 275 * 4 / 5),
    ],
)
def test_each_method_says_what_its_docstring_says(method: str, expected: float) -> None:
    """On 1 May, with 61 of 91 days left: worked by hand."""
    assert BASELINES[method](standpoint(DEALS, date(2026, 5, 1))) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("part", "expected"),
    [("rest_in_deals", 1 * 275), ("patterned_rate", (500 + 200) * 600 / 900)],
)
def test_each_part_says_what_its_docstring_says(part: str, expected: float) -> None:
    """One deal was won in the rest of last quarter, $2.75 is the mean, 6/9 of two quarters' value came after it."""
    assert PARTS[part](standpoint(DEALS, date(2026, 5, 1))) == pytest.approx(expected)


def test_hazards_learn_how_old_deals_are_when_they_are_won() -> None:
    """Where every deal is won in its second week, next week wins last week's ten deals, and ten new ones come
    after."""
    first = date(2025, 9, 1)
    deals = [won(first + timedelta(days=10 + 7 * week), 1_000) for week in range(30) for _ in range(10)]
    day = first + timedelta(days=7 * 30)
    view = History(tuple(deals)).as_of(day)
    pipeline = Pipeline(view)
    assert pipeline.expected_value(day.toordinal(), 14) == pytest.approx(20_000, rel=0.1)


def test_a_stage_says_more_than_the_win_rate() -> None:
    """An open deal of $9 in a stage of 50 % counts $4.50."""
    known = Past(id="x", owner="Rui", amount=900, currency="USD", created_on=START, amount_from=START, chance=0.5)
    assert BASELINES["stage_weighted"](standpoint([*DEALS[:4], known], date(2026, 5, 1))) == pytest.approx(450)


@pytest.mark.parametrize(
    ("values", "trust", "expected"),
    [
        ([1.0, 2.0, 90.0], [1 / 3, 1 / 3, 1 / 3], 2.0),
        ([1.0, 2.0], [0.5, 0.5], 1.5),
        ([7.0], [1.0], 7.0),
        ([1.0, 2.0, 90.0], [0.1, 0.1, 0.8], 90.0),
    ],
)
def test_no_single_guess_drags_the_mean_away(values: list[float], trust: list[float], expected: float) -> None:
    """The middle decides, unless one of them is trusted with most of the weight."""
    assert trimmed_mean(values, trust) == pytest.approx(expected)


def test_trust_follows_past_errors() -> None:
    """Without past points all are equal; a method that erred by half as much as another gains, but not all at
    once."""
    assert weights([], [], 2) == [0.5, 0.5]
    few, many = (weights([[0.1, 0.2]] * n, [1.0] * n, 2)[0] for n in (1, 50))
    assert 0.5 < few < many < 0.85


@pytest.mark.parametrize(("forecast", "actual"), [(0, 5), (5, 0), (1, 10**9)])
def test_an_error_is_never_infinite(forecast: float, actual: float) -> None:
    """A period that won next to nothing is one bad point, not the end of all trust."""
    assert abs(log_error(forecast, actual)) == pytest.approx(2.9957, abs=1e-3)
