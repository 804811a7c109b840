"""The same templates as other programs write them: shared formulas, prefixed elements, cells without addresses,
comments, days since 1904. What comes back holds the same."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from tests.filling import templates
from tests.filling.conftest import Desk, opened, whole
from tests.filling.templates import made
from tests.filling.test_hostile import changed

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

SHEET = "xl/worksheets/sheet1.xml"
SHAPES = ("titled", "two_headers", "deal_list", "sheet_per_rep", "german", "french", "spanish", "months", "grouped")


def values(content: bytes) -> dict[str, list[list[object]]]:
    """All cells of all sheets."""
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in opened(content)}


def saved_again(content: bytes, change: Any = lambda book: None) -> bytes:
    """The workbook as openpyxl writes it."""
    book, out = openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO()
    change(book)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("shape", SHAPES)
def test_another_program_wrote_it(desk: Desk, shape: str) -> None:
    """openpyxl's own way of writing leads to the same cells."""
    template = made(getattr(templates, shape))
    _, filled = desk.fill("Dana", "a.xlsx", template)
    _, again = desk.fill("Dana", "a.xlsx", saved_again(template))
    assert values(again) == values(filled)


def sheet_of(content: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(SHEET).decode()


def test_shared_formulas_are_spelt_out_where_rows_move(desk: Desk) -> None:
    """Excel writes a column's formula once; after rows were added each row has its own."""
    template = made(templates.deal_list)
    xml = sheet_of(template)
    for row in range(4, 9):
        formula = '<f t="shared" ref="J4:J8" si="0">G4*I4</f>' if row == 4 else '<f t="shared" si="0"/>'
        xml = xml.replace(f"<f>G{row}*I{row}</f>", formula)
    shared = changed({SHEET: xml.encode()}, template)
    assert values(desk.fill("Dana", "a.xlsx", shared)[1]) == values(desk.fill("Dana", "a.xlsx", template)[1])


def test_prefixed_elements(desk: Desk) -> None:
    """Some programs write every element with a prefix; new cells have it, too."""
    template = made(templates.deal_list)
    xml = re.sub(r"<(/?)(?=[a-zA-Z])(?!\w+:)", r"<\1x:", sheet_of(template))
    xml = xml.replace("xmlns=", "xmlns:x=", 1)
    prefixed = changed({SHEET: xml.encode()}, template)
    filled = desk.fill("Dana", "a.xlsx", prefixed)[1]
    assert values(filled) == values(desk.fill("Dana", "a.xlsx", template)[1])
    assert "<c " not in sheet_of(filled)


def test_cells_without_addresses(desk: Desk) -> None:
    """Rows and cells may leave their place to be counted."""
    template = made(templates.spanish)
    bare = re.sub(r'(<(?:row|c))( r="[A-Z]*\d+")', r"\1", sheet_of(template))
    filled = desk.fill("Dana", "a.xlsx", changed({SHEET: bare.encode()}, template))[1]
    assert opened(filled)["Pronóstico"]["B4"].value == whole(desk.line("Dana").rolled.commit)


def test_days_since_1904(desk: Desk) -> None:
    """Old Macs count days from another year."""
    template = made(templates.deal_list)
    workbook = (
        zipfile.ZipFile(io.BytesIO(template))
        .read("xl/workbook.xml")
        .replace(b"<workbookPr", b'<workbookPr date1904="1"')
    )
    filled = desk.fill("Dana", "a.xlsx", changed({"xl/workbook.xml": workbook}, template))[1]
    usual = desk.fill("Dana", "a.xlsx", template)[1]
    assert opened(filled)["Deals"]["H4"].value == opened(usual)["Deals"]["H4"].value


def test_where_rows_cannot_be_added_it_says_so(desk: Desk) -> None:
    """Comments hang on cells in ways we do not vouch for: the rows there are, are filled, and the rest is told."""

    def commented(book: Any) -> None:
        book["Deals"]["A1"].comment = Comment("Ask finance", "CFO")

    filling, filled = desk.fill("Dana", "a.xlsx", saved_again(made(templates.deal_list), commented))
    sheet = opened(filled)["Deals"]
    assert sheet["A9"].value == "Total"
    assert sheet["C8"].value
    assert sheet["A1"].comment.text == "Ask finance"
    assert [note for note in filling.plan.told.notes if "room for 5 of 21 deals" in note and "it has comments" in note]
