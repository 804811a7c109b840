"""Fills a table with a row for each customer, or deal, and a column for each period: what closes in it, won or open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sales.deal import Deal
from sales.filling import words
from sales.filling.deal_rows import Row, add_up, copy_formulas, formulas_of, in_words, rows_for, wanted_in
from sales.filling.deal_values import of_deal
from sales.filling.facts import Facts
from sales.filling.layout import Column, Table
from sales.filling.sources import DEAL_KEYS, Source
from sales.filling.values import Found, Lacking, amount
from sales.filling.writing import Sheet
from sales.money import Money
from sales.people import Person
from sales.period import Period


def is_matrix(table: Table) -> bool:
    """Whether its columns are the amounts of two periods or more."""
    return len(_periods(table)) > 1


def fill_matrix(sheet: Sheet, table: Table, facts: Facts, person: Person) -> None:
    """The rows that name a customer (a deal, where the table has deals) get what theirs come to in each period; the
    blank ones get the others, the largest first. A deal counts in the period of its close date, and in no other; where
    nothing of somebody's closes, the cell stays empty."""
    periods = _periods(table)
    sheet.told.periods.update(dict.fromkeys(periods))
    whole = Period(min(one.start for one in periods), max(one.end for one in periods))
    wanted, _ = wanted_in(sheet, table)
    sheet.told.note(f"Under each period stands what closes in it: {in_words(wanted)}.")
    groups = _grouped(
        table,
        (
            deal
            for deal in facts.deals(facts.below(person), whole)
            if deal.forecast_category(facts.around.process) in wanted and any(deal.counts_on in one for one in periods)
        ),
    )
    worths = facts.worths([deal for deals in groups.values() for deal in deals])

    def sum_of(deals: Iterable[Deal]) -> Money:
        return Money(sum(worth.minor for deal in deals if (worth := worths[deal.id])), sheet.base)

    def value(column: Column, deals: Sequence[Deal]) -> Found:
        period = column.heading.period
        if column.source is Source.AMOUNT and period is not None:
            closing = [deal for deal in deals if deal.counts_on in period]
            counted = [deal for deal in closing if worths[deal.id] is not None]
            for deal in closing:
                if deal.amount is not None and worths[deal.id] is None:
                    sheet.told.note(f"{deal.name}, {deal.amount}, has no exchange rate and is in no sum.")
            if not counted:
                return Lacking("no amount, or no exchange rate" if closing else "")
            return amount(sum_of(counted), sheet.unit(column.heading), facts.around.rates, "")
        found = {of_deal(column.source, deal, worths[deal.id], None, facts.around) for deal in deals if column.source}
        return found.pop() if len(found) == 1 else Lacking("several deals differ in it")

    named = {row: groups.pop(_said(sheet, table, row), []) for row in table.listed}
    for row in table.listed:
        if not named[row]:
            sheet.told.note(f"Nothing of “{_key_text(sheet, table, row)}” closes in these periods.")
    rest = sorted(groups.values(), key=lambda deals: -sum_of(deals).minor) if table.blank or not table.listed else []
    if not rest:
        sheet.told.unlisted += sum(map(len, groups.values()))
    pairs: list[tuple[Row, Sequence[Deal]]] = [((row, 0), deals) for row, deals in named.items() if deals]
    pairs += list(zip(rows_for(sheet, table, len(rest)), rest, strict=False))
    computed = formulas_of(sheet, table)
    for (row, extra), deals in sorted(pairs, key=lambda pair: pair[0]):
        for column in table.columns:
            if column.source is not None and column.index not in computed:
                key = column.source in DEAL_KEYS and not extra
                sheet.put(row, column.index, column.heading, value(column, deals), extra, key=key)
        copy_formulas(sheet, computed, row, extra)
        sheet.told.deals.update(deal.id for deal in deals)
    add_up(sheet, table)


def _periods(table: Table) -> tuple[Period, ...]:
    amounts = (column.heading.period for column in table.columns if column.source is Source.AMOUNT)
    return tuple(dict.fromkeys(period for period in amounts if period is not None))


def _key(table: Table) -> Column | None:
    return table.of(Source.DEAL, Source.DEAL_ID, Source.ACCOUNT)


def _key_text(sheet: Sheet, table: Table, row: int) -> str:
    key = _key(table)
    return sheet.grid.text(row, key.index) if key else ""


def _said(sheet: Sheet, table: Table, row: int) -> str:
    return words.plain(_key_text(sheet, table, row))


def _grouped(table: Table, deals: Iterable[Deal]) -> dict[str, list[Deal]]:
    """The deals by what a row would call them, as it is compared."""
    key = _key(table)
    found: dict[str, list[Deal]] = {}
    for deal in deals:
        by_id = deal.external_id or f"firebreak:{deal.id}"
        names = {Source.DEAL: deal.name, Source.DEAL_ID: by_id, Source.ACCOUNT: deal.account or deal.name}
        said = names[key.source] if key is not None and key.source is not None else ""
        found.setdefault(words.plain(said), []).append(deal)
    return found
