"""The Home tab: drawn when it is opened, and again after what changes it."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from bot.blocks import kit
from bot.blocks.home import home_view
from bot.bot import Bot
from bot.callers import actor_for
from bot.payloads import Caller, Click
from bot.responses import RefreshHome, Responses
from bot.slack_answer import Sent
from sales.errors import SalesError
from sales.usecases.actors import Actor
from sales.usecases.home import home

log = logging.getLogger(__name__)


def opened(bot: Bot, caller: Caller) -> None:
    """Has the caller's Home drawn, after this was acknowledged: nothing of it need be kept."""
    bot.slow_pool.submit_for(caller.user_id, "home", partial(publish, bot, caller))


def publish(bot: Bot, caller: Caller) -> None:
    """Draws the caller's Home; a refusal is shown there, politely."""
    try:
        view: dict[str, Any] = home_view(home(bot.store, actor_for(bot, caller), bot.now))
    except SalesError as error:
        view = {"type": "home", "blocks": [kit.section(kit.escape(error.sentence))]}
    outcome = bot.messenger.publish_home(caller.user_id, view)
    if not isinstance(outcome, Sent):
        log.error("Home could not be drawn: %s", outcome)


def refresh(bot: Bot, actor: Actor, click: Click) -> Responses:
    """Draws Home again."""
    return (RefreshHome(),)
