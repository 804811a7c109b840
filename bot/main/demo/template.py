"""The spreadsheet that the demo's board wants filled in: what every sales team has been sent once. Knows how it looks;
fills in nothing."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

NAME = "Board forecast.xlsx"
_HEADINGS = ("Rep", "Quota", "Closed", "Commit", "Best case", "% of quota")


def board_template(reps: Sequence[str]) -> bytes:
    """A workbook with a row for each rep, shares and totals as formulas, and a chart of it all."""
    import xlsxwriter

    out = io.BytesIO()
    book: Any = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Forecast")
    title = book.add_format({"bold": True, "font_size": 15, "font_color": "#7A2E0E"})
    soft = book.add_format({"font_color": "#6B6B6B"})
    head = book.add_format({"bold": True, "bg_color": "#7A2E0E", "font_color": "white"})
    money = book.add_format({"num_format": "$#,##0", "bg_color": "#FFF7E6", "border": 1, "border_color": "#E3D5B8"})
    share, total = (
        book.add_format({"num_format": "0%"}),
        book.add_format({"bold": True, "num_format": "$#,##0", "top": 1}),
    )
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 5, 13)
    sheet.hide_gridlines(2)
    sheet.write("A1", "Forecast for the board", title)
    sheet.write("A2", "This quarter. Yellow cells are yours; please do not touch the rest.", soft)
    sheet.write_row(3, 0, _HEADINGS, head)
    last = 4 + len(reps)
    for row, name in enumerate(reps, start=4):
        sheet.write_string(row, 0, name)
        for column in range(1, 5):
            sheet.write_blank(row, column, None, money)
        sheet.write_formula(row, 5, f"=IF(B{row + 1}>0,C{row + 1}/B{row + 1},0)", share, 0)
    sheet.write_string(last, 0, "Total", total)
    for column, letter in enumerate("BCDE", start=1):
        sheet.write_formula(last, column, f"=SUM({letter}5:{letter}{last})", total, 0)
    chart = book.add_chart({"type": "column"})
    for column in (2, 3, 4):
        values = ["Forecast", 4, column, last - 1, column]
        chart.add_series({"name": _HEADINGS[column], "categories": ["Forecast", 4, 0, last - 1, 0], "values": values})
    chart.set_legend({"position": "bottom"})
    sheet.insert_chart(last + 2, 0, chart)
    book.close()
    return out.getvalue()
