"""When a scheduled message is due, in every zone, on every day of the year."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.cadence import (
    CATCH_UP,
    at_wall_time,
    due_slots,
    may_disturb,
    may_go_out,
    missed_slots,
    next_slot,
    schedules_for,
)
from sales.people import Person, Role, Team
from sales.period import FiscalCalendar, zone
from sales.workspace import Rhythm, Schedule, ScheduleKind
from tests.sales.examples import ANN, DORA, MAX, TEAM

ZONES = (
    "America/New_York",
    "Europe/London",
    "Australia/Sydney",
    "Asia/Kolkata",
    "Australia/Lord_Howe",  # moves by half an hour
    "Pacific/Kiritimati",  # UTC+14
    "Africa/Cairo",  # its gap is at midnight
)
EVERY_DAY = frozenset(range(7))
DIGEST, NUDGE = ScheduleKind.DIGEST, ScheduleKind.NUDGE

times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
starts_2026 = st.integers(0, 353 * 24 * 60).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n))


def person_in(timezone: str) -> Person:
    return Person(id=1, name="Jo Doe", timezone=timezone)


def daily(at: time, weekdays: frozenset[int] = EVERY_DAY) -> Schedule:
    return Schedule(person_id=1, kind=NUDGE, at=at, weekdays=weekdays)


@given(
    timezone=st.sampled_from(ZONES),
    at=times,
    start=starts_2026,
    gaps=st.lists(st.integers(1, 24 * 60), min_size=1, max_size=40),
)
def test_one_slot_a_local_day(timezone: str, at: time, start: datetime, gaps: list[int]) -> None:
    """However the heart beats, if it pauses no longer than the catch-up, each local day has exactly one slot."""
    team, now = Team([person_in(timezone)]), start
    seen = set()
    for gap in gaps:
        now += timedelta(minutes=gap)
        seen |= {(slot.day, slot.due_at) for slot in due_slots([daily(at)], team, now)}
    first, last = start - CATCH_UP + timedelta(minutes=gaps[0]), now
    days = [day for day, _ in seen]
    expected = [
        day
        for day in (first.date() + timedelta(days=n) for n in range(-2, (last - first).days + 4))
        if (due := at_wall_time(day, at, timezone)) is not None and first < due <= last
    ]
    assert sorted(days) == expected


@given(timezone=st.sampled_from(ZONES), at=times, now=starts_2026)
def test_due_and_missed_do_not_overlap(timezone: str, at: time, now: datetime) -> None:
    """Of seven days, each slot is either still to be sent or too late, never both and never neither."""
    team = Team([person_in(timezone)])
    due, missed = due_slots([daily(at)], team, now), missed_slots([daily(at)], team, now)
    days = [slot.day for slot in (*missed, *due)]
    assert len(days) == len(set(days))
    assert len(days) in (6, 7, 8)
    assert all(slot.due_at <= now - CATCH_UP for slot in missed)


@given(timezone=st.sampled_from(ZONES), at=times, now=starts_2026)
def test_next_slot_is_the_one_that_comes_due(timezone: str, at: time, now: datetime) -> None:
    """What Home announces as the next message is the message that comes."""
    person = person_in(timezone)
    coming = next_slot(daily(at), person, now)
    assert coming is not None
    assert now < coming.due_at <= now + timedelta(hours=26)
    following = next_slot(daily(at), person, coming.due_at)
    assert following is not None
    assert following.day == coming.day + timedelta(days=1)
    assert coming.day in {slot.day for slot in due_slots([daily(at)], Team([person]), coming.due_at)}


@pytest.mark.parametrize(
    ("timezone", "day", "at", "expected"),
    [
        ("America/New_York", date(2026, 3, 8), time(2, 30), "2026-03-08T03:30-04:00"),  # a gap moves forward
        ("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01T01:30-04:00"),  # a fold takes the first
        ("America/New_York", date(2026, 3, 8), time(9), "2026-03-08T09:00-04:00"),
        ("Europe/London", date(2026, 3, 29), time(1, 15), "2026-03-29T02:15+01:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 10), "2026-10-04T02:40+11:00"),
        ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), "2026-04-05T01:45+11:00"),
        ("Australia/Sydney", date(2026, 10, 4), time(2), "2026-10-04T03:00+11:00"),
        ("Africa/Cairo", date(2026, 4, 24), time(0), "2026-04-24T01:00+03:00"),
        ("Asia/Kolkata", date(2026, 3, 8), time(9), "2026-03-08T09:00+05:30"),
        ("Pacific/Kiritimati", date(2026, 1, 1), time(8), "2026-01-01T08:00+14:00"),
    ],
)
def test_wall_times_on_the_days_that_clocks_change(timezone: str, day: date, at: time, expected: str) -> None:
    """A message comes on both DST days, and at an hour its reader would expect."""
    due = at_wall_time(day, at, timezone)
    assert due is not None
    assert due == datetime.fromisoformat(expected)
    assert due.tzinfo is UTC


def test_a_day_that_never_was_has_no_slot() -> None:
    """Samoa went from 29 to 31 December 2011; nobody got the 30th's digest."""
    assert at_wall_time(date(2011, 12, 30), time(9), "Pacific/Apia") is None
    around = datetime(2011, 12, 31, 12, tzinfo=zone("Pacific/Apia"))
    slots = due_slots([daily(time(9))], Team([person_in("Pacific/Apia")]), around, timedelta(days=3))
    assert [slot.day.day for slot in slots] == [29, 31]


