"""Numbers written in words ("forty-five thousand", "a couple of"). Knows neither units nor money."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

_SMALL: Final = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen"""
UNITS: Final = {word: value for value, word in enumerate(_SMALL.split())}
TENS: Final = {
    word: value * 10
    for value, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
} | {"fourty": 40}
SCALES: Final = {
    "hundred": 100,
    "thousand": 1_000,
    "grand": 1_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "million": 1_000_000,
    "mio": 1_000_000,
    "mil": 1_000_000,
    "mill": 1_000_000,
    "crore": 10_000_000,
    "crores": 10_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
PARTS: Final[dict[tuple[str, ...], Decimal]] = {
    ("and", "a", "half"): Decimal("0.5"),
    ("and", "a", "quarter"): Decimal("0.25"),
    ("and", "three", "quarters"): Decimal("0.75"),
}
"""What is added to a number: "one and a quarter million"."""
FEW: Final = {"couple": 2, "pair": 2, "few": 3, "several": 3, "dozen": 12}
NUMBER_WORDS: Final = frozenset({*UNITS, *TENS, *SCALES, *FEW})


def spoken(words: Sequence[str], start: int = 0) -> tuple[Decimal, int] | None:
    """The number the words from `start` on spell, and the index behind it; None where they spell none.

    "two hundred and fifty thousand" is 250000, "a few" 3, "half a million" 500000, "one point two" 1.2."""
    index = start
    if index < len(words) and words[index] in ("half", "quarter"):
        return _fraction(words, index)
    article = index < len(words) and words[index] in ("a", "an")
    if article:
        index += 1
    if article and index < len(words) and words[index] in ("half", "quarter"):
        return _fraction(words, index)
    if index < len(words) and words[index] in FEW:
        value = Decimal(FEW[words[index]])
        index += 1
        return value, index + (index < len(words) and words[index] == "of")
    if list(words[index : index + 2]) == ["three", "quarters"]:
        third = _fraction([*words[: index + 1], "quarter", *words[index + 2 :]], index + 1)
        return (third[0] * 3, third[1]) if third else None
    if article:
        if index < len(words) and words[index] in SCALES:
            return _sum(words, index, Decimal(1))
        return None
    return _sum(words, index, Decimal(0))


def _sum(words: Sequence[str], index: int, current: Decimal) -> tuple[Decimal, int] | None:
    total, start, last = Decimal(0), index, 0
    while index < len(words):
        word = words[index]
        if word in UNITS and last in (0, 2, 3):
            value = UNITS[word]
            if last == 2 and not 0 < value < 10:
                break
            current, last = current + value, 1
        elif word in TENS and last in (0, 3):
            current, last = current + TENS[word], 2
        elif word in TENS and last == 1 and index == start + 1 and _is_said_in_hundreds(words, index):
            current, last = current * 100 + TENS[word], 2
        elif word in SCALES and (current or index > start or last == 0):
            scale = SCALES[word]
            if scale == 100:
                current, last = (current or Decimal(1)) * 100, 3
            else:
                total, current, last = total + (current or Decimal(1)) * scale, Decimal(0), 3
        elif word == "and" and last == 3 and index + 1 < len(words) and words[index + 1] in (UNITS.keys() | TENS):
            pass
        elif word == "point" and last == 1 and index + 1 < len(words) and words[index + 1] in UNITS:
            current += Decimal(UNITS[words[index + 1]]) / 10
            index += 1
        else:
            break
        index += 1
    if index == start:
        return None
    return _and_a_half(words, index, total, current) or (total + current, index)


def _is_said_in_hundreds(words: Sequence[str], index: int) -> bool:
    """Whether the ten at `index` goes on as in "two fifty k": two hundred and fifty thousand."""
    behind = index + 1 + (index + 1 < len(words) and words[index + 1] in UNITS)
    return behind < len(words) and words[behind] in ("k", "grand", "thousand")


def _and_a_half(words: Sequence[str], index: int, total: Decimal, current: Decimal) -> tuple[Decimal, int] | None:
    """ "one and a half million", "a million and a half", "two and three quarters million"."""
    part = PARTS.get(tuple(words[index : index + 3]))
    if part is None:
        return None
    index += 3
    if index < len(words) and SCALES.get(words[index], 0) > 100 and not total:
        return (current + part) * SCALES[words[index]], index + 1
    if total and not current:
        scale = max(value for value in SCALES.values() if value <= total)
        return total + scale * part, index
    return (total + current + part, index) if not total else None


def _fraction(words: Sequence[str], index: int) -> tuple[Decimal, int] | None:
    share = Decimal("0.5") if words[index] == "half" else Decimal("0.25")
    index += 1
    while index < len(words) and words[index] in ("a", "an", "of"):
        index += 1
    if index < len(words) and words[index] in SCALES and SCALES[words[index]] > 100:
        return share * SCALES[words[index]], index + 1
    return None
