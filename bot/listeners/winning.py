"""Closing a deal as won, and the story behind it."""

from __future__ import annotations

from bot.blocks.forms import metadata, story_view
from bot.bot import Bot
from bot.listeners.deal_forms import after_form, saved_by_form
from bot.payloads import Click, Submission
from bot.responses import Done, Open, Responses
from sales.deal import Field, Value
from sales.usecases.actors import Actor
from sales.usecases.cards import deal_to_fix
from sales.usecases.celebrating import tell_story
from sales.usecases.changing import Wish
from sales.usecases.form_input import typed_amount
from sales.usecases.intents import people_said
from sales.usecases.settings import team_of, workspace_and_process


def won(bot: Bot, actor: Actor, form: Submission) -> Responses:
    """Saves the win and its story."""
    values, deal_id = form.values, form.number("deal")
    workspace, process = workspace_and_process(bot.store, actor)
    fields: dict[Field, Value] = {
        Field.STAGE: process.won.key,
        Field.CLOSED_ON: values.day("closed_on") or actor.today(bot.now),
    }
    if amount := typed_amount(values.text("amount"), workspace):
        fields[Field.AMOUNT] = amount
    version = form.number("version") or None
    saved = saved_by_form(bot, actor, form, Wish(deal_id=deal_id, fields=fields, version=version))
    if story := values.text("story"):
        tell_story(bot.store, actor, deal_id, story, _helpers(bot, actor, form), bot.now)
    return after_form(bot, actor, form, saved, "won")


def story(bot: Bot, actor: Actor, click: Click) -> Responses:
    """Opens the form for the story of a win."""
    deal = deal_to_fix(bot.store, actor, click.number, bot.now).deal
    return (Open(story_view(deal, "", metadata(deal=deal.id))),)


def story_submitted(bot: Bot, actor: Actor, form: Submission) -> Responses:
    """Saves the story; the celebration is edited where it was posted."""
    deal_id = form.number("deal")
    tell_story(bot.store, actor, deal_id, form.values.text("story"), _helpers(bot, actor, form), bot.now)
    bot.wake()
    return (Done(),)


def _helpers(bot: Bot, actor: Actor, form: Submission) -> tuple[int, ...]:
    return people_said(team_of(bot.store, actor), form.values.picked("helpers"))
