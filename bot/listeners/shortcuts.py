"""Shortcuts, and the search for deals that forms offer."""

from __future__ import annotations

from bot.blocks import kit
from bot.blocks.fit import bare
from bot.blocks.forms import deal_view, log_view, metadata
from bot.bot import Bot
from bot.payloads import ShortcutUse, unescaped
from bot.responses import Open, Responses
from sales.usecases.actors import Actor
from sales.usecases.finding import suggestions
from sales.usecases.settling import workspace_and_process


def log_message(bot: Bot, actor: Actor, use: ShortcutUse) -> Responses:
    """The shortcut on a message: the form, with what was said as the note."""
    _, process = workspace_and_process(bot.store, actor)
    meta = metadata(source_channel=use.channel, source_ts=use.message_ts)
    note = unescaped(use.message_text)[:3000]
    return (Open(log_view(process, actor.today(bot.now), note=note, meta=meta)),)


def new_deal(bot: Bot, actor: Actor, use: ShortcutUse) -> Responses:
    workspace, process = workspace_and_process(bot.store, actor)
    return (Open(deal_view(process, workspace.currency)),)


def deal_options(bot: Bot, actor: Actor, typed: str) -> list[kit.Element]:
    """The deals to choose from while somebody types: those they may change, likeliest first."""
    found = suggestions(bot.store, bot.names, actor, typed)
    return [
        kit.option(bare(name.name), str(name.id), bare(name.account) if name.account not in ("", name.name) else "")
        for name in found
    ]
