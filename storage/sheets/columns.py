"""Binds the columns of one sheet to what they are, and to how they write days and amounts. Decides on the whole column,
never on one row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sales.errors import Invalid
from sales.headings import DAYS, Column
from sales.importing import RowError
from sales.money import Money
from storage.sheets.amounts import amount_of, currency_named, uses_decimal_comma
from storage.sheets.days import Evidence, Order, day_of, evidence_of, is_empty
from storage.sheets.headers import Header, Match
from storage.sheets.table import Cell, Impossible, Row, Sheet

LONGEST_KEY = 200
_SHORT = frozenset({Column.ID, Column.STAGE, Column.STATUS, Column.OWNER, Column.OWNER_EMAIL, Column.ACCOUNT})
_SAMPLE = 200
KINDS = dict.fromkeys(DAYS, "days") | {Column.AMOUNT: "amounts"}
"""What a column's values must be, where not any text will do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How to read what the file itself does not decide: the workspace's own habits."""

    currency: str = "USD"
    day_first: bool = False
    decimal_comma: bool = False

    @property
    def order(self) -> Order:
        return Order.DAY_FIRST if self.day_first else Order.MONTH_FIRST

    @property
    def dollar(self) -> str:
        """What a bare "$" means: the own currency where that is a dollar, else the US one."""
        return self.currency if self.currency in ("USD", "CAD", "AUD", "NZD", "SGD", "HKD") else "USD"


class Unread(Exception):
    """A cell that cannot be read; the row it stands in is reported with it."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason


