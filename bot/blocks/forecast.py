"""The forecast as a message: the numbers of one person's subtree, who and what they are made of, and what changed.
Knows a `Forecast`; adds nothing up but the people a long list leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.blocks import figures, kit, numbers
from bot.blocks.calls import adjust_menu, call_button, standing_blocks
from bot.blocks.fit import bare, fitting, listing, named, names
from bot.blocks.history import signed
from bot.blocks.kit import Block, Message, escape
from bot.blocks.native import people_chart
from bot.blocks.projection import projection
from bot.ids import Act
from sales.changes import WhatChanged, headline
from sales.movements import Movement
from sales.process import ForecastCategory
from sales.report import Line, Report
from sales.sum_words import closed_words, commit_words
from sales.usecases.forecasts import Forecast

PEOPLE = 24
"""More lines than this are no longer read in a message; the workbook has them all."""


def forecast_message(forecast: Forecast) -> Message:
    """The forecast of one subtree for one period. Its text, the notification, says the numbers themselves."""
    report, changed = forecast.report, forecast.changed
    top = [
        kit.header(f"{report.period.name} · {whose(report)}"),
        kit.section(figures.against_quota(report.line)),
        figures.roll_ups(report),
        *projection(forecast),
        kit.context(figures.as_of(report)),
    ]
    if changed is not None:
        top.append(kit.section(change_sentence(changed, report.timezone)))
    foot = [*left_out(report), _menus(forecast), _buttons(report)]
    parts = [
        people(report.line),
        standing_blocks(forecast.calls, report),
        figures.stages(report),
        change_lines(changed) if changed and changed.moved else [],
    ]
    if report.line.rolled.is_empty:
        parts = []
    plainer = _laid_out(top, parts, foot)
    chart = people_chart(report.line)
    if not chart or report.line.rolled.is_empty:
        return kit.message(summary(report), plainer)
    return kit.message(summary(report), _laid_out([*top, *chart], parts, foot), plainer)


def _laid_out(top: Sequence[Block], parts: Iterable[Sequence[Block]], foot: Sequence[Block]) -> list[Block]:
    shown, missing = fitting(parts, beside=[*top, *foot])
    more = [kit.context("The workbook behind Excel has what does not fit here.")] if missing else []
    return [*top, *shown, *more, *foot]


def whose(report: Report) -> str:
    """Whose numbers these are, as plain text."""
    return bare(report.subject.name, 80) + (" and team" if report.line.reports else "")


def summary(report: Report) -> str:
    """The forecast in one sentence, for a notification."""
    line = report.line
    about = f"{report.period.name}, {escape(whose(report))}"
    if line.rolled.is_empty:
        return f"{about}: no deals yet."
    won = line.rolled.counts[ForecastCategory.CLOSED]
    closed = f"{closed_words(line.rolled, short=True)} closed" if won else "nothing closed yet"
    quota = f", {figures.share(line)} of quota" if line.quota and won else ""
    return f"{about}: {closed}{quota}, commit {commit_words(line.rolled, short=True)}."


def people(line: Line) -> list[Block]:
    """The direct reports, the largest commit first, and the leader's own deals: the lines add up to the whole."""
    if not line.reports:
        return []
    ranked = figures.by_commit(line.reports)
    lines = [*figures.own_deals(line), *map(figures.person_line, ranked[:PEOPLE])]
    if rest := ranked[PEOPLE:]:
        lines.append(figures.the_rest(rest, line.rolled.currency))
    return [kit.divider(), *listing(lines)]


def left_out(report: Report, *, people: bool = True) -> list[Block]:
    """What the sums do not hold, said each time: it is never a zero in them. Without `people` nobody is named."""
    notes = figures.notes(report, people=people)
    return [kit.context("\n".join(notes))] if notes else []


def change_sentence(changed: WhatChanged, timezone: str) -> str:
    """What changed in one sentence of mrkdwn, its time on a clock in `timezone`."""
    return escape(headline(changed, timezone).replace("->", "→"))


def change_lines(changed: WhatChanged) -> list[Block]:
    """The bridges of the commit, which the sentence quotes, and of the whole forecast, line by line, to the cent: where
    each started, what moved it, where it ended."""
    if not changed.moved:
        return [kit.context(f"Nothing moved: the total is still {changed.total.end}.")]
    found = [kit.divider()]
    for name, bridge in (("commit", changed.commit), ("total", changed.total)):
        if bridge.lines:
            lines = [f"*How the {name} moved*: {bridge.start} → *{bridge.end}*", *map(_movement, bridge.lines)]
            found += listing(lines, together=20)
    if apart := [deal.name for deal in changed.total.unconverted]:
        found.append(kit.context(f"Also moved, in a currency without an exchange rate: {names(apart)}."))
    return found


def _movement(line: Movement) -> str:
    """One line of the bridge, with the deal that weighs most in it."""
    count = len(line.deals)
    if not count:
        return f"{signed(line.amount)}  {line.kind.value}"
    name = named(line.deals[0].deal.name, 40)
    which = name if count == 1 else f"{count} deals, most of it {name}"
    return f"{signed(line.amount)}  {line.kind.value} · {which}"


def _menus(forecast: Forecast) -> Block:
    return kit.actions(numbers.menu(forecast), *(adjust_menu(forecast.report) if forecast.may_adjust else []))


def _buttons(report: Report) -> Block:
    """Action ids of one block must differ; what counts in them stands before the colon."""
    subject, shown = report.subject.id, numbers.written(report)
    return kit.actions(
        kit.button("Deals", Act.FORECAST_DEALS, shown),
        kit.button("Excel", Act.FORECAST_XLSX, shown),
        call_button(report.period.key),
        kit.button("This quarter", f"{Act.FORECAST_PERIOD}:this", f"{subject}:this quarter"),
        kit.button("Next quarter", f"{Act.FORECAST_PERIOD}:next", f"{subject}:next quarter"),
    )
