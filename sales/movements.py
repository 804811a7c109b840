"""The bridge between two instants: which deals moved a sum, by what kind of move and by how much, to the cent.
Knows deals before and after; does not know who changed them, nor why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sales.deal import Deal
from sales.forecast import TOTAL, Cell, DealSpan, cells_as_of, counts_in, roll_up
from sales.money import Money, Rates, total
from sales.period import Period
from sales.process import ForecastCategory, Outcome, Process


class MovementKind(Enum):
    """What happened to a deal, in the order in which lines are shown. OUT_EARLIER and IN_EARLIER moved to an earlier
    date, OUT_LATER and IN_LATER to a later one or to none. CATEGORY_IN and CATEGORY_OUT entered or left the categories
    that are measured. RATE_GAINED and RATE_LOST: its amount was put in a currency that has an exchange rate, or in one
    that has none. ROUNDING is no deal's: what converting sums rather than deals leaves over."""

    NEW = "new"
    RESTORED = "restored"
    OWNER_IN = "taken over"
    IN_EARLIER = "pulled in"
    IN_LATER = "pushed in"
    WON = "won"
    CATEGORY_IN = "upgraded"
    AMOUNT_UP = "amount up"
    RATE_GAINED = "now with a rate"
    REOPENED = "reopened"
    AMOUNT_DOWN = "amount down"
    RATE_LOST = "now without a rate"
    CATEGORY_OUT = "downgraded"
    OMITTED = "omitted"
    LOST = "lost"
    OUT_LATER = "pushed out"
    OUT_EARLIER = "pulled out"
    OWNER_OUT = "handed over"
    DELETED = "deleted"
    ROUNDING = "exchange rounding"


@dataclass(frozen=True, slots=True)
class Moved:
    """One deal's part in a movement: as it is now (as it was, if it is gone), and by how much it moved the sum."""

    deal: Deal
    amount: Money


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of the bridge: the exact sum of what its deals moved, the largest first."""

    kind: MovementKind
    amount: Money
    deals: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Movements:
    """The bridge: start + the sum of the lines == end, to the cent. `unconverted` are deals that moved in a currency
    without a rate: part of the lines, but not of their amounts."""

    start: Money
    end: Money
    lines: tuple[Movement, ...]
    unconverted: tuple[Deal, ...] = ()

    def line(self, kind: MovementKind) -> Movement | None:
        return next((line for line in self.lines if line.kind is kind), None)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose deals, in which period, counted in which categories."""

    owner_ids: frozenset[int]
    period: Period | None
    categories: frozenset[ForecastCategory] = TOTAL


@dataclass(frozen=True, slots=True)
class Measure:
    """Reads one deal: does it count, as what, and for how much."""

    scope: Scope
    process: Process
    rates: Rates

    def counts(self, deal: Deal | None) -> bool:
        return (
            deal is not None
            and deal.owner_id in self.scope.owner_ids
            and counts_in(deal, self.scope.period)
            and deal.forecast_category(self.process) in self.scope.categories
        )

    def converts(self, deal: Deal) -> bool:
        """Whether its amount has a rate; without an amount there is nothing to convert."""
        return not deal.amount or self.rates.knows(deal.amount.currency)

    def worth(self, deal: Deal) -> int:
        """Minor units of the base currency; 0 without an amount or a rate."""
        worth = self.rates.try_convert(deal.amount)
        return worth.minor if worth else 0


def movements(
    cells: Iterable[Cell], spans: Iterable[DealSpan], scope: Scope, process: Process, rates: Rates, since: datetime
) -> Movements:
    """The bridge from `since` to the instant of `cells`, the sums at the end: see `movements_between`."""
    ending, spans = list(cells), list(spans)
    starting = cells_as_of(ending, spans, scope.period)
    return movements_between(starting, ending, spans, scope, process, rates, since)


