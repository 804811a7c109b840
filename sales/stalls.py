"""Which open deals need their owner's attention now, and why: stalled, past due, never started, incomplete. All of it
is derived at *now* and never kept; who is told about it, and how often, is `nudges`' business."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from typing import NamedTuple

from sales.deal import Deal
from sales.money import Money
from sales.people import Person, Team
from sales.period import WorkCalendar, day_words, local_date, zone
from sales.process import Process, Requirement, Stage

PLAN_HORIZON = timedelta(days=14)
"""A next step planned no further ahead than this keeps a silent deal from being stalled."""


class Concern(Enum):
    """Why a deal needs its owner. The values are what people mute in their nudges."""

    STALLED = "stalled"
    PAST_DUE = "past_due"
    NEVER_STARTED = "never_started"
    INCOMPLETE = "incomplete"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


class Watched(NamedTuple):
    """As much of an open deal as tells whether it needs its owner, and how much is at stake: what is read where there
    are very many. `undecided`: its stage requires a decision maker, and none is known."""

    id: int
    owner_id: int
    stage: str
    minor: int | None
    currency: str | None
    close_date: date | None
    next_step: str
    next_step_on: date | None
    source: str | None
    created_at: datetime
    touched_at: datetime | None
    snoozed_until: date | None
    ignored_nudges: int
    undecided: bool

    @property
    def is_open(self) -> bool:
        return True

    @property
    def amount(self) -> Money | None:
        return None if self.minor is None else Money(self.minor, self.currency or "")


Watchable = Deal | Watched
"""What these rules are about: a deal, or as much of it as they read."""


_HAS: Mapping[Requirement, Callable[[Watchable], bool]] = {
    Requirement.AMOUNT: lambda deal: (deal.minor if isinstance(deal, Watched) else deal.amount) is not None,
    Requirement.CLOSE_DATE: lambda deal: deal.close_date is not None,
    Requirement.NEXT_STEP: lambda deal: bool(deal.next_step),
    Requirement.SOURCE: lambda deal: bool(deal.source),
}
"""The facts that a deal has itself; whether its decision maker is known, its customer's contacts tell."""


class OwnersDay:
    """A day of everybody who shares a calendar and a zone. Counts each stretch of days once, for there are fewer of
    them than deals."""

    def __init__(self, calendar: WorkCalendar, today: date, timezone: str) -> None:
        self.today = today
        self._calendar, self._zone = calendar, zone(timezone)
        self._counted: dict[date, int] = {}

    @classmethod
    def of(cls, owner: Person, now: datetime) -> OwnersDay:
        return cls(owner.work_calendar, local_date(now, owner.timezone), owner.timezone)

    def idle_days(self, touched_at: datetime) -> int:
        """The working days since the local day of an instant, this one included."""
        day = touched_at.astimezone(self._zone).date()
        count = self._counted.get(day)
        if count is None:
            count = self._counted[day] = self._calendar.working_days(day, self.today)
        return count


class Attention(NamedTuple):
    """What is the matter with one deal. `idle_days` are the owner's working days since the last touch (or since
    creation), `limit` the number its stage allows (0: any), `stage` the stage's name, `missing` what the stage requires
    and the deal does not have."""

    deal: Watchable
    concerns: tuple[Concern, ...]
    idle_days: int
    limit: int
    stage: str
    missing: tuple[Requirement, ...] = ()

    @property
    def is_urgent(self) -> bool:
        """Whether more is the matter than a missing fact."""
        return self.concerns != (Concern.INCOMPLETE,)

    @property
    def words(self) -> str:
        """The concerns in words: what is, and what would be usual; never whose fault."""
        return "; ".join(self._words(concern) for concern in self.concerns)

    @property
    def sentence(self) -> str:
        """The same as one sentence for the owner."""
        return as_sentence(self.words)

    def _words(self, concern: Concern) -> str:
        match concern:
            case Concern.STALLED:
                return f"nothing heard for {_days(self.idle_days)}, {self.stage} usually allows {self.limit}"
            case Concern.NEVER_STARTED:
                return f"nothing has happened since it was added {_days(self.idle_days)} ago"
            case Concern.PAST_DUE:
                return f"its close date has passed ({day_words(self.deal.close_date)})"
            case Concern.INCOMPLETE:
                return "no " + ", no ".join(requirement.words for requirement in self.missing)


