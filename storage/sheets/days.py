"""Reads a column of days as the whole column means them. Knows how people and programs write days; knows no column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum

from storage.sheets.table import Cell, Impossible

NOTHING = frozenset({"", "-", "–", "—", "n/a", "na", "none", "null", "nil", "tbd", "tbc", "?", "#n/a", "unknown"})
_NO_DAY = frozenset({"0000-00-00", "00/00/0000", "0000-00-00 00:00:00", "1900-01-00"})
"""What people write into a cell that has nothing to say."""

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?"
_TIME = rf"(?:[T ,]+(?:at )?{_CLOCK}\s*(?:[+-]\d{{2}}:?\d{{2}})?\s*(?:[A-Z]{{1,5}})?)?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", re.IGNORECASE)
_COMPACT = re.compile(r"(19\d\d|20\d\d)(\d\d)(\d\d)")
_NUMERIC = re.compile(rf"{_WEEKDAY}(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE)
_DAY_MONTH = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?[\s.-]+([a-z]{{3,9}})\.?,?[\s-]+(\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE
)
_MONTH_DAY = re.compile(
    rf"{_WEEKDAY}([a-z]{{3,9}})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE
)
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")
_EPOCH_MS = re.compile(r"\d{12,13}")
_SERIAL_ZERO = date(1899, 12, 30)


class Order(Enum):
    """Which comes first in "03/04/25"."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the values of a column prove about their order. `open` counts those that could be read either way."""

    day_first: int = 0
    month_first: int = 0
    open: int = 0

    @property
    def order(self) -> Order | None:
        """One value that can be read only one way decides; two that contradict each other decide nothing."""
        if bool(self.day_first) == bool(self.month_first):
            return None
        return Order.DAY_FIRST if self.day_first else Order.MONTH_FIRST

    @property
    def mixed(self) -> bool:
        return bool(self.day_first and self.month_first)


def evidence_of(cells: Iterable[Cell]) -> Evidence:
    """Looks for values such as 31/12/2024 or 12/31/2024. Days with dots are always written day first."""
    day_first = month_first = open_ = 0
    for cell in cells:
        match = _NUMERIC.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if match is None or match[2] == ".":
            continue
        first, second = int(match[1]), int(match[3])
        day_first += 12 < first <= 31 and second <= 12
        month_first += 12 < second <= 31 and first <= 12
        open_ += first <= 12 and second <= 12 and first != second
    return Evidence(day_first, month_first, open_)


def is_empty(cell: Cell) -> bool:
    """Whether the cell holds nothing, or one of the words that people write for nothing."""
    return isinstance(cell, str) and cell.strip().casefold() in NOTHING


def day_of(cell: Cell, order: Order | None) -> date | None:
    """The day a cell means, as written there (a time of day and its zone are dropped); None for an empty one.

    `order` is that of the column; None means that the column contradicts itself, so that a value which could be read
    either way is refused. Raises `ValueError` with a sentence that says what is wrong."""
    if isinstance(cell, date):
        return cell
    if is_empty(cell) or cell in _NO_DAY:
        return None
    if isinstance(cell, Decimal):
        cell = f"{cell:f}"
    return _written_day(cell.strip(), order)


def _written_day(text: str, order: Order | None) -> date:
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _date(int(match[1]), int(match[2]), int(match[3]), text)
    if match := _NUMERIC.fullmatch(text):
        return _numeric_day(match, order, text)
    if match := _DAY_MONTH.fullmatch(text):
        return _date(_year(match[3]), _month(match[2], text), int(match[1]), text)
    if match := _MONTH_DAY.fullmatch(text):
        return _date(_year(match[3]), _month(match[1], text), int(match[2]), text)
    if _SERIAL.fullmatch(text):
        return _SERIAL_ZERO + timedelta(days=int(float(text)))
    if _EPOCH_MS.fullmatch(text):
        return datetime.fromtimestamp(int(text) / 1000, UTC).date()
    raise ValueError(f'"{text}" is not a day I can read. Write it like 2026-03-31.')


def _numeric_day(match: re.Match[str], order: Order | None, text: str) -> date:
    first, second, year = int(match[1]), int(match[3]), _year(match[4])
    if match[2] == ".":
        order = Order.DAY_FIRST
    elif first > 12 or second > 12:
        order = Order.DAY_FIRST if first > 12 else Order.MONTH_FIRST
    elif order is None and first != second:
        raise ValueError(
            f'"{text}" can be read two ways, and this column has days of both kinds. Write it like 2026-03-31.'
        )
    month, day = (second, first) if order is Order.DAY_FIRST else (first, second)
    return _date(year, month, day, text)


def _year(digits: str) -> int:
    """Two digits lie in 1970 to 2069."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 70 else 1900)


def _month(word: str, text: str) -> int:
    if word[:3].lower() not in _MONTHS:
        raise ValueError(f'"{text}" names no month I know. Write it like 2026-03-31.')
    return _MONTHS.index(word[:3].lower()) + 1


def _date(year: int, month: int, day: int, text: str) -> date:
    if not 1970 <= year <= 2100:
        raise Impossible(f'"{text}" lies in the year {year}, which cannot be right.')
    try:
        return date(year, month, day)
    except ValueError:
        raise Impossible(f'"{text}" is not a day in the calendar.') from None
