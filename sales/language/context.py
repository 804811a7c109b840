"""What words are read against: the speaker's now, the workspace's habits, its written process and the names that
exist. Built by the caller; nothing here looks anything up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from sales.errors import Invalid
from sales.language.lexicon import COMMON_WORDS_FOR
from sales.language.names import NameIndex
from sales.period import zone
from sales.process import Process

Expect = Literal["future", "past"]


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the process and everything people call it: `words` are lower case, its own name among them."""

    key: str
    name: str
    words: tuple[str, ...]
    outcome: Literal["open", "won", "lost"] = "open"
    order: int = 0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The workspace's own words. Equal vocabularies share their compiled rules, so it may be rebuilt at will."""

    stages: tuple[Term, ...] = ()
    kinds: tuple[Term, ...] = ()
    sources: tuple[Term, ...] = ()
    lost_reasons: tuple[Term, ...] = ()
    _hash: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.stages, self.kinds, self.sources, self.lost_reasons)))

    def __hash__(self) -> int:
        """Reckoned once: it is asked for with every message."""
        return self._hash

    def stage(self, key: str) -> Term:
        """The stage of that key. Raises `Invalid` where the process has none."""
        for stage in self.stages:
            if stage.key == key:
                return stage
        raise Invalid(f'The sales process has no stage "{key}".', field="stage")

    def kind(self, key: str) -> Term | None:
        """The activity kind of that key, or None where the team does not use it."""
        return next((kind for kind in self.kinds if kind.key == key), None)


def vocabulary_of(process: Process, aliases: Mapping[str, Iterable[str]] | None = None) -> Vocabulary:
    """The words of `process`. `aliases` adds, per key (of a stage, a kind, a source or a lost reason), words that an
    admin has taught us; they take effect with the next message."""
    added = {key.casefold(): tuple(words) for key, words in (aliases or {}).items()}

    def term(key: str, name: str, own: tuple[str, ...] = (), outcome: str = "open", order: int = 0) -> Term:
        common = COMMON_WORDS_FOR.get(_plain(name), ())
        said = (_plain(name), _plain(key), *own, *common, *added.get(key.casefold(), ()))
        kept = dict.fromkeys(word for text in said if (word := _plain(text)))
        match outcome:
            case "won" | "lost" | "open":
                return Term(key, name, tuple(kept), outcome, order)
        raise Invalid(f'A stage ends "open", "won" or "lost", not "{outcome}".')

    return Vocabulary(
        stages=tuple(term(s.key, s.name, s.aliases, s.outcome.value, n) for n, s in enumerate(process.stages)),
        kinds=tuple(term(kind.key, kind.name) for kind in process.kinds),
        sources=tuple(term(name, name) for name in process.sources),
        lost_reasons=tuple(term(name, name) for name in process.lost_reasons),
    )


def _plain(words: str) -> str:
    return re.sub(r"[\s_-]+", " ", words.casefold()).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Everything outside the text that decides what it means.

    `now` is aware; the speaker's `timezone` (IANA) decides "today". `day_first` reads 3/4 as 3 April,
    `decimal_comma` reads 1.234 as a thousand, `week_start` is 0 for Monday. `channel_deal` is the deal the channel
    is linked to, `thread_deal` the one last spoken of here; `expect` leans an undirected date one way."""

    now: datetime
    timezone: str
    process: Vocabulary
    names: NameIndex = field(default_factory=NameIndex)
    fiscal_start_month: int = 1
    currency: str = "USD"
    day_first: bool = False
    decimal_comma: bool = False
    week_start: int = 0
    channel_deal: int | None = None
    thread_deal: int | None = None
    expect: Expect | None = None
    speaker: str | None = None

    def __post_init__(self) -> None:
        if self.now.tzinfo is None:
            raise Invalid("The time a message was written needs its zone.", field="now")
        if not 1 <= self.fiscal_start_month <= 12:
            raise Invalid("The fiscal year must start in a month from 1 to 12.", field="fiscal_start_month")
        if not 0 <= self.week_start <= 6:
            raise Invalid("The week must start on a day from 0 (Monday) to 6.", field="week_start")
        zone(self.timezone)

    @property
    def local_now(self) -> datetime:
        """`now` on the speaker's clock."""
        return self.now.astimezone(zone(self.timezone))
