"""Another program opens what comes back, without repairing anything, and works out the same totals."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.filling import templates
from tests.filling.conftest import Desk, whole
from tests.filling.templates import made
from tests.libreoffice import recalculated

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")]

SHAPES = ("titled", "two_headers", "deal_list", "sheet_per_rep", "german", "excel_table", "grouped")


@pytest.fixture(scope="module")
def folder(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every filled template, and in "out" each as LibreOffice has opened, worked out and saved it."""
    folder = tmp_path_factory.mktemp("office")
    files = [folder / f"{shape}.xlsx" for shape in SHAPES]
    for shape, file in zip(SHAPES, files, strict=True):
        file.write_bytes(desk.fill("Dana", file.name, made(getattr(templates, shape)))[1])
    recalculated(files, folder)
    return folder


def computed(folder: Path, shape: str, sheet: str, cell: str) -> object:
    return openpyxl.load_workbook(folder / "out" / f"{shape}.xlsx", data_only=True)[sheet][cell].value


def test_totals_come_to_the_forecast(desk: Desk, folder: Path) -> None:
    """Sums over added rows, in charts' and other sheets' cells and by a table's name, are those of the forecast."""
    dana = desk.line("Dana").rolled
    three = sum(whole(desk.line(name).rolled.commit) for name in ("Sam", "Tom", "Elena"))
    assert computed(folder, "titled", "Roll-up", "C8") == three
    assert computed(folder, "titled", "Notes", "B1") == three
    assert computed(folder, "sheet_per_rep", "Team", "B1") == three
    assert computed(folder, "two_headers", "Forecast", "C7") == whole(dana.commit)
    assert computed(folder, "deal_list", "Deals", "G25") == whole(dana.open)
    assert computed(folder, "deal_list", "Board", "B1") == whole(dana.open)
    assert computed(folder, "excel_table", "Pipeline", "B1") == whole(dana.open)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_result_is_what_another_program_comes_to(folder: Path, shape: str) -> None:
    """Each formula for which we kept a result has the same one there; none is an error."""
    formulas = openpyxl.load_workbook(folder / f"{shape}.xlsx")
    ours = openpyxl.load_workbook(folder / f"{shape}.xlsx", data_only=True)
    theirs = openpyxl.load_workbook(folder / "out" / f"{shape}.xlsx", data_only=True)
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                kept, other = ours[sheet.title][cell.coordinate].value, theirs[sheet.title][cell.coordinate].value
                assert not str(other).startswith("#") or cell.data_type != "f", cell.coordinate
                if cell.data_type == "f" and kept is not None:
                    assert other == (pytest.approx(kept) if isinstance(kept, int | float) else kept), cell.coordinate
