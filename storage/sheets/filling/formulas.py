"""What a formula comes to, as far as it is made of sums, shares, comparisons and choices. Knows how such formulas are
read; whoever holds the cells says what they hold. What it does not know for certain it refuses."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from openpyxl.formula.tokenizer import Token, Tokenizer

from sales.filling.grid import Box
from storage.sheets.filling.operations import (
    COMPARED,
    OVER_NUMBERS,
    Fault,
    Result,
    Unknown,
    is_pattern,
    joined,
    number,
    rounded,
    same,
    truth,
)
from storage.sheets.filling.references import box_of, sheet_named

_LEVELS: Sequence[set[str]] = (COMPARED, {"&"}, {"+", "-"}, {"*", "/"}, {"^"})


class Cells(Protocol):
    """The cells that formulas read, by the title of their sheet. All may raise `Unknown` and `Fault`."""

    @property
    def sheets(self) -> Mapping[str, object]: ...
    @property
    def names(self) -> Mapping[str, str]: ...
    def at(self, title: str, row: int, column: int) -> Result: ...
    def within(self, title: str, box: Box) -> Iterator[Result]: ...
    def is_subtotal(self, title: str, box: Box) -> bool: ...


@dataclass(frozen=True, slots=True)
class _Range:
    title: str
    box: Box


_Value = Result | _Range


class Reading:
    """One formula, read from left to right."""

    def __init__(self, cells: Cells, title: str, formula: str) -> None:
        self._cells, self._title = cells, title
        self._tokens = [token for token in Tokenizer(f"={formula}").items if token.type != Token.WSPACE]
        self._at = 0

    def result(self) -> Result:
        value = self._single(self._expression(0))
        if self._at < len(self._tokens):
            raise Unknown
        return value

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self) -> Token:
        token = self._peek()
        if token is None:
            raise Unknown
        self._at += 1
        return token

    def _expression(self, level: int) -> _Value:
        if level == len(_LEVELS):
            return self._operand()
        left = self._expression(level + 1)
        while (token := self._peek()) and token.type == Token.OP_IN and token.value in _LEVELS[level]:
            self._take()
            left = joined(token.value, self._single(left), self._single(self._expression(level + 1)))
        return left

    def _operand(self) -> _Value:
        token = self._take()
        value: _Value
        if token.type == Token.OP_PRE:
            value = self._operand()
            return -number(self._single(value)) if token.value == "-" else value
        if token.type == Token.OPERAND:
            value = self._literal(token)
        elif token.type == Token.PAREN and token.subtype == Token.OPEN:
            value = self._expression(0)
            self._close()
        elif token.type == Token.FUNC and token.subtype == Token.OPEN:
            value = self._function(token.value[:-1].upper())
        else:
            raise Unknown
        while (after := self._peek()) and after.type == Token.OP_POST:
            self._take()
            value = number(self._single(value)) / 100
        return value

    def _literal(self, token: Token) -> _Value:
        match token.subtype:
            case Token.NUMBER:
                return float(token.value)
            case Token.TEXT:
                return str(token.value[1:-1]).replace('""', '"')
            case Token.LOGICAL:
                return bool(token.value.upper() == "TRUE")
            case Token.RANGE:
                return self._range(token.value)
            case _:
                raise Unknown

    def _range(self, written: str, depth: int = 0) -> _Range:
        prefix, _, cells = written.rpartition("!")
        box = box_of(cells)
        if box is None and depth < 3 and cells.casefold() in self._cells.names:
            return self._range(self._cells.names[cells.casefold()], depth + 1)
        if box is None:
            raise Unknown
        named = sheet_named(prefix).casefold()
        titles = {title.casefold(): title for title in self._cells.sheets}
        if named and named not in titles:
            raise Unknown
        return _Range(titles[named] if named else self._title, box)

    def _close(self) -> None:
        token = self._take()
        if token.subtype != Token.CLOSE:
            raise Unknown

    def _single(self, value: _Value) -> Result:
        if not isinstance(value, _Range):
            return value
        if (value.box.top, value.box.left) != (value.box.bottom, value.box.right):
            raise Unknown
        return self._cells.at(value.title, value.box.top, value.box.left)

    def _function(self, name: str) -> _Value:
        if name in ("IF", "IFERROR"):
            return self._if() if name == "IF" else self._iferror()
        arguments = self._arguments()
        if name == "SUMIF" and len(arguments) in (2, 3):
            return self._sumif(arguments)
        if name == "SUBTOTAL" and len(arguments) == 2 and self._single(arguments[0]) in (9.0, 109.0):
            inner = arguments[1]
            if isinstance(inner, _Range) and self._cells.is_subtotal(inner.title, inner.box):
                raise Unknown
            return math.fsum(self._numbers(arguments[1:]))
        if name in ("ROUND", "ABS"):
            numbers = [number(self._single(argument)) for argument in arguments]
            return abs(numbers[0]) if name == "ABS" else rounded(*numbers)
        if name in OVER_NUMBERS:
            return OVER_NUMBERS[name](list(self._numbers(arguments)))
        raise Unknown

    def _arguments(self) -> list[_Value]:
        found: list[_Value] = []
        token = self._peek()
        if token is not None and token.subtype == Token.CLOSE:
            self._take()
            return found
        while True:
            found.append(self._expression(0))
            token = self._take()
            if token.subtype == Token.CLOSE:
                return found
            if token.type != Token.SEP or token.subtype != Token.ARG:
                raise Unknown

    def _if(self) -> Result:
        """Only the branch that is chosen is worked out: the other may well be an error."""
        chosen = truth(self._single(self._expression(0)))
        self._separator()
        value: Result = self._single(self._expression(0)) if chosen else self._skipped()
        if self._take().subtype == Token.CLOSE:
            return value if chosen else False
        other: Result = self._skipped() if chosen else self._single(self._expression(0))
        self._close()
        return value if chosen else other

    def _iferror(self) -> Result:
        start = self._at
        try:
            value = self._single(self._expression(0))
            faulty = False
        except Fault:
            self._at = start
            value, faulty = self._skipped(), True
        self._separator()
        otherwise = self._single(self._expression(0)) if faulty else self._skipped()
        self._close()
        return otherwise if faulty else value

    def _separator(self) -> None:
        if self._take().type != Token.SEP:
            raise Unknown

    def _skipped(self) -> Result:
        """Goes over an argument without working it out: nothing is known of it, and nothing need be."""
        depth = 0
        while (token := self._peek()) is not None:
            if depth == 0 and (token.type == Token.SEP or token.subtype == Token.CLOSE):
                break
            depth += {Token.OPEN: 1, Token.CLOSE: -1}.get(token.subtype, 0)
            self._at += 1
        return None

    def _numbers(self, arguments: Sequence[_Value]) -> Iterator[float]:
        """The numbers of ranges, in which texts count for nothing, and of single values."""
        for argument in arguments:
            if isinstance(argument, _Range):
                for value in self._cells.within(argument.title, argument.box):
                    if isinstance(value, float) and not isinstance(value, bool):
                        yield value
            else:
                yield number(argument)

    def _sumif(self, arguments: Sequence[_Value]) -> float:
        where, wanted = arguments[0], self._single(arguments[1])
        added = arguments[2] if len(arguments) == 3 else where
        if not isinstance(where, _Range) or not isinstance(added, _Range) or is_pattern(wanted):
            raise Unknown
        down, right = added.box.top - where.box.top, added.box.left - where.box.left
        total = []
        for row in range(where.box.top, min(where.box.bottom, where.box.top + 20_000) + 1):
            for column in range(where.box.left, min(where.box.right, where.box.left + 200) + 1):
                if same(self._cells.at(where.title, row, column), wanted):
                    value = self._cells.at(added.title, row + down, column + right)
                    total.append(value if isinstance(value, float) else 0.0)
        return math.fsum(total)
