"""The emoji that logs: put on a message in a deal's channel, or taken off again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from bot.apologies import or_apology
from bot.blocks.errors import apology, refusal
from bot.blocks.kit import Message
from bot.bot import Bot
from bot.callers import actor_for
from bot.dispatch import saving
from bot.listeners.saying import echo, supersede
from bot.payloads import Caller, Reaction
from bot.slack_answer import Sent
from sales.errors import SalesError
from sales.usecases.actors import Actor
from sales.usecases.hearing import DealtWith, note, stand_by, still_waits, withdraw
from sales.usecases.one_transaction import one_transaction
from sales.usecases.ports import Heard
from sales.usecases.reacting import Noticed, deal_to_log, echo_in_thread, heard_before, log_message, take_back

log = logging.getLogger(__name__)
ADDED, REMOVED = "reaction_added", "reaction_removed"


def reacted(bot: Bot, reaction: Reaction) -> None:
    """Writes one reaction down, to be dealt with once it is acknowledged, in its person's turn. An exception leaves it
    unacknowledged, so that Slack sends it again."""
    bot.lanes.in_turn(reaction.caller.user_id, partial(_noted, bot, reaction))


def _noted(bot: Bot, reaction: Reaction) -> Callable[[], object] | None:
    """What is to be done about the reaction; None where it logs nothing, or was dealt with before."""
    caller = reaction.caller
    workspace_id = bot.workspaces.of(bot.store, caller.enterprise_id, caller.team_id)
    if workspace_id is None or deal_to_log(bot.store, workspace_id, reaction.channel, reaction.emoji) is None:
        return None
    heard = Heard(
        key=f"reaction:{reaction.event_id}",
        channel=reaction.channel,
        ts="",
        slack_user=caller.user_id,
        text=reaction.emoji,
        thread_ts=reaction.ts,
        received_at=bot.now,
        command=ADDED if reaction.added else REMOVED,
    )
    heard = note(bot.store, workspace_id, heard, bot.name)
    bot.faults("inbox.noted")
    return None if heard.done else partial(_answered, bot, workspace_id, caller, heard)


def _answered(bot: Bot, workspace_id: int, caller: Caller, heard: Heard) -> None:
    """What fails is taken up once more by the sweep, which apologises if it fails again."""
    bot.faults("inbox.acked")
    or_apology(partial(_deal_with, bot, workspace_id, caller, heard), lambda reference: None)


def taken_up(bot: Bot, workspace_id: int, caller: Caller, heard: Heard) -> None:
    """Deals with a reaction that stood in the inbox when we were stopped."""
    or_apology(
        partial(_deal_with, bot, workspace_id, caller, heard),
        lambda reference: _tell(bot, workspace_id, heard, apology(reference)),
    )


def _deal_with(bot: Bot, workspace_id: int, caller: Caller, heard: Heard) -> None:
    try:
        delivery = _carried_out(bot, workspace_id, actor_for(bot, caller), heard)
    except DealtWith:
        return
    except SalesError as error:
        _tell(bot, workspace_id, heard, refusal(error))
        return
    bot.faults("answer.saved")
    if delivery is not None:
        bot.send(delivery)


def _carried_out(bot: Bot, workspace_id: int, actor: Actor, heard: Heard) -> int | None:
    """The delivery of the echo. Slack is asked for the message before anything is opened."""
    message = _message(bot, workspace_id, heard) if heard.command == ADDED else None
    with saving(bot, one_transaction(bot.store, still_waits(heard.key), alone=True)) as (within, store):
        with store.writing(workspace_id) as tx:
            tx.inbox.done(heard.key)
        if heard.command == REMOVED:
            undone = take_back(within.store, actor, heard.channel, heard.thread_ts or "", bot.now)
            supersede(within, undone.echo if undone else None, "Undone: the reaction was taken off")
            return None
        saved = log_message(within.store, bot.names, actor, message, bot.now) if message is not None else None
        if message is None or saved is None:
            return None
        told = echo(within, actor, saved)
        return echo_in_thread(within.store, actor, saved, message, told.kept(), bot.now)


def _tell(bot: Bot, workspace_id: int, heard: Heard, message: Message) -> None:
    """Says where the reaction was why nothing came of it, to its person alone; in their direct message if that is not
    seen to arrive."""
    with bot.store.writing(workspace_id) as tx:
        standing = stand_by(tx, heard, message.kept(), bot.now)
    told = bot.messenger.whisper(heard.channel, heard.slack_user, message)
    if isinstance(told, Sent) and standing is not None:
        withdraw(bot.store, workspace_id, standing)


def _message(bot: Bot, workspace_id: int, heard: Heard) -> Noticed | None:
    """The message, from what we have heard, else from Slack; None where it has no text, a bot wrote it, or it cannot be
    read."""
    channel, ts = heard.channel, heard.thread_ts or ""
    at = datetime.fromtimestamp(float(ts), UTC)
    known = heard_before(bot.store, workspace_id, channel, ts)
    if known is not None:
        return Noticed(channel, ts, known[0], at, known[1])
    found = bot.messenger.message(channel, ts)
    if found is None:
        log.warning("A message somebody reacted to could not be read")
        return None
    text, thread = str(found.get("text") or ""), found.get("thread_ts")
    if found.get("bot_id"):
        return None
    return Noticed(channel, ts, text, at, str(thread) if thread else None) if text.strip() else None
