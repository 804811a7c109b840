"""How much a relative change is: "knock 5k off", "20 % lower", "out two weeks" as `sales.relative` writes it down.
Which way it goes must be said; "move it two weeks" is both."""

from __future__ import annotations

import re
from typing import Final

from sales.language.shape import Entity
from sales.language.understanding import MoneySpan

_LESS: Final = re.compile(
    r"\b(?:off|less|lower\w*|smaller|cheaper|down|drop\w*|decreas\w*|reduc\w*|cut\w*|trim\w*|knock\w*|shave\w*|minus"
    r"|discount|under|shrank|shrink|fell|slash\w*)\b|- ?[\ue001\ue002]"
)
_TIMES: Final = ((r"\bdoubl", "x2"), (r"\btripl", "x3"), (r"\bhalv", "x0.5"))
_PER_CENT: Final = re.compile(
    r"(?P<number>[\ue001\ue002]|\d{1,3}(?:\.\d+)?|five|ten|fifteen|twenty|twenty-five|thirty|forty|fifty|half|a third"
    r"|a quarter) ?(?P<sign>%|per ?cent\b|pct\b)?"
)
_SHARES: Final = {"five": "5", "ten": "10", "fifteen": "15", "twenty": "20", "twenty-five": "25", "thirty": "30"} | {
    "forty": "40",
    "fifty": "50",
    "half": "50",
    "a quarter": "25",
}
_SO_LONG: Final = re.compile(
    r"(?:by )?(?:about |at least )?(?P<count>another \d+|another|an?|one|two|three|four|five|six|\d+|half a|a few"
    r"|a couple(?: of)?|several)(?: more)? (?P<unit>day|week|fortnight|month|quarter|year)s?"
)
_COUNTS: Final = {"a": 1, "an": 1, "one": 1, "another": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_EARLIER: Final = re.compile(r"\b(?:pull\w*|bring|brought|in|forward|ahead|earlier|up|accelerat\w*|prepon\w*)\b")
_LATER: Final = re.compile(r"\b(?:push\w*|slip\w*|slid\w*|delay\w*|postpon\w*|extend\w*|kick\w*|out|back|later|off)\b")


def change_of_amount(said: str, entity: Entity | None) -> str:
    """ "+5000", "-20%" or "x2" for the letters of a phrase; "" where they do not say how much."""
    times = next((factor for pattern, factor in _TIMES if re.search(pattern, said)), "")
    if times:
        return times
    sign = "-" if _LESS.search(said) else "+"
    for found in _PER_CENT.finditer(said):
        number = _SHARES.get(found["number"], found["number"])
        if entity is not None and isinstance(entity.value, MoneySpan) and number in ("\ue001", "\ue002"):
            if entity.value.doubt or (entity.value.to_amount is not None and not found["sign"]):
                return ""
            number = f"{entity.value.amount:f}"
        if found["sign"] or found["number"] in ("half", "a quarter"):
            return f"{sign}{number}%" if re.fullmatch(r"\d+(?:\.\d+)?", number) else ""
        if number != found["number"] and entity is not None:
            return f"{sign}{number}"
    return ""


PULLED_IN: Final = re.compile(r"in (?P<duration>(?:an?|one|two|three|four|five|six|\d+) (?:day|week|month|quarter)s?)")
""" "pull Acme in a month": a month earlier, or in a month from now."""


def shift_of_date(said: str, duration: str) -> tuple[str, ...]:
    """ "+14d" and its like for the letters of a phrase and the words of its duration: none where they do not say how
    long, both where they do not say which way."""
    found = _SO_LONG.fullmatch(duration.strip().casefold())
    if found is None:
        return ()
    digits = re.search(r"\d+", found["count"])
    count = int(digits[0]) if digits else _COUNTS.get(found["count"], 0)
    if not 0 < count <= 365:
        return ()
    size = f"{count * 2}w" if found["unit"] == "fortnight" else f"{count}{found['unit'][0]}"
    rest = said.replace(duration, " ")
    earlier, later = _EARLIER.search(rest) is not None, _LATER.search(rest) is not None
    if earlier and not later:
        return (f"-{size}",)
    return (f"+{size}",) if later and not earlier else (f"+{size}", f"-{size}")
