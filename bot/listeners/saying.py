"""One sentence, however it reaches us: /log, a direct message, a mention, a deal's channel. And what may follow it:
an answer to our question, Undo, Why."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from bot.blocks import kit
from bot.blocks.answers import answer_message, together_message
from bot.blocks.calls import call_made_message, call_undone_message
from bot.blocks.echo import dropped_message, echo_message, story_told_message, superseded_message, undone_message
from bot.blocks.forms import FormView, deal_view, log_view, metadata
from bot.blocks.help import ignored_message, why_message
from bot.blocks.kit import Message
from bot.blocks.question import question_message, read_answer
from bot.bot import Bot
from bot.listeners.calling import call_form_opened
from bot.listeners.nudging import ask_again
from bot.payloads import Click, Command, Spoken, Submission
from bot.responses import Open, Replace, Responses, Say
from sales.deal import Via
from sales.delivery import Delivery
from sales.language import IntentKind
from sales.usecases.actors import Actor
from sales.usecases.answers import declined, new_deal
from sales.usecases.asking import Together
from sales.usecases.calling import CallMade, TakenBack
from sales.usecases.cards import DealCard
from sales.usecases.changing import Saved
from sales.usecases.correcting import Corrected
from sales.usecases.display_context import display_context
from sales.usecases.hearing import heard_again, put_away
from sales.usecases.ignoring import Ignored
from sales.usecases.open_question import Dropped
from sales.usecases.ports import Heard
from sales.usecases.reading import Said, known_slots
from sales.usecases.say import AlreadyDone, Asked, Reply, say
from sales.usecases.settings import workspace_and_process
from sales.usecases.undo import Undone, undo
from sales.usecases.why import reasons
from sales.usecases.win_stories import StoryTold


def log_command(bot: Bot, actor: Actor, command: Command) -> Responses:
    """/log <sentence>; without a sentence, the form."""
    if not command.text:
        _, process = workspace_and_process(bot.store, actor)
        return (Open(log_view(process, actor.today(bot.now))),)
    return (Say(respond(bot, actor, heard_in(command, bot), Via.COMMAND)),)


def respond(bot: Bot, actor: Actor, heard: Heard, via: Via, answers: Mapping[str, str] | None = None) -> Message:
    """The answer to words that were said."""
    said = Said(heard=heard, via=via, answers=answers or {})
    return _reply(bot, actor, say(bot.store, bot.names, actor, said, bot.now))


def echo(bot: Bot, actor: Actor, saved: Saved, *, corrects: bool = False) -> Message:
    """What was understood and saved, as a message."""
    around = display_context(bot.store, actor)
    return echo_message(saved, around.process, around.team.by_id, corrects=corrects)


NEW_DEAL = re.compile(r"new (?!(?:deals?|contact|person|account|company|customer)\b)", re.IGNORECASE)
"""What follows is a deal's name; other news say themselves what they are."""


def heard_in(command: Command, bot: Bot) -> Heard:
    """The words of a command, as they stand in the inbox; one that merely shows something stands nowhere."""
    heard = command.heard or Heard(
        key=f"command:{command.trigger_id or secrets.token_hex(8)}",
        channel=command.channel,
        ts="",
        slack_user=command.caller.user_id,
        text=command.text,
        thread_ts=None,
        received_at=bot.now,
        command=command.name,
    )
    return _meant(heard)


def _meant(heard: Heard) -> Heard:
    """What was typed as the sentence that it is short for."""
    new = NEW_DEAL.match(heard.text) if heard.command == "/deal" else None
    return replace(heard, text=f"new deal: {heard.text[new.end() :]}") if new else heard


def _again(bot: Bot, actor: Actor, key: str) -> Heard:
    """The words that a click refers to; raises as `heard_again` does."""
    return _meant(heard_again(bot.store, actor, key))


