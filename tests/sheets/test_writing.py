"""The forecast's workbook and the CSV of deals."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.deal import Deal, DealChange, Field
from sales.forecast import Cell, cell_of
from sales.money import Money, Rates
from sales.people import Person, Role, Team
from sales.period import FiscalCalendar
from sales.process import ForecastCategory, Outcome
from sales.report import Report, build_report
from storage.process_file import load_process
from storage.sheets.deals import read_deals
from storage.sheets.exporting import COLUMNS, deal_lines, write_deals_csv
from storage.sheets.workbook import write_forecast
from tests.libreoffice import recalculated

NOW = datetime(2026, 11, 23, 12, 45, tzinfo=UTC)
PERIOD = FiscalCalendar().quarter(NOW.date())
PROCESS = load_process()
RATES = Rates("USD", date(2026, 11, 20), {"EUR": Decimal("1.0837"), "JPY": Decimal("0.006543")})
TEAM = Team(
    (
        Person(id=1, name="Morgan Ellis", role=Role.EXECUTIVE),
        Person(id=2, name="Dana Whitlock", role=Role.MANAGER, manager_id=1),
        Person(id=3, name="Sam Ortega", manager_id=2),
        Person(id=4, name="Sam Ortega", manager_id=1),
    )
)
HOSTILE = '<!channel> *x* & "=HYPERLINK(1)"'
DEAL = Deal(
    id=1,
    name=HOSTILE,
    account_id=7,
    account="=1+1",
    owner_id=3,
    stage="proposal",
    amount=Money(1234567),
    close_date=date(2026, 12, 1),
    next_step="https://example.com/x",
    created_at=NOW,
    stage_since=NOW,
)
DEALS = (
    DEAL,
    replace(DEAL, id=2, name="Won one", stage="won", outcome=Outcome.WON, closed_on=date(2026, 11, 2), owner_id=4),
    replace(DEAL, id=3, name="-Valves", stage="contract", amount=Money(999_99, "EUR")),
    replace(DEAL, id=4, name="@Pipes", stage="contract", amount=Money(333_33, "EUR")),
    replace(DEAL, id=5, name="Left out", category=ForecastCategory.OMITTED),
    replace(DEAL, id=6, name="Gone", stage="lost", outcome=Outcome.LOST, owner_id=2),
    replace(DEAL, id=7, name="No amount yet", stage="discovery", amount=None),
    replace(DEAL, id=8, name="No rate", stage="discovery", amount=Money(500, "GBP")),
)
CHANGES = (
    DealChange(
        deal_id=1, field=Field.AMOUNT, old="USD 1000000", new="USD 1234567", at=NOW, by=3, reason="=cmd|' /C calc'!A0"
    ),
    DealChange(deal_id=1, field=Field.STAGE, old="qualified", new="proposal", at=NOW, by=None, id=2),
    DealChange(deal_id=1, field=Field.OWNER, old="4", new="3", at=NOW, by=3, id=3),
    DealChange(deal_id=99, field=Field.NAME, old="a", new="b", at=NOW, by=3),
)


def report_of(deals: Sequence[Deal], rates: Rates = RATES, quotas: dict[int, Money] | None = None) -> Report:
    cells: dict[Cell, Cell] = {}
    for deal in deals:
        cell = cell_of(deal)
        key = replace(cell, count=0, minor=0)
        known = cells.get(key, key)
        cells[key] = replace(known, count=known.count + 1, minor=known.minor + cell.minor)
    return build_report(
        subject=TEAM[1],
        team=TEAM,
        process=PROCESS,
        period=PERIOD,
        cells=cells.values(),
        quotas={1: Money(4_000_000), 3: Money(2_000_000), 4: Money(1_000_000)} if quotas is None else quotas,
        undated={3: 2},
        rates=rates,
        as_of=NOW,
        timezone="America/New_York",
    )


def written(deals: Sequence[Deal] = DEALS, rates: Rates = RATES, report: Report | None = None) -> io.BytesIO:
    out = io.BytesIO()
    write_forecast(out, report or report_of(deals, rates), deals, CHANGES, PROCESS, TEAM, rates)
    out.seek(0)
    return out


def table(sheet: Any, top: int = 1) -> list[dict[str, Any]]:
    rows = list(sheet.iter_rows(min_row=top, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_the_numbers_are_the_reports() -> None:
    """Summary and By person show the digest's numbers to the cent, and are formulas all the same."""
    report = report_of(DEALS)
    shown = openpyxl.load_workbook(written(), data_only=True)
    formulas = openpyxl.load_workbook(written())
    rolled = report.line.rolled
    amounts = (rolled.closed, rolled.commit, rolled.best_case, rolled.total)
    expected = dict(zip(("Closed", "Commit", "Best case", "Total"), amounts, strict=True))
    summary = {row[0].value: row[1] for row in shown["Summary"].iter_rows(min_row=6, max_row=14)}
    for name, amount in expected.items():
        assert Decimal(str(summary[name].value)) == amount.major
        assert str(formulas["Summary"][summary[name].coordinate].value).startswith("=")
    assert Decimal(str(summary["Gap (quota - commit)"].value)) == (Money(4_000_000) - rolled.commit).major
    people = table(shown["By person"])
    assert [row["Person"] for row in people] == ["Morgan Ellis", "Dana Whitlock", "Sam Ortega", "Sam Ortega"]
    for row, line in zip(people, report.line.everyone(), strict=True):
        assert [Decimal(str(row[name])) for name in expected] == [
            money.major for money in (line.rolled.closed, line.rolled.commit, line.rolled.best_case, line.rolled.total)
        ]
    assert people[1]["Quota"] == "none set"


