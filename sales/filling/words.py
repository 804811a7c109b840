"""What a heading or a label means: its words compared with those that sources have in spreadsheets, misspellings
included. That a heading also names a period or a unit is `headings`' business."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache

from sales.filling import vocabulary
from sales.filling.sources import Source
from sales.headings import meanings, plain_heading

_FUZZY, _SHORTEST_FUZZY = 0.88, 5
_SELLER = r"(?:sales\s?)?(?:rep|seller|salesperson|verkäufer|mitarbeiter|commercial|vendeur|vendedor|venditore)"
_EACH = re.compile(
    rf"\b(?:copy|duplicate|one|kopie|kopieren|copiez|copier|copiar|eine?|un|une|una)\b.{{0,40}}"
    r"\b(?:per|for each|for every|each|pro|je|für jeden|par|pour chaque|por|para cada|per ogni|voor elke)\s"
    rf"{_SELLER}s?\b"
)
_GENERAL = re.compile(
    r"^(?!.*commit).*\b(?:forecast|outlook|prognose|vorhersage|umsatzprognose|previsions?|pronostico)\b"
)
_ADDED = re.compile(r"[+&/]|\b(?:and|plus|und|et|e|y|en|incl|including|inkl)\b", re.IGNORECASE)
_PARTS_OF = {
    frozenset({Source.CLOSED, Source.COMMIT}): Source.COMMIT,
    frozenset({Source.COMMIT, Source.BEST_CASE, Source.CLOSED}): Source.BEST_CASE,
    frozenset({Source.CLOSED, Source.PIPELINE}): Source.TOTAL,
    frozenset({Source.CLOSED, Source.COMMIT, Source.PIPELINE}): Source.TOTAL,
    frozenset({Source.CLOSED, Source.COMMIT, Source.BEST_CASE, Source.PIPELINE}): Source.TOTAL,
}
_SUMS = frozenset().union(*_PARTS_OF)
_SELLERS = re.compile(
    r"\b(?:reps?|sellers?|sales ?(?:person|people|executive)|ae|account (?:executive|manager)|verkaufer|vendeur|"
    r"commercial|vendedor|venditore|verkoper)\b"
)
_MANAGERS = re.compile(r"\b(?:manager|lead|leader|team|leiter|responsable)\b")
_ROSTER = re.compile(r"\b(?:roster|head ?count|team|teams|reps|sellers|sales ?people|org|belegschaft|equipe|equipo)\b")
_TOP = re.compile(
    r"\b(?:top|largest|biggest|größten?|premi(?:er|ère)s|mayores|primi)[\s-]{1,2}(\d{1,3})\b", re.IGNORECASE
)


def plain(heading: str) -> str:
    """A heading as it is compared: lower case, without punctuation, brackets and accents; per cent and number signs
    stay, since "% quota" is no quota."""
    signs = heading.replace("%", " percentsign ").replace("#", " numbersign ")
    words = plain_heading(signs).replace("percentsign", "%").replace("numbersign", "#")
    bare = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return " ".join(bare.replace("ß", "ss").split())


@lru_cache(maxsize=1)
def _tables() -> tuple[Mapping[str, Source], Mapping[str, Source], Mapping[str, Source]]:
    """The names of sources in lists of deals, in lists of people, and of labelled cells. Earlier names win."""

    def table(*groups: Mapping[Source, str]) -> dict[str, Source]:
        found: dict[str, Source] = {}
        for group in groups:
            for source, names in group.items():
                for name in names.split(", "):
                    found.setdefault(plain(name), source)
        return found

    figures, people = vocabulary.FIGURES, vocabulary.PEOPLE
    return table(vocabulary.DEALS), table(people, figures), table(vocabulary.ABOUT, figures, people)


def of_deals(words: str) -> tuple[Source, bool] | None:
    """What a heading is in a list of deals, and whether that is a guess at a misspelling; None for an unknown one."""
    known = _tables()[0]
    said = plain(words)
    if said in vocabulary.ONE_OF_SEVERAL.split(", "):
        return None
    for form in (said, said.replace("%", "").strip()):
        if (found := known.get(form)) is not None:
            return found, False
    for column, rank in meanings(words):
        if column in vocabulary.FROM_IMPORT:
            return vocabulary.FROM_IMPORT[column], rank >= 200
    return _misspelt(words, known)


def of_people(words: str) -> tuple[Source, bool] | None:
    """What a heading is in a list of people with their figures."""
    known = _tables()[1]
    exact = known.get(plain(words))
    if exact is None and "%" in words:  # "Attainment %" is the same as "Attainment"; "Quota %" is no quota
        bare = known.get(" ".join(plain(words).replace("%", " ").split()))
        exact = bare if bare is Source.ATTAINMENT else None
    return (exact, False) if exact is not None else _misspelt(words, known)


def of_label(words: str) -> Source | None:
    """What a label beside an empty cell asks for. Labels are not corrected: a sheet is full of words."""
    said, known = plain(words), _tables()[2]
    return known.get(said) or (Source.ATTAINMENT if known.get(said.replace(" %", "")) is Source.ATTAINMENT else None)


def figure_in(title: str) -> Source | None:
    """The figure that a title speaks of: the commit for "Commit by month", and for "Closed-won + commit", since it
    holds what is closed; None for none, and for several that make up none of ours. A sum of all is no figure, and
    "forecast" is one only where no other is named, or it is added to one."""
    said, at = plain(title).split(), 0
    found: dict[Source, bool] = {}
    while at < len(said):
        spans = (" ".join(said[at : at + n]) for n in (3, 2, 1) if at + n <= len(said))
        name = next((span for span in spans if span in _figures()), "")
        if name and _figures()[name] is not Source.TOTAL:
            source = _figures()[name]
            found[source] = found.get(source, False) or not _GENERAL.search(name)
        at += len(name.split()) or 1
    if not _ADDED.search(title) and any(found.values()):
        found = {source: True for source, plainly in found.items() if plainly}
    return _together(frozenset(found))


def _together(found: frozenset[Source]) -> Source | None:
    """The one figure that holds all these; shares of a quota, and the quota, are no part of any."""
    sums = found & _SUMS or found
    if len(sums) == 1:
        return next(iter(sums))
    return _PARTS_OF.get(sums)


def is_total(words: str) -> bool:
    """Whether the first words of a row say that it adds up those above."""
    said = plain(words)
    ends = (said.partition(" ")[0], said.rpartition(" ")[2])
    return said in _totals() or not {"total", "totals", "gesamt", "summe", "subtotal"}.isdisjoint(ends)


def is_group(words: str) -> bool:
    """Whether a text is the title of a group of rows: "Team West", "Region 2"."""
    said = plain(words).split()
    return bool(said) and not _groups().isdisjoint((said[0], said[-1]))


def is_whole(title: str) -> bool:
    """Whether the title of a sheet says that it is about everybody, among others that are about some: "Total",
    "Summary"."""
    return is_total(title) or plain(title) in _whole()


def is_per_person(title: str) -> bool:
    """Whether a title, or a note, says that its sheet is one for each seller: "Rep template", "<Rep name>", "one sheet
    per rep"."""
    return plain(title) in _per_person() or _EACH.search(title.casefold()) is not None


