"""Holidays by name: fixed, moving and lunar ones, read in New York on Friday 20 November 2026."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.language.times.feasts.book import book
from sales.language.times.feasts.lunar import VARIES
from tests.language.test_times import times

FEASTS = sorted({(feast.words, feast.in_year) for found in book().values() for feast in found}, key=lambda one: one[0])


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Diwali 2027", "2027-10-29"),
        ("Deepavali next year", "2027-10-29"),
        ("Eid al-Fitr 2027", "2027-03-09"),
        ("the day after Boxing Day", "2026-12-27"),
        ("St. Patrick's Day", "2027-03-17"),
        ("Saint Patrick's", "2027-03-17"),
        ("Presidents' Day", "2027-02-15"),
        ("Good Friday", "2027-03-26"),
        ("last Thanksgiving", "2025-11-27"),
        ("Christmas in two years", "2028-12-25"),
        ("Easter two thousand twenty eight", "2028-04-16"),
        ("tax day", "2027-04-15"),
        ("Chinese New Year", "2027-02-06"),
        ("Passover 2027", "2027-04-22"),
        ("Int'l Women's Day", "2027-03-08"),
        ("the second Monday after Easter", "2027-04-05"),
        ("the last Friday before Christmas", "2026-12-18"),
        ("the closest Friday to January 15", "2027-01-15"),
        ("the nearest Monday to December 2", "2026-11-30"),
    ],
)
def test_a_feast_is_a_day(words: str, day: str) -> None:
    """A holiday that people name as a deadline is its day, with the year that was said, or else the coming one."""
    (found,) = times(words)
    assert (str(found.day), found.doubt) == (day, "")


@pytest.mark.parametrize("words", ["Dussehra 2027", "before Navratri 2027"])
def test_a_feast_that_differs_from_place_to_place_is_asked(words: str) -> None:
    """Where regions keep different days, none is taken, and the likely one is offered."""
    (found,) = times(words)
    assert found.day is None
    assert found.doubt == VARIES
    assert found.offers


@pytest.mark.parametrize(("country", "day"), [("GB", "2027-03-07"), ("US", "2027-05-09")])
def test_mothers_day_is_the_countrys(country: str, day: str) -> None:
    """Britain keeps Mothering Sunday; where the country is not known nothing is guessed."""
    (found,) = times("Mother's Day", country=country)
    assert str(found.day) == day
    assert times("Mother's Day", day_first=True) == ()


@given(feast=st.sampled_from(FEASTS), year=st.integers(1900, 2199))
def test_every_feast_lies_in_its_year(feast: tuple[tuple[str, ...], object], year: int) -> None:
    """Whatever the name and the year, there is a day in (or at the edge of) that year, or none."""
    _, in_year = feast
    found = in_year(year, "US")  # type: ignore[operator]
    assert found is None or abs(found.first.year - year) <= 1
    assert found is None or found.start < found.end
