"""Amounts of money in a text: "45k", "$1.2M", "€45.000,00", "forty-five thousand", "45-50k". A number that is a date, a
count, a per cent or a phone number is not money, and a bare number is an amount only where a sentence asks for one."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from sales.language.currencies import CODES, NAMES, SIGNS, code_of
from sales.language.numbers import NUMBER_WORDS, SCALES, spoken
from sales.language.understanding import MoneySpan

MOST_AMOUNTS: Final = 12
LARGEST: Final = Decimal(10) ** 13

_MAGNITUDES: Final = {
    **dict.fromkeys(("k", "grand", "thousand", "ths", "tsd"), 10**3),
    **dict.fromkeys(("m", "mm", "mn", "mio", "mil", "mill", "million", "millions"), 10**6),
    **dict.fromkeys(("b", "bn", "bil", "billion", "billions"), 10**9),
    **dict.fromkeys(("lakh", "lakhs", "lac"), 10**5),
    **dict.fromkeys(("crore", "crores", "cr"), 10**7),
    **dict.fromkeys(("trillion",), 10**12),
}


def _any_of(words: object) -> str:
    assert isinstance(words, dict | tuple)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


_SCALE = rf"(?:(?:{_any_of(_MAGNITUDES)})(?![\w$])(?:\.(?=\s?(?:[€$£]|eur|usd|gbp|chf|dollar)))?|t(?=\s?(?:€|eur\b)))"
_NUMBER = (
    r"\d{1,4}\spoint\s\d{1,4}"
    r"|\d{1,3}(?:[,.' ]\d{3}){1,5}(?:[.,]\d{1,2})?(?!\d)|\d{1,3}(?:,\d\d){1,5},\d{3}(?:\.\d{1,4})?"
    r"|\d{1,13}(?:[.,]\d{1,6})?"
)
_SIGN = rf"(?:(?<![\w])(?:{_any_of(tuple(s for s in SIGNS if s[0].isalpha()))})|[$€£¥₹₽₩₪₺₫₴₦₱])"
_CODE = rf"(?:{_any_of(CODES)})"
_UNIT = rf"(?:{_any_of({**NAMES})}|{_CODE}(?!\w)|us\$|{_any_of(tuple(s for s in SIGNS if not s[0].isalpha()))})(?![\w])"
_MONEY = re.compile(
    rf"""(?<![\w.,/:#-])
    (?P<before>{_SIGN}\s?|{_CODE}\s?(?=\d))?
    (?P<number>{_NUMBER})
    (?:\s?(?P<scale>{_SCALE}))?
    (?:\s?(?P<mega>[mk])(?={_CODE}\b))?
    (?:\s?(?P<unit>{_UNIT}))?
    (?P<plus>\+?)(?![\w%:]|\s?%|/\d|-\d|[.,]\d)
    """,
    re.VERBOSE,
)
_RANGE = re.compile(
    rf"""(?<![\w.,/:#-])
    (?P<before>{_SIGN}\s?)?(?P<first>{_NUMBER})(?:\s?(?P<scale1>{_SCALE}))?
    \s?(?:-|to|\bor\b|\band\b|~)\s?
    (?P<before2>{_SIGN}\s?)?(?P<number>{_NUMBER})(?:\s?(?P<scale>{_SCALE}))?(?:\s?(?P<unit>{_UNIT}))?(?![\w%:]|[/-]\d)
    """,
    re.VERBOSE,
)
_HINT = re.compile(r"\d|\b(?:" + "|".join(sorted(NUMBER_WORDS | {"half", "quarter", "dollar", "buck"})) + r")")
_WORDS = re.compile(r"[a-z]+")
_CENTS = re.compile(r"\s?(?:and\s+)?(\d{1,2})(?:\s?(?:¢|(?:c|cents?|sens?|pence)\b)|(?=\s*[.!]?\s*$))")
"""The part behind the point said apart: "20 dollars 43 cents"."""
_CENTS_IN_WORDS = re.compile(r"\s+(?:and\s+)?([a-z]+(?:[ -][a-z]+)?)(?:\s+(?:cents?|pence))?\s*[.!]?\s*\Z")
_K_AT = re.compile(r"\s?k\b")
_UNIT_AT = re.compile(rf"\s?({_UNIT})")
_COUNTED_BEHIND = re.compile(
    r"\s*(?:seats?|users?|employees|people|persons|licen[cs]es?|steps|run|runs|rows|records|units|pieces|contacts|leads"
    r"|e-?mails|visitors|views|followers|subscribers|miles|km|words|lines|devices|tickets|requests|calls|customers"
    r"|(?:month |year )?(?:term|subscription|rollout|trial|pilot|commitment|lock-?in))\b"
)
"""80k seats, a 12m term: a count, or months."""
_NO_MONEY_BEFORE = re.compile(r"\s*(?:call|demo|meeting|chat|min)")


def find_amounts(low: str, currency: str, *, decimal_comma: bool = False) -> tuple[MoneySpan, ...]:
    """Every amount in the text, in order. `explicit` ones have a sign, a name, or a magnitude; a bare number is listed
    too, for the sentences that ask for an amount ("bump it to 38"), and never counts by itself."""
    if not _HINT.search(low):
        return ()
    found = _spoken_amounts(low, currency)
    taken = 0
    for match in _candidates(low, decimal_comma):
        if match.start() < taken or len(found) >= MOST_AMOUNTS or _inside(match.start(), found):
            continue
        read = _range if "first" in match.groupdict() else None
        amount = read(match, currency, decimal_comma) if read else _single(match, low, currency, decimal_comma)
        if amount is not None and amount.amount < LARGEST:
            found.append(amount)
            taken = amount.span[1]
    return tuple(_bounded(low, amount) for amount in sorted(found, key=lambda one: one.span))


def _inside(place: int, found: list[MoneySpan]) -> bool:
    """Whether a place lies in an amount already read."""
    return any(one.span[0] <= place < one.span[1] for one in found)


def _candidates(low: str, decimal_comma: bool) -> list[re.Match[str]]:
    ranges = [match for match in _RANGE.finditer(low) if _is_a_range(match, low, decimal_comma)]
    singles = [m for m in _MONEY.finditer(low) if not any(r.start() <= m.start() < r.end() for r in ranges)]
    return sorted((*ranges, *singles), key=lambda match: match.start())


def _is_a_range(match: re.Match[str], low: str, decimal_comma: bool) -> bool:
    """Whether two numbers are the ends of one amount: not "from 40k to 45k", which is a change, nor two days."""
    said = any(match[part] for part in ("before", "scale1", "before2", "scale", "unit"))
    before = low[: match.start()]
    if not said or before.endswith("from ") or (" and " in match[0] and not before.endswith("between ")):
        return False
    found = _range(match, "", decimal_comma)
    return found is not None


def _number(text: str, decimal_comma: bool, scaled: bool) -> tuple[Decimal, bool]:
    """The value of digits as written, and whether the writing leaves it open ("45.000" where a point is decimal)."""
    if "point" in text:
        return Decimal(re.sub(r"\s*point\s*", ".", text)), False
    text = re.sub(r"[' ]", "", text)
    if "," in text and "." in text:
        decimal = "," if text.rfind(",") > text.rfind(".") else "."
        other = "." if decimal == "," else ","
        return Decimal(text.replace(other, "").replace(decimal, ".")), False
    sign = "," if "," in text else "." if "." in text else ""
    if not sign:
        return Decimal(text), False
    groups = text.split(sign)
    thousands = len(groups) > 2 or (len(groups[-1]) == 3 and len(groups[0]) <= 3 and not scaled)
    if not thousands:
        return Decimal(text.replace(",", ".")), False
    own_thousands = "." if decimal_comma else ","
    return Decimal("".join(groups)), len(groups) == 2 and sign != own_thousands


def _magnitude(scale: str | None) -> int:
    """What a scale as written multiplies by: "k", "Mio.", the "T" of "T€"."""
    return 1 if not scale else 1_000 if scale == "t" else _MAGNITUDES[scale.rstrip(".")]


def _single(match: re.Match[str], low: str, currency: str, decimal_comma: bool) -> MoneySpan | None:
    parts = match.groupdict()
    scale = parts.get("scale") or parts.get("mega")
    value, open_ = _number(match["number"], decimal_comma, bool(scale))
    named = (parts.get("before") or parts.get("before2") or "").strip() or (match["unit"] or "")
    start, end = match.start("before") if parts.get("before") else match.start("number"), match.end()
    if "first" in parts:
        start = match.start("first")
    if not named and not scale:
        if match["number"].startswith("0") and value >= 1:
            return None
        return MoneySpan(
            (start, match.end("number")),
            value,
            currency,
            explicit=False,
            doubt="scale" if value < 1000 or open_ else "",
        )
    if scale in ("m", "b", "k") and not named and _NO_MONEY_BEFORE.match(low, end):
        return None
    if scale and _COUNTED_BEHIND.match(low, end):
        return None
    value *= _magnitude(scale)
    code = code_of(named, currency) if named else currency
    if named and (match["unit"] or named) in ("cent", "cents", "penny", "pennies", "pence", "¢"):
        value /= 100
    elif named and not scale and value == value.to_integral_value():
        value, end = _with_cents(low, value, end)
    doubt = "currency" if not code else "scale" if open_ else ""
    offers = (value, value / 1000) if open_ else ()
    return MoneySpan((start, end), value, code, doubt=doubt, offers=offers)


def _with_cents(low: str, value: Decimal, end: int) -> tuple[Decimal, int]:
    if match := _CENTS.match(low, end):
        return value + Decimal(match[1].ljust(2, "0") if len(match[1]) == 2 else match[1]) / 100, match.end()
    if match := _CENTS_IN_WORDS.match(low, end):
        cents = spoken(re.split(r"[ -]", match[1]))
        if cents and cents[0] < 100:
            return value + cents[0] / 100, match.end(1) if "cent" not in match[0] else match.end()
    return value, end


def _range(match: re.Match[str], currency: str, decimal_comma: bool) -> MoneySpan | None:
    """ "45-50k": both ends, the first with the second's magnitude where it has none of its own."""
    scale = match["scale"]
    low_end, _ = _number(match["first"], decimal_comma, bool(match["scale1"] or scale))
    high_end, _ = _number(match["number"], decimal_comma, bool(scale))
    high_end *= _magnitude(scale)
    own = match["scale1"] or (scale if low_end < high_end / 2 or low_end < 1000 else None)
    low_end *= _magnitude(own)
    named = (match["before"] or match["before2"] or match["unit"] or "").strip()
    if low_end >= high_end:
        return None
    code = code_of(named, currency) if named else currency
    return MoneySpan(match.span(), low_end, code, high_end, doubt="range", offers=(low_end, high_end))


def _spoken_amounts(low: str, currency: str) -> list[MoneySpan]:
    """Amounts in words. Only words that stand side by side make one number."""
    found: list[MoneySpan] = []
    words = list(_WORDS.finditer(low))
    texts = [word.group() for word in words]
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
        if number := spoken(texts, index):
            return number
        if texts[index] == "a" and texts[index + 1 : index + 2] in (["dollar"], ["buck"]):
            return Decimal(1), index + 1
    return None


def _side_by_side(low: str, words: list[re.Match[str]], first: int, after: int) -> bool:
    gaps = (low[words[n].end() : words[n + 1].start()] for n in range(first, after - 1))
    return all(not gap.strip(" -") for gap in gaps)


def _belongs_to_digits(low: str, start: int) -> bool:
    """ "14 million" is one amount, not fourteen and a million."""
    return re.search(r"\d\s?\Z", low[max(0, start - 3) : start]) is not None


def _spoken_amount(low: str, start: int, end: int, value: Decimal, words: list[str], currency: str) -> MoneySpan | None:
    unit = _UNIT_AT.match(low, end)
    if unit is None and (scaled := _K_AT.match(low, end)):
        return MoneySpan((start, scaled.end()), value * 1000, currency)
    if unit is None:
        if not any(SCALES.get(word, 0) >= 1000 for word in words) or re.match(
            r"\s*(?:people|users|seats|deals)", low[end:]
        ):
            return None
        return MoneySpan((start, end), value, currency)
    code = code_of(unit[1], currency)
    if unit[1] in ("cent", "cents", "penny", "pennies", "pence"):
        return MoneySpan((start, unit.end()), value / 100, code)
    value, end = _with_cents(low, value, unit.end())
    return MoneySpan((start, end), value, code, doubt="" if code else "currency")


_EACH = re.compile(
    r"\s?(?:/|per |a |an |each |every )\s?(?:seats?|users?|head|person|licen[cs]e|unit|piece|employee|agent|rep|day"
    r"|week|month|mo|hour|hr|quarter|qtr|store|site|location|device|mailbox|node|core|gb|call|api call)\b"
)
_FIRST_END = re.compile(r"(?:between|from)\s+(?P<first>\d{1,4}(?:\.\d{1,4}|\spoint\s\d{1,4})?)\s+(?P<word>and|to)\s+\Z")
_BOUND = re.compile(
    r"(?:under|less than|lower than|below|no more than|at most|max(?:imum)?|over|more than|above|at least"
    r"|min(?:imum)?|exceeding|north of|south of)\s+(?:of\s+)?\Z"
)


def _bounded(low: str, amount: MoneySpan) -> MoneySpan:
    """ "under 50k", "at least 40k": a limit is no amount to be saved."""
    if not amount.doubt and _EACH.match(low, amount.span[1]):
        return replace(amount, doubt="each", offers=(amount.amount,))
    first = None if amount.doubt else _FIRST_END.search(low, max(0, amount.span[0] - 40), amount.span[0])
    if first and (first["word"] == "and" or first[0].startswith("between")):
        return _with_first_end(amount, first)
    if amount.doubt or not _BOUND.search(low, max(0, amount.span[0] - 16), amount.span[0]):
        return amount
    return replace(amount, doubt="bound", offers=(amount.amount,))


def _with_first_end(amount: MoneySpan, first: re.Match[str]) -> MoneySpan:
    """ "between 40 and fifty thousand": the first end takes the scale of the second."""
    start, _ = _number(first["first"], False, True)
    while start * 1000 <= amount.amount:
        start *= 1000
    span = (first.start("first"), amount.span[1])
    return replace(amount, span=span, amount=start, to_amount=amount.amount, doubt="range")
