"""Values as the insides of cells: texts, numbers, days as a workbook counts them, per cent, each with the format that
shows it. Knows no place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sales.filling.plan import Put
from sales.filling.values import Shape
from storage.sheets.filling.cells import serial
from storage.sheets.filling.spans import (
    cell_text,
)
from storage.sheets.filling.styles import DAY_FORMAT, PERCENT_FORMAT, Styles


@dataclass(frozen=True, slots=True)
class Written:
    """Writes values with the formats of a workbook."""

    styles: Styles
    epoch_1904: bool

    def value(self, put: Put, style: int) -> tuple[int, bytes, str]:
        """A value as the inside of a cell, with the format and the kind it needs."""
        value = put.value
        if isinstance(value, str):
            inner = b'<is><t xml:space="preserve">' + cell_text(value) + b"</t></is>"
            return style, inner, "inlineStr"
        if isinstance(value, date):
            if self.styles.is_text(style):
                return self.value(replace(put, value=value.isoformat()), style)
            fits = self.styles.shows_days(style)
            return style if fits else self.styles.like(style, DAY_FORMAT), b"%d" % self._serial(value), ""
        if put.shape in (Shape.RATIO, Shape.PERCENT) and not self.styles.shows_percent(style):
            if self.styles.is_plain(style):
                style = self.styles.like(style, PERCENT_FORMAT)
            elif put.shape is Shape.PERCENT:
                value *= 100
        return style, _number(value), ""

    def _serial(self, day: date) -> int:
        return serial(day, epoch_1904=self.epoch_1904)


def _number(value: Decimal) -> bytes:
    return format(value.normalize() if value else Decimal(0), "f").encode()