def test_only_days_that_the_person_works() -> None:
    """No message on a weekend, a public holiday or a day off; thanksgiving week has three slots."""
    ann = replace(ANN, days_off=frozenset({date(2026, 11, 27)}))
    schedule = Schedule(person_id=ann.id, kind=NUDGE, at=time(9))
    sunday_night = datetime(2026, 11, 29, 23, tzinfo=UTC)
    slots = due_slots([schedule], Team([ann]), sunday_night, timedelta(days=7))
    assert [slot.day.day for slot in slots] == [23, 24, 25]


@pytest.mark.parametrize(
    ("schedule", "person"),
    [
        (Schedule(person_id=4, kind=NUDGE, at=time(9), enabled=False), ANN),
        (Schedule(person_id=4, kind=NUDGE, at=time(9), weekdays=frozenset()), ANN),
        (Schedule(person_id=7, kind=NUDGE, at=time(9)), DORA),
    ],
    ids=["switched off", "no weekday", "left"],
)
def test_nothing_for_those_who_want_nothing(schedule: Schedule, person: Person) -> None:
    """Whoever switched it off, or left, gets no slot, and Home shows no next one."""
    now = datetime(2026, 11, 19, 23, tzinfo=UTC)
    assert due_slots([schedule], Team([person]), now, timedelta(days=7)) == []
    assert next_slot(schedule, person, now) is None


def test_a_schedule_of_nobody_is_passed_over() -> None:
    """A schedule whose person is gone from the directory stops nobody else's."""
    stray = Schedule(person_id=99, kind=NUDGE, at=time(9))
    assert due_slots([stray], TEAM, datetime(2026, 11, 19, 23, tzinfo=UTC)) == []


def test_what_was_due_before_installation_is_neither_sent_nor_missed() -> None:
    """Installing on a Thursday afternoon brings no digest of that morning."""
    installed = datetime(2026, 11, 19, 15, tzinfo=UTC)
    team, schedule = Team([person_in("UTC")]), daily(time(9))
    later = installed + timedelta(days=3)
    assert due_slots([schedule], team, installed, since=installed) == []
    assert [slot.day.day for slot in due_slots([schedule], team, later, since=installed)] == [22]
    assert [slot.day.day for slot in missed_slots([schedule], team, later, since=installed)] == [20, 21]


def test_a_late_slot_says_so_and_waits_for_the_day() -> None:
    """After an outage a nudge of the morning still goes out in the afternoon, marked late, but not at night."""
    person, schedule = person_in("UTC"), daily(time(9))
    for hour, minute, late, goes in (
        (9, 0, False, True),
        (9, 15, False, True),
        (14, 0, True, True),
        (22, 0, True, False),
    ):
        now = datetime(2026, 11, 19, hour, minute, tzinfo=UTC)
        slot = due_slots([schedule], Team([person]), now, timedelta(hours=20))[-1]
        assert (slot.late, may_go_out(slot, person, now)) == (late, goes)


def test_yesterdays_nudge_does_not_come_with_todays() -> None:
    """A digest of yesterday is still worth having this morning; a nudge is not, for today's brings the same deals."""
    person, now = person_in("UTC"), datetime(2026, 11, 19, 8, 30, tzinfo=UTC)
    schedules = [daily(time(9)), replace(daily(time(9)), kind=DIGEST)]
    slots = due_slots(schedules, Team([person]), now)
    assert {(slot.kind, slot.day.day, may_go_out(slot, person, now)) for slot in slots} == {
        (NUDGE, 18, False),
        (DIGEST, 18, True),
    }


def test_an_early_bird_is_not_kept_waiting() -> None:
    """Who asked for 06:00 gets it at 06:00: their own choice is no disturbance."""
    person, now = person_in("UTC"), datetime(2026, 11, 19, 6, 1, tzinfo=UTC)
    (slot,) = due_slots([daily(time(6))], Team([person]), now)
    assert may_go_out(slot, person, now)
    assert not may_disturb(person, now)


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        ("2026-11-19T07:59", False),
        ("2026-11-19T08:00", True),
        ("2026-11-19T17:59", True),
        ("2026-11-19T18:00", False),
        ("2026-11-21T12:00", False),  # Saturday
        ("2026-11-26T12:00", False),  # Thanksgiving
    ],
)
def test_quiet_hours(local: str, expected: bool) -> None:
    """Unplanned messages reach Ann from 08:00 to 18:00 in New York, on her working days."""
    now = datetime.fromisoformat(local).replace(tzinfo=zone(ANN.timezone)).astimezone(UTC)
    assert may_disturb(ANN, now) is expected


