"""One sentence in: understood, and then saved, asked about, answered or left alone. Everything the sentence asks for
is saved in one transaction, together with the note that it was dealt with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sales.deal import Via
from sales.language import Action, Context, Understanding, understand, vocabulary_of
from sales.language.understanding import IntentKind, NameMatch, Question
from sales.usecases.actors import Actor
from sales.usecases.answers import Answers, settle
from sales.usecases.asking import Answer, answer
from sales.usecases.changing import Saved, carry_out, entry_for
from sales.usecases.intents import wishes_from
from sales.usecases.names import Names
from sales.usecases.ports import Heard, Store, Tx
from sales.usecases.undo import Undone, undo


@dataclass(frozen=True, slots=True)
class Asked:
    """The one question that is open. `key` and `answers` are what a click must bring back with it."""

    understanding: Understanding
    question: Question | None
    key: str
    answers: Answers


@dataclass(frozen=True, slots=True)
class Ignored:
    """No instruction was found. `understanding` says why."""

    understanding: Understanding


@dataclass(frozen=True, slots=True)
class AlreadyDone:
    """The same words had been dealt with before; nothing was done again."""


Reply = Saved | Asked | Answer | Undone | Ignored | AlreadyDone


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words with all that decides what they mean. `heard` is as it was written down in the inbox; `answers` are the
    clicks since. A deal in `thread_deal` is the one last spoken of in the thread."""

    heard: Heard
    via: Via
    answers: Mapping[str, str] = field(default_factory=dict)


def say(store: Store, names: Names, actor: Actor, said: Said, now: datetime) -> Reply:
    """Understands and carries out what the actor said. Never twice for the same words. Raises a `SalesError` where the
    actor may not, and then nothing is saved."""
    with store.reading(actor.workspace_id) as tx:
        if (noted := tx.inbox.get(said.heard.key)) is not None and noted.done:
            return AlreadyDone()
        understanding = understood(tx, names, actor, said)
        match understanding.action:
            case Action.ANSWER:
                return answer(tx, actor, understanding, now)
            case Action.ASK:
                return Asked(understanding, understanding.question, said.heard.key, said.answers)
            case Action.IGNORE:
                return Ignored(understanding)
    if any(intent.kind is IntentKind.UNDO for intent in understanding.intents):
        return undo(store, actor, now, channel=said.heard.channel)
    with store.writing(actor.workspace_id) as tx:
        return _save(tx, actor, understanding, said, now)


def understood(tx: Tx, names: Names, actor: Actor, said: Said) -> Understanding:
    """What the words mean to this actor at the instant they were heard, with the answers given since."""
    index = names.of(tx, actor)
    understanding = understand(said.heard.text, context_of(tx, actor, said, names))
    return settle(understanding, said.answers, index) if said.answers else understanding


def context_of(tx: Tx, actor: Actor, said: Said, names: Names) -> Context:
    workspace, heard = tx.workspace, said.heard
    linked = tx.deals.by_channel(heard.channel)
    return Context(
        now=heard.received_at,
        timezone=actor.person.timezone,
        process=vocabulary_of(tx.process),
        names=names.of(tx, actor),
        fiscal_start_month=workspace.fiscal_start_month,
        currency=workspace.currency,
        day_first=workspace.day_first,
        decimal_comma=workspace.decimal_comma,
        week_start=workspace.week_start,
        channel_deal=linked.id if linked else None,
        thread_deal=_deal_of_thread(tx, heard),
        speaker=actor.person.slack_id,
    )


def _deal_of_thread(tx: Tx, heard: Heard) -> int | None:
    if heard.thread_ts is None:
        return None
    entry = tx.entries.of_message(heard.channel, heard.thread_ts)
    if entry is not None:
        touched = [c.deal_id for c in tx.entries.changes(entry.id)]
        touched += [a.deal_id for a in tx.entries.activities(entry.id)]
        return touched[-1] if len(set(touched)) == 1 else None
    message = tx.deliveries.by_message(heard.channel, heard.thread_ts)
    deal_id = message.payload.get("deal_id") if message else None
    return deal_id if isinstance(deal_id, int) else None


def _save(tx: Tx, actor: Actor, understanding: Understanding, said: Said, now: datetime) -> Reply:
    heard = tx.inbox.get(said.heard.key)
    if heard is not None and heard.done:
        return AlreadyDone()
    today = actor.today(said.heard.received_at)
    wishes = wishes_from(understanding, tx.process, tx.people.team(), today)
    entry = entry_for(actor, now, said.via, text=said.heard.text, channel=said.heard.channel, ts=said.heard.ts)
    saved = carry_out(tx, actor, wishes, entry, now)
    tx.inbox.done(said.heard.key)
    return saved


Reader = Callable[[Understanding], NameMatch | None]


def with_text(heard: Heard, text: str) -> Heard:
    """The same words to understand, without what only addressed us (a mention of the bot)."""
    return replace(heard, text=text)
