"""Whom a delivery is for, what they may still see, and the direct message that reaches them. Composes nothing."""

from __future__ import annotations

import logging

from bot.messenger import Messenger
from bot.sender import Dropped, NotNow
from bot.slack_answer import Rejected, Sent, Unknown
from bot.slack_errors import Verdict, verdict_on
from sales.delivery import Delivery
from sales.people import Person
from sales.usecases.ports import Tx

log = logging.getLogger(__name__)
GONE = Dropped("The person has left.")
WITHHELD = Dropped("The person may not see these numbers any more.")
UNREACHABLE = Dropped("Slack knows no direct message with this person.", code="user_not_found")
_PASSING = (Verdict.RETRY, Verdict.PAUSE)


def recipient_of(tx: Tx, delivery: Delivery) -> Person | None:
    """The person a delivery is for; None for somebody who has left."""
    person = tx.people.team().by_id.get(int(delivery.recipient))
    return person if person is not None and person.active else None


def may_see(tx: Tx, person: Person, subject_id: int) -> bool:
    """Whether somebody who once asked for these numbers may see them today."""
    return subject_id in tx.people.team().sees_numbers_of(person)


def direct_message(messenger: Messenger, person: Person) -> str | None:
    """The channel of the person's direct message; None for somebody without a Slack user or whom Slack will not let us
    reach. Raises `NotNow` where the next attempt may be luckier."""
    if person.slack_id is None:
        return None
    opened = messenger.open_dm(person.slack_id, patient=True)
    if isinstance(opened, Unknown) or (isinstance(opened, Rejected) and verdict_on(opened.code) in _PASSING):
        raise NotNow(f"No direct message with {person.id} just now: {opened}")
    if not isinstance(opened, Sent) or not opened.channel:
        log.warning("No direct message with %s: %s", person.id, opened)
        return None
    return opened.channel
