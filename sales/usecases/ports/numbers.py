"""Numbers: sums over deals now and in the past, calls, firedrills, projections, and who used them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from sales.calls import Adjustment, Call
from sales.deal import Deal, DealChange
from sales.firedrill import Drill, DrillDeal, Effort, Look
from sales.forecast import Cell, CellsAt, Closing, DealSpan
from sales.money import Rates
from sales.period import Period
from sales.process import Outcome
from sales.projection.standing import DealRecord, Projected
from sales.usage import Use

CellKind = tuple[str, Outcome, str | None]
"""The stage, outcome and override that the deals of a cell share."""


class Forecasts(Protocol):
    """Sums over deals and the changes between instants, now and in the past."""

    def cells(self, period: Period | None, owner_ids: Collection[int] | None = None) -> list[Cell]:
        """The present sums of deals that count in `period` (None: all deals, whatever their date), for these owners or
        for all. One query."""

    def cells_now(self, period: Period | None, owner_ids: Collection[int] | None = None) -> CellsAt:
        """The same, with how many open deals each owner has that count in no period. One query."""

    def cells_at(
        self, period: Period | None, instants: Sequence[datetime], owner_ids: Collection[int] | None = None
    ) -> list[CellsAt]:
        """The same as of instants in the past, in their order, rebuilt from the journal: three queries, and cost as
        much as has changed since the earliest."""

    def deals(
        self,
        period: Period,
        owner_ids: Collection[int] | None = None,
        limit: int = 1000,
        *,
        only_open: bool = False,
        kinds: Collection[CellKind] | None = None,
        rates: Rates | None = None,
    ) -> list[Deal]:
        """Deals that count in the period, largest first at `rates` (None: the present ones), as in `sales.ranking`; of
        these kinds, if any are given."""

    def closings(self, period: Period, owner_ids: Collection[int] | None = None) -> list[Closing]:
        """What was won in the period, summed per owner, day and currency; deals without an amount are left out."""

    def spans(self, start: datetime, end: datetime) -> list[DealSpan]:
        """Every deal that changed in (start, end], as it was at both instants. Cost follows the number of changes."""

    def changed_since(self, at: datetime) -> list[DealSpan]:
        """Every deal that changed after `at`, as it was then and as it is now: what deals as of `at` undo."""

    def journal(self, start: datetime, end: datetime, deal_ids: Collection[int] | None = None) -> Iterator[DealChange]:
        """The changes in (start, end], latest first: those of some thousand deals at most, or all. To be used up within
        the transaction."""


class Drills(Protocol):
    """Firedrills: what was demanded, their deals, and who answered when."""

    def start(self, drill: Drill) -> Drill | None:
        """Saves a new one; None while another on the same subtree and period has not ended."""

    def get(self, drill_id: int) -> Drill | None: ...
    def hold(self, drill_id: int) -> Drill | None:
        """The same; nobody else joins it or calls it off until this transaction ends."""

    def running(self, subject_id: int, period: Period) -> Drill | None: ...
    def all_running(self) -> list[Drill]:
        """Those that have not ended."""

    def running_about(self, deal_ids: Collection[int]) -> list[Drill]:
        """Those that have not ended and have one of these deals among the doubtful ones."""

    def end(self, drill_id: int, at: datetime) -> None:
        """Ends it, unless it has ended already."""

    def add_deals(self, drill_id: int, deals: Sequence[DrillDeal]) -> None: ...
    def deals(
        self, drill_id: int, owner_id: int | None = None, among: Collection[int] | None = None
    ) -> list[DrillDeal]:
        """All deals of the drill, one owner's, or those `among` these, by place."""

    def answer(self, drill_ids: Collection[int], deal_ids: Collection[int], answer: str) -> None:
        """Notes the answer in each of these drills that has the deal among the doubtful ones."""

    def held(self, since: datetime) -> int:
        """How many were called since then and not called off."""

    def click(self, drill_id: int, person_id: int, at: datetime) -> None: ...
    def efforts(self, drill_id: int) -> list[Effort]: ...
    def efforts_since(self, since: datetime) -> list[Effort]:
        """Everybody's on the drills that `held` counts."""

    def looks(self, period: Period, owner_ids: Collection[int] | None, since: datetime) -> dict[int, Look]:
        """By id, the open deals of the period that somebody else changed after their owner last looked, or that were
        confirmed by them after `since`. One query."""


class Calls(Protocol):
    """Calls and adjustments. All are kept; the latest of a person and period counts."""

    def add(self, call: Call) -> int:
        """Saves a new one and returns its id; older ones stay."""

    def counting(self, period: Period, until: datetime) -> Mapping[int, Call]:
        """Each person's call that counts for exactly this period, of those made by `until`, by person id."""

    def of_person(self, person_id: int) -> list[Call]:
        """All calls of a person, for any period, oldest first."""

    def adjust(self, adjustment: Adjustment) -> int: ...
    def adjustments(self, period: Period, until: datetime) -> Sequence[Adjustment]:
        """Each manager's latest adjustment of each person for exactly this period, those taken back included."""


class Projections(Protocol):
    """The past that projections are made from, and the projections that were kept."""

    def records(self, at: datetime) -> Iterable[DealRecord]:
        """Every deal as it stood at `at`, but for those that ended more than five years before. What changed since
        costs extra; amounts are known from when somebody last said them, never from when a file was read."""

    def deals(self) -> int:
        """How many deals there are."""

    def kept(self, period: Period, day: date) -> dict[int, Projected]:
        """The projections of exactly this period that were made for `day`, by person id. One query."""

    def kept_of(self, person_id: int, period: Period, day: date) -> Projected | None:
        """The same of one person. No query while nothing has been said since it was asked for last."""

    def keep(self, made: Sequence[Projected]) -> None:
        """Keeps them; one that is there already stays as it was shown."""


class Uses(Protocol):
    """Who used whose numbers."""

    def noted(self, use: Use) -> bool:
        """Whether the same was noted within the last hour."""

    def note(self, use: Use) -> None:
        """Keeps it for 180 days, unless the same was noted within the last hour."""

    def since(self, at: datetime) -> list[Use]:
        """All after that instant, oldest first."""

    def updates(self, person_id: int, start: datetime, end: datetime) -> int:
        """How many entries of the person changed deals in (start, end]."""