def movements_between(
    starting: Sequence[Cell],
    ending: Sequence[Cell],
    spans: Iterable[DealSpan],
    scope: Scope,
    process: Process,
    rates: Rates,
    since: datetime,
) -> Movements:
    """The bridge from the sums at `since` to those at the end, between which the deals of `spans` changed. Both ends
    are converted at the same rates, so that no line is there because a currency moved.

    A deal that came into the sum or left it did so by one kind, the first that holds of: deleted, owner, date, new,
    won, lost, reopened, category. It moves the amount it had before; if that changed as well, the difference is a line
    of its own. What leaves the sum as it was (an owner within the scope, a date within the period) is no movement."""
    measure = Measure(scope, process, rates)
    moved: dict[MovementKind, list[Moved]] = {}
    unconverted: dict[int, Deal] = {}
    for span in spans:
        for kind, deal, minor in _steps(span, measure, since):
            moved.setdefault(kind, []).append(Moved(deal, Money(minor, rates.base)))
            if not measure.converts(deal):
                unconverted[deal.id] = deal
    start = _sum(starting, scope, process, rates)
    end = _sum(ending, scope, process, rates)
    lines = [_line(kind, moved[kind], rates.base) for kind in MovementKind if kind in moved]
    rounding = end - start - total((line.amount for line in lines), rates.base)
    if rounding:
        lines.append(Movement(MovementKind.ROUNDING, rounding, ()))
    return Movements(start, end, tuple(lines), tuple(unconverted.values()))


def _steps(span: DealSpan, measure: Measure, since: datetime) -> Iterator[tuple[MovementKind, Deal, int]]:
    """The one or two steps by which this deal changed the sum, in minor units."""
    before, after = span.before, span.after
    was, is_now = measure.counts(before), measure.counts(after)
    if was and before is not None and not is_now:
        shown = before if after is None or after.deleted else after
        yield _why_out(before, after, measure), shown, -measure.worth(before)
    elif is_now and after is not None:
        if not was:
            arrived = measure.worth(after if before is None else before)
            yield _why_in(before, after, measure, since), after, arrived
        if before is not None and (rise := measure.worth(after) - measure.worth(before)):
            yield _why_changed(before, after, measure, rise), after, rise


def _why_changed(before: Deal, after: Deal, measure: Measure, rise: int) -> MovementKind:
    """An amount that cannot be converted is worth something still, only nobody knows how much: it did not go down."""
    if not measure.converts(after):
        return MovementKind.RATE_LOST
    if not measure.converts(before):
        return MovementKind.RATE_GAINED
    return MovementKind.AMOUNT_UP if rise > 0 else MovementKind.AMOUNT_DOWN


def _why_in(before: Deal | None, after: Deal, measure: Measure, since: datetime) -> MovementKind:
    if before is None or before.deleted:
        return MovementKind.NEW if after.created_at > since else MovementKind.RESTORED
    if before.owner_id not in measure.scope.owner_ids:
        return MovementKind.OWNER_IN
    if not counts_in(before, measure.scope.period):
        return MovementKind.IN_LATER if is_later(before, after) else MovementKind.IN_EARLIER
    if after.outcome is Outcome.WON:
        return MovementKind.WON
    if before.outcome is not Outcome.OPEN:
        return MovementKind.REOPENED
    return MovementKind.CATEGORY_IN


def _why_out(before: Deal, after: Deal | None, measure: Measure) -> MovementKind:
    if after is None or after.deleted:
        return MovementKind.DELETED
    if after.owner_id not in measure.scope.owner_ids:
        return MovementKind.OWNER_OUT
    if not counts_in(after, measure.scope.period):
        return MovementKind.OUT_LATER if is_later(before, after) else MovementKind.OUT_EARLIER
    if after.outcome is not Outcome.OPEN:
        return MovementKind.WON if after.outcome is Outcome.WON else MovementKind.LOST
    if before.outcome is not Outcome.OPEN:
        return MovementKind.REOPENED
    omitted = after.forecast_category(measure.process) is ForecastCategory.OMITTED
    return MovementKind.OMITTED if omitted else MovementKind.CATEGORY_OUT


def is_later(before: Deal, after: Deal) -> bool:
    """Whether the day on which the deal counts has moved on; no day at all is later than any."""
    if before.counts_on is None or after.counts_on is None:
        return before.counts_on is not None
    return after.counts_on > before.counts_on


def _line(kind: MovementKind, moved: list[Moved], currency: str) -> Movement:
    largest_first = sorted(moved, key=lambda one: (-abs(one.amount.minor), one.deal.id))
    return Movement(kind, total((one.amount for one in moved), currency), tuple(largest_first))


def _sum(cells: Iterable[Cell], scope: Scope, process: Process, rates: Rates) -> Money:
    mine = (cell for cell in cells if cell.owner_id in scope.owner_ids)
    return roll_up(mine, process, rates).of(scope.categories)
