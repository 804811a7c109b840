"""The firedrill as owners of doubtful deals see it: each deal with its doubt, one click apiece. Knows their view; what
a click does is not its business."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.blocks import kit
from bot.blocks.firedrill_words import (
    LATE,
    clock,
    doubts,
    n_deals,
    note_of,
    settled_by,
    wall_time,
)
from bot.blocks.fit import fitting, listing, named
from bot.blocks.kit import Block, Element, Message, escape
from bot.blocks.nudge import FIXES
from bot.ids import Act
from sales.firedrill import Doubt
from sales.usecases.drill_views import AskView, DrillLine


def ask_message(view: AskView) -> Message:
    """The one message to an owner: each doubtful deal with its answers, ticked off as they are given."""
    if view.drill.was_called_off():
        text = f"{named(view.caller.name)} no longer needs the forecast. Thank you anyway."
        return kit.message(text, [kit.section(text)])
    if view.drill.is_over(view.as_of):
        return _closed(view)
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
    top += note_of(view.drill.note, view.caller)
    late = [line for line in left if line.has_passed(view.as_of)]
    others = [line for line in left if line not in late]
    foot = [*_ticked(view), kit.context(f"As of {kit.moment(view.as_of, view.owner.timezone)}")]
    groups = [_question(line, view) for line in late]
    groups += [[_all_right(len(others), view, bool(late))]] if len(others) > 1 else []
    groups += [_question(line, view) for line in others]
    shown, missing = fitting(groups, beside=[*top, *foot])
    more = [kit.context(f"{missing} more move up as you answer these.")] if missing else []
    return kit.message(f"{head} {n_deals(len(left))} to confirm.", [*top, *shown, *more, *foot])


def _closed(view: AskView) -> Message:
    """Over: nothing is asked any more, and what is said now counts for the deal, as ever. Each open one leads to its
    card."""
    went = f"The final for {named(view.caller.first_name, 30)} went out at"
    went += f" {wall_time(view.drill.deadline, view.owner, view.as_of)}"
    open_still = [line for line in view.left if not line.late]
    if not view.left:
        text = f"{went}, with all your answers in it. Thank you."
    elif open_still:
        text = f"{went}. What you say about these deals from now on counts for the deals, and is not in it."
    else:
        text = f"{went}. What you have said since counts for the deals, and is not in it. Thank you."
    groups = [
        [kit.section(f"○ {named(line.deal.name)}", accessory=kit.button("Open", Act.CARD, str(line.deal.id)))]
        for line in open_still
    ]
    top, foot = [kit.section(text)], _ticked(view)
    shown, missing = fitting(groups, beside=[*top, *foot])
    more = [kit.context(f"and {missing} more")] if missing else []
    return kit.message(text, [*top, *shown, *more, *foot])


def _all_right(count: int, view: AskView, beside_late: bool) -> Block:
    """The one button that confirms all deals but those whose close date has passed, which stand above it."""
    said = "Both still right" if count == 2 else f"All {count} still right"
    label = f"The other {count} are still right" if beside_late else said
    return kit.actions(kit.button(label, Act.DRILL_CONFIRM_ALL, str(view.drill.id), style="primary"))


def _question(line: DrillLine, view: AskView) -> list[Block]:
    """A deal with its answers; a date that has passed comes first among them."""
    deal, value = line.deal, f"{view.drill.id}:{line.deal.id}"
    closes = f"closes {kit.day(deal.close_date)}" if deal.close_date else "no close date"
    facts = f"*{named(deal.name)}* · {deal.amount or 'no amount'} · {closes}"
    right = kit.button("Still right", Act.DRILL_STILL_RIGHT, value)
    update = kit.button("Update", f"{Act.DRILL_UPDATE}:edit", f"edit:{value}")
    push = kit.button(FIXES["push"], f"{Act.DRILL_UPDATE}:push", f"push:{value}")
    late = line.has_passed(view.as_of)
    (push if late else right)["style"] = "primary"
    beside = {"snooze", "push"} if late else {"snooze"}
    others = [(label, f"{verb}:{value}") for verb, label in FIXES.items() if verb not in beside]
    menu: Element = kit.overflow(f"{Act.DRILL_UPDATE}:more", _five(others))
    return [
        kit.section(f"{facts}\n{_sentence(line.noted.doubts)}"),
        kit.actions(*((push, update, right) if late else (right, update)), menu),
    ]


def _five(entries: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """A menu holds five: what an owner in a hurry needs most."""
    order = ["Push date", "Move stage", "Next step", "Lost", "Not mine"]
    return sorted((entry for entry in entries if entry[0] in order), key=lambda entry: order.index(entry[0]))


def _sentence(found: Iterable[Doubt]) -> str:
    words = doubts(found)
    return f"{words[:1].upper()}{words[1:]}."


def _ticked(view: AskView) -> list[Block]:
    done = [line for line in view.lines if line.settled or line.late]
    lines = [f"✓ ~{named(line.deal.name, 40)}~ · {LATE if line.late else settled_by(line)}" for line in done[:8]]
    more = [f"✓ and {len(done) - 8} more"] if len(done) > 8 else []
    return listing([*lines, *more])
