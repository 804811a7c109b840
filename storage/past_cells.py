"""Sums as they were: what changed deals add now is taken away, what they added then is put back. Reads rows, not deals:
a quarter of a large company's journal is a quarter of a million changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, select, text

from sales.deal import Field
from sales.forecast import Cell, CellsAt
from sales.period import Period
from sales.process import Outcome
from storage.convert import AnyRow
from storage.scope import HERE
from storage.tables import DealChangeRow, DealRow
from storage.tables.deals import OF_CELLS

Key = tuple[int, str, str, str | None, str]
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_WON, _OPEN = Outcome.WON.value, Outcome.OPEN.value


def changed_rows(since: datetime, until: datetime) -> Select[*tuple[Any, ...]]:
    """The present state of deals that were there by `until` and of which something that sums depend on has changed
    after `since`: what a `_Then` is made of."""
    changed = select(DealChangeRow.deal_id).where(_of_cells(since))
    standing = (DealRow.owner_id, DealRow.stage, DealRow.outcome, DealRow.category, DealRow.currency)
    days = (DealRow.close_date, DealRow.closed_on, DealRow.deleted)
    return select(DealRow.id, *standing, DealRow.amount_minor, *days).where(
        DealRow.workspace_id == HERE, DealRow.created_at <= until, DealRow.id.in_(changed)
    )


def changes(instants: Sequence[datetime]) -> Select[*tuple[Any, ...]]:
    """(deal, field, old, n) of every change after the earliest of `instants`, which come latest first: latest first, n
    being the number of the latest instant that the change came after. Deals that began after all of them are left
    out."""
    after = case(*((DealChangeRow.at > at, n) for n, at in enumerate(instants)))
    columns = (DealChangeRow.deal_id, DealChangeRow.field, DealChangeRow.old, after)
    born = select(DealChangeRow.deal_id).where(_of_cells(instants[0]), DealChangeRow.field == Field.CREATED.value)
    whole = select(*columns).where(_of_cells(instants[-1]), DealChangeRow.deal_id.not_in(born))
    return whole.order_by(DealChangeRow.at.desc(), DealChangeRow.id.desc())


def _of_cells(since: datetime) -> ColumnElement[bool]:
    return and_(DealChangeRow.workspace_id == HERE, DealChangeRow.at > since, text(OF_CELLS))


class PastSums:
    """The sums of `period` (None: of all deals), for `owners` (None: of everybody), being taken back in time. Starts
    from the present: what the deals that were there at the latest instant of interest add up to `now`, and `rows`, the
    present state of those among them that have changed."""

    def __init__(
        self,
        period: Period | None,
        owners: Collection[int] | None,
        outcomes: Mapping[str, Outcome],
        now: CellsAt,
        rows: Iterable[AnyRow],
    ) -> None:
        self._owners, self._outcomes = owners, outcomes
        self._start: date | None = period.start if period is not None else None
        self._end: date | None = period.end if period is not None else None
        self._sums: dict[Key, list[int]] = {}
        self._undated = Counter(now.undated)
        for cell in now.cells:
            key = (cell.owner_id, cell.stage, cell.outcome.value, cell.category, cell.currency)
            self._sums[key] = [cell.count, cell.minor]
        self._deals = {row[0]: _Then(*row[1:]) for row in rows}

    def take_back(self, changed: Iterable[AnyRow]) -> None:
        """Undoes changes: rows of `changes`, latest first."""
        deals, outcomes = self._deals, self._outcomes
        touched: dict[int, _Then] = {}
        for deal_id, name, old, _ in changed:
            deal = deals.get(deal_id)
            if deal is not None:
                if deal_id not in touched:
                    touched[deal_id] = deal
                    self._count(deal, -1)
                deal.take_back(name, old, outcomes)
        for deal in touched.values():
            self._count(deal, 1)

    def standing(self) -> CellsAt:
        """The sums as they are by now."""
        cells = [
            Cell(owner, stage, _OUTCOMES[outcome], category, currency, count, minor)
            for (owner, stage, outcome, category, currency), (count, minor) in self._sums.items()
            if count
        ]
        return CellsAt(cells, {owner: count for owner, count in self._undated.items() if count})

    def _count(self, deal: _Then, sign: int) -> None:
        if deal.deleted or not deal.created or (self._owners is not None and deal.owner not in self._owners):
            return
        day = deal.closed_on if deal.outcome == _WON else deal.close_date  # see `Deal.counts_on`
        if day is None and deal.outcome == _OPEN:
            self._undated[deal.owner] += sign
        if self._start is not None and self._end is not None and (day is None or not self._start <= day < self._end):
            return
        key = (deal.owner, deal.stage, deal.outcome, deal.category, deal.currency or "")
        sums = self._sums.get(key)
        if sums is None:
            sums = self._sums[key] = [0, 0]
        sums[0] += sign
        sums[1] += sign * (deal.minor or 0)


@dataclass(slots=True)
class _Then:
    """A deal as far as sums depend on it, taken back change by change. Mirrors `sales.deal.Deal`, of which there would
    be too many."""

    owner: int
    stage: str
    outcome: str
    category: str | None
    currency: str | None
    minor: int | None
    close_date: date | None
    closed_on: date | None
    deleted: bool
    created: bool = True

    def take_back(self, name: str, old: str | None, outcomes: Mapping[str, Outcome]) -> None:
        """Undoes one change; see `storage.past.Past` for the rules."""
        match name:
            case "stage":
                self.stage, self.outcome = old or "", outcomes.get(old or "", Outcome.OPEN).value
            case "amount":
                currency, minor = old.split(" ") if old else (None, None)
                self.currency, self.minor = currency, int(minor) if minor else None
            case "close_date":
                self.close_date = date.fromisoformat(old) if old else None
            case "closed_on":
                self.closed_on = date.fromisoformat(old) if old else None
            case "owner":
                self.owner = int(old or 0)
            case "category":
                self.category = old
            case "deleted":
                self.deleted = old is not None
            case "created":
                self.created = False
