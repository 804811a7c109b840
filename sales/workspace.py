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
    """The messages that are sent by the clock."""

    DIGEST = "digest"
    NUDGE = "nudge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When one person gets one kind of message: at `at` of their own zone, on `weekdays` (0 = Monday). `period` is
    "month", "quarter" or "year" (digests). `muted` names the kinds of deals a person wants no nudges about."""

    person_id: int
    kind: ScheduleKind
    at: time
    weekdays: frozenset[int] = frozenset(range(5))
    enabled: bool = True
    period: str = "quarter"
    muted: frozenset[str] = frozenset()


def default_schedule(person_id: int, kind: ScheduleKind) -> Schedule:
    """Weekdays at 08:00 for digests and at 09:00 for nudges, in the person's own zone."""
    return Schedule(person_id=person_id, kind=kind, at=time(8 if kind is ScheduleKind.DIGEST else 9))
