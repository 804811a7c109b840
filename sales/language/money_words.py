"""How money is written: signs, names, magnitudes, and the cents behind it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from sales.language.currencies import AS_ONE_WORD, CODES, NAMES, SIGNS
from sales.language.numbers import spoken

MOST_AMOUNTS: Final = 12
MAGNITUDES: Final = {
    **dict.fromkeys(("k", "grand", "thousand", "thou", "ths", "tsd"), 10**3),
    **dict.fromkeys(("m", "mm", "mn", "mio", "mil", "mill", "mln", "million", "millions"), 10**6),
    **dict.fromkeys(("b", "bn", "bil", "billion", "billions"), 10**9),
    **dict.fromkeys(("lakh", "lakhs", "lac"), 10**5),
    **dict.fromkeys(("crore", "crores", "cr"), 10**7),
    **dict.fromkeys(("trillion",), 10**12),
}


def any_of(words: object) -> str:
    """A regular expression for any of these words, the longest first; a space may be several."""
    assert isinstance(words, dict | tuple)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


SCALE = rf"(?:(?:{any_of(MAGNITUDES)})(?!\w)(?:\.(?=\s?(?:[€$£]|eur|usd|gbp|chf|dollar)))?|t(?=\s?(?:€|eur\b)))"
NUMBER = (
    rf"\d{{1,3}}(?:\s1/2|\s?½|\sand\sa\shalf|\sand\sa\squarter|\sand\sthree\squarters)(?=\s?{SCALE})"
    r"|\d{1,4}\spoint\s\d{1,4}"
    r"|\d{1,3}(?:[,.' ]\d{3}){1,5}(?:[.,]\d{1,2})?(?!\d)|\d{1,3}(?:,\d\d){1,5},\d{3}(?:\.\d{1,4})?"
    r"|\d{1,30}(?:[.,]\d{1,6})?|\.\d{1,3}(?=\s?(?:m|mm|mn|mil|million|b|bn|billion)\b)"
)
SIGN = rf"(?:(?<![\w])(?:{any_of(tuple(s for s in SIGNS if s[0].isalpha()))})|[$€£¥₹₽₩₪₺₫₴₦₱])"
CODE = rf"(?:{any_of(CODES)})"
_NAME = any_of({**NAMES, **AS_ONE_WORD})
UNIT = rf"(?:{_NAME}|{CODE}(?!\w)|us\$|{any_of(tuple(s for s in SIGNS if not s[0].isalpha()))})(?![\w])"
_SMALL_COIN = r"(?:c|p|cents?|sens?|pence|paise|paisa|agorot|kopecks?|rappen|centimes?|centavos?|groszy|fils)\b"
_CENTS = re.compile(rf"\s?(?:and\s+)?(\d{{1,2}})(?:\s?(?:¢|{_SMALL_COIN})|(?=\s*[.!]?\s*$))")
"""The part behind the point said apart: "20 dollars 43 cents"."""
_CENTS_IN_WORDS = re.compile(r"\s+(?:and\s+)?([a-z]+(?:[ -][a-z]+)?)(?:\s+(?:cents?|pence))?\s*[.!]?\s*\Z")
_SHARES = {"a half": Decimal("0.5"), "a quarter": Decimal("0.25")}
UNIT_AT = re.compile(rf"\s?({UNIT})")


def magnitude(scale: str | None) -> int:
    """What a scale as written multiplies by: "k", "Mio.", the "T" of "T€"."""
    return 1 if not scale else 1_000 if scale == "t" else MAGNITUDES[scale.rstrip(".")]


def with_cents(low: str, value: Decimal, end: int) -> tuple[Decimal, int]:
    """The amount with the cents said behind it ("20 dollars 43 cents"), and where it ends."""
    if match := _CENTS.match(low, end):
        return value + Decimal(match[1].ljust(2, "0") if len(match[1]) == 2 else match[1]) / 100, match.end()
    if match := _CENTS_IN_WORDS.match(low, end):
        if match[1] in _SHARES:
            return value + _SHARES[match[1]], match.end(1)
        cents = spoken(re.split(r"[ -]", match[1]))
        if cents and cents[0] < 100:
            return value + cents[0] / 100, match.end(1) if "cent" not in match[0] else match.end()
    return value, end
