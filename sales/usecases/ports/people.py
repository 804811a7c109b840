"""People, what is sent to them when, their quotas, and the words they teach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from sales.learning import Alias, KeptSentence
from sales.money import Money
from sales.people import Person, Team
from sales.period import Period
from sales.workspace import Schedule, ScheduleKind


class People(Protocol):
    """People, their schedules and their quotas."""

    def team(self) -> Team: ...
    def by_slack_id(self, slack_id: str) -> Person | None: ...
    def team_at(self, at: datetime) -> Team:
        """The team as it stood then: who has moved or left since is where they were. Names, roles and zones are those
        of now."""

    def hold(self) -> None:
        """Nobody else saves people, quotas, settings or the process before this transaction has ended, and what it
        knows of them is read anew. To be called first by whoever decides by what they are, and changes them."""

    def save(self, person: Person, at: datetime | None = None, *, first_from_now: bool = False) -> Person:
        """Adds (id 0) or updates; returns it with its id. With `at`, the instant, what was before is kept; whoever had
        nobody above them is taken to have had their first manager always, unless `first_from_now`."""

    def schedules(self, kind: ScheduleKind) -> Mapping[int, Schedule]:
        """The schedules that differ from the default, by person id."""

    def save_schedule(self, schedule: Schedule) -> None: ...
    def save_quota(self, person_id: int, period: Period, quota: Money | None, at: datetime | None = None) -> None:
        """Sets the quota for exactly this period; None takes it away. With `at`, the instant, what was before is kept;
        without, it has always been so."""

    def quotas(self, period: Period) -> Mapping[int, Money]:
        """Quotas set for exactly this period, by person id; a year's quota is not spread over its quarters."""

    def every_quota(self) -> Sequence[tuple[Period, Money]]:
        """Every quota of whatever period, each with its days alone: the name is the calendar's business."""

    def quotas_at(self, period: Period, at: datetime) -> Mapping[int, Money]:
        """The same as they stood then."""


class Learning(Protocol):
    """Sentences kept for an admin, and the words an admin has taught."""

    def keep(self, sentence: KeptSentence) -> None: ...
    def kept(self, limit: int = 50) -> list[KeptSentence]:
        """The sentences that are kept, the latest first."""

    def forget(self, before: datetime) -> int:
        """Deletes the sentences kept before that instant; returns how many."""

    def drop(self, sentence_id: int) -> None: ...
    def aliases(self) -> list[Alias]: ...
    def teach(self, alias: Alias) -> None:
        """Keeps an alias; words taught before for the same kind mean the new thing."""

    def unteach(self, alias_id: int) -> None: ...