def test_the_deals_add_up_to_the_numbers() -> None:
    """Summing the Deals sheet by category gives the report, other currencies included, those without a rate not."""
    rows = table(openpyxl.load_workbook(written(), data_only=True)["Deals"])
    sums: dict[str, Decimal] = {}
    for row in rows:
        worth = Decimal(str(row["Worth (USD)"])) if row["Worth (USD)"] is not None else Decimal(0)
        sums[row["Category"]] = sums.get(row["Category"], Decimal(0)) + worth
    rolled = report_of(DEALS).line.rolled
    assert {name: sums[name] for name in ("Closed", "Commit", "Best case", "Pipeline")} == {
        category.words: rolled.sums[category].major for category in list(ForecastCategory)[1:]
    }
    assert {row["Deal"]: row["Worth (USD)"] for row in rows}["No rate"] is None
    assert {row["Deal"]: row["Category"] for row in rows}["Gone"] == "Lost"


def test_cells_are_of_their_kind_and_text_is_only_text() -> None:
    """Amounts are numbers, days are days, and no name, link or reason becomes a formula or a hyperlink."""
    book = openpyxl.load_workbook(written())
    sheet = book["Deals"]
    first = dict(zip(COLUMNS, sheet[2], strict=True))
    assert (first["Deal"].value, first["Deal"].data_type) == (HOSTILE, "s")
    assert (first["Account"].value, first["Account"].data_type) == ("=1+1", "s")
    assert (first["Amount"].data_type, first["Close date"].data_type) == ("n", "d")
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)
    reasons = [row[8].value for row in book["Changes"].iter_rows(min_row=2)]
    assert "=cmd|' /C calc'!A0" in reasons
    for other in ("Deals", "Changes"):
        assert not any(cell.data_type == "f" for row in book[other].iter_rows() for cell in row)


def test_the_sheets_are_ready_to_work_with() -> None:
    """Five sheets; headers stay in sight and can be filtered by; a native chart stands beside the summary."""
    book = openpyxl.load_workbook(written())
    assert book.sheetnames == ["Summary", "By person", "Deals", "Changes", "Read me"]
    for name in ("By person", "Deals", "Changes"):
        assert book[name].freeze_panes == "B2"
        assert book[name].auto_filter.ref
    with zipfile.ZipFile(written()) as archive:
        assert "xl/charts/chart1.xml" in archive.namelist()


def test_changes_are_told_in_words() -> None:
    """Stages and people go by their names, amounts show what moved, and deals that are not listed are left out."""
    rows = table(openpyxl.load_workbook(written(), data_only=True)["Changes"])
    said = {row["What"]: (row["From"], row["To"], row["Amount moved"], row["By"]) for row in rows}
    assert said == {
        "amount": ("$10,000", "$12,345.67", 2345.67, "Sam Ortega"),
        "stage": ("Qualified", "Proposal", None, "import"),
        "owner": ("Sam Ortega", "Sam Ortega", None, "Sam Ortega"),
    }


def test_what_is_missing_is_said() -> None:
    """The Read me names the as-of, the rates' date, currencies without one, undated deals and missing quotas."""
    book = openpyxl.load_workbook(written())
    text = " ".join(str(cell.value) for row in book["Read me"].iter_rows() for cell in row if cell.value)
    for part in ("2026-11-23 07:45", "2026-11-20", "£5 has no exchange rate", "2 open deals", "Dana Whitlock. Nobody"):
        assert part in text


def test_deals_that_are_not_the_reports_are_refused() -> None:
    """A workbook that would not add up is not written."""
    with pytest.raises(ValueError, match="do not add up"):
        written(DEALS[:3], report=report_of(DEALS))


def test_an_empty_forecast_is_a_workbook_too() -> None:
    """Nothing to show is shown as such: all zeros, no quota, no rows."""
    book = openpyxl.load_workbook(written((), report=report_of((), quotas={})), data_only=True)
    assert book["Summary"]["B6"].value == 0
    assert book["Summary"]["B10"].value == "none set"
    assert book["Deals"].max_row == 1


amounts = st.builds(Money, st.integers(0, 10**9), st.sampled_from(["USD", "EUR", "JPY"]))
some_deals = st.lists(
    st.builds(
        lambda amount, stage, owner: replace(DEAL, amount=amount, stage=stage, owner_id=owner),
        amounts,
        st.sampled_from(["discovery", "proposal", "contract"]),
        st.sampled_from([2, 3, 4]),
    ),
    max_size=30,
)


