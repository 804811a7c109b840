"""Which scheduled messages are due for whom, each in their own zone. Knows slots and quiet hours; does not know what
was sent already, nor what a message says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sales.people import Person, Team
from sales.period import FiscalCalendar, WorkCalendar, zone
from sales.workspace import Rhythm, Schedule, ScheduleKind, default_schedule

CATCH_UP = timedelta(hours=24)
FORGET_AFTER = timedelta(days=7)
LATE_AFTER = timedelta(minutes=15)
DAY_BEGINS, DAY_ENDS = time(8), time(18)
_LOOK_AHEAD_DAYS = 100
CALENDAR_YEAR = FiscalCalendar()


@dataclass(frozen=True, slots=True)
class Slot:
    """One scheduled message for one person on one of their local days, `day`: together with `kind` its key, never the
    instant. `due_at` is that day's wall time in UTC. `late`: more than 15 minutes before now."""

    kind: ScheduleKind
    person_id: int
    day: date
    due_at: datetime
    late: bool


def schedules_for(
    kind: ScheduleKind, team: Team, saved: Mapping[int, Schedule], owners: Collection[int] = ()
) -> tuple[Schedule, ...]:
    """Everybody's schedule of that kind: the saved one, else the default. Forecasts are for those who lead or have
    reports, in channels only where one was saved; nudges for `owners`, the people who own open deals, and for whoever
    saved when. Nothing for people who left, and no forecast for who leads nobody any more."""
    return tuple(
        saved.get(person.id) or default_schedule(person.id, kind)
        for person in team
        if person.active and _hears(kind, person, team, saved, owners)
    )


def _hears(
    kind: ScheduleKind, person: Person, team: Team, saved: Mapping[int, Schedule], owners: Collection[int]
) -> bool:
    leads = person.leads or person.id in team.reports
    match kind:
        case ScheduleKind.DIGEST:
            return leads
        case ScheduleKind.CHANNEL:
            return leads and person.id in saved
        case ScheduleKind.NUDGE:
            return person.id in saved or person.id in owners


def due_slots(
    schedules: Iterable[Schedule],
    team: Team,
    now: datetime,
    catch_up: timedelta = CATCH_UP,
    *,
    since: datetime | None = None,
    calendar: FiscalCalendar = CALENDAR_YEAR,
) -> list[Slot]:
    """The slots whose local wall time lies in (now - catch_up, now], earliest first; none before `since`, the instant
    from which the workspace has been served. Whoever calls drops those that were sent already."""
    return _slots_within(schedules, team, max(now - catch_up, since or now - catch_up), now, now, calendar)


def missed_slots(
    schedules: Iterable[Schedule],
    team: Team,
    now: datetime,
    catch_up: timedelta = CATCH_UP,
    *,
    since: datetime | None = None,
    calendar: FiscalCalendar = CALENDAR_YEAR,
) -> list[Slot]:
    """The slots that are older than `catch_up` but not than seven days: too late to be sent, to be recorded as skipped
    if nobody sent them."""
    first = max(now - FORGET_AFTER, since or now - FORGET_AFTER)
    return _slots_within(schedules, team, first, now - catch_up, now, calendar)


def next_slot(
    schedule: Schedule, person: Person, now: datetime, calendar: FiscalCalendar = CALENDAR_YEAR
) -> Slot | None:
    """The first slot after `now`, None if the schedule has none within three months."""
    today = now.astimezone(zone(clock_of(schedule, person))).date()
    for ahead in range(-1, _LOOK_AHEAD_DAYS):
        slot = _slot_on(schedule, person, today + timedelta(days=ahead), now, calendar)
        if slot is not None and slot.due_at > now:
            return slot
    return None


def clock_of(schedule: Schedule, person: Person) -> str:
    """The zone whose clocks the schedule goes by."""
    return schedule.timezone or person.timezone


def may_disturb(person: Person, now: datetime) -> bool:
    """Whether a message that nobody scheduled may reach the person: from 08:00 up to 18:00 of their working days."""
    local = now.astimezone(zone(person.timezone))
    return DAY_BEGINS <= local.time() < DAY_ENDS and person.work_calendar.works_on(local.date())


def may_go_out(slot: Slot, person: Person, now: datetime) -> bool:
    """Whether a due slot may be sent at `now`: on time always, since the person chose the hour; late only while the
    person may be disturbed, so that an outage does not end in messages at night, and a nudge only on its own day, since
    the next one brings the same deals."""
    if not slot.late:
        return True
    own_day = now.astimezone(zone(person.timezone)).date() == slot.day
    return may_disturb(person, now) and (own_day or slot.kind is not ScheduleKind.NUDGE)


def at_wall_time(day: date, at: time, timezone: str) -> datetime | None:
    """The instant (UTC) at which clocks in `timezone` show `at` on `day`. A time that a spring gap leaves out moves
    forward by the gap; one that an autumn fold repeats is its first. None for a day that the zone skipped whole."""
    place = zone(timezone)
    if datetime.combine(day, time(12), place).astimezone(UTC).astimezone(place).date() != day:
        return None
    return datetime.combine(day, at, place).astimezone(UTC)


def _slots_within(
    schedules: Iterable[Schedule],
    team: Team,
    after: datetime,
    until: datetime,
    now: datetime,
    calendar: FiscalCalendar,
) -> list[Slot]:
    found: list[Slot] = []
    for schedule in schedules:
        person = team.by_id.get(schedule.person_id)
        if person is None:
            continue
        for day in _local_days(after, until, clock_of(schedule, person)):
            slot = _slot_on(schedule, person, day, now, calendar)
            if slot is not None and after < slot.due_at <= until:
                found.append(slot)
    return sorted(found, key=lambda slot: (slot.due_at, slot.person_id))


def _local_days(after: datetime, until: datetime, timezone: str) -> Iterator[date]:
    """The local days that may have a wall time between both instants: one more at the front, whose late evening a gap
    may have moved past midnight."""
    place = zone(timezone)
    day = after.astimezone(place).date() - timedelta(days=1)
    while day <= until.astimezone(place).date():
        yield day
        day += timedelta(days=1)


def _slot_on(schedule: Schedule, person: Person, day: date, now: datetime, calendar: FiscalCalendar) -> Slot | None:
    """The slot of that local day, if the schedule is on, the person at work, and the day one of its rhythm."""
    if not (schedule.enabled and person.active):
        return None
    working = WorkCalendar(person.country, person.days_off, schedule.weekdays)
    if not working.works_on(day) or not _in_rhythm(schedule.rhythm, day, working, calendar):
        return None
    due_at = at_wall_time(day, schedule.at, clock_of(schedule, person))
    return None if due_at is None else Slot(schedule.kind, person.id, day, due_at, now - due_at > LATE_AFTER)


def _in_rhythm(rhythm: Rhythm, day: date, working: WorkCalendar, calendar: FiscalCalendar) -> bool:
    """Whether a working day is one of the rhythm's: any, or the last of its month or fiscal quarter."""
    if rhythm is Rhythm.DAYS:
        return True
    period = calendar.month(day) if rhythm is Rhythm.MONTH_END else calendar.quarter(day)
    after = (day + timedelta(days=n) for n in range(1, (period.end - day).days))
    return not any(working.works_on(later) for later in after)