class Columns:
    """The bound columns of a sheet."""

    def __init__(self, sheet: Sheet, header: Header, habits: Habits) -> None:
        self.sheet, self.header, self.habits = sheet, header, habits
        start = sheet.rows.index(header.row) + 1
        self.rows: tuple[Row, ...] = sheet.rows[start:]
        self.notes: list[str] = []
        self.bound: dict[Column, Match] = {}
        for column, matches in header.candidates.items():
            match = next((m for m in matches if self._fits(m)), None)
            if match is not None:
                self.bound[column] = match
            elif matches and column in KINDS:
                heading, kind = matches[0].heading, KINDS[column]
                self.notes.append(f'"{heading}" was not read: most of its values are no {kind}.')
        self._orders = self._day_orders()
        self._comma = self._decimal_comma()
        self.currency = self._currency()

    @property
    def named(self) -> dict[str, str]:
        """The file's heading for each column that is known."""
        return {column.value: match.heading for column, match in self.bound.items()}

    @property
    def unused(self) -> tuple[str, ...]:
        used = {match.index for match in self.bound.values()}
        return tuple(name for index, name in enumerate(self.header.headings) if name and index not in used)

    def has(self, column: Column) -> bool:
        return column in self.bound

    def cell(self, row: Row, column: Column) -> Cell:
        match = self.bound.get(column)
        return row.cells[match.index] if match is not None and match.index < len(row.cells) else ""

    def text(self, row: Row, column: Column) -> str:
        """The cell's text on one line; "" where there is none or a word for nothing. Raises `Unread` for an id, a
        stage or a name that is too long to be one."""
        cell = self.cell(row, column)
        if is_empty(cell):
            return ""
        if isinstance(cell, Decimal):
            return f"{cell.to_integral_value() if cell == cell.to_integral_value() else cell:f}"
        text = " ".join(str(cell).split())
        if column in _SHORT and len(text) > LONGEST_KEY:
            raise self._unread(column, text, f"This is longer than {LONGEST_KEY} characters.")
        return text

    def day(self, row: Row, column: Column) -> date | None:
        """The day in the cell. Raises `Unread`."""
        cell = self.cell(row, column)
        try:
            return day_of(cell, self._orders.get(column, self.habits.order))
        except ValueError as problem:
            raise self._unread(column, cell, str(problem)) from None

    def amount(self, row: Row) -> Money | None:
        """The amount in the row's amount cell, in the currency that the cell, the row or the heading names, else in the
        workspace's. Raises `Unread`."""
        cell = self.cell(row, Column.AMOUNT)
        written = self.text(row, Column.CURRENCY)
        currency = (currency_named(written.upper()) or currency_named(written)) if written else self.currency
        if currency is None:
            raise self._unread(Column.CURRENCY, written, f'"{written}" is not a currency code such as USD or EUR.')
        try:
            return amount_of(cell, currency, decimal_comma=self._comma, dollar=self._dollar(currency))
        except (ValueError, Invalid) as problem:
            raise self._unread(Column.AMOUNT, cell, str(problem)) from None

    def error(self, row: Row, problem: Unread) -> RowError:
        return RowError(self.sheet.path, row.line, problem.column, problem.value[:200], problem.reason)

    def check_width(self, row: Row) -> None:
        """Raises `Unread` for a row with more cells than the header: one unquoted delimiter, and every later cell
        stands in the wrong column."""
        width = len(self.header.row.cells)
        extra = [cell for cell in row.cells[width:] if cell != ""]
        if extra:
            reason = f"This row has {len(row.cells)} cells, the header {width}. A text with a comma in it needs quotes."
            raise Unread("", str(extra[0]), reason)

    def _unread(self, column: Column, cell: Cell, reason: str) -> Unread:
        return Unread(self.bound[column].heading if column in self.bound else "", str(cell), reason)

    def _dollar(self, currency: str) -> str:
        return currency if currency in ("CAD", "AUD", "NZD", "SGD", "HKD") else self.habits.dollar

    def _cells(self, match: Match) -> Iterable[Cell]:
        return (row.cells[match.index] for row in self.rows if match.index < len(row.cells))

    def _sample(self, match: Match) -> list[Cell]:
        found: list[Cell] = []
        for cell in self._cells(match):
            if not is_empty(cell):
                found.append(cell)
            if len(found) == _SAMPLE:
                break
        return found

    def _fits(self, match: Match) -> bool:
        """Whether at least half of the column's values are of the kind that its heading promises."""
        sample = self._sample(match)
        if match.column in DAYS:
            order = evidence_of(sample).order or self.habits.order
            return not sample or 2 * sum(_is_day(cell, order) for cell in sample) >= len(sample)
        if match.column is Column.AMOUNT:
            return not sample or 2 * sum(_is_amount(cell, self.habits) for cell in sample) >= len(sample)
        return True

    def _day_orders(self) -> dict[Column, Order | None]:
        """Each column decides for itself; one that cannot follows the file's others, then the workspace's habit."""
        found: dict[Column, Evidence] = {
            column: evidence_of(self._cells(match)) for column, match in self.bound.items() if column in DAYS
        }
        decided = {evidence.order for evidence in found.values()} - {None}
        shared = decided.pop() if len(decided) == 1 else None
        orders: dict[Column, Order | None] = {}
        for column, evidence in found.items():
            orders[column] = None if evidence.mixed else evidence.order or shared or self.habits.order
            if evidence.open and not evidence.mixed and evidence.order is None and shared is None:
                heading = self.bound[column].heading
                self.notes.append(
                    f'Every day in "{heading}" could be read two ways; they were read {self.habits.order.value}, '
                    f"as this workspace writes days."
                )
        return orders

    def _decimal_comma(self) -> bool:
        match = self.bound.get(Column.AMOUNT)
        return match is not None and uses_decimal_comma(self._cells(match), self.habits.decimal_comma)

    def _currency(self) -> str:
        match = self.bound.get(Column.AMOUNT)
        return (match and currency_named(match.heading)) or self.habits.currency


def _is_day(cell: Cell, order: Order) -> bool:
    try:
        return day_of(cell, order) is not None
    except ValueError as problem:
        return isinstance(problem, Impossible)


def _is_amount(cell: Cell, habits: Habits) -> bool:
    try:
        return amount_of(cell, habits.currency, decimal_comma=habits.decimal_comma, dollar=habits.dollar) is not None
    except ValueError as problem:
        return isinstance(problem, Impossible)
