"""A team's past, as plain deals, and what of it could be seen on a day. Knows no file, no stage and no method:
whatever looks at the past goes through a `View`, so that nothing can look ahead."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from sales.errors import Invalid
from sales.process import Outcome

NEVER = date.max.toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One deal with all that is known of it today. `amount` in minor units of `currency`, None where there is
    none.

    `amount_from` is the first day on which the amount was known while the deal was open. None: nobody knows, and
    then the amount counts from the day on which the deal was won, since exports overwrite it. `chance` (0 to 1) is
    the probability of the stage an open deal is in. `close_date`, which exports overwrite too, is carried for
    others: no method uses it."""

    id: str
    owner: str
    amount: int | None
    currency: str
    created_on: date
    closed_on: date | None = None
    outcome: Outcome = Outcome.OPEN
    close_date: date | None = None
    amount_from: date | None = None
    chance: float | None = None

    def __post_init__(self) -> None:
        if self.outcome is not Outcome.OPEN and self.closed_on is None:
            raise Invalid(f"Deal {self.id} is {self.outcome.value} without a day on which it was closed.")
        if self.amount is not None and self.amount < 0:
            raise Invalid(f"Deal {self.id} has an amount below zero.")


class Row(NamedTuple):
    """A deal in days since the year 1, for quick counting. `closed` is NEVER for an open one."""

    created: int
    closed: int
    won: bool
    minor: int
    known: int
    chance: float | None


class Open(NamedTuple):
    """An open deal as it was seen: its amount in minor units, and its stage's probability, where they were known."""

    minor: int | None
    chance: float | None


@dataclass(frozen=True)
class History:
    """All deals of a team, in any order."""

    deals: tuple[Past, ...]

    @cached_property
    def currencies(self) -> tuple[str, ...]:
        """The currencies of the won deals, the one with most deals won first: without rates, unlike amounts cannot
        be compared."""
        counts = Counter(deal.currency for deal in self.deals if deal.outcome is Outcome.WON)
        return tuple(sorted(counts, key=lambda code: (-counts[code], code)))

    def only(self, currency: str) -> History:
        """The deals in that currency, and those that have neither an amount nor a currency."""
        return History(tuple(d for d in self.deals if d.currency == currency or (d.amount is None and not d.currency)))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The deals in days. A deal that was closed before it was entered was created on the day it was closed."""
        return tuple(map(_row, self.deals))

    def as_of(self, day: date) -> View:
        """What could be seen when `day` began: deals created before it, outcomes of those closed before it, amounts
        of open ones that were known before it. Raises `Invalid` if amounts are in several currencies."""
        if len({deal.currency for deal in self.deals if deal.amount is not None}) > 1:
            raise Invalid("A projection is made in one currency. Convert the amounts first, or choose a currency.")
        return View(day.toordinal(), [row for row in self.rows if row.created < day.toordinal()])


def _row(deal: Past) -> Row:
    created = deal.created_on.toordinal()
    closed = NEVER
    if deal.outcome is not Outcome.OPEN and deal.closed_on is not None:
        closed = deal.closed_on.toordinal()
        created = min(created, closed)
    known = NEVER if deal.amount_from is None or deal.amount is None else deal.amount_from.toordinal()
    return Row(created, closed, deal.outcome is Outcome.WON, deal.amount or 0, known, deal.chance)


class Won:
    """What was won, by day: sums of any stretch of days by bisection. Amounts are exact integers."""

    def __init__(self, wins: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(wins)
        self._days = [day for day, _ in ordered]
        self._sums = list(accumulate((minor for _, minor in ordered), initial=0))
        self._squares = list(accumulate((minor * minor for _, minor in ordered), initial=0))

    def value(self, start: int, end: int) -> int:
        """Minor units won from `start` up to but not including `end`."""
        return self._sums[bisect_left(self._days, end)] - self._sums[bisect_left(self._days, start)]

    def count(self, start: int, end: int) -> int:
        """Deals won from `start` up to but not including `end`."""
        return bisect_left(self._days, end) - bisect_left(self._days, start)

    def typical(self, start: int, end: int) -> float:
        """The mean amount of the deals won in that stretch, in minor units; 0 if there are none."""
        return self.value(start, end) / max(self.count(start, end), 1)

    def roughness(self, start: int, end: int) -> float:
        """1 + the squared coefficient of variation of the amounts won in that stretch: how much more a sum of deals
        varies than their number does. 2, as for an exponential distribution, if nothing was won."""
        value, count = self.value(start, end), self.count(start, end)
        if not value:
            return 2.0
        squares = self._squares[bisect_left(self._days, end)] - self._squares[bisect_left(self._days, start)]
        return squares * count / value**2


class View:
    """The past as it could be seen when the day `today` (ordinal) began."""

    def __init__(self, today: int, visible: list[Row]) -> None:
        self.today = today
        self.rows = visible
        self.won = Won((row.closed, row.minor) for row in visible if row.won and row.closed < today)
        self.first_outcome = min((row.closed for row in visible), default=NEVER)

    @cached_property
    def open(self) -> list[Open]:
        """The deals that were open."""
        today = self.today
        return [Open(row.minor if row.known < today else None, row.chance) for row in self.rows if row.closed >= today]

    @cached_property
    def win_rate(self) -> float:
        """Won deals / deals closed within the last 365 days; 0 if none was closed."""
        ended = [row.won for row in self.rows if self.today - 365 <= row.closed < self.today]
        return sum(ended) / max(len(ended), 1)
