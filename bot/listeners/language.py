"""/firebreak language: the words an admin teaches, and the sentences that were not understood at once."""

from __future__ import annotations

from bot.blocks.language import language_view
from bot.bot import Bot
from bot.payloads import Click, Command, Submission
from bot.responses import Open, Redraw, Responses
from sales.errors import Invalid
from sales.learning import AliasKind
from sales.usecases.actors import Actor
from sales.usecases.learning import drop_sentence, lessons, teach, unteach


def language(bot: Bot, actor: Actor, request: Command | Click) -> Responses:
    """Opens the words that were taught and the sentences that were not understood; only admins may."""
    return (Open(language_view(lessons(bot.store, actor))),)


def language_submitted(bot: Bot, actor: Actor, form: Submission) -> Responses:
    """Another word taught; the form stays open for the next."""
    kind, meaning = _meaning(form)
    teach(bot.store, actor, form.values.text("words"), kind, meaning, bot.now)
    return (Redraw(language_view(lessons(bot.store, actor))),)


def _meaning(form: Submission) -> tuple[AliasKind, str]:
    deal, picked = form.values.text("deal"), form.values.text("meaning")
    if bool(deal) == bool(picked):
        raise Invalid("Pick one thing that the words stand for.", field="meaning")
    kind, _, key = picked.partition(":")
    if deal:
        return AliasKind.DEAL, deal
    if kind not in {one.value for one in AliasKind}:
        raise Invalid("Pick what the words stand for.", field="meaning")
    return AliasKind(kind), key


def unteach_click(bot: Bot, actor: Actor, click: Click) -> Responses:
    """Forgets a taught word."""
    unteach(bot.store, actor, click.number, bot.now)
    return (Redraw(language_view(lessons(bot.store, actor))),)


def forget_click(bot: Bot, actor: Actor, click: Click) -> Responses:
    """A sentence that has taught what it could is taken off the list."""
    drop_sentence(bot.store, actor, click.number)
    return (Redraw(language_view(lessons(bot.store, actor))),)
