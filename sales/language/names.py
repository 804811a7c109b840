"""Which deal or person a mention means. Exact names first, then similar ones; a mention that could mean two is never
decided here. Knows names only, not sentences."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from sales.language.lexicon import LEGAL_SUFFIXES
from sales.language.likeness import ACCEPT, likeness, looks_like_a_typo, same_numbers, slips
from sales.language.understanding import NameMatch

MARGIN = 4
"""How much better than the runner-up it must be."""
OFFER = 55
"""Similarity from which a candidate is worth a button."""
_DASH = re.compile(r"\s+[-–—]+\s+")
_MARKS_IN_FRONT = re.compile(r"[^\w\s\"'()]+")
"""What a name may begin with that is no letter: "#1 Movers"."""
_CANDIDATES = 40
_RAREST_GRAMS = 14


@dataclass(frozen=True, slots=True)
class DealName:
    """A deal that exists. Give the most recently touched first: that is the order of the buttons."""

    id: int
    name: str
    account: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonName:
    """A colleague: `id` is what Slack mentions hold (U123), `handle` what people type after the @."""

    id: str
    name: str
    handle: str = ""


@dataclass(frozen=True, slots=True)
class ContactName:
    """A person at an account."""

    name: str
    account: str


class Resolution(NamedTuple):
    """What a mention means: one deal, or none yet and the `candidates` to choose from, likeliest first."""

    deal: NameMatch | None
    candidates: tuple[NameMatch, ...]
    rule: str
    score: float = 0.0

    @property
    def is_known(self) -> bool:
        """Whether anything by about that name exists."""
        return self.deal is not None or bool(self.candidates)


@lru_cache(maxsize=4096)
def name_key(text: str) -> str:
    """A name as it is compared: lower case without accents and punctuation, "&" as "and", no legal form."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = re.sub(r"['’.]", "", plain)
    words = re.sub(r"[^\w]+", " ", plain).split()
    while len(words) > 1 and words[-1] in LEGAL_SUFFIXES:
        words.pop()
    return " ".join(words)


def _grams(key: str) -> set[str]:
    padded = f" {key} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}


def _numbered_ends(words: Sequence[str]) -> Iterator[str]:
    """What may follow the beginning of a name that people shorten: its number, or the end that holds the number."""
    for at, word in enumerate(words):
        if word.isdecimal():
            yield word
        if any(one.isdecimal() for one in words[at:]) and not word.isdecimal():
            yield " ".join(words[at:])


class NameIndex:
    """Every deal, colleague and contact the speaker may see, ready to be looked up. Build it once and keep it:
    10,000 deals take a few hundred milliseconds to build and under 3 ms to search."""

    def __init__(
        self,
        deals: Iterable[DealName] = (),
        people: Iterable[PersonName] = (),
        contacts: Iterable[ContactName] = (),
    ) -> None:
        self._deals: dict[int, NameMatch] = {}
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._by_account: dict[str, list[int]] = defaultdict(list)
        self._starting: dict[str, list[int]] = defaultdict(list)
        self._longest: dict[str, int] = {}
        self._marks: dict[str, set[str]] = defaultdict(set)
        self._numbered: set[str] = set()
        self._shortened: dict[str, list[int]] = defaultdict(list)
        self._endings: set[str] = set()
        self._longest_ending = 0
        for deal in deals:
            self._add_deal(deal)
        self._keys = sorted({*self._by_name, *self._by_account})
        self._grams: dict[str, list[int]] = defaultdict(list)
        for number, key in enumerate(self._keys):
            for gram in _grams(key):
                self._grams[gram].append(number)
        self._people = tuple(people)
        self._people_by: dict[str, list[PersonName]] = defaultdict(list)
        for person in self._people:
            first = name_key(person.name).split(" ")[0]
            for key in {person.id.casefold(), person.handle.casefold(), name_key(person.name), first} - {""}:
                self._people_by[key].append(person)
        self._contacts: dict[str, list[ContactName]] = defaultdict(list)
        for contact in contacts:
            key = name_key(contact.name)
            for part in {key, key.split(" ")[0]} - {""}:
                self._contacts[part].append(contact)

    def _add_deal(self, deal: DealName) -> None:
        match = NameMatch(deal.id, deal.name, deal.account or deal.name)
        self._deals[deal.id] = match
        for said in (deal.name, *deal.aliases):
            if key := name_key(said):
                self._by_name[key].append(deal.id)
        if key := name_key(match.account):
            self._by_account[key].append(deal.id)
        self._add_ending(deal.name, match.account)
        if (marks := _MARKS_IN_FRONT.match(deal.name)) and (key := name_key(deal.name)):
            self._marks[key.split(" ")[0]].add(marks[0])
        for key in {name_key(said) for said in (deal.name, match.account, *deal.aliases)} - {""}:
            words = key.split(" ")
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))
            for count in range(1, len(words)):
                start = " ".join(words[:count])
                if words[count].isdecimal():
                    self._numbered.add(start)
                if deal.id not in self._starting[start]:
                    self._starting[start].append(deal.id)
                for short in _numbered_ends(words[count + 1 :]):
                    self._shortened[f"{start} {short}"].append(deal.id)

    def _add_ending(self, name: str, account: str) -> None:
        """What the deal of a customer is called: "Pilot" of "Acme Pilot" and of "Acme – Pilot"."""
        behind = name.removeprefix(account) if account != name else _DASH.split(name, maxsplit=1)[-1]
        if behind != name and (ending := name_key(behind)):
            self._endings.add(ending)
            self._longest_ending = max(self._longest_ending, ending.count(" ") + 1)

    def __len__(self) -> int:
        return len(self._deals)

    def deal(self, deal_id: int | None) -> NameMatch | None:
        """The deal of that id, or None."""
        return None if deal_id is None else self._deals.get(deal_id)

    def longest_from(self, word: str) -> int:
        """How many words the longest name beginning with `word` (a key) has; 0 where there is none."""
        return self._longest.get(word, 0)

    def marks_before(self, word: str, text: str) -> int:
        """How many characters at the end of `text` are what a name that goes on with `word` (a key) begins with."""
        return max((len(marks) for marks in self._marks.get(word, ()) if text.endswith(marks)), default=0)

    def is_name(self, key: str) -> bool:
        """Whether `key` is exactly a deal's or an account's name, or the beginning of one, be it with its number."""
        groups = (self._by_name, self._by_account, self._starting, self._shortened)
        return any(key in group for group in groups)

    def lacks_number(self, key: str) -> bool:
        """Whether `key` is nothing but the beginning of names that go on with a number: "phase" of Phase 1. With
        another number behind it, it means none of these."""
        return key in self._numbered and key not in self._by_name and key not in self._by_account

    def ending_of_another(self, key: str, behind: Sequence[str]) -> int:
        """How many of the words `behind` a customer's name, or the beginning of a deal's, make it the name of a deal
        that is not here: they are what other customers' deals are called, as in "Globex Cold Chain" where only Acme has
        a "Cold Chain". The name of a deal in full is that deal, whatever follows."""
        if key in self._by_name:
            return 0
        said = [name_key(word) for word in behind[: self._longest_ending]]
        return next((count for count in range(len(said), 0, -1) if " ".join(said[:count]) in self._endings), 0)

    def is_dashed(self, key: str) -> bool:
        """Whether the deals of that customer, or beginning, are called as in "Acme – Pilot"."""
        ids = self._by_account.get(key) or self._starting.get(key) or ()
        return bool(ids) and all(_DASH.search(self._deals[one].name) for one in ids)

    def beginning(self, mention: str) -> str:
        """Of a mention that is no name of ours, the words in front that are one; "" if there are none, or if it is."""
        ends = [match.end() for match in re.finditer(r"\w+", mention)]
        known = [end for end in ends if self.is_name(name_key(mention[:end]))]
        return mention[: known[-1]] if known and known[-1] != ends[-1] else ""

    def resolve(self, mention: str) -> Resolution:
        """The deal that `mention`, all of it, means.

        An exact deal name wins, then the account with one deal, then the one name that begins with it, or with it and
        the same number behind ("Redwood 2" is Redwood Phase 2), then the similar name (`ACCEPT`, `MARGIN`). Several
        deals of one account, or several similar names, are candidates."""
        key = name_key(mention)
        if not key:
            return Resolution(None, (), "no name")
        for found, rule in (
            (self._by_name.get(key), "the deal's name"),
            (self._by_account.get(key), "the account's name"),
            (self._starting.get(key), "the beginning of the name"),
            (self._shortened.get(key), "the beginning of the name, and its number"),
        ):
            if found:
                return self._choose(found, rule, 100.0)
        return self._similar(key)

    def _choose(self, ids: Sequence[int], rule: str, score: float) -> Resolution:
        matches = tuple(self._deals[i] for i in dict.fromkeys(ids))
        if len(matches) == 1:
            return Resolution(matches[0], matches, rule, score)
        return Resolution(None, matches[:5], f"{rule}, which {len(matches)} deals share", score)

    def _similar(self, key: str) -> Resolution:
        scored = self._scored(key)
        if not scored or scored[0][0] < OFFER:
            return Resolution(None, (), "unknown name", scored[0][0] if scored else 0.0)
        best, best_key = scored[0]
        second = next((score for score, other in scored[1:] if not self._same_deals(best_key, other)), 0.0)
        if (best >= ACCEPT and best - second >= MARGIN) or self._one_slip(key, scored):
            found = self._by_name.get(best_key) or self._by_account[best_key]
            return self._choose(found, f"nearly the same name ({best:.0f} of 100)", best)
        ids = [i for _, k in scored[:5] for i in (self._by_name.get(k) or self._by_account[k])]
        offered = tuple(self._deals[i] for i in dict.fromkeys(ids))[:5]
        return Resolution(None, offered, "similar names", best)

    def _scored(self, key: str) -> list[tuple[float, str]]:
        postings = sorted((self._grams[g] for g in _grams(key) if g in self._grams), key=len)[:_RAREST_GRAMS]
        shared = Counter(number for posting in postings for number in posting)
        keys = [self._keys[number] for number, _ in shared.most_common(_CANDIDATES)]
        return sorted(((likeness(key, other), other) for other in keys), key=lambda pair: -pair[0])[:8]

    def _same_deals(self, one: str, other: str) -> bool:
        ids = (set(self._by_name.get(k) or self._by_account[k]) for k in (one, other))
        return next(ids) == next(ids)

    def _one_slip(self, key: str, scored: Sequence[tuple[float, str]]) -> bool:
        best = scored[0][1]
        if slips(key, best) != 1 or not same_numbers(key, best) or not looks_like_a_typo(key, best):
            return False
        others = (other for _, other in scored[1:] if not self._same_deals(best, other))
        return all(slips(key, other) >= 3 for other in others)

    def person(self, said: str) -> tuple[PersonName, ...]:
        """The colleagues `said` may mean: a Slack id, a handle, a full name or a first name. Two mean: ask."""
        return tuple(self._people_by.get(said.lstrip("@").casefold()) or self._people_by.get(name_key(said)) or ())

    def contact(self, said: str) -> tuple[ContactName, ...]:
        """The contacts `said` (a full or first name) may mean."""
        return tuple(self._contacts.get(name_key(said), ()))
