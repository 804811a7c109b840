"""How ratios and sums are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.figures import added, bar, percent, times
from sales.money import Money


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        (None, "–"),
        ("0", "0%"),
        ("0.004", "0%"),
        ("0.625", "63%"),
        ("0.9999", "99%"),
        ("1", "100%"),
        ("1.005", "101%"),
        ("12.34", "1,234%"),
    ],
)
def test_a_hundred_per_cent_is_reached_or_not_said(ratio: str | None, said: str) -> None:
    """Whole per cent, rounded half up, but never 100% before the quota is reached."""
    assert percent(Decimal(ratio) if ratio else None) == said


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        ("0", "□□□□□□□□□□"),
        ("0.001", "■□□□□□□□□□"),
        ("0.62", "■■■■■■□□□□"),
        ("0.999", "■■■■■■■■■□"),
        ("3", "■■■■■■■■■■"),
    ],
)
def test_the_bar_shows_beginning_and_end(ratio: str, said: str) -> None:
    """The first mark stands for anything at all, the last for the whole quota."""
    assert bar(Decimal(ratio)) == said


@given(st.decimals(min_value=-10, max_value=10**6, allow_nan=False, allow_infinity=False))
def test_bar_and_per_cent_agree(ratio: Decimal) -> None:
    """The bar is full exactly when the per cent are a hundred or more."""
    assert ("□" not in bar(ratio)) == (int(percent(ratio).rstrip("%").replace(",", "")) >= 100)


@pytest.mark.parametrize(("ratio", "said"), [(None, "–"), ("2.44", "2.4×"), ("1000", "1,000.0×")])
def test_coverage_is_told_in_times(ratio: str | None, said: str) -> None:
    """How many times over the open deals cover what is missing."""
    assert times(Decimal(ratio) if ratio else None) == said


def test_currencies_stand_side_by_side() -> None:
    """Sums in unlike currencies are never added; nothing is left out but zeros."""
    assert added([Money(100, "EUR"), Money(0, "GBP"), Money(5, "JPY")]) == "€1 + ¥5"
