"""The words around an amount that say how it is meant: "~40k", "40k or so", "45k tops", "$40 a head", "3 x 12k", "40k
plus VAT", and those that name none: "a few grand", "six figures". Reads no amounts itself."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from sales.language.money_words import any_of, magnitude
from sales.language.numbers import FEW, spoken
from sales.language.understanding import MoneySpan
from sales.language.written_numbers import number_in

_PERIOD = r"\s?(?:/|per|an?|each|every)\s?(?:month|mo|mth|year|yr|annum|day|week)\b"
_HEADS = (
    r"(?:seats?|users?|head|person|licen[cs]e|unit|piece|employee|agent|rep|store|site|location|device|mailbox|node"
    r"|core"
    r"|gb|call|api call)"
)
_EACH: Final = re.compile(
    rf"\s?(?:/|per |an? |each |every )\s?(?:{_HEADS}|day|week|hour|hr|quarter|qtr)\b(?:{_PERIOD})?"
    r"|\s(?:apiece|each(?! (?:month|year))|pp|pupm|pppm|p/[dhw]|quarterly)\b"
)
_A_MONTH: Final = re.compile(r"\s?(?:/|per |an? |each |every )\s?(?:month|mo)\b")
_FOR_MONTHS: Final = re.compile(
    r"\s?(?:/|per |an? |each |every )\s?(?:month|mo|mth)\b,?\s(?:for|over|x|times)\s(\d{1,2})\s?(?:months?|mos?"
    r"|mths?)?\b"
)
""" "5k a month for 12 months": so much, so many times."""
_MONTHLY: Final = re.compile(r"\s?pcm\b|\sp\.m\.?(?=\W|$)")
_FIRST_END: Final = re.compile(
    r"(?:between|(?:anywhere |somewhere |ranging )?from)\s+(?P<first>\d{1,4}(?:\.\d{1,4}|\spoint\s\d{1,4})?"
    r"|[a-z]+(?:[ -][a-z]+)?)\s+(?P<word>and|to)"
    r"\s+\Z"
)
_FIRST_IN_WORDS: Final = re.compile(r"(?<![\w-])(?<!from )(?P<first>[a-z]+) (?P<word>to|or) \Z")
""" "two to three million": not "from two to three million", which is a change."""
_BOUND: Final = re.compile(
    r"(?:under|less than|lower than|below|no more than|at most|max(?:imum)?|over|more than|above|at least"
    r"|min(?:imum)?|exceeding|north of|south of)\s+(?:of\s+)?\Z"
)
_NEARLY: Final = re.compile(
    r"(?:(?:just|a (?:bit|little|touch|tad|shade)|slightly|well)\s(?:under|over|below|above|more than|less than"
    r"|short of)|nearly|almost|close to|upwards? of|in excess of|north of|south of|a (?:minimum|maximum) of"
    r"|no (?:more|less) than"
    r"|(?<![-=<>])[<>]=?)\s?\Z"
)
_MOST: Final = re.compile(
    r"(?:\b(?:max(?:imum)?|min(?:imum)?)\.?(?: of)?|\b(?:no|not) more than|\bat (?:the )?(?:most|least))\s\Z"
)
_UP_TO: Final = re.compile(r"(?:\A|[,;:(]|\b(?:be|of|for|pay|spend|budget|approved|worth|offers?|accept))\s*up to\s+\Z")
""" "They can pay up to 40k" is a limit; "bumped it up to 40k" is an amount."""
_LIMIT_BEHIND: Final = re.compile(
    r"(?:-plus|\splus(?=\s*(?:$|[.,;!]))|\sand up|\s(?:max(?:imum)?|min(?:imum)?|tops|at (?:the )?(?:most|least)"
    r"|or (?:less|more|under|over|above|below|higher)))(?=\W|$)"
)
_ABOUT: Final = re.compile(
    r"(?:~|\bc\.\s?|\bca\.?\s|\bapprox\.?\s|\bsomewhere near\s|\bballpark\s|\ba cool\s|\beither\s)\Z"
)
_ABOUT_BEHIND: Final = re.compile(
    r"\s?-?ish\b|\sor (?:so|thereabouts)\b|,?\s(?:give or take|ballpark)\b|\spa\b(?!\w)"
    r"|\s?(?:\+|plus|ex|exc|excl|excluding|before)\.?\s?(?:vat|tax|taxes|gst|sales tax)\b|\snet(?=\s*(?:$|[.,;!]))"
)
_TIMES_BEHIND: Final = re.compile(r"\s?[x×*]\s?(\d{1,2})(?![\w.,]\w?)")
_TIMES: Final = re.compile(r"(?<![\w.,$€£])(\d{1,2})\s?(?:years?\s|yrs?\s|months?\s)?[x×*]\s?\Z")
_VAGUE: Final = re.compile(
    rf"\b(?:(?:an? )?(?P<few>{any_of(FEW)})(?: of)?(?P<hundred> hundred)? ?(?P<scale>k|grand|thousands?|lakhs?|mil|mill"
    r"|million|millions)\b|(?:tens|hundreds|thousands) of (?:thousands|millions)\b|(?:(?:low|mid|high|solid)[ -])?"
    r"(?:five|six|seven|eight|[5-8])[ -]figures?\b)(?! (?:users|seats|people|employees|records|customers|leads))"
)
_REACH: Final = 28
"""How many characters before an amount may belong to it."""


def with_surroundings(low: str, amount: MoneySpan) -> MoneySpan:
    """The amount with what the words around it say of it: a limit ("at least 40k"), the price of one ("$12 a seat"), a
    multiple ("3 x 12k"). `around` takes in those that would otherwise stand in a sentence's way."""
    start, end = amount.span
    if not amount.explicit:
        return _limited(low, amount)
    if not amount.doubt and (each := _EACH.match(low, end)):
        return replace(amount, doubt="each", offers=(amount.amount,), around=(start, each.end()))
    if not amount.doubt and (months := _FOR_MONTHS.match(low, end)):
        offers = (amount.amount * int(months[1]), amount.amount)
        return replace(amount, doubt="times", offers=offers, around=(start, months.end()))
    if not amount.doubt and _A_MONTH.match(low, end):
        return replace(amount, doubt="each", offers=(amount.amount,))
    if not amount.doubt and (monthly := _MONTHLY.match(low, end)):
        return replace(amount, doubt="monthly", around=(start, monthly.end()))
    if not amount.doubt and (times := _TIMES_BEHIND.match(low, end) or _TIMES.search(low, max(0, start - 10), start)):
        offers = (amount.amount * int(times[1]), amount.amount)
        around = (min(start, times.start()), max(end, times.end()))
        return replace(amount, doubt="times", offers=offers, around=around)
    first = None if amount.doubt else _FIRST_END.search(low, max(0, start - 40), start)
    if first and (first["word"] == "and" or not first[0].startswith("from")):
        return _with_first_end(amount, first)
    first = None if amount.doubt else _FIRST_IN_WORDS.search(low, max(0, start - 16), start)
    if first and (both := _with_first_end(amount, first)) is not amount:
        return both
    return _about(low, _limited(low, amount))


