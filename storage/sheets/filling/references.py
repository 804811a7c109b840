"""References to cells: written, read, moved when rows are added, copied down with their formula. Knows the grammar of
references; a formula's other words are openpyxl's tokenizer's business."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.formula.translate import Translator
from openpyxl.utils import column_index_from_string, get_column_letter

from sales.filling.grid import Box
from sales.filling.plan import Stretch

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_CELL = r"(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})"
_RANGE = re.compile(rf"{_CELL}(?::{_CELL})?")
_ROWS = re.compile(r"(\$?)(\d{1,7}):(\$?)(\d{1,7})")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_UNSURE = re.compile(r"\b(?:INDIRECT|OFFSET)\(|\[", re.IGNORECASE)


def reference(row: int, column: int) -> str:
    """ "B7", from a row and a column that are counted from 1."""
    return f"{get_column_letter(column)}{row}"


def place_of(written: str) -> tuple[int, int] | None:
    """The row and column that "B7" names; None for anything else."""
    match = _RANGE.fullmatch(written)
    return (int(match[4]), column_index_from_string(match[2])) if match and not match[8] else None


def boxes_of(written: str) -> list[Box]:
    """The cells that a list such as "A1:B5 D7" names."""
    return [box for each in written.split() if (box := box_of(each)) is not None]


def box_of(written: str) -> Box | None:
    """The cells that one reference names: a cell, a range, whole rows or whole columns."""
    if match := _RANGE.fullmatch(written):
        top, left = int(match[4]), column_index_from_string(match[2])
        bottom, right = (int(match[8]), column_index_from_string(match[6])) if match[8] else (top, left)
        return Box(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
    if match := _ROWS.fullmatch(written):
        return Box(int(match[2]), 1, int(match[4]), LAST_COLUMN)
    if match := _COLUMNS.fullmatch(written):
        left, right = column_index_from_string(match[1]), column_index_from_string(match[2])
        return Box(1, left, LAST_ROW, right)
    return None


@dataclass(frozen=True, slots=True)
class Moves:
    """What adding rows to a sheet does to references to it."""

    stretches: Sequence[Stretch]

    def row(self, row: int) -> int:
        """Where a row is afterwards."""
        return row + sum(stretch.by for stretch in self.stretches if row > stretch.last)

    def rows(self, top: int, bottom: int, *, single: bool) -> tuple[int, int]:
        """Where a range begins and ends afterwards. One that holds all rows of a table down to the last of them holds
        the added ones as well; so does one over them that is written as a range, but no `single` cell."""
        added = sum(
            stretch.by for stretch in self.stretches if bottom == stretch.last and top <= stretch.first and not single
        )
        return self.row(top), self.row(bottom) + added

    def written(self, text: str, *, merged: bool = False) -> str:
        """A reference, or several with blanks between them, as they are afterwards."""
        return " ".join(self._one(each, merged) for each in text.split(" "))

    def _one(self, text: str, merged: bool) -> str:
        if match := _RANGE.fullmatch(text):
            top = int(match[4])
            bottom = int(match[8]) if match[8] else top
            single = match[8] is None or (merged and top == bottom)
            if not match[8] and not merged:
                single = True
            first, last = self.rows(top, bottom, single=single)
            begin = f"{match[1]}{match[2]}{match[3]}{first}"
            return f"{begin}:{match[5]}{match[6]}{match[7]}{last}" if match[8] else begin
        if match := _ROWS.fullmatch(text):
            first, last = self.rows(int(match[2]), int(match[4]), single=match[2] == match[4])
            return f"{match[1]}{first}:{match[3]}{last}"
        return text

    def area(self, text: str) -> str:
        """The cells a rule is for ("C5:C9 E5"): a rule for a table's one row is a rule for the added ones, too."""
        return " ".join(self._area(each) for each in text.split())

    def _area(self, text: str) -> str:
        match = _RANGE.fullmatch(text)
        if match is None or match[8]:
            return self._one(text, False)
        row = int(match[4])
        first, last = self.rows(row, row, single=False)
        begin = f"{match[2]}{first}"
        return begin if first == last else f"{begin}:{match[2]}{last}"


def moved_formula(formula: str, moves: Moves, *, is_here: Callable[[str], bool]) -> str:
    """A formula (without "=") after rows were added to a sheet; `is_here` tells whether a reference with that prefix
    ("" for none) is to it."""

    def change(token: str) -> str:
        prefix, sign, cells = token.rpartition("!")
        return f"{prefix}{sign}{moves.written(cells)}" if is_here(sheet_named(prefix)) else token

    return _with_references(formula, change)


def retitled(formula: str, title: str, named: str) -> str:
    """A formula (without "=") that speaks of the sheet `named` where it spoke of the one called `title`."""
    quoted = "'" + named.replace("'", "''") + "'"

    def change(token: str) -> str:
        prefix, sign, cells = token.rpartition("!")
        return f"{quoted}{sign}{cells}" if sign and sheet_named(prefix).casefold() == title.casefold() else token

    return _with_references(formula, change)


def translated(formula: str, origin: str, target: str) -> str:
    """A formula (without "=") copied from one cell to another."""
    copied: str = Translator(f"={formula}", origin=origin).translate_formula(target)
    return copied.removeprefix("=")


def _with_references(formula: str, change: Callable[[str], str]) -> str:
    return "".join(change(token.value) if _refers(token) else token.value for token in _tokens(formula))


def _tokens(formula: str) -> list[Token]:
    return list(Tokenizer(f"={formula}").items)


def _refers(token: Token) -> bool:
    return bool(token.type == Token.OPERAND and token.subtype == Token.RANGE)


def references_of(formula: str) -> Iterator[tuple[str, str]]:
    """Every reference of a formula as the sheet it names ("" for none) and the cells, or the name, as written."""
    for token in _tokens(formula):
        if _refers(token):
            prefix, _, cells = token.value.rpartition("!")
            yield sheet_named(prefix), cells


def sheet_named(prefix: str) -> str:
    """The title in a reference's prefix, without the quotes around it."""
    if prefix.startswith("'") and prefix.endswith("'"):
        return prefix[1:-1].replace("''", "'")
    return prefix


def is_unsure(formula: str) -> bool:
    """Whether a formula finds cells by means that a reader cannot follow: by computed addresses, or by table names."""
    return _UNSURE.search(formula) is not None