def test_defaults_reach_those_they_are_for() -> None:
    """Digests at 08:00 for those who lead, nudges at 09:00 for those who own open deals; own choices come first."""
    digests = schedules_for(DIGEST, TEAM, {MAX.id: Schedule(person_id=MAX.id, kind=DIGEST, at=time(17))})
    assert [(s.person_id, s.at.hour) for s in digests] == [(1, 8), (2, 17), (3, 8)]
    nudges = schedules_for(NUDGE, TEAM, {}, owners={ANN.id, DORA.id})
    assert [(s.person_id, s.at.hour) for s in nudges] == [(4, 9)]


@pytest.mark.parametrize("kind", [kind for kind in ScheduleKind if kind.is_forecast])
def test_who_leads_nobody_any_more_gets_no_forecasts(kind: ScheduleKind) -> None:
    """What a manager had set before is not sent to the rep they are now, whose form offers no way to switch it off."""
    saved = {who.id: Schedule(person_id=who.id, kind=kind, at=time(17)) for who in (ANN, MAX)}
    at_five = [s.person_id for s in schedules_for(kind, TEAM, saved) if s.at == time(17)]
    assert at_five == [MAX.id]


def test_a_rep_whom_others_report_to_gets_digests() -> None:
    """A team lead who is a rep by role is a manager in fact."""
    lead = Person(id=1, name="Lee", role=Role.REP)
    team = Team([lead, Person(id=2, name="Pat", manager_id=1)])
    assert [s.person_id for s in schedules_for(DIGEST, team, {})] == [1]


def test_slots_come_in_the_order_they_fall_due() -> None:
    """Sydney wakes before London, London before New York."""
    people = [replace(MAX, id=n, timezone=timezone) for n, timezone in enumerate(ZONES, start=1)]
    schedules = [Schedule(person_id=p.id, kind=NUDGE, at=time(9)) for p in people]
    slots = due_slots(schedules, Team(people), datetime(2026, 11, 19, 23, tzinfo=UTC))
    assert [slot.due_at for slot in slots] == sorted(slot.due_at for slot in slots)
    assert len(slots) == len(ZONES)


@pytest.mark.parametrize(
    ("rhythm", "calendar", "expected"),
    [
        (Rhythm.MONTH_END, FiscalCalendar(), ["2026-01-30", "2026-02-27", "2026-03-31", "2026-04-30", "2026-05-29"]),
        (Rhythm.QUARTER_END, FiscalCalendar(), ["2026-03-31"]),
        (Rhythm.QUARTER_END, FiscalCalendar(2), ["2026-01-30", "2026-04-30"]),
    ],
)
def test_the_last_working_day_of_a_month_and_of_a_fiscal_quarter(
    rhythm: Rhythm, calendar: FiscalCalendar, expected: list[str]
) -> None:
    """A month that ends on a weekend has its slot on Friday; quarters are those of the team's fiscal year."""
    schedule = Schedule(person_id=1, kind=DIGEST, at=time(8), rhythm=rhythm)
    start, found = datetime(2026, 1, 1, tzinfo=UTC), []
    for n in range(150):
        now = start + timedelta(days=n, hours=12)
        found += due_slots([schedule], Team([person_in("UTC")]), now, timedelta(days=1), calendar=calendar)
    assert [slot.day.isoformat() for slot in found] == expected


def test_a_day_off_at_the_end_moves_it_forward() -> None:
    """Who is off on Monday 30 November hears on Friday the 27th; who ticks Wednesdays alone, on the last of these."""
    off = replace(person_in("UTC"), days_off=frozenset({date(2026, 11, 30)}))
    month_end = Schedule(person_id=1, kind=DIGEST, at=time(8), rhythm=Rhythm.MONTH_END)
    now = datetime(2026, 11, 20, tzinfo=UTC)
    for person, weekdays, day in (
        (off, range(5), date(2026, 11, 27)),
        (person_in("UTC"), range(5), date(2026, 11, 30)),
        (person_in("UTC"), [2], date(2026, 11, 25)),
    ):
        slot = next_slot(replace(month_end, weekdays=frozenset(weekdays)), person, now)
        assert slot is not None
        assert slot.day == day


@given(timezone=st.sampled_from(ZONES), own=st.sampled_from(ZONES), at=times, now=starts_2026)
def test_a_schedule_goes_by_the_clock_it_names(timezone: str, own: str, at: time, now: datetime) -> None:
    """Wherever the person is, the slot is that wall time of the chosen zone; without one, of their own."""
    for chosen in (timezone, None):
        slot = next_slot(replace(daily(at), timezone=chosen), person_in(own), now)
        assert slot is not None
        local = slot.due_at.astimezone(zone(chosen or own))
        assert slot.due_at == at_wall_time(slot.day, at, chosen or own)
        assert local.date() == slot.day
