"""The form of an admin's settings: how the workspace counts, who sees what, where wins are posted. Knows a `Workspace`;
checks nothing, since what is typed is checked where it is saved."""

from __future__ import annotations

from calendar import day_name, month_name
from collections.abc import Sequence
from typing import Any

from bot.blocks import kit
from bot.blocks.fit import named, names
from bot.blocks.forms import metadata
from bot.blocks.kit import Block, Element
from bot.blocks.pickers import channel_select, checkboxes, zone_select
from bot.ids import Act, View
from sales.exchange import written_rates
from sales.people import Visibility
from sales.usecases.settings import SavedSettings, Settings
from sales.workspace import Workspace

LONGEST_RATES = 3000
NEVER = "never"

SEES = {
    Visibility.OWN: "Only their own deals",
    Visibility.TEAM: "Their own and their team's deals",
    Visibility.EVERYONE: "Everyone's deals",
}


def whose(settings: Settings, timezone: str) -> str:
    """Who changed the settings last, and who may: one line, in mrkdwn, with the time in the reader's `timezone`."""
    may = f"Admins can change them: {names([admin.name for admin in settings.admins])}."
    if settings.changed_at is None:
        return f"Nobody has changed these settings yet. {may}"
    by = named(settings.changed_by.name) if settings.changed_by else "somebody"
    return f"Last changed by {by}, {kit.moment(settings.changed_at, timezone)}. {may}"


def settings_view(
    workspace: Workspace, timezones: Sequence[str] = (), standing: str = "", shows: str = ""
) -> dict[str, Any]:
    """The form with the present settings filled in, under the line that `whose` wrote, if any. `timezones` are offered
    as a list; without any the zone is typed. `rates` is left out where there are more than a field holds: to save a
    part of them would lose the others. `shows` is the mark of it all."""
    blocks = [
        *([kit.context(standing)] if standing else []),
        kit.header("How we count"),
        _timezone(workspace, timezones),
        kit.field("currency", "Currency", _typed(workspace.currency, 3), hint="Three letters: USD, EUR, GBP."),
        _fiscal_start(workspace),
        _day_first(workspace),
        _decimal_comma(workspace),
        _week_start(workspace),
        *_rates(workspace),
        _call_weekday(workspace),
        kit.header("Who sees what"),
        _visibility(workspace),
        _wins_channel(workspace),
        kit.header("What I hear"),
        _log_reaction(workspace),
        _keep_sentences(workspace),
    ]
    return dict(kit.modal(View.SETTINGS, "Settings", blocks, submit="Save", metadata=metadata(shown=shows)))


def stranded_view(settled: SavedSettings) -> dict[str, Any]:
    """Saved, and what has become of the quotas that fit no period of the new fiscal year."""
    count, first = settled.stranded, month_name[settled.workspace.fiscal_start_month]
    quotas, they = ("1 quota", "it is") if count == 1 else (f"{count:,} quotas", "they are")
    what = (
        f":warning: *Saved. But {quotas} no longer count:* with a fiscal year from {first}, no month, quarter or year "
        f"has the days that {they} set for, so forecasts show no quota there."
    )
    then = "Set new ones in `/firebreak team`. The old ones are kept: put the fiscal year back, and they count again."
    return dict(kit.modal(View.SHOW, "Settings", [kit.section(what), kit.section(then)], close="Close"))


def _typed(value: str, longest: int) -> Element:
    return kit.text_input(Act.NOTHING, value=value, longest=longest)


def _chosen(options: Sequence[tuple[str, str]], value: str) -> Element:
    return kit.select(Act.NOTHING, [kit.option(label, key) for label, key in options], chosen=value)


def _timezone(workspace: Workspace, timezones: Sequence[str]) -> Block:
    picker = zone_select(Act.NOTHING, workspace.timezone, timezones) if timezones else _typed(workspace.timezone, 64)
    return kit.field("timezone", "Time zone of the team", picker, hint="Days and quarters begin and end here.")


def _fiscal_start(workspace: Workspace) -> Block:
    months = [(month_name[number], str(number)) for number in range(1, 13)]
    picker = _chosen(months, str(workspace.fiscal_start_month))
    hint = "A fiscal year is named by the calendar year it ends in."
    return kit.field("fiscal_start", "The fiscal year starts in", picker, hint=hint)


def _day_first(workspace: Workspace) -> Block:
    orders = [("3/4 is 3 April", "yes"), ("3/4 is March 4", "no")]
    return kit.field("day_first", "Dates", _chosen(orders, "yes" if workspace.day_first else "no"))


def _decimal_comma(workspace: Workspace) -> Block:
    signs = [("45.000,50 (decimal comma)", "yes"), ("45,000.50 (decimal point)", "no")]
    return kit.field("decimal_comma", "Amounts", _chosen(signs, "yes" if workspace.decimal_comma else "no"))


def _week_start(workspace: Workspace) -> Block:
    days = [(name, str(number)) for number, name in enumerate(day_name)]
    return kit.field("week_start", "The week starts on", _chosen(days, str(workspace.week_start)))


def _call_weekday(workspace: Workspace) -> Block:
    days = [(f"{name} at noon", str(number)) for number, name in enumerate(day_name)]
    chosen = NEVER if workspace.call_weekday is None else str(workspace.call_weekday)
    picker = _chosen([*days, ("Nobody is asked for calls", NEVER)], chosen)
    return kit.field("call_weekday", "Calls are due", picker, hint="On everybody's own clock, with a reminder before.")


def _log_reaction(workspace: Workspace) -> Block:
    typed = kit.text_input(Act.NOTHING, value=workspace.log_reaction, placeholder="memo", longest=100)
    hint = "Put on a message in a deal's channel, it logs that message to the deal. Empty switches it off."
    return kit.field("log_reaction", "Emoji that logs", typed, optional=True, hint=hint)


def _keep_sentences(workspace: Workspace) -> Block:
    keep = kit.option("Keep them for 90 days", "yes", "Admins see who wrote them: /firebreak language")
    box = checkboxes(Act.NOTHING, [keep], ["yes"] if workspace.keep_sentences else [])
    hint = "Sentences people wrote to me that I asked about, did not understand, or that were corrected."
    return kit.field("keep_sentences", "Sentences not understood at once", box, optional=True, hint=hint)


def _rates(workspace: Workspace) -> list[Block]:
    written = written_rates(workspace)
    if len(written) > LONGEST_RATES:
        return [kit.context(f"{len(workspace.rates)} exchange rates are set: too many to be changed here.")]
    dated = f" Last changed {kit.day(workspace.rates_dated)}." if workspace.rates_dated else ""
    example = "EUR 1,08" if workspace.decimal_comma else "EUR 1.08"
    typed = kit.text_input(Act.NOTHING, value=written, placeholder=example, multiline=True, longest=LONGEST_RATES)
    hint = f"One per line: what 1 of it is worth in {workspace.currency}.{dated}"
    return [kit.field("rates", "Exchange rates", typed, optional=True, hint=hint)]


def _visibility(workspace: Workspace) -> Block:
    choices = [(label, value.value) for value, label in SEES.items()]
    hint = "Managers always see everyone below them."
    return kit.field("visibility", "A rep sees", _chosen(choices, workspace.visibility.value), hint=hint)


def _wins_channel(workspace: Workspace) -> Block:
    picker = channel_select(Act.NOTHING, workspace.wins_channel, "No channel: wins are not posted")
    return kit.field(
        "wins_channel", "Wins are posted in", picker, optional=True, hint="Invite me to a private channel."
    )
