"""Messages as they reach us: written down first, understood, answered once, whatever happens in between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from bot.apologies import or_apology
from bot.blocks.errors import apology, refusal
from bot.bot import Bot
from bot.callers import known_actor, once_met
from bot.dispatch import saving
from bot.listeners.filling import spreadsheets_in
from bot.listeners.saying import Told, spoken
from bot.payloads import Attached, Caller, Spoken
from sales.deal import Via
from sales.errors import NotAllowed, SalesError
from sales.usecases.actors import Actor
from sales.usecases.celebrating import NotTheWinner
from sales.usecases.filling import no_spreadsheet, read_with_file, send_to_fill
from sales.usecases.hearing import (
    DealtWith,
    listens_in,
    message_key,
    note,
    settle_in,
    settle_with_reply,
    still_waits,
)
from sales.usecases.one_transaction import one_transaction
from sales.usecases.ports import Heard
from sales.usecases.reading import Said

MOST_KEPT = 20
"""Files of one message that are written down."""


def hear_event(bot: Bot, words: Spoken) -> None:
    """Writes the words of one message event down, to be carried out once they are acknowledged, in their speaker's
    turn. An exception leaves them unacknowledged, so that Slack sends them again."""
    bot.lanes.in_turn(words.caller.user_id, partial(_noted, bot, words))


def _noted(bot: Bot, words: Spoken) -> Callable[[], object] | None:
    """What is to be done about the words; None where they are not for us, or were dealt with before."""
    caller = words.caller
    workspace_id = bot.workspaces.of(bot.store, caller.enterprise_id, caller.team_id)
    if workspace_id is None or not _says_something(words):
        return None
    if not words.addressed and not listens_in(bot.store, workspace_id, words.channel, words.thread_ts):
        return None
    heard = note(bot.store, workspace_id, _heard(bot, words), bot.name)
    bot.faults("inbox.noted")
    return None if heard.done else partial(_answered, bot, workspace_id, words, heard)


def _says_something(words: Spoken) -> bool:
    """Words; or, without any, files given to us. Of files that are no spreadsheets something is said only in a direct
    message."""
    if words.text.strip():
        return True
    return bool(words.files) and words.addressed and (words.channel_type == "im" or bool(spreadsheets_in(words)))


def _answered(bot: Bot, workspace_id: int, words: Spoken, heard: Heard) -> None:
    """What fails is taken up once more by the sweep, which apologises if it fails again."""
    bot.faults("inbox.acked")
    or_apology(partial(answer_once, bot, workspace_id, words, heard), lambda reference: None)


def answer_once(bot: Bot, workspace_id: int, words: Spoken, heard: Heard) -> None:
    """Carries out what was heard and sends the answer, once. That it was dealt with, and the answer, are saved with
    what it saves."""
    files: Sequence[int] = ()
    try:
        delivery, files = once_met(bot, words.caller, partial(_carried_out, bot, workspace_id, words, heard))
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
    for file in files:
        bot.slow_pool.submit_for(words.caller.user_id, ("delivery", file), partial(bot.send, file))


def _carried_out(bot: Bot, workspace_id: int, words: Spoken, heard: Heard) -> tuple[int | None, Sequence[int]]:
    """The deliveries of the answer, and of the files that come back."""
    with saving(bot, one_transaction(bot.store, still_waits(heard.key))) as (within, store):
        actor = known_actor(within, words.caller)
        files, about_deals = _files(within, actor, words, heard)
        told = spoken(within, actor, words, heard) if about_deals else None
        with store.writing(workspace_id) as tx:
            return settle_in(tx, heard, _reply(words, told), bot.now), files


def _files(bot: Bot, actor: Actor, words: Spoken, heard: Heard) -> tuple[Sequence[int], bool]:
    """Has the files filled in, if that is what they were sent for; whether the words are about something else, too."""
    files = spreadsheets_in(words) if words.addressed else []
    if not files and not words.text.strip():
        raise no_spreadsheet([file.name for file in words.files])
    if not files:
        return (), True
    meant = read_with_file(bot.store, bot.names, actor, Said(heard=heard, via=Via.MESSAGE))
    return (send_to_fill(bot.store, actor, files, bot.now) if meant.file else ()), meant.words


def taken_up(bot: Bot, workspace_id: int, caller: Caller, heard: Heard) -> None:
    """Deals with words that stood in the inbox when we were stopped. What fails even now gets an apology, so that
    nobody believes it was saved."""
    kind = "im" if heard.channel.startswith("D") else "channel"
    files = tuple(Attached(file_id, name) for file_id, name in heard.files)
    words = Spoken(
        caller, heard.key, heard.channel, kind, heard.ts, heard.thread_ts, heard.text, heard.mentioned, files
    )
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
        files=tuple((file.id, file.name) for file in words.files[:MOST_KEPT]),
    )


def _reply(words: Spoken, told: Told | None) -> dict[str, object] | None:
    """In the thread of what was said; in a direct message below it, unless a thread had been begun."""
    if told is None:
        return None
    thread = words.thread_ts or (None if words.channel_type == "im" else words.ts)
    about = {"deal_id": told.deal_id} if told.deal_id else {}
    return {**told.message.kept(), "thread_ts": thread, **about}
