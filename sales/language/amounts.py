"""Amounts of money in a text: "45k", "$1.2M", "€45.000,00", "forty-five thousand", "45-50k". A number that is a date, a
count, a per cent or a phone number is not money, and a bare number is an amount only where a sentence asks for one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from sales.language.numbers import NUMBER_WORDS

MOST_AMOUNTS: Final = 12
LARGEST: Final = Decimal(10) ** 13

SIGNS: Final = {
    "us$": "USD", "u.s$": "USD", "u.s.$": "USD", "usd$": "USD", "c$": "CAD", "cad$": "CAD", "ca$": "CAD",
    "a$": "AUD", "au$": "AUD", "aud$": "AUD", "nz$": "NZD", "nzd$": "NZD", "hk$": "HKD", "s$": "SGD",
    "sgd$": "SGD", "r$": "BRL", "mex$": "MXN", "mx$": "MXN", "$": "$", "€": "EUR", "£": "GBP", "¥": "JPY",
    "₹": "INR", "rs.": "INR", "rs": "INR", "元": "CNY", "₽": "RUB", "₩": "KRW", "₪": "ILS", "₺": "TRY",
    "₫": "VND", "₴": "UAH", "₦": "NGN", "₱": "PHP", "₡": "CRC", "₾": "GEL", "₭": "LAK", "¢": "cent",
}
"""Signs and the currency they mean; "$" is the workspace's dollar."""

NAMES: Final = {
    **dict.fromkeys(("dollar", "dollars", "bucks", "buck"), "$"),
    **dict.fromkeys(("euro", "euros"), "EUR"),
    **dict.fromkeys(("pound", "pounds", "quid", "sterling"), "GBP"),
    **dict.fromkeys(("yen", "japanese yen"), "JPY"),
    **dict.fromkeys(("yuan", "rmb", "renminbi", "chinese yuan"), "CNY"),
    **dict.fromkeys(("rupee", "rupees", "indian rupees"), "INR"),
    **dict.fromkeys(("swiss franc", "swiss francs"), "CHF"),
    **dict.fromkeys(("ringgit", "ringgits"), "MYR"),
    **dict.fromkeys(("shekel", "shekels"), "ILS"),
    **dict.fromkeys(("tugrik", "tugriks"), "MNT"),
    **dict.fromkeys(("zloty", "zlotys"), "PLN"),
    **dict.fromkeys(("kuwaiti dinar", "kuwaiti dinars"), "KWD"),
    **dict.fromkeys(("qatari riyal", "qatari riyals"), "QAR"),
    **dict.fromkeys(("saudi riyal", "saudi riyals", "saudiriyal", "saudiriyals"), "SAR"),
    **dict.fromkeys(("turkish lira", "turkish liras"), "TRY"),
    **dict.fromkeys(("us dollar", "us dollars", "u.s. dollars", "american dollars"), "USD"),
    **dict.fromkeys(("canadian dollar", "canadian dollars"), "CAD"),
    **dict.fromkeys(("australian dollar", "australian dollars"), "AUD"),
    **dict.fromkeys(("hong kong dollar", "hong kong dollars"), "HKD"),
    **dict.fromkeys(("singapore dollar", "singapore dollars"), "SGD"),
    **dict.fromkeys(("british pound", "british pounds", "pounds sterling"), "GBP"),
    **dict.fromkeys(("mexican peso", "mexican pesos"), "MXN"),
    **dict.fromkeys(("franc", "francs"), "franc"),
    **dict.fromkeys(("peso", "pesos"), "peso"),
    **dict.fromkeys(("dinar", "dinars"), "dinar"),
    **dict.fromkeys(("rial", "rials"), "rial"),
    **dict.fromkeys(("riyal", "riyals"), "riyal"),
    **dict.fromkeys(("krona", "kronor", "krone", "kroner"), "krona"),
    **dict.fromkeys(("cent", "cents", "penny", "pennies", "pence"), "cent"),
}
CODES: Final = (
    *("usd", "eur", "gbp", "chf", "jpy", "cny", "inr", "cad", "aud", "nzd", "sek", "nok", "dkk", "pln", "czk", "huf"),
    *("brl", "mxn", "zar", "sgd", "hkd", "ils", "try", "aed", "sar", "qar", "kwd", "krw", "myr", "thb", "idr", "php"),
    *("vnd", "mnt", "ron", "bgn", "rub", "uah", "ngn", "egp", "clp", "cop", "ars", "pen", "bhd", "omr", "jod"),
)
_MAGNITUDES: Final = {
    **dict.fromkeys(("k", "grand", "thousand", "ths", "tsd", "t"), 10**3),
    **dict.fromkeys(("m", "mm", "mn", "mio", "mil", "mill", "million", "millions"), 10**6),
    **dict.fromkeys(("b", "bn", "bil", "billion", "billions"), 10**9),
    **dict.fromkeys(("lakh", "lakhs", "lac"), 10**5),
    **dict.fromkeys(("crore", "crores", "cr"), 10**7),
    **dict.fromkeys(("trillion",), 10**12),
}


def _any_of(words: object) -> str:
    assert isinstance(words, dict | tuple)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


_SCALE = rf"(?:{_any_of(_MAGNITUDES)})(?![\w$])"
_NUMBER = r"\d{1,3}(?:[,.' ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,3}(?:,\d\d)+,\d{3}(?:\.\d+)?|\d+(?:[.,]\d+)?"
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
    \s?(?:-|to|\bor\b|~)\s?
    (?P<before2>{_SIGN}\s?)?(?P<number>{_NUMBER})(?:\s?(?P<scale>{_SCALE}))?(?:\s?(?P<unit>{_UNIT}))?(?![\w%:]|[/-]\d)
    """,
    re.VERBOSE,
)
_HINT = re.compile(r"\d|\b(?:" + "|".join(sorted(NUMBER_WORDS | {"half", "quarter", "dollar", "buck"})) + r")")
_WORDS = re.compile(r"[a-z]+")
_CENTS = re.compile(r"\s?(?:and\s+)?(\d{1,2})(?:\s?(?:c|¢|cents?|sens?|pence)\b|(?=\s*[.!]?\s*$))")
"""The part behind the point said apart: "20 dollars 43 cents"."""