@dataclass(frozen=True, slots=True)
class Told:
    """The answer to a message, and the deal that a card in it shows: what is said below it is about that deal."""

    message: Message
    deal_id: int | None = None


def spoken(bot: Bot, actor: Actor, words: Spoken, heard: Heard) -> Told | None:
    """The answer to a message, or None where it was not for us. The caller makes sure that it is sent once."""
    reply = say(bot.store, bot.names, actor, Said(heard=heard, via=Via.MESSAGE, addressed=words.addressed), bot.now)
    if isinstance(reply, AlreadyDone):
        return None
    if isinstance(reply, Ignored) and not words.addressed:
        return None
    return Told(_reply(bot, actor, reply), reply.deal.id if isinstance(reply, DealCard) else None)


def answer(bot: Bot, actor: Actor, click: Click) -> Responses:
    """A button under our question: the words are understood again, with the answer laid on top."""
    key, answers = read_answer(click.value)
    if declined(answers):
        put_away(bot.store, actor, key, bot.now)
        return (Replace(kit.message("Left as it was.", [kit.section("Left as it was. :ok_hand:")])),)
    heard = _again(bot, actor, key)
    if (new := new_deal(answers)) is not None:
        return (Open(_creation(bot, actor, click, heard, answers, new)),)
    return (Replace(respond(bot, actor, heard, _via(key), answers)),)


def _via(key: str) -> Via:
    return Via.COMMAND if key.startswith("command:") else Via.MESSAGE


def _creation(
    bot: Bot, actor: Actor, click: Click, heard: Heard, answers: Mapping[str, str], new: tuple[str, str]
) -> FormView:
    """The form for a deal we did not know, with what was said of it. What was said is carried out once it is there."""
    slot, name = new
    given = {key: text for key, text in answers.items() if key != slot}
    said = Said(heard=heard, via=Via.MODAL, answers=given)
    _, known, _ = known_slots(bot.store, bot.names, actor, said)
    workspace, process = workspace_and_process(bot.store, actor)
    facts = {**known, "name": name, "account": name}
    place = "" if click.ephemeral else click.message_ts
    meta = metadata(key=heard.key, channel=click.channel, ts=place, slot=slot, answers=given)
    return deal_view(process, workspace.currency, known=facts, meta=meta)


def carried_on(bot: Bot, actor: Actor, form: Submission, saved: Saved) -> Responses:
    """What had been said about a deal that did not exist, now that it does; nothing where nothing had."""
    slot, key, given = (form.metadata.get(name) for name in ("slot", "key", "answers"))
    if not isinstance(slot, str) or not saved.deals:
        return ()
    heard = _again(bot, actor, str(key))
    earlier = {str(k): str(v) for k, v in given.items()} if isinstance(given, Mapping) else {}
    answers = {**earlier, slot: f"deal:{saved.deals[0].after.id}"}
    said = Said(heard=heard, via=_via(str(key)), answers=answers)
    reply = say(bot.store, bot.names, actor, said, bot.now)
    if isinstance(reply, Saved) and all(deal.nothing_new for deal in reply.deals):
        return ()
    return (Say(_reply(bot, actor, reply)),)


def fill_in(bot: Bot, actor: Actor, click: Click) -> Responses:
    """What was understood so far, in a form."""
    key, answers = read_answer(click.value)
    heard = _again(bot, actor, key)
    kind, known, deal = known_slots(bot.store, bot.names, actor, Said(heard=heard, via=Via.MODAL, answers=answers))
    workspace, process = workspace_and_process(bot.store, actor)
    meta = metadata(key=key, channel=click.channel, ts="" if click.ephemeral else click.message_ts)
    if kind is IntentKind.CREATE_DEAL:
        return (Open(deal_view(process, workspace.currency, known=known, meta=meta)),)
    if kind is IntentKind.SUBMIT_CALL:
        return call_form_opened(bot, actor, "this")
    return (Open(log_view(process, actor.today(bot.now), deal=deal, note=heard.text, meta=meta)),)


