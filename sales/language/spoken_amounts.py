"""Amounts of money in words: only words that stand side by side make one number."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from sales.language.currencies import NAMES, code_of
from sales.language.money_words import CODE, MOST_AMOUNTS, UNIT_AT, magnitude, with_cents
from sales.language.numbers import NUMBER_WORDS, SCALES, UNITS, spoken
from sales.language.understanding import MoneySpan

_WORDS = re.compile(r"[a-z]+")
_MEGA_AT = re.compile(rf"\s?([mk])({CODE})\b")
_K_AT = re.compile(r"\s?k\b")


_TO_BEFORE = re.compile(
    r"\b(?:(?:to|at|is now)(?: (?:about|around|roughly|say|maybe))?|(?:make|set|put"
    r"|call) \S[^,.;:!?\n]{0,40}? (?:about|around|roughly|say))\s\Z"
)
_ENDS = re.compile(r"\s*(?:$|[.,;!?]|(?:now|please|and|instead|from)\b)")
""" "bump it to fifty five": a number without its scale, in words."""


def spoken_amounts(low: str, currency: str) -> list[MoneySpan]:
    """Amounts in words. Only words that stand side by side make one number."""
    found: list[MoneySpan] = []
    texts = _WORDS.findall(low)
    if _IN_EVERY.isdisjoint(texts):
        return found
    words = list(_WORDS.finditer(low))
    index = 0
    while index < len(words) and len(found) < MOST_AMOUNTS:
        number = _spoken_number(texts, index)
        if number is None or not _side_by_side(low, words, index, number[1]):
            index += 1
            continue
        value, after = number
        start, end = words[index].start(), words[after - 1].end()
        amount = _spoken_amount(low, start, end, value, texts[index:after], currency)
        index = after
        if amount and not _belongs_to_digits(low, start):
            found.append(amount)
            while index < len(words) and words[index].start() < amount.span[1]:
                index += 1
    return found


def _spoken_number(texts: list[str], index: int) -> tuple[Decimal, int] | None:
    if texts[index] in NUMBER_WORDS or texts[index] in ("half", "quarter", "a", "an"):
        number = spoken(texts, index)
        if number and not (texts[index] == "grand" and "".join(texts[index + 1 : index + 2]) not in NAMES):
            return number  # "grand opening"
        if texts[index] == "a" and "".join(texts[index + 1 : index + 2]) in _ONE_OF:
            return Decimal(1), index + 1
    return None


_ONE_OF = frozenset({"dollar", "buck", "euro", "pound", "penny", "cent"})
_IN_EVERY = NUMBER_WORDS | {"half", "quarter", "quarters"} | _ONE_OF
"""One of these is in every amount in words."""


def _side_by_side(low: str, words: list[re.Match[str]], first: int, after: int) -> bool:
    gaps = (low[words[n].end() : words[n + 1].start()] for n in range(first, after - 1))
    return all(not gap.strip(" -") for gap in gaps)


def _belongs_to_digits(low: str, start: int) -> bool:
    """ "14 million" is one amount, not fourteen and a million; nor is "1 and a half million" two."""
    before = low[max(0, start - 6) : start]
    return _DIGIT_BEFORE.search(before) is not None or (
        _DIGIT_AND_BEFORE.search(before) is not None and low.startswith(("a half", "a quarter", "three q"), start)
    )


_DIGIT_BEFORE = re.compile(r"\d\s?\Z")
_DIGIT_AND_BEFORE = re.compile(r"\d\sand\s\Z")


def _spoken_amount(low: str, start: int, end: int, value: Decimal, words: list[str], currency: str) -> MoneySpan | None:
    unit = UNIT_AT.match(low, end)
    if unit is None and (mega := _MEGA_AT.match(low, end)):
        return MoneySpan((start, mega.end()), value * magnitude(mega[1]), code_of(mega[2], currency))
    if unit is None and (scaled := _K_AT.match(low, end)):
        return MoneySpan((start, scaled.end()), value * 1000, currency)
    if unit is None:
        if 10 <= value < 1000 and _TO_BEFORE.search(low, 0, start) and _ENDS.match(low, end):
            return MoneySpan((start, end), value, currency, explicit=False, doubt="scale")
        if not any(SCALES.get(word, 0) >= 1000 for word in words) or re.match(
            r"\s*(?:people|users|seats|deals)", low[end:]
        ):
            return None
        return _with_tenths(MoneySpan((start, end), value, currency), words)
    code = code_of(unit[1], currency)
    if unit[1] in ("cent", "cents", "penny", "pennies", "pence"):
        return MoneySpan((start, unit.end()), value / 100, code)
    value, end = with_cents(low, value, unit.end())
    return MoneySpan((start, end), value, code, doubt="" if code else "currency")


def _with_tenths(amount: MoneySpan, words: list[str]) -> MoneySpan:
    """ "a million five" is mostly a million and a half, and by its words a million and five: it must be asked."""
    tenths = UNITS.get(words[-1], 0)
    scale = SCALES.get(words[-2], 0) if len(words) > 1 else 0
    if not 1 <= tenths <= 9 or scale < 1000:
        return amount
    likely = amount.amount - tenths + Decimal(tenths * scale) / 10
    return replace(amount, doubt="scale", offers=(likely, amount.amount))
