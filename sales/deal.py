"""Deals and their append-only changes: what a deal is, what can be said about it, and how that is written down. Which
changes are possible is decided in `revising`, who may make them in `people`, whether a deal is stalled in `stalls`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from sales.money import Money
from sales.process import ForecastCategory, Outcome, Process


class Via(Enum):
    """The way something reached us. What an importer or the bot itself writes is never a touch."""

    MESSAGE = "message"
    COMMAND = "command"
    MODAL = "modal"
    NUDGE = "nudge"
    HOME = "home"
    REACTION = "reaction"
    UNDO = "undo"
    IMPORT = "import"

    @property
    def by_a_person(self) -> bool:
        return self not in (Via.IMPORT, Via.UNDO)


class Field(Enum):
    """What can change about a deal. CREATED and DELETED mark its beginning and end."""

    CREATED = "created"
    DELETED = "deleted"
    NAME = "name"
    ACCOUNT = "account"
    OWNER = "owner"
    AMOUNT = "amount"
    CLOSE_DATE = "close_date"
    CLOSED_ON = "closed_on"
    STAGE = "stage"
    CATEGORY = "category"
    NEXT_STEP = "next_step"
    NEXT_STEP_ON = "next_step_on"
    SOURCE = "source"
    LOST_REASON = "lost_reason"
    CONFIRMED = "confirmed"
    SNOOZED_UNTIL = "snoozed_until"
    CHANNEL = "channel"

    @property
    def words(self) -> str:
        return "next step due" if self is Field.NEXT_STEP_ON else self.value.replace("_", " ")


TOUCHES = frozenset(
    {Field.CREATED, Field.STAGE, Field.AMOUNT, Field.CLOSE_DATE, Field.NEXT_STEP, Field.NEXT_STEP_ON, Field.CONFIRMED}
)
"""The fields whose change by a person counts as touching the deal."""

COUNTING = (Field.AMOUNT, Field.CLOSE_DATE, Field.STAGE, Field.CATEGORY, Field.OWNER)
"""What a deal counts for, where and for whom. A change of it by somebody else is news to the owner."""

RESTORED = "restored"
"""The wish for DELETED that brings a deleted deal back; any other wish for it deletes."""

Value = str | int | date | Money | ForecastCategory | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing somebody said or clicked, and all that it saved: the unit of undo and of "who, when, where".
    `at` is aware. `by` is a person's id, None for the importer. `id` is 0 until saved. `thread_ts` is the first message
    of the conversation it was said in; `reverses` the entry that it undoes, or corrects."""

    id: int = 0
    by: int | None
    at: datetime
    via: Via
    channel: str | None = None
    message_ts: str | None = None
    text: str = ""
    undone: bool = False
    thread_ts: str | None = None
    reverses: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DealChange:
    """An append-only fact: at `at`, `field` went from `old` to `new` (see `write_value`), as part of `entry_id`.
    `entry_id` is 0 until saved."""

    deal_id: int
    field: Field
    old: str | None
    new: str | None
    at: datetime
    by: int | None
    entry_id: int = 0
    reason: str = ""
    id: int = 0


PUSHES_UNASKED = 2
"""How often a close date may be pushed before somebody asks why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """One sale being worked. `id` is 0 until saved; `version` counts saves and guards against lost updates.
    `category` is the rep's override (None: the stage's default). `touched_at`: None means never started."""

    id: int = 0
    version: int = 0
    name: str
    account_id: int | None = None
    account: str = ""
    owner_id: int
    stage: str
    outcome: Outcome = Outcome.OPEN
    amount: Money | None = None
    close_date: date | None = None
    closed_on: date | None = None
    category: ForecastCategory | None = None
    next_step: str = ""
    next_step_on: date | None = None
    source: str | None = None
    lost_reason: str | None = None
    created_at: datetime
    stage_since: datetime
    touched_at: datetime | None = None
    snoozed_until: date | None = None
    pushes: int = 0
    ignored_nudges: int = 0
    channel: str | None = None
    external_id: str | None = None
    deleted: bool = False

    @property
    def is_open(self) -> bool:
        return self.outcome is Outcome.OPEN and not self.deleted

    @property
    def counts_on(self) -> date | None:
        """The day that decides in which period the deal counts: closed_on once won, else the close date."""
        return self.closed_on if self.outcome is Outcome.WON else self.close_date

    @property
    def asks_why_pushed(self) -> bool:
        """Whether the next push of the close date is to be explained: from the third one on."""
        return self.pushes >= PUSHES_UNASKED

    def forecast_category(self, process: Process) -> ForecastCategory:
        """What the deal counts as: see `Process.category`."""
        return process.category(self.outcome, self.stage, self.category)


ATTRIBUTE = {
    Field.NAME: "name",
    Field.ACCOUNT: "account_id",
    Field.OWNER: "owner_id",
    Field.AMOUNT: "amount",
    Field.CLOSE_DATE: "close_date",
    Field.CLOSED_ON: "closed_on",
    Field.STAGE: "stage",
    Field.CATEGORY: "category",
    Field.NEXT_STEP: "next_step",
    Field.NEXT_STEP_ON: "next_step_on",
    Field.SOURCE: "source",
    Field.LOST_REASON: "lost_reason",
    Field.SNOOZED_UNTIL: "snoozed_until",
    Field.CHANNEL: "channel",
}
"""The attribute of `Deal` that holds each field; CREATED, DELETED and CONFIRMED have none."""


def value_of(deal: Deal, field: Field) -> Value:
    """What `field` of the deal is now; CREATED, DELETED and CONFIRMED have no value."""
    name = ATTRIBUTE.get(field)
    value: Value = getattr(deal, name) if name else None
    return value


def write_value(value: Value) -> str | None:
    """A value as text for a `DealChange`: ISO days, "USD 4500000" (minor units) for money; empty is None."""
    match value:
        case None | "":
            return None
        case Money():
            return f"{value.currency} {value.minor}"
        case ForecastCategory():
            return value.value
        case date():
            return value.isoformat()
        case _:
            return str(value)


def read_value(field: Field, text: str | None) -> Value:
    """The value that `write_value` wrote for `field`."""
    if text is None:
        return "" if field in (Field.NAME, Field.NEXT_STEP) else None
    match field:
        case Field.AMOUNT:
            currency, minor = text.split(" ")
            return Money(int(minor), currency)
        case Field.CLOSE_DATE | Field.CLOSED_ON | Field.NEXT_STEP_ON | Field.SNOOZED_UNTIL:
            return date.fromisoformat(text)
        case Field.OWNER | Field.ACCOUNT:
            return int(text)
        case Field.CATEGORY:
            return ForecastCategory(text)
        case _:
            return text
