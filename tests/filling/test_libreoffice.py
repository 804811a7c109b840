"""Another program opens what comes back, without repairing anything, and works out the same totals."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from tests.filling import templates
from tests.filling.conftest import Desk, whole
from tests.filling.templates import made

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")]

SHAPES = ("titled", "two_headers", "deal_list", "sheet_per_rep", "german", "excel_table", "grouped")


@pytest.fixture(scope="module")
def recomputed(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every filled template as LibreOffice has opened and saved it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice Calc: apt-get install libreoffice-calc")
    folder = tmp_path_factory.mktemp("office")
    for shape in SHAPES:
        _, filled = desk.fill("Dana", f"{shape}.xlsx", made(getattr(templates, shape)))
        (folder / f"{shape}.xlsx").write_bytes(filled)
    command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx"]
    files = [str(folder / f"{shape}.xlsx") for shape in SHAPES]
    done = subprocess.run(
        ["nice", *command, "--outdir", str(folder / "out"), *files], capture_output=True, text=True, timeout=110
    )
    assert "rror" not in done.stdout + done.stderr, done.stderr
    return folder / "out"


def computed(folder: Path, shape: str, sheet: str, cell: str) -> object:
    return openpyxl.load_workbook(folder / f"{shape}.xlsx", data_only=True)[sheet][cell].value


def test_totals_come_to_the_forecast(desk: Desk, recomputed: Path) -> None:
    """Sums over added rows, in charts' and other sheets' cells and by a table's name, are those of the forecast."""
    dana = desk.line("Dana").rolled
    three = sum(whole(desk.line(name).rolled.commit) for name in ("Sam", "Tom", "Elena"))
    assert computed(recomputed, "titled", "Roll-up", "C8") == three
    assert computed(recomputed, "titled", "Notes", "B1") == three
    assert computed(recomputed, "sheet_per_rep", "Team", "B1") == three
    assert computed(recomputed, "two_headers", "Forecast", "C7") == whole(dana.commit)
    assert computed(recomputed, "deal_list", "Deals", "G25") == whole(dana.open)
    assert computed(recomputed, "deal_list", "Board", "B1") == whole(dana.open)
    assert computed(recomputed, "excel_table", "Pipeline", "B1") == whole(dana.open)


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_is_an_error(recomputed: Path, shape: str) -> None:
    """No cell of any sheet shows #REF! or another error."""
    book = openpyxl.load_workbook(recomputed / f"{shape}.xlsx", data_only=True)
    shown = [str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [value for value in shown if value.startswith("#") and value not in ("#",)]
