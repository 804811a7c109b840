"""The projection as it stands beside a forecast, and what opens behind its "How?": what it saw, what it is made of, how
far off it has been. Knows a `Forecast`; works nothing out."""

from __future__ import annotations

from typing import Any

from bot.blocks import kit, numbers
from bot.blocks.fit import bare
from bot.blocks.kit import Block, escape
from bot.ids import Act, View
from sales.errors import NotFound
from sales.period import day_words
from sales.projection import Projection, TooLittle
from sales.projection.words import in_short, missed_by, part_names, part_words, range_words
from sales.usecases.forecasts import Forecast

TITLE = "How it is projected"


def projection(forecast: Forecast) -> list[Block]:
    """What the team's own history lets expect, beside the numbers people stand for; why, where it lets expect none. It
    was made as the day began: where what is closed since has passed it, that is said."""
    if forecast.awaits_projection:
        return [kit.context("The projection of this period is being made. It is here when you next open the forecast.")]
    made, said = forecast.projected, in_short(forecast.projected)
    if made is None or isinstance(made, TooLittle):
        return [kit.context(escape(text)) for text in said]
    number, how = said
    passed = " Today's wins have passed what was expected this morning." if _is_passed(made, forecast) else ""
    button = kit.button("How?", Act.PROJECTION, numbers.written(forecast.report, "projection"))
    return [kit.section(f":crystal_ball: {escape(number)}{passed}", accessory=button), kit.context(escape(how))]


def _is_passed(made: Projection, forecast: Forecast) -> bool:
    return made.closed < forecast.report.line.rolled.closed >= made.forecast


def projection_view(forecast: Forecast) -> Any:
    """The whole of it, in the words of docs/projection.md. Raises `NotFound` where there is none to explain."""
    made, report = forecast.projected, forecast.report
    if made is None or isinstance(made, TooLittle):
        raise NotFound("There is no projection of that day and period any more.")
    whose = bare(report.subject.name, 80) + (" and everybody below" if report.lines else "")
    blocks = [
        kit.section(f"*Projected {made.forecast} by {day_words(made.period.last_day)}*\n{escape(range_words(made))}"),
        kit.section(f"*What it saw*\n{_seen(made, whose)}"),
        kit.section(f"*What it is made of*\n{_made_of(made)}"),
        kit.section(f"*How far off it has been*\n{escape(missed_by(made))}"),
        kit.section(f"*The interval*\n{_interval(made, forecast)}"),
        kit.context("It stands beside the commit, never in its place. More about these words: docs/projection.md."),
    ]
    return kit.modal(View.SHOW, TITLE, blocks, close="Close")


def _seen(made: Projection, whose: str) -> str:
    return (
        f"The deals of {escape(whose)} as they were known when {day_words(made.as_of)} began, and nothing later: "
        f"{made.closed} was closed in {escape(made.period.name)} by then. When deals were created, when they were won "
        "or lost, and for how much; no stage, no close date, nobody's call."
    )


def _made_of(made: Projection) -> str:
    lines = [
        f"• *{part_names(part).capitalize()}*: {part.forecast}, trusted {part.trust:.0%}. {part_words(made, part)}"
        for part in sorted(made.parts, key=lambda part: -part.trust)
    ]
    tried = "The closer one came on past days, the more it is trusted"
    tried = tried if made.guess.past_points else "None could be tried on past days, so each is trusted alike"
    return "\n".join([*lines, f"{tried}; the middle of the three is taken, so that one that is far off moves little."])


def _interval(made: Projection, forecast: Forecast) -> str:
    base = "Its width comes from past misses, and from chance in what is still to come. Never below what is closed"
    return base + (": today's wins have passed what was expected." if _is_passed(made, forecast) else ".")
