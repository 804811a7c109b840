"""Corrections: "no, 54k", "I meant Globex", "it was Thursday" change what the last entry here did. A fact is said anew;
an activity, or all that was said of the wrong deal, is taken back and done again, in one transaction."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sales.activity import Activity
from sales.deal import DealChange, Entry, Field, Value, Via, read_value
from sales.delivery import Delivery
from sales.language import Choice, NameMatch, Question, Understanding
from sales.language.understanding import IntentKind, SlotValue
from sales.money import Money
from sales.process import ForecastCategory, Outcome, Process
from sales.usecases import celebrating
from sales.usecases.actors import Actor
from sales.usecases.amending import OF_ACTIVITIES, amended, perhaps_of_the_note
from sales.usecases.answers import CONFIRM, NO, YES
from sales.usecases.calling import CallMade
from sales.usecases.calls_said import call_corrected
from sales.usecases.changing import Happening, Saved, Wish, carry_out
from sales.usecases.conversing import RIGHT_AFTER, echo_of, latest_here
from sales.usecases.intents import person_said
from sales.usecases.other_currency import which_currency_for
from sales.usecases.ports import Heard, Tx
from sales.usecases.repeated_pushes import REASON, why_moved_to
from sales.usecases.restoring import CannotUndo, restore
from sales.usecases.undo_steps import call_to_take_back

_FIELDS: Mapping[str, tuple[Field, ...]] = {
    "amount": (Field.AMOUNT,),
    "close_date": (Field.CLOSE_DATE, Field.NEXT_STEP_ON, Field.SNOOZED_UNTIL),
    "happened_on": (Field.CLOSED_ON,),
    "stage": (Field.STAGE,),
    "source": (Field.SOURCE,),
    "reason": (Field.LOST_REASON,),
    "owner": (Field.OWNER,),
    "category": (Field.CATEGORY,),
}
"""What a corrected slot may have been, likeliest first."""

_OF_NEW_DEALS = frozenset({Field.AMOUNT, Field.CLOSE_DATE, Field.STAGE, Field.SOURCE, Field.OWNER})
_OF_A_CALL = ("amount", "commit", "best_case")
_NOT_SAID_AGAIN = frozenset({Field.CREATED, Field.DELETED})


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction that was saved: what it did, the entry it corrects, and the message in which that was echoed.
    `anew`: all that the entry did was taken back and done again; else one fact of it is another now."""

    saved: Saved
    original: Entry
    echo: Delivery | None
    anew: bool = True


@dataclass(frozen=True, slots=True)
class _Done:
    """What an entry did, by deal."""

    entry: Entry
    changes: Mapping[int, tuple[DealChange, ...]]
    activities: tuple[Activity, ...]

    def was_created(self, deal_id: int) -> bool:
        return any(change.field is Field.CREATED for change in self.changes.get(deal_id, ()))

    @property
    def deals(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys([*self.changes, *(activity.deal_id for activity in self.activities)]))


def only_happened(tx: Tx, actor: Actor, heard: Heard) -> bool:
    """Whether the last entry here is nothing but something that happened, so that a day corrects when it did."""
    entry = latest_here(tx, actor, heard)
    return entry is not None and bool(tx.entries.activities(entry.id)) and not tx.entries.changes(entry.id)


