"""Which deal or person a mention means. Exact names first, then similar ones; a mention that could mean two is never
decided here. Knows names only, not sentences."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from heapq import nlargest
from typing import NamedTuple

from sales.language.likeness import ACCEPT, likeness, looks_like_a_typo, same_numbers, slips
from sales.language.name_tables import DASH, DealName, Tables, grams, marks_in_front, name_key
from sales.language.understanding import NameMatch, Span

MARGIN = 4
"""How much better than the runner-up it must be."""
OFFER = 55
"""Similarity from which a candidate is worth a button."""
_CANDIDATES = 40
_RAREST_GRAMS = 14
FEW = 100
"""An index is made from the one before where no more than one name in so many has changed."""


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


class Mention(NamedTuple):
    """The words that name a deal, and what they mean."""

    said: str
    span: Span | None
    resolution: Resolution
    pronoun: bool = False

    @property
    def deal(self) -> NameMatch | None:
        """The deal that is meant beyond doubt, or None."""
        return self.resolution.deal


class NameIndex:
    """Every deal, colleague and contact the speaker may see, ready to be looked up. Build it once and keep it:
    10,000 deals take a few hundred milliseconds to build and under 3 ms to search."""

    def __init__(
        self,
        deals: Iterable[DealName] = (),
        people: Iterable[PersonName] = (),
        contacts: Iterable[ContactName] = (),
    ) -> None:
        self._given = {deal.id: deal for deal in deals}
        self._tables = Tables()
        for deal in self._given.values():
            self._tables.add(deal)
        self._settle(people)
        self._contacts: dict[str, list[ContactName]] = defaultdict(list)
        for contact in contacts:
            key = name_key(contact.name)
            for part in {key, key.split(" ")[0]} - {""}:
                self._contacts[part].append(contact)

    def _settle(self, people: Iterable[PersonName]) -> None:
        """Who is here, and which deals come before which."""
        self._place = {deal_id: place for place, deal_id in enumerate(self._given)}
        self._people_by: dict[str, list[PersonName]] = defaultdict(list)
        for person in people:
            first = name_key(person.name).split(" ")[0]
            for key in {person.id.casefold(), person.handle.casefold(), name_key(person.name), first} - {""}:
                self._people_by[key].append(person)

    def renewed(self, deals: Iterable[DealName], people: Iterable[PersonName]) -> NameIndex:
        """The index of these deals and people, made from this one where few names have changed: it then takes a tenth
        of the time. This one stays as it is."""
        before, given = self._given, {deal.id: deal for deal in deals}
        gone = [deal for deal_id, deal in before.items() if given.get(deal_id) != deal]
        new = [deal for deal_id, deal in given.items() if before.get(deal_id) != deal]
        if (len(gone) + len(new)) * FEW > len(given):
            return NameIndex(given.values(), people)
        fresh = copy(self)
        fresh._given, fresh._tables = given, self._tables.changed(gone, new)
        fresh._settle(people)
        return fresh

    def __len__(self) -> int:
        return len(self._given)

    def deal(self, deal_id: int | None) -> NameMatch | None:
        """The deal of that id, or None."""
        return None if deal_id is None or deal_id not in self._given else self._match(deal_id)

    def _match(self, deal_id: int) -> NameMatch:
        deal = self._given[deal_id]
        return NameMatch(deal.id, deal.name, deal.customer)

    def longest_from(self, word: str) -> int:
        """How many words a name beginning with `word` (a key) has at most; 0 where there never was one."""
        return self._tables.longest.get(word, 0)

    def marks_before(self, word: str, text: str) -> int:
        """How many characters at the end of `text` are what a name that goes on with `word` (a key) begins with."""
        marked = {marks_in_front(self._given[one].name) for one in self._tables.marked.get(word, ())}
        return max((len(marks) for marks in marked if text.endswith(marks)), default=0)

    def is_name(self, key: str) -> bool:
        """Whether `key` is exactly a deal's or an account's name, or the beginning of one, be it with its number."""
        tables = self._tables
        return key in tables.by_name or key in tables.by_account or key in tables.starting or key in tables.shortened

    def lacks_number(self, key: str) -> bool:
        """Whether `key` is nothing but the beginning of names that go on with a number: "phase" of Phase 1. With
        another number behind it, it means none of these."""
        tables = self._tables
        return key in tables.numbered and key not in tables.by_name and key not in tables.by_account

    def ending_of_another(self, key: str, behind: Sequence[str]) -> int:
        """How many of the words `behind` a customer's name, or the beginning of a deal's, make it the name of a deal
        that is not here: they are what other customers' deals are called, as in "Globex Cold Chain" where only Acme has
        a "Cold Chain". The name of a deal in full is that deal, whatever follows."""
        if key in self._tables.by_name:
            return 0
        said = [name_key(word) for word in behind[: self._tables.longest_ending]]
        return next((count for count in range(len(said), 0, -1) if " ".join(said[:count]) in self._tables.endings), 0)

    def is_dashed(self, key: str) -> bool:
        """Whether the deals of that customer, or beginning, are called as in "Acme – Pilot"."""
        ids = self._tables.by_account.get(key) or self._tables.starting.get(key) or ()
        return bool(ids) and all(DASH.search(self._given[one].name) for one in ids)

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
            (self._tables.by_name.get(key), "the deal's name"),
            (self._tables.by_account.get(key), "the account's name"),
            (self._tables.starting.get(key), "the beginning of the name"),
            (self._tables.shortened.get(key), "the beginning of the name, and its number"),
        ):
            if found:
                return self._choose(found, rule, 100.0)
        return self._similar(key)

    def _choose(self, ids: Sequence[int], rule: str, score: float) -> Resolution:
        each = self._in_order(ids)
        matches = tuple(map(self._match, each[:5]))
        if len(each) == 1:
            return Resolution(matches[0], matches, rule, score)
        return Resolution(None, matches, f"{rule}, which {len(each)} deals share", score)

    def _in_order(self, ids: Iterable[int]) -> list[int]:
        """Each once, as they were given: most recently touched first."""
        return sorted(set(ids), key=self._place.__getitem__)

    def _called(self, key: str) -> list[int]:
        """The deals whose name or, where there are none, whose account's name has that key."""
        return self._tables.by_name.get(key) or self._tables.by_account[key]

    def _similar(self, key: str) -> Resolution:
        scored = self._scored(key)
        if not scored or scored[0][0] < OFFER:
            return Resolution(None, (), "unknown name", scored[0][0] if scored else 0.0)
        best, best_key = scored[0]
        second = next((score for score, other in scored[1:] if not self._same_deals(best_key, other)), 0.0)
        if (best >= ACCEPT and best - second >= MARGIN) or self._one_slip(key, scored):
            return self._choose(self._called(best_key), f"nearly the same name ({best:.0f} of 100)", best)
        ids = [one for _, k in scored[:5] for one in self._in_order(self._called(k))]
        offered = tuple(map(self._match, list(dict.fromkeys(ids))[:5]))
        return Resolution(None, offered, "similar names", best)

    def _scored(self, key: str) -> list[tuple[float, str]]:
        similar = self._tables.similar
        postings = sorted((similar[gram] for gram in grams(key) if gram in similar), key=len)[:_RAREST_GRAMS]
        shared = Counter(other for posting in postings for other in posting)
        least = min(nlargest(_CANDIDATES, shared.values()), default=0)
        alike = sorted((-count, other) for other, count in shared.items() if count >= least)[:_CANDIDATES]
        return sorted(((likeness(key, other), other) for _, other in alike), key=lambda pair: -pair[0])[:8]

    def _same_deals(self, one: str, other: str) -> bool:
        return set(self._called(one)) == set(self._called(other))

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
