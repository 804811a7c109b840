"""Templates of many shapes come back filled in with the numbers that everything else shows, and with nothing else
changed: not a format, not a formula, not a byte of any other part."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from bot.main.demo.template import NAME, board_template
from sales.filling.grid import Grid
from sales.filling.headings import Heading
from sales.filling.layout import Layout
from sales.filling.plan import SheetPlan, Told
from sales.filling.writing import Sheet
from sales.process import ForecastCategory
from storage.sheets.filling.reading import read_book
from storage.sheets.filling.references import Moves
from tests.filling import templates
from tests.filling.conftest import Desk, opened, whole
from tests.filling.templates import made

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

SHAPES = {
    "titled": {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"},
    "two_headers": {"xl/worksheets/sheet1.xml"},
    "deal_list": {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml", "xl/charts/chart1.xml", "xl/styles.xml"},
    "sheet_per_rep": {f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3, 4)},
    "german": {"xl/worksheets/sheet1.xml"},
    "french": {"xl/worksheets/sheet1.xml", "xl/styles.xml"},
    "spanish": {"xl/worksheets/sheet1.xml", "xl/styles.xml"},
    "single_cell": {"xl/worksheets/sheet1.xml"},
    "months": {"xl/worksheets/sheet1.xml"},
    "listed_deals": {"xl/worksheets/sheet1.xml"},
    "excel_table": {"xl/worksheets/sheet1.xml", "xl/tables/table1.xml", "xl/styles.xml"},
    "grouped": {"xl/worksheets/sheet1.xml"},
}
"""Each shape and the parts that change: the filled sheets, those whose formulas come to something else now, the charts,
tables and names that refer to rows which moved, and the formats where a day was put into a cell without one."""


@pytest.mark.parametrize("shape", SHAPES)
def test_every_other_part_is_the_same_byte_for_byte(desk: Desk, shape: str) -> None:
    """Parts that hold nothing of what was filled in come back as they were, in the same order."""
    template = made(getattr(templates, shape))
    _, filled = desk.fill("Dana", f"{shape}.xlsx", template)
    before, after = zipfile.ZipFile(io.BytesIO(template)), zipfile.ZipFile(io.BytesIO(filled))
    assert after.namelist() == before.namelist()
    assert {name for name in before.namelist() if before.read(name) != after.read(name)} == SHAPES[shape]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_other_cell_is_the_same(desk: Desk, shape: str) -> None:
    """What the plan does not name has the same content and format as before, where it stands now; and so have merged
    cells, widths, rules and lists."""
    template = made(getattr(templates, shape))
    filling, filled = desk.fill("Dana", f"{shape}.xlsx", template)
    before, after = opened(template), opened(filled)
    assert after.sheetnames == before.sheetnames
    plans = {plan.title: plan for plan in filling.plan.sheets}
    for sheet in before.worksheets:
        other, plan = after[sheet.title], plans.get(sheet.title, SheetPlan(sheet.title, ()))
        moves = Moves(plan.stretches)
        written = {(put.row, put.column) for put in plan.puts if not put.extra}
        written |= {(copy.to, copy.column) for copy in plan.copies if not copy.extra}
        for cell, twin in _twins(sheet, other, moves):
            if (cell.row, cell.column) not in written:
                assert (twin.value == cell.value) or str(cell.value).startswith("="), cell.coordinate
            if not isinstance(twin.value, datetime):
                assert _look(twin) == _look(cell), cell.coordinate
        assert sheet.sheet_state == other.sheet_state
        assert sheet.freeze_panes == other.freeze_panes
        assert {moves.written(str(box), merged=True) for box in sheet.merged_cells.ranges} == {
            str(box) for box in other.merged_cells.ranges
        }
        assert len(sheet.conditional_formatting) == len(other.conditional_formatting)
        areas = [moves.area(str(rule.sqref)) for rule in sheet.data_validations.dataValidation]
        assert areas == [str(rule.sqref) for rule in other.data_validations.dataValidation]
        assert {key: dim.width for key, dim in sheet.column_dimensions.items()} == {
            key: dim.width for key, dim in other.column_dimensions.items()
        }
    assert list(before.defined_names) == list(after.defined_names)


def _twins(sheet: Any, other: Any, moves: Moves) -> Iterator[tuple[Any, Any]]:
    for row in sheet.iter_rows():
        for cell in row:
            yield cell, other.cell(moves.row(cell.row), cell.column)


def _look(cell: Any) -> tuple[Any, ...]:
    number = cell.number_format if cell.number_format != "0%" else "General"  # a ratio in a cell without a format
    return cell.font.b, cell.fill.fgColor.rgb, cell.border.top.style, number, cell.alignment.horizontal


def test_named_reps_under_a_title(desk: Desk) -> None:
    """Each has the figures of their forecast; the sums and shares stay formulas."""
    _, filled = desk.fill("Dana", "call.xlsx", made(templates.titled))
    sheet = opened(filled)["Roll-up"]
    for row, name in ((5, "Sam"), (6, "Elena"), (7, "Tom")):
        rolled = desk.line(name).rolled
        found = [sheet.cell(row, column).value for column in (2, 3, 4)]
        assert found == [whole(rolled.closed), whole(rolled.commit), whole(rolled.best_case)]
        assert sheet.cell(row, 6).value == f"=IF(E{row}>0,B{row}/E{row},0)"
    assert sheet["C8"].value == "=SUM(C5:C7)"


def test_two_rows_of_headings_and_too_few_rows(desk: Desk) -> None:
    """Quarters over figures; the four who report to Dana make two rows more, in the total as well."""
    _, filled = desk.fill("Dana", "two.xlsx", made(templates.two_headers))
    sheet = opened(filled)["Forecast"]
    names = [sheet.cell(row, 1).value for row in range(3, 7)]
    assert names == ["Elena Castillo", "Kenji Morita", "Sam Ortega", "Tom Brandvold"]
    assert sheet["A7"].value == "Total"
    assert sheet["C7"].value == "=SUM(C3:C6)"
    assert sum(sheet.cell(row, 3).value for row in range(3, 7)) == whole(desk.line("Dana").rolled.commit)


def test_a_list_of_open_deals(desk: Desk) -> None:
    """Every open deal of the quarter, the largest first; words from the lists; the sums, rules, other sheets and charts
    take the added rows in."""
    filling, filled = desk.fill("Dana", "deals.xlsx", made(templates.deal_list))
    book = opened(filled)
    sheet, count = book["Deals"], len(filling.plan.told.deals)
    last = 3 + count
    assert count == 21
    rows = [[sheet.cell(row, column).value for column in range(1, 11)] for row in range(4, last + 1)]
    assert [row[0] for row in rows] == list(range(1, count + 1))
    assert sum(row[6] for row in rows) == whole(desk.line("Dana").rolled.open)
    assert {row[5] for row in rows} <= {"Commit", "Best Case", "Pipeline"}
    assert all(isinstance(row[7], datetime) for row in rows)
    assert [row[9] for row in rows] == [f"=G{row}*I{row}" for row in range(4, last + 1)]
    assert sheet.cell(last + 1, 7).value == f"=SUM(G4:G{last})"
    assert sheet.cell(last + 3, 1).value == "Questions? finance@example.com"
    assert book["Board"]["B1"].value == f"=Deals!G{last + 1}"
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == [f"E4:E{last}", f"F4:F{last}"]
    chart = zipfile.ZipFile(io.BytesIO(filled)).read("xl/charts/chart1.xml").decode()
    assert f"Deals!$G$4:$G${last}" in chart
    assert filling.plan.told.left == {"Sponsor": None}
    others = desk.line("Dana").rolled.counts[ForecastCategory.CLOSED]
    assert f"holds what is open, as its title says; there are {others} others in the forecast." in str(
        filling.plan.told.notes
    )


def test_a_sheet_for_each_rep(desk: Desk) -> None:
    """Each holds its own rep's figures."""
    _, filled = desk.fill("Dana", "reps.xlsx", made(templates.sheet_per_rep))
    book = opened(filled)
    for first, title in (("Sam", "Sam Ortega"), ("Tom", "Tom Brandvold")):
        line = desk.line(first)
        found = [book[title].cell(row, 3).value for row in range(3, 7)]
        assert line.quota is not None
        assert found == [whole(m) for m in (line.rolled.closed, line.rolled.commit, line.rolled.best_case, line.quota)]


