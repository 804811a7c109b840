"""Amounts of money in a text: "45k", "$1.2M", "€45.000,00", "forty-five thousand", "45-50k". A number that is a date, a
count, a per cent or a phone number is not money, and a bare number is an amount only where a sentence asks for one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from sales.language.currencies import code_of
from sales.language.money_words import CODE, MOST_AMOUNTS, NUMBER, SCALE, SIGN, UNIT, magnitude, with_cents
from sales.language.numbers import NUMBER_WORDS
from sales.language.spoken_amounts import spoken_amounts
from sales.language.surroundings import vague_amounts, with_surroundings
from sales.language.understanding import MoneySpan
from sales.language.written_numbers import number_in

LARGEST: Final = Decimal(10) ** 13
"""Nobody has so much: from here on, as below zero, it is asked how much is meant."""
_MONEY = re.compile(
    rf"""(?<![\w.,/:#-])
    (?P<minus>(?<![^\s(])[-−–](?=[\d$€£¥]))?(?P<before>{SIGN}\s?|{CODE}\s?(?=\d))?
    (?P<number>{NUMBER})
    (?:\s?(?P<scale>{SCALE}))?
    (?:\s?(?P<mega>[mk])(?={CODE}\b))?
    (?:\s?(?P<unit>{UNIT}))?
    (?P<plus>\+?)(?![\w%:]|\s?%|/\d|-\d|[.,]\d)
    """,
    re.VERBOSE,
)
_RANGE = re.compile(
    rf"""(?<![\w.,/:#-])
    (?P<before>{SIGN}\s?)?(?P<first>{NUMBER})(?:\s?(?P<scale1>{SCALE}))?
    \s?(?:-|to|\bor\b|\band\b|~|(?P<slash>/))\s?
    (?P<before2>{SIGN}\s?)?(?P<number>{NUMBER})(?:\s?(?P<scale>{SCALE}))?(?:\s?(?P<unit>{UNIT}))?(?![\w%:]|[/-]\d)
    """,
    re.VERBOSE,
)
_FOREIGN: Final = re.compile(
    r"\s(?!us\b|worth\b)[a-z]{3,}\s(?:dollars?|pounds?|francs?|pesos?|rupees?|dinars?|krone[rn]?|krona|kronor"
    r"|li[rv]as?)\b"
)
"""Somebody's dollars, but nobody's that we know: "45k Jamaican dollars"."""
_HINT = re.compile(r"\d|\b(?:" + "|".join(sorted(NUMBER_WORDS | {"half", "quarter", "dollar", "buck", "penny"})) + r")")
_COUNTED_BEHIND = re.compile(
    r"\s*(?:seats?|users?|employees|people|persons|licen[cs]es?|steps|run|runs|rows|records|units|pieces|contacts|leads"
    r"|e-?mails|visitors|views|followers|subscribers|miles|km|words|lines|devices|tickets|requests|calls|customers"
    r"|monitors?|displays?|screens?|tvs?|videos?|cameras?|ago|from now"
    r"|(?:month |year )?(?:term|subscription|rollout|trial|pilot|commitment|lock-?in))\b"
)
"""80k seats, a 12m term: a count, or months."""
_NO_MONEY_BEFORE = re.compile(r"\s*(?:call|demo|meeting|chat|min)")


_DIGIT: Final = re.compile(r"\d")


def find_amounts(low: str, currency: str, *, decimal_comma: bool = False) -> tuple[MoneySpan, ...]:
    """Every amount in the text, in order. `explicit` ones have a sign, a name, or a magnitude; a bare number is listed
    too, for the sentences that ask for an amount ("bump it to 38"), and never counts by itself."""
    if not _HINT.search(low):
        return ()
    found = vague_amounts(low, currency) or spoken_amounts(low, currency)
    taken = 0
    for match in _candidates(low, decimal_comma) if _DIGIT.search(low) else ():
        if match.start() < taken or len(found) >= MOST_AMOUNTS or _inside(match.start(), found):
            continue
        read = _range if "first" in match.groupdict() else None
        amount = read(match, currency, decimal_comma) if read else _single(match, low, currency, decimal_comma)
        if amount is not None:
            found.append(amount)
            taken = amount.span[1]
    return tuple(with_surroundings(low, amount) for amount in _joined(low, sorted(found, key=lambda one: one.span)))


_TO: Final = re.compile(r" ?(?:to|-|–|and) ?")


def _joined(low: str, found: list[MoneySpan]) -> list[MoneySpan]:
    """Two whole amounts that are the ends of one: "between 10 dollars and 20 dollars", "10 dollars to 20 dollars"."""
    if len(found) != 2 or not _TO.fullmatch(low, found[0].span[1], found[1].span[0]):
        return found
    first, last = found
    between = low[: first.span[0]].endswith("between ")
    alone = not low[: first.span[0]].strip() and low[first.span[1] : last.span[0]].strip() != "and"
    same = first.currency == last.currency and first.amount < last.amount
    if not (between or alone) or not same or first.doubt or last.doubt or not (first.explicit and last.explicit):
        return found
    offers = (first.amount, last.amount)
    span = (first.span[0], last.span[1])
    return [MoneySpan(span, first.amount, first.currency, last.amount, doubt="range", offers=offers)]


def _inside(place: int, found: list[MoneySpan]) -> bool:
    """Whether a place lies in an amount already read."""
    return any(one.span[0] <= place < one.span[1] for one in found)


_TWO_NUMBERS: Final = re.compile(r"\d\D+\d")
"""A cheap test that spares most texts the search for ranges."""


def _candidates(low: str, decimal_comma: bool) -> list[re.Match[str]]:
    found = _RANGE.finditer(low) if _TWO_NUMBERS.search(low) else ()
    ranges = [match for match in found if _is_a_range(match, low, decimal_comma)]
    singles = [m for m in _MONEY.finditer(low) if not any(r.start() <= m.start() < r.end() for r in ranges)]
    return sorted((*ranges, *singles), key=lambda match: match.start())


_ANYWHERE: Final = ("anywhere from ", "somewhere from ", "ranging from ", "ranges from ")


def _is_a_range(match: re.Match[str], low: str, decimal_comma: bool) -> bool:
    """Whether two numbers are the ends of one amount: not "from 40k to 45k", which is a change, nor two days."""
    said = any(match[part] for part in ("before", "scale1", "before2", "scale", "unit"))
    before = low[: match.start()]
    if match["slash"] and not match["scale1"]:
        return False  # "1/2 million"
    alone = before == "from " and match["unit"] and not any(match[part] for part in ("before", "scale1", "before2"))
    if (
        not said
        or (before.endswith("from ") and not alone and not before.endswith(_ANYWHERE))
        or (" and " in match[0] and not before.endswith("between "))
    ):
        return False
    found = _range(match, "", decimal_comma)
    return found is not None


_CENTS_BY_COMMA: Final = re.compile(r"\d{1,3},00")
""" "$45,00": cents behind a comma, or a zero left out."""


def _single(match: re.Match[str], low: str, currency: str, decimal_comma: bool) -> MoneySpan | None:
    parts = match.groupdict()
    scale = parts.get("scale") or parts.get("mega")
    value, open_ = number_in(match["number"], decimal_comma, bool(scale))
    named = (parts.get("before") or parts.get("before2") or "").strip() or (match["unit"] or "")
    start, end = match.start("before") if parts.get("before") else match.start("number"), match.end()
    if "first" in parts:
        start = match.start("first")
    impossible = value * magnitude(scale) >= LARGEST or parts.get("minus") is not None
    if not named and not scale:
        if (match["number"].startswith("0") and value >= 1) or parts.get("minus"):
            return None
        return MoneySpan(
            (start, match.end("number")),
            value,
            currency,
            explicit=False,
            doubt="vague" if impossible else "scale" if value < 1000 or open_ else "",
        )
    if scale in ("m", "b", "k") and not named and _NO_MONEY_BEFORE.match(low, end):
        return None
    if scale and _COUNTED_BEHIND.match(low, end):
        return None
    value *= magnitude(scale)
    code = code_of(named, currency) if named else currency
    open_ = open_ or (not scale and not decimal_comma and _CENTS_BY_COMMA.fullmatch(match["number"]) is not None)
    if named and (match["unit"] or named) in ("cent", "cents", "penny", "pennies", "pence", "¢"):
        value /= 100
    elif named and not scale and value == value.to_integral_value():
        value, end = with_cents(low, value, end)
    if impossible:
        return MoneySpan((match.start(), end), value, code or currency, doubt="vague")
    if scale and not named and _FOREIGN.match(low, end):
        code = ""
    doubt = "currency" if not code else "scale" if open_ else "bound" if parts.get("plus") else ""
    offers = (
        (value,)
        if doubt == "bound" or (open_ and (value % 1 or _CENTS_BY_COMMA.fullmatch(match["number"])))
        else (value, value / 1000)
        if open_
        else ()
    )
    return MoneySpan((start, end), value, code, doubt=doubt, offers=offers)


def _range(match: re.Match[str], currency: str, decimal_comma: bool) -> MoneySpan | None:
    """ "45-50k": both ends, the first with the second's magnitude where it has none of its own."""
    scale = match["scale"]
    low_end, _ = number_in(match["first"], decimal_comma, bool(match["scale1"] or scale))
    high_end, _ = number_in(match["number"], decimal_comma, bool(scale))
    high_end *= magnitude(scale)
    own = match["scale1"] or (scale if low_end < high_end / 2 or low_end < 1000 else None)
    low_end *= magnitude(own)
    named = (match["before"] or match["before2"] or match["unit"] or "").strip()
    if low_end >= high_end:
        return None
    code = code_of(named, currency) if named else currency
    return MoneySpan(match.span(), low_end, code, high_end, doubt="range", offers=(low_end, high_end))
