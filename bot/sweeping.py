"""What stands in the inbox because we were stopped before it was dealt with: carried out now, each in its own way."""

from __future__ import annotations

from collections.abc import Callable

from bot import commands, routes
from bot.bot import Bot
from bot.listeners import hearing
from bot.payloads import Caller
from sales.usecases.hearing import unanswered
from sales.usecases.ports import Heard
from sales.workspace import Workspace


def sweep_inbox(
    bot: Bot, workspace: Workspace, waiting: list[Heard], alive: Callable[[], object] = lambda: None
) -> None:
    """Deals with what was heard and never answered, in the order in which it was heard. Who has a turn just now is left
    to it, however long that takes or far the clock was moved: what merely shows something would be shown twice. `alive`
    is called before each, so that many are not taken for a standstill."""
    for heard in waiting:
        alive()
        if bot.lanes.waits_for(heard.slack_user) or not unanswered(bot.store, workspace.id, heard.key):
            continue
        caller = Caller(workspace.enterprise_id, workspace.team_id, heard.slack_user, workspace.team_id)
        listener = routes.COMMANDS.get(heard.command)
        if listener is not None:
            commands.taken_up(bot, listener, caller, heard)
        else:
            hearing.taken_up(bot, workspace.id, caller, heard)
