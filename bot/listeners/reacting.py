"""The emoji that logs: put on a message in a deal's channel, or taken off again."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from bot.blocks.errors import refusal
from bot.bot import Bot
from bot.callers import actor_for
from bot.listeners.saying import echo, supersede
from bot.payloads import Reaction
from sales.errors import SalesError
from sales.usecases.actors import Actor
from sales.usecases.reacting import Noticed, deal_to_log, echo_in_thread, heard_before, log_message, take_back

log = logging.getLogger(__name__)


def reacted(bot: Bot, reaction: Reaction) -> None:
    """Deals with one reaction. An exception leaves it unacknowledged, so that Slack sends it again."""
    caller = reaction.caller
    workspace_id = bot.workspaces.of(bot.store, caller.enterprise_id, caller.team_id)
    if workspace_id is None or deal_to_log(bot.store, workspace_id, reaction.channel, reaction.emoji) is None:
        return
    try:
        _deal_with(bot, actor_for(bot, caller), reaction)
    except SalesError as error:
        bot.messenger.whisper(reaction.channel, caller.user_id, refusal(error))


def _deal_with(bot: Bot, actor: Actor, reaction: Reaction) -> None:
    if not reaction.added:
        undone = take_back(bot.store, actor, reaction.channel, reaction.ts, bot.now)
        supersede(bot, undone.echo if undone else None, "Undone: the reaction was taken off")
        return
    message = _message(bot, actor, reaction)
    saved = log_message(bot.store, bot.names, actor, message, bot.now) if message is not None else None
    if message is None or saved is None:
        return
    told = echo(bot, actor, saved)
    reply: dict[str, object] = {"text": told.text, "blocks": list(told.blocks)}
    delivery = echo_in_thread(bot.store, actor, saved, message, reply, bot.now)
    if delivery is not None:
        bot.send(delivery)


def _message(bot: Bot, actor: Actor, reaction: Reaction) -> Noticed | None:
    """The message, from what we have heard, else from Slack; None where it has no text, a bot wrote it, or it cannot be
    read."""
    at = datetime.fromtimestamp(float(reaction.ts), UTC)
    known = heard_before(bot.store, actor.workspace_id, reaction.channel, reaction.ts)
    if known is not None:
        return Noticed(reaction.channel, reaction.ts, known[0], at, known[1])
    found = bot.messenger.message(reaction.channel, reaction.ts)
    if found is None:
        log.warning("A message somebody reacted to could not be read")
        return None
    text, thread = str(found.get("text") or ""), found.get("thread_ts")
    if found.get("bot_id"):
        return None
    return Noticed(reaction.channel, reaction.ts, text, at, str(thread) if thread else None) if text.strip() else None
