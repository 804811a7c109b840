"""What people call the world's money: signs, names and codes. A name that several countries use stays open."""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import Final

SIGNS: Final = {
    "us$": "USD",
    "u.s$": "USD",
    "u.s.$": "USD",
    "usd$": "USD",
    "c$": "CAD",
    "cad$": "CAD",
    "ca$": "CAD",
    "a$": "AUD",
    "au$": "AUD",
    "aud$": "AUD",
    "nz$": "NZD",
    "nzd$": "NZD",
    "hk$": "HKD",
    "s$": "SGD",
    "sgd$": "SGD",
    "r$": "BRL",
    "mex$": "MXN",
    "mx$": "MXN",
    **{f"{code.casefold()} $": code for code in ("USD", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN")},
    "hk $": "HKD",
    "nz $": "NZD",
    "au $": "AUD",
    "ca $": "CAD",
    "mx $": "MXN",
    "$": "$",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "rm": "MYR",
    "rs.": "INR",
    "rs": "INR",
    "元": "CNY",
    "₽": "RUB",
    "₩": "KRW",
    "₪": "ILS",
    "₺": "TRY",
    "₫": "VND",
    "₴": "UAH",
    "₦": "NGN",
    "₱": "PHP",
    "₡": "CRC",
    "₾": "GEL",
    "₭": "LAK",
    "¢": "cent",
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
    **dict.fromkeys(("shekel", "shekels", "sheqel", "sheqels", "nis"), "ILS"),
    **dict.fromkeys(("tugrik", "tugriks"), "MNT"),
    **dict.fromkeys(("zloty", "zlotys"), "PLN"),
    **dict.fromkeys(("kuwaiti dinar", "kuwaiti dinars"), "KWD"),
    **dict.fromkeys(("qatari riyal", "qatari riyals"), "QAR"),
    **dict.fromkeys(("saudi riyal", "saudi riyals", "saudiriyal", "saudiriyals"), "SAR"),
    **dict.fromkeys(("turkish lira", "turkish liras"), "TRY"),
    **dict.fromkeys(("us dollar", "us dollars", "u.s. dollars", "american dollars"), "USD"),
    **dict.fromkeys(("canadian dollar", "canadian dollars"), "CAD"),
    **dict.fromkeys(("australian dollar", "australian dollars", "aussie dollar", "aussie dollars"), "AUD"),
    **dict.fromkeys(("new zealand dollar", "new zealand dollars", "nz dollars", "kiwi dollars"), "NZD"),
    **dict.fromkeys(("taiwan dollars", "taiwanese dollars"), "TWD"),
    **dict.fromkeys(("dirham", "dirhams", "uae dirhams"), "AED"),
    **dict.fromkeys(("egyptian pound", "egyptian pounds"), "EGP"),
    **dict.fromkeys(("lebanese pound", "lebanese pounds"), "LBP"),
    **dict.fromkeys(("hryvnia", "hryvnias"), "UAH"),
    **dict.fromkeys(("ruble", "rubles", "rouble", "roubles"), "RUB"),
    **dict.fromkeys(("baht", "bahts"), "THB"),
    **dict.fromkeys(("dong", "vietnamese dong"), "VND"),
    **dict.fromkeys(("rand", "south african rand"), "ZAR"),
    **dict.fromkeys(("jordanian dinar", "jordanian dinars"), "JOD"),
    **dict.fromkeys(("bahraini dinar", "bahraini dinars"), "BHD"),
    **dict.fromkeys(("iraqi dinar", "iraqi dinars"), "IQD"),
    **dict.fromkeys(("omani rial", "omani rials"), "OMR"),
    **dict.fromkeys(("iranian rial", "iranian rials"), "IRR"),
    **dict.fromkeys(("moroccan dirham", "moroccan dirhams"), "MAD"),
    **dict.fromkeys(("pakistani rupee", "pakistani rupees"), "PKR"),
    **dict.fromkeys(("rupiah", "rupiahs", "indonesian rupiah"), "IDR"),
    **dict.fromkeys(("naira", "nairas", "nigerian naira"), "NGN"),
    **dict.fromkeys(("tenge", "kazakhstani tenge"), "KZT"),
    **dict.fromkeys(("leva", "bulgarian lev", "bulgarian leva"), "BGN"),
    **dict.fromkeys(("lari", "georgian lari"), "GEL"),
    **dict.fromkeys(("icelandic krona", "icelandic kronur"), "ISK"),
    **dict.fromkeys(("kuna", "kunas", "croatian kuna"), "HRK"),
    **dict.fromkeys(("taka", "bangladeshi taka"), "BDT"),
    **dict.fromkeys(("kenyan shilling", "kenyan shillings"), "KES"),
    **dict.fromkeys(("forint", "forints"), "HUF"),
    **dict.fromkeys(("reais", "brazilian real", "brazilian reais"), "BRL"),
    **dict.fromkeys(("korean won", "south korean won"), "KRW"),
    **dict.fromkeys(("romanian lei", "lei"), "RON"),
    **dict.fromkeys(("czech koruna", "koruna", "korunas"), "CZK"),
    **dict.fromkeys(("swedish krona", "swedish kronor", "swedish crowns"), "SEK"),
    **dict.fromkeys(("norwegian krone", "norwegian kroner"), "NOK"),
    **dict.fromkeys(("danish krone", "danish kroner"), "DKK"),
    **dict.fromkeys(("hong kong dollar", "hong kong dollars"), "HKD"),
    **dict.fromkeys(("singapore dollar", "singapore dollars"), "SGD"),
    **dict.fromkeys(("british pound", "british pounds", "pounds sterling"), "GBP"),
    **dict.fromkeys(("mexican peso", "mexican pesos"), "MXN"),
    **dict.fromkeys(("philippine peso", "philippine pesos"), "PHP"),
    **dict.fromkeys(("colombian peso", "colombian pesos"), "COP"),
    **dict.fromkeys(("chilean peso", "chilean pesos"), "CLP"),
    **dict.fromkeys(("argentine peso", "argentine pesos", "argentinian pesos"), "ARS"),
    **dict.fromkeys(("franc", "francs"), "franc"),
    **dict.fromkeys(("peso", "pesos"), "peso"),
    **dict.fromkeys(("dinar", "dinars"), "dinar"),
    **dict.fromkeys(("rial", "rials"), "rial"),
    **dict.fromkeys(("riyal", "riyals"), "riyal"),
    **dict.fromkeys(("krona", "kronor", "krone", "kroner"), "krona"),
    **dict.fromkeys(("cent", "cents", "penny", "pennies"), "cent"),
    "pence": "GBP",
}
CODES: Final = (
    *("usd", "eur", "gbp", "chf", "jpy", "cny", "inr", "cad", "aud", "nzd", "sek", "nok", "dkk", "pln", "czk", "huf"),
    *("brl", "mxn", "zar", "sgd", "hkd", "ils", "aed", "sar", "qar", "kwd", "krw", "myr", "thb", "idr", "php"),
    *("vnd", "mnt", "ron", "bgn", "rub", "uah", "ngn", "egp", "clp", "ars", "bhd", "omr", "jod"),
    *("pkr", "lkr", "bdt", "kes", "twd", "lbp", "isk", "hrk", "byn", "iqd", "jmd", "ttd", "tnd", "dzd"),
    *("cop", "irr", "gel", "kzt", "mad", "rmb", "pen", "uyu"),
)

AS_ONE_WORD: Final = {name.replace(" ", ""): code for name, code in NAMES.items() if " " in name}
""" "saudiriyal", "egyptianpounds": what people write without the space."""
DOLLARS: Final = ("USD", "CAD", "AUD", "NZD", "HKD", "SGD")
FAMILIES: Final = {
    "franc": ("CHF", "XOF", "XAF"),
    "peso": ("MXN", "PHP", "ARS", "CLP", "COP"),
    "dinar": ("KWD", "BHD", "JOD", "IQD", "TND", "DZD"),
    "rial": ("OMR", "IRR"),
    "riyal": ("SAR", "QAR"),
    "krona": ("SEK", "NOK", "DKK"),
}
"""Names that several currencies share: the workspace's own is meant if it is one of them, else it must be asked."""


def names_a_currency(said: str) -> bool:
    """Whether the words of an amount hold a sign, a code or a name of money, even one that several countries share."""
    low = " ".join(said.casefold().split())
    if any(unicodedata.category(letter) == "Sc" for letter in low):
        return True
    words = re.findall(r"[^\W\d_]+", low)
    pairs = [f"{one} {two}" for one, two in itertools.pairwise(words)]
    glued = [word[1:] for word in words if word[1:] in CODES]  # "7kusd"
    return any(
        word in NAMES or word in CODES or word in AS_ONE_WORD or word in SIGNS for word in (*words, *pairs, *glued)
    )


def code_of(word: str, workspace: str) -> str:
    """The ISO 4217 code that a sign or name means in a workspace of that currency; "" where it is open."""
    key = " ".join(word.casefold().split())
    meant = SIGNS.get(key) or NAMES.get(key) or AS_ONE_WORD.get(key) or key.upper()
    if meant in ("$", "cent"):
        return workspace if workspace in DOLLARS or meant == "cent" else "USD"
    if meant in FAMILIES:
        return workspace if workspace in FAMILIES[meant] else ""
    return meant