def correct(
    tx: Tx, actor: Actor, understanding: Understanding, heard: Heard, entry: Entry, confirmed: bool
) -> Corrected | CallMade | Question:
    """Saves the correction as `entry`, or asks. `confirmed`: the actor wants the value although the last entry had said
    nothing of the kind. Raises a `SalesError` where the actor may not, or the deal is gone."""
    intent = next(understanding.of(IntentKind.CORRECT))
    slot, value = str(intent.value("field")), intent.value("value")
    original = latest_here(tx, actor, heard)
    if (
        isinstance(value, Money)
        and slot in _OF_A_CALL
        and (back := call_to_take_back(tx, actor, heard, original, entry.at))
        and back.here
    ):
        return call_corrected(tx, actor, back.call, "commit" if slot == "amount" else slot, value, entry.at)
    late = original is not None and heard.thread_ts is None and entry.at - original.at > RIGHT_AFTER
    if original is None or late or value is None:
        return Question("value", "What shall I correct? Tell me the deal and what is right, like “Acme is now 54k”.")
    done = _done(tx, original)
    if isinstance(value, NameMatch):
        return _on_another_deal(tx, actor, done, value, entry)
    if done.activities and slot in OF_ACTIVITIES:
        doubt = None if confirmed else perhaps_of_the_note(done.activities, slot, value, heard.text, tx.process)
        return doubt or _happened_otherwise(tx, actor, done, slot, value, entry)
    if slot in OF_ACTIVITIES or slot in ("hour", "name", "commit", "best_case"):
        wish = _of_words(tx, done, slot, str(value))
    else:
        wish = _fact(tx, done, slot, value)
    if wish is not None and Field.OWNER in wish.fields and not done.was_created(wish.deal_id or 0):
        again = _again(tx, done, wish.deal_id or 0, lambda activity: activity)
        return _do_again(tx, actor, done, [replace(again, fields={**again.fields, **wish.fields})], entry)
    if wish is None and confirmed and (wish := _wanted(tx, done, slot, value)) is not None:
        return Corrected(carry_out(tx, actor, [wish], entry, entry.at), original, None, anew=False)
    if wish is None:
        return _unsaid(tx, done, slot, value)
    if Field.AMOUNT in wish.fields and not done.was_created(wish.deal_id or 0):
        open_still = which_currency_for(tx, wish.deal_id, intent.slots.get("value"), understanding.text, "value")
        if open_still is not None:
            return open_still
    wish = replace(wish, reason=str(intent.value(REASON) or "") or _reason_said(done, wish))
    why = None if wish.reason else why_moved_to(tx, wish.deal_id, wish.fields.get(Field.CLOSE_DATE))
    if why is not None:
        return why
    saved = carry_out(tx, actor, [wish], replace(entry, reverses=original.id), entry.at)
    return Corrected(saved, original, echo_of(tx, original), anew=False)


def _reason_said(done: _Done, wish: Wish) -> str:
    """The reason that was given for what is corrected: it is that of the correction too."""
    changes = done.changes.get(wish.deal_id or 0, ())
    return next((change.reason for change in changes if change.field in wish.fields and change.reason), "")


def _done(tx: Tx, entry: Entry) -> _Done:
    by_deal: dict[int, list[DealChange]] = {}
    for change in tx.entries.changes(entry.id):
        by_deal.setdefault(change.deal_id, []).append(change)
    changes = {deal_id: tuple(found) for deal_id, found in by_deal.items()}
    return _Done(entry, changes, tuple(tx.entries.activities(entry.id)))


def _fact(tx: Tx, done: _Done, slot: str, value: SlotValue) -> Wish | None:
    """The wish that says one fact anew; None where the entry had said none of the kind, or more than one."""
    for field in _FIELDS.get(slot, ()):
        said = [i for i in done.deals if any(c.field is field for c in done.changes.get(i, ()))]
        said += [i for i in done.deals if done.was_created(i) and field in _OF_NEW_DEALS]
        if said:
            return Wish(deal_id=said[0], fields={field: _field_value(tx, field, value)}) if len(said) == 1 else None
    return None


def _of_words(tx: Tx, done: _Done, slot: str, said: str) -> Wish | None:
    """What only words say: the hour of a next step, the name of a deal that the entry created."""
    for deal_id in done.deals:
        if slot == "name" and _created_in_these_steps(tx, done, deal_id):
            return Wish(deal_id=deal_id, fields={Field.NAME: said})
        if slot == "hour" and any(change.field is Field.NEXT_STEP for change in done.changes.get(deal_id, ())):
            deal = tx.deals.get(deal_id)
            step = _HOUR.sub("", deal.next_step) if deal is not None else ""
            return Wish(deal_id=deal_id, fields={Field.NEXT_STEP: f"{step} at {said}".strip()})
    return None


def _created_in_these_steps(tx: Tx, done: _Done, deal_id: int) -> bool:
    """Whether the entry, or what it corrected, and so on, created the deal."""
    entry: Entry | None = done.entry
    for _ in range(_MOST_STEPS):
        if entry is None:
            break
        if any(c.deal_id == deal_id and c.field is Field.CREATED for c in tx.entries.changes(entry.id)):
            return True
        entry = tx.entries.get(entry.reverses) if entry.reverses else None
    return False


_MOST_STEPS = 20
_HOUR = re.compile(r" at \d{1,2}(?::\d\d)?(?: ?[ap]m)?$", re.IGNORECASE)


def _wanted(tx: Tx, done: _Done, slot: str, value: SlotValue) -> Wish | None:
    fields = _FIELDS.get(slot, ())
    if len(done.deals) != 1 or not fields:
        return None
    return Wish(deal_id=done.deals[0], fields={fields[0]: _field_value(tx, fields[0], value)})


def _field_value(tx: Tx, field: Field, value: SlotValue) -> Value:
    if field is Field.OWNER:
        return person_said(tx.people.team(), str(value))
    if field is Field.CATEGORY:
        return ForecastCategory(str(value))
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, Money | date) else str(value)


