"""Messages as they reach us: written down first, understood, answered once, whatever happens in between."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bot.apologies import or_apology
from bot.blocks.errors import apology, refusal
from bot.bot import Bot
from bot.callers import actor_for, known_actor, once_met
from bot.dispatch import saving
from bot.listeners.filling import fill_sent, spreadsheets_in
from bot.listeners.saying import Told, spoken
from bot.payloads import Caller, Spoken
from sales.deal import Via
from sales.errors import NotAllowed, SalesError
from sales.usecases.celebrating import NotTheWinner
from sales.usecases.filling import Sent, no_spreadsheet, read_with_file
from sales.usecases.hearing import (
    DealtWith,
    listens_in,
    message_key,
    note,
    settle_in,
    settle_with_reply,
    still_waits,
)
from sales.usecases.moment import in_one_go
from sales.usecases.ports import Heard
from sales.usecases.reading import Said


def hear_event(bot: Bot, words: Spoken) -> None:
    """Writes the words of one message event down, to be carried out once they are acknowledged, in their speaker's
    turn. An exception leaves them unacknowledged, so that Slack sends them again."""
    with bot.lanes.turn(words.caller.user_id) as turn:
        turn.work = _noted(bot, words)


def _noted(bot: Bot, words: Spoken) -> Callable[[], object] | None:
    """What is to be done about the words; None where they are not for us, or were dealt with before."""
    caller = words.caller
    workspace_id = bot.workspaces.of(bot.store, caller.enterprise_id, caller.team_id)
    files = spreadsheets_in(words)
    if workspace_id is None or not (words.text.strip() or words.files):
        return None
    if not words.text.strip() and not files:
        _passed_over(bot, workspace_id, words)
        return None
    if not words.addressed and not listens_in(bot.store, workspace_id, words.channel, words.thread_ts):
        return None
    if files and words.addressed and not _filled(bot, workspace_id, words, files):
        return None
    if not words.text.strip():
        return None
    heard = note(bot.store, workspace_id, _heard(bot, words), bot.name)
    bot.faults("inbox.noted")
    return None if heard.done else partial(_answered, bot, workspace_id, words, heard)


def _answered(bot: Bot, workspace_id: int, words: Spoken, heard: Heard) -> None:
    """What fails is taken up once more by the sweep, which apologises if it fails again."""
    bot.faults("inbox.acked")
    or_apology(partial(answer_once, bot, workspace_id, words, heard), lambda reference: None)


def _filled(bot: Bot, workspace_id: int, words: Spoken, files: list[Sent]) -> bool:
    """Has the files filled in, if that is what they were sent for; True if the words are about something else as well.
    Files are kept as deliveries at once, so nothing need be written down before."""
    try:
        actor = actor_for(bot, words.caller)
        meant = read_with_file(bot.store, bot.names, actor, Said(heard=_heard(bot, words), via=Via.MESSAGE))
        if meant.file:
            fill_sent(bot, actor, files)
        return meant.words
    except SalesError as error:
        _refuse(bot, workspace_id, words, error)
        return False


def _passed_over(bot: Bot, workspace_id: int, words: Spoken) -> None:
    """A file that is no spreadsheet, without a word: in a direct message one sentence says that nothing came of it."""
    if words.channel_type != "im":
        return
    try:
        actor_for(bot, words.caller)
        raise no_spreadsheet([file.name for file in words.files])
    except SalesError as error:
        _refuse(bot, workspace_id, words, error)


def _refuse(bot: Bot, workspace_id: int, words: Spoken, error: SalesError) -> None:
    heard = note(bot.store, workspace_id, _heard(bot, words), bot.name)
    if heard.done:
        return
    delivery = settle_with_reply(bot.store, workspace_id, heard, _reply(words, Told(refusal(error))), bot.now)
    if delivery is not None:
        bot.send(delivery)


def answer_once(bot: Bot, workspace_id: int, words: Spoken, heard: Heard) -> None:
    """Carries out what was heard and sends the answer, once. That it was dealt with, and the answer, are saved with
    what it saves."""
    try:
        delivery = once_met(bot, words.caller, partial(_carried_out, bot, workspace_id, words, heard))
    except DealtWith:
        return
    except SalesError as error:
        ours = words.addressed or isinstance(error, NotTheWinner)  # "story: …" under a win is said to nobody else
        silent = isinstance(error, NotAllowed) and not ours
        reply = _reply(words, None if silent else Told(refusal(error)))
        delivery = settle_with_reply(bot.store, workspace_id, heard, reply, bot.now)
    bot.faults("answer.saved")
    if delivery is not None:
        bot.send(delivery)


def _carried_out(bot: Bot, workspace_id: int, words: Spoken, heard: Heard) -> int | None:
    with saving(bot, in_one_go(bot.store, still_waits(heard.key))) as (within, store):
        told = spoken(within, known_actor(within, words.caller), words, heard)
        with store.writing(workspace_id) as tx:
            return settle_in(tx, heard, _reply(words, told), bot.now)


def taken_up(bot: Bot, workspace_id: int, caller: Caller, heard: Heard) -> None:
    """Deals with words that stood in the inbox when we were stopped. What fails even now gets an apology, so that
    nobody believes it was saved."""
    kind = "im" if heard.channel.startswith("D") else "channel"
    words = Spoken(caller, heard.key, heard.channel, kind, heard.ts, heard.thread_ts, heard.text, heard.mentioned)
    or_apology(
        partial(answer_once, bot, workspace_id, words, heard), partial(_apologise, bot, workspace_id, words, heard)
    )


def _apologise(bot: Bot, workspace_id: int, words: Spoken, heard: Heard, reference: str) -> None:
    settle_with_reply(bot.store, workspace_id, heard, _reply(words, Told(apology(reference))), bot.now)


def _heard(bot: Bot, words: Spoken) -> Heard:
    return Heard(
        key=message_key(words.channel, words.ts),
        channel=words.channel,
        ts=words.ts,
        slack_user=words.caller.user_id,
        text=words.text,
        thread_ts=words.thread_ts,
        received_at=bot.now,
        mentioned=words.mention,
    )


def _reply(words: Spoken, told: Told | None) -> dict[str, object] | None:
    """In the thread of what was said; in a direct message below it, unless a thread had been begun."""
    if told is None:
        return None
    thread = words.thread_ts or (None if words.channel_type == "im" else words.ts)
    about = {"deal_id": told.deal_id} if told.deal_id else {}
    return {**told.message.kept(), "thread_ts": thread, **about}
