"""What words mean to somebody, where and when they were said: the context put together, the words understood, and the
clicks since laid on top. Reads; saves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sales.deal import Deal, Via
from sales.language import Action, Context, Understanding, understand
from sales.language.following import followed_up, may_follow
from sales.language.name_tables import name_key
from sales.language.understanding import IntentKind, NameMatch, Slot, SlotValue
from sales.money import Money
from sales.usecases.actors import Actor, deal_to_see
from sales.usecases.answers import Answers, read, settle
from sales.usecases.calls_said import with_same_scale
from sales.usecases.conversing import latest_here, root_of
from sales.usecases.correcting import only_happened
from sales.usecases.hearing import REPLY
from sales.usecases.names import Names
from sales.usecases.ports import Heard, Store, Tx

STILL_ABOUT_IT = timedelta(hours=1)
"""For so long a follow-up is about the question before."""
FOLLOWED = 4
"""So many follow-ups in a row lead back to a question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words with all that decides what they mean. `heard` is as it was written down in the inbox; `answers` are the
    clicks since. `addressed`: to us alone or with a mention, not just where we can hear it."""

    heard: Heard
    via: Via
    answers: Mapping[str, str] = field(default_factory=dict)
    addressed: bool = True


def understood(tx: Tx, names: Names, actor: Actor, said: Said) -> Understanding:
    """What the words mean to this actor at the instant they were heard, with the answers given since."""
    index, context = names.of(tx, actor), context_of(tx, actor, said, names)
    text = _whole_question(tx, said, context, FOLLOWED) or said.heard.text
    understanding = understand(text, context)
    if understanding.action is Action.IGNORE and said.addressed and index.is_name(name_key(said.heard.text)):
        understanding = understand(f"how's {said.heard.text}?", context)  # a name alone asks for its card
    if _asks_which_of_an_account(understanding):
        being_worked = replace(context, names=names.of(tx, actor, only_open=True))
        narrower = understand(text, being_worked)
        understanding = understanding if _asks_which_of_an_account(narrower) else narrower
    if _corrects_a_day(understanding) and only_happened(tx, actor, said.heard):  # then it leans to the past
        day = said.heard.text[slice(*understanding.dates[0].span)]
        understanding = understand(f"it was {day}", context)
    understanding = _said_of_the_thread(tx, actor, said, context, understanding)
    return settle(understanding, _answers(understanding, said), index) if said.answers else understanding


_SETS = {
    "amount": IntentKind.SET_AMOUNT,
    "close_date": IntentKind.SET_CLOSE_DATE,
    "stage": IntentKind.MOVE_STAGE,
}


def _said_of_the_thread(
    tx: Tx, actor: Actor, said: Said, context: Context, understanding: Understanding
) -> Understanding:
    """ "Make it 54k" in the thread of a deal in which nothing was said before corrects nothing: it sets the fact."""
    intent = next(understanding.of(IntentKind.CORRECT), None)
    deal = context.names.deal(context.thread_deal)
    kind = _SETS.get(str(intent.value("field"))) if intent is not None else None
    if intent is None or kind is None or deal is None or understanding.action is not Action.WRITE:
        return understanding
    if said.heard.thread_ts is None or latest_here(tx, actor, said.heard) is not None:
        return understanding
    slots = {str(intent.value("field")): intent.slots["value"], "deal": Slot(deal, None, "the deal of the thread")}
    return replace(understanding, intents=(replace(intent, kind=kind, slots=slots),))


def _whole_question(tx: Tx, said: Said, context: Context, most: int) -> str | None:
    """What a follow-up to the speaker's last question here asks in full; None for everything else."""
    heard = said.heard
    if not heard.ts or not (said.addressed or heard.thread_ts) or not may_follow(heard.text) or not most:
        return None
    before = tx.inbox.before(heard)
    if before is None or heard.received_at - before.received_at > STILL_ABOUT_IT:
        return None
    asked = _whole_question(tx, replace(said, heard=before), context, most - 1) or before.text
    return followed_up(heard.text, understand(asked, context), context)


def _corrects_a_day(understanding: Understanding) -> bool:
    corrections = understanding.of(IntentKind.CORRECT)
    return bool(understanding.dates) and any(intent.value("field") == "close_date" for intent in corrections)


def _asks_which_of_an_account(understanding: Understanding) -> bool:
    """Whether it is open which deal of one account is meant: then a closed one does not count beside an open one."""
    choices = understanding.question.choices if understanding.question else ()
    accounts = {choice.value.account for choice in choices if isinstance(choice.value, NameMatch)}
    return len(choices) > 1 and len(accounts) == 1


