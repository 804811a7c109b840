"""Days as people and programs write them."""

from __future__ import annotations

import contextlib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.sheets.days import Order, day_of, evidence_of
from storage.sheets.table import Cell

DAY, MONTH = Order.DAY_FIRST, Order.MONTH_FIRST


@pytest.mark.parametrize(
    ("written", "order", "meant"),
    [
        ("2021-04-15", MONTH, date(2021, 4, 15)),
        ("2021-04-15T23:30:00Z", MONTH, date(2021, 4, 15)),
        ("2021-04-15 08:03:00", DAY, date(2021, 4, 15)),
        ("2021/04/15", DAY, date(2021, 4, 15)),
        ("2021-04-15T08:00:00.000+0200", MONTH, date(2021, 4, 15)),
        ("20210415", MONTH, date(2021, 4, 15)),
        ("15 Apr, 2021 00:02:00", MONTH, date(2021, 4, 15)),
        ("15-Apr-21", MONTH, date(2021, 4, 15)),
        ("15th April 2021", MONTH, date(2021, 4, 15)),
        ("Apr 15, 2021 3:04 PM", DAY, date(2021, 4, 15)),
        ("April 15th, 2021", DAY, date(2021, 4, 15)),
        ("Thu, 15 Apr 2021", MONTH, date(2021, 4, 15)),
        ("Thursday 04/15/2021", MONTH, date(2021, 4, 15)),
        ("02/23/26", DAY, date(2026, 2, 23)),
        ("02/23/26 08:55 PM", MONTH, date(2026, 2, 23)),
        ("04-02-2022", MONTH, date(2022, 4, 2)),
        ("04-02-2022", DAY, date(2022, 2, 4)),
        ("04.02.2022", MONTH, date(2022, 2, 4)),
        ("04/04/2022", None, date(2022, 4, 4)),
        ("44301", MONTH, date(2021, 4, 15)),
        (Decimal("44301.5"), MONTH, date(2021, 4, 15)),
        ("1618444800000", MONTH, date(2021, 4, 15)),
        (date(2021, 4, 15), None, date(2021, 4, 15)),
        ("", MONTH, None),
        ("n/a", MONTH, None),
        ("TBD", MONTH, None),
    ],
)
def test_a_day_is_read_as_it_was_meant(written: Cell, order: Order | None, meant: date | None) -> None:
    """Every form that exports and people use gives the day that was meant, whatever follows as time of day."""
    assert day_of(written, order) == meant


@pytest.mark.parametrize(
    ("written", "order"),
    [
        ("30/02/2024", DAY),
        ("13/13/2024", DAY),
        ("02/03/24", None),
        *((text, DAY) for text in ("soon", "15 Foo 2021", "2021-13-01", "Q3 2021", "01/01/0001", "12", "15/Apr")),
    ],
)
def test_what_is_no_day_is_refused_in_a_sentence(written: str, order: Order | None) -> None:
    """Nothing is guessed: what cannot be read, or can be read two ways, is refused with the value and a reason."""
    with pytest.raises(ValueError, match=r"\.$") as refusal:
        day_of(written, order)
    assert written in str(refusal.value)


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["02/03/24", "02/23/26", ""], MONTH),
        (["02/03/24", "23/02/2026"], DAY),
        (["04-02-2022", "01-14-2020"], MONTH),
        (["02/03/24", "05/06/24"], None),
        (["13/01/24", "01/13/24"], None),
        (["14.04.2021", "2021-04-14"], None),
    ],
)
def test_one_value_decides_for_the_whole_column(column: list[Cell], order: Order | None) -> None:
    """A single 02/23/26 tells how every other day of its column is to be read; a contradiction tells nothing."""
    assert evidence_of(column).order is order


@given(
    st.dates(date(1970, 1, 1), date(2069, 12, 31)), st.sampled_from(["%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%y"])
)
def test_what_is_written_day_first_is_read_back(day: date, form: str) -> None:
    """Any day survives being written and read in a column whose order is known."""
    assert day_of(day.strftime(form), DAY) == day


@given(st.text(max_size=60))
def test_any_text_is_a_day_or_a_refusal(text: str) -> None:
    """No text makes the reader fail in another way than by saying that it is no day."""
    with contextlib.suppress(ValueError):
        assert isinstance(day_of(text, MONTH), date | None)
