"""What was said is written down before anything else happens, and found again when a click refers to it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sales.delivery import Delivery
from sales.errors import Invalid, NotAllowed, NotFound
from sales.usecases.actors import Actor
from sales.usecases.ports import Heard, Store

REPLY = "reply"
SENT_TWICE = "I have had exactly this form a moment ago, and do not take it twice. Close it and look at the result."

KEPT_FOR = timedelta(days=90)
"""How long words that were dealt with are kept as they were written, so that a click can still refer to them."""


def forget_heard(store: Store, workspace_id: int, now: datetime) -> int:
    """Deletes the words that were dealt with and are older than ninety days; returns how many messages that were."""
    with store.writing(workspace_id) as tx:
        return tx.inbox.forget(now - KEPT_FOR)


def note(store: Store, workspace_id: int, heard: Heard) -> Heard:
    """Writes the words down; returns what stands there, `done` if they were dealt with before."""
    with store.writing(workspace_id) as tx:
        return tx.inbox.note(heard)


def heard_again(store: Store, actor: Actor, key: str) -> Heard:
    """The words a question was about. Raises `NotFound` once they are gone, `NotAllowed` for somebody else's."""
    with store.reading(actor.workspace_id) as tx:
        heard = tx.inbox.get(key)
    if heard is None:
        raise NotFound("I no longer have the words this was about. Please say it again.")
    if heard.slack_user != actor.person.slack_id:
        raise NotAllowed("That question was for somebody else.")
    return heard


def settle_with_reply(
    store: Store, workspace_id: int, heard: Heard, reply: dict[str, object] | None, now: datetime
) -> int | None:
    """Marks the words as dealt with and enqueues the answer to them, both or neither. Returns the delivery to be sent
    now; None if there is nothing to say or it was enqueued before."""
    with store.writing(workspace_id) as tx:
        tx.inbox.done(heard.key)
        if reply is None:
            return None
        row = Delivery(kind=REPLY, recipient=heard.channel, slot=heard.key, due_at=now, payload=reply)
        enqueued = tx.deliveries.enqueue(row)
        return enqueued.id if enqueued else None


def only_once(store: Store, workspace_id: int, key: str, now: datetime) -> None:
    """Lets a form through the first time it arrives, and again after it was refused. Raises `Invalid` for one that was
    taken, or is being taken, already: whoever clicked twice must not have said it twice."""
    with store.writing(workspace_id) as tx:
        if tx.inbox.first_time(key, now) or not tx.inbox.first_time(_refused(key), now):
            return
        raise Invalid(SENT_TWICE)  # and the transaction, with its second key, was never made


def refused(store: Store, workspace_id: int, key: str, now: datetime) -> None:
    """Nothing was saved for that form: it may come again as it is."""
    with store.writing(workspace_id) as tx:
        tx.inbox.first_time(_refused(key), now)


def _refused(key: str) -> str:
    return f"{key} refused"
