"""Fills a table of deals: which deals it is about, in which rows they go, and what is copied along with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from sales.deal import Deal
from sales.filling import words
from sales.filling.deal_values import of_deal
from sales.filling.facts import Facts
from sales.filling.headings import Heading
from sales.filling.layout import Column, Table
from sales.filling.plan import Copy, Stretch
from sales.filling.sources import AMOUNTS, DEAL_KEYS, Source
from sales.filling.values import Lacking, Shape, Unit, Worth
from sales.filling.writing import Sheet, is_of_outcomes
from sales.forecast import OPEN, TOTAL
from sales.money import Money, Rates
from sales.people import Person
from sales.period import Period
from sales.process import ForecastCategory, Outcome
from sales.wording import listed

MOST_DEALS = 20_000
MOST_EXAMPLES = 3
"""So many rows that name nothing we know may be there to show how it is meant; more are somebody's list."""
_ONLY = (
    (frozenset({ForecastCategory.CLOSED}), ("won", "closed won", "closed deals", "gewonnen", "gagné", "ganado")),
    (OPEN, ("open", "pipeline", "offen", "offene", "ouvert", "en cours", "abierto", "abiertas")),
    (frozenset({ForecastCategory.COMMIT}), ("commit deals", "committed deals")),
)
_BESIDE_WON = {ForecastCategory.COMMIT: ("commit", "committed"), ForecastCategory.BEST_CASE: ("best case",)}
"""What a title may add to the deals that are won; alone these words may mean a figure."""

Row = tuple[int, int]
"""A row of the file, and how many added rows below it."""


def fill_deals(sheet: Sheet, table: Table, facts: Facts, person: Person, period: Period) -> None:
    """The rows that name a deal get its values; the blank ones get the deals that are not named, the largest first."""
    period = next((c.heading.period for c in table.columns if c.heading.period), None) or period
    sheet.told.periods[period] = None
    wanted, title = wanted_in(sheet, table)
    counting = [deal for deal in facts.deals(facts.below(person), period) if deal.outcome is not Outcome.LOST]
    found = [deal for deal in counting if deal.forecast_category(facts.around.process) in wanted]
    if title and (others := len(counting) - len(found)):
        are = "is 1 other" if others == 1 else f"are {others} others"
        sheet.told.note(f"“{title}” holds {in_words(wanted)}, as its title says; there {are} in the forecast.")
    index = _Index(found if table.listed else ())
    named = {row: _named(sheet, table, row, index, facts) for row in table.listed}
    taken = {deal.id for deal in named.values() if deal is not None}
    rest = [deal for deal in found if deal.id not in taken]
    if (most := _most(sheet, table)) is not None:
        rest = rest[: max(0, most - len(taken))]
    examples = table.is_open and not taken and len(table.listed) <= MOST_EXAMPLES
    if not table.blank and table.listed and not examples:
        sheet.told.unlisted += len(rest)
        rest = []
    rows = rows_for(sheet, table, len(rest))
    pairs = [((row, 0), deal) for row, deal in named.items() if deal is not None]
    pairs += list(zip(rows, rest, strict=False))
    _write(sheet, table, pairs, facts)
    add_up(sheet, table)


def _titles(sheet: Sheet, table: Table) -> list[str]:
    """The sheet's name, and what stands right above the table."""
    above = [sheet.grid.text(row, c) for row in (table.header - 1, table.header - 2) for c in (1, 2)]
    return [sheet.grid.title, *above]


def _most(sheet: Sheet, table: Table) -> int | None:
    """To how many deals a title limits the table."""
    return next((most for title in _titles(sheet, table) if (most := words.most(title)) is not None), None)


def wanted_in(sheet: Sheet, table: Table) -> tuple[frozenset[ForecastCategory], str]:
    """What the sheet's name, or a title right above the table, limits it to: all that it names; and which one that is,
    "" for none."""
    for said in _titles(sheet, table):
        text = f" {words.plain(said)} "
        wanted = {one for categories, names in _ONLY if _names_any(text, names) for one in categories}
        if ForecastCategory.CLOSED in wanted:
            wanted |= {category for category, names in _BESIDE_WON.items() if _names_any(text, names)}
        if wanted:
            return frozenset(wanted), said
    return TOTAL, ""


def in_words(wanted: frozenset[ForecastCategory]) -> str:
    """What a list is limited to: "what is won and what is open", "what is open", "closed and commit"."""
    if wanted >= OPEN:
        return "what is won and what is open" if wanted == TOTAL else "what is open"
    return listed([category.words.lower() for category in ForecastCategory if category in wanted])


def _names_any(text: str, names: Iterable[str]) -> bool:
    return any(f" {words.plain(name)} " in text for name in names)


class _Index:
    """Deals by what a list may call them."""

    def __init__(self, deals: Iterable[Deal]) -> None:
        self._found: dict[tuple[Source, str], list[Deal]] = {}
        for deal in deals:
            for source, names in _called(deal).items():
                for name in {words.plain(name) for name in names} - {""}:
                    self._found.setdefault((source, name), []).append(deal)

    def only(self, source: Source, said: str) -> Deal | None:
        """The one deal that is called so; many a list names a deal by its customer."""
        for kind in (source, Source.ACCOUNT) if source is Source.DEAL else (source,):
            same = self._found.get((kind, said), [])
            if len(same) == 1:
                return same[0]
        return None


