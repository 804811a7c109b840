"""What the story of a fictional deal is made of: its brief, its people, and its steps from the first entry to the last.
Values only; `telling` tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from sales.activity import BuyingRole
from sales.deal import Field, Value
from sales.money import Money
from sales.people import Person


class Fate(Enum):
    """What a deal is in the story for."""

    WON = "won"
    LOST = "lost"
    HEALTHY = "healthy"
    STALLED = "stalled"
    PAST_DUE = "past_due"
    NEVER_STARTED = "never_started"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoContact:
    """A person at the account."""

    name: str
    title: str
    role: BuyingRole | None

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One entry: what somebody said at `at` (aware), and what it changed, logged, ticked or told. `text` is what they
    typed; `kind` names the activity whose note it is, "" for none."""

    at: datetime
    text: str
    wishes: Mapping[Field, Value] = field(default_factory=dict)
    reason: str = ""
    kind: str = ""
    contact: str = ""
    ticks: tuple[tuple[str, str], ...] = ()
    story: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoDeal:
    """A deal with everything that happened to it, oldest first. The first step creates it, its wishes being what the
    deal begins with. `owner` is a person's id in the demo's team."""

    name: str
    account: str
    owner: int
    fate: Fate
    contacts: tuple[DemoContact, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What a deal's story must come to: its last step lies on `last_on`; an open one ends in `stage`."""

    fate: Fate
    account: str
    owner: Person
    created_on: date
    last_on: date
    stage: str
    amount: Money
    close_date: date