def test_thousands_of_euros_that_a_formula_adds_up(desk: Desk) -> None:
    """In the sheet's unit, and each column without what stands beside it, so that the sum is the best case."""
    filling, filled = desk.fill("Dana", "vorschau.xlsx", made(templates.german))
    sheet = opened(filled)["Vorschau"]
    parts = [Decimal(str(sheet.cell(4, column).value)) for column in (2, 3, 4)]
    best = desk.line("Sam").rolled.best_case.major / Decimal("1.08") / 1000
    assert abs(sum(parts) - best) < Decimal("0.0001")
    assert any("adds them up" in note for note in filling.plan.told.notes)


def test_french_deals_into_an_unformatted_sheet(desk: Desk) -> None:
    """Days are days, amounts are numbers, and a missing next step is an empty cell with a reason."""
    filling, filled = desk.fill("Dana", "affaires.xlsx", made(templates.french))
    sheet = opened(filled)["Affaires"]
    assert sheet.max_row == 1 + len(filling.plan.told.deals)
    assert sheet["G2"].is_date
    assert isinstance(sheet["E2"].value, int | float)
    assert {why for _, why in filling.plan.told.empty} == {"no next step"}


def test_a_spanish_form(desk: Desk) -> None:
    """Labels, each with its cell."""
    _, filled = desk.fill("Dana", "forma.xlsx", made(templates.spanish))
    sheet, line = opened(filled)["Pronóstico"], desk.line("Dana")
    assert line.gap is not None
    values = [sheet.cell(row, 2).value for row in range(1, 8)]
    assert values[0] == "2026-Q4"
    assert values[1].date() == desk.now.date()
    assert values[3] == whole(line.rolled.commit)
    assert values[6] == whole(line.gap)


