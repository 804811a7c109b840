"""The firedrill: /firedrill 4:30pm [period] [note], what owners answer, and calling it off."""

from __future__ import annotations

from bot.blocks import kit
from bot.blocks.firedrill import called_text, drill_message, every_deal_view
from bot.blocks.firedrill_ask import ask_message
from bot.bot import Bot
from bot.listeners.fixing import fixing_view
from bot.payloads import Click, Command, number
from bot.responses import Deliver, Open, Replace, Responses, Say
from sales.firedrill import Drill
from sales.usage import Way
from sales.usecases.actors import Actor
from sales.usecases.drill_views import see_ask, see_drill
from sales.usecases.drilling import answer_drill, call_firedrill, call_off, looked
from sales.usecases.usage import note_use

EVERY = 800
"""More deals than this are in the workbook only."""


def firedrill_command(bot: Bot, actor: Actor, command: Command) -> Responses:
    """The number at once where it was asked for; the message that is edited in place, and the questions, after it."""
    called = call_firedrill(bot.store, actor, command.text, bot.now)
    _noted(bot, actor, Way.FIREDRILL, called.drill)
    text = called_text(called, see_drill(bot.store, actor, called.drill.id, bot.now))
    bot.wake()
    return (Say(kit.message(text, [kit.section(f":fire_engine: {text}")])), Deliver((called.delivery_id,)))


def still_right(bot: Bot, actor: Actor, click: Click) -> Responses:
    """Confirms one deal; the value is "drill:deal"."""
    drill, deal = _numbers(click.value)
    answer_drill(bot.store, actor, drill, [deal], bot.now)
    return _asked(bot, actor, drill)


def confirm_all(bot: Bot, actor: Actor, click: Click) -> Responses:
    """Confirms all deals that the person was asked about, except those that cannot be right."""
    answer_drill(bot.store, actor, click.number, None, bot.now)
    return _asked(bot, actor, click.number)


def _asked(bot: Bot, actor: Actor, drill: int) -> Responses:
    bot.wake()
    return (Replace(ask_message(see_ask(bot.store, actor, drill, bot.now))),)


def update(bot: Bot, actor: Actor, click: Click) -> Responses:
    """The value is "verb:drill:deal": opens the form for it, which knows the drill it came from."""
    verb, _, rest = click.value.partition(":")
    drill, deal = _numbers(rest)
    looked(bot.store, actor, drill, bot.now)
    view = fixing_view(bot, actor, verb, deal, drill=str(drill), channel=click.channel, ts=click.message_ts)
    return (Open(view),)


def every_deal(bot: Bot, actor: Actor, click: Click) -> Responses:
    """Every deal behind the firedrill's number, with its doubts."""
    view = see_drill(bot.store, actor, click.number, bot.now, EVERY)
    _noted(bot, actor, Way.DRILLED, view.drill)
    return (Open(every_deal_view(view)),)


def _noted(bot: Bot, actor: Actor, way: Way, drill: Drill) -> None:
    note_use(bot.store, actor, way, drill.subject_id, drill.period.name, bot.now)


def called_off(bot: Bot, actor: Actor, click: Click) -> Responses:
    """Ends the firedrill without a final; everybody who was asked sees that."""
    call_off(bot.store, actor, click.number, bot.now)
    bot.wake()
    return (Replace(drill_message(see_drill(bot.store, actor, click.number, bot.now))),)


def _numbers(value: str) -> tuple[int, int]:
    drill, _, deal = value.partition(":")
    return number(drill), number(deal)
