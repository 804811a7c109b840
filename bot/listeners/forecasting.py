"""The forecast: /forecast [who] [period], and the buttons under it and under a digest."""

from __future__ import annotations

from datetime import datetime

from bot.blocks import kit, numbers
from bot.blocks.forecast import forecast_message
from bot.blocks.history import explained_message, history_message
from bot.blocks.lists import deal_list_message
from bot.blocks.projection import projection_view
from bot.bot import Bot
from bot.listeners.calling import call_form_opened
from bot.payloads import Click, Command, number
from bot.responses import Later, Open, Replace, Responses, Say
from sales.usage import Way
from sales.usecases.actors import Actor
from sales.usecases.deal_lists import needing_attention
from sales.usecases.explaining import Explained
from sales.usecases.forecasts import Forecast, forecast
from sales.usecases.history import deal_history
from sales.usecases.opened_numbers import open_number
from sales.usecases.subjects import what_is_asked
from sales.usecases.usage import note_use

ATTENTION = "attention"


def forecast_command(bot: Bot, actor: Actor, command: Command) -> Responses:
    """/forecast, /forecast next quarter, /forecast Dana, /forecast Dana 2026-Q4 as of last Friday; /forecast call for
    one's own call."""
    first, _, rest = command.text.partition(" ")
    if first.lower() == "call":
        return call_form_opened(bot, actor, rest.strip() or "this")
    asked = what_is_asked(bot.store, actor, command.text, bot.now)
    found = _forecast(bot, actor, asked.person.id, asked.period, asked.as_of)
    note_use(bot.store, actor, Way.OPENED, asked.person.id, found.report.period.name, bot.now)
    return (Say(forecast_message(found)), *_awaited(actor, found))


def _forecast(bot: Bot, actor: Actor, subject: int, period: str, as_of: datetime | None = None) -> Forecast:
    return forecast(bot.store, actor, bot.now, subject_id=subject, period=period, as_of=as_of)


def opened(bot: Bot, actor: Actor, click: Click) -> Responses:
    """The forecast of a button's person and period, as a message of its own."""
    subject, period = _target(actor, click.value)
    found = _forecast(bot, actor, subject, period)
    _noted(bot, actor, click, Way.OPENED, found)
    return (Say(forecast_message(found)), *_awaited(actor, found))


def another_period(bot: Bot, actor: Actor, click: Click) -> Responses:
    """The forecast of another period, in place of the one that was clicked."""
    subject, period = _target(actor, click.value)
    found = _forecast(bot, actor, subject, period)
    _noted(bot, actor, click, Way.OPENED, found)
    return (Replace(forecast_message(found)), *_awaited(actor, found))


def its_deals(bot: Bot, actor: Actor, click: Click) -> Responses:
    """What a number is made of, or what moved it, as of the instant at which it was shown; or more of the same list."""
    number = numbers.read(click.value, actor.person.id)
    subject, period = number.subject_id, number.period
    if period == ATTENTION:
        message = deal_list_message(needing_attention(bot.store, actor, subject, bot.now, number.start), number)
    else:
        found = open_number(bot.store, actor, number, bot.now)
        if isinstance(found, Explained):
            message = explained_message(found, bot.address)
        else:
            message = deal_list_message(found, number)
    if numbers.is_page(click.value):
        return (Replace(message),)
    note_use(bot.store, actor, Way.DRILLED, subject, period, bot.now, channel=click.channel, ts=click.message_ts)
    return (Say(message),)


def how_projected(bot: Bot, actor: Actor, click: Click) -> Responses:
    """What stands behind the projection of a forecast, as of the instant at which that was shown."""
    wanted = numbers.read(click.value, actor.person.id)
    found = _forecast(bot, actor, wanted.subject_id, wanted.period, wanted.as_of)
    _noted(bot, actor, click, Way.DRILLED, found)
    return (Open(projection_view(found)),)


def history(bot: Bot, actor: Actor, click: Click) -> Responses:
    """Everything that changed about a deal, with who, when and where they said so."""
    return (Say(history_message(deal_history(bot.store, actor, click.number, bot.now), bot.address)),)


def workbook(bot: Bot, actor: Actor, click: Click) -> Responses:
    """The workbook is made elsewhere and arrives as a file, as of the instant of the numbers it was asked for under;
    permission is checked before anything starts."""
    wanted = numbers.read(click.value, actor.person.id)
    subject, period = wanted.subject_id, wanted.period
    found = _forecast(bot, actor, subject, period)
    _noted(bot, actor, click, Way.EXPORTED, found)
    argument = {"subject": subject, "period": period, "channel": click.channel, "actor": actor, "as_of": wanted.as_of}
    work = Later("workbook", argument)
    if not click.channel or click.channel.startswith("D"):  # there it says how far it has come
        return (work,)
    text = "The workbook is on its way, in our direct message."
    return (Say(kit.message(text, [kit.context(text)])), work)


def _awaited(actor: Actor, found: Forecast) -> Responses:
    """A projection that nobody has asked for today is made after the answer."""
    if not found.awaits_projection:
        return ()
    report = found.report
    return (Later("projection", {"actor": actor, "subject": report.subject.id, "period": report.period}),)


def _noted(bot: Bot, actor: Actor, click: Click, way: Way, found: Forecast) -> None:
    """Reps see that what they keep up to date is used, and by whom."""
    report = found.report
    place = {"channel": click.channel, "ts": click.message_ts}
    note_use(bot.store, actor, way, report.subject.id, report.period.name, bot.now, **place)


def later(bot: Bot, actor: Actor, click: Click) -> Responses:
    """ "Not now": where the same numbers are found."""
    text = "All right. `/forecast` has the same numbers whenever you want them."
    return (Say(kit.message(text, [kit.context(text)])),)


def _target(actor: Actor, value: str) -> tuple[int, str]:
    subject, period, *_ = [*value.split(":"), ""]
    return (number(subject) if subject else actor.person.id), period or "this"