def test_one_cell_in_a_sentence(desk: Desk) -> None:
    """The number stands where the gap was; the words around it stay."""
    _, filled = desk.fill("Sam", "one.xlsx", made(templates.single_cell))
    sheet = opened(filled)["Sheet1"]
    assert sheet["B2"].value == f"My forecast: {desk.line('Sam').rolled.commit.major:,.0f} USD"
    assert sheet["B3"].value == "Please send by 4:30."


def test_periods_across(desk: Desk) -> None:
    """Figures down, each quarter its own."""
    filling, filled = desk.fill("Dana", "outlook.xlsx", made(templates.months))
    sheet = opened(filled)["Outlook"]
    assert {period.name for period in filling.plan.told.periods} == {"2026-Q4", "2027-Q1"}
    assert sheet["B6"].value == whole(desk.line("Dana").rolled.commit)
    later = next(period for period in filling.plan.told.periods if period.name == "2027-Q1")
    assert sheet["C8"].value == whole(desk.line("Dana", later).rolled.open)


def test_deals_that_finance_has_listed(desk: Desk) -> None:
    """A deal named by its customer is found; an old day is replaced and that is said; finance's own column stays; what
    nobody can know stays empty, and is asked about."""
    filling, filled = desk.fill("Dana", "top.xlsx", made(templates.listed_deals))
    sheet, told = opened(filled)["Top deals"], filling.plan.told
    assert sheet["B2"].value == 40000
    assert (sheet["A3"].value, sheet["B3"].value, sheet["D3"].value) == ("Nobody's Deal", None, "check")
    assert (told.replaced, list(told.nobody), told.unlisted) == (1, ["Nobody's Deal"], 32)
    asking = desk.plan("Dana", "top.xlsx", made(templates.listed_deals), ask=True)
    assert asking.ask == ("Deal Confidence Score",)


def test_a_table_with_a_name_grows(desk: Desk) -> None:
    """A formatted table that people filter and sum by name reaches as far as its rows."""
    filling, filled = desk.fill("Dana", "table.xlsx", made(templates.excel_table))
    archive = zipfile.ZipFile(io.BytesIO(filled))
    last = 3 + len(filling.plan.told.deals)
    assert f'ref="A3:D{last}"' in archive.read("xl/tables/table1.xml").decode()
    assert opened(filled)["Pipeline"].cell(last, 1).value


