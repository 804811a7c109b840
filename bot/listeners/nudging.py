"""The nudge: every button of it, answered in place until the list is empty."""

from __future__ import annotations

from functools import partial

from bot.blocks.nudge import nudge_message
from bot.bot import Bot
from bot.listeners.fixing import fixing_view
from bot.payloads import Click, number
from bot.responses import Open, Replace, Responses
from sales.delivery import Delivery
from sales.usecases.actors import Actor
from sales.usecases.nudging import STILL_RIGHT, answer_nudge, confirmed, nudge_view, see_nudge


def still_right(bot: Bot, actor: Actor, click: Click) -> Responses:
    """Confirms one deal; the value is "nudge:deal"."""
    nudge, deal = _numbers(click.value)
    _, view = answer_nudge(bot.store, actor, nudge, confirmed(deal), STILL_RIGHT, bot.now)
    return (Replace(nudge_message(view)),)


def fix(bot: Bot, actor: Actor, click: Click) -> Responses:
    """The value is "verb:nudge:deal": opens the form for it, which knows the nudge it came from."""
    verb, _, rest = click.value.partition(":")
    nudge, deal = _numbers(rest)
    see_nudge(bot.store, actor, nudge, bot.now)
    view = fixing_view(bot, actor, verb, deal, nudge, channel=click.channel, ts=click.message_ts)
    return (Open(view),)


def more(bot: Bot, actor: Actor, click: Click) -> Responses:
    """Shows the deals of a nudge that were folded away."""
    view = see_nudge(bot.store, actor, click.number, bot.now)
    return (Replace(nudge_message(view, all_shown=True)),)


def ask_again(bot: Bot, actor: Actor, nudge: Delivery | None) -> None:
    """A nudge whose answer was undone shows that deal as open, where it stands."""
    if nudge is not None and nudge.channel and nudge.ts:
        with bot.store.reading(actor.workspace_id) as tx:
            message = nudge_message(nudge_view(tx, tx.deliveries.get(nudge.id) or nudge, bot.now))
        bot.once_saved(partial(bot.messenger.edit, nudge.channel, nudge.ts, message))


def _numbers(value: str) -> tuple[int, int]:
    nudge, _, deal = value.partition(":")
    return number(nudge), number(deal)
