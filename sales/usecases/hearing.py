"""What was said is written down before anything else happens, and found again when a click refers to it. What was put
into a form is taken once, and whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from sales.delivery import Delivery
from sales.errors import Invalid, NotAllowed, NotFound
from sales.usecases.actors import Actor
from sales.usecases.one_transaction import SharedTransaction, one_transaction
from sales.usecases.ports import Heard, Store, Tx

REPLY, ANSWER = "reply", "answer"
"""The answer to a message, posted where it was said; and to a command, which only its person sees."""

LEASE = timedelta(seconds=30)
"""How long what was noted is the business of the process that noted it. Another one takes it up after that."""

TO_WORK = timedelta(seconds=15)
"""How long the slowest work may take: nobody begins with less of the lease left."""

HEAD_START = timedelta(minutes=1)
"""How long the direct message waits that stands by for an answer that was not seen to arrive."""

SENT_TWICE = "I got this very form a moment ago, so I did not save it twice. Close it to see the result."

KEPT_FOR = timedelta(days=90)
"""How long words that were dealt with are kept as they were written, so that a click can still refer to them."""


class DealtWith(Exception):
    """What was to be carried out was carried out by somebody else meanwhile."""


def forget_heard(store: Store, workspace_id: int, now: datetime) -> int:
    """Deletes the words that were dealt with and are older than ninety days; returns how many messages that were."""
    with store.writing(workspace_id) as tx:
        return tx.inbox.forget(now - KEPT_FOR)


def message_key(channel: str, ts: str) -> str:
    """What a message is called here: Slack's ts is one of a kind within its channel only."""
    return f"{channel}:{ts}"


def listens_in(store: Store, workspace_id: int, channel: str, thread_ts: str | None) -> bool:
    """Whether words concern us that are not addressed to us: in a channel linked to a deal, or as a reply under one of
    our messages or under words that we have heard."""
    with store.reading(workspace_id) as tx:
        if tx.deals.by_channel(channel) is not None:
            return True
        if thread_ts is None:
            return False
        return (
            tx.inbox.get(message_key(channel, thread_ts)) is not None
            or tx.deliveries.by_message(channel, thread_ts) is not None
            or tx.entries.of_message(channel, thread_ts) is not None
        )


def note(store: Store, workspace_id: int, heard: Heard, by: str) -> Heard:
    """Writes the words down, leased to the process `by`; returns what stands there, `done` if they were dealt with
    before."""
    leased = replace(heard, leased_by=by, leased_until=heard.received_at + LEASE)
    with store.writing(workspace_id) as tx:
        return tx.inbox.note(leased)


def may_begin(store: Store, workspace_id: int, heard: Heard, by: str, now: datetime) -> bool:
    """Whether the process `by` may begin with what was noted. A lease of its own that is running out is renewed; what
    somebody else has, or has dealt with, is left to them."""
    if heard.leased_until is not None and now < heard.leased_until:
        if heard.leased_by != by:
            return False
        if now + TO_WORK <= heard.leased_until:
            return True
    with store.writing(workspace_id) as tx:
        return tx.inbox.take(heard.key, by, now, now + LEASE)


def left_behind(store: Store, workspace_id: int, now: datetime | None, most: int, by: str = "") -> list[Heard]:
    """What was noted and not dealt with, and nobody but the process `by` has at `now` (None: whoever has it), oldest
    first."""
    with store.reading(workspace_id) as tx:
        return tx.inbox.waiting(now, most, by)


def let_go(store: Store, workspace_id: int, by: str, now: datetime) -> None:
    """Leaves to others, at once, all that the process `by` has noted and not dealt with."""
    with store.writing(workspace_id) as tx:
        tx.inbox.let_go(by, now)


def unanswered(store: Store, workspace_id: int, key: str) -> Heard | None:
    """Words that were written down, as they stand there now, if they still wait to be dealt with."""
    with store.reading(workspace_id) as tx:
        heard = tx.inbox.get(key)
    return heard if heard is not None and not heard.done else None


