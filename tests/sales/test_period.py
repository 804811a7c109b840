"""Fiscal periods and working days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.errors import Invalid
from sales.period import (
    FiscalCalendar,
    Grain,
    Period,
    WorkCalendar,
    day_words,
    grain_of,
    local_date,
    midnight,
    zone,
)

CALENDAR, FEBRUARY = FiscalCalendar(), FiscalCalendar(2)
TODAY = date(2026, 11, 19)
days = st.dates(date(1950, 1, 1), date(2150, 1, 1))
calendars = st.integers(1, 12).map(FiscalCalendar)


@pytest.mark.parametrize(
    ("calendar", "name", "start", "end", "called"),
    [
        (CALENDAR, "this", date(2026, 10, 1), date(2027, 1, 1), "2026-Q4"),
        (CALENDAR, "", date(2026, 10, 1), date(2027, 1, 1), "2026-Q4"),
        (CALENDAR, "this quarter", date(2026, 10, 1), date(2027, 1, 1), "2026-Q4"),
        (CALENDAR, "next", date(2027, 1, 1), date(2027, 4, 1), "2027-Q1"),
        (CALENDAR, "last", date(2026, 7, 1), date(2026, 10, 1), "2026-Q3"),
        (CALENDAR, "Next Month", date(2026, 12, 1), date(2027, 1, 1), "2026-12"),
        (CALENDAR, "previous year", date(2025, 1, 1), date(2026, 1, 1), "FY2025"),
        (CALENDAR, "Q1", date(2026, 1, 1), date(2026, 4, 1), "2026-Q1"),
        (CALENDAR, "2017-Q4", date(2017, 10, 1), date(2018, 1, 1), "2017-Q4"),
        (CALENDAR, "q4 2017", date(2017, 10, 1), date(2018, 1, 1), "2017-Q4"),
        (CALENDAR, "2017-03", date(2017, 3, 1), date(2017, 4, 1), "2017-03"),
        (CALENDAR, "2018", date(2018, 1, 1), date(2019, 1, 1), "FY2018"),
        (FEBRUARY, "this", date(2026, 11, 1), date(2027, 2, 1), "2027-Q4"),
        (FEBRUARY, "FY2027", date(2026, 2, 1), date(2027, 2, 1), "FY2027"),
        (FEBRUARY, "FY2027 Q1", date(2026, 2, 1), date(2026, 5, 1), "2027-Q1"),
        (FEBRUARY, "Q1", date(2026, 2, 1), date(2026, 5, 1), "2027-Q1"),
    ],
)
def test_periods_by_name(calendar: FiscalCalendar, name: str, start: date, end: date, called: str) -> None:
    """The names people use; a fiscal year is named by the year it ends in."""
    assert calendar.named(name, TODAY) == Period(start, end, called)


@pytest.mark.parametrize("name", ["soon", "Q5", "2017-13", "2017-Q0", "FY99999", "9999"])
def test_unknown_periods_are_refused(name: str) -> None:
    """Rather than guessed."""
    with pytest.raises(Invalid):
        CALENDAR.named(name, TODAY)


@given(calendars, days, st.sampled_from(Grain))
def test_periods_tile_the_calendar(calendar: FiscalCalendar, day: date, grain: Grain) -> None:
    """Every day lies in exactly one period of each grain, neighbours touch, and a period's name leads back to it."""
    period = calendar.of(day, grain)
    assert day in period
    assert period.last_day in period
    assert period.end not in period
    assert grain_of(period) is grain
    assert calendar.next(period).start == period.end
    assert calendar.previous(period).end == period.start
    assert calendar.named(period.name, TODAY) == period


def test_no_day_is_in_no_period() -> None:
    """A deal without a close date counts nowhere."""
    assert None not in CALENDAR.quarter(TODAY)


def test_a_fiscal_year_starts_in_a_month() -> None:
    """There is no thirteenth."""
    with pytest.raises(Invalid):
        FiscalCalendar(13)


def test_the_instants_of_a_period_are_the_teams() -> None:
    """A quarter in Sydney begins before it does in London."""
    start, end = CALENDAR.quarter(TODAY).instants("Australia/Sydney")
    assert (start.astimezone(UTC), end.astimezone(UTC)) == (
        datetime(2026, 9, 30, 14, tzinfo=UTC),
        datetime(2026, 12, 31, 13, tzinfo=UTC),
    )


def test_a_day_that_begins_at_one_still_begins() -> None:
    """Cairo skips midnight on 24 April 2026; the first instant of the day is one o'clock."""
    assert midnight(date(2026, 4, 24), "Africa/Cairo").astimezone(UTC) == datetime(2026, 4, 23, 22, tzinfo=UTC)


def test_the_day_depends_on_the_zone() -> None:
    """One instant is Thursday in Honolulu and Friday in Kiritimati."""
    instant = datetime(2026, 11, 20, 5, tzinfo=UTC)
    assert local_date(instant, "Pacific/Honolulu") == date(2026, 11, 19)
    assert local_date(instant, "Pacific/Kiritimati") == date(2026, 11, 20)


@pytest.mark.parametrize("name", ["Europe/Nowhere", "", "../etc/passwd", "America"])
def test_unknown_zones_are_refused(name: str) -> None:
    """With an example of one that exists."""
    with pytest.raises(Invalid, match="Europe/London"):
        zone(name)


def test_a_day_in_words() -> None:
    """With its weekday, without a leading zero."""
    assert day_words(date(2027, 3, 5)) == "Fri 5 Mar 2027"
    assert day_words(None) == "no date"


work_calendars = st.builds(
    WorkCalendar,
    st.sampled_from([None, "US", "DE", "GB", "XX"]),
    st.sets(st.dates(date(2025, 1, 1), date(2027, 1, 1)), max_size=20).map(frozenset),
    st.sets(st.integers(0, 6)).map(frozenset),
)


@given(work_calendars, st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.integers(-5, 500))
def test_working_days_are_those_that_are_worked(calendar: WorkCalendar, start: date, length: int) -> None:
    """Counting by weeks gives what walking day by day gives: after the first day, up to and with the last."""
    end = start + timedelta(days=length)
    walked = sum(calendar.works_on(start + timedelta(days=n)) for n in range(1, length + 1))
    assert calendar.working_days(start, end) == walked


@pytest.mark.parametrize(
    ("country", "day", "works"),
    [
        ("US", date(2026, 11, 26), False),
        ("GB", date(2026, 11, 26), True),
        ("DE", date(2026, 10, 3), False),
        (None, date(2026, 12, 25), True),
        ("XX", date(2026, 12, 25), True),  # a country nobody knows has no holidays
        ("US", date(2026, 11, 21), False),
    ],
)
def test_holidays_are_the_countrys(country: str | None, day: date, works: bool) -> None:
    """Thanksgiving is a working day in London."""
    assert WorkCalendar(country).works_on(day) is works
