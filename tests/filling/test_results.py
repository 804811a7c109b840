"""Results of formulas: what no longer holds goes, and what can be worked out for certain is there for whoever looks at
the file without calculating."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.tokenizer import TokenizerError

from sales.filling.grid import Box
from storage.sheets.filling.formulas import Reading
from storage.sheets.filling.operations import Fault, Result, Unknown
from tests.filling import templates
from tests.filling.conftest import Desk, whole
from tests.filling.templates import made

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

HELD: dict[tuple[int, int], Result] = {
    (1, 1): 2.0,
    (2, 1): 3.0,
    (3, 1): "text",
    (4, 1): True,
    (1, 2): 10.0,
    (2, 2): 0.0,
}


class Few:
    """A few cells on one sheet: A1 = 2, A2 = 3, A3 = "text", A4 = TRUE, B1 = 10, B2 = 0; the name "Rate" is A1."""

    sheets: dict[str, object] = {"S": None}  # noqa: RUF012
    names: dict[str, str] = {"rate": "S!$A$1"}  # noqa: RUF012

    def at(self, title: str, row: int, column: int) -> Result:
        return HELD.get((row, column))

    def within(self, title: str, box: Box) -> Any:
        rows, columns = range(box.top, min(box.bottom, 9) + 1), range(box.left, min(box.right, 9) + 1)
        return (HELD.get((row, column)) for row in rows for column in columns)

    def is_subtotal(self, title: str, box: Box) -> bool:
        return False


def worked_out(formula: str) -> Result:
    return Reading(Few(), "S", formula).result()


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("SUM(A1:A3)", 5.0),
        ("SUM(A1:A2,B1,1)", 16.0),
        ("SUBTOTAL(9,A1:A2)", 5.0),
        ("A1+A2*B1", 32.0),
        ("-(A1-A2)^2", 1.0),
        ("B1*10%", 1.0),
        ("IF(B2>0,B1/B2,0)", 0.0),
        ("IF(B2=0,IF(A1,A2),B1/B2)", 3.0),
        ("IF(B2>0,1)", False),
        ('IF(A1>0,"yes","no")', "yes"),
        ("IFERROR(B1/B2,0)", 0.0),
        ("IFERROR(SUM(A1,B1)/B2,A2)", 3.0),
        ("AVERAGE(A1:A2)", 2.5),
        ("MAX(A1:B2)", 10.0),
        ("COUNT(A1:A3)", 2.0),
        ("ROUND(A1/A2,2)", 0.67),
        ("Rate*B1", 20.0),
        ('SUMIF(A1:A3,"TEXT",B1:B3)', 0.0),
        ("SUMIF(A1:A3,2,B1:B3)", 10.0),
        ("A3", "text"),
        ("Z99", None),
    ],
)
def test_what_formulas_come_to(formula: str, result: Result) -> None:
    """As a spreadsheet program works them out; a branch that is not chosen may be an error."""
    assert worked_out(formula) == result


@pytest.mark.parametrize(
    "formula",
    [
        "VLOOKUP(A1,A:B,2)",
        "A3+1",
        "SUM(T[Amount])",
        "A1:A2",
        'A1&"x"',
        'SUMIF(A1:A3,">1",B1:B3)',
        "{1,2}",
        "1E",
        "NOW()",
    ],
)
def test_what_is_left_to_the_spreadsheet_program(formula: str) -> None:
    """Anything that is not certain to mean the same everywhere."""
    with pytest.raises(Unknown):
        worked_out(formula)


def test_a_division_by_nothing_is_that_error() -> None:
    """By its name."""
    with pytest.raises(Fault, match="#DIV/0!"):
        worked_out("B1/B2")


@given(st.text("A1B2+-*/(),:SUMIF\"'!$% <>=&^{}#", max_size=40))
def test_any_formula_has_a_result_or_none(formula: str) -> None:
    """Whatever stands in a cell, it costs nothing but a blank preview."""
    with suppress(Unknown, Fault, TokenizerError, ArithmeticError, ValueError, LookupError):
        worked_out(formula)


def shown(content: bytes, sheet: str, cell: str) -> object:
    """What a preview shows."""
    return openpyxl.load_workbook(io.BytesIO(content), data_only=True)[sheet][cell].value


def test_a_preview_shows_totals(desk: Desk) -> None:
    """Over added rows, on other sheets, by names; the totals of the forecast."""
    open_now = whole(desk.line("Dana").rolled.open)
    _, filled = desk.fill("Dana", "deals.xlsx", made(templates.deal_list))
    assert shown(filled, "Deals", "G25") == open_now
    assert shown(filled, "Board", "B1") == open_now
    _, filled = desk.fill("Dana", "call.xlsx", made(templates.titled))
    three = sum(whole(desk.line(name).rolled.commit) for name in ("Sam", "Tom", "Elena"))
    assert shown(filled, "Roll-up", "C8") == three
    assert shown(filled, "Notes", "B1") == three
