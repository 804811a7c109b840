"""Templates that mean more than they say, filled in as their makers meant them, and opened by another program."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sales.money import Money
from sales.period import FiscalCalendar, Period
from tests.filling import managements
from tests.filling.conftest import Desk, opened, whole
from tests.filling.templates import made
from tests.libreoffice import recalculated
from tests.machine_speed import slowness

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

HERE = managements.__name__
SHAPES = [name for name, shape in vars(managements).items() if getattr(shape, "__module__", "") == HERE]
MONTHS = [FiscalCalendar().month(date(2026, month, 1)) for month in (10, 11, 12)]
QUARTER = FiscalCalendar().quarter(MONTHS[0].start)


def filled(desk: Desk, shape: str, who: str = "Dana") -> Any:
    """The workbook as it comes back, with what was told as `told`."""
    filling, content = desk.fill(who, f"{shape}.xlsx", made(getattr(managements, shape)))
    book = opened(content)
    book.told = filling.plan.told
    return book


def commit(desk: Desk, who: str, period: Period | None = None) -> float:
    return whole(desk.line(who, period).rolled.commit)


def test_one_sheet_for_every_rep(desk: Desk) -> None:
    """A copy for each of Dana's reps, right behind the pattern, which stays as it was; each is about its own rep, also
    in its formulas, lists, chart and printed area."""
    template = made(managements.rep_template)
    filling, content = desk.fill("Dana", "reps.xlsx", template)
    book = opened(content)
    reps = ["Elena Castillo", "Kenji Morita", "Sam Ortega", "Tom Brandvold"]
    assert book.sheetnames == ["Roll-up", "Rep template", *reps, "Notes"]
    assert any("4 sellers" in note for note in filling.plan.told.notes)
    for name in reps:
        sheet = book[name]
        assert sheet["B3"].value == name
        assert sheet["B4"].value == commit(desk, name.split()[0])
        assert sheet["B7"].value == f"=IF('{name}'!B6>0,B4/B6,0)"
        assert sheet.print_area.startswith(f"'{name}'!$A$1:$C$")
        assert sheet.data_validations.dataValidation[0].formula1 == f"'{name}'!$A$3:$A$5"
        [chart] = sheet._charts
        assert chart.series[0].val.numRef.f == f"'{name}'!$B$4:$B$5"
    assert book["Notes"].print_area == "'Notes'!$A$1:$B$2"
    assert book.active.title == "Notes"
    before, after = (zipfile.ZipFile(io.BytesIO(data)) for data in (template, content))
    pattern = "xl/worksheets/sheet2.xml"
    assert before.read(pattern) == after.read(pattern)


def test_a_rep_fills_in_the_pattern_itself(desk: Desk) -> None:
    """Whoever leads nobody needs no copy."""
    book = filled(desk, "rep_template", "Sam")
    assert book.sheetnames == ["Roll-up", "Rep template", "Notes"]
    assert book["Rep template"]["B3"].value == "Sam Ortega"


def test_months_that_are_days(desk: Desk) -> None:
    """A month's column holds that month, whether its day was typed or worked out; the quarter is the sum of them."""
    sheet = filled(desk, "month_days")["Forecast"]
    for row, name in enumerate(("Sam", "Elena", "Tom"), start=4):
        assert [sheet.cell(row, 2 + n).value for n in range(3)] == [commit(desk, name, month) for month in MONTHS]
    assert sheet["B3"].value.date() == date(2026, 10, 1)
    assert sheet["E4"].value == "=SUM(B4:D4)"


def test_month_ends_across(desk: Desk) -> None:
    """31.10.2026 stands for October."""
    sheet = filled(desk, "month_ends")["Outlook"]
    lines = [desk.line("Dana", month).rolled for month in MONTHS]
    assert [sheet.cell(5, 2 + n).value for n in range(3)] == [whole(line.closed) for line in lines]
    assert [sheet.cell(8, 2 + n).value for n in range(3)] == [whole(line.open) for line in lines]


