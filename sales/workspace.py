"""One workspace's settings, and what each person wants to hear when. Knows their meaning and limits;
not where they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum

from sales.money import Rates
from sales.people import Visibility
from sales.period import FiscalCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """One Slack workspace. `timezone` is the team's zone, in which periods begin and end. `win_bands` are the amounts
    in major units from which a win is posted larger. Nothing that was due before `served_since` (aware) is sent.
    `week_start` is 0 for Monday. `log_reaction` is the emoji, without colons, that logs a message in a deal's channel;
    "" for none. `keep_sentences`: what we did not understand may be kept for an admin to read. Calls are due each week
    at noon of `call_weekday` (0 for Monday, None for never), on everybody's own clock."""

    id: int = 0
    team_id: str
    enterprise_id: str = ""
    name: str = ""
    timezone: str = "UTC"
    currency: str = "USD"
    fiscal_start_month: int = 1
    day_first: bool = False
    decimal_comma: bool = False
    week_start: int = 0
    visibility: Visibility = Visibility.TEAM
    wins_channel: str | None = None
    win_bands: tuple[int, int] = (25_000, 100_000)
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    rates_dated: date | None = None
    served_since: datetime | None = None
    call_weekday: int | None = 4
    log_reaction: str = "memo"
    keep_sentences: bool = False

    @property
    def calendar(self) -> FiscalCalendar:
        return FiscalCalendar(self.fiscal_start_month)

    def exchange(self) -> Rates:
        """The rates to the workspace's currency; without any, only its own currency converts."""
        return Rates(self.currency, self.rates_dated or date.min, self.rates)


class ScheduleKind(Enum):
    """The messages that are sent by the clock: CHANNEL is a forecast that a leader posts to a channel."""

    DIGEST = "digest"
    CHANNEL = "channel_digest"
    NUDGE = "nudge"

    @property
    def is_forecast(self) -> bool:
        return self is not ScheduleKind.NUDGE


class Rhythm(Enum):
    """On which days a schedule has a slot: on each of its weekdays (one of them is weekly, five are daily), or on the
    last of them that is a working day in its month or fiscal quarter."""

    DAYS = "days"
    MONTH_END = "month_end"
    QUARTER_END = "quarter_end"


class Layout(Enum):
    """How much a forecast says: everything, the numbers and one sentence, or everything and the workbook."""

    FULL = "full"
    BRIEF = "brief"
    WORKBOOK = "workbook"


class Amounts(Enum):
    """Who reads amounts in a channel: INSIDE shows them unless people of another company are in it, HIDDEN shows shares
    of the quota alone, OPEN shows them to everybody."""

    INSIDE = "inside"
    HIDDEN = "hidden"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When one person gets one kind of message: at `at` on clocks in `timezone` (None: their own), on `weekdays` (0 =
    Monday) by its rhythm. `period` is "month", "quarter" or "year", `subject_id` whose forecast (None: their own) and
    `layout` how much of it (forecasts); `channel` and `amounts` where and for whom (CHANNEL). `muted` names the kinds
    of deals a person wants no nudges about."""

    person_id: int
    kind: ScheduleKind
    at: time
    weekdays: frozenset[int] = frozenset(range(5))
    enabled: bool = True
    period: str = "quarter"
    muted: frozenset[str] = frozenset()
    timezone: str | None = None
    rhythm: Rhythm = Rhythm.DAYS
    subject_id: int | None = None
    layout: Layout = Layout.FULL
    channel: str | None = None
    amounts: Amounts = Amounts.INSIDE


def default_schedule(person_id: int, kind: ScheduleKind) -> Schedule:
    """Weekdays at 08:00 for digests and at 09:00 for nudges, in the person's own zone; nothing in any channel, but
    Mondays at 09:00 to begin with."""
    match kind:
        case ScheduleKind.DIGEST:
            return Schedule(person_id=person_id, kind=kind, at=time(8))
        case ScheduleKind.CHANNEL:
            return Schedule(person_id=person_id, kind=kind, at=time(9), weekdays=frozenset({0}), enabled=False)
        case ScheduleKind.NUDGE:
            return Schedule(person_id=person_id, kind=kind, at=time(9))
