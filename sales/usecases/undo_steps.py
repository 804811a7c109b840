"""Which entry a typed "undo" takes back: the speaker's own latest one in this conversation. For anything further away
it says what that was and asks first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sales.calls import Call
from sales.deal import DealChange, Entry, Field, Via
from sales.delivery import Delivery
from sales.language import Choice, Question
from sales.period import day_words, local_date, zone
from sales.process import Process
from sales.usecases.actors import Actor
from sales.usecases.calls_said import last_said
from sales.usecases.conversing import RIGHT_AFTER, is_direct, latest_here
from sales.usecases.hearing import REPLY, message_key
from sales.usecases.ports import Heard, Tx
from sales.usecases.undo import did_something
from sales.wording import listed, with_article

ENTRY = "entry"
"""What the question is about: its answer is the entry's id."""

CALL = "call "
"""How the answer begins that is a call's id."""

_QUOTED = 120
_BACK = 20
"""So many messages back is looked for the one that made a call."""
AT_ONCE = timedelta(seconds=30)
"""A call is saved so soon after the words that make it."""


AGAIN_WITHIN = timedelta(minutes=5)
"""An undo typed again so soon, with nothing said in between, may well be meant for the same."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step back: the entry, None for none. `sure`: it was said here and lately, so that nobody has to be asked."""

    entry: Entry | None
    sure: bool


def step_back(tx: Tx, actor: Actor, heard: Heard) -> Step:
    """The actor's latest entry in the conversation that did something; where there is none, and nobody else reads the
    answer, their latest one anywhere. What was entered in a form, or is older than `RIGHT_AFTER` outside of a thread,
    is not sure. Entries that did nothing count as undone: they are no step."""
    here = _latest(tx, actor, heard, everywhere=False)
    if here is not None:
        late = heard.thread_ts is None and heard.received_at - here.at > RIGHT_AFTER
        return Step(here, sure=here.channel is not None and not late)
    private = is_direct(heard.channel) or not heard.ts
    return Step(_latest(tx, actor, heard, everywhere=True) if private else None, sure=False)


def _latest(tx: Tx, actor: Actor, heard: Heard, *, everywhere: bool) -> Entry | None:
    while True:
        entry = tx.entries.latest_by(actor.person.id) if everywhere else latest_here(tx, actor, heard)
        if entry is None or did_something(tx, entry):
            return entry
        tx.entries.mark_undone(entry.id)


@dataclass(frozen=True, slots=True)
class CallBack:
    """A call that an undo would take back, and its echo in this conversation. Not `here`: it was made elsewhere, or in
    a form, so that it is asked about first."""

    call: Call
    here: bool
    echo: Delivery | None = None


def call_to_take_back(tx: Tx, actor: Actor, heard: Heard, entry: Entry | None, now: datetime) -> CallBack | None:
    """The actor's latest call, where it is what they said last; in a thread only one that the thread began with. One
    that was made elsewhere only where nobody else reads the answer."""
    call = last_said(tx, actor, entry.at if entry else None, now)
    if call is None:
        return None
    if heard.thread_ts is not None:
        root = tx.inbox.get(message_key(heard.channel, heard.thread_ts))
        made = root if root is not None and root.slack_user == actor.person.slack_id and _made_it(root, call) else None
        return CallBack(call, True, _echo_at(tx, made)) if made is not None else None
    if not heard.ts:  # commands are not written down: the next one follows the one before
        return CallBack(call, True)
    said = tx.inbox.before(heard)
    for _ in range(_BACK):
        if said is None or call.at - said.received_at > AT_ONCE:
            break
        if _made_it(said, call):
            return CallBack(call, True, _echo_at(tx, said))
        said = tx.inbox.before(said)
    return CallBack(call, False) if is_direct(heard.channel) else None


def _made_it(said: Heard, call: Call) -> bool:
    return timedelta() <= call.at - said.received_at < AT_ONCE


def _echo_at(tx: Tx, said: Heard) -> Delivery | None:
    found = tx.deliveries.find(REPLY, said.channel, f"{said.channel}:{said.ts}")
    return found if found is not None and found.ts else None