def test_merged_months_over_figures(desk: Desk) -> None:
    """Two figures under each."""
    sheet = filled(desk, "months_over_figures")["By month"]
    expected = [whole(amount) for month in MONTHS for amount in _two(desk, "Sam", month)]
    assert [sheet.cell(3, column).value for column in range(2, 8)] == expected


def _two(desk: Desk, who: str, month: Period) -> tuple[Money, Money]:
    rolled = desk.line(who, month).rolled
    return rolled.commit, rolled.best_case


def test_a_month_a_row(desk: Desk) -> None:
    """Each row is about its month, and the sums stay formulas."""
    sheet = filled(desk, "months_down")["Plan"]
    assert [sheet.cell(row, 3).value for row in (2, 3, 4)] == [commit(desk, "Dana", month) for month in MONTHS]
    assert sheet["C5"].value == "=SUM(C2:C4)"


def test_what_was_said_in_other_weeks_stays(desk: Desk) -> None:
    """Only the row of this week is filled in; the record of earlier ones is nobody's to change."""
    book = filled(desk, "weekly_log")
    rows = [[cell.value for cell in row[1:]] for row in book["Weekly log"]["A2:D5"]]
    rolled = desk.line("Dana").rolled
    assert rows[:2] == [[1001, 1002, 1003], [2001, 2002, 2003]]
    assert rows[2] == [whole(amount) for amount in (rolled.closed, rolled.commit, rolled.best_case)]
    assert rows[3] == [None, None, None]


def test_nothing_goes_where_nobody_looks(desk: Desk) -> None:
    """Hidden columns are not filled in, and not asked about."""
    content = made(managements.hidden_columns)
    assert desk.plan("Dana", "list.xlsx", content, ask=True).ask == ()
    book = filled(desk, "hidden_columns")
    assert book["List"]["A4"].value is not None
    assert (book["List"]["D4"].value, book["List"]["E4"].value) == (None, None)
    assert any("hidden columns" in note for note in book.told.notes)


def test_a_named_table_grows_above_its_totals(desk: Desk) -> None:
    """Its range, filter and computed column take the added rows in, its totals stay below them."""
    book = filled(desk, "list_object")
    sheet, count = book["Pipe line"], len(book.told.deals)
    table = sheet.tables["tblDeals"]
    assert table.ref == f"B4:F{4 + count + 1}"
    assert table.autoFilter.ref == f"B4:F{4 + count}"
    assert sheet.cell(4 + count + 1, 2).value == "Total"
    assert all(str(sheet.cell(row, 6).value).startswith("=") for row in range(5, 5 + count))


def test_apostrophes_and_names(desk: Desk) -> None:
    """Names and formulas follow into a sheet whose title has apostrophes."""
    book = filled(desk, "quoted_titles")
    last = 1 + len(book.told.deals)
    assert book.defined_names["Amounts"].attr_text == f"'O''Neil''s deals'!$C$2:$C${last}"
    assert book.defined_names["Whole"].attr_text == f"'O''Neil''s deals'!$A$1:$E${last + 1}"
    assert book["Top & Flop"]["B2"].value == f"='O''Neil''s deals'!C{last + 1}"
    assert book["Top & Flop"]["B3"].value == f"=SUM('O''Neil''s deals'!C2:C{last})"


def test_groups_with_sums_between_them(desk: Desk) -> None:
    """Every group is filled in, and the sums of sums are those of all; a group's title is no unknown person."""
    book = filled(desk, "groups")
    sheet = book["Regions"]
    assert [sheet.cell(row, 4).value for row in (3, 4, 8)] == [commit(desk, name) for name in ("Sam", "Elena", "Tom")]
    assert sheet["D11"].value == "=D5+D9"
    assert not book.told.nobody


def test_five_are_five(desk: Desk) -> None:
    """The five largest open deals, no row more; thousands and whole per cent."""
    sheet = filled(desk, "top_five")["Board pack"]
    values = [sheet.cell(row, 4).value for row in range(4, 9)]
    assert values == sorted(values, reverse=True)
    assert values[0] == 76.5
    assert sheet["E4"].value == 75
    assert sheet["A10"].value == "Source: CRM. Questions to finance."
    assert sheet["A9"].value is None


