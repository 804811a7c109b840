"""What a manager is told about the rest of a period, and what must never change it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.companies import COMPANIES, history
from benchmarks.projection import many, seconds_of_one_projection
from sales.errors import Invalid
from sales.money import Money
from sales.period import FiscalCalendar, Grain
from sales.process import Outcome
from sales.projection import History, Past, Projection, TooLittle, how_made, project
from tests.machine_speed import slowness
from tests.properties import examples

CALENDAR = FiscalCalendar()
SLOWLY = settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow])
SMALL_KINDS = ("steady", "small", "rush, own pace", "huge deals")
PASTS = lru_cache(maxsize=None)(history)


def last_day(of: History) -> date:
    return max(deal.closed_on for deal in of.deals if deal.closed_on is not None)


def days_before_the_end(of: History, days: int) -> date:
    return last_day(of) - timedelta(days=days)


def projected(of: History, as_of: date) -> Projection | TooLittle:
    return project(of, CALENDAR.quarter(as_of), as_of, CALENDAR)


def made(of: History, as_of: date) -> Projection:
    found = projected(of, as_of)
    assert isinstance(found, Projection)
    return found


HISTORIES = st.builds(lambda kind, seed: PASTS(kind, seed), st.sampled_from(SMALL_KINDS), st.integers(1, 6))
DAYS_BACK = st.integers(1, 130)


@SLOWLY
@given(HISTORIES, DAYS_BACK, st.builds(Random, st.integers(0, 999)))
def test_nothing_that_happens_later_changes_what_was_projected(of: History, back: int, chance: Random) -> None:
    """Deals that come later, and outcomes, amounts and dates that are known later, leave no trace."""
    as_of = days_before_the_end(of, back)
    rewritten = [
        replace(
            deal,
            closed_on=as_of + timedelta(days=chance.randrange(90)),
            outcome=chance.choice((Outcome.WON, Outcome.LOST)),
            amount=chance.randrange(10**9),
            close_date=as_of,
        )
        if deal.closed_on is None or deal.closed_on >= as_of
        else deal
        for deal in of.deals
    ]
    later = [
        replace(deal, id=f"later {deal.id}", created_on=as_of, closed_on=None, outcome=Outcome.OPEN)
        for deal in of.deals
    ]
    assert projected(History((*rewritten, *later)), as_of) == projected(of, as_of)


@SLOWLY
@given(HISTORIES, DAYS_BACK, st.builds(Random, st.integers(0, 999)))
def test_the_order_of_deals_does_not_matter(of: History, back: int, chance: Random) -> None:
    """An export sorted otherwise is the same history."""
    as_of = days_before_the_end(of, back)
    shuffled = list(of.deals)
    chance.shuffle(shuffled)
    assert projected(History(tuple(shuffled)), as_of) == projected(of, as_of)


@SLOWLY
@given(HISTORIES, DAYS_BACK, st.sampled_from((2, 7, 100)))
def test_amounts_in_a_smaller_unit_are_the_same_projection(of: History, back: int, factor: int) -> None:
    """Everything times 100 is everything times 100, but for a unit of rounding."""
    as_of = days_before_the_end(of, back)
    larger = History(tuple(replace(d, amount=None if d.amount is None else d.amount * factor) for d in of.deals))
    before, after = projected(of, as_of), projected(larger, as_of)
    if isinstance(before, TooLittle):
        assert after == before
        return
    assert isinstance(after, Projection)
    for name in ("low", "forecast", "high"):
        assert abs(getattr(after, name).minor - factor * getattr(before, name).minor) <= factor


@SLOWLY
@given(HISTORIES, st.integers(1, 400), st.sampled_from((Grain.MONTH, Grain.QUARTER, Grain.YEAR)))
def test_a_projection_lies_within_its_interval_and_above_what_is_won(of: History, back: int, grain: Grain) -> None:
    """won to date <= low <= projection <= high, and trust adds up, on any day of any period."""
    as_of = days_before_the_end(of, back)
    found = project(of, CALENDAR.of(as_of, grain), as_of, CALENDAR)
    if isinstance(found, Projection):
        assert found.closed <= found.low <= found.forecast <= found.high
        assert sum(part.trust for part in found.parts) == pytest.approx(1)


def few(wins: int) -> History:
    """So many deals won in January, on its first days."""
    deal = Past(id="1", owner="Dana", amount=100, currency="USD", created_on=date(2026, 1, 1))
    return History(
        tuple(
            replace(deal, id=str(n), closed_on=date(2026, 1, 2) + timedelta(days=n), outcome=Outcome.WON)
            for n in range(wins)
        )
    )


@SLOWLY
@given(HISTORIES, st.integers(1, 90), st.integers(0, 10**9))
def test_nothing_that_is_closed_is_projected_away(of: History, back: int, won_today: int) -> None:
    """Whatever is won on the day itself, to the evening of a period's last day: the number and both ends of its
    interval hold at least that, and are what they were where they do already."""
    this_morning = made(of, days_before_the_end(of, back))
    closed = Money(this_morning.closed.minor + won_today, this_morning.closed.currency)
    evening = this_morning.given(closed)
    assert closed <= evening.low <= evening.forecast <= evening.high
    for now, then in ((evening.low, this_morning.low), (evening.high, this_morning.high)):
        assert now == max(then, closed)
    assert this_morning.given(this_morning.closed) == this_morning


@pytest.mark.parametrize(
    ("of", "as_of", "reason"),
    [
        (few(0), date(2026, 5, 4), "There is no projection for 2026-Q2: no whole quarter lies behind it yet."),
        (few(20), date(2026, 2, 4), "There is no projection for 2026-Q1: no whole quarter lies behind it yet."),
        (
            few(9),
            date(2026, 5, 4),
            "There is no projection for 2026-Q2: 9 deals won within a year, with an amount, are too few.",
        ),
    ],
)
def test_with_too_little_history_there_is_a_sentence_and_no_number(of: History, as_of: date, reason: str) -> None:
    """A guess from nothing would look like any other number."""
    assert projected(of, as_of) == TooLittle(reason)


def test_enough_is_a_whole_quarter_and_ten_deals() -> None:
    """The first projection says that it has not been tried."""
    words = how_made(made(few(10), date(2026, 5, 4)))
    assert words.endswith("How far off that may be is not known: there is no past quarter to check it on yet.")


BEGINNINGS = {"rest_in_deals": "as many", "patterned_rate": "the present", "patterned_hazard": "the ages"}


def test_the_method_is_named_with_its_own_past_error() -> None:
    """Most trusted part first, then how far off the same way was, and how often that was tried."""
    of = PASTS("steady", 3)
    found = made(of, days_before_the_end(of, 40))
    first = max(found.parts, key=lambda part: part.trust)
    guess = found.guess
    assert guess.past_error is not None
    assert how_made(found).startswith(f"From {BEGINNINGS[first.method]}")
    assert how_made(found).endswith(
        f"On {guess.past_points} days of past quarters the same way missed by {guess.past_error:.0%} on average."
    )


def test_a_day_outside_the_period_is_refused_and_its_end_is_no_projection() -> None:
    """When the period is over, what was closed is known."""
    quarter = CALENDAR.quarter(date(2026, 5, 4))
    with pytest.raises(Invalid, match="Thu 2 Jul 2026 is not within 2026-Q2"):
        project(few(10), quarter, date(2026, 7, 2), CALENDAR)
    over = project(few(10), quarter, quarter.end, CALENDAR)
    assert over == TooLittle("2026-Q2 is over: what was closed is no longer a projection.")


def test_every_kind_of_company_gets_a_projection() -> None:
    """Growing, shrinking, lumpy, seasonal: on the last day of its history each has a number."""
    for kind in COMPANIES:
        of = PASTS(kind, 1)
        assert made(of, last_day(of)).forecast.minor > 0


def test_a_hundred_thousand_deals_take_a_moment() -> None:
    """300 ms of processor time."""
    of = many()
    tried = [(seconds_of_one_projection(of), slowness()) for _ in range(5)]
    assert min(spent for spent, _ in tried) < 0.3 * max(slow for _, slow in tried)
