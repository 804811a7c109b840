"""Home: for those who lead, the team first; then, for everybody, their number, what changed, what needs them now and
their deals. Knows a `Home`; how its parts look is here and in `home_deals`."""

from __future__ import annotations

from typing import Any

from bot.blocks import figures, kit, numbers
from bot.blocks.calls import call_button, standing_blocks
from bot.blocks.fit import bare, fitting, listing, names
from bot.blocks.forecast import change_sentence, left_out
from bot.blocks.home_deals import mine_by_stage, needs_me
from bot.blocks.kit import Block, Element
from bot.blocks.missed import missed_lines
from bot.blocks.projection import projection
from bot.blocks.usage import used_by
from bot.ids import Act
from sales.report import Line, Report
from sales.sum_words import best_case_words, closed_words, commit_words
from sales.usecases.forecasts import Forecast
from sales.usecases.home import Home

PEOPLE = 60


def home_view(home: Home) -> dict[str, Any]:
    """A person's Home tab. What does not fit at its end is said to be missing, never cut without a word."""
    top = [*_team(home), *_mine(home), *used_by(home), _first_buttons(home), *needs_me(home)]
    foot = [kit.divider(), _last_buttons(home)]
    groups = mine_by_stage(home) if home.deals or home.team is None else []
    shown, missing = fitting(groups, beside=[*top, *foot], in_view=True)
    more = [kit.context(f"{missing} more stages do not fit here.")] if missing else []
    return {"type": "home", "blocks": [*top, *shown, *more, *foot]}


def _team(home: Home) -> list[Block]:
    """The subtree's numbers, a line for each direct report, and who hears nothing from us."""
    if home.team is None:
        return []
    report = home.team.report
    blocks = [kit.header(f"Your team · {report.period.name}"), *_numbers(home.team)]
    if not report.lines:
        blocks.append(kit.context("Nobody reports to you yet. An admin says who does: `/firebreak team`."))
    if ranked := figures.by_commit(report.lines):
        shown = [_person(line, home) for line in ranked[:PEOPLE]]
        rest = [figures.the_rest(ranked[PEOPLE:], report.currency)] if ranked[PEOPLE:] else []
        blocks += listing([*figures.own_deals(report.line), *shown, *rest], together=6)
        blocks.append(kit.actions(*_waiting(home), _whose_forecast(ranked, report)))
    blocks += standing_blocks(home.team.calls, report)
    blocks += [kit.context(f":hourglass: {line}") for line in missed_lines(home.missed[:3], home.person.timezone)]
    if home.nudges_off:
        off = names([person.name for person in home.nudges_off])
        blocks.append(kit.context(f"Have switched their reminders off: {off}."))
    return [*blocks, kit.divider()]


def _person(line: Line, home: Home) -> str:
    """A direct report's line; the deals that need attention are counted over their whole subtree."""
    return figures.person_line(line, sum(home.team_attention.get(one.person.id, 0) for one in line.everyone()))


def _waiting(home: Home) -> list[Element]:
    """A button to the team's deals that need attention, if there are any."""
    count = sum(home.team_attention.values())
    label = f"{count} deal{' needs' if count == 1 else 's need'} attention"
    return [kit.button(label, Act.FORECAST_DEALS, f"{home.person.id}:attention")] if count else []


def _whose_forecast(lines: list[Line], report: Report) -> Element:
    options = [
        kit.option(bare(line.person.name, kit.OPTION), f"{line.person.id}:{report.period.key}") for line in lines[:100]
    ]
    return kit.select(Act.FORECAST, options, placeholder="Open someone's forecast")


def _numbers(forecast: Forecast) -> list[Block]:
    """A forecast's numbers against quota, what they leave out, and what changed in them."""
    report, changed = forecast.report, forecast.changed
    return [
        kit.section(figures.against_quota(report.line)),
        figures.roll_ups(report),
        *projection(forecast),
        kit.context(figures.as_of(report)),
        *left_out(report),
        *([kit.section(change_sentence(changed, report.timezone))] if changed else []),
        kit.actions(numbers.menu(forecast)),
    ]


def _mine(home: Home) -> list[Block]:
    """The person's own number. Who leads has it above, together with the team's, and sees here their own deals."""
    report = home.mine.report
    title = kit.header(f"{bare(home.person.first_name, 60)}, your number · {report.period.name}")
    if home.team is None:
        return [title, *_numbers(home.mine), *standing_blocks(home.mine.calls, report)]
    own = report.line.own
    if own.is_empty:
        return []
    sums = f"{closed_words(own)} closed · {commit_words(own)} commit · {best_case_words(own)} best case"
    return [kit.header("Your own number"), kit.section(sums)]


def _first_buttons(home: Home) -> Block:
    report = home.mine.report
    return kit.actions(
        kit.button("Log", Act.LOG, style="primary"),
        kit.button("New deal", Act.NEW),
        kit.button("Forecast", Act.FORECAST, f"{home.person.id}:{report.period.key}"),
        call_button(report.period.key),
    )


def _last_buttons(home: Home) -> Block:
    buttons = [kit.button("Process", Act.PROCESS), kit.button("Schedule", Act.SCHEDULE)]
    if home.person.admin:
        buttons += [kit.button("Settings", Act.SETTINGS), kit.button("Team", Act.TEAM)]
    return kit.actions(*buttons, kit.button("Refresh", Act.HOME))
