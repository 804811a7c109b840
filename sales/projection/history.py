"""A team's past, as plain deals, and what of it could be seen on a day. Knows no file, no stage and no method:
whatever looks at the past goes through a `View`, so that nothing can look ahead."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from operator import itemgetter, mul
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


Row = tuple[int, int, bool, int, int, float | None]
"""A deal as quick counting wants it: the days (ordinals) on which it was created and closed (NEVER: it is open),
whether it was won, its amount in minor units (0: none), the day from which that was known, its stage's
probability."""


def row_of(
    created: int, closed: int | None, won: bool, minor: int | None, known: int | None, chance: float | None = None
) -> Row:
    """A deal as a row: days as ordinals, `closed` None while it is open, `known` None where nobody can tell. One that
    was closed before it was entered was created on the day it was closed."""
    ended = NEVER if closed is None else closed
    return min(created, ended), ended, won, minor or 0, NEVER if known is None or minor is None else known, chance


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
        """The currencies of the won deals that have an amount, the one with most deals won first: without rates,
        unlike amounts cannot be compared."""
        counts = Counter(deal.currency for deal in self.deals if deal.outcome is Outcome.WON and deal.amount)
        return tuple(sorted(counts, key=lambda code: (-counts[code], code)))

    def only(self, currency: str) -> History:
        """The deals in that currency, and those that have neither an amount nor a currency."""
        return History(tuple(d for d in self.deals if d.currency == currency or (d.amount is None and not d.currency)))

    @cached_property
    def _units(self) -> set[str]:
        return {deal.currency for deal in self.deals if deal.amount is not None}

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The deals in days."""
        return tuple(map(_row_of, self.deals))

    def as_of(self, day: date) -> View:
        """What could be seen when `day` began: deals created before it, outcomes of those closed before it, amounts
        of open ones that were known before it. Raises `Invalid` if amounts are in several currencies."""
        if len(self._units) > 1:
            raise Invalid("A projection is made in one currency. Convert the amounts first, or choose a currency.")
        return _seen(self.rows, day)


@dataclass(frozen=True, slots=True)
class Counted:
    """The same, where the deals were made rows as they were read: their amounts are all in one currency."""

    rows: Sequence[Row]
    currency: str

    @property
    def currencies(self) -> tuple[str, ...]:
        return (self.currency,)

    def as_of(self, day: date) -> View:
        """See `History.as_of`."""
        return _seen(self.rows, day)


def _row_of(deal: Past) -> Row:
    closed = deal.closed_on.toordinal() if deal.closed_on is not None and deal.outcome is not Outcome.OPEN else None
    known = deal.amount_from.toordinal() if deal.amount_from is not None else None
    return row_of(deal.created_on.toordinal(), closed, deal.outcome is Outcome.WON, deal.amount, known, deal.chance)


def _seen(rows: Iterable[Row], day: date) -> View:
    today = day.toordinal()
    return View(today, [row for row in rows if row[0] < today])


class Won:
    """What was won, by day: sums of any stretch of days by bisection. `wins` ascend by the day on which they were
    closed; amounts are exact integers, so that their order within a day does not matter."""

    def __init__(self, wins: list[Row]) -> None:
        self._days = [row[1] for row in wins]
        self._amounts = [row[3] for row in wins]
        self._sums = list(accumulate(self._amounts, initial=0))

    def value(self, start: int, end: int) -> int:
        """Minor units won from `start` up to but not including `end`."""
        return self._sums[bisect_left(self._days, end)] - self._sums[bisect_left(self._days, start)]

    def count(self, start: int, end: int) -> int:
        """Deals won from `start` up to but not including `end`."""
        return bisect_left(self._days, end) - bisect_left(self._days, start)

    def amounts(self, start: int, end: int) -> list[int]:
        """The amounts won from `start` up to but not including `end`, in minor units."""
        return self._amounts[bisect_left(self._days, start) : bisect_left(self._days, end)]

    def typical(self, start: int, end: int) -> float:
        """The mean amount of the deals won in that stretch, in minor units; 0 if there are none."""
        return self.value(start, end) / max(self.count(start, end), 1)

    def roughness(self, start: int, end: int) -> float:
        """1 + the squared coefficient of variation of the amounts won in that stretch: how much more a sum of deals
        varies than their number does. 2, as for an exponential distribution, if nothing was won."""
        amounts = self.amounts(start, end)
        value = sum(amounts)
        return sum(map(mul, amounts, amounts)) * len(amounts) / value**2 if value else 2.0


class View:
    """The past as it could be seen when the day `today` (ordinal) began."""

    def __init__(self, today: int, visible: list[Row]) -> None:
        self.today = today
        self.rows = visible
        self.wins = [row for row in visible if row[2] and row[1] < today]
        self.wins.sort(key=itemgetter(1))
        self.won = Won(self.wins)
        self.first_outcome = min([row[1] for row in visible], default=NEVER)

    @cached_property
    def open(self) -> list[Open]:
        """The deals that were open."""
        today = self.today
        return [
            Open(minor if known < today else None, chance)
            for _, closed, _, minor, known, chance in self.rows
            if closed >= today
        ]

    @cached_property
    def roughness(self) -> float:
        """How rough the last 365 days' wins were, see `Won.roughness`."""
        return self.won.roughness(self.today - 365, self.today)

    @cached_property
    def win_rate(self) -> float:
        """Won deals / deals closed within the last 365 days; 0 if none was closed."""
        ended = [won for _, closed, won, *_ in self.rows if self.today - 365 <= closed < self.today]
        return sum(ended) / max(len(ended), 1)