def means_sellers(heading: str) -> bool:
    """Whether the heading of a list of people says that they sell: "Rep", not "Rep manager"."""
    said = plain(heading)
    return _SELLERS.search(said) is not None and not _MANAGERS.search(said)


def means_roster(title: str) -> bool:
    """Whether the title of a list of people says that they are ours: "Team roster"."""
    return _ROSTER.search(plain(title)) is not None


def most(title: str) -> int | None:
    """To how many a title limits its list: 10 for "Top 10 deals"."""
    match = _TOP.search(title)
    return int(match[1]) if match else None


@lru_cache(maxsize=1)
def _totals() -> frozenset[str]:
    return frozenset(map(plain, vocabulary.TOTALS.split(", ")))


@lru_cache(maxsize=1)
def _figures() -> Mapping[str, Source]:
    return {plain(name): source for source, names in vocabulary.FIGURES.items() for name in names.split(", ")}


@lru_cache(maxsize=1)
def _groups() -> frozenset[str]:
    return frozenset(map(plain, vocabulary.GROUPS.split(", ")))


@lru_cache(maxsize=1)
def _whole() -> frozenset[str]:
    return frozenset(map(plain, vocabulary.WHOLE.split(", ")))


@lru_cache(maxsize=1)
def _per_person() -> frozenset[str]:
    return frozenset(map(plain, vocabulary.PER_PERSON.split(", ")))


@lru_cache(maxsize=4096)
def _closest(said: str, which: int) -> str | None:
    best, likeness = None, _FUZZY
    for name in _tables()[which]:
        if abs(len(name) - len(said)) <= 2 and name.count(" ") == said.count(" ") and len(name) >= _SHORTEST_FUZZY:
            ratio = SequenceMatcher(None, said, name).ratio()
            if ratio >= likeness:
                best, likeness = name, ratio
    return best


def _misspelt(words: str, known: Mapping[str, Source]) -> tuple[Source, bool] | None:
    said = plain(words)
    if len(said) < _SHORTEST_FUZZY:
        return None
    which = 0 if known is _tables()[0] else 1
    name = _closest(said, which)
    return (known[name], True) if name is not None else None