def as_sentence(words: str) -> str:
    """The words with a capital and a full stop."""
    return f"{words[:1].upper()}{words[1:]}."


def attention(deal: Watchable, process: Process, day: OwnersDay, has_decision_maker: bool) -> Attention | None:
    """What is the matter with an open deal on a day of its owner; None if nothing is, or it is snoozed until a later
    day.

    STALLED: more working days since the day of the last touch than the stage's stall_after. NEVER_STARTED, instead of
    it: as many since creation, and nobody has touched the deal since. A next step planned for today or the 14 days
    after exempts from both. PAST_DUE: the close date lies before today. INCOMPLETE: something that the present stage
    requires is missing."""
    today = day.today
    if not deal.is_open or (deal.snoozed_until is not None and deal.snoozed_until > today):
        return None
    stage = process.by_key.get(deal.stage) or Stage(key=deal.stage, name=deal.stage)
    idle_days = day.idle_days(deal.touched_at or deal.created_at)
    missing = missing_facts(deal, stage.required, has_decision_maker)
    concerns: list[Concern] = []
    if 0 < stage.stall_after < idle_days and not _is_planned(deal, today):
        concerns.append(Concern.STALLED if was_started(deal) else Concern.NEVER_STARTED)
    if deal.close_date is not None and deal.close_date < today:
        concerns.append(Concern.PAST_DUE)
    if missing:
        concerns.append(Concern.INCOMPLETE)
    if not concerns:
        return None
    return Attention(deal, tuple(concerns), idle_days, stage.stall_after, stage.name, missing)


def attentions(
    deals: Iterable[Deal], process: Process, team: Team, now: datetime, decided_accounts: Collection[int]
) -> list[Attention]:
    """What is the matter with each of these deals at `now`, each by its owner's calendar and zone.
    `decided_accounts` are the ids of the accounts whose decision maker is known. Deals in order are left out."""
    return _found(((deal, deal.account_id in decided_accounts) for deal in deals), process, team, now)


def watched_attentions(deals: Iterable[Watched], process: Process, team: Team, now: datetime) -> list[Attention]:
    """The same where only as much of each deal was read as decides."""
    return _found(((deal, not deal.undecided) for deal in deals), process, team, now)


def _found(deals: Iterable[tuple[Watchable, bool]], process: Process, team: Team, now: datetime) -> list[Attention]:
    """Of deals and whether their decision maker is known."""
    found: list[Attention] = []
    days: dict[int, OwnersDay] = {}
    shared: dict[tuple[WorkCalendar, str], OwnersDay] = {}
    for deal, decided in deals:
        day = days.get(deal.owner_id)
        if day is None:
            owner = team[deal.owner_id]
            day = shared.setdefault((owner.work_calendar, owner.timezone), OwnersDay.of(owner, now))
            days[deal.owner_id] = day
        concern = attention(deal, process, day, decided)
        if concern is not None:
            found.append(concern)
    return found


def missing_facts(
    deal: Watchable, required: Collection[Requirement], has_decision_maker: bool
) -> tuple[Requirement, ...]:
    """Which of the required facts the deal does not have, in the order they are required."""
    if not required:
        return ()
    decided = Requirement.DECISION_MAKER
    return tuple([one for one in required if not (has_decision_maker if one is decided else _HAS[one](deal))])


def was_started(deal: Watchable) -> bool:
    """Whether anybody touched the deal after it was created or imported."""
    return deal.touched_at is not None and deal.touched_at > deal.created_at


def stall_cutoffs(process: Process, now: datetime) -> Mapping[str, datetime]:
    """By open stage that can stall, the instant before which a deal in it must have been touched last to be stalled for
    anybody: a filter for the store that misses none, whatever the calendar and zone, and is not exact.

    More than n working days span at least n + 1 days of the calendar; the touch may have come at the end of the day
    before them and now be the start of the last, which leaves n whole days. Where a zone changes its offset, the clock
    may have run for up to one day less."""
    return {
        stage.key: now - timedelta(days=stage.stall_after - 1) for stage in process.open_stages if stage.stall_after > 0
    }


def _is_planned(deal: Watchable, today: date) -> bool:
    return deal.next_step_on is not None and today <= deal.next_step_on <= today + PLAN_HORIZON


def _days(count: int) -> str:
    return "1 working day" if count == 1 else f"{count} working days"
