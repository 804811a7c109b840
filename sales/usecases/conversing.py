"""Which conversation something is said in, and what was entered there before: a thread, or a channel without one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sales.deal import Entry, Via
from sales.delivery import Delivery
from sales.people import Person
from sales.period import Grain, Period, local_date
from sales.usecases.actors import Actor
from sales.usecases.hearing import REPLY
from sales.usecases.ports import Heard, Tx

RIGHT_AFTER = timedelta(hours=12)
"""Outside of a thread, what was said longer ago than this is not what a correction or an undo is about."""


def is_direct(channel: str) -> bool:
    """Whether a channel is somebody's direct message with us."""
    return channel.startswith("D")


def root_of(tx: Tx, heard: Heard) -> str | None:
    """The first message of the conversation: the thread's, and where that is our answer, the message it answered; else
    the message itself. None for a command, which is no message."""
    if heard.thread_ts is None:
        return heard.ts or None
    ours = tx.deliveries.by_message(heard.channel, heard.thread_ts)
    answered = ours.slot.rpartition(":")[2] if ours is not None and ours.kind == REPLY else ""
    return answered or heard.thread_ts


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutDigest:
    """What a digest was about: whose numbers, of which period, as of when, and since when it told the changes."""

    subject: Person
    period: Period
    as_of: datetime
    since: datetime


def about_digest(tx: Tx, delivery: Delivery) -> AboutDigest:
    """What the digest of a delivery is about: the subtree of who gets it, unless another was chosen."""
    payload = delivery.payload
    as_of = datetime.fromisoformat(str(payload["as_of"]))
    then = tx.workspace_at(as_of)
    day = local_date(as_of, then.timezone)
    return AboutDigest(
        subject=tx.people.team()[int(payload.get("subject") or delivery.recipient)],
        period=then.calendar.of(day, Grain(payload.get("period", "quarter"))),
        as_of=as_of,
        since=datetime.fromisoformat(str(payload["since"])),
    )


def digest_of_thread(tx: Tx, actor: Actor, heard: Heard) -> AboutDigest | None:
    """The digest under which something is said, if it is one whose numbers the actor may see."""
    ours = tx.deliveries.by_message(heard.channel, heard.thread_ts) if heard.thread_ts else None
    if ours is None or "as_of" not in ours.payload or "since" not in ours.payload:
        return None
    about = about_digest(tx, ours)
    return about if about.subject.id in tx.people.team().sees_numbers_of(actor.person) else None


def latest_here(tx: Tx, actor: Actor, heard: Heard) -> Entry | None:
    """The actor's latest entry in this conversation that was not undone. In a direct message, what they entered in a
    form belongs to it too."""
    if heard.thread_ts is None:
        return tx.entries.latest_by(actor.person.id, heard.channel or None, forms=is_direct(heard.channel))
    roots = {root for root in (root_of(tx, heard), heard.thread_ts) if root}
    return tx.entries.latest_by(actor.person.id, heard.channel, roots=roots)


def echo_slot(entry: Entry) -> str:
    """The slot of the delivery that echoes an entry which a message has made, or each reaction to one."""
    again = f" {entry.id}" if entry.via is Via.REACTION else ""
    return f"{entry.channel}:{entry.message_ts}{again}"


def echo_of(tx: Tx, entry: Entry) -> Delivery | None:
    """The message in which we echoed an entry; None where it was seen by one person only, or not sent yet."""
    if not entry.channel or not entry.message_ts:
        return None
    found = tx.deliveries.find(REPLY, entry.channel, echo_slot(entry))
    return found if found is not None and found.ts else None
