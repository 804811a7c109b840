"""The workbook's lists: people, deals and changes. Each has a header row that stays in sight and can be filtered by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sales.deal import DealChange, Field, Value, read_value
from sales.money import Money
from sales.process import ForecastCategory
from sales.report import Line
from storage.sheets.exporting import COLUMNS, values_of
from storage.sheets.long_sheet import LongSheet
from storage.sheets.workbook_kit import OWN, ROLLED, Kit, letter_of

OnProgress = Callable[[str], None]
"""Is told how far the writing has come."""

TOLD_EVERY = 2_000
_WIDTHS = (34, 24, 20, 16, 12, 13, 9, 15, 12, 12, 12, 32, 12, 16, 14, 12, 12, 20, 9)


def write_people(kit: Kit) -> None:
    """Everybody of the subtree, each before those who report to them: own deals by category, and roll-ups as formulas
    over the rows below."""
    sheet = kit.sheets["By person"]
    own = [f"Own {category.words.lower()}" for category in OWN]
    heads = ["Person", "Reports to", *own, *ROLLED, "Quota", "Attained", "Gap", "Coverage", "No."]
    heads += ["In no sum: no rate"] if kit.report.line.rolled.apart else []
    sheet.set_column(0, 1, 24)
    sheet.set_column(2, 12, 15)
    sheet.set_column(13, 14, 10)
    sheet.set_column(15, 15, 30)
    for column, name in enumerate(heads):
        sheet.write_string(0, column, name, kit.head)
    rows = {line.person.id: row for row, line in enumerate(kit.people, start=1)}
    for line in kit.people:
        _person(kit, sheet, rows[line.person.id], line, rows)
    kit.framed(sheet, len(kit.people), len(heads))


def _person(kit: Kit, sheet: Any, row: int, line: Line, rows: dict[int, int]) -> None:
    n = row + 1
    boss = line.person.manager_id
    sheet.write_string(row, 0, line.person.name + (" (left)" if line.left else ""), kit.plain)
    kit.write(sheet, row, 1, kit.team.by_id[boss].name if boss in kit.team.by_id else "")
    for number, category in enumerate(OWN):
        where = f'{kit.of_deals("Owner no.")},$O{n},{kit.of_deals("Category")},"{category.words}"'
        text = f"=SUMIFS({kit.of_deals('Worth')},{where})"
        kit.formula(sheet, row, 2 + number, text, line.own.sums[category], kit.money)
    rolled = line.rolled
    for number, value in enumerate((rolled.closed, rolled.commit, rolled.best_case, rolled.total)):
        column = letter_of(6 + number)
        below = "".join(f"+{column}{rows[report.person.id] + 1}" for report in line.reports)
        kit.formula(sheet, row, 6 + number, f"=SUM(C{n}:{letter_of(2 + number)}{n}){below}", value, kit.money)
    if line.quota is None:
        foreign = line.foreign_quota
        sheet.write_string(row, 10, f"{foreign}, without a rate" if foreign else "none set", kit.soft)
    else:
        sheet.write_number(row, 10, float(line.quota.major), kit.money)
        kit.compared(sheet, row, 11, "attainment", line, f"=G{n}/K{n}")
        kit.compared(sheet, row, 12, "gap", line, f"=K{n}-H{n}")
        kit.compared(sheet, row, 13, "coverage", line, f'=IF(K{n}>G{n},(J{n}-G{n})/(K{n}-G{n}),"-")')
    sheet.write_number(row, 14, line.person.id, kit.soft)
    if rolled.apart:
        sheet.write_string(row, 15, " + ".join(map(str, rolled.unconverted.values())), kit.soft)


def write_deals(kit: Kit, on_progress: OnProgress) -> LongSheet:
    """One row per deal: what every total of the workbook is a formula over."""
    sheet, base = kit.sheets["Deals"], kit.report.currency
    for column, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, f"{name} ({kit.report.currency})" if name == "Worth" else name, kit.head)
    rows = LongSheet(kit, lambda amount: kit.money if amount.currency == base else kit.any_money)
    for line in kit.lines:
        rows.add(values_of(line, kit.report.timezone))
        if rows.rows % TOLD_EVERY == 0:
            on_progress(f"Writing the workbook: {rows.rows:,} of {len(kit.lines):,} deals …")
    kit.framed(sheet, len(kit.lines), len(COLUMNS))
    return rows


def write_changes(kit: Kit, changes: Iterable[DealChange], on_progress: OnProgress) -> LongSheet:
    """The changes in their order, in words; those of deals that are not in the workbook are left out."""
    sheet = kit.sheets["Changes"]
    heads = ("When", "Deal", "Owner", "What", "From", "To", "Amount moved", "By", "Why")
    for column, (name, width) in enumerate(zip(heads, (17, 34, 20, 14, 20, 20, 16, 20, 40), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, kit.head)
    known = {line.deal.id: line for line in kit.lines}
    rows = LongSheet(kit, lambda _: kit.signed)
    for change in changes:
        if (line := known.get(change.deal_id)) is None:
            continue
        old, new = read_value(change.field, change.old), read_value(change.field, change.new)
        by = kit.team.by_id.get(change.by) if change.by is not None else None
        said = (change.field.words, _said(kit, change.field, old), _said(kit, change.field, new))
        why = (_moved(change.field, old, new), by.name if by else "import", change.reason)
        rows.add((kit.local(change.at), line.deal.name, line.owner, *said, *why))
        if rows.rows % TOLD_EVERY == 0:
            on_progress(f"Writing the workbook: all {len(kit.lines):,} deals, and {rows.rows:,} changes …")
    kit.framed(sheet, rows.rows, len(heads))
    return rows


def _said(kit: Kit, field: Field, value: Value) -> str:
    """An old or new value in words."""
    match field, value:
        case _, None | "":
            return ""
        case Field.STAGE, str():
            return kit.process.by_key[value].name if value in kit.process.by_key else value
        case Field.OWNER, int():
            return kit.team.by_id[value].name if value in kit.team.by_id else ""
        case Field.ACCOUNT, int():
            return kit.accounts.get(value, "another account")
        case _, ForecastCategory():
            return value.words
        case _:
            return str(value)


def _moved(field: Field, old: Value, new: Value) -> Money | None:
    """By how much an amount changed, where both are in one currency; a first amount counts whole."""
    if field is not Field.AMOUNT or not isinstance(new, Money):
        return None
    if isinstance(old, Money):
        return new - old if old.currency == new.currency else None
    return new
