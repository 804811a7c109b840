"""Words that ask for nothing: answered politely, or with why nothing was done and the nearest phrases; kept for an
admin where the workspace consents."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sales.language import Action, Understanding, understand
from sales.language.nearest import Nearest, courtesy, nearest
from sales.language.understanding import NameMatch
from sales.learning import WhyKept
from sales.usecases.actors import Actor
from sales.usecases.conversing import is_direct
from sales.usecases.learning import keep
from sales.usecases.names import Names
from sales.usecases.ports import Heard, Tx
from sales.usecases.reading import Said, context_of
from sales.usecases.resolving import lately_touched


@dataclass(frozen=True, slots=True)
class Ignored:
    """No instruction was found: the answer to words that were merely polite, or what comes nearest. `key` is what a
    click that makes a note of the words must bring back."""

    understanding: Understanding
    polite: str = ""
    nearest: Nearest | None = None
    key: str = ""


def ignored(tx: Tx, names: Names, actor: Actor, understanding: Understanding, said: Said) -> Ignored:
    """What is answered, and kept, of words in which nothing was found to do."""
    polite = courtesy(said.heard.text)
    if polite or not said.addressed:
        return Ignored(understanding, polite)
    keep(tx, actor, said.heard, WhyKept.NOT_UNDERSTOOD, understanding)
    tx.inbox.note(said.heard)
    context = context_of(tx, actor, said, names)
    near = nearest(said.heard.text, context, _example(tx, names, actor, said.heard))
    if near.deal is not None and not _may_change(tx, actor, near.deal):
        asking = tuple(form for form in near.forms if understand(form, context).action is Action.ANSWER)
        near = replace(near, deal=None, forms=asking)
    return Ignored(understanding, nearest=near, key=said.heard.key)


def _may_change(tx: Tx, actor: Actor, match: NameMatch) -> bool:
    """Whether what is offered for the deal would be taken from this actor."""
    deal = tx.deals.get(match.id)
    return deal is not None and deal.owner_id in tx.people.team().changes_deals_of(actor.person)


def _example(tx: Tx, names: Names, actor: Actor, heard: Heard) -> str:
    """A deal for examples, as the actor would call it: the channel's, else, where nobody else reads it, the one they
    touched last; by its account, if that is enough."""
    linked = tx.deals.by_channel(heard.channel)
    lately = lately_touched(tx, actor) if is_direct(heard.channel) or not heard.ts else ()
    match = names.of(tx, actor).deal(linked.id) if linked else next((choice.value for choice in lately), None)
    if not isinstance(match, NameMatch):
        return "Acme"
    return match.account if names.of(tx, actor).resolve(match.account).deal == match else match.name