def call_elsewhere(actor: Actor, heard: Heard, call: Call) -> Question:
    """A call that was not made here: told, and asked."""
    when = _when(call.at, heard.received_at, actor.person.timezone)
    sentence = f"You said nothing here since. The last you told me, {when}, is your call for {call.period.name}."
    choices = (Choice("Yes, take it back", f"{CALL}{call.id}"), Choice("No", None))
    return Question(ENTRY, f"{sentence} Take that back?", choices)


def undone_just_now(tx: Tx, actor: Actor, step: Step, now: datetime) -> Entry | None:
    """What the actor's own undo took back within the last five minutes, where the next step is much older: the command
    was mostly typed again because its answer was late."""
    last = next(iter(tx.entries.lately_by(actor.person.id)), None)
    if last is None or last.via is not Via.UNDO or last.reverses is None or now - last.at > AGAIN_WITHIN:
        return None
    undone = tx.entries.get(last.reverses)
    if undone is None or step.entry is None or undone.at - step.entry.at < AGAIN_WITHIN:
        return None
    return undone


def one_more(tx: Tx, actor: Actor, heard: Heard, undone: Entry, entry: Entry) -> Question:
    """The same undo typed again: what it took back already, and what one more would take back."""
    when = _when(entry.at, heard.received_at, actor.person.timezone)
    sentence = f"Undone a moment ago: you {what_it_did(tx, undone)}. Before that, {when}, you {what_it_did(tx, entry)}."
    choices = (Choice("Yes, undo it too", str(entry.id)), Choice("No", None))
    return Question(ENTRY, f"{sentence} Undo that as well?", choices)


def further_back(tx: Tx, actor: Actor, heard: Heard, entry: Entry) -> Question:
    """What undoing would take back that is not right before: told, and asked."""
    elsewhere = heard.thread_ts is not None or entry.channel not in (None, heard.channel)
    here = "There is nothing of yours here to undo. " if elsewhere else ""
    when = _when(entry.at, heard.received_at, actor.person.timezone)
    form = " in a form" if entry.channel is None and entry.via in (Via.MODAL, Via.NUDGE, Via.HOME) else ""
    sentence = f"{here}Your last entry is of {when}{form}: you {what_it_did(tx, entry)}. Undo that?"
    return Question(ENTRY, sentence, (Choice("Yes, undo it", str(entry.id)), Choice("No", None)))


def _when(at: datetime, now: datetime, timezone: str) -> str:
    day = local_date(at, timezone)
    return f"{at.astimezone(zone(timezone)):%H:%M} today" if day == local_date(now, timezone) else day_words(day)


def what_it_did(tx: Tx, entry: Entry) -> str:
    """The entry in a clause: the words it was said in, else what it changed."""
    if words := " ".join(entry.text.split()):
        return f"said “{words if len(words) <= _QUOTED else words[: _QUOTED - 1] + '…'}”"
    changes, activities = tx.entries.changes(entry.id), tx.entries.activities(entry.id)
    ids = dict.fromkeys([*(c.deal_id for c in changes), *(a.deal_id for a in activities)])
    names = {deal_id: deal.name for deal_id, deal in tx.deals.many(ids).items()}
    told = [_changed([c for c in changes if c.deal_id == i], names.get(i, "a deal")) for i in ids]
    told += [f"logged {_kind(tx.process, a.kind)} for {names.get(a.deal_id, 'a deal')}" for a in activities]
    shown = list(filter(None, told))
    more = f" and {len(shown) - 3} more" if len(shown) > 3 else ""
    return "; ".join(shown[:3]) + more or "changed an account or a contact"


def _kind(process: Process, key: str) -> str:
    return with_article(next((kind.name.lower() for kind in process.kinds if kind.key == key), key))


def _changed(changes: Iterable[DealChange], name: str) -> str:
    fields = list(dict.fromkeys(change.field for change in changes))
    for field, verb in ((Field.CREATED, "created"), (Field.DELETED, "deleted"), (Field.CONFIRMED, "confirmed")):
        if field in fields:
            return f"{verb} {name}"
    words = [field.words for field in fields]
    return f"changed the {listed(words)} of {name}" if words else ""
