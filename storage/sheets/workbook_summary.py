"""The workbook's first sheet: the digest's numbers as formulas over the deals, the open stages, and a chart."""

from __future__ import annotations

from typing import Any

from sales.forecast import BEST_CASE, CLOSED, COMMIT, TOTAL
from sales.sum_words import unknown
from storage.sheets.workbook_kit import INK, LINE, OWN, ROLLED, Kit

_COLOURS = ("#1E7B54", "#1F5FA8", "#7FA8D6", "#CFCBC0")


def write_summary(kit: Kit, title: str) -> None:
    """The subject's forecast on one page."""
    sheet, report = kit.sheets["Summary"], kit.report
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 2, 17)
    sheet.hide_gridlines(2)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, title, kit.title)
    sheet.write_string(1, 0, "As of", kit.soft)
    sheet.write_datetime(1, 1, kit.local(report.as_of), kit.moment)
    sheet.write_string(1, 2, report.timezone, kit.soft)
    sheet.write_string(2, 0, "Amounts in", kit.soft)
    sheet.write_string(2, 1, report.currency, kit.plain)
    _numbers(kit, sheet, 4)
    _stages(kit, sheet, 15)
    _chart(kit, sheet)


def _numbers(kit: Kit, sheet: Any, top: int) -> None:
    """The digest's numbers: roll-ups over the deals, then what they are against the quota."""
    rolled, quota = kit.report.line.rolled, kit.report.line.quota
    sheet.write_string(top, 0, "Forecast", kit.head)
    sheet.write_string(top, 1, kit.report.currency, kit.head)
    sums = (CLOSED, COMMIT, BEST_CASE, TOTAL)
    for number, (name, category, counted) in enumerate(zip(ROLLED, OWN, sums, strict=True)):
        value = rolled.of(counted)
        row = top + 1 + number
        above = f"B{row}+" if number else ""
        part = f'SUMIFS({kit.of_deals("Worth")},{kit.of_deals("Category")},"{category.words}")'
        sheet.write_string(row, 0, name, kit.bold if name == "Commit" else kit.plain)
        kit.formula(sheet, row, 1, f"={above}{part}", value, kit.money)
        if lacking := rolled.lacking(counted):
            sheet.write_string(row, 2, f"and {' + '.join(map(str, lacking))} without a rate", kit.soft)
    closed, commit, total = (f"B{top + place}" for place in (2, 3, 5))
    row = top + 5
    goal = f"B{row + 1}"
    sheet.write_string(row, 0, "Quota", kit.plain)
    if quota is None:
        foreign = kit.report.line.foreign_quota
        sheet.write_string(row, 1, f"{foreign}, without a rate" if foreign else "none set", kit.soft)
        return
    sheet.write_number(row, 1, float(quota.major), kit.money)
    compared = (
        ("attainment", "Attained", f"={closed}/{goal}"),
        ("gap", "Gap (quota - commit)", f"={goal}-{commit}"),
        ("coverage", "Coverage", f'=IF({goal}>{closed},({total}-{closed})/({goal}-{closed}),"-")'),
    )
    for number, (name, label, text) in enumerate(compared, start=1):
        sheet.write_string(row + number, 0, label, kit.plain)
        kit.compared(sheet, row + number, 1, name, kit.report.line, text)
        if why := unknown(kit.report.line).get(name):
            sheet.write_string(row + number, 2, why, kit.soft)


def _stages(kit: Kit, sheet: Any, top: int) -> None:
    for column, name in enumerate(("Open by stage", kit.report.currency, "Deals")):
        sheet.write_string(top, column, name, kit.head)
    stage, category = kit.of_deals("Stage"), kit.of_deals("Category")
    for row, found in enumerate(kit.report.by_stage, start=top + 1):
        sheet.write_string(row, 0, found.name, kit.plain)
        where = f'{stage},A{row + 1},{category},"<>Omitted"'
        kit.formula(sheet, row, 1, f"=SUMIFS({kit.of_deals('Worth')},{where})", found.amount, kit.money)
        sheet.write_formula(row, 2, f"=COUNTIFS({where})", kit.count, found.count)
        if found.apart:
            sheet.write_string(row, 3, f"and {' + '.join(map(str, found.apart))} without a rate", kit.soft)


def _chart(kit: Kit, sheet: Any) -> None:
    """What each person has of their own, stacked as it counts."""
    chart = kit.book.add_chart({"type": "bar", "subtype": "stacked"})
    last = len(kit.people)
    for number, category in enumerate(OWN):
        column = 2 + number
        chart.add_series(
            {
                "name": category.words,
                "categories": ["By person", 1, 0, last, 0],
                "values": ["By person", 1, column, last, column],
                "fill": {"color": _COLOURS[number]},
                "gap": 45,
            }
        )
    chart.set_title({"name": "By person, own deals", "name_font": {"size": 12, "color": INK}})
    chart.set_y_axis({"reverse": True, "interval_unit": 1, "num_font": {"color": INK}, "line": {"color": LINE}})
    chart.set_x_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": LINE}}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 640, "height": max(300, 90 + 26 * last)})
    sheet.insert_chart("E2", chart)
