"""Cuts a text into the tokens that time is said with: weekdays, months, ordinals, numbers, units, dates and clock
times in digits. Knows spellings; what a sequence of tokens means is decided by the rules."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sales.language.numbers import TENS, spoken
from sales.language.times.spellings import spellings
from sales.language.times.timewords import MONTHS, ORDINALS, RELATIVE, UNIT_WORDS, WEEKDAYS

Value = int | float | str | tuple[int, ...]


class Token(NamedTuple):
    """`kind` is what it is (wd, mon, ord, num, unit, rel, clock, date, quarter, word, mark); `text` is lower case. A
    tuple, for a message makes dozens."""

    kind: str
    value: Value
    start: int
    end: int
    text: str


_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_LEXER: Final = re.compile(
    rf"""
    (?P<word>(?![qh][1-4]|[fc]y\s?'?\d)(?:week-ends?|[a-z]+(?:'[a-z]+)*))
  | (?P<iso>\d{{4}}-\d\d?-\d\d?(?:[t ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:z|[+-]\d\d:?\d\d)?)?(?![\d-]))
  | (?P<date>(?:\d{{1,4}}(?P<sep>[/.-])\d{{1,2}}(?P=sep)\d{{2,4}}|\d{{4}}(?:/\d{{1,2}}/\d|\.\d{{1,2}}\.\d))(?![\d/])
      |(?<![\d$€£.,] )(?:0?[1-9]|[12]\d|3[01])\ (?:0?[1-9]|[12]\d|3[01])\ (?:19|20)\d\d(?![\d,.%k]))
  | (?P<named>\d{{4}}[/-](?:{_MONTH})[/-]\d\d?(?!\w)
      |\d{{1,2}}(?:st|nd|rd|th)?[/-](?:{_MONTH})\.?[/-](?:\d{{4}}|\d\d)(?!\w))
  | (?P<quarter>(?:fy\s?)?'?(?:\d{{4}}|\d\d)[-/ ]?[qh][1-4](?!\w)
      |[1-4]q\s?'?(?:\d{{4}}|\d\d)(?!\w)|[12]h\s?'?(?:20\d\d|2[4-9]|3[1-9])(?!\w)
      |[qh][1-4](?:\s?[-/]?\s?(?:[fc]y\s?)?'?(?:\d{{4}}|\d\d)(?![\w%]|[.,]\d))?(?!\w)
      |[fc]y\s?'?(?:\d{{4}}|\d\d)(?!\w))
  | (?P<clock>(?:[01]?\d|2[0-4])(?::[0-5]\d(?::[0-5]\d)?|h[0-5]\d)\s?(?:(?:[ap]\s?m\b|[ap]\.\s?m\b\.?)|[ap](?!\w)\.?)?
      |(?:[01]?\d|2[0-3])\.[0-5]\d\s?(?:[ap]\s?m\b|[ap]\.\s?m\b\.?)
      |(?:1[0-2]|0?[1-9])(?:[0-5]\d)?\s?(?:ish\s?)?(?:(?:[ap]\s?m\b|[ap]\.\s?m\b\.?)|[ap](?![\w%'])\.?)
      |(?:[01]?\d|2[0-4])h(?!\w))
  | (?P<slash>\d{{1,2}}[/]\d{{1,4}}(?![\d/%])
      |\d{{4}}[/-](?:0[1-9]|1[0-2])(?![\d-])|\d{{4}}/[1-9](?!\d))
  | (?P<dot>(?<![\d.$€£])(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.?(?![\d%\w]))
  | (?P<ord>\d{{1,2}}\s?(?:st|nd|rd|th)(?!\w))
  | (?P<num>\d+(?:\.\d+)?)
  | (?P<letters>[a-z]+(?:'[a-z]+)*|[^\W\d_]+)
  | (?P<mark>[^\s\w])
    """,
    re.VERBOSE,
)
_COMPOUND = re.compile(r"(twenty|thirty)[- ](first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)(?![a-z])")


def tokens(low: str) -> list[Token]:
    """The tokens of `low` (lower case), each with where it stands. Never fails."""
    found: list[Token] = []
    known = _known()
    for match in _LEXER.finditer(low):
        kind = match.lastgroup or "mark"
        text = match.group()
        start, end = match.span()
        if kind == "word":
            meant = known.get(text)
            found.append(
                Token("word", text, start, end, text)
                if meant is None
                else Token(meant[0], meant[1], start, end, meant[2])
            )
        elif kind == "mark":
            found.append(Token(kind, text, start, end, text))
        else:
            found.append(Token(*_digits(_KINDS.get(kind, kind), text), start, end, text))
    return _joined(found, low)


_KINDS: Final = {"sep": "date", "letters": "word"}


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[str, Value, str]]:
    """Every word of time, as people spell it: its kind, its value and how it is spelt."""
    tables: tuple[tuple[str, Mapping[str, Value]], ...] = (
        *(("unit", UNIT_WORDS), ("rel", RELATIVE), ("ord", ORDINALS), ("mon", MONTHS), ("wd", WEEKDAYS)),
    )
    known = {word: (kind, value, word) for kind, table in tables for word, value in table.items()}
    return known | {said: known.get(meant, ("word", meant, meant)) for said, meant in spellings().items()}


def _digits(kind: str, text: str) -> tuple[str, Value]:
    if kind == "ord":
        return "ord", int(re.sub(r"\D", "", text))
    if kind == "num":
        return "num", float(text) if "." in text else int(text[:12])
    return kind, text


def _joined(found: list[Token], low: str) -> list[Token]:
    """Ordinals of two words ("twenty-first") made one token."""
    if "twent" not in low and "thirt" not in low:
        return found
    spots = {match.start(): match for match in _COMPOUND.finditer(low)}
    result: list[Token] = []
    until = -1
    for token in found:
        if token.start < until:
            continue
        if match := spots.get(token.start):
            until = match.end()
            ordinal = TENS[match[1]] + ORDINALS[match[2]]
            result.append(Token("ord", ordinal, token.start, until, match.group()))
        else:
            result.append(token)
    return result


DIGITS: Final = "0-9"
"""What stands for any digits among the words that a rule needs."""
_IN_DIGITS: Final = frozenset({"num", "clock", "dot", "slash", "quarter"})


class Tokens:
    """The tokens of one text, with questions that never run off the end: what stands nowhere is "".

    `kind` and `text` are tables rather than methods, for they are asked hundreds of times a message; `held` are the
    kinds there are, `known` is where the rules keep what they have read at a place."""

    kind: Callable[[int], str]
    text: Callable[[int], str]

    def __init__(self, low: str) -> None:
        self.items = tokens(low)
        self.words = [token[4] for token in self.items]
        self.kinds = [token[0] for token in self.items]
        self.kind = defaultdict(str, enumerate(self.kinds)).__getitem__
        self.text = defaultdict(str, enumerate(self.words)).__getitem__
        self.held = frozenset(self.kinds)
        self._said = frozenset(self.words)
        if not _IN_DIGITS.isdisjoint(self.held):
            self._said |= {DIGITS}
        self.known: dict[tuple[str, int], Any] = {}

    def __len__(self) -> int:
        return len(self.items)

    def says(self, words: frozenset[str]) -> bool:
        """Whether the text holds any of these words: rules that need one are not tried without."""
        return not self._said.isdisjoint(words)

    def number(self, index: int) -> int:
        """The whole-number value of a token whose kind has one; 0 beyond the end."""
        value = self.items[index].value if 0 <= index < len(self.items) else 0
        return int(value) if isinstance(value, int | float) else 0

    def unit(self, index: int) -> str:
        """The unit named at `index`, or ""."""
        return str(self.items[index].value) if self.kind(index) == "unit" else ""

    def skip(self, index: int, *words: str) -> int:
        """`index`, or the one behind it where one of `words` stands there."""
        return index + (self.text(index) in words)

    def skip_all(self, index: int, *words: str) -> int:
        """`index` behind up to four of `words` that stand there."""
        for _ in range(4):
            if self.text(index) not in words:
                break
            index += 1
        return index

    def quantity(self, index: int) -> tuple[float, int] | None:
        """A number in digits or words ("3", "2.5", "a couple of", "two"), and the index behind it."""
        if self.kind(index) == "dot" and self.kind(index + 1) == "unit":
            return float(self.text(index).rstrip(".")), index + 1
        if self.kind(index) == "num":
            value = self.items[index].value
            return (float(value) if isinstance(value, int | float) else 0.0), index + 1
        if self.text(index) in ("a", "an") and self.kind(index + 1) == "unit" and self.unit(index + 1) != "half":
            return 1.0, index + 1
        if self.kind(index) != "word":
            return None
        found = spoken(self.words, index)
        return (float(found[0]), found[1]) if found else None

    def adjacent(self, index: int) -> bool:
        """Whether the token at `index` follows the one before it without a gap."""
        return 0 < index < len(self.items) and self.items[index - 1].end == self.items[index].start
