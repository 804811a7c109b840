"""One deal: its card, and the forms that create, edit, log, advance and close it."""

from __future__ import annotations

from collections.abc import Callable

from bot.blocks import forms, kit
from bot.blocks.advance import advance_view
from bot.blocks.card import card_message
from bot.blocks.forms import metadata
from bot.blocks.lists import deal_list_message
from bot.blocks.question import which_deal_message
from bot.bot import Bot
from bot.listeners import saying
from bot.listeners.deal_forms import told
from bot.listeners.fixing import fixing_view
from bot.payloads import Click, Command, number
from bot.responses import Open, Redraw, Response, Responses, Say
from sales.deal import Via
from sales.process import Outcome
from sales.usecases.actors import Actor
from sales.usecases.advancing import change, consider, reopen
from sales.usecases.cards import DealCard, deal_card
from sales.usecases.deal_lists import owned_by
from sales.usecases.finding import Found, Several, find_deal
from sales.usecases.nudging import confirmed
from sales.usecases.reading import Said
from sales.usecases.settings import workspace_and_process


def deal_command(bot: Bot, actor: Actor, command: Command) -> Responses:
    """/deal: nothing (my open deals), `new …`, a name (its card), `<name> to <stage>` (the form), or a sentence."""
    words = command.text
    if not words:
        return (Say(deal_list_message(owned_by(bot.store, actor, bot.now))),)
    if words.lower() == "new":
        workspace, process = workspace_and_process(bot.store, actor)
        return (Open(forms.deal_view(process, workspace.currency)),)
    heard = saying.heard_in(command, bot)
    if saying.NEW_DEAL.match(words):
        return (Say(saying.respond(bot, actor, heard, Via.COMMAND)),)
    match find_deal(bot.store, bot.names, actor, Said(heard=heard, via=Via.COMMAND)):
        case Found(ending=Outcome.WON) as found:
            return (Open(fixing_view(bot, actor, "win", found.deal_id, said=found)),)
        case Found(ending=Outcome.LOST) as found:
            return (Open(fixing_view(bot, actor, "lose", found.deal_id, said=found)),)
        case Found(deal_id=deal_id, stage=""):
            return (Say(card_message(_card(bot, actor, deal_id))),)
        case Found(deal_id=deal_id, stage=stage):
            view = consider(bot.store, actor, deal_id, stage)
            return (Open(advance_view(view, metadata(deal=deal_id, version=view.deal.version))),)
        case Several() as several:
            return (Say(which_deal_message(several)),)
        case _:
            return (Say(saying.respond(bot, actor, heard, Via.COMMAND)),)


def card(bot: Bot, actor: Actor, click: Click) -> Responses:
    """The card of the deal in the button's value."""
    return (_shown(click, _card(bot, actor, click.number)),)


def _card(bot: Bot, actor: Actor, deal_id: int) -> DealCard:
    return deal_card(bot.store, actor, deal_id, bot.now)


def _shown(click: Click, card: DealCard) -> Response:
    """From a message as a message; from Home, where there is no place to answer, as a view on top."""
    if click.in_message:
        return Say(card_message(card))
    return Open(kit.modal("view.show", "Deal", list(card_message(card).blocks), close="Close"))


def menu(bot: Bot, actor: Actor, click: Click) -> Responses:
    """An entry of a deal's menu: "verb:deal" (or "why:entry")."""
    verb, _, rest = click.value.partition(":")
    about = number(rest)
    if verb == "why":
        return saying.why(bot, actor, about)
    if verb == "card":
        return (_shown(click, _card(bot, actor, about)),)
    if verb == "right":
        return told(bot, actor, change(bot.store, actor, confirmed(about), Via.HOME, bot.now))
    return (Open(fixing_view(bot, actor, verb, about)),)


def form_for(verb: str) -> Callable[[Bot, Actor, Click], Responses]:
    """A listener that opens the form for `verb` about the deal in the button's value (or an empty one)."""

    def open_form(bot: Bot, actor: Actor, click: Click) -> Responses:
        if click.value:
            return (Open(fixing_view(bot, actor, verb, click.number)),)
        workspace, process = workspace_and_process(bot.store, actor)
        if verb == "new":
            return (Open(forms.deal_view(process, workspace.currency)),)
        return (Open(forms.log_view(process, actor.today(bot.now))),)

    return open_form


def advance_click(bot: Bot, actor: Actor, click: Click) -> Responses:
    """The button "Advance" on a card (value "deal"), or "Complete" under an echo ("deal:stage it came from")."""
    deal, _, came_from = click.value.partition(":")
    if not came_from:
        return (Open(fixing_view(bot, actor, "advance", number(deal))),)
    considered = consider(bot.store, actor, number(deal), came_from=came_from)
    meta = metadata(deal=considered.deal.id, version=considered.deal.version, came_from=came_from)
    return (Open(advance_view(considered, meta)),)


def stage_picked(bot: Bot, actor: Actor, click: Click) -> Responses:
    """Another stage in the form: its definition, criteria and missing facts."""
    meta = click.metadata
    came_from = str(meta.get("came_from", ""))
    considered = consider(bot.store, actor, number(meta.get("deal", 0)), click.value, came_from)
    return (Redraw(advance_view(considered, metadata(**dict(meta)))),)


def advance_without(bot: Bot, actor: Actor, click: Click) -> Responses:
    """The same form without the facts somebody does not have yet: it asks for the reason instead."""
    meta = click.metadata
    considered = consider(bot.store, actor, number(meta.get("deal", 0)), click.value, str(meta.get("came_from", "")))
    return (Redraw(advance_view(considered, metadata(**dict(meta)), without=True)),)


def reopen_click(bot: Bot, actor: Actor, click: Click) -> Responses:
    """Reopens a closed deal in the stage that it was closed from."""
    saved = reopen(bot.store, actor, click.number, Via.MODAL, bot.now)
    return told(bot, actor, saved)