def _called(deal: Deal) -> dict[Source, tuple[str, ...]]:
    return {
        Source.DEAL_ID: (deal.external_id or "", f"firebreak:{deal.id}"),
        Source.DEAL: (deal.name, f"{deal.account} {deal.name}"),
        Source.ACCOUNT: (deal.account,),
    }


def _named(sheet: Sheet, table: Table, row: int, index: _Index, facts: Facts) -> Deal | None:
    """The one deal that a row names; None, and told, for none and for several."""
    for source in (Source.DEAL_ID, Source.DEAL, Source.ACCOUNT):
        column = table.of(source)
        value = sheet.grid.at(row, column.index).value if column else None
        said = words.plain(str(value)) if value is not None else ""
        if said:
            deal = index.only(source, said) or _Index(facts.named(str(value))).only(source, said)
            if deal is not None:
                return deal
    keys = [sheet.grid.at(row, c.index) for c in table.columns if c.source in DEAL_KEYS]
    said = next((str(cell.value) for cell in keys if not cell.is_blank), "")
    if said and any(sheet.grid.at(row, c.index).is_blank for c in table.columns if c.source):
        sheet.told.nobody[said] = None
    return None


def rows_for(sheet: Sheet, table: Table, count: int, what: str = "deals") -> list[Row]:
    """A row for each of `count` deals or people: the blank ones, and added ones where they do not suffice."""
    rows = [(row, 0) for row in table.blank][:count]
    missing = count - len(rows)
    if missing <= 0:
        return rows
    if table.last < table.first or (sheet.grid.fixed and not table.is_open):
        why = sheet.grid.fixed or "it has no row to begin with"
        room = f"“{sheet.grid.title}” has room for {len(rows)} of {count} {what}, and I could not add rows: {why}."
        sheet.told.note(room)
        return rows
    added = min(missing, MOST_DEALS)
    sheet.stretches.append(Stretch(table.first, table.last, added))
    return rows + [(table.last, extra) for extra in range(1, added + 1)]


def _write(sheet: Sheet, table: Table, pairs: Sequence[tuple[Row, Deal]], facts: Facts) -> None:
    worths = facts.worths([deal for _, deal in pairs])
    native = table.of(Source.CURRENCY) is not None
    keys = [column.index for column in (table.of(*sorted(DEAL_KEYS, key=list(Source).index)),) if column]
    computed = formulas_of(sheet, table)
    for number, ((row, extra), deal) in enumerate(sorted(pairs, key=lambda pair: pair[0]), start=1):
        for column in table.columns:
            if column.index in computed:
                continue
            if column.source is Source.NUMBER:
                sheet.put(row, column.index, column.heading, Worth(_whole(number), Shape.COUNT), extra, key=True)
            elif column.source is not None:
                unit = _unit(sheet, column, native)
                heading = _heading(sheet, row, column)
                found = of_deal(heading.source or column.source, deal, worths.get(deal.id), unit, facts.around)
                key = not extra and (column.index in keys or column.source in DEAL_KEYS)
                sheet.put(row, column.index, heading, found, extra, key=key)
        copy_formulas(sheet, computed, row, extra)
        sheet.told.deals.add(deal.id)
    rates = facts.around.rates
    if not native and any(_foreign(deal.amount, rates) for _, deal in pairs) and table.of(Source.AMOUNT):
        sheet.told.note(f"Amounts in other currencies are in {sheet.base}, at the rates of {rates.dated:%Y-%m-%d}.")


def _heading(sheet: Sheet, row: int, column: Column) -> Heading:
    """The heading of a cell: one for stages whose list has but open, won and lost asks which of them it is."""
    if column.source is Source.STAGE and is_of_outcomes(sheet.grid.choices(row, column.index)):
        return replace(column.heading, source=Source.STATUS)
    return column.heading


def _foreign(amount: Money | None, rates: Rates) -> bool:
    """Whether an amount was converted."""
    return amount is not None and amount.currency != rates.base and rates.knows(amount.currency)


def _whole(number: int) -> Decimal:
    return Decimal(number)


def _unit(sheet: Sheet, column: Column, native: bool) -> Unit | None:
    """The unit of a column of amounts: what it or the sheet says; the deals' own where a column names it."""
    if native and not column.heading.currency and column.heading.scale == 1 == sheet.layout.scale:
        return None
    return sheet.unit(column.heading)


def copy_formulas(sheet: Sheet, computed: Mapping[int, int], row: int, extra: int) -> None:
    """What the template computes in its rows is computed in every filled one."""
    for column, formula_row in computed.items():
        if extra or (not sheet.grid.at(row, column).formula and sheet.grid.at(row, column).is_blank):
            sheet.copies.append(Copy(formula_row, column, row, extra))


def formulas_of(sheet: Sheet, table: Table) -> dict[int, int]:
    """The columns that have a formula in the table's rows, with the first row that has it."""
    found: dict[int, int] = {}
    for row in (*range(table.first, min(table.first + 3, table.last + 1)), table.last):
        for column, cell in sheet.grid.row(row):
            if cell.formula:
                found.setdefault(column, row)
    return found


def add_up(sheet: Sheet, table: Table) -> None:
    """A row of totals without formulas gets the sums of what stands above."""
    if table.totals is None:
        return
    for column in table.columns:
        if column.source in AMOUNTS and sheet.grid.at(table.totals, column.index).is_blank:
            total = sheet.sum_of(range(table.first, table.last + 1), column.index)
            found = Worth(total, Shape.MONEY) if total is not None else Lacking("")
            sheet.put(table.totals, column.index, column.heading, found)