def heard_again(store: Store, actor: Actor, key: str) -> Heard:
    """The words a question was about. Raises `NotFound` once they are gone, `NotAllowed` for somebody else's."""
    with store.reading(actor.workspace_id) as tx:
        heard = tx.inbox.get(key)
    if heard is None:
        raise NotFound("I no longer have the words this was about. Please say it again.")
    _require_own(heard, actor)
    return heard


def put_away(store: Store, actor: Actor, key: str, now: datetime) -> None:
    """A question is answered no more. Raises `NotAllowed` for who was not asked; one whose words are gone, or were said
    to nobody but the person who sees it, may be put away by anybody."""
    with store.writing(actor.workspace_id) as tx:
        heard = tx.inbox.get(key)
        if heard is not None:
            _require_own(heard, actor)
            tx.inbox.first_time(dropped_key(key), now)


def dropped_key(key: str) -> str:
    """The key that says that the question about the words `key` was put away."""
    return f"dropped {key}"


def _require_own(heard: Heard, actor: Actor) -> None:
    if heard.slack_user != actor.person.slack_id:
        raise NotAllowed("That question was for somebody else.")


def still_waits(key: str) -> Callable[[Tx], None]:
    """The first step of whoever carries words out. Raises `DealtWith` where somebody was faster; until the transaction
    has ended nobody else will be."""

    def check(tx: Tx) -> None:
        if not tx.inbox.waits(key):
            raise DealtWith(key)

    return check


def settle_in(tx: Tx, heard: Heard, reply: Mapping[str, object] | None, now: datetime) -> int | None:
    """Marks a message as dealt with and enqueues the answer to it. Returns the delivery to be sent now; None if there
    is nothing to say or it was enqueued before."""
    tx.inbox.done(heard.key)
    if reply is None:
        return None
    row = Delivery(kind=REPLY, recipient=heard.channel, slot=heard.key, due_at=now, payload=reply)
    enqueued = tx.deliveries.enqueue(row)
    return enqueued.id if enqueued else None


def settle_with_reply(
    store: Store, workspace_id: int, heard: Heard, reply: Mapping[str, object] | None, now: datetime
) -> int | None:
    """The same in a transaction of its own, for words of which nothing was saved."""
    with store.writing(workspace_id) as tx:
        return settle_in(tx, heard, reply, now)


def stand_by(tx: Tx, heard: Heard, answer: Mapping[str, object] | None, now: datetime) -> int | None:
    """Marks a command as dealt with and has the answer to it stand by: a direct message that is sent in a minute,
    unless it is withdrawn because the other way has worked. Returns its delivery; None if there is no `answer`, or
    nobody we know to give it to."""
    tx.inbox.done(heard.key)
    person = tx.people.by_slack_id(heard.slack_user) if answer is not None else None
    if person is None or answer is None:
        return None
    row = Delivery(kind=ANSWER, recipient=str(person.id), slot=heard.key, due_at=now + HEAD_START, payload=answer)
    enqueued = tx.deliveries.enqueue(row)
    return enqueued.id if enqueued else None


def withdraw(store: Store, workspace_id: int, standing: int) -> None:
    """What stood by is not needed: its person has seen the answer."""
    with store.writing(workspace_id) as tx:
        tx.deliveries.withdraw(standing)


@contextmanager
def taken_once(store: Store, workspace_id: int, key: str, now: datetime) -> Iterator[SharedTransaction]:
    """One transaction for a form: its key, and all that is read and saved through the store that it is given. It begins
    when that is first used: what a listener asks of Slack before holds nobody up. Raises `Invalid`, then, for a form
    that was taken already, or is being taken: whoever clicked twice must not have said it twice. After any exception
    nothing was saved, the key neither, and the form may come again as it is."""

    def take(tx: Tx) -> None:
        if not tx.inbox.first_time(key, now):
            raise Invalid(SENT_TWICE)

    with one_transaction(store, take, alone=True) as within:
        yield within
