"""Reads a column of amounts as the whole column means them. Knows separators, symbols and suffixes; refuses to guess
a currency that is not written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from sales.errors import Invalid
from sales.money import Money, is_currency
from storage.sheets.days import is_empty
from storage.sheets.table import Cell, Impossible

_SYMBOLS = {
    "US$": "USD",
    "C$": "CAD",
    "CA$": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "NZ$": "NZD",
    "S$": "SGD",
    "HK$": "HKD",
    "R$": "BRL",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "₪": "ILS",
    "zł": "PLN",
    "Fr.": "CHF",
}
_SUFFIXES = {
    "": Decimal(1),
    **dict.fromkeys(("k", "tsd", "thousand"), Decimal(10**3)),
    **dict.fromkeys(("m", "mm", "mn", "mio", "mill", "million", "millions"), Decimal(10**6)),
    **dict.fromkeys(("b", "bn", "mrd", "billion", "billions"), Decimal(10**9)),
    **dict.fromkeys(("lakh", "lac"), Decimal(10**5)),
    **dict.fromkeys(("cr", "crore"), Decimal(10**7)),
}
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f']+")
_SHAPE = re.compile(r"(?P<sign>-?)(?P<number>\d[\d.,]*)(?:[eE]\+?(?P<power>\d{1,2}))?(?P<suffix>[A-Za-z]*)\.?")
_CODE = re.compile(r"(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])")
_DIGITS = re.compile(r"\d[\d.,' \u00a0\u202f]*")


def uses_decimal_comma(cells: Iterable[Cell], default: bool = False) -> bool:
    """Whether the column writes 1.234,50 rather than 1,234.50: one value that can be read only one way decides, the
    first such where they contradict each other; `default` if there is none."""
    for cell in cells:
        if isinstance(cell, str) and (match := _DIGITS.search(cell)):
            comma = _tells_comma(_SPACES.sub("", match[0]).rstrip(".,"))
            if comma is not None:
                return comma
    return default


def _tells_comma(number: str) -> bool | None:
    """What one number proves: a separator that is last of two kinds, or not followed by exactly three digits, is the
    decimal one; a separator that occurs twice separates thousands."""
    last = max(number.rfind(","), number.rfind("."))
    if last < 0:
        return None
    separator, other = number[last], "." if number[last] == "," else ","
    if other in number:
        return separator == ","
    if number.count(separator) > 1:
        return separator != ","
    whole, digits = number[:last], number[last + 1 :]
    if len(digits) == 3 and 1 <= len(whole) <= 3 and whole != "0":
        return None
    return separator == ","


def amount_of(cell: Cell, currency: str, *, decimal_comma: bool, dollar: str = "USD") -> Money | None:
    """The amount a cell means; None for an empty one. A symbol or a code in the cell decides the currency, else it is
    `currency`; a bare "$" is `dollar`. Raises `ValueError` with a sentence."""
    if is_empty(cell):
        return None
    if isinstance(cell, Decimal):
        return _money(cell, currency, f"{cell:f}")
    if not isinstance(cell, str):
        raise ValueError(f'"{cell}" is a day where an amount is expected.')
    text = cell.strip()
    rest, code = _without_currency(text, currency, dollar)
    negative = rest.startswith("(") and rest.endswith(")")
    match = _SHAPE.fullmatch(rest.strip("()"))
    factor = _SUFFIXES.get(match["suffix"].lower()) if match else None
    if match is None or factor is None:
        raise ValueError(f'"{text}" is not an amount. Write it like 45000 or 45,000.50.')
    number = _plain_number(match["number"], decimal_comma, text) * factor
    if match["power"]:
        number = number.scaleb(int(match["power"]))
    return _money(-number if negative or match["sign"] else number, code, text)


def currency_named(words: str) -> str | None:
    """The ISO 4217 code or symbol that a heading or a cell names, such as "Amount (EUR)"."""
    for match in _CODE.finditer(words):
        if is_currency(match[1]):
            return match[1]
    return next((code for symbol, code in _SYMBOLS.items() if symbol in words), None)


def _without_currency(text: str, currency: str, dollar: str) -> tuple[str, str]:
    rest = _SPACES.sub("", text)
    code = re.match(r"[A-Z]{3}(?=[\d($€£.-])", rest) or re.search(r"(?<=[\d)a-z.])[A-Z]{3}$", rest)
    if code and is_currency(code[0]):
        return _strip_symbols(rest.replace(code[0], "", 1)), code[0]
    for symbol in sorted(_SYMBOLS, key=len, reverse=True):
        if symbol in rest:
            return _strip_symbols(rest.replace(symbol, "", 1)), _SYMBOLS[symbol]
    return _strip_symbols(rest), dollar if "$" in rest else currency


def _strip_symbols(rest: str) -> str:
    rest = re.sub(r"[$€£¥₹]", "", rest).removesuffix(",-").removesuffix(".-").removesuffix(",--")
    return rest.replace("−", "-").removeprefix("+")


def _plain_number(number: str, decimal_comma: bool, text: str) -> Decimal:
    """The number without its thousands separators. One that proves its own way is read that way."""
    own = _tells_comma(number)
    comma = decimal_comma if own is None else own
    decimal, thousands = (",", ".") if comma else (".", ",")
    whole, _, cents = number.rstrip(thousands).replace(thousands, "").partition(decimal)
    if decimal in cents:
        raise ValueError(f'"{text}" is not an amount. Write it like 45000 or 45,000.50.')
    return Decimal(f"{whole or 0}.{cents or 0}")


def _money(number: Decimal, currency: str, text: str) -> Money:
    if number < 0:
        raise Impossible(f'"{text}" is below zero. An amount cannot be.')
    try:
        return Money.of(number, currency)
    except Invalid as problem:
        raise Impossible(problem.sentence) from None
