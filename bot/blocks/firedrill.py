"""The firedrill as messages: to who called it, to owners of doubtful deals, and the final. Knows their views; what a
click does is not its business."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.blocks import figures, kit
from bot.blocks.fit import fitting, listing, named, names
from bot.blocks.forecast import change_lines, change_sentence, left_out, whose
from bot.blocks.kit import Block, Element, Message, escape
from bot.blocks.nudge import FIXES
from bot.ids import Act, View
from sales.firedrill import Doubt, Progress
from sales.people import Person
from sales.period import zone
from sales.process import Process
from sales.usecases.drill_views import AskView, DrillLine, DrillView, FinalView, NotAsked
from sales.usecases.drilling import Called

ATTACHED = "Did the demand come with a spreadsheet? Drop it in this thread: it comes back filled in."
TOGETHER = 6
IN_MESSAGE = 12
"""Doubtful deals, and as many fresh ones, that a message names; the others are behind a button."""


def called_text(called: Called, view: DrillView) -> str:
    """What the caller reads where they typed, at once: the number, how sure it is, and what happens next."""
    rolled = view.forecast.report.line.rolled
    number = f"{view.drill.period.name}: {rolled.closed.short} closed, commit {rolled.commit.short}"
    number += f", best case {rolled.best_case.short}."
    due = clock(view.drill.deadline, view.reader, view.as_of)
    if called.joined:
        return f"{number} {named(view.caller.name)} has called a firedrill already, and you get its final {due}."
    if not view.progress.total:
        return f"{number} No deal in it is in doubt, so nobody is asked. The final comes {due}."
    doubt = f"{view.progress.total} of {_deals(view.deals)} {'is' if view.progress.total == 1 else 'are'} in doubt"
    asked = f"{_people(len(called.asked))} asked" if called.asked else "nobody can be asked before then"
    return f"{number} {doubt}; {asked}. The final comes {due}; the rest is in our direct message."


def drill_message(view: DrillView) -> Message:
    """The forecast as of the call, how sure it is, and how far the answers are: edited in place as they come."""
    report, drill = view.forecast.report, view.drill
    top = [
        kit.header(f"Firedrill · {report.period.name} · {whose(report)}"),
        kit.section(_standing(view)),
        kit.section(figures.against_quota(report.line)),
        figures.roll_ups(report.line),
        kit.context(figures.as_of(report)),
        *_note(drill.note, view.caller),
        *_not_asked(view),
    ]
    attached = [] if view.left or drill.is_over(view.as_of) else [kit.context(ATTACHED)]
    foot = [*left_out(report), *attached, _buttons(view)]
    parts = [
        [kit.divider(), *_doubtful(view, IN_MESSAGE)],
        _fresh(view, IN_MESSAGE),
    ]
    shown, _ = fitting(parts, beside=[*top, *foot])
    text = f"{report.period.name}: commit {report.line.rolled.commit.short}. {_progress(view.progress, view.waiting)}"
    return kit.message(text, [*top, *shown, *foot])


def _standing(view: DrillView) -> str:
    due = clock(view.drill.deadline, view.reader, view.as_of)
    if view.left:
        return "*Called off.* You get no final. The forecast below is as it was when you asked."
    if view.drill.is_over(view.as_of):
        return f"*The time is over.* {_progress(view.progress, view.waiting)}"
    return f"*{_progress(view.progress, view.waiting)}*\nThe final comes {due}."


def _progress(progress: Progress, waiting: Sequence[Person]) -> str:
    if not progress.total:
        return "No deal is in doubt; there was nothing to ask."
    if progress.is_done:
        every = "The one doubtful deal is" if progress.total == 1 else f"All {progress.total} doubtful deals are"
        return f"{every} confirmed. :white_check_mark:"
    who = names([person.first_name for person in waiting], at_most=5)
    return f"{progress.settled} of {_deals(progress.total)} confirmed, waiting for {who}."


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
    return f"{who} is not asked: it is no working hour of theirs before the deadline."


def _doubtful(view: DrillView, at_most: int) -> list[Block]:
    count = view.progress.total
    if not count:
        return []
    lines = [_line(line, view.process) for line in view.doubtful[:at_most]]
    more = [f"and {count - len(lines)} more"] if count > len(lines) else []
    return listing([f"*In doubt · {_deals(count)}*", *lines, *more], together=TOGETHER)


def _fresh(view: DrillView, at_most: int) -> list[Block]:
    if not view.fresh_count:
        return []
    lines = [_line(line, view.process) for line in view.fresh[:at_most]]
    more = [f"and {view.fresh_count - len(lines)} more"] if view.fresh_count > len(lines) else []
    return listing([f"*Fresh · {_deals(view.fresh_count)}*", *lines, *more], together=TOGETHER)


def _line(line: DrillLine, process: Process) -> str:
    """A deal in a line or two: what it counts as, whose, and what is doubtful about it or how that was settled."""
    deal = line.deal
    category = deal.forecast_category(process).words
    facts = f"{deal.amount or 'no amount'} · {category} · {named(line.owner.first_name, 30)}"
    if not line.noted.doubts:
        return f"● {named(deal.name, 40)} · {facts}"
    if line.settled:
        return f"✓ {named(deal.name, 40)} · {facts} · {named(line.noted.answer or _settled_by(line))}"
    return f"○ *{named(deal.name, 40)}* · {facts}\n      _{doubts(line.noted.doubts)}_"


def _settled_by(line: DrillLine) -> str:
    return "updated" if line.deal.is_open else str(line.deal.outcome.value)


def doubts(found: Iterable[Doubt]) -> str:
    return "; ".join(doubt.words for doubt in found)


def _buttons(view: DrillView) -> Block:
    report, drill = view.forecast.report, view.drill
    buttons = [
        kit.button("Every deal", Act.DRILL_DEALS, str(drill.id)),
        kit.button("Excel", Act.FORECAST_XLSX, f"{report.subject.id}:{report.period.name}"),
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


def ask_message(view: AskView) -> Message:
    """The one message to an owner: each doubtful deal with its answers, ticked off as they are given."""
    if view.drill.was_called_off():
        text = f"{named(view.caller.name)} does not need the forecast any more. Thank you all the same."
        return kit.message(text, [kit.section(text)])
    left = view.left
    if not left:
        text = f"Done, thank you. {named(view.caller.first_name, 30)} sees it right away."
        return kit.message(text, [kit.section(f":sparkles: {text}"), *_ticked(view)])
    due = clock(view.drill.deadline, view.owner, view.as_of)
    head = f"{named(view.caller.name)} needs the forecast for {escape(view.drill.period.name)} {due}."
    count = "One" if len(view.lines) == 1 else str(len(view.lines))
    of_all = f"{count} of your {view.deals} deals in it" if view.deals > 1 else "Your deal in it"
    need = "needs" if len(view.lines) == 1 else "need"
    top = [kit.section(f"*{head}*\n{of_all} {need} a look. What is still right takes one click.")]
    top += _note(view.drill.note, view.caller)
    if len(left) > 1:
        every = kit.button(
            "Both still right" if len(left) == 2 else f"All {len(left)} still right",
            Act.DRILL_CONFIRM_ALL,
            str(view.drill.id),
            style="primary",
        )
        top.append(kit.actions(every))
    foot = [*_ticked(view), kit.context(f"As of {kit.moment(view.as_of, view.owner.timezone)}")]
    shown, missing = fitting([_question(line, view.drill.id) for line in left], beside=[*top, *foot])
    more = [kit.context(f"{missing} more move up as you answer these.")] if missing else []
    return kit.message(f"{head} {_deals(len(left))} to confirm.", [*top, *shown, *more, *foot])


def _question(line: DrillLine, drill_id: int) -> list[Block]:
    deal, value = line.deal, f"{drill_id}:{line.deal.id}"
    closes = f"closes {kit.day(deal.close_date)}" if deal.close_date else "no close date"
    facts = f"*{named(deal.name)}* · {deal.amount or 'no amount'} · {closes}"
    right = kit.button("Still right", Act.DRILL_STILL_RIGHT, value)
    update = kit.button("Update", f"{Act.DRILL_UPDATE}:edit", f"edit:{value}")
    late = Doubt.PAST_DUE in line.noted.doubts
    (update if late else right)["style"] = "primary"
    others = [(label, f"{verb}:{value}") for verb, label in FIXES.items() if verb != "snooze"]
    menu: Element = kit.overflow(f"{Act.DRILL_UPDATE}:more", _five(others))
    return [
        kit.section(f"{facts}\n{_sentence(line.noted.doubts)}"),
        kit.actions(*((update, right) if late else (right, update)), menu),
    ]


def _five(entries: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """A menu holds five: what an owner in a hurry needs most."""
    order = ["Push date", "Move stage", "Next step", "Lost", "Not mine"]
    return sorted((entry for entry in entries if entry[0] in order), key=lambda entry: order.index(entry[0]))


def _sentence(found: Iterable[Doubt]) -> str:
    words = doubts(found)
    return f"{words[:1].upper()}{words[1:]}."


def _ticked(view: AskView) -> list[Block]:
    done = [line for line in view.lines if line.settled]
    lines = [f"✓ ~{named(line.deal.name, 40)}~ · {named(line.noted.answer or _settled_by(line))}" for line in done[:8]]
    more = [f"✓ and {len(done) - 8} more"] if len(done) > 8 else []
    return listing([*lines, *more])


def _note(note: str, caller: Person) -> list[Block]:
    return [kit.context(f"{named(caller.first_name, 30)}: “{named(note, 300)}”")] if note else []


def final_message(view: FinalView, *, workbook: bool) -> Message:
    """The number at the deadline, what moved since the call, who did not answer, what it took. `workbook`: it has
    arrived just above."""
    report, changed = view.forecast.report, view.forecast.changed
    value = f"{report.subject.id}:{report.period.name}"
    top = [
        kit.header(f"Final · {report.period.name} · {whose(report)}"),
        kit.section(figures.against_quota(report.line)),
        figures.roll_ups(report.line),
        kit.context(figures.as_of(report)),
    ]
    if changed is not None:
        top.append(kit.section(change_sentence(changed, view.reader.timezone)))
    top.append(kit.section(_outcome(view)))
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
    bridge = change_lines(changed) if changed is not None and changed.total.lines else []
    shown, _ = fitting([bridge], beside=[*top, *foot])
    rolled = report.line.rolled
    text = f"Final for {report.period.name}: {rolled.closed.short} closed, commit {rolled.commit.short}."
    return kit.message(text, [*top, *shown, *foot])


def _outcome(view: FinalView) -> str:
    told = view.progress
    if not told.total:
        return "No deal was in doubt."
    if told.is_done:
        return _progress(told, ())
    who = names([person.name for person in view.unanswered])
    return f"*{told.settled} of {_deals(told.total)} confirmed.* No answer yet from {who}."


def _took(view: FinalView) -> str:
    """What the drill cost, beside an estimate of the old way that is named as one."""
    old = f"Retyping {_deals(view.deals)} into a spreadsheet, at three minutes each, would be {lasting(view.old_way)}."
    held = "The first firedrill" if view.held == 1 else f"{view.held} firedrills"
    often = "once" if view.opened == 1 else f"{view.opened} times"
    count = f"{held} this quarter; a forecast was opened {often} without asking anybody."
    if not view.clicked:
        return f"It took nobody's time. {old}\n{count}"
    people = "1 person" if view.clicked == 1 else f"{view.clicked} people together"
    return f"It took {people} {lasting(view.spent)}. {old}\n{count}"


def lasting(span: timedelta) -> str:
    """A stretch of time as people say it: 40 s, 3 min, 1 h 15 min."""
    seconds = int(span.total_seconds())
    if seconds < 60:
        return f"{seconds} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return " ".join(filter(None, (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "")))


def clock(instant: datetime, reader: Person, now: datetime) -> str:
    """By when, on the reader's clock: "by 16:30 EST", with the day where it is not today."""
    place = zone(reader.timezone)
    local, today = instant.astimezone(place), now.astimezone(place).date()
    on = "" if local.date() == today else f" on {kit.day(local.date())}"
    return f"by {local:%H:%M} {local.tzname()}{on}"


def _deals(count: int) -> str:
    return "1 deal" if count == 1 else f"{count:,} deals"


def _people(count: int) -> str:
    return "1 person is" if count == 1 else f"{count} people are"
