"""Arbitrary deals, what may have happened to them, and the cells they add up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from sales.deal import Deal
from sales.forecast import Cell, DealSpan, cell_of, counts_in
from sales.money import Money
from sales.period import Period
from sales.process import ForecastCategory, Outcome
from tests.sales.examples import LONG_AGO, NOW, PROCESS, TEAM, a_deal

CURRENCIES = ("USD", "EUR", "JPY", "GBP")
"""The workspace's own, two that have a rate, and one that has none."""

amounts = st.builds(Money, st.integers(0, 10**9), st.sampled_from(CURRENCIES))
days = st.integers(0, 200).map(lambda n: date(2026, 8, 1) + timedelta(days=n))


@st.composite
def deals(draw: st.DrawFn, id_: int = 1) -> Deal:
    """Any deal: of anybody, in any stage, dated or not, around the fourth quarter."""
    stage = draw(st.sampled_from(PROCESS.stages))
    return a_deal(
        id=id_,
        owner_id=draw(st.sampled_from(sorted(TEAM.by_id))),
        stage=stage.key,
        outcome=stage.outcome,
        amount=draw(st.none() | amounts),
        close_date=draw(st.none() | days),
        closed_on=None if stage.outcome is Outcome.OPEN else draw(days),
        category=draw(st.none() | st.sampled_from([c for c in ForecastCategory if c is not ForecastCategory.CLOSED])),
        created_at=draw(st.sampled_from([LONG_AGO, NOW])),
        deleted=draw(st.sampled_from([False, False, False, True])),
    )


@st.composite
def spans(draw: st.DrawFn) -> list[DealSpan]:
    """Deals at two instants: some as they were, some changed in a few or in all ways, some new, some gone."""
    found: list[DealSpan] = []
    for id_ in range(1, draw(st.integers(0, 12)) + 1):
        before, other = draw(st.none() | deals(id_)), draw(st.none() | deals(id_))
        after = other
        if before is not None and other is not None:
            kept = draw(st.sets(st.sampled_from(["owner_id", "amount", "close_date", "category", "deleted"])))
            after = replace(other, **{name: getattr(before, name) for name in kept}, created_at=before.created_at)
        found.append(DealSpan(before, after))
    return found


def cells_from(deals_: Iterable[Deal | None], period: Period | None) -> list[Cell]:
    """The cells that a store would answer: deals that count in the period, grouped by all but their amounts."""
    sums: dict[tuple[int, str, Outcome, str | None, str], tuple[int, int]] = {}
    for deal in deals_:
        if deal is not None and counts_in(deal, period):
            cell = cell_of(deal)
            key = (cell.owner_id, cell.stage, cell.outcome, cell.category, cell.currency)
            count, minor = sums.get(key, (0, 0))
            sums[key] = (count + 1, minor + cell.minor)
    return [Cell(*key, count, minor) for key, (count, minor) in sums.items()]
