"""More spreadsheets as managements make them: one sheet that is meant for everybody, months that are days, groups with
sums between them, logs of weeks, tables with a name, apostrophes in titles. Made by the tests themselves."""

from __future__ import annotations

from datetime import date

from tests.filling.templates import Workbook

REPS = ("Sam Ortega", "Elena Castillo", "Tom Brandvold")


def rep_template(book: Workbook) -> None:
    """A roll-up, the one sheet that every rep is to have, with a chart and a name of its own, and a sheet behind it."""
    total, pattern, notes = (book.add_worksheet(title) for title in ("Roll-up", "Rep template", "Notes"))
    money, percent = book.add_format({"num_format": "$#,##0"}), book.add_format({"num_format": "0%"})
    for column, name in enumerate(("Rep", "Commit", "Best case")):
        total.write(2, column, name)
    total.write(5, 0, "Total")
    for column, letter in enumerate("BC", start=1):
        total.write_formula(5, column, f"=SUM({letter}4:{letter}5)", money, 0)
    pattern.write(0, 0, "Copy this sheet for each rep")
    for row, label in enumerate(("Rep:", "Commit:", "Best case:", "Quota:", "Of quota"), start=2):
        pattern.write(row, 0, label)
    for row in (3, 4, 5):
        pattern.write_blank(row, 1, None, money)
    pattern.write_formula(6, 1, "=IF('Rep template'!B6>0,B4/B6,0)", percent, 0)
    for column, name in enumerate(("Deal", "Amount", "Close date")):
        pattern.write(8, column, name)
    pattern.print_area("A1:C40")
    pattern.data_validation("C10:C11", {"validate": "list", "source": "='Rep template'!$A$3:$A$5"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Rep template'!$B$4:$B$5"})
    pattern.insert_chart("F2", chart)
    notes.print_area("A1:B2")
    notes.write("A1", "Send to finance.")
    notes.activate()


def month_days(book: Workbook) -> None:
    """Months that are days in cells that show "Oct-26", one of them worked out from the one before."""
    sheet = book.add_worksheet("Forecast")
    day, money = book.add_format({"num_format": "mmm-yy"}), book.add_format({"num_format": "#,##0"})
    sheet.write(0, 0, "Commit by month")
    sheet.write(2, 0, "Rep")
    sheet.write_datetime(2, 1, date(2026, 10, 1), day)
    sheet.write_formula(2, 2, "=EDATE(B3,1)", day, 46327)
    sheet.write_formula(2, 3, "=EDATE(C3,1)", day, 46357)
    sheet.write(2, 4, "Quarter")
    for row, name in enumerate(REPS, start=3):
        sheet.write(row, 0, name)
        sheet.write_formula(row, 4, f"=SUM(B{row + 1}:D{row + 1})", money, 0)
    sheet.write(6, 0, "Total")
    for column, letter in enumerate("BCDE", start=1):
        sheet.write_formula(6, column, f"=SUM({letter}4:{letter}6)", money, 0)


def month_ends(book: Workbook) -> None:
    """Figures down, the last days of months across."""
    sheet = book.add_worksheet("Outlook")
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for column, end in enumerate((date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 31)), start=1):
        sheet.write_datetime(3, column, end, day)
    for row, name in enumerate(("Closed", "Commit", "Best case", "Open pipeline"), start=4):
        sheet.write(row, 0, name)


def months_over_figures(book: Workbook) -> None:
    """Merged months over two figures each."""
    sheet = book.add_worksheet("By month")
    day = book.add_format({"num_format": "mmmm yyyy", "align": "center"})
    sheet.merge_range(0, 0, 1, 0, "Seller")
    for number, month in enumerate((10, 11, 12)):
        left = 1 + 2 * number
        sheet.merge_range(0, left, 0, left + 1, date(2026, month, 1), day)
        sheet.write(1, left, "Commit")
        sheet.write(1, left + 1, "Best case")
    for row, name in enumerate(REPS[:2], start=2):
        sheet.write(row, 0, name)


def months_down(book: Workbook) -> None:
    """A month a row, and a row of sums; the quarter after it below, in words."""
    sheet = book.add_worksheet("Plan")
    day = book.add_format({"num_format": "mmm yy"})
    for column, name in enumerate(("Month", "Closed", "Commit", "Best case")):
        sheet.write(0, column, name)
    for row, month in enumerate((10, 11, 12), start=1):
        sheet.write_datetime(row, 0, date(2026, month, 1), day)
    sheet.write(4, 0, "Total")
    for column, letter in enumerate("BCD", start=1):
        sheet.write_formula(4, column, f"=SUM({letter}2:{letter}4)", None, 0)


def weekly_log(book: Workbook) -> None:
    """What was said each Monday; two of them are written down, and those to come are there already."""
    sheet = book.add_worksheet("Weekly log")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for column, name in enumerate(("Week of", "Closed", "Commit", "Best case")):
        sheet.write(0, column, name)
    for row, monday in enumerate((9, 16, 23, 30), start=1):
        sheet.write_datetime(row, 0, date(2026, 11, monday), day)
        for column in range(1, 4) if row < 3 else ():
            sheet.write(row, column, 1000 * row + column)


def hidden_columns(book: Workbook) -> None:
    """Columns that nobody sees, one of them with a heading that nobody knows."""
    sheet = book.add_worksheet("List")
    for column, name in enumerate(("Deal", "Account", "Amount", "Internal code", "Owner email", "Close date")):
        sheet.write(2, column, name)
    sheet.set_column(3, 4, None, None, {"hidden": True})


def list_object(book: Workbook) -> None:
    """A table with a name, a row of totals and a computed column; a board that adds its columns up by their names."""
    sheet, board = book.add_worksheet("Pipe line"), book.add_worksheet("Board")
    columns = [
        {"header": "Deal", "total_string": "Total"},
        {"header": "Owner"},
        {"header": "Amount", "total_function": "sum"},
        {"header": "Prob %"},
        {
            "header": "Weighted",
            "formula": "=tblDeals[[#This Row],[Amount]]*tblDeals[[#This Row],[Prob %]]",
            "total_function": "sum",
        },
    ]
    sheet.add_table("B4:F7", {"name": "tblDeals", "total_row": True, "columns": columns})
    sheet.write_formula("D7", "=SUBTOTAL(109,tblDeals[Amount])", None, 0)
    sheet.write_formula("F7", "=SUBTOTAL(109,tblDeals[Weighted])", None, 0)
    board.write_formula("A1", "=SUM(tblDeals[Amount])", None, 0)
    board.write_formula("A2", "=COUNTA(tblDeals[Deal])", None, 0)


def quoted_titles(book: Workbook) -> None:
    """An apostrophe and an ampersand in titles; names for the rows, for the whole and for what is printed."""
    sheet, board = book.add_worksheet("O'Neil's deals"), book.add_worksheet("Top & Flop")
    for column, name in enumerate(("Opportunity Name", "Account Name", "Amount", "Stage", "Close Date")):
        sheet.write(0, column, name)
    for row in (1, 2, 3):
        sheet.write_blank(row, 2, None, book.add_format({"num_format": "#,##0.00"}))
    sheet.write(4, 0, "Grand total")
    sheet.write_formula(4, 2, "=SUM(Amounts)", None, 0)
    book.define_name("Amounts", "='O''Neil''s deals'!$C$2:$C$4")
    book.define_name("Whole", "='O''Neil''s deals'!$A$1:$E$5")
    sheet.print_area("A1:E5")
    board.write_formula("B2", "='O''Neil''s deals'!C5", None, 0)
    board.write_formula("B3", "=SUM('O''Neil''s deals'!C2:C4)", None, 0)


def groups(book: Workbook) -> None:
    """Reps by region, each with sums of its own, and sums of these."""
    sheet = book.add_worksheet("Regions")
    bold = book.add_format({"bold": True})
    for column, name in enumerate(("Name", "Quota", "Closed", "Commit", "% of quota")):
        sheet.write(0, column, name)
    for row, text in {1: "Team West", 4: "Subtotal West", 6: "Team East", 8: "East total", 10: "Grand total"}.items():
        sheet.write(row, 0, text, bold)
    for row, name in ((2, REPS[0]), (3, REPS[1]), (7, REPS[2])):
        sheet.write(row, 0, name)
    for column, letter in enumerate("BCD", start=1):
        sheet.write_formula(4, column, f"=SUM({letter}3:{letter}4)", None, 0)
        sheet.write_formula(8, column, f"=SUM({letter}8:{letter}8)", None, 0)
        sheet.write_formula(10, column, f"={letter}5+{letter}9", None, 0)


def top_five(book: Workbook) -> None:
    """A page for the board: five numbered rows, thousands, per cent as whole numbers, a note below."""
    sheet = book.add_worksheet("Board pack")
    sheet.write(0, 0, "Top 5 open deals")
    for column, name in enumerate(("Rank", "Customer", "Deal", "Value ($K)", "Probability (%)", "Expected close")):
        sheet.write(2, column, name)
    thousands, whole = book.add_format({"num_format": "0.0"}), book.add_format({"num_format": "0"})
    for row in range(3, 8):
        sheet.write(row, 0, row - 2)
        sheet.write_blank(row, 3, None, thousands)
        sheet.write_blank(row, 4, None, whole)
    sheet.write(9, 0, "Source: CRM. Questions to finance.")


def typed_as_text(book: Workbook) -> None:
    """A German list whose targets were typed as texts, and in whose cells a zero was left as a text."""
    sheet = book.add_worksheet("Liste")
    text = book.add_format({"num_format": "@"})
    for column, name in enumerate(("Name", "Ziel", "Abgeschlossen", "Zusage", "Zielerreichung %")):
        sheet.write(0, column, name)
    for row, (name, quota) in enumerate((("Ortega, Sam", "450.000"), ("Brandvold, Tom", "380.000")), start=1):
        sheet.write(row, 0, name)
        sheet.write_string(row, 1, quota, text)
        sheet.write_blank(row, 2, None, text)
        sheet.write_string(row, 3, "0")


def said_in_one_cell(book: Workbook) -> None:
    """Whose and what it is about stands behind the labels, in the same cells."""
    sheet = book.add_worksheet("Sheet1")
    for row, text in enumerate(("ACME HOLDINGS", "Rep: Sam Ortega", "Period: next quarter", "Date:"), start=0):
        sheet.write(row, 1, text)
    for row, label in enumerate(("Commit:", "Best case:"), start=6):
        sheet.write(row, 1, label)


def five_thousand(book: Workbook) -> None:
    """Finance's list of every customer there is, two of them with a deal."""
    sheet = book.add_worksheet("All accounts")
    for column, name in enumerate(("Account", "Deal", "Owner", "Amount", "Close date")):
        sheet.write(0, column, name)
    for row in range(1, 5001):
        sheet.write(row, 0, {17: "Acme Robotics", 4711: "Whitlow Water"}.get(row, f"Customer {row}"))