def _answers(understanding: Understanding, said: Said) -> Answers:
    return with_same_scale(understanding, said.answers, said.heard.text)


def context_of(tx: Tx, actor: Actor, said: Said, names: Names) -> Context:
    """What the words are read against: the channel's deal, and the one last spoken of in the thread."""
    linked = tx.deals.by_channel(said.heard.channel)
    around = surroundings_of(tx, actor, names, said.heard.received_at, linked.id if linked else None)
    return replace(around, thread_deal=_deal_of_thread(tx, said.heard))


def surroundings_of(tx: Tx, actor: Actor, names: Names, at: datetime, channel_deal: int | None) -> Context:
    """The actor's own zone and names, the workspace's habits, and the deal of the channel, at an instant."""
    workspace = tx.workspace
    return Context(
        now=at,
        timezone=actor.person.timezone,
        process=names.words(tx),
        names=names.of(tx, actor),
        fiscal_start_month=workspace.fiscal_start_month,
        currency=workspace.currency,
        day_first=workspace.day_first,
        decimal_comma=workspace.decimal_comma,
        week_start=workspace.week_start,
        channel_deal=channel_deal,
        speaker=actor.person.slack_id,
    )


def _deal_of_thread(tx: Tx, heard: Heard) -> int | None:
    """The deal last spoken of in the thread: the one that its latest entry was about, else the one our message was."""
    if heard.thread_ts is None:
        return None
    roots = {root for root in (root_of(tx, heard), heard.thread_ts) if root}
    entry = tx.entries.latest_by(None, heard.channel, roots=roots)
    if entry is None:
        entry = next(filter(None, (tx.entries.of_message(heard.channel, root) for root in roots)), None)
    if entry is not None:
        touched = [c.deal_id for c in tx.entries.changes(entry.id)]
        touched += [a.deal_id for a in tx.entries.activities(entry.id)]
        return touched[-1] if len(set(touched)) == 1 else None
    answered = (tx.deliveries.find(REPLY, heard.channel, f"{heard.channel}:{root}") for root in roots)
    message = tx.deliveries.by_message(heard.channel, heard.thread_ts) or next(filter(None, answered), None)
    deal_id = message.payload.get("deal_id") if message else None
    return deal_id if isinstance(deal_id, int) else None


def known_slots(
    store: Store, names: Names, actor: Actor, said: Said
) -> tuple[IntentKind | None, dict[str, str], Deal | None]:
    """What was understood so far, for a form to begin with: the kind of intent, its slots as text by name, the deal."""
    with store.reading(actor.workspace_id) as tx:
        understanding = understood(tx, names, actor, said)
        if not understanding.intents:
            picked = read(said.answers["0.deal"], names.of(tx, actor)) if "0.deal" in said.answers else None
            return None, {}, deal_to_see(tx, actor, picked.id) if isinstance(picked, NameMatch) else None
        intent = understanding.intents[0]
        known = {name: _as_text(slot.value) for name, slot in intent.slots.items()}
        found = next((i.value("deal") for i in understanding.intents if "deal" in i.slots), None)
        deal = deal_to_see(tx, actor, found.id) if isinstance(found, NameMatch) else None
        return intent.kind, known, deal


def told_in(store: Store, names: Names, actor: Actor, said: Said) -> tuple[dict[str, str], Deal | None]:
    """What a message tells of something that happened, for a form to begin with: slots of all its intents as text by
    name, the first said first; and the deal it is about, else that of its channel, if the actor may change it."""
    with store.reading(actor.workspace_id) as tx:
        context = context_of(tx, actor, said, names)
        understanding = understand(said.heard.text, context)
        known: dict[str, str] = {}
        for intent in understanding.intents:
            for name, slot in intent.slots.items():
                known.setdefault(name, _as_text(slot.value))
        found = next((i.value("deal") for i in understanding.intents if "deal" in i.slots), None)
        deal_id = found.id if isinstance(found, NameMatch) else context.channel_deal
        deal = tx.deals.get(deal_id) if deal_id is not None else None
        mine = deal is not None and deal.owner_id in tx.people.team().changes_deals_of(actor.person)
        return known, deal if mine else None


def _as_text(value: SlotValue) -> str:
    match value:
        case NameMatch():
            return value.name
        case Money():
            return f"{value.plain} {value.currency}"
        case date():
            return value.isoformat()[:10]
        case _:
            return str(value)


def hear(store: Store, names: Names, actor: Actor, said: Said) -> Understanding:
    """What the words mean to the actor; nothing is done about them."""
    with store.reading(actor.workspace_id) as tx:
        return understood(tx, names, actor, said)
