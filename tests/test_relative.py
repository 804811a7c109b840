"""Changes said relative to what is stored: how much they are, and what becomes of an amount or a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.language import understand
from sales.money import Money
from sales.relative import changed, in_words, shifted
from tests.language.conftest import Reads, reads, vocabulary

__all__ = ["reads", "vocabulary"]

SAID = [
    ("knock 5k off Acme", "-5000"),
    ("add 10k to Acme", "+10000"),
    ("Acme +8k", "+8000"),
    ("Acme will be 30% lower", "-30%"),
    ("Acme is 20% up", "+20%"),
    ("knock ten percent off Acme", "-10%"),
    ("double Acme", "x2"),
    ("push Acme out two weeks", "+2w"),
    ("pull Acme in a month", "-1m"),
    ("Acme slipped a quarter", "+1q"),
    ("move Acme two weeks", "+2w or -2w"),
]


@pytest.mark.parametrize(("said", "by"), SAID)
def test_a_relative_change_says_by_how_much(said: str, by: str, reads: Reads) -> None:
    """It is asked about, with what is needed to offer the outcome."""
    understanding = understand(said, reads())
    assert understanding.action == "ask"
    assert understanding.intents[0].value("by") == by


@pytest.mark.parametrize(
    ("was", "by", "becomes"),
    [("40000", "+5000", "45000"), ("40000", "-30%", "28000"), ("40000", "x2", "80000"), ("33.33", "x0.5", "16.67")],
)
def test_what_becomes_of_an_amount(was: str, by: str, becomes: str) -> None:
    """To the nearest cent."""
    assert changed(Money.of(was, "USD"), by) == Money.of(becomes, "USD")


@pytest.mark.parametrize(
    ("was", "by", "becomes"),
    [
        (date(2026, 12, 7), "+2w", date(2026, 12, 21)),
        (date(2027, 1, 31), "+1m", date(2027, 2, 28)),
        (date(2026, 11, 30), "+1q", date(2027, 2, 28)),
        (date(2028, 2, 29), "+1y", date(2029, 2, 28)),
        (date(2026, 12, 7), "-10d", date(2026, 11, 27)),
    ],
)
def test_what_becomes_of_a_day(was: date, by: str, becomes: date) -> None:
    """A shorter month's last day."""
    assert shifted(was, by) == becomes


def test_nothing_is_made_of_what_cannot_be() -> None:
    """No amount below a cent, no day beyond the calendar, no words we did not write."""
    assert changed(Money.of(4, "USD"), "-5") is None
    assert shifted(date(9999, 12, 31), "+1d") is None
    assert changed(Money.of(4, "USD"), "a lot") is None
    assert shifted(date(2026, 12, 7), "soon") is None


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 99), st.sampled_from("dwmqy"))
def test_later_is_later(day: date, count: int, unit: str) -> None:
    """A shift forward is a later day, one back an earlier."""
    later, earlier = shifted(day, f"+{count}{unit}"), shifted(day, f"-{count}{unit}")
    assert later is not None
    assert later > day
    assert earlier is not None
    assert earlier < day


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("+2w", "2 weeks later"),
        ("-1m", "1 month earlier"),
        ("+5000", "5,000 more"),
        ("-20%", "20% less"),
        ("x2", "twice as much"),
        ("x1.5", "1.5 times as much"),
        ("?", "?"),
    ],
)
def test_a_change_in_words(by: str, words: str) -> None:
    """ "Why?" says it as people do."""
    assert in_words(by) == words
