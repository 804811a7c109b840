"""A reaction on a message in a deal's channel logs that message to the deal, for the person who reacted; taking it off
takes that back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sales.activity import LONGEST_NOTE
from sales.deal import Deal, Entry, Via
from sales.delivery import Delivery
from sales.language import IntentKind, understand
from sales.language.normalise import normalise
from sales.period import local_date
from sales.usecases.actors import Actor
from sales.usecases.changing import Happening, Saved, Wish, carry_out, entry_for
from sales.usecases.conversing import echo_slot
from sales.usecases.hearing import REPLY, message_key
from sales.usecases.names import Names
from sales.usecases.ports import Store, Tx
from sales.usecases.reading import surroundings_of
from sales.usecases.recalling import saved_by
from sales.usecases.undo import Undone, undo


@dataclass(frozen=True, slots=True)
class Noticed:
    """A message somebody reacted to, as it was written: `at` is when, `thread_ts` its thread's first message."""

    channel: str
    ts: str
    text: str
    at: datetime
    thread_ts: str | None = None


def deal_to_log(store: Store, workspace_id: int, channel: str, emoji: str) -> Deal | None:
    """The deal that a reaction with this emoji in this channel logs to; None for all other reactions."""
    with store.reading(workspace_id) as tx:
        wanted = tx.workspace.log_reaction
        return tx.deals.by_channel(channel) if wanted and emoji.partition("::")[0] == wanted else None


def heard_before(store: Store, workspace_id: int, channel: str, ts: str) -> tuple[str, str | None] | None:
    """The text of a message that reached us, with its thread; None for one that did not."""
    with store.reading(workspace_id) as tx:
        heard = tx.inbox.get(message_key(channel, ts))
    return (heard.text, heard.thread_ts) if heard is not None and heard.text else None


def log_message(store: Store, names: Names, actor: Actor, message: Noticed, now: datetime) -> Saved | None:
    """Logs the message to its channel's deal. None where it is logged already: by this reaction, or because its author
    told us so. Raises a `SalesError` where the actor may not."""
    with store.writing(actor.workspace_id) as tx:
        deal = tx.deals.by_channel(message.channel)
        told = tx.entries.of_message(message.channel, message.ts)
        if deal is None or (told is not None and _holds(told) and tx.entries.activities(told.id)):
            return None
        mark = _mark(message.ts, actor)
        earlier = tx.entries.of_message(message.channel, mark)
        if earlier is not None and _holds(earlier):
            return saved_by(tx, earlier)
        wish = Wish(deal_id=deal.id, happenings=(_happening(tx, names, actor, deal, message),))
        entry = entry_for(actor, now, Via.REACTION, text=message.text, channel=message.channel, ts=mark)
        return carry_out(tx, actor, [wish], replace(entry, thread_ts=message.thread_ts or message.ts), now)


def take_back(store: Store, actor: Actor, channel: str, ts: str, now: datetime) -> Undone | None:
    """Undoes what the actor's reaction has logged; None where it has logged nothing, or that was undone before."""
    with store.reading(actor.workspace_id) as tx:
        entry = tx.entries.of_message(channel, _mark(ts, actor))
    return undo(store, actor, now, entry_id=entry.id) if entry is not None and _holds(entry) else None


def echo_in_thread(
    store: Store, actor: Actor, saved: Saved, message: Noticed, reply: dict[str, object], now: datetime
) -> int | None:
    """Enqueues the echo in the message's thread, once per entry. Returns the delivery to be sent now."""
    payload = {**reply, "thread_ts": message.thread_ts or message.ts}
    with store.writing(actor.workspace_id) as tx:
        row = Delivery(kind=REPLY, recipient=message.channel, slot=echo_slot(saved.entry), due_at=now, payload=payload)
        enqueued = tx.deliveries.enqueue(row)
        return enqueued.id if enqueued else None


def _mark(ts: str, actor: Actor) -> str:
    """Stands for the person's reaction where a message's ts would stand."""
    return f"{ts} {actor.person.id}"


def _holds(entry: Entry) -> bool:
    return not entry.undone and entry.via is not Via.UNDO


def _happening(tx: Tx, names: Names, actor: Actor, deal: Deal, message: Noticed) -> Happening:
    """What the message tells to have happened at this deal; else a note. Nothing else in it is carried out."""
    context = surroundings_of(tx, actor, names, message.at, deal.id)
    told = next(understand(message.text, context).of(IntentKind.LOG_ACTIVITY), None)
    known = {kind.key for kind in tx.process.kinds}
    kind = str(told.value("kind")) if told is not None and not told.missing else ""
    note = "note" if "note" in known else tx.process.kinds[-1].key
    return Happening(
        kind=kind if kind in known else note,
        happened_on=local_date(message.at, actor.person.timezone),
        contact=str(told.value("contact") or "") if told is not None and kind in known else "",
        note=normalise(message.text).plain.strip()[:LONGEST_NOTE],
    )
