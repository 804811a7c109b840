"""Deals and their append-only changes. Knows what a deal is and which changes are possible; does not know who may
make them (`people`), nor whether a deal is stalled (`stalls`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any

from sales.errors import Invalid
from sales.money import Money
from sales.process import ForecastCategory, Outcome, Process

LONGEST_NAME = 200
LONGEST_TEXT = 2_000
FURTHEST_YEARS = 15


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
        return self.value.replace("_", " ")


TOUCHES = frozenset(
    {Field.CREATED, Field.STAGE, Field.AMOUNT, Field.CLOSE_DATE, Field.NEXT_STEP, Field.NEXT_STEP_ON, Field.CONFIRMED}
)
"""The fields whose change by a person counts as touching the deal."""

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

    def forecast_category(self, process: Process) -> ForecastCategory:
        """What the deal counts as: see `Process.category`."""
        return process.category(self.outcome, self.stage, self.category)


@dataclass(frozen=True, slots=True)
class Revision:
    """A deal as it will be, and the changes that make it so. No changes: nothing to save."""

    deal: Deal
    changes: tuple[DealChange, ...]


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


def opened(deal: Deal, entry: Entry, process: Process) -> Revision:
    """A new deal, checked, with the change that marks its creation. A deal that a person opens is touched by it; one
    that they open as won or lost, without saying when, was closed on the entry's day (UTC)."""
    outcome = process.stage(deal.stage).outcome
    checked = replace(deal, created_at=entry.at, stage_since=entry.at, name=_name(deal.name), outcome=outcome)
    if entry.via.by_a_person and outcome is not Outcome.OPEN and checked.closed_on is None:
        checked = replace(checked, closed_on=entry.at.date())
    for field, attribute in ATTRIBUTE.items():
        _check(field, getattr(checked, attribute), entry)
    touched = entry.at if entry.via.by_a_person else deal.touched_at
    return Revision(replace(checked, touched_at=touched), (_change(deal.id, Field.CREATED, None, None, entry),))


def revised(
    deal: Deal, wishes: Mapping[Field, Value], entry: Entry, process: Process, *, today: date, reason: str = ""
) -> Revision:
    """The deal with `wishes` fulfilled and one change per field that really differs.

    Entering Won or Lost sets closed_on to `today` (the actor's local day) unless it is among the wishes; leaving them
    clears closed_on and the lost reason. A rep's category override survives a move between open stages. A later close
    date counts as a push. Raises `Invalid`, naming the field, and `NotFound` for an unknown stage."""
    full: dict[Field, Value] = dict(wishes)
    if Field.STAGE in full and full[Field.STAGE] != deal.stage:
        full = {**_effects_of_moving(deal, str(full[Field.STAGE]), process, today), **full}
    after: dict[str, Any] = {}
    changes: list[DealChange] = []
    for field, wish in full.items():
        value = _check(field, wish, entry)
        old = value_of(deal, field)
        if field in (Field.CONFIRMED, Field.DELETED):
            after |= {"deleted": wish != RESTORED} if field is Field.DELETED else {}
            old, value = (RESTORED, None) if wish == RESTORED else (None, None)
        elif write_value(old) == write_value(value):
            continue
        else:
            after[ATTRIBUTE[field]] = value
        changes.append(_change(deal.id, field, old, value, entry, reason))
    if not changes:
        return Revision(deal, ())
    return Revision(replace(deal, **after, **_consequences(deal, after, changes, entry, process)), tuple(changes))


def _effects_of_moving(deal: Deal, stage: str, process: Process, today: date) -> dict[Field, Value]:
    entering = process.stage(stage)
    if entering.is_open:
        return {Field.CLOSED_ON: None, Field.LOST_REASON: None} if deal.outcome is not Outcome.OPEN else {}
    return {Field.CLOSED_ON: today} | ({Field.LOST_REASON: None} if entering.outcome is Outcome.WON else {})


def _consequences(
    deal: Deal, after: Mapping[str, Any], changes: list[DealChange], entry: Entry, process: Process
) -> dict[str, Any]:
    """What follows from the changes without being a choice: outcome, stage_since, touch, pushes, ignored nudges."""
    follows: dict[str, Any] = {}
    if "stage" in after:
        follows |= {"outcome": process.stage(after["stage"]).outcome, "stage_since": entry.at}
    if entry.via.by_a_person:
        if any(change.field in TOUCHES for change in changes):
            follows |= {"touched_at": entry.at, "ignored_nudges": 0}
        new_close = after.get("close_date")
        if new_close is not None and deal.close_date is not None and new_close > deal.close_date:
            follows["pushes"] = deal.pushes + 1
    return follows


def _change(deal_id: int, field: Field, old: Value, new: Value, entry: Entry, reason: str = "") -> DealChange:
    return DealChange(
        deal_id=deal_id,
        field=field,
        old=write_value(old),
        new=write_value(new),
        at=entry.at,
        by=entry.by,
        entry_id=entry.id,
        reason=reason[:LONGEST_TEXT],
    )


def _name(name: str) -> str:
    clean = " ".join(name.split())
    if not any(char.isprintable() and not char.isspace() for char in clean):
        raise Invalid("A deal needs a name.", field="name")
    if len(clean) > LONGEST_NAME:
        raise Invalid(f"A deal's name may have at most {LONGEST_NAME} characters.", field="name")
    return clean


def _check(field: Field, value: Value, entry: Entry) -> Value:
    """The value if it can be right for the field. Raises `Invalid`, naming the field. What an importer brings
    from elsewhere may lie further away in time than what a person would type."""
    match field, value:
        case Field.NAME, _:
            return _name(str(value or ""))
        case Field.AMOUNT, Money():
            if value.minor < 0:
                raise Invalid("An amount cannot be below zero.", field="amount")
        case Field.CATEGORY, ForecastCategory.CLOSED:
            raise Invalid("A deal counts as closed once it is won. Move it to Won instead.", field="category")
        case ((Field.CLOSE_DATE | Field.NEXT_STEP_ON | Field.SNOOZED_UNTIL), date()):
            if entry.via.by_a_person and value.year > entry.at.year + FURTHEST_YEARS:
                raise Invalid(f"{value.isoformat()} is too far away to be meant.", field=field.value)
        case Field.CLOSED_ON, date():
            if entry.via.by_a_person and (value - entry.at.date()).days > 1:
                raise Invalid("A deal cannot have been closed in the future.", field="closed_on")
        case _, str() if len(value) > LONGEST_TEXT:
            raise Invalid(f"That is longer than {LONGEST_TEXT:,} characters.", field=field.value)
    return value
