"""The question that is still open when somebody says "undo": it is dropped, and what was saved before it stays. Nothing
of it was saved, so there is nothing to take back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sales.delivery import Delivery
from sales.language import Action
from sales.usecases.actors import Actor
from sales.usecases.conversing import RIGHT_AFTER
from sales.usecases.hearing import REPLY, dropped_key
from sales.usecases.names import Names
from sales.usecases.ports import Heard, Tx
from sales.usecases.reading import Said, understood
from sales.usecases.resolving import resolved


@dataclass(frozen=True, slots=True)
class Dropped:
    """A question that is asked no more: the words it was about, and the message that asked it, if that was sent."""

    words: str
    asked_in: Delivery | None


def drop_open_question(tx: Tx, names: Names, actor: Actor, said: Said, now: datetime) -> Dropped | None:
    """Drops the question about what the actor said right before in this conversation; None where that was no question,
    was put away, or was answered, be it in a form or a call. A command has nothing before it that stands anywhere."""
    heard = said.heard
    before = tx.inbox.before(heard) if heard.ts else None
    if before is None or heard.received_at - before.received_at > RIGHT_AFTER or _is_over(tx, actor, before):
        return None
    earlier = Said(heard=before, via=said.via, addressed=said.addressed)
    asked = resolved(tx, actor, understood(tx, names, actor, earlier), {})
    if asked.action is not Action.ASK or all(intent.kind.is_question for intent in asked.intents):
        return None
    tx.inbox.first_time(dropped_key(before.key), now)
    found = tx.deliveries.find(REPLY, before.channel, f"{before.channel}:{before.ts}")
    return Dropped(before.text, found if found is not None and found.ts else None)


def _is_over(tx: Tx, actor: Actor, before: Heard) -> bool:
    """Whether anything was saved of the words, or by the actor since, or the question was put away."""
    if tx.inbox.seen(dropped_key(before.key)) or tx.entries.of_message(before.channel, before.ts) is not None:
        return True
    latest = tx.entries.latest_by(actor.person.id)
    calls = tx.calls.of_person(actor.person.id)
    instants = [*([latest.at] if latest is not None else []), *(call.at for call in calls[-1:])]
    return any(at >= before.received_at for at in instants)
