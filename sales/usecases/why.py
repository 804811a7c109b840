""" "Why?" about an entry: which words gave what, by which rule, and what a click has added."""

from __future__ import annotations

from dataclasses import replace

from sales.errors import NotFound
from sales.language import Understanding, explain
from sales.usecases.actors import Actor
from sales.usecases.changing import Saved
from sales.usecases.names import Names
from sales.usecases.ports import Heard, Store
from sales.usecases.reading import Said, hear
from sales.usecases.recalling import recall
from sales.usecases.settings import team_of


def reasons(store: Store, names: Names, actor: Actor, entry_id: int) -> tuple[str, ...]:
    """A sentence for each thing that was understood: read again as its author said it, when and where they did. Raises
    as `recall` does, and `NotFound` for what was entered in a form."""
    saved = recall(store, actor, entry_id)
    entry = saved.entry
    if not entry.text:
        raise NotFound("That was entered in a form, so there were no words to understand.")
    author = team_of(store, actor)[entry.by] if entry.by is not None else actor.person
    thread = entry.thread_ts if entry.thread_ts != entry.message_ts else None
    heard = Heard("why", entry.channel or "", entry.message_ts or "", "", entry.text, thread, entry.at)
    understanding = hear(store, names, replace(actor, person=author), Said(heard=heard, via=entry.via))
    answered = _answered(understanding, saved)
    known = replace(understanding, intents=tuple(replace(intent, missing=()) for intent in understanding.intents))
    return (*explain(known), *answered)


def _answered(understanding: Understanding, saved: Saved) -> list[str]:
    """What the words had left open, and a click has answered."""
    opened = dict.fromkeys(slot for intent in understanding.intents for slot in intent.missing)
    deals = " and ".join(deal.after.name for deal in saved.deals)
    what = {"deal": f"Deal: {deals}", "account": f"Deal: {deals}"}
    return [
        f"{what.get(slot, slot.replace('_', ' ').capitalize())} (what you answered when I asked)." for slot in opened
    ]