@given(some_deals)
def test_rows_add_up_to_the_cent_whatever_the_currencies(deals: list[Deal]) -> None:
    """Roll-ups convert sums, rows convert deals: the cents between them are shared out, never more than one a deal."""
    lines = deal_lines(deals, PROCESS, TEAM, RATES)
    rolled = report_of(deals).line.rolled
    for category in (ForecastCategory.COMMIT, ForecastCategory.BEST_CASE, ForecastCategory.PIPELINE):
        here = sum(line.worth.minor for line in lines if line.worth and line.category == category.words)
        assert here == rolled.sums[category].minor
    for line in lines:
        exact = RATES.try_convert(line.deal.amount)
        assert exact is not None
        assert line.worth is not None
        assert abs(line.worth.minor - exact.minor) <= 1


def test_a_csv_can_be_opened_and_imported_again(tmp_path: Path) -> None:
    """No cell of the CSV is a formula for a spreadsheet program, and our own importer reads every row back."""
    path = tmp_path / "deals.csv"
    lines = deal_lines(DEALS, PROCESS, TEAM, RATES)
    with path.open("w", newline="", encoding="utf-8") as file:
        write_deals_csv(file, lines, "America/New_York")
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["Deal"] for row in rows[:4]] == [HOSTILE, "Won one", "'-Valves", "'@Pipes"]
    assert {row["Account"] for row in rows} == {"'=1+1"}
    plan = read_deals([path])
    assert plan.errors == ()
    assert [deal.amount for deal in plan.deals] == [deal.amount for deal in DEALS]
    assert [deal.outcome for deal in plan.deals] == [deal.outcome for deal in DEALS]
    assert [deal.close_date for deal in plan.deals] == [deal.close_date for deal in DEALS]


def _without_values(book: io.BytesIO, path: Path) -> None:
    """The workbook with a zero for the value of every formula."""
    with zipfile.ZipFile(book) as ours, zipfile.ZipFile(path, "w") as blank:
        for name in ours.namelist():
            blank.writestr(name, re.sub(rb"</f><v>[^<]*</v>", b"</f><v>0</v>", ours.read(name)))


@pytest.mark.slow
def test_a_spreadsheet_program_comes_to_the_same_numbers(tmp_path: Path) -> None:
    """LibreOffice opens the file without complaint, and its own calculation gives what we wrote."""
    _without_values(written(), tmp_path / "forecast.xlsx")
    out = recalculated([tmp_path / "forecast.xlsx"], tmp_path)
    ours = openpyxl.load_workbook(written(), data_only=True)
    theirs = openpyxl.load_workbook(out / "forecast.xlsx", data_only=True)
    for name in ("Summary", "By person"):
        for row in ours[name].iter_rows():
            for cell in row:
                other = theirs[name][cell.coordinate].value
                same = pytest.approx(cell.value, abs=1e-6) if isinstance(cell.value, float | int) else cell.value
                assert other == same, (name, cell.coordinate)


ODD = ["_x0041_", "\x1b[0m", "  two\nlines ", "\ud800", "\ufffe", "a\rb", "'", "💶", "]]>", "&amp;", "_x_", "\t"]


@given(st.lists(st.text(max_size=20) | st.sampled_from(ODD), min_size=1, max_size=5))
def test_whatever_is_written_is_read_back(texts: list[str]) -> None:
    """Signs that XML cannot hold, words that look like its own, spaces at the ends: the sheet holds the very text."""
    deals = [replace(DEAL, id=n, name=text, next_step=text[::-1]) for n, text in enumerate(texts, start=1)]
    rows = table(openpyxl.load_workbook(written(deals), data_only=True)["Deals"])
    for row, deal in zip(rows, deals, strict=True):
        for name, text in (("Deal", deal.name), ("Next step", deal.next_step)):
            fit = text.encode(errors="replace").decode().replace("\r\n", "\n")
            assert re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), row[name] or "") == fit


def test_days_are_numbers_but_for_those_that_programs_disagree_on() -> None:
    """The first of March 1900 is the first day that means the same everywhere; others come as text."""
    days = (date(1900, 3, 1), date(1900, 2, 28), date(9999, 12, 31))
    deals = [replace(DEAL, id=n, next_step_on=day) for n, day in enumerate(days, start=1)]
    rows = table(openpyxl.load_workbook(written(deals), data_only=True)["Deals"])
    found = [row["Next step on"] for row in rows]
    assert [str(day)[:10] for day in found] == [day.isoformat() for day in days]
    assert [isinstance(day, datetime) for day in found] == [True, False, True]


def test_thousands_of_rows_come_in_order() -> None:
    """More rows than are held at once: each has its place, and the sheet says how many there are."""
    deals = [replace(DEAL, id=n, name=f"Deal {n}") for n in range(1, 2_502)]
    sheet = openpyxl.load_workbook(written(deals), read_only=True)["Deals"]
    assert sheet.max_row == 2_502
    assert [row[0] for row in sheet.iter_rows(values_only=True, min_row=2)] == [deal.name for deal in deals]