def _unsaid(tx: Tx, done: _Done, slot: str, value: SlotValue) -> Question:
    """Nothing of the kind had been said: offered for the one deal, else to be said in full."""
    if slot == "hour":
        return Question("value", "I keep the day, not the hour. Which day shall it be?")
    field = _FIELDS.get(slot, (None,))[0]
    names = [deal.name for deal in tx.deals.many(done.deals).values()]
    if field is None or field is Field.CLOSED_ON or len(names) != 1:
        listed = " and ".join(names[:3])
        about = f"I last heard about {listed}" if listed else "I see nothing of the kind in what you said last"
        return Question("value", f"{about}. Tell me the deal and what is right, like “Acme is now 54k”.")
    shown = _shown(tx.process, field, value)
    sentence = f"You had said nothing of the {field.words} of {names[0]}. Shall I set it to {shown}?"
    return Question(CONFIRM, sentence, (Choice(f"Yes, {shown}"[:70], YES), Choice("No", NO)))


def _shown(process: Process, field: Field, value: SlotValue) -> str:
    if field is Field.STAGE and str(value) in process.by_key:
        return process.by_key[str(value)].name
    return f"{value:%a} {value.day} {value:%b %Y}" if isinstance(value, date) else str(value)


def _happened_otherwise(tx: Tx, actor: Actor, done: _Done, slot: str, value: SlotValue, entry: Entry) -> Corrected:
    def otherwise(activity: Activity) -> Activity:
        return amended(activity, slot, value, tx.process)

    wishes = [_again(tx, done, deal_id, otherwise) for deal_id in done.deals if not done.was_created(deal_id)]
    return _do_again(tx, actor, done, wishes, entry)


def _on_another_deal(tx: Tx, actor: Actor, done: _Done, deal: NameMatch, entry: Entry) -> Corrected | Question:
    if len(done.deals) != 1 or tx.activities.customer_changes(done.entry.id):
        return Question("value", f"Undo that first, and say again what is right for {deal.name}.")
    was = done.deals[0]
    if was == deal.id:
        return Question("value", f"It is about {deal.name} already. What shall be different?")
    if any(change.field in _NOT_SAID_AGAIN for change in done.changes.get(was, ())):
        return Question(
            "value", f"That created or deleted a deal. Undo it, and say again what is right for {deal.name}."
        )
    wish = replace(_again(tx, done, was, lambda activity: activity), deal_id=deal.id)
    return _do_again(tx, actor, done, [wish], entry)


def _again(tx: Tx, done: _Done, deal_id: int, otherwise: Callable[[Activity], Activity]) -> Wish:
    """The wish that does to a deal what the entry did, with its activities as `otherwise` makes them."""
    changes = done.changes.get(deal_id, ())
    said = [change for change in changes if change.field not in _NOT_SAID_AGAIN]
    return Wish(
        deal_id=deal_id,
        fields={change.field: read_value(change.field, change.new) for change in said},
        happenings=tuple(_happening(otherwise(one)) for one in done.activities if one.deal_id == deal_id),
        ticks=tx.activities.ticks_of(done.entry.id, deal_id),
        reason=next((change.reason for change in changes if change.reason), ""),
    )


def _happening(activity: Activity) -> Happening:
    return Happening(kind=activity.kind, happened_on=activity.happened_on, contact=activity.contact, note=activity.note)


def _do_again(tx: Tx, actor: Actor, done: _Done, wishes: Sequence[Wish], entry: Entry) -> Corrected:
    """Takes the entry back and carries out the wishes instead. What others have changed since stays theirs."""
    original = done.entry
    about = {*done.deals, *(wish.deal_id for wish in wishes if wish.deal_id is not None)}
    outcomes = {deal.id: deal.outcome for deal in tx.deals.hold(about).values()}
    reversal = replace(original, id=0, by=actor.person.id, at=entry.at, via=Via.UNDO, text="", reverses=original.id)
    saved_reversal = tx.entries.add(reversal)
    if not tx.entries.mark_undone(original.id):
        raise CannotUndo("That was undone meanwhile. Tell me the deal and what is right, like “Acme is now 54k”.")
    restored = restore(tx, actor, [original], saved_reversal)
    theirs = {(item.deal.id, item.field) for item in restored.kept}
    mine = [replace(w, fields={f: v for f, v in w.fields.items() if (w.deal_id, f) not in theirs}) for w in wishes]
    saved = carry_out(tx, actor, mine, replace(entry, reverses=original.id), entry.at)
    for deal in tx.deals.many(outcomes).values():
        if outcomes[deal.id] is Outcome.WON and deal.outcome is not Outcome.WON:
            celebrating.retract(tx, deal.id, entry.at)
    return Corrected(saved, original, echo_of(tx, original))
