"""By what deals are found: tables from the keys of names to deals, which can be changed deal by deal, for there may be
100,000 of them and one is renamed. Knows spellings; which deal a mention means is decided in `names`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from sales.language.lexicon import LEGAL_SUFFIXES

DASH = re.compile(r"\s+[-–—]+\s+")
_MARKS_IN_FRONT = re.compile(r"[^\w\s\"'()]+")
"""What a name may begin with that is no letter: "#1 Movers"."""

T = TypeVar("T")
Group = dict[str, list[int]]
"""The ids of the deals that a key leads to, in no order that means anything. No key leads nowhere."""


class DealName(NamedTuple):
    """A deal that exists. Give the most recently touched first: that is the order of the buttons."""

    id: int
    name: str
    account: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def customer(self) -> str:
        """The account, or what stands for it."""
        return self.account or self.name


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


def grams(key: str) -> set[str]:
    """The pieces of three letters by which similar keys are found."""
    padded = f" {key} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}


def marks_in_front(name: str) -> str:
    """What the name begins with that is no letter."""
    marks = _MARKS_IN_FRONT.match(name)
    return marks[0] if marks else ""


def _whole(deal: DealName) -> set[str]:
    """The keys of all that the deal and its customer are called."""
    return {name_key(said) for said in (deal.name, deal.customer, *deal.aliases)} - {""}


def _ending(deal: DealName) -> str:
    """What the deal of a customer is called: "Pilot" of "Acme Pilot" and of "Acme – Pilot"."""
    name, account = deal.name, deal.customer
    behind = name.removeprefix(account) if account != name else DASH.split(name, maxsplit=1)[-1]
    return name_key(behind) if behind != name else ""


def _numbered_ends(words: Sequence[str]) -> Iterator[str]:
    """What may follow the beginning of a name that people shorten: its number, or the end that holds the number."""
    for at, word in enumerate(words):
        if word.isdecimal():
            yield word
        if any(one.isdecimal() for one in words[at:]) and not word.isdecimal():
            yield " ".join(words[at:])


@dataclass(slots=True)
class Tables:
    """One table for each way in which a deal is found: by its name or alias, its account's name, the beginning of one
    of these, a beginning and the number behind; beginnings that go on with a number; ends behind the account's name;
    first words behind marks. `similar` are the names and accounts that hold a gram. The two lengths are never too
    short: of words in a name by its first word, and in an end."""

    by_name: Group = field(default_factory=dict)
    by_account: Group = field(default_factory=dict)
    starting: Group = field(default_factory=dict)
    shortened: Group = field(default_factory=dict)
    numbered: Group = field(default_factory=dict)
    endings: Group = field(default_factory=dict)
    marked: Group = field(default_factory=dict)
    similar: dict[str, list[str]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    longest_ending: int = 0

    def add(self, deal: DealName) -> None:
        """Only as long as nobody else looks at the tables."""
        for gram, key in self._unknown(deal):
            self.similar.setdefault(gram, []).append(key)
        for group, key in self._places(deal):
            group.setdefault(key, []).append(deal.id)

    def changed(self, gone: Iterable[DealName], new: Iterable[DealName]) -> Tables:
        """Tables without some deals and with some others. These stay as they are: others may be looking at them."""
        names = (one.name for one in fields(self) if one.name != "longest_ending")
        copies: dict[str, Any] = {name: dict(getattr(self, name)) for name in names}
        fresh = replace(self, **copies)
        for deal in gone:
            for group, key in fresh._places(deal):
                _without(group, key, deal.id)
            for gram, key in fresh._unknown(deal):
                _without(fresh.similar, gram, key)
        for deal in new:
            for gram, key in fresh._unknown(deal):
                fresh.similar[gram] = [*fresh.similar.get(gram, ()), key]
            for group, key in fresh._places(deal):
                group[key] = [*group.get(key, ()), deal.id]
        return fresh

    def _unknown(self, deal: DealName) -> list[tuple[str, str]]:
        """The grams of those of its keys that no deal is called by, each with the key."""
        unknown = (key for key in _whole(deal) if key not in self.by_name and key not in self.by_account)
        return [(gram, key) for key in unknown for gram in grams(key)]

    def _places(self, deal: DealName) -> list[tuple[Group, str]]:
        """Where the deal belongs: the tables, and its keys in them, each once."""
        names = {name_key(said) for said in (deal.name, *deal.aliases)} - {""}
        account, ending, own = name_key(deal.customer), _ending(deal), name_key(deal.name)
        places = [(self.by_name, key) for key in names]
        places += [(self.by_account, account)] if account else []
        places += [(self.endings, ending)] if ending else []
        places += [(self.marked, own.split(" ")[0])] if own and marks_in_front(deal.name) else []
        self.longest_ending = max(self.longest_ending, ending.count(" ") + 1)
        starts: set[str] = set()
        numbered: set[str] = set()
        shortened: set[str] = set()
        for words in [key.split(" ") for key in names | {account} if key]:
            self.longest[words[0]] = max(self.longest.get(words[0], 0), len(words))
            for count in range(1, len(words)):
                starts.add(start := " ".join(words[:count]))
                if words[count].isdecimal():
                    numbered.add(start)
                shortened.update(f"{start} {short}" for short in _numbered_ends(words[count + 1 :]))
        for group, keys in ((self.starting, starts), (self.numbered, numbered), (self.shortened, shortened)):
            places += [(group, key) for key in keys]
        return places


def _without(table: dict[str, list[T]], key: str, value: T) -> None:
    """Another list in the place of the one with the value, or none."""
    rest = [one for one in table[key] if one != value]
    if rest:
        table[key] = rest
    else:
        del table[key]
