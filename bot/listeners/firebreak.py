"""/firebreak help|process|settings|schedule|team|language, and the forms behind them."""

from __future__ import annotations

from zoneinfo import available_timezones

from bot.blocks.changed_meanwhile import as_it_stands
from bot.blocks.forms import FormView
from bot.blocks.help import help_message
from bot.blocks.process import process_view
from bot.blocks.settings import settings_view, stranded_view, whose
from bot.bot import Bot
from bot.listeners.language import language
from bot.listeners.scheduling import schedule
from bot.listeners.team import team
from bot.payloads import Click, Command, Submission
from bot.responses import Done, Open, Redraw, RefreshHome, Responses, Say
from sales.errors import ChangedMeanwhile
from sales.usecases.actors import Actor
from sales.usecases.settings import (
    Settings,
    WorkspaceWish,
    change_workspace,
    settings_of,
    workspace_and_process,
)


def firebreak_command(bot: Bot, actor: Actor, command: Command) -> Responses:
    """/firebreak WORD; help for any other word."""
    match command.text.split(maxsplit=1)[:1]:
        case ["process"]:
            return process(bot, actor, command)
        case ["schedule"]:
            return schedule(bot, actor, command)
        case ["settings"]:
            return settings(bot, actor, command)
        case ["team"]:
            return team(bot, actor, command)
        case ["language"]:
            return language(bot, actor, command)
        case _:
            return (Say(help_message()),)


def process(bot: Bot, actor: Actor, request: Command | Click) -> Responses:
    """Opens the written process."""
    return (Open(process_view(workspace_and_process(bot.store, actor)[1])),)


def settings(bot: Bot, actor: Actor, request: Command | Click) -> Responses:
    """Opens the workspace's settings; only admins may."""
    return (Open(_settings(settings_of(bot.store, actor), actor)),)


def settings_anew(bot: Bot, actor: Actor, changed: ChangedMeanwhile) -> Responses:
    """The settings as they are now, because somebody else saved first."""
    found = settings_of(bot.store, actor)
    return (Redraw(as_it_stands(_settings(found, actor), changed.sentence, found.shows)),)


def _settings(found: Settings, actor: Actor) -> FormView:
    standing = whose(found, actor.person.timezone)
    return settings_view(found.workspace, sorted(available_timezones()), standing, found.shows)


def settings_submitted(bot: Bot, actor: Actor, form: Submission) -> Responses:
    """Saves the settings. What the form did not show stays as it is."""
    values = form.values
    start = values.text("fiscal_start")
    wish = WorkspaceWish(
        timezone=values.text("timezone"),
        currency=values.text("currency"),
        fiscal_start_month=int(start) if start.isascii() and start.isdigit() else 0,
        visibility=values.text("visibility"),
        day_first=values.text("day_first") in ("yes", "true", "day_first"),
        wins_channel=values.text("wins_channel") or None,
        rates=values.text("rates") if values.has("rates") else None,
        decimal_comma=values.text("decimal_comma") == "yes" if values.has("decimal_comma") else None,
        week_start=_day_number(values.text("week_start")),
        log_reaction=values.text("log_reaction") if values.has("log_reaction") else None,
        keep_sentences=bool(values.picked("keep_sentences")) if values.has("keep_sentences") else None,
        call_weekday=values.text("call_weekday") if values.has("call_weekday") else None,
        shown=str(form.metadata.get("shown", "")),
    )
    settled = change_workspace(bot.store, actor, wish, bot.now)
    closing = Redraw(stranded_view(settled)) if settled.stranded else Done()
    return (closing, RefreshHome())


def _day_number(picked: str) -> int | None:
    return int(picked) if picked.isascii() and picked.isdigit() and int(picked) < 7 else None
