"""What a period's deals add up to: categories, roll-ups, attainment, gap, coverage, and how it stood before. Knows sums
of deals (`Cell`), not people: whose sums make a line is `report`'s business."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sales.deal import Deal
from sales.errors import Invalid
from sales.money import Money, Rates, totals
from sales.period import Period
from sales.process import ForecastCategory, Outcome, Process

CLOSED = frozenset({ForecastCategory.CLOSED})
COMMIT = CLOSED | {ForecastCategory.COMMIT}
BEST_CASE = COMMIT | {ForecastCategory.BEST_CASE}
TOTAL = BEST_CASE | {ForecastCategory.PIPELINE}
OPEN = TOTAL - {ForecastCategory.CLOSED}
"""What each cumulative roll-up adds up, and what is still being worked. OMITTED counts nowhere."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The sum of the deals that share all of this: the grain from which every roll-up is added up.
    `category` is the rep's override or None; `minor` is the sum in minor units. Deals without an amount share cells
    of the currency "" and count 0."""

    owner_id: int
    stage: str
    outcome: Outcome
    category: str | None
    currency: str
    count: int
    minor: int


@dataclass(frozen=True, slots=True)
class CellsAt:
    """What deals added up to at an instant, and how many open ones each owner had that counted in no period, for want
    of a close date."""

    cells: Sequence[Cell]
    undated: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Closing:
    """The sum of what one person won on one day, in minor units of one currency."""

    owner_id: int
    on: date
    currency: str
    minor: int


@dataclass(frozen=True, slots=True)
class DealSpan:
    """One deal as it was at two instants; None where it did not exist yet or was deleted."""

    before: Deal | None
    after: Deal | None


@dataclass(frozen=True, slots=True)
class Rollup:
    """What deals add up to in `currency`. `sums` and `counts` are exclusive per category; the properties are the
    cumulative roll-ups. Lost deals are in neither. `apart` are the amounts in currencies without a rate, by category
    and currency: in no sum, to be listed beside each that they belong to; their deals are counted. OMITTED amounts are
    never apart."""

    currency: str
    sums: Mapping[ForecastCategory, Money]
    counts: Mapping[ForecastCategory, int]
    apart: Mapping[tuple[ForecastCategory, str], Money]

    @classmethod
    def empty(cls, currency: str) -> Rollup:
        return cls(
            currency, dict.fromkeys(ForecastCategory, Money(0, currency)), dict.fromkeys(ForecastCategory, 0), {}
        )

    def of(self, categories: Collection[ForecastCategory]) -> Money:
        """The sum over these categories."""
        return Money(sum(self.sums[category].minor for category in categories), self.currency)

    def lacking(self, categories: Collection[ForecastCategory]) -> tuple[Money, ...]:
        """What the sum over these categories lacks for want of a rate, one amount a currency, by currency."""
        return totals(amount for (category, _), amount in self.apart.items() if category in categories)

    @property
    def unconverted(self) -> Mapping[str, Money]:
        """What all the sums lack for want of a rate, by currency."""
        return {amount.currency: amount for amount in self.lacking(TOTAL)}

    @property
    def closed(self) -> Money:
        return self.sums[ForecastCategory.CLOSED]

    @property
    def commit(self) -> Money:
        """CLOSED + COMMIT."""
        return self.of(COMMIT)

    @property
    def best_case(self) -> Money:
        """CLOSED + COMMIT + BEST_CASE."""
        return self.of(BEST_CASE)

    @property
    def total(self) -> Money:
        """Everything but OMITTED."""
        return self.of(TOTAL)

    @property
    def open(self) -> Money:
        """What is still being worked: the total without CLOSED."""
        return self.of(OPEN)

    @property
    def omitted(self) -> Money:
        return self.sums[ForecastCategory.OMITTED]

    @property
    def deals(self) -> int:
        """How many deals count, OMITTED ones not among them."""
        return sum(self.counts[category] for category in TOTAL)

    @property
    def is_empty(self) -> bool:
        return not any(self.counts.values())

    def __add__(self, other: Rollup) -> Rollup:
        """Both together, exactly. Raises `Invalid` for roll-ups in unlike currencies."""
        if other.currency != self.currency:
            raise Invalid(f"Roll-ups in {self.currency} and {other.currency} cannot be added.")
        apart = dict(self.apart)
        for key, amount in other.apart.items():
            apart[key] = apart[key] + amount if key in apart else amount
        return Rollup(
            self.currency,
            {category: self.sums[category] + other.sums[category] for category in ForecastCategory},
            {category: self.counts[category] + other.counts[category] for category in ForecastCategory},
            apart,
        )


def category_of(cell: Cell, process: Process) -> ForecastCategory:
    """The category that the deals of `cell` count as: see `Process.category`."""
    override = ForecastCategory(cell.category) if cell.category else None
    return process.category(cell.outcome, cell.stage, override)


def converted(cell: Cell, rates: Rates) -> Money | None:
    """The cell's sum in the base currency, rounded half-even; None if its currency has no rate.

    This is the one place where roll-ups round. Every sum shown, be it by person, stage or category, is a sum of
    converted cells, so that parts add up to wholes to the cent; the price is that a total may differ from the
    exact one by at most half a minor unit per foreign cell."""
    if not cell.minor:
        return Money(0, rates.base)
    return rates.try_convert(Money(cell.minor, cell.currency))


def roll_up(cells: Iterable[Cell], process: Process, rates: Rates) -> Rollup:
    """The roll-up of `cells` in the base currency of `rates`. Currencies without a rate stand apart, never dropped."""
    sums = dict.fromkeys(ForecastCategory, 0)
    counts = dict.fromkeys(ForecastCategory, 0)
    apart: dict[tuple[ForecastCategory, str], int] = {}
    for cell in cells:
        if cell.outcome is Outcome.LOST:
            continue
        category = category_of(cell, process)
        amount = converted(cell, rates)
        counts[category] += cell.count
        if amount is not None:
            sums[category] += amount.minor
        elif category is not ForecastCategory.OMITTED:
            key = (category, cell.currency)
            apart[key] = apart.get(key, 0) + cell.minor
    return Rollup(
        rates.base,
        {category: Money(minor, rates.base) for category, minor in sums.items()},
        counts,
        {key: Money(minor, key[1]) for key, minor in apart.items()},
    )


def weighted(cells: Iterable[Cell], process: Process, rates: Rates) -> Money:
    """Sum of amount x stage probability over deals that count, won ones whole; exact, rounded half-even once, at the
    end. Currencies without a rate are left out: `roll_up` of the same cells lists them."""
    exact = Fraction(0)
    for cell in cells:
        category = category_of(cell, process)
        if category not in TOTAL or not cell.minor or not rates.knows(cell.currency):
            continue
        stage = process.by_key.get(cell.stage)
        probability = 100 if category is ForecastCategory.CLOSED else stage.probability if stage else 0
        exact += Fraction(cell.minor * probability, 100) * rates.worth_of_minor(cell.currency)
    return Money(round(exact), rates.base)


def attainment(closed: Money, quota: Money | None) -> Decimal | None:
    """closed / quota as a ratio (1 is the whole quota); None without a quota, which is not the same as zero."""
    return Decimal(closed.minor) / quota.minor if quota else None


def gap(commit: Money, quota: Money | None) -> Money | None:
    """quota - commit roll-up: what is still to be found, negative once the commit exceeds it; None without a quota."""
    return quota - commit if quota else None


def coverage(open_amount: Money, closed: Money, quota: Money | None) -> Decimal | None:
    """open in period / (quota - closed) as a ratio; None when the quota is missing or met, never zero or infinite."""
    if not quota or closed.minor >= quota.minor:
        return None
    return Decimal(open_amount.minor) / (quota.minor - closed.minor)


def cells_as_of(cells: Iterable[Cell], spans: Iterable[DealSpan], period: Period | None) -> list[Cell]:
    """The cells as they were before `spans` happened to them: takes away each deal as it is after, adds it as it was
    before. `cells` and `spans` must be complete for the owners of interest; None is every deal, whatever its date."""
    sums: dict[_Kind, tuple[int, int]] = {}
    for cell in cells:
        kind = (cell.owner_id, cell.stage, cell.outcome, cell.category, cell.currency)
        count, minor = sums.get(kind, (0, 0))
        sums[kind] = (count + cell.count, minor + cell.minor)
    for span in spans:
        for deal, sign in ((span.after, -1), (span.before, 1)):
            if deal is not None and counts_in(deal, period):
                kind = _kind_of(deal)
                count, minor = sums.get(kind, (0, 0))
                sums[kind] = (count + sign, minor + (sign * deal.amount.minor if deal.amount else 0))
    return [Cell(*kind, count, minor) for kind, (count, minor) in sums.items() if count or minor]


def counts_in(deal: Deal, period: Period | None) -> bool:
    """Whether the deal counts in the period (None: in any), by the day that decides it."""
    return not deal.deleted and (period is None or deal.counts_on in period)


def cell_of(deal: Deal) -> Cell:
    """The cell of this one deal alone."""
    return Cell(*_kind_of(deal), count=1, minor=0 if deal.amount is None else deal.amount.minor)


_Kind = tuple[int, str, Outcome, str | None, str]
"""What the deals of a cell share: owner, stage, outcome, category, currency."""


def _kind_of(deal: Deal) -> _Kind:
    category, amount = deal.category, deal.amount
    currency = "" if amount is None else amount.currency
    return deal.owner_id, deal.stage, deal.outcome, category.value if category else None, currency


def worths(deals: Sequence[Deal], rates: Rates) -> list[Money | None]:
    """What each deal comes to in the base currency, in their order; None without an amount or a rate. Roll-ups convert
    sums of deals, not deals; the cents by which that differs are shared out within each such sum, so that deals add up
    to their roll-up exactly."""
    shares = [rates.try_convert(deal.amount) for deal in deals]
    groups: dict[Cell, list[int]] = {}
    for number, deal in enumerate(deals):
        if deal.amount is not None and shares[number] is not None and deal.amount.currency != rates.base:
            groups.setdefault(replace(cell_of(deal), count=0, minor=0), []).append(number)
    for cell, numbers in groups.items():
        minors = [amount.minor for number in numbers if (amount := deals[number].amount) is not None]
        whole = converted(replace(cell, count=len(numbers), minor=sum(minors)), rates)
        parts = [worth.minor for number in numbers if (worth := shares[number]) is not None]
        left = (whole.minor if whole is not None else 0) - sum(parts)
        for number, part in zip(numbers[: abs(left)], parts, strict=False):
            shares[number] = Money(part + (1 if left > 0 else -1), rates.base)
    return shares
