"""The firedrill: a dated demand for a number. Knows which deals of a forecast are in doubt and why, when their owners
may be asked, how far the answers are, and what it cost. Knows neither messages nor a clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import Enum

from sales.cadence import at_wall_time
from sales.deal import Deal
from sales.people import Person
from sales.period import Period, local_date, zone
from sales.stalls import Attention, Concern

ASKED_FROM, ASKED_UNTIL = time(7), time(20)
"""Nobody is asked before or after these times of their own day, nor on a day they do not work."""
LEAST_SPENT, MOST_SPENT = timedelta(seconds=10), timedelta(minutes=15)
RETYPING_A_DEAL = timedelta(minutes=3)
"""What the old way is taken to cost: to find a deal, type it into a sheet and check it. An assumption, said as one."""


class Doubt(Enum):
    """Why a deal of the forecast may not be as it stands there."""

    PAST_DUE = "past_due"
    UNTOUCHED = "untouched"
    CHANGED = "changed"
    NO_NEXT_STEP = "no_next_step"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Doubt.PAST_DUE: "its close date has passed",
    Doubt.UNTOUCHED: "nothing heard for longer than its stage usually allows",
    Doubt.CHANGED: "somebody else changed it since its owner last looked",
    Doubt.NO_NEXT_STEP: "no next step",
}
_SILENT = frozenset({Concern.STALLED, Concern.NEVER_STARTED})


@dataclass(frozen=True, slots=True)
class Look:
    """When a deal's owner last changed or confirmed it, when they last confirmed it, and when somebody else last
    changed what it counts for. None: never."""

    seen_at: datetime | None
    confirmed_at: datetime | None
    changed_at: datetime | None


UNSEEN = Look(None, None, None)


def doubts_about(
    deal: Deal, attention: Attention | None, look: Look, now: datetime, timezone: str
) -> tuple[Doubt, ...]:
    """Why an open deal is doubtful at `now`; nothing: it is fresh. `attention` is that of the deal as if it were not
    snoozed, `timezone` its owner's.

    What its owner has confirmed on the same local day is fresh, whatever else may be said of it, until somebody else
    changes it: nobody is asked the same thing twice a day."""
    changed = look.changed_at is not None and (look.seen_at is None or look.changed_at > look.seen_at)
    confirmed = look.confirmed_at is not None and local_date(look.confirmed_at, timezone) == local_date(now, timezone)
    if confirmed and not changed:
        return ()
    concerns = attention.concerns if attention is not None else ()
    found = {
        Doubt.PAST_DUE: Concern.PAST_DUE in concerns,
        Doubt.UNTOUCHED: not _SILENT.isdisjoint(concerns),
        Doubt.CHANGED: changed,
        Doubt.NO_NEXT_STEP: not deal.next_step,
    }
    return tuple(doubt for doubt, holds in found.items() if holds)


def is_past_due(deal: Deal, now: datetime, timezone: str) -> bool:
    """Whether an open deal's close date lies before the present day of its owner's `timezone`: whatever else is right
    about it, that cannot be."""
    return deal.is_open and deal.close_date is not None and deal.close_date < local_date(now, timezone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """One firedrill on `subject_id`'s subtree and a period. `deadline` is the instant at which the final is due.
    `ended_at` is set once it was called off or its deadline has passed."""

    id: int = 0
    subject_id: int
    by: int
    period: Period
    note: str
    called_at: datetime
    deadline: datetime
    ended_at: datetime | None = None

    def is_over(self, now: datetime) -> bool:
        return self.ended_at is not None or now >= self.deadline

    def was_called_off(self) -> bool:
        return self.ended_at is not None and self.ended_at < self.deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillDeal:
    """One deal of a drill as it stood when that was called: at which `place` by size, whose, and what was doubtful.
    `answer` is what its owner said to our question ("" for nothing yet); `touched_at` and `is_open` are as of now."""

    deal_id: int
    owner_id: int
    place: int
    doubts: tuple[Doubt, ...]
    answer: str = ""
    touched_at: datetime | None = None
    is_open: bool = True

    def is_settled(self, drill: Drill) -> bool:
        """Answered, or dealt with in any other way: whoever updates a deal need not confirm it as well. Once the drill
        has ended, what was settled by then has an answer, and what comes later is too late for it."""
        if self.answer or drill.ended_at is not None:
            return bool(self.answer)
        return not self.is_open or self.touched_after(drill.called_at)

    def is_late(self, drill: Drill, now: datetime) -> bool:
        """Not settled when the drill ended, and dealt with since: it counts for the deal, and not for the final."""
        dealt_with = not self.is_open or self.touched_after(drill.deadline)
        return drill.is_over(now) and not self.is_settled(drill) and dealt_with

    def touched_after(self, instant: datetime) -> bool:
        return self.touched_at is not None and self.touched_at > instant


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the doubtful deals are settled, and whose are not (ids, most open ones first)."""

    settled: int
    total: int
    waiting: tuple[int, ...]

    @property
    def is_done(self) -> bool:
        return self.settled == self.total