def test_managers_and_their_people_in_one_list(desk: Desk) -> None:
    """Where a total adds up everybody, a manager's row holds only what is their own, and that is said."""
    filling, filled = desk.fill("Morgan", "groups.xlsx", made(templates.grouped))
    sheet = opened(filled)["Team"]
    names = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(2, 6)}
    assert names["Dana Whitlock"] == 0
    assert names["Sam Ortega"] == whole(desk.line("Sam").rolled.commit)
    assert any("Dana Whitlock's row has only" in note for note in filling.plan.told.notes)


def test_csv_with_semicolons_and_decimal_commas(desk: Desk) -> None:
    """The file's own way of writing; its own lines as they were."""
    filling, filled = desk.fill("Dana", "liste.csv", templates.SEMICOLONS)
    lines = filled.decode("utf-8-sig").split("\r\n")
    assert filled.startswith(templates.SEMICOLONS)
    assert len(lines) == 2 + len(filling.plan.told.deals) + 1
    assert re.fullmatch(r"[^;]+;[^;]+;Kenji Morita;Verbal;76500;\d\d\.\d\d\.\d{4};75%;", lines[2])


def test_csv_of_people(desk: Desk) -> None:
    """Quotes as they were; a total without a formula is the sum of what stands above."""
    _, filled = desk.fill("Dana", "team.csv", templates.COMMAS)
    lines = filled.decode().splitlines()
    sam, tom = (whole(desk.line(name).rolled.commit) for name in ("Sam", "Tom"))
    assert lines[0] == 'Name,Commit,"Best case",Closed'
    assert lines[1].startswith(f'"Ortega, Sam",{sam:.0f},')
    assert lines[3].startswith(f"Total,{sam + tom:.0f},")


def test_a_rep_sees_nobody_else(desk: Desk) -> None:
    """A sheet about somebody else stays as it was, and so do the rows that name others."""
    filling, filled = desk.fill("Sam", "reps.xlsx", made(templates.sheet_per_rep))
    book = opened(filled)
    assert book["Sam Ortega"]["C4"].value == whole(desk.line("Sam").rolled.commit)
    assert [sheet.title for sheet in filling.plan.sheets] == ["Sam Ortega"]
    assert book["Tom Brandvold"]["C4"].value is None


def test_a_dollar_sign_in_a_workspace_of_euros(desk: Desk) -> None:
    """Means dollars: the numbers are converted, never relabelled."""

    def build(book: templates.Workbook) -> None:
        sheet = book.add_worksheet("Sheet1")
        sheet.write("A1", "Commit ($):")
        sheet.write("A2", "Commit (EUR):")

    _, filled = desk.fill("Sam", "two.xlsx", made(build))
    sheet = opened(filled)["Sheet1"]
    assert sheet["B1"].value == whole(desk.line("Sam").rolled.commit)
    assert sheet["B2"].value == pytest.approx(sheet["B1"].value / 1.08, abs=0.01)
    unit = Sheet(Layout(grid=Grid("", {})), Told(), "EUR").unit(Heading("Commit ($)", currency="$"))
    assert unit.currency == "USD"


def test_the_demos_own_template(desk: Desk) -> None:
    """What the demo's board sends is filled in without a question, totals and all."""
    reps = ("Sam Ortega", "Tom Brandvold", "Elena Castillo", "Kenji Morita")
    filling = desk.plan("Dana", NAME, board_template(reps), ask=True)
    assert filling.ask == ()
    _, filled = desk.fill("Dana", NAME, board_template(reps))
    totals = openpyxl.load_workbook(io.BytesIO(filled), data_only=True)["Forecast"]
    assert totals["D9"].value == whole(desk.line("Dana").rolled.commit)


def test_a_hidden_sheet_is_not_looked_at() -> None:
    """Nothing is read from it and nothing written."""
    book = read_book("deals.xlsx", made(templates.deal_list))
    hidden = next(grid for grid in book.grids if grid.title == "Lists")
    assert hidden.hidden
    assert not hidden.cells