def test_texts_that_look_like_numbers(desk: Desk) -> None:
    """A target that was typed as a text stays; a zero that was left as a text is replaced by a number."""
    book = filled(desk, "typed_as_text")
    sheet = book["Liste"]
    assert [cell.value for cell in sheet["B"]] == ["Ziel", "450.000", "380.000"]
    assert sheet["D2"].value == commit(desk, "Sam")
    assert sheet["E2"].number_format == "0%"
    assert book.told.replaced == 2


def test_what_a_cell_says_behind_its_label(desk: Desk) -> None:
    """Sam's next quarter; nothing is written beside what is said already."""
    sheet = filled(desk, "said_in_one_cell")["Sheet1"]
    following = FiscalCalendar().next(QUARTER)
    assert sheet["C7"].value == commit(desk, "Sam", following)
    assert (sheet["C2"].value, sheet["C3"].value) == (None, None)
    assert sheet["C4"].value.date() == date(2026, 11, 23)


def test_a_list_of_five_thousand(desk: Desk) -> None:
    """Two of its rows are ours; the others are told in a sentence, and nothing is added below."""
    began = time.process_time()
    book = filled(desk, "five_thousand")
    sheet = book["All accounts"]
    assert [sheet.cell(row, 3).value for row in (18, 4712)] == ["Sam Ortega", "Kenji Morita"]
    assert sheet.max_row == 5001
    assert len(book.told.nobody) == 4998
    assert time.process_time() - began < 20 * slowness()


PIVOT = (
    b'<?xml version="1.0"?><pivotCacheDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    b'refreshedBy="CFO" recordCount="3"><cacheSource type="worksheet">'
    b'<worksheetSource ref="A1:E4" sheet="%s"/></cacheSource></pivotCacheDefinition>'
)


@pytest.mark.parametrize(("sheet", "anew"), [("O'Neil's deals", True), ("Top &amp; Flop", True), ("Else", False)])
def test_a_pivot_table_elsewhere_is_made_anew(desk: Desk, sheet: str, anew: bool) -> None:
    """What it holds is of before: it reaches as far as the rows, and is worked out when the file is opened."""
    part, out = "xl/pivotCache/pivotCacheDefinition1.xml", io.BytesIO(made(managements.quoted_titles))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(part, PIVOT % sheet.encode())
    filling, content = desk.fill("Dana", "pivot.xlsx", out.getvalue())
    after = zipfile.ZipFile(io.BytesIO(content)).read(part)
    assert (b'recordCount="3" refreshOnLoad="1">' in after) is anew
    reach = b"A1:E%d" % (1 + len(filling.plan.told.deals)) if "Neil" in sheet else b"A1:E4"
    assert b'ref="%s"' % reach in after


@pytest.mark.slow
def test_another_program_opens_them_all(desk: Desk, tmp_path: Path) -> None:
    """LibreOffice repairs nothing, comes to no error, and to the totals of the forecast."""
    shapes = [shape for shape in SHAPES if shape != "five_thousand"]
    files = [tmp_path / f"{shape}.xlsx" for shape in shapes]
    for shape, file in zip(shapes, files, strict=True):
        file.write_bytes(desk.fill("Dana", file.name, made(getattr(managements, shape)))[1])
    recalculated(files, tmp_path)
    books = {shape: openpyxl.load_workbook(tmp_path / "out" / f"{shape}.xlsx", data_only=True) for shape in shapes}
    for shape, book in books.items():
        for sheet in book.worksheets:
            faults = [cell.coordinate for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("#")]
            assert not faults, (shape, sheet.title, faults)
    rolled = desk.line("Dana").rolled
    three = sum(commit(desk, name) for name in ("Sam", "Elena", "Tom"))
    assert books["rep_template"]["Roll-up"]["B8"].value == whole(rolled.commit)
    assert books["month_days"]["Forecast"]["E7"].value == three
    assert books["months_down"]["Plan"]["C5"].value == whole(rolled.commit)
    assert books["list_object"]["Board"]["A1"].value == whole(rolled.total)
    assert books["quoted_titles"]["Top & Flop"]["B3"].value == whole(rolled.total)
    assert books["groups"]["Regions"]["D11"].value == three
