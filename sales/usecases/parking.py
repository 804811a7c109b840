"""A message that Slack does not let us send: who is told instead, once. The error codes are Slack's; what they mean is
decided in `bot.slack_errors`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sales.delivery import Delivery
from sales.people import Person, Team
from sales.usecases.hearing import ANSWER, REPLY
from sales.usecases.ports import Store, Tx

PARKED = "parked"
NO_NEWS = frozenset(
    {"message_not_found", "thread_not_found", "cant_update_message", "edit_window_closed", "file_deleted"}
)
"""Somebody has deleted what we would have changed, and knows it."""


def tell_of_parked(store: Store, delivery: Delivery, code: str, now: datetime) -> None:
    """Enqueues the news that Slack refuses a delivery for good. Whoever spoke hears their answer in private; anything
    else an admin hears, who can do something about it: for the same place and reason once a week, for as long as it
    lasts. Saying it twice says it once. Nobody hears of news that could not be told."""
    if delivery.kind in (PARKED, ANSWER) or code in NO_NEWS:
        return
    with store.writing(delivery.workspace_id) as tx:
        team = tx.people.team()
        speaker = _speaker(tx, delivery)
        reader = speaker or _admin(team, delivery)
        if reader is None:
            return
        slot = delivery.slot if speaker else f"{delivery.recipient} {code} {now:%G-W%V}"
        payload = {"delivery": delivery.id, "code": code}
        tx.deliveries.enqueue(Delivery(kind=PARKED, recipient=str(reader.id), slot=slot, due_at=now, payload=payload))


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """What could not be sent, and why: Slack's `code`. `person` is whom it was for, None for a channel; `answer` says
    that somebody had asked for it, who is to read it here instead."""

    delivery: Delivery
    code: str
    person: Person | None
    answer: bool


def parked(tx: Tx, news: Delivery) -> Parked:
    """What a delivery of that kind is about."""
    delivery = tx.deliveries.get(int(news.payload["delivery"]))
    assert delivery is not None, "deliveries are never deleted"
    person = tx.people.team().by_id.get(int(delivery.recipient)) if delivery.recipient.isdecimal() else None
    answer = delivery.kind == REPLY and news.slot == delivery.slot
    return Parked(delivery=delivery, code=str(news.payload["code"]), person=person, answer=answer)


def _speaker(tx: Tx, delivery: Delivery) -> Person | None:
    """Whom a refused answer was for, if a direct message can still reach them."""
    if delivery.kind != REPLY or delivery.recipient.startswith("D"):
        return None
    key = delivery.slot.partition(" ")[0]
    heard, entry = tx.inbox.get(key), tx.entries.of_message(delivery.recipient, key.rpartition(":")[2])
    if heard is not None:
        person = tx.people.by_slack_id(heard.slack_user)
    else:
        person = tx.people.team().by_id.get(entry.by or 0) if entry is not None else None
    return person if person is not None and person.active else None


def _admin(team: Team, delivery: Delivery) -> Person | None:
    """The first admin who is here, else whoever leads everybody; never the person who cannot be reached."""
    admins = sorted((person for person in team if person.admin), key=lambda person: person.id)
    here = (p for p in [*admins, *team.top] if p.active and p.slack_id and str(p.id) != delivery.recipient)
    return next(here, None)
