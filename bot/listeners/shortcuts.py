"""Shortcuts, and the search for deals that forms offer."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.blocks import kit
from bot.blocks.fit import bare
from bot.blocks.forms import deal_view, log_view, metadata
from bot.bot import Bot
from bot.payloads import ShortcutUse, unescaped
from bot.responses import Open, Responses
from sales.deal import Via
from sales.usecases.actors import Actor
from sales.usecases.finding import suggestions
from sales.usecases.ports import Heard
from sales.usecases.reading import Said, told_in
from sales.usecases.settings import workspace_and_process


def log_message(bot: Bot, actor: Actor, use: ShortcutUse) -> Responses:
    """The shortcut on a message: the form with what was understood of it, and with its words as the note."""
    _, process = workspace_and_process(bot.store, actor)
    meta = metadata(source_channel=use.channel, source_ts=use.message_ts)
    note = unescaped(use.message_text)[:3000]
    said = Said(heard=_heard(bot, use, note), via=Via.MODAL)
    known, deal = told_in(bot.store, bot.names, actor, said)
    return (Open(log_view(process, actor.today(bot.now), deal=deal, note=note, known=known, meta=meta)),)


def _heard(bot: Bot, use: ShortcutUse, text: str) -> Heard:
    """The message as if it had been said to us when it was written: "yesterday" is the day before that."""
    said_at = use.message_ts.replace(".", "", 1).isdecimal()
    at = datetime.fromtimestamp(float(use.message_ts), UTC) if said_at else bot.now
    return Heard("shortcut", use.channel, use.message_ts, use.caller.user_id, text, None, at)


def new_deal(bot: Bot, actor: Actor, use: ShortcutUse) -> Responses:
    """Opens the form of a new deal."""
    workspace, process = workspace_and_process(bot.store, actor)
    return (Open(deal_view(process, workspace.currency)),)


def deal_options(bot: Bot, actor: Actor, typed: str) -> list[kit.Element]:
    """The deals to choose from while somebody types: those they may change, likeliest first."""
    found = suggestions(bot.store, bot.names, actor, typed)
    return [
        kit.option(bare(name.name), str(name.id), bare(name.account) if name.account not in ("", name.name) else "")
        for name in found
    ]
