"""What a message was understood to mean: intents with slots, the one question that is still open, and what was
read on the way. Plain values; knows nothing of how they were found, of Slack, or of what is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sales.money import Money

Span = tuple[int, int]
"""Half-open character positions in the text exactly as it was given."""


class Action(StrEnum):
    """What the bot may do now: save with Undo, ask its one question, answer, or keep silent."""

    WRITE = "write"
    ASK = "ask"
    ANSWER = "answer"
    IGNORE = "ignore"


class IntentKind(StrEnum):
    """Everything a message can ask of us; `OTHER` is an instruction that we understood not to be ours."""

    LOG_ACTIVITY = "log_activity"
    MOVE_STAGE = "move_stage"
    WIN_DEAL = "win_deal"
    LOSE_DEAL = "lose_deal"
    SET_AMOUNT = "set_amount"
    SET_CLOSE_DATE = "set_close_date"
    SET_CATEGORY = "set_category"
    SET_NEXT_STEP = "set_next_step"
    ADD_CONTACT = "add_contact"
    ADD_ACCOUNT = "add_account"
    CREATE_DEAL = "create_deal"
    DELETE_DEAL = "delete_deal"
    REASSIGN = "reassign"
    SET_SOURCE = "set_source"
    RENAME_DEAL = "rename_deal"
    SNOOZE = "snooze"
    CONFIRM_DEAL = "confirm_deal"
    SUBMIT_CALL = "submit_call"
    UNDO = "undo"
    CORRECT = "correct"
    QUERY_DEAL = "query_deal"
    QUERY_PIPELINE = "query_pipeline"
    QUERY_FORECAST = "query_forecast"
    QUERY_CHANGES = "query_changes"
    QUERY_ACTIVITY = "query_activity"
    QUERY_CONTACT = "query_contact"
    QUERY_AGENDA = "query_agenda"
    HELP = "help"
    OTHER = "other"

    @property
    def is_question(self) -> bool:
        """Whether it is answered, and never changes anything."""
        return self.value.startswith("query_") or self is IntentKind.HELP

    @property
    def always_asks(self) -> bool:
        """Winning, losing and deleting are confirmed with a click, however clearly they were said."""
        return self in (IntentKind.WIN_DEAL, IntentKind.LOSE_DEAL, IntentKind.DELETE_DEAL)


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A deal by its id and exact name, with its account's name."""

    id: int
    name: str
    account: str


SlotValue = str | Money | date | datetime | NameMatch


@dataclass(frozen=True, slots=True)
class Slot:
    """One fact of an intent: its typed value, the words it came from (None: from context), the rule that read it.

    Texts are plain `str` as written; stages, kinds, sources and lost reasons are keys of the process; a period is
    "2026-10-01/2027-01-01" (half-open days)."""

    value: SlotValue
    span: Span | None
    rule: str


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing the message asks for. `missing` names the slots that must be known before it can be saved."""

    kind: IntentKind
    slots: Mapping[str, Slot]
    missing: tuple[str, ...] = ()
    rule: str = ""
    span: Span | None = None

    def value(self, slot: str) -> SlotValue | None:
        """The value of `slot`, or None where it was not said."""
        found = self.slots.get(slot)
        return found.value if found else None


@dataclass(frozen=True, slots=True)
class Choice:
    """One button: what it says, and the value the slot takes when it is clicked (None: something else)."""

    label: str
    value: SlotValue | None


@dataclass(frozen=True, slots=True)
class Question:
    """The one thing to ask: `about` is the slot (or "confirm") of the intent numbered `intent`."""

    about: str
    sentence: str
    choices: tuple[Choice, ...] = ()
    intent: int = 0


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time that was said. `start` and `end` are aware and half-open, `grain` is the unit it was said in.

    `day` is the day it stands for as a close date or next step; None where the words leave it open, and then
    `doubt` says why and `offers` holds the likely days."""

    span: Span
    start: datetime
    end: datetime
    grain: str
    rule: str
    day: date | None = None
    doubt: str = ""
    offers: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class MoneySpan:
    """An amount that was said, in major units. `to_amount` is the end of a range; `doubt` says why it must be
    confirmed: "range", "bound" (a limit), "each" (the price of one), "monthly", "times" (a multiple), "vague" (no
    amount at all), "scale" (a number without k or m), "currency". `around` is the span with the words that
    belong to it."""

    span: Span
    amount: Decimal
    currency: str
    to_amount: Decimal | None = None
    explicit: bool = True
    doubt: str = ""
    offers: tuple[Decimal, ...] = ()
    around: Span | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """The whole reading of one message. Same text and context, same understanding."""

    text: str
    action: Action
    intents: tuple[Intent, ...] = ()
    question: Question | None = None
    dates: tuple[TimeSpan, ...] = ()
    money: tuple[MoneySpan, ...] = ()
    notes: tuple[str, ...] = field(default=())
    """Remarks for "Why?": what was deliberately not read (a quoted line, a hypothetical)."""
    further: tuple[Question, ...] = ()
    """What is to be asked once the question is answered, in that order."""

    def of(self, kind: IntentKind) -> Iterator[Intent]:
        """The intents of that kind, in the order they were said."""
        return (intent for intent in self.intents if intent.kind is kind)
