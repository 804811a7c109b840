"""Stall limits from what won deals did."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.money import Money
from sales.pace import Stay, percentile, proposed_stall_after
from sales.period import WorkCalendar
from sales.wins import Band, band_of
from tests.shared_data import shared_data


def stays(days: list[int], stage: str = "lead", band: Band = Band.SMALL) -> list[Stay]:
    return [Stay(stage, band, each) for each in days]


def test_the_proposal_shows_its_numbers() -> None:
    """Of twenty won deals that stayed 1 to 20 days, 15 stayed 15 or fewer and 19 stayed 19 or fewer."""
    history = stays(list(range(20, 0, -1))) + stays([99] * 50, stage="proposal") + stays([99] * 50, band=Band.LARGE)
    found = proposed_stall_after(history, "lead", Band.SMALL)
    assert found is not None
    assert (found.warn_after, found.stall_after, found.deals) == (15, 19, 20)


def test_too_little_history_proposes_nothing() -> None:
    """Nineteen deals are anecdotes."""
    assert proposed_stall_after(stays([3] * 19), "lead", Band.SMALL) is None


def test_a_limit_is_never_zero() -> None:
    """Zero would mean that the stage never stalls."""
    found = proposed_stall_after(stays([0] * 30), "lead", Band.SMALL)
    assert found is not None
    assert (found.warn_after, found.stall_after) == (1, 1)


@given(st.lists(st.integers(0, 500), min_size=1), st.integers(1, 100))
def test_nearest_rank(days: list[int], per_cent: int) -> None:
    """It is one of the values, at least that share does not exceed it, and no smaller one would do."""
    ordered = sorted(days)
    found = percentile(ordered, per_cent)
    assert found in ordered
    assert sum(day <= found for day in ordered) * 100 >= per_cent * len(ordered)
    assert sum(day < found for day in ordered) * 100 < per_cent * len(ordered)


@pytest.mark.parametrize("percent", [75, 95])
def test_the_percentile_of_one_value_is_that_value(percent: int) -> None:
    """There is nothing else it could be."""
    assert percentile([7], percent) == 7


def test_on_a_real_pipeline() -> None:
    """3,042 won deals of a hardware vendor: three quarters were won within 65 working days, and the band with hardly
    any deals gets no limit at all."""
    calendar = WorkCalendar()
    history: list[Stay] = []
    with shared_data("crm", "maven", "sales_pipeline.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            if row["deal_stage"] == "Won":
                band = band_of(Money.of(row["close_value"]), (1_000, 10_000))
                start, end = date.fromisoformat(row["engage_date"]), date.fromisoformat(row["close_date"])
                history.append(Stay("engaging", band, calendar.working_days(start, end)))
    assert len(history) == 3_042
    proposals = (proposed_stall_after(history, "engaging", band) for band in Band)
    limits = [(found.warn_after, found.stall_after) if found else None for found in proposals]
    assert limits == [(65, 83), (63, 83), None]
