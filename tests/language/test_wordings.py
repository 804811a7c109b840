"""Words for days and hours from all over English, each with the stretch they mean; read on Friday 20 November 2026 at
10:00 in New York."""

from __future__ import annotations

import pytest

from tests.language.test_times import times


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("in 2 and a half weeks", "2026-12-07T00:00", "2026-12-08T00:00"),
        ("in a week and a half", "2026-11-30T00:00", "2026-12-01T00:00"),
        ("the past quarter", "2026-07-01T00:00", "2026-10-01T00:00"),
        ("this past weekend", "2026-11-13T18:00", "2026-11-16T00:00"),
        ("2027/3/3", "2027-03-03T00:00", "2027-03-04T00:00"),
        ("the 1990s", "1990-01-01T00:00", "2000-01-01T00:00"),
        ("spring 2027", "2027-03-20T00:00", "2027-06-22T00:00"),
        ("super bowl sunday 2018", "2018-02-04T00:00", "2018-02-05T00:00"),
        ("v-day", "2027-02-14T00:00", "2027-02-15T00:00"),
        ("the weekend after Thanksgiving", "2026-11-27T18:00", "2026-11-30T00:00"),
        ("the weekend before Christmas", "2026-12-18T18:00", "2026-12-21T00:00"),
        ("8 tonight", "2026-11-20T20:00", "2026-11-20T21:00"),
        ("7pm tonight", "2026-11-20T19:00", "2026-11-20T20:00"),
        ("15 to noon", "2026-11-20T11:45", "2026-11-20T11:46"),
        ("quarter of noon", "2026-11-20T11:45", "2026-11-20T11:46"),
        ("ten to three in the afternoon", "2026-11-20T14:50", "2026-11-20T14:51"),
        ("0900", "2026-11-21T09:00", "2026-11-21T09:01"),
        ("0930 Monday", "2026-11-23T09:30", "2026-11-23T09:31"),
        ("between 9:30 and 11 on Thursday", "2026-11-26T09:30", "2026-11-26T12:00"),
        ("9-11 tomorrow morning", "2026-11-21T09:00", "2026-11-21T12:00"),
        ("late tomorrow night", "2026-11-21T21:00", "2026-11-22T00:00"),
        ("early Monday morning", "2026-11-23T00:00", "2026-11-23T09:00"),
        ("in 3/4 hour", "2026-11-20T10:45", "2026-11-20T10:45"),
        ("in 2 hours and 15 minutes", "2026-11-20T12:15", "2026-11-20T12:15"),
        ("a year and two months ago", "2025-09-20T00:00", "2025-09-21T00:00"),
        ("by the end of the day", "2026-11-20T10:00", "2026-11-21T00:00"),
        ("from 9:30 to 11", "2026-11-20T09:30", "2026-11-20T12:00"),
        ("for 2 weeks starting Monday", "2026-11-23T00:00", "2026-12-07T00:00"),
        ("Dec 3 for 10 days", "2026-12-03T00:00", "2026-12-13T00:00"),
        ("the last two weeks of March", "2027-03-18T00:00", "2027-04-01T00:00"),
        ("first three days of next month", "2026-12-01T00:00", "2026-12-04T00:00"),
        ("3 in the morning", "2026-11-21T03:00", "2026-11-21T04:00"),
        ("three quarters ago", "2026-02-20T00:00", "2026-02-21T00:00"),
        ("Kwanzaa", "2026-12-26T00:00", "2027-01-02T00:00"),
        ("Tisha B'Av 2018", "2018-07-21T00:00", "2018-07-23T00:00"),
        ("0830 on Monday", "2026-11-23T08:30", "2026-11-23T08:31"),
        ("this coming weekend", "2026-11-20T18:00", "2026-11-23T00:00"),
        ("the weekend of Dec 5", "2026-12-04T18:00", "2026-12-07T00:00"),
    ],
)
def test_what_the_words_mean(words: str, start: str, end: str) -> None:
    """One reading, from its first minute up to its last."""
    (found,) = times(words)
    assert (f"{found.start:%Y-%m-%dT%H:%M}", f"{found.end:%Y-%m-%dT%H:%M}") == (start, end)


@pytest.mark.parametrize("words", ["ask April in accounting", "called June about pricing", "thanks April"])
def test_a_person_is_no_month(words: str) -> None:
    """April and June are people where somebody asks or calls them."""
    assert times(words) == ()


@pytest.mark.parametrize("words", ["call me at 555-1234", "3 of 5", "room 204", "version 3.2.1"])
def test_other_numbers_are_no_times(words: str) -> None:
    """A telephone number is no stretch of hours, and a count no day."""
    assert times(words) == ()
