"""Spreadsheets as managements send them, made by the tests themselves: workbooks and CSV files, no two of a shape."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import xlsxwriter

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)
Workbook = Any
Made = Callable[[Workbook], None]


def made(build: Made) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    build(book)
    book.close()
    return out.getvalue()


def titled(book: Workbook) -> None:
    """A roll-up under merged titles: reps by name, totals that are summed, a chart of them, a picture, colours by rule,
    a name for the total, and notes on a sheet of their own."""
    sheet, notes = book.add_worksheet("Roll-up"), book.add_worksheet("Notes")
    head = book.add_format({"bold": True, "bg_color": "#1F4E78", "font_color": "white", "border": 1})
    money, percent = book.add_format({"num_format": "$#,##0"}), book.add_format({"num_format": "0.0%"})
    bold = book.add_format({"bold": True, "top": 6, "num_format": "$#,##0"})
    sheet.merge_range("A1:F1", "Forecast call", head)
    sheet.merge_range("A2:F2", "Q4 2026 - due by 4:30pm", head)
    for column, name in enumerate(("Rep", "Closed", "Commit", "Best case", "Quota", "% of quota")):
        sheet.write(3, column, name, head)
    for row, name in enumerate(("Sam Ortega", "Elena Castillo", "Tom Brandvold"), start=4):
        sheet.write(row, 0, name)
        for column in range(1, 5):
            sheet.write_blank(row, column, None, money)
        sheet.write_formula(row, 5, f"=IF(E{row + 1}>0,B{row + 1}/E{row + 1},0)", percent, 0)
    sheet.write(7, 0, "Total", bold)
    for column, letter in enumerate("BCDE", start=1):
        sheet.write_formula(7, column, f"=SUM({letter}5:{letter}7)", bold, 0)
    sheet.conditional_format("C5:C7", {"type": "data_bar"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "='Roll-up'!$A$5:$A$7", "values": "='Roll-up'!$C$5:$C$7"})
    sheet.insert_chart("H4", chart)
    sheet.insert_image("H20", "logo.png", {"image_data": io.BytesIO(PIXEL)})
    sheet.freeze_panes(4, 1)
    book.define_name("TheNumber", "='Roll-up'!$C$8")
    notes.write("A1", "Our number")
    notes.write_formula("B1", "=TheNumber*1", None, 0)
    notes.write("A3", "Send to finance by Friday.")


def two_headers(book: Workbook) -> None:
    """Two rows of headings: quarters over figures; nobody is named, and there are two rows before the total."""
    sheet = book.add_worksheet("Forecast")
    head = book.add_format({"bold": True, "align": "center"})
    money = book.add_format({"num_format": "#,##0.00"})
    sheet.merge_range("A1:A2", "Manager", head)
    sheet.merge_range("B1:D1", "This quarter", head)
    sheet.merge_range("E1:F1", "Next quarter", head)
    for column, name in enumerate(("Closed", "Commit", "Best case", "Commit", "Best case"), start=1):
        sheet.write(1, column, name, head)
    for row in (2, 3):
        for column in range(1, 6):
            sheet.write_blank(row, column, None, money)
    sheet.write(4, 0, "Total", head)
    for column, letter in enumerate("BCDEF", start=1):
        sheet.write_formula(4, column, f"=SUM({letter}3:{letter}4)", money, 0)


def deal_list(book: Workbook) -> None:
    """One deal a row, five blank rows, a total below; stages and categories are chosen from lists on a hidden sheet; a
    formula in every row; a row of sums that other sheets use."""
    sheet, lists, board = book.add_worksheet("Deals"), book.add_worksheet("Lists"), book.add_worksheet("Board")
    head = book.add_format({"bold": True, "bottom": 1})
    money, day = book.add_format({"num_format": "#,##0.00"}), book.add_format({"num_format": "dd.mm.yyyy"})
    for row, name in enumerate(("Lead", "Qualified", "Discovery", "Proposal", "Verbal", "Contract", "Won"), start=0):
        lists.write(row, 0, name)
    lists.hide()
    sheet.write("A1", "Open deals this quarter")
    names = (
        "#",
        "Account",
        "Deal",
        "Owner",
        "Stage",
        "Forecast category",
        "Amount",
        "Close date",
        "Prob %",
        "Weighted",
    )
    for column, name in enumerate((*names, "Sponsor"), start=0):
        sheet.write(2, column, name, head)
    for row in range(3, 8):
        sheet.write_blank(row, 6, None, money)
        sheet.write_blank(row, 7, None, day)
        sheet.write_formula(row, 9, f"=G{row + 1}*I{row + 1}", money, 0)
    sheet.data_validation("E4:E8", {"validate": "list", "source": "=Lists!$A$1:$A$7"})
    sheet.data_validation("F4:F8", {"validate": "list", "source": ["Commit", "Best Case", "Pipeline", "Closed"]})
    sheet.write(8, 0, "Total", head)
    sheet.write_formula(8, 6, "=SUM(G4:G8)", money, 0)
    sheet.write_formula(8, 9, "=SUBTOTAL(9,J4:J8)", money, 0)
    sheet.write(10, 0, "Questions? finance@example.com")
    board.write("A1", "Pipeline")
    board.write_formula("B1", "=Deals!G9", money, 0)
    board.write_formula("B2", '=SUMIF(Deals!$F$4:$F$8,"Commit",Deals!$G$4:$G$8)', money, 0)
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"categories": "=Deals!$C$4:$C$8", "values": "=Deals!$G$4:$G$8"})
    board.insert_chart("D2", chart)


def sheet_per_rep(book: Workbook) -> None:
    """A sheet for each rep, named after them, with labels; and one that adds them up."""
    total = book.add_worksheet("Team")
    money = book.add_format({"num_format": "#,##0"})
    for name in ("Sam Ortega", "Tom Brandvold", "Elena Castillo"):
        sheet = book.add_worksheet(name)
        for row, label in enumerate(("Closed", "Commit", "Best case", "Quota"), start=2):
            sheet.write(row, 1, f"{label}:")
            sheet.write_blank(row, 2, None, money)
    total.write("A1", "Commit of all")
    total.write_formula("B1", "='Sam Ortega'!C4+'Tom Brandvold'!C4+'Elena Castillo'!C4", money, 0)


def german(book: Workbook) -> None:
    """A German list: thousands of euros, and what a row comes to added up from parts that exclude each other."""
    sheet = book.add_worksheet("Vorschau")
    sheet.write("A1", "Umsatzprognose 4. Quartal 2026, in T€")
    for column, name in enumerate(("Mitarbeiter", "Abgeschlossen", "Zusage", "Best Case", "Gesamt", "Quote")):
        sheet.write(2, column, name)
    for row, name in enumerate(("Ortega, Sam", "Brandvold, Tom"), start=3):
        sheet.write(row, 0, name)
        sheet.write_formula(row, 4, f"=SUM(B{row + 1}:D{row + 1})", None, 0)
    sheet.write(5, 0, "Summe")
    for column, letter in enumerate("BCDE", start=1):
        sheet.write_formula(5, column, f"=SUM({letter}4:{letter}5)", None, 0)


def french(book: Workbook) -> None:
    """A French list of deals, nothing formatted, nothing below."""
    sheet = book.add_worksheet("Affaires")
    names = ("Client", "Affaire", "Commercial", "Étape", "Montant", "Devise", "Date de clôture", "Prochaine étape")
    for column, name in enumerate(names):
        sheet.write(0, column, name)


def spanish(book: Workbook) -> None:
    """A Spanish form for the whole team."""
    sheet = book.add_worksheet("Pronóstico")
    for row, label in enumerate(("Trimestre:", "Fecha:", "Ganado:", "Compromiso:", "Mejor caso:", "Cuota:", "Brecha:")):
        sheet.write(row, 0, label)


def single_cell(book: Workbook) -> None:
    """One cell, and a sentence around it."""
    sheet = book.add_worksheet("Sheet1")
    sheet.write("B2", "My forecast: ____")
    sheet.write("B3", "Please send by 4:30.")


def months(book: Workbook) -> None:
    """Figures down, periods across."""
    sheet = book.add_worksheet("Outlook")
    for column, name in enumerate(("", "This quarter", "Next quarter")):
        sheet.write(3, column, name)
    for row, name in enumerate(("Closed", "Commit", "Best case", "Open pipeline"), start=4):
        sheet.write(row, 0, name)


def listed_deals(book: Workbook) -> None:
    """Deals that finance has listed itself, with a column of theirs and one nobody can know."""
    sheet = book.add_worksheet("Top deals")
    for column, name in enumerate(("Opportunity", "Amount (USD)", "Close", "Finance says", "Deal Confidence Score")):
        sheet.write(0, column, name)
    for row, name in enumerate(("Acme Robotics", "Nobody's Deal"), start=1):
        sheet.write(row, 0, name)
        sheet.write(row, 3, "check")
    sheet.write_datetime(1, 2, date(2026, 1, 1), book.add_format({"num_format": "yyyy-mm-dd"}))


SEMICOLONS = (
    "Kunde;Verkaufschance;Verkäufer;Phase;Betrag;Abschlussdatum;Wahrscheinlichkeit %;Kommentar\r\n"
    "Beispiel GmbH;Muster;;;1234,50;31.12.2026;;gesehen\r\n"
).encode("utf-8-sig")
COMMAS = b'Name,Commit,"Best case",Closed\n"Ortega, Sam",,,\nTom Brandvold,,,\nTotal,,,\n'


def excel_table(book: Workbook) -> None:
    """A table with a name, a banded style and two rows; sums by its name stand above it."""
    sheet = book.add_worksheet("Pipeline")
    sheet.write("A1", "Sum")
    columns = [{"header": name} for name in ("Deal", "Owner", "Amount", "Close date")]
    sheet.add_table("A3:D5", {"columns": columns, "name": "Deals", "style": "Table Style Medium 2"})
    sheet.write_formula("B1", "=SUM(Deals[Amount])", None, 0)


def grouped(book: Workbook) -> None:
    """A manager above two of her reps, and a total of all of them."""
    sheet = book.add_worksheet("Team")
    for column, name in enumerate(("Name", "Commit")):
        sheet.write(0, column, name)
    for row, name in enumerate(("Dana Whitlock", "Sam Ortega", "Tom Brandvold"), start=1):
        sheet.write(row, 0, name)
    sheet.write(4, 0, "Total")
    sheet.write_formula(4, 1, "=SUM(B2:B4)", None, 0)
