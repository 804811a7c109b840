"""Takes a heading apart: what it asks for, and the period, currency and unit that it names besides. Knows calendars and
units; which words mean which source is in `words`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sales.errors import Invalid
from sales.filling import words
from sales.filling.sources import Source
from sales.learning import LONGEST_ALIAS
from sales.money import is_currency
from sales.period import FiscalCalendar, Period

Meaning = Callable[[str], tuple[Source, bool] | None]

_MONTHS = (
    "january jan januar janvier janv enero ene gennaio januari",
    "february feb februar février févr febrero febbraio februari",
    "march mar märz mrz mars marzo maart",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio mei",
    "june jun juni juin junio giugno",
    "july jul juli juillet juil julio luglio",
    "august aug août agosto ago augustus",
    "september sep sept septembre septiembre settembre",
    "october oct oktober okt octobre octubre ottobre",
    "november nov novembre noviembre",
    "december dec dezember dez décembre déc diciembre dic dicembre",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
MONTHS = frozenset(_MONTH)
"""What months are called, in lower case."""
_NAMED = {
    "this": r"(?:this|current|present|dieses|aktuelles|laufendes|ce|cette|este|presente|questo|dit)",
    "next": r"(?:next|coming|nächstes|kommendes|folgendes|prochain|prochaine|próximo|siguiente|prossimo|volgend)",
    "last": r"(?:last|previous|prior|letztes|voriges|dernier|dernière|último|pasado|anterior|scorso|vorig)",
}
_GRAINS = {
    "month": r"(?:month|monat|mois|mes|mese|maand)",
    "quarter": r"(?:quarter|qtr|quartal|trimestre|kwartaal)",
    "year": r"(?:year|jahr|année|an|año|anno|jaar)",
}
_STEPS = [
    (re.compile(rf"\b{step}\s+{grain}\b|\b{grain}\s+{step}\b"), f"{name} {unit}")
    for name, step in _NAMED.items()
    for unit, grain in _GRAINS.items()
] + [
    (re.compile(r"\bcq\b|\btrimestre (?:en cours|actual|in corso)\b"), "this quarter"),
    (re.compile(r"\bnq\b|\bq\+1\b"), "next quarter"),
    (re.compile(r"\bmois en cours\b|\bmes actual\b"), "this month"),
]
_YEAR = r"(?:fy|gj|')?\s*(?P<{0}>20\d\d|\d\d)"
_QUARTER = re.compile(
    r"\b(?:(?:fy|gj)\s?'?(?P<fiscal>20\d\d|\d\d)[\s/-]*|(?P<before>20\d\d)[\s/-]*)?"
    r"(?:[qt]\s?(?P<a>[1-4])|(?P<b>[1-4])[.\s]*(?:q|t|quartal|trimestre|quarter|o trimestre))"
    rf"\b(?:[\s/'-]*{_YEAR.format('after')}\b)?"
)
_MONTHLY = re.compile(
    rf"\b(?P<month>{'|'.join(sorted(_MONTH, key=len, reverse=True))})\b\.?(?:[\s/'-]*{_YEAR.format('year')}\b)?"
)
_ISO_MONTH = re.compile(r"\b(20\d\d)[-/](0[1-9]|1[0-2])\b")
_FISCAL = re.compile(r"\b(?:fy|gj)\s*'?(20\d\d|\d\d)\b|\b(20\d\d)\b")

_THOUSANDS = r"(?:000s?|'000s?|k|tsd|teur|tusd|thousands?|tausend|milliers|miles|migliaia|duizend)"
_MILLIONS = r"(?:m|mm|mn|mio|millions?|millionen|millones|milioni|miljoen)"
DOLLAR = "$"
"""Whichever dollar the workspace uses; the American one where it uses none."""
_SIGNS = {"€": "EUR", "£": "GBP", "¥": "JPY", "$": DOLLAR}
_UNIT = re.compile(
    rf"\(\s*(?:in\s+|en\s+)?(?P<sign>[€£¥$])?\s*(?P<unit>{_THOUSANDS}|{_MILLIONS})?\s*(?P<sign2>[€£¥$])?\s*(?P<code>[A-Za-z]{{3}})?\s*\)"
    rf"|\b(?:in|en)\s+(?P<sign3>[€£¥$])?\s*(?P<unit2>{_THOUSANDS}|{_MILLIONS})\s*(?P<sign4>[€£¥$])?(?:\s*(?P<code2>[A-Z]{{3}}))?\b"
    rf"|(?<!\w)(?P<sign5>[€£¥$])\s?(?P<unit3>{_THOUSANDS}|{_MILLIONS})\b"
    rf"|(?<!\w)(?P<unit4>[kKmMtT])\s?(?P<sign6>[€£¥$])"
    rf"|\b(?:in|en)\s+(?P<code3>[A-Z]{{3}})\b"
    rf"|(?<!\w)(?P<sign7>[€£¥$])(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What one heading says. `text` is as it stands there; `source` None: unknown. `guess`: read as a misspelling.
    `currency` "" where it names none. `scale` is what one of the unit is worth: 1000 for thousands.
    `titled`: it names a period alone, and what stands under it a title says, or nobody."""

    text: str
    source: Source | None = None
    guess: bool = False
    period: Period | None = None
    currency: str = ""
    scale: int = 1
    titled: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads headings as of a day. `taught` is what the workspace has said of headings, by `key_of`: a source, or None
    for one that is to be left empty."""

    calendar: FiscalCalendar
    today: date
    taught: Mapping[str, Source | None]

    def read(self, text: str, meaning: Meaning) -> Heading:
        """The heading with whatever can be told of it; `meaning` knows the words of its kind of table."""
        found = self.taught.get(key_of(text))
        rest, currency, scale = unit_of(text)
        rest, period = self.period_in(rest)
        heading = Heading(text, None, False, period, currency, scale)
        if found is not None:
            return replace(heading, source=found)
        for said in dict.fromkeys((text, rest)):
            if (known := meaning(said)) is not None:
                return replace(heading, source=known[0], guess=known[1])
        return heading

    def is_empty_on_purpose(self, text: str) -> bool:
        """Whether somebody has said that a heading is to be left empty."""
        said = key_of(text)
        return said in self.taught and self.taught[said] is None

    def period_in(self, text: str) -> tuple[str, Period | None]:
        """The period that a text names, if any, and the text without it."""
        said = text.casefold().replace("’", "'")
        for find in (self._step, self._quarter, self._month, self._year):
            found = find(said)
            if found is not None:
                period, start, end = found
                return " ".join(f"{text[:start]} {text[end:]}".strip(" -–:/,|").split()), period
        return text, None

    def only_period(self, text: str) -> Period | None:
        """The period, if a text names one and says nothing else."""
        rest, period = self.period_in(unit_of(text)[0])
        return period if period is not None and not words.plain(rest) else None

    def _step(self, said: str) -> tuple[Period, int, int] | None:
        for pattern, name in _STEPS:
            if match := pattern.search(said):
                return self.calendar.named(name, self.today), match.start(), match.end()
        return None

    def _quarter(self, said: str) -> tuple[Period, int, int] | None:
        match = _QUARTER.search(said)
        if match is None:
            return None
        year = match["fiscal"] or match["before"] or match["after"]
        number = match["a"] or match["b"]
        name = f"{_full(year)}-Q{number}" if year else f"Q{number}"
        return self._named(name, match)

    def _month(self, said: str) -> tuple[Period, int, int] | None:
        if match := _ISO_MONTH.search(said):
            return self._named(match[0].replace("/", "-"), match)
        match = _MONTHLY.search(said)
        if match is None:
            return None
        month = _MONTH[match["month"]]
        if match["year"]:
            return self._named(f"{_full(match['year'])}-{month:02}", match)
        ahead = (month - self.today.month + 5) % 12 - 5  # of all months of that name, the nearest
        year = self.today.year + (self.today.month - 1 + ahead) // 12
        return self.calendar.month(date(year, month, 1)), match.start(), match.end()

    def _year(self, said: str) -> tuple[Period, int, int] | None:
        match = _FISCAL.search(said)
        return self._named(f"FY{_full(match[1] or match[2])}", match) if match else None

    def _named(self, name: str, match: re.Match[str]) -> tuple[Period, int, int] | None:
        try:
            return self.calendar.named(name, self.today), match.start(), match.end()
        except Invalid:
            return None


def key_of(heading: str) -> str:
    """Under which words a heading is remembered."""
    return words.plain(heading)[:LONGEST_ALIAS].strip()


def unit_of(text: str) -> tuple[str, str, int]:
    """A heading without the currency and unit it names, the currency's code ("" for none, `DOLLAR` for a bare "$"), and
    what one of the unit is worth: "Commit (k€)" is ("Commit", "EUR", 1000)."""
    match = _UNIT.search(text)
    if match is None:
        return text, "", 1
    groups = match.groupdict()
    unit = next((groups[name] for name in ("unit", "unit2", "unit3", "unit4") if groups[name]), "").casefold()
    sign = next((groups[f"sign{n}"] for n in ("", "2", "3", "4", "5", "6", "7") if groups[f"sign{n}"]), "")
    code = next((groups[f"code{n}"] for n in ("", "2", "3") if groups[f"code{n}"]), "").upper()
    if code and not is_currency(code):
        return text, "", 1
    currency = code or _SIGNS.get(sign, "") or {"teur": "EUR", "tusd": "USD"}.get(unit, "")
    if not (unit or sign or code):
        return text, "", 1
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return " ".join(rest.split()), currency, _scale(unit)


def _scale(unit: str) -> int:
    if not unit:
        return 1
    return 1_000_000 if re.fullmatch(_MILLIONS, unit) else 1_000


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)
