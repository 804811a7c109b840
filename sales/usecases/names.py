"""The names each speaker may use and the words of the process, kept ready between messages and rebuilt only when they
have changed."""

from __future__ import annotations

import re
import threading
from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sales.deal import Deal
from sales.language import Vocabulary, vocabulary_of
from sales.language.name_tables import DealName
from sales.language.names import NameIndex, PersonName
from sales.language.understanding import NameMatch
from sales.learning import AliasKind
from sales.usecases import ports
from sales.usecases.actors import Actor
from sales.usecases.ports import Tx

_ARTICLE = re.compile(r"^(?:the|a|an|our|my) ")
_NEVER = datetime.min.replace(tzinfo=UTC)


LONGEST_LABEL = 40


def told_apart(tx: Tx, matches: Sequence[NameMatch]) -> list[str]:
    """A label for each deal to choose from: its name and, where two have the same, what tells them apart: the stage,
    the amount and whose it is."""
    often = Counter(match.name for match in matches)
    alike = tx.deals.many([match.id for match in matches if often[match.name] > 1])
    return [_label(tx, alike[match.id]) if match.id in alike else match.name for match in matches]


def _label(tx: Tx, deal: Deal) -> str:
    short = deal.name if len(deal.name) <= LONGEST_LABEL else f"{deal.name[: LONGEST_LABEL - 1]}…"
    known = tx.process.by_key.get(deal.stage)
    facts = [known.name if known else deal.stage, *([str(deal.amount)] if deal.amount else [])]
    return f"{short} · {', '.join([*facts, tx.people.team()[deal.owner_id].first_name])}"


@dataclass(slots=True)
class _Kept:
    """The deals somebody may pick from as they were at a stamp, and, once somebody searches them, their index."""

    stamp: int
    deals: tuple[ports.DealName, ...]
    index: NameIndex | None = None
    before: NameIndex | None = None
    """Of an earlier stamp: the index is made from it."""


class Names:
    """Names of deals, and indexes of them, by workspace and by whose they are. Safe to share between threads; keeps
    `most` of them."""

    def __init__(self, most: int = 64) -> None:
        self._kept: OrderedDict[tuple[int, frozenset[int], bool], _Kept] = OrderedDict()
        self._words: dict[int, tuple[tuple[int, int], Vocabulary]] = {}
        self._most = most
        self._lock = threading.Lock()

    def words(self, tx: Tx) -> Vocabulary:
        """The words of the workspace's process and those an admin has taught, put together once per version of it and
        stamp of the names."""
        workspace_id, process = tx.workspace.id, tx.process
        key = (process.version, tx.deals.names_stamp())
        known, vocabulary = self._words.get(workspace_id, (None, None))
        if vocabulary is None or known != key:
            taught: dict[str, list[str]] = {}
            for alias in tx.learning.aliases():
                if alias.kind is not AliasKind.DEAL and not alias.kind.is_of_files:
                    taught.setdefault(alias.meaning, []).append(alias.words)
            vocabulary = vocabulary_of(process, taught)
            if key[1] > 0:  # what a transaction has changed itself may yet be rolled back
                self._words[workspace_id] = (key, vocabulary)
        return vocabulary

    def of(self, tx: Tx, actor: Actor, *, only_open: bool = False) -> NameIndex:
        """The index of the deals the actor may see, open and recently touched ones first; with `only_open`, of those
        that are still being worked."""
        kept = self._listing(tx, actor, tx.people.team().sees_deals_of(actor.person), only_open=only_open)
        if kept.index is None:
            kept.index, kept.before = _index_of(tx, kept.deals, kept.before), None
        return kept.index

    def to_change(self, tx: Tx, actor: Actor) -> tuple[ports.DealName, ...]:
        """The open deals the actor may change, recently touched ones first: touched by when their names were read."""
        return self._listing(tx, actor, tx.people.team().changes_deals_of(actor.person), only_open=True).deals

    def _listing(self, tx: Tx, actor: Actor, owners: frozenset[int], *, only_open: bool) -> _Kept:
        """The deals of these owners: read again only where a name, account, owner or outcome has changed."""
        key = (actor.workspace_id, owners, only_open)
        with self._lock:
            known = self._kept.get(key)
        whose = tx.people.team().unless_all(owners)
        stamp, names = tx.deals.names(stamp=known.stamp if known else None, owner_ids=whose, only_open=only_open)
        if names is None and known is not None:
            return known
        deals = sorted(names or (), key=lambda name: (name.is_open, name.touched_at or _NEVER), reverse=True)
        before = (known.index or known.before) if known else None
        fresh = _Kept(stamp, tuple(deals), before=before)
        if stamp < 0:  # what a transaction has changed itself may yet be rolled back
            return fresh
        with self._lock:
            self._kept[key] = fresh
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return fresh


def _index_of(tx: Tx, deals: Sequence[ports.DealName], before: NameIndex | None) -> NameIndex:
    """The index of these deals, by all they are called, and of the colleagues who are here."""
    taught = _taught_names(tx)
    known = (DealName(name.id, name.name, name.account, taught.get(name.id, ())) for name in deals)
    here = (person for person in tx.people.team() if person.active)
    people = (PersonName(id=p.slack_id or "", name=p.name, handle=p.first_name.lower()) for p in here)
    return before.renewed(known, people) if before else NameIndex(known, people)


def _taught_names(tx: Tx) -> dict[int, tuple[str, ...]]:
    """What else deals are called, by id."""
    found: dict[int, tuple[str, ...]] = {}
    for alias in tx.learning.aliases():
        if alias.kind is AliasKind.DEAL and alias.meaning.isdecimal():
            said = dict.fromkeys((alias.words, _ARTICLE.sub("", alias.words)))
            found[int(alias.meaning)] = (*found.get(int(alias.meaning), ()), *said)
    return found
