"""References follow when rows are added: totals take the new rows in, what stands below is found where it is now."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.filling.added import added_columns
from sales.filling.plan import Stretch
from storage.sheets.filling.references import Moves, moved_formula, references_of, translated

FIVE_MORE = Moves((Stretch(5, 8, 5),))
"""Rows 5 to 8 are a table; five rows are added below its last."""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("SUM(D5:D8)", "SUM(D5:D13)"),
        ("SUM(D4:D8)", "SUM(D4:D13)"),
        ("SUM(D6:D8)", "SUM(D6:D8)"),
        ("SUM(D5:D20)", "SUM(D5:D25)"),
        ("D8*2", "D8*2"),
        ("D9-$E$10", "D14-$E$15"),
        ("SUBTOTAL(9,$D$5:$D$8)/D2", "SUBTOTAL(9,$D$5:$D$13)/D2"),
        ('SUMIF(F5:F8,"A9",G5:G8)', 'SUMIF(F5:F13,"A9",G5:G13)'),
        ("Other!D9+SUM(Deals!D5:D8)", "Other!D9+SUM(Deals!D5:D13)"),
        ("'Deals'!A9", "'Deals'!A14"),
        ("SUM(A:A)+SUM(9:10)", "SUM(A:A)+SUM(14:15)"),
        ("LOG10(D9)", "LOG10(D14)"),
        ("Table1[Amount]", "Table1[Amount]"),
    ],
)
def test_formulas_follow(before: str, after: str) -> None:
    """On the sheet "Deals", to which the rows are added."""
    assert moved_formula(before, FIVE_MORE, is_here=lambda sheet: sheet in ("", "Deals")) == after


@pytest.mark.parametrize(
    ("before", "merged", "rule"),
    [("A5:A8", "A5:A13", "A5:A13"), ("A8:C8", "A8:C8", "A8:C8"), ("B9:C9", "B14:C14", "B14:C14"), ("A2", "A2", "A2")],
)
def test_merged_cells_and_rules_follow(before: str, merged: str, rule: str) -> None:
    """Cells that are merged across a row stay merged there; a rule for the whole table is one for the new rows."""
    assert FIVE_MORE.written(before, merged=True) == merged
    assert FIVE_MORE.area(before) == rule


def test_a_table_of_one_row_grows_whole() -> None:
    """Its rules and sums are those of all its rows."""
    moves = Moves((Stretch(5, 5, 3),))
    assert moves.area("C5 E5") == "C5:C8 E5:E8"
    assert moved_formula("SUM(C5:C5)", moves, is_here=lambda _: True) == "SUM(C5:C8)"
    assert moved_formula("C5*2", moves, is_here=lambda _: True) == "C5*2"


rows = st.integers(1, 60)


@given(rows, rows, rows, rows, st.integers(1, 40))
def test_every_row_keeps_its_place_among_the_others(one: int, other: int, a: int, b: int, by: int) -> None:
    """Order is kept, no two rows meet, and a range holds afterwards exactly the rows it held, and the added ones if it
    held the whole table."""
    first, last = sorted((one, other))
    top, bottom = sorted((a, b))
    moves = Moves((Stretch(first, last, by),))
    assert moves.row(top) < moves.row(top + 1)
    after_top, after_bottom = moves.rows(top, bottom, single=False)
    held = {moves.row(row) for row in range(top, bottom + 1)}
    added = set(range(last + 1, last + by + 1))
    now = set(range(after_top, after_bottom + 1))
    assert held <= now
    assert now - held in (set(), added)
    assert (added <= now) == (top <= last < bottom or (bottom == last and top <= first))


@pytest.mark.parametrize(
    ("formula", "columns"),
    [("SUM(B5:D5)", {2, 3, 4}), ("B5+C5", {2, 3}), ("+B5+C5-E5", {2, 3}), ("B5*C5", set()), ("SUM(B5:B9)", set())],
)
def test_what_a_row_adds_up(formula: str, columns: set[int]) -> None:
    """Only sums across the row tell that its columns exclude each other."""
    assert added_columns(formula, 5) == columns


def test_a_formula_is_copied_as_a_program_would() -> None:
    """Relative references move with it, absolute ones stay."""
    assert translated("G4*$I$1", "J4", "J9") == "G9*$I$1"
    assert list(references_of("SUM('My Sheet'!A1:B2)+x")) == [("My Sheet", "A1:B2"), ("", "x")]