def _limited(low: str, amount: MoneySpan) -> MoneySpan:
    """ "under 50k", "at least 40k", "45k tops": a limit is no amount to be saved."""
    start, end = amount.span
    if amount.doubt:
        return amount
    if amount.explicit:
        nearly = _any_before(low, start, _NEARLY, _MOST)
        behind = _LIMIT_BEHIND.match(low, end)
        if nearly or behind:
            around = (nearly.start() if nearly else start, behind.end() if behind else end)
            return replace(amount, doubt="bound", offers=(amount.amount,), around=around)
    if _BOUND.search(low, max(0, start - 16), start) or _UP_TO.search(low, max(0, start - _REACH), start):
        return replace(amount, doubt="bound", offers=(amount.amount,))
    return amount


def _any_before(low: str, start: int, *rules: re.Pattern[str]) -> re.Match[str] | None:
    """What one of the rules finds right before a place."""
    return next((found for rule in rules if (found := rule.search(low, max(0, start - _REACH), start))), None)


def _about(low: str, amount: MoneySpan) -> MoneySpan:
    """ "~40k", "40k or so", "40k plus VAT": the amount all the same, with the words that belong to it."""
    start, end = amount.around or amount.span
    before, behind = _ABOUT.search(low, max(0, start - _REACH), start), _ABOUT_BEHIND.match(low, end)
    if before is None and behind is None:
        return amount
    return replace(amount, around=(before.start() if before else start, behind.end() if behind else end))


def vague_amounts(low: str, currency: str) -> list[MoneySpan]:
    """ "a few grand", "six figures": money, but no amount; the value is only its order of magnitude."""
    found = []
    for match in _VAGUE.finditer(low):
        value = Decimal(10) ** 5
        if match["few"]:
            value = (
                Decimal(FEW[match["few"]]) * (100 if match["hundred"] else 1) * magnitude(match["scale"].rstrip("s"))
            )
        found.append(MoneySpan(match.span(), value, currency, doubt="vague"))
    return found


def _first_number(said: str) -> Decimal | None:
    if said[0].isdigit():
        return number_in(said, False, True)[0]
    words = re.split(r"[ -]", said)
    number = spoken(words)
    return number[0] if number and number[1] == len(words) else None


def _with_first_end(amount: MoneySpan, first: re.Match[str]) -> MoneySpan:
    """ "between 40 and fifty thousand": the first end takes the scale of the second."""
    start = _first_number(first["first"])
    if start is None or not 0 < start < 10_000:
        return amount
    while start * 1000 <= amount.amount:
        start *= 1000
    span = (first.start("first"), amount.span[1])
    return replace(amount, span=span, amount=start, to_amount=amount.amount, doubt="range")
