"""Files that somebody made to do harm, or that are merely broken: a sentence, and never anything else."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sales.errors import Invalid
from sales.filling.plan import Put, SheetPlan, Stretch
from sales.filling.values import Shape
from storage.sheets.filling.reading import MACROS, read_book
from storage.sheets.filling.writing import write_book
from tests.filling import templates
from tests.filling.conftest import Desk, opened
from tests.filling.templates import made
from tests.properties import examples

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

SHEET = "xl/worksheets/sheet1.xml"
PLAIN = made(templates.titled)
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def changed(parts: Mapping[str, bytes], content: bytes = PLAIN) -> bytes:
    """The workbook with some of its parts replaced, or added."""
    out, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(content))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in dict.fromkeys([*source.namelist(), *parts]):
            target.writestr(name, parts[name] if name in parts else source.read(name))
    return out.getvalue()


def part(name: str = SHEET) -> bytes:
    return zipfile.ZipFile(io.BytesIO(PLAIN)).read(name)


def with_doctype(doctype: bytes) -> bytes:
    head, xml, rest = part().partition(b"?>\n")
    return changed({SHEET: head + xml + doctype + rest})


def bomb() -> bytes:
    """Two hundred megabytes of nothing, packed into two hundred kilobytes."""
    return changed({"xl/media/image9.png": b"\0" * 200_000_000})


def with_password_flag() -> bytes:
    data = bytearray(PLAIN)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (bomb(), "would unpack to more than"),
        (with_doctype(LAUGHS), "contains a document type"),
        (with_doctype(OUTSIDE), "contains a document type"),
        (with_password_flag(), "protected by a password"),
        (PLAIN[:-2000], "is broken"),
        (changed({SHEET: part()[:-200]}), "is broken"),
        (changed({SHEET: part().decode().encode("utf-16")}), "UTF-16"),
        (changed({"xl/workbook.xml": b"<workbook/>"}), "has 0 sheets"),
        (b"PK\x03\x04", "is broken"),
        (b"", "is not a workbook"),
        (b"<html>sign in</html>", "is not a workbook"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_sound_workbook_is_refused(content: bytes, sentence: str) -> None:
    """Before anything is unpacked where that is the danger, and always in words."""
    with pytest.raises(Invalid, match=sentence):
        read_book("evil.xlsx", content)


@pytest.mark.parametrize("name", ["a.xlsb", "a.ods", "a.numbers"])
def test_other_formats_are_named(name: str) -> None:
    """With what to do instead."""
    with pytest.raises(Invalid, match=r"Save it as \.xlsx or \.csv"):
        read_book(name, b"anything")


def test_macros_stay_and_are_spoken_of(desk: Desk) -> None:
    """Not run, not changed, and whoever gets the file back is told that they are there."""
    content = changed({"xl/vbaProject.bin": b"\xd0\xcf macro"})
    assert read_book("macro.xlsm", content).notes == (MACROS,)
    _, filled = desk.fill("Dana", "macro.xlsm", content)
    assert zipfile.ZipFile(io.BytesIO(filled)).read("xl/vbaProject.bin") == b"\xd0\xcf macro"


NASTY = [
    '=HYPERLINK("http://x","y")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "a\x0bb\x00c",
    "_x0041_",
    "<c>&amp;\"'",
    "  x  ",
    "🦊é\u200f",
]


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
@example(NASTY[0])
@example(NASTY[4])
@example(NASTY[5])
@example(NASTY[6])
def test_a_text_stays_that_text(text: str) -> None:
    """Whatever people call their deals: no formula, no broken file; only characters that no file can hold are gone."""
    plan = SheetPlan("Roll-up", (Put(5, 1, text, Shape.TEXT),))
    cell = opened(write_book("a.xlsx", PLAIN, (plan,)))["Roll-up"]["A5"]
    assert cell.data_type != "f"
    kept = "".join(c for c in text.replace("\r\n", "\n").replace("\r", "\n") if c in "\t\n" or c >= " ")
    kept = "".join(c for c in kept if not ("\ud800" <= c <= "\udfff" or c in "\ufffe\uffff"))
    from openpyxl.utils.escape import unescape

    assert unescape(cell.value or "") == kept


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30), max_size=3))
@example(NASTY[:3])
@example(['a;b"c', "x\ny", ""])
def test_a_text_in_a_csv_stays_a_text(texts: list[str]) -> None:
    """Quoted where need be, and with an apostrophe in front where a spreadsheet program would calculate."""
    puts = tuple(Put(2, column, text, Shape.TEXT) for column, text in enumerate(texts, start=1))
    filled = write_book("a.csv", b"a;b;c\n;;\n", (SheetPlan("CSV", puts),)).decode()
    row = list(csv.reader(io.StringIO(filled, newline=""), delimiter=";"))[1]
    assert [field.removeprefix("'") for field in row[: len(texts)]] == [text.removeprefix("'") for text in texts]
    assert not any(field.lstrip(" ").startswith(("=", "+", "-", "@")) for field in row)


@settings(max_examples=examples(150))
@given(st.data())
def test_a_file_that_was_damaged_is_read_or_refused(data: st.DataObject) -> None:
    """Any byte of any sheet may be another: there is a sentence, or a book, and never an error of ours."""
    sheet = bytearray(part())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(sheet) - 1))
        sheet[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    content = changed({SHEET: bytes(sheet)})
    plan = SheetPlan("Roll-up", (Put(5, 2, "x", Shape.TEXT),), (), (Stretch(5, 7, 2),))
    assert refusal(lambda: (read_book("a.xlsx", content), write_book("a.xlsx", content, (plan,)))).startswith("a.xlsx ")


def refusal(work: Callable[[], object]) -> str:
    """The sentence with which a file is refused; its name alone where it is not."""
    try:
        work()
    except Invalid as problem:
        return problem.sentence
    return "a.xlsx "


@settings(max_examples=examples(200))
@given(st.binary(max_size=400))
def test_any_bytes_are_a_csv_or_refused(content: bytes) -> None:
    """And written back without a plan they are what they were."""
    try:
        read_book("a.csv", content)
    except Invalid:
        return
    assert write_book("a.csv", content, ()) == content


def test_a_protected_sheet_takes_only_what_it_lets_people_type(desk: Desk) -> None:
    """Locked cells stay as they are."""

    def build(book: templates.Workbook) -> None:
        sheet = book.add_worksheet("Form")
        sheet.protect()
        sheet.write("A1", "Commit:")
        sheet.write_blank("B1", None, book.add_format({"locked": False, "num_format": "#,##0"}))
        sheet.write("A2", "Best case:")
        sheet.write_blank("B2", None, book.add_format({"num_format": "#,##0"}))

    _, filled = desk.fill("Sam", "form.xlsx", made(build))
    sheet = opened(filled)["Form"]
    assert sheet["B1"].value
    assert sheet["B2"].value is None
