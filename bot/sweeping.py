"""What stands in the inbox because a process was stopped before it was dealt with: carried out now, each in its own
way, in its person's turn."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from bot import commands, routes
from bot.bot import Bot
from bot.listeners import hearing, reacting
from bot.payloads import Caller
from sales.usecases.hearing import may_begin, unanswered
from sales.usecases.ports import Heard
from sales.workspace import Workspace

Pause = Callable[[float], object]
"""Waits so many seconds, or less where we are stopping, and says so."""

GLANCE = 0.25
"""Seconds between two looks at what another process has in hand."""


def sweep_inbox(bot: Bot, workspace: Workspace, left: list[Heard], pause: Pause = time.sleep) -> None:
    """Has what was heard and never answered dealt with, in the order in which it was heard; returns before it is. What
    another process has in hand is waited for: what its person asks for next is not to overtake it. Who has a turn here
    is passed over: it may be what they are waiting for. What this process has without a turn for it has failed once,
    or was put off."""
    theirs: dict[str, list[Heard]] = {}
    for heard in left:
        theirs.setdefault(heard.slack_user, []).append(heard)
    for who, all_of_it in theirs.items():
        if not bot.lanes.waits_for(who):
            bot.lanes.put_off_no_more(who)
            with bot.lanes.turn(who) as turn:
                turn.work = partial(_taken_up, bot, workspace, all_of_it, pause)


def _taken_up(bot: Bot, workspace: Workspace, left: list[Heard], pause: Pause) -> None:
    for each in left:
        heard = _taken(bot, workspace, each.key, pause)
        if heard is None:
            continue
        caller = Caller(workspace.enterprise_id, workspace.team_id, heard.slack_user, workspace.team_id)
        listener = routes.COMMANDS.get(heard.command)
        if listener is not None:
            commands.taken_up(bot, listener, caller, heard)
        elif heard.command in (reacting.ADDED, reacting.REMOVED):
            reacting.taken_up(bot, workspace.id, caller, heard)
        else:
            hearing.taken_up(bot, workspace.id, caller, heard)


def _taken(bot: Bot, workspace: Workspace, key: str, pause: Pause) -> Heard | None:
    """What stands under that key, once nobody else has it. None where it was dealt with, or we are stopping."""
    while (heard := unanswered(bot.store, workspace.id, key)) is not None:
        if may_begin(bot.store, workspace.id, heard, bot.name, bot.now):
            return heard
        if pause(GLANCE):
            return None
    return None
