"""Sums as they were: what the changed deals add now is subtracted, what they added then is added. Works on rows, not
deals: a quarter of a large company's journal is a quarter of a million changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, bindparam, case, cast, select, text

from sales.deal import Field
from sales.forecast import Cell, CellsAt
from sales.period import Period
from sales.process import Outcome
from storage.compiled import Compiled
from storage.many_ids import AnyOf, Ids
from storage.statements import HERE
from storage.tables import DealChangeRow, DealRow
from storage.tables.deals import OF_CELLS

Bare = tuple[Any, ...]
Key = tuple[int, str, str, str | None, str]
Olds = defaultdict[str, dict[int, str | None]]
"""What deals had before they changed, as the journal writes it, by field and deal."""

_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_WON, _OPEN = Outcome.WON.value, Outcome.OPEN.value

PRESENT = Compiled(
    select(
        *(DealRow.id, DealRow.owner_id, DealRow.stage, DealRow.outcome, DealRow.category, DealRow.currency),
        *(DealRow.amount_minor, cast(DealRow.close_date, Text).label("close_date")),
        *(cast(DealRow.closed_on, Text).label("closed_on"), DealRow.deleted),
    ).where(
        DealRow.workspace_id == HERE,
        DealRow.created_at <= bindparam("until"),
        AnyOf(DealRow.id, bindparam("ids", type_=Ids())),
    )
)
"""The present state, as far as sums depend on it, of those of some deals that were there by an instant. Days are read
as the journal writes them."""


def changes(instants: Sequence[datetime]) -> tuple[Compiled, dict[str, datetime]]:
    """The statement that finds (deal, field, old, n) of every change after the earliest of `instants`, which come
    latest first, with its values: latest first, n being the number of the latest instant that the change came after.
    Deals that began after all of them are left out."""
    return _changes(len(instants)), {f"at{n}": at for n, at in enumerate(instants)}


@lru_cache(maxsize=64)
def _changes(count: int) -> Compiled:
    instants = [bindparam(f"at{n}", type_=DealChangeRow.at.type) for n in range(count)]
    after = case(*((DealChangeRow.at > at, n) for n, at in enumerate(instants))).label("n")
    born = select(DealChangeRow.deal_id).where(_of_cells(instants[0]), DealChangeRow.field == Field.CREATED.value)
    columns = (DealChangeRow.deal_id, DealChangeRow.field, DealChangeRow.old, after)
    whole = select(*columns).where(_of_cells(instants[-1]), DealChangeRow.deal_id.not_in(born))
    return Compiled(whole.order_by(DealChangeRow.at.desc(), DealChangeRow.id.desc()))


def _of_cells(since: ColumnElement[datetime]) -> ColumnElement[bool]:
    return and_(DealChangeRow.workspace_id == HERE, DealChangeRow.at > since, text(OF_CELLS))


def by_step(rows: Iterable[Bare], steps: int) -> list[Olds]:
    """What has to be undone on the way to each instant, from rows of `changes`: of a field that changed more than once
    on the way, what it was before the first time, which is read last."""
    found: list[Olds] = [defaultdict(dict) for _ in range(steps)]
    for deal_id, name, old, n in rows:
        found[n][name][deal_id] = old
    return found


def deals_in(steps: Iterable[Olds]) -> set[int]:
    """The ids of all deals that have anything to be undone."""
    return set().union(*(olds for step in steps for olds in step.values()))


class PastSums:
    """The sums of `period` (None: of all deals), for `owners` (None: of everybody), being taken back in time. Starts
    from the present: what the deals that were there at the latest instant of interest add up to `now`, and `rows` of
    `PRESENT`, those among them that have changed."""

    def __init__(
        self,
        period: Period | None,
        owners: Collection[int] | None,
        outcomes: Mapping[str, Outcome],
        now: CellsAt,
        rows: Iterable[Bare],
    ) -> None:
        self._owners, self._outcomes = owners, {stage: outcome.value for stage, outcome in outcomes.items()}
        self._days = None if period is None else (period.start.isoformat(), period.end.isoformat())
        self._sums: dict[Key, list[int]] = {}
        self._undated = Counter(now.undated)
        for cell in now.cells:
            key = (cell.owner_id, cell.stage, cell.outcome.value, cell.category, cell.currency)
            self._sums[key] = [cell.count, cell.minor]
        self._deals = {row[0]: row for row in rows}

    def take_back(self, step: Olds) -> None:
        """Undoes the changes on the way to the next instant."""
        deals = self._deals
        changed = [deals[deal_id] for deal_id in deals_in([step]) if deal_id in deals]
        self._count(changed, -1)
        for deal_id in step[Field.CREATED.value].keys() & deals.keys():
            del deals[deal_id]
        before = list(self._before([row for row in changed if row[0] in deals], step))
        self._count(before, 1)
        deals.update((row[0], row) for row in before)

    def standing(self) -> CellsAt:
        """The sums as they are by now."""
        cells = [
            Cell(owner, stage, _OUTCOMES[outcome], category, currency, count, minor)
            for (owner, stage, outcome, category, currency), (count, minor) in self._sums.items()
            if count
        ]
        return CellsAt(cells, {owner: count for owner, count in self._undated.items() if count})

    def _count(self, rows: Iterable[Bare], sign: int) -> None:
        """Adds the deals that count to the sums, or takes them away."""
        sums, owners, days = self._sums, self._owners, self._days
        start, end = days or ("", "")
        for _, owner, stage, outcome, category, currency, minor, close_date, closed_on, deleted in rows:
            if deleted or (owners is not None and owner not in owners):
                continue
            day = closed_on if outcome == _WON else close_date  # see `Deal.counts_on`
            if day is None and outcome == _OPEN:
                self._undated[owner] += sign
            if days is None or (day is not None and start <= day < end):
                key = (owner, stage, outcome, category, currency or "")
                sum_ = sums.get(key)
                if sum_ is None:
                    sum_ = sums[key] = [0, 0]
                sum_[0] += sign
                if minor:
                    sum_[1] += sign * minor

    def _before(self, rows: Iterable[Bare], step: Olds) -> Iterator[Bare]:
        """The deals before the changes of a step; see `storage.past.Past` for the rules."""
        stages, amounts, owners, categories = step["stage"], step["amount"], step["owner"], step["category"]
        close_dates, closings, deletions = step["close_date"], step["closed_on"], step["deleted"]
        for deal_id, owner, stage, outcome, category, currency, minor, close_date, closed_on, deleted in rows:
            if deal_id in stages:
                stage = stages[deal_id] or ""
                outcome = self._outcomes.get(stage, _OPEN)
            if deal_id in amounts:
                currency, minor = _amount(amounts[deal_id])
            if deal_id in owners:
                owner = int(owners[deal_id] or 0)
            if deal_id in categories:
                category = categories[deal_id]
            if deal_id in close_dates:
                close_date = close_dates[deal_id]
            if deal_id in closings:
                closed_on = closings[deal_id]
            if deal_id in deletions:
                deleted = deletions[deal_id] is not None
            yield deal_id, owner, stage, outcome, category, currency, minor, close_date, closed_on, deleted


def _amount(written: str | None) -> tuple[str | None, int | None]:
    if not written:
        return None, None
    currency, minor = written.split(" ")
    return currency, int(minor)
