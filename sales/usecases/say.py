"""One sentence in: understood, and then saved, asked about, answered or left alone. Everything the sentence asks for
is saved in one transaction, together with the note that it was dealt with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sales.deal import Entry, Via
from sales.errors import NotFound
from sales.language import Action, Understanding
from sales.language.understanding import IntentKind, Question
from sales.learning import WhyKept
from sales.usecases.actors import Actor, deal_to_change
from sales.usecases.answers import CONFIRM, Answers, agreed
from sales.usecases.asking import Answer, Words, answer
from sales.usecases.calling import CallMade, TakenBack, take_back_in
from sales.usecases.calls_said import call_said
from sales.usecases.changing import Saved, carry_out, entry_for
from sales.usecases.conversing import root_of
from sales.usecases.correcting import Corrected, correct
from sales.usecases.ignoring import Ignored, ignored
from sales.usecases.intents import NOT_KEPT, account_wishes_from, deals_wished_for, wishes_from
from sales.usecases.learning import keep
from sales.usecases.names import Names
from sales.usecases.open_question import Dropped, drop_open_question
from sales.usecases.ports import Store, Tx
from sales.usecases.reading import Said, understood
from sales.usecases.recalling import saved_by
from sales.usecases.resolving import resolved
from sales.usecases.same_name import named_already, told_apart_in, with_people_named
from sales.usecases.undo import CannotUndo, Undone, undo_in, undo_known
from sales.usecases.undo_steps import (
    CALL,
    ENTRY,
    call_elsewhere,
    call_to_take_back,
    further_back,
    one_more,
    step_back,
    undone_just_now,
)
from sales.usecases.win_stories import STORY, StoryTold, celebrated_in, perhaps_a_story, story_said, tell


@dataclass(frozen=True, slots=True)
class Asked:
    """The one question that is open. `key` and `answers` are what a click must bring back with it."""

    understanding: Understanding
    question: Question | None
    key: str
    answers: Answers


@dataclass(frozen=True, slots=True)
class AlreadyDone:
    """The same words had been dealt with before; nothing was done again."""


Reply = Saved | Corrected | Asked | Answer | Undone | CallMade | TakenBack | Dropped | StoryTold | Ignored | AlreadyDone


def say(store: Store, names: Names, actor: Actor, said: Said, now: datetime) -> Reply:
    """Understands and carries out what the actor said. Never twice for the same words. Raises a `SalesError` where the
    actor may not, and then nothing is saved."""
    with store.reading(actor.workspace_id) as tx:
        earlier = _dealt_with(tx, said)
        if earlier is not None:
            return earlier
        story = story_said(tx, names, actor, said)
        understanding = resolved(tx, actor, understood(tx, names, actor, said), said.answers)
        twice = named_already(tx, names, actor, understanding, said.answers)
        if twice is not None and understanding.action is Action.WRITE:
            understanding = replace(understanding, action=Action.ASK, question=twice)
        nothing = understanding.action is Action.IGNORE or not _is_for_us(tx, understanding, said)
        if understanding.action is Action.ANSWER and story is None and not nothing:
            return answer(tx, actor, Words(understanding, said.heard), now)
    with store.writing(actor.workspace_id) as tx:
        if story is not None:
            return tell(tx, actor, *story, now)
        if nothing:
            question = perhaps_a_story(tx, actor, said.heard) if said.addressed else None
            if question is None:
                return ignored(tx, names, actor, understanding, said)
            return _ask(tx, actor, replace(understanding, action=Action.ASK, question=question), said)
        if understanding.action is Action.WRITE and any(understanding.of(IntentKind.UNDO)):
            dropped = drop_open_question(tx, names, actor, said, now) if not said.answers else None
            return dropped or _undo(tx, actor, understanding, said, now)
        if understanding.action is Action.ASK:
            return _ask(tx, actor, understanding, said)
        return _save(tx, actor, understanding, said, now)


def _undo(tx: Tx, actor: Actor, understanding: Understanding, said: Said, now: datetime) -> Reply:
    """Takes back what the actor said last here, a call or what an entry did; what lies further back is asked about."""
    heard = said.heard
    chosen = next(understanding.of(IntentKind.UNDO)).value(ENTRY)
    if isinstance(chosen, str) and chosen.isdecimal():
        return undo_known(tx, actor, int(chosen), now)
    if isinstance(chosen, str) and chosen.startswith(CALL):
        return take_back_in(tx, actor, int(chosen.removeprefix(CALL)), now)
    step = step_back(tx, actor, heard)
    back = call_to_take_back(tx, actor, heard, step.entry, now)
    if back is not None and back.here:
        return replace(take_back_in(tx, actor, back.call.id, now), echo=back.echo)
    if back is not None:
        tx.inbox.note(heard)
        question = call_elsewhere(actor, heard, back.call)
        return Asked(replace(understanding, action=Action.ASK, question=question), question, heard.key, said.answers)
    if step.entry is None:
        raise NotFound("There is nothing of yours here to undo.")
    again = undone_just_now(tx, actor, step, now) if said.via is Via.COMMAND else None
    if not step.sure or again is not None:
        tx.inbox.note(heard)
        question = further_back(tx, actor, heard, step.entry)
        if again is not None:
            question = one_more(tx, actor, heard, again, step.entry)
        return Asked(replace(understanding, action=Action.ASK, question=question), question, heard.key, said.answers)
    if not tx.inbox.first_time(f"undo {heard.key}", now):
        raise CannotUndo("That was undone already.")  # the same words again: our answer to them was lost
    return undo_in(tx, actor, step.entry, now)


def _is_for_us(tx: Tx, understanding: Understanding, said: Said) -> bool:
    """What people say among themselves in a deal's channel may sound like a correction of what we did: there one is
    taken for us only in a thread, or with a mention. Under a win they cheer. And some instructions are nothing that is
    kept here."""
    kinds = {intent.kind for intent in understanding.intents}
    if not said.addressed and celebrated_in(tx, said.heard) is not None:
        return False
    if understanding.action is Action.ANSWER:
        return True
    if kinds and kinds <= {IntentKind.UNDO, IntentKind.CORRECT}:
        return said.addressed or said.heard.thread_ts is not None
    return any(kind not in NOT_KEPT for kind in kinds)


def _ask(tx: Tx, actor: Actor, understanding: Understanding, said: Said) -> Asked:
    """The question, unless the answer would change nothing: what the actor may not is refused before it is asked."""
    for deal_id in deals_wished_for(understanding):
        deal_to_change(tx, actor, deal_id)
    if not said.answers and (understanding.question is None or understanding.question.about not in (CONFIRM, STORY)):
        keep(tx, actor, said.heard, WhyKept.ASKED, understanding)
    tx.inbox.note(said.heard)
    question = told_apart_in(tx, understanding.question)
    return Asked(with_people_named(tx, understanding), question, said.heard.key, said.answers)


def _dealt_with(tx: Tx, said: Said) -> Reply | None:
    """What the same words did before: messages come again when our answer to them was lost, and all words come with
    each answer to a question about them. A command that was just typed is a new one."""
    if said.via is Via.COMMAND:
        return AlreadyDone() if said.answers and tx.inbox.seen(_answered(said)) else None
    heard = tx.inbox.get(said.heard.key)
    if heard is not None and heard.done and not said.answers:
        return AlreadyDone()
    entry = tx.entries.of_message(said.heard.channel, said.heard.ts) if said.heard.ts else None
    return saved_by(tx, entry) if entry is not None else None


def _carry_out(
    tx: Tx, actor: Actor, understanding: Understanding, said: Said, entry: Entry, now: datetime
) -> Saved | CallMade:
    """What is asked of deals and accounts under one entry, and the call, if the sentence makes one."""
    wishes = wishes_from(understanding, tx.process, tx.people.team(), actor.today(said.heard.received_at))
    of_accounts = account_wishes_from(understanding)
    made = [call_said(tx, actor, intent, now) for intent in understanding.of(IntentKind.SUBMIT_CALL)]
    if made and not (wishes or of_accounts):
        return made[-1]
    saved = carry_out(tx, actor, wishes, entry, now, of_accounts)
    return replace(made[-1], saved=saved) if made else saved


def _save(tx: Tx, actor: Actor, understanding: Understanding, said: Said, now: datetime) -> Reply:
    earlier = _dealt_with(tx, said)
    if earlier is not None:
        return earlier
    heard = said.heard
    entry = entry_for(actor, now, said.via, text=heard.text, channel=heard.channel, ts=heard.ts)
    entry = replace(entry, thread_ts=root_of(tx, heard))
    reply: Reply
    if any(understanding.of(IntentKind.CORRECT)):
        corrected = correct(tx, actor, understanding, heard, entry, agreed(said.answers))
        if isinstance(corrected, Question):
            return _ask(tx, actor, replace(understanding, action=Action.ASK, question=corrected), said)
        if isinstance(corrected, CallMade):
            return corrected
        keep(tx, actor, heard, WhyKept.CORRECTED, understanding, of=corrected.original)
        reply = corrected
    else:
        reply = _carry_out(tx, actor, understanding, said, entry, now)
    if said.via is Via.COMMAND and said.answers:
        tx.inbox.first_time(_answered(said), now)
    return reply


def _answered(said: Said) -> str:
    """The key that says that the question about a command was answered: a second click does nothing more."""
    return f"answered {said.heard.key}"
