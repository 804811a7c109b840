"""The end of a firedrill: the number at the deadline, what moved, what was left open, what it took. Knows its view."""

from __future__ import annotations

from bot.blocks import figures, kit
from bot.blocks.firedrill_words import (
    lasting,
    n_deals,
    progress_words,
)
from bot.blocks.fit import fitting, listing, named
from bot.blocks.forecast import change_lines, change_sentence, left_out, whose
from bot.blocks.kit import Block, Message
from bot.ids import Act
from sales.sum_words import closed_words, commit_words
from sales.usecases.drill_views import FinalView, Unanswered
from sales.wording import listed

OWNERS = 8
"""Whose open deals are named; the others are counted."""


def final_message(view: FinalView, *, workbook: bool) -> Message:
    """The number at the deadline, what moved since the call, who did not answer, what it took. `workbook`: it has
    arrived just above."""
    report, changed = view.forecast.report, view.forecast.changed
    value = f"{report.subject.id}:{report.period.key}"
    top = [
        kit.header(f"Final · {report.period.name} · {whose(report)}"),
        kit.section(figures.against_quota(report.line)),
        figures.roll_ups(report),
        kit.context(figures.as_of(report)),
    ]
    if changed is not None:
        top.append(kit.section(change_sentence(changed, view.reader.timezone)))
    top += _outcome(view)
    where = "The workbook is right above." if workbook else "The workbook could not be made; Excel tries again."
    foot = [
        *left_out(report),
        kit.context(f"{_took(view)}\n{where}"),
        kit.actions(
            kit.button("Open", Act.FORECAST, value, style="primary"),
            kit.button("Every deal", Act.DRILL_DEALS, str(view.drill.id)),
            kit.button("Excel", Act.FORECAST_XLSX, value),
        ),
    ]
    bridge = change_lines(changed) if changed is not None and changed.moved else []
    shown, _ = fitting([bridge], beside=[*top, *foot])
    rolled = report.line.rolled
    text = f"Final for {report.period.name}: {closed_words(rolled, short=True)} closed"
    text += f", commit {commit_words(rolled, short=True)}."
    return kit.message(text, [*top, *shown, *foot])


def _outcome(view: FinalView) -> list[Block]:
    """How many of the doubtful deals are confirmed; which ones are not, and whose."""
    told = view.progress
    if not told.total:
        return [kit.section("No deal was in doubt.")]
    if told.is_done:
        return [kit.section(progress_words(told, ())), *_overdue(view)]
    head = f"*{told.settled} of {n_deals(told.total)} confirmed.* Still open:"
    more = len(view.unanswered) - OWNERS
    lines = [_open_of(one) for one in view.unanswered[:OWNERS]]
    return [*listing([head, *lines, *([f"and deals of {more} more"] if more > 0 else [])]), *_overdue(view)]


def _overdue(view: FinalView) -> list[Block]:
    """What was confirmed although its close date has passed: it counts in the number, and cannot be right."""
    if not view.overdue:
        return []
    deals = [f"{named(line.deal.name, 40)} ({named(line.owner.first_name, 30)})" for line in view.overdue[:OWNERS]]
    more = [f"{len(view.overdue) - OWNERS} more"] if len(view.overdue) > OWNERS else []
    return [kit.section(f":warning: Confirmed, although the close date has passed: {listed([*deals, *more])}.")]


def _open_of(one: Unanswered) -> str:
    """ "• Tom Brandvold (2 of 3 answered): Globex, Hooli". Who was not asked owes no answer."""
    who = named(one.person.name, 40)
    silent = "no answer" if one.asked else "not asked, outside their working hours"
    how = f"{one.settled} of {one.settled + one.open} answered" if one.settled else silent
    deals = [named(name, 40) for name in one.names]
    more = [f"{one.open - len(deals)} more"] if one.open > len(deals) else []
    return f"• {who} ({how}): {listed([*deals, *more])}"


def _took(view: FinalView) -> str:
    """What the drill cost, beside an estimate of the old way that is named as one."""
    old = f"Retyping {n_deals(view.deals)} into a spreadsheet, at three minutes each, would be {lasting(view.old_way)}."
    held = "The first firedrill" if view.held == 1 else f"{view.held} firedrills"
    often = {0: "no forecast opened yet", 1: "a forecast was opened once"}
    opened = often.get(view.opened, f"a forecast was opened {view.opened} times")
    count = f"{held} this quarter; {opened} without asking anybody."
    if not view.clicked:
        return f"It took nobody's time. {old}\n{count}"
    people = "1 person" if view.clicked == 1 else f"{view.clicked} people together"
    return f"It took {people} {lasting(view.spent)}. {old}\n{count}"