def progress(deals: Iterable[DrillDeal], drill: Drill) -> Progress:
    """How far the answers to a drill are. Fresh deals need none."""
    total = 0
    open_of: dict[int, int] = {}
    for deal in deals:
        if deal.doubts:
            total += 1
            if not deal.is_settled(drill):
                open_of[deal.owner_id] = open_of.get(deal.owner_id, 0) + 1
    waiting = sorted(open_of, key=lambda owner: (-open_of[owner], owner))
    return Progress(total - sum(open_of.values()), total, tuple(waiting))


def ask_at(person: Person, now: datetime, deadline: datetime) -> datetime | None:
    """When the person may be asked: now, if it is between 07:00 and 20:00 of a working day of theirs; else the next
    such 07:00, if that is before the deadline; None if there is none. People who left are never asked."""
    if not person.active:
        return None
    local = now.astimezone(zone(person.timezone))
    works = person.work_calendar.works_on
    if works(local.date()) and ASKED_FROM <= local.time() < ASKED_UNTIL:
        return now
    for day in (local.date() + timedelta(days=n) for n in range(8)):
        opens = at_wall_time(day, ASKED_FROM, person.timezone) if works(day) else None
        if opens is not None and opens > now:
            return opens if opens < deadline else None
    return None


def next_instant(at: time, now: datetime, timezone: str) -> datetime:
    """The next instant at which clocks in `timezone` show `at`: today, or tomorrow if that has passed. Where a zone
    skips a day whole, the one after."""
    today = local_date(now, timezone)
    days = (today + timedelta(days=ahead) for ahead in range(3))
    instants = (at_wall_time(day, at, timezone) for day in days)
    return next(instant for instant in instants if instant is not None and instant > now)


@dataclass(frozen=True, slots=True)
class Effort:
    """The first and the last click of one person on one drill."""

    person_id: int
    first_at: datetime
    last_at: datetime


def spent(efforts: Iterable[Effort]) -> timedelta:
    """The time people spent: from each one's first click to their last, at least ten seconds, since they read before
    they click, and at most fifteen minutes, since they may have done something else between. One click may answer two
    drills: efforts of one person that overlap are one."""
    merged: list[Effort] = []
    for effort in sorted(efforts, key=lambda effort: (effort.person_id, effort.first_at)):
        last = merged[-1] if merged else None
        if last is not None and last.person_id == effort.person_id and effort.first_at <= last.last_at:
            merged[-1] = replace(last, last_at=max(last.last_at, effort.last_at))
        else:
            merged.append(effort)
    times = (min(max(effort.last_at - effort.first_at, LEAST_SPENT), MOST_SPENT) for effort in merged)
    return sum(times, timedelta(0))


def old_way(deals: int) -> timedelta:
    """What retyping that many deals into a spreadsheet would have taken, at three minutes each."""
    return RETYPING_A_DEAL * deals
