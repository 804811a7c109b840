"""The Bolt app: one listener per kind of request, each of which only routes. What people say and type is acknowledged
once it stands in the inbox; what they click and submit, once it is done."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from concurrent.futures import Executor
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot import commands, routes
from bot.acking import Ack
from bot.bot import Bot
from bot.callers import actor_for
from bot.dispatch import Anew, Listener, serve
from bot.listeners.changed_meanwhile import shown_anew
from bot.listeners.hearing import hear_event
from bot.listeners.home import opened
from bot.listeners.people import profile_changed
from bot.listeners.reacting import reacted
from bot.listeners.shortcuts import deal_options
from bot.payloads import (
    Request,
    caller_of,
    click_of,
    command_of,
    reaction_of,
    shortcut_of,
    spoken_of,
    submission_of,
)
from bot.settings import Settings
from sales.errors import SalesError

log = logging.getLogger(__name__)
ANYTHING = re.compile(r".*", re.DOTALL)
Body = dict[str, Any]


def build_app(bot: Bot, settings: Settings, listeners: Executor) -> App:
    """The app around a bot. Nothing is connected yet."""
    app = App(
        client=WebClient(token=settings.bot_token, base_url=settings.slack_api, timeout=10),
        process_before_response=True,
        listener_executor=listeners,
        ssl_check_enabled=False,  # these four are of HTTP and of workflows: we use Socket Mode
        request_verification_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
    )
    _hear_requests(app, bot)
    _hear_events(app, bot)

    @app.error
    def failed(error: Exception, body: Body) -> None:
        # Raising again leaves the request unacknowledged: Slack sends an event again, and the words are in the inbox.
        log.error("Not acknowledged: %s", body.get("type") or body.get("command"), exc_info=error)
        raise error

    return app


def _hear_requests(app: App, bot: Bot) -> None:
    """What people ask of us: each kind by its dictionary in `routes`."""

    @app.command(ANYTHING)
    def command(body: Body, ack: Ack) -> None:
        typed = command_of(body)
        listener = routes.COMMANDS.get(typed.name)
        if listener is None:
            _unanswered(typed, ack)
            return
        commands.take(bot, listener, typed, ack, writes=typed.name in routes.MAY_WRITE and bool(typed.text))

    @app.action(ANYTHING)
    def action(body: Body, ack: Ack) -> None:
        click = click_of(body)
        _serve(bot, routes.action_route(click.action_id), click, ack)

    @app.view(ANYTHING)
    def view(body: Body, ack: Ack) -> None:
        form = submission_of(body)
        _serve(bot, routes.VIEWS.get(form.callback_id), form, ack, shown_anew)

    @app.shortcut(ANYTHING)
    def shortcut(body: Body, ack: Ack) -> None:
        use = shortcut_of(body)
        _serve(bot, routes.SHORTCUTS.get(use.callback_id), use, ack)

    @app.options(ANYTHING)
    def options(body: Body, ack: Ack) -> None:
        ack(options=_options(bot, body))


def _hear_events(app: App, bot: Bot) -> None:
    """What happens where we are: acknowledged by returning, and sent again after an exception. Words are carried out
    after that."""

    @app.event("message")
    def message(body: Body) -> None:
        _hear(bot, body)

    @app.event("app_mention")
    def mention(body: Body) -> None:
        _hear(bot, body)

    @app.event("reaction_added")
    def reaction_added(body: Body) -> None:
        _react(bot, body)

    @app.event("reaction_removed")
    def reaction_removed(body: Body) -> None:
        _react(bot, body)

    @app.event("app_home_opened")
    def home_opened(body: Body) -> None:
        if body.get("event", {}).get("tab", "home") == "home":
            opened(bot, caller_of(body))

    @app.event("user_change")
    def user_change(body: Body) -> None:
        profile_changed(bot, body)


def _serve(bot: Bot, listener: Listener | None, request: Request, ack: Ack, anew: Anew | None = None) -> None:
    if listener is None:
        _unanswered(request, ack)
        return
    serve(bot, listener, request, ack, anew)


def _unanswered(request: Request, ack: Ack) -> None:
    log.warning("Nothing answers %s", request)
    ack()


def _hear(bot: Bot, body: Mapping[str, Any]) -> None:
    words = spoken_of(body)
    if words is not None:
        hear_event(bot, words)


def _react(bot: Bot, body: Mapping[str, Any]) -> None:
    reaction = reaction_of(body)
    if reaction is not None:
        reacted(bot, reaction)


def _options(bot: Bot, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    try:
        return deal_options(bot, actor_for(bot, caller_of(body)), str(body.get("value") or ""))
    except SalesError:
        return []