def dismiss(bot: Bot, actor: Actor, click: Click) -> Responses:
    """A question that is not to be answered goes, for whoever was asked."""
    put_away(bot.store, actor, click.value, bot.now)
    text = "All right, nothing was changed."
    return (Replace(kit.message(text, [kit.context(text)])),)


def undo_click(bot: Bot, actor: Actor, click: Click) -> Responses:
    """Undoes the entry in the button's value, and says what stays because others have changed it since."""
    done = undo(bot.store, actor, bot.now, entry_id=click.number)
    bot.wake()
    reinstate(bot, done.echo_again)
    ask_again(bot, actor, done.nudge)
    _, process = workspace_and_process(bot.store, actor)
    return (Replace(undone_message(done, process)),)


def why(bot: Bot, actor: Actor, entry_id: int) -> Responses:
    """The words that gave what, by which rule."""
    return (Say(why_message(reasons(bot.store, bot.names, actor, entry_id))),)


def supersede(bot: Bot, echoed: Delivery | None, why: str, *, struck: bool = True) -> None:
    """An echo that no longer holds, or (not `struck`) not in every point, says so where it stands."""
    if echoed is not None and echoed.channel and echoed.ts:
        message = superseded_message(str(echoed.payload.get("text", "")), why, struck=struck)
        bot.once_saved(partial(bot.messenger.edit, echoed.channel, echoed.ts, message))


def reinstate(bot: Bot, echoed: Delivery | None) -> None:
    """An echo that holds again, because its correction was taken back, stands as it was posted."""
    if echoed is not None and echoed.channel and echoed.ts:
        message = kit.message(str(echoed.payload.get("text", "")), list(echoed.payload.get("blocks") or ()))
        bot.once_saved(partial(bot.messenger.edit, echoed.channel, echoed.ts, message))


def _reply(bot: Bot, actor: Actor, reply: Reply) -> Message:
    """What is said to a reply: of what was done, of what was asked, or of what was not done."""
    match reply:
        case Saved() | Corrected() | CallMade() | TakenBack() | Dropped() | Undone() | StoryTold():
            return _done(bot, actor, reply)
        case Asked():
            return question_message(reply)
        case Together():
            return together_message([_reply(bot, actor, part) for part in reply.parts])
        case AlreadyDone():
            return kit.message("That is done already.", [kit.context("That is done already. :ok_hand:")])
        case Ignored():
            return ignored_message(reply)
        case _:
            return answer_message(reply, bot.address)


def _done(
    bot: Bot, actor: Actor, reply: Saved | Corrected | CallMade | TakenBack | Dropped | Undone | StoryTold
) -> Message:
    """What was done is told, and so, elsewhere, is what no longer holds because of it."""
    match reply:
        case Saved():
            bot.tell_others(reply)
            return echo(bot, actor, reply)
        case Corrected():
            bot.tell_others(reply.saved)
            told = echo(bot, actor, reply.saved, corrects=True)
            supersede(bot, reply.echo, "Corrected" if reply.anew else told.text, struck=reply.anew)
            return told
        case CallMade(saved=Saved() as saved):
            told, call = _done(bot, actor, saved), call_made_message(reply)
            return kit.message(f"{told.text} {call.text}", [*told.blocks, *call.blocks])
        case CallMade():
            return call_made_message(reply)
        case Dropped():
            supersede(bot, reply.asked_in, "Dropped")
            return dropped_message(reply)
        case TakenBack():
            supersede(bot, reply.echo, "Taken back")
            return call_undone_message(reply)
        case Undone():
            bot.wake()
            supersede(bot, reply.echo, "Undone")
            reinstate(bot, reply.echo_again)
            ask_again(bot, actor, reply.nudge)
            _, process = workspace_and_process(bot.store, actor)
            return undone_message(reply, process)
        case StoryTold():
            bot.wake()
            return story_told_message(reply)
