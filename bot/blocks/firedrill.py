"""The firedrill as who called it sees it: the number at once, what is doubtful, how far it has come. Knows their view;
what a click does is not its business."""

from __future__ import annotations

from typing import Any

from bot.blocks import figures, kit
from bot.blocks.firedrill_words import (
    LATE,
    clock,
    doubts,
    n_deals,
    note_of,
    people_are,
    progress_words,
    settled_by,
    wall_time,
)
from bot.blocks.fit import fitting, listing, named
from bot.blocks.forecast import left_out, whose
from bot.blocks.kit import Block, Message
from bot.ids import Act, View
from sales.process import Process
from sales.sum_words import best_case_words, closed_words, commit_words
from sales.usecases.drill_views import DrillLine, DrillView, NotAsked
from sales.usecases.drilling import Called

ATTACHED = "Did the demand come with a spreadsheet? Drop it in this thread: it comes back filled in."
TOGETHER = 6
IN_MESSAGE = 12
"""Doubtful deals, and as many fresh ones, that a message names; the others are behind a button."""


def called_text(called: Called, view: DrillView) -> str:
    """What the caller reads where they typed, at once: the number, how sure it is, and what happens next."""
    rolled = view.forecast.report.line.rolled
    number = f"{view.drill.period.name}: {closed_words(rolled, short=True)} closed"
    number += f", commit {commit_words(rolled, short=True)}, best case {best_case_words(rolled, short=True)}."
    due = clock(view.drill.deadline, view.reader, view.as_of)
    if called.joined:
        return f"{number} {named(view.caller.name)} has called a firedrill already, and you get its final {due}."
    if not view.progress.total:
        return f"{number} No deal in it is in doubt, so nobody is asked. The final comes {due}."
    doubt = f"{view.progress.total} of {n_deals(view.deals)} {'is' if view.progress.total == 1 else 'are'} in doubt"
    asked = f"{people_are(len(called.asked))} asked" if called.asked else "nobody can be asked before then"
    return f"{number} {doubt}; {asked}. The final comes {due}; the rest is in our direct message."


def drill_message(view: DrillView) -> Message:
    """The forecast as of the call, how sure it is, and how far the answers are: edited in place as they come."""
    report, drill = view.forecast.report, view.drill
    top = [
        kit.header(f"Firedrill · {report.period.name} · {whose(report)}"),
        kit.section(_standing(view)),
        kit.section(figures.against_quota(report.line)),
        figures.roll_ups(report),
        kit.context(figures.as_of(report)),
        *note_of(drill.note, view.caller),
        *_not_asked(view),
    ]
    attached = [] if view.left or drill.is_over(view.as_of) else [kit.context(ATTACHED)]
    foot = [*left_out(report), *attached, _buttons(view)]
    parts = [
        [kit.divider(), *_doubtful(view, IN_MESSAGE)],
        _fresh(view, IN_MESSAGE),
    ]
    shown, _ = fitting(parts, beside=[*top, *foot])
    standing = _standing(view).replace("*", "").replace("\n", " ")
    text = f"{report.period.name}: commit {commit_words(report.line.rolled, short=True)}. {standing}"
    return kit.message(text, [*top, *shown, *foot])


def _standing(view: DrillView) -> str:
    due = clock(view.drill.deadline, view.reader, view.as_of)
    if view.left:
        return "*Called off.* You get no final. The forecast below is as it was when you asked."
    if view.drill.is_over(view.as_of):
        confirmed = f"{view.progress.settled} of {n_deals(view.progress.total)} confirmed"
        final = f"The final went out at {wall_time(view.drill.deadline, view.reader, view.as_of)}; it stands below."
        return f"*{final}*" + (f"\n{confirmed} by then." if view.progress.total else "")
    return f"*{progress_words(view.progress, view.waiting)}*\nThe final comes {due}."


def _not_asked(view: DrillView) -> list[Block]:
    lines = [_why_not(one) for one in view.not_asked[:8]]
    return [kit.context("\n".join(lines))] if lines and not view.drill.is_over(view.as_of) else []


def _why_not(one: NotAsked) -> str:
    who = named(one.person.name, 40)
    if one.later is not None:
        return f"{who} is asked at {kit.moment(one.later, one.person.timezone)}, when their day begins."
    if not one.person.active:
        return f"{who} has left; nobody is asked about their deals."
    if not one.person.slack_id:
        return f"{who} is not in this Slack, and is not asked."
    return f"{who} is not asked: outside working hours until the deadline."


def _doubtful(view: DrillView, at_most: int) -> list[Block]:
    count = view.progress.total
    if not count:
        return []
    lines = [_line(line, view.process) for line in view.doubtful[:at_most]]
    more = [f"and {count - len(lines)} more"] if count > len(lines) else []
    return listing([f"*In doubt · {n_deals(count)}*", *lines, *more], together=TOGETHER)


def _fresh(view: DrillView, at_most: int) -> list[Block]:
    if not view.fresh_count:
        return []
    lines = [_line(line, view.process) for line in view.fresh[:at_most]]
    more = [f"and {view.fresh_count - len(lines)} more"] if view.fresh_count > len(lines) else []
    return listing([f"*Fresh · {n_deals(view.fresh_count)}*", *lines, *more], together=TOGETHER)


def _line(line: DrillLine, process: Process) -> str:
    """A deal in a line or two: what it counts as, whose, and what is doubtful about it or how that was settled."""
    deal = line.deal
    counts_as = deal.forecast_category(process).words if deal.is_open else str(deal.outcome.value).capitalize()
    facts = f"{deal.amount or 'no amount'} · {counts_as} · {named(line.owner.first_name, 30)}"
    if not line.noted.doubts:
        return f"● {named(deal.name, 40)} · {facts}"
    if line.settled:
        return f"✓ {named(deal.name, 40)} · {facts} · {settled_by(line)}"
    if line.late:
        return f"○ {named(deal.name, 40)} · {facts} · {LATE}"
    return f"○ *{named(deal.name, 40)}* · {facts}\n      _{doubts(line.noted.doubts)}_"


def _buttons(view: DrillView) -> Block:
    report, drill = view.forecast.report, view.drill
    buttons = [
        kit.button("Every deal", Act.DRILL_DEALS, str(drill.id)),
        kit.button("Excel", Act.FORECAST_XLSX, f"{report.subject.id}:{report.period.key}"),
    ]
    if not (view.left or drill.is_over(view.as_of)):
        sure = kit.confirm(
            "Call it off?", "You get no final, and nobody is asked any more unless others wait for it.", "Call it off"
        )
        buttons.append(kit.button("Call it off", Act.DRILL_OFF, str(drill.id), confirm=sure))
    return kit.actions(*buttons)


def every_deal_view(view: DrillView) -> Any:
    """All deals of the drill, doubtful ones first, as far as a view holds them."""
    groups = [[block] for block in [*_doubtful(view, len(view.doubtful)), *_fresh(view, len(view.fresh))]]
    top = [kit.context(f"Marked as of {kit.moment(view.drill.called_at, view.reader.timezone)}")]
    shown, missing = fitting(groups, beside=top, in_view=True)
    more = [kit.context("The workbook has what does not fit here.")] if missing else []
    empty = [] if groups else [kit.section("No open deal counts in this period.")]
    return kit.modal(View.SHOW, "Every deal", [*top, *empty, *shown, *more], close="Close")
