"""Calls and adjustments: the forms, and what becomes of them."""

from __future__ import annotations

from bot.blocks.calls import adjust_view, call_made_message, call_undone_message, call_view
from bot.blocks.forecast import forecast_message
from bot.blocks.forms import metadata
from bot.blocks.nudge import nudge_message
from bot.bot import Bot
from bot.payloads import Click, Submission, number
from bot.responses import Done, EditMessage, Open, RefreshHome, Replace, Responses, Say
from sales.usecases.actors import Actor
from sales.usecases.adjusting import adjust, adjust_form
from sales.usecases.calling import call_form, submit_call, take_back
from sales.usecases.forecasts import forecast
from sales.usecases.form_input import typed_amount
from sales.usecases.nudging import see_nudge
from sales.usecases.settings import workspace_and_process


def call_form_opened(bot: Bot, actor: Actor, period: str, **came_from: str) -> Responses:
    """The form for the actor's own call. `came_from` is the message it was opened from, if that is to be edited."""
    form = call_form(bot.store, actor, period, bot.now)
    return (Open(call_view(form, metadata(period=form.period.key, **came_from))),)


def call_click(bot: Bot, actor: Actor, click: Click) -> Responses:
    """The value is a period, or "nudge:period" where a reminder asked for it."""
    nudge, _, period = click.value.rpartition(":")
    place = {"nudge": nudge, "channel": click.channel, "ts": click.message_ts} if nudge else {}
    return call_form_opened(bot, actor, period or "this", **place)


def call_submitted(bot: Bot, actor: Actor, form: Submission) -> Responses:
    """Saves the call; amounts without a currency are in the workspace's."""
    workspace, _ = workspace_and_process(bot.store, actor)
    commit, best_case = (typed_amount(form.values.text(field), workspace, field) for field in ("commit", "best_case"))
    period = str(form.metadata.get("period", "this"))
    made = submit_call(bot.store, actor, period, commit, best_case, form.values.text("note"), bot.now)
    answer = Say(call_made_message(made))
    if nudge := form.number("nudge"):
        meta = form.metadata
        view = see_nudge(bot.store, actor, nudge, bot.now)
        return (Done(), EditMessage(str(meta.get("channel", "")), str(meta.get("ts", "")), nudge_message(view)), answer)
    return (Done(), RefreshHome(), answer)


def call_undone(bot: Bot, actor: Actor, click: Click) -> Responses:
    """Takes the call back, and says which one counts now."""
    return (Replace(call_undone_message(take_back(bot.store, actor, click.number, bot.now))),)


def adjust_click(bot: Bot, actor: Actor, click: Click) -> Responses:
    """Opens the form for a manager's adjustment; the value is "person:period"."""
    person, _, period = click.value.partition(":")
    return (Open(adjust_view(adjust_form(bot.store, actor, number(person), period or "this", bot.now))),)


def adjust_submitted(bot: Bot, actor: Actor, form: Submission) -> Responses:
    """Saves the adjustment with its note."""
    workspace, _ = workspace_and_process(bot.store, actor)
    commit, best_case = (typed_amount(form.values.text(field), workspace, field) for field in ("commit", "best_case"))
    period = str(form.metadata.get("period", "this"))
    adjust(bot.store, actor, form.number("person"), period, commit, best_case, form.values.text("note"), bot.now)
    return (Done(), Say(forecast_message(forecast(bot.store, actor, bot.now, period=period))))
