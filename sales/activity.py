"""What happened with a customer, and who is there: activities and contacts. A plan is no activity: that is a deal's
next step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from sales.errors import Invalid

LONGEST_NOTE = 4_000


class BuyingRole(Enum):
    """What a contact is to the decision."""

    DECISION_MAKER = "decision_maker"
    CHAMPION = "champion"
    INFLUENCER = "influencer"
    USER = "user"
    BLOCKER = "blocker"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A customer. `id` is 0 until saved."""

    id: int = 0
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person at an account. `id` is 0 until saved."""

    id: int = 0
    account_id: int
    name: str
    title: str = ""
    email: str = ""
    role: BuyingRole | None = None


@dataclass(frozen=True, slots=True)
class CustomerChange:
    """What an entry did to a customer: it added the account (`contact_id` None), or one of its contacts, who was `old`
    (None: not there) and became `new`."""

    entry_id: int
    account_id: int
    contact_id: int | None = None
    old: Contact | None = None
    new: Contact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Something that happened: on `happened_on` (the speaker's local day), logged at `logged_at` (aware), by a person's
    id. `id` is 0 until saved."""

    id: int = 0
    kind: str
    deal_id: int
    happened_on: date
    logged_at: datetime
    by: int
    contact: str = ""
    note: str = ""
    entry_id: int = 0

    def __post_init__(self) -> None:
        if len(self.note) > LONGEST_NOTE:
            raise Invalid(f"A note may have at most {LONGEST_NOTE:,} characters.", field="note")


def checked_happened_on(day: date, today: date) -> date:
    """`day`, unless it lies in the future of the speaker's `today`: what is still to come is a next step."""
    if day > today:
        raise Invalid("That day has not come yet. Plan it as the deal's next step instead.", field="happened_on")
    return day
