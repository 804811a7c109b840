"""What a file of deals says, as plain values: rows, people, stages, and what could not be read. Knows neither files
nor what an import does to a workspace."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sales.money import Money, totals
from sales.process import Outcome

_WON = re.compile(r"\b(?:closed ?won|won|signed|booked|gewonnen|gagnée?|ganad[ao])\b")
_LOST = re.compile(
    r"\b(?:closed ?lost|lost|dead|disqualified|abandoned|cancell?ed|rejected|verloren|perdue?|perdid[ao])\b"
)
_NEGATED = re.compile(r"\b(?:not|un|to be|almost|nearly)\b")


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that was not taken over, and why: `line` as an editor counts it, `column` as the file calls it."""

    path: str
    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPerson:
    """Somebody the file names. `manager` is a name or an e-mail address; `team` a region or an office."""

    name: str
    email: str = ""
    manager: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedDeal:
    """One row, read. `owner` is a name or an e-mail address. What the file leaves empty is empty here: nothing is
    invented. `outcome` is None where the file says nothing about it. Days are as written, in no zone."""

    path: str
    line: int
    external_id: str
    name: str
    account: str = ""
    owner: str = ""
    stage: str = ""
    outcome: Outcome | None = None
    amount: Money | None = None
    close_date: date | None = None
    closed_on: date | None = None
    created_on: date | None = None
    source: str = ""
    next_step: str = ""
    next_step_on: date | None = None
    lost_reason: str = ""
    pipeline: str = ""


@dataclass(frozen=True, slots=True)
class StageSeen:
    """A stage as the file names it. `probability` in per cent, where the file gives its deals the same one."""

    name: str
    outcome: Outcome
    deals: int
    probability: int | None = None


@dataclass(frozen=True, kw_only=True)
class ImportPlan:
    """All that was read. `stages` in the order of the file; `columns` says which of its columns became what, `unused`
    which did not; `notes` are sentences about what had to be decided."""

    deals: tuple[ImportedDeal, ...]
    people: tuple[ImportedPerson, ...] = ()
    stages: tuple[StageSeen, ...] = ()
    errors: tuple[RowError, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        """How many rows there were, rejected ones included."""
        return len(self.deals) + len({(error.path, error.line) for error in self.errors})

    @cached_property
    def sums(self) -> dict[str, Money]:
        """The sum of all amounts, by currency."""
        return sums_of(self.deals)

    @cached_property
    def by_stage(self) -> dict[str, int]:
        """How many deals are in each stage, by the file's name for it."""
        return dict(Counter(deal.stage for deal in self.deals))

    @cached_property
    def by_owner(self) -> dict[str, int]:
        """How many deals each owner has, by the file's name for them."""
        return dict(Counter(deal.owner for deal in self.deals))


def sums_of(deals: Iterable[ImportedDeal]) -> dict[str, Money]:
    """The sum of the deals' amounts, by currency."""
    return {amount.currency: amount for amount in totals(deal.amount for deal in deals)}


def outcome_told_by(words: str) -> Outcome | None:
    """How a deal ended, if a stage's or a status's name tells: "Closed Won", "closedlost", "Dead". None for words that
    do not say, "Closed" alone among them."""
    plain = plain_words(words)
    if _NEGATED.search(plain):
        return None
    if _LOST.search(plain):
        return Outcome.LOST
    return Outcome.WON if _WON.search(plain) else None


def plain_words(said: str) -> str:
    """A name as names are compared here: lower case, single spaces, no punctuation."""
    return re.sub(r"[\W_]+", " ", said.casefold()).strip()
