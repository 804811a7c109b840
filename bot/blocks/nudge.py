"""The nudge as a message: each deal with its sentence and its fixes, ticked off as they are answered, until none is
left. Knows a `NudgeView`; what an answer does is not its business."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import kit
from bot.blocks.figures import added
from bot.blocks.fit import fitting, listing, named, names
from bot.blocks.kit import Block, Element, Message
from bot.ids import Act
from sales.nudges import SHOWN
from sales.period import zone
from sales.process import Outcome, Requirement
from sales.stalls import Concern
from sales.usecases.calling import CallDue
from sales.usecases.nudging import NudgeLine, NudgeView

TICKED = 5

FIXES = {
    "log": "Log",
    "advance": "Move stage",
    "push": "Push date",
    "next": "Next step",
    "snooze": "Snooze",
    "lose": "Lost",
    "notmine": "Not mine",
}
"""The verbs that a click brings back, and what their buttons say."""

REMEDIES = {
    Concern.PAST_DUE: ("push", "advance"),
    Concern.STALLED: ("log", "next"),
    Concern.NEVER_STARTED: ("log", "advance"),
    Concern.INCOMPLETE: ("next", "log"),
}
"""The two fixes that a concern asks for first. The others stand in a menu, so that five deals fit on a phone."""


def nudge_message(view: NudgeView, all_shown: bool = False) -> Message:
    """The nudge as it stands: the first five unanswered deals (with `all_shown`, as many as fit), then what is done.
    Its text, the notification, names the first of them."""
    left = view.left
    if not left:
        return _only_call(view, view.call) if view.call else _all_done(view)
    foot = [
        *_rarely(view),
        *_ticked([line for line in view.lines if line.settled]),
        kit.context(f"As of {kit.moment(view.as_of, view.person.timezone)}"),
        kit.actions(kit.button("Schedule", Act.SCHEDULE)),
    ]
    top = [kit.section(f"*{_greeting(view)}*\n{_stakes(view)}")]
    top += [_call(view, view.call)] if view.call else []
    wanted = left if all_shown else left[:SHOWN]
    shown, cut_off = fitting([_deal(line, view.delivery_id) for line in wanted], beside=[*top, *foot])
    rest = _rest(view, len(left) - len(wanted) + cut_off, all_shown=all_shown)
    which = names([line.deal.name for line in left], at_most=2)
    return kit.message(f"{_greeting(view)} {which}.", [*top, *shown, *rest, *foot])


def _greeting(view: NudgeView) -> str:
    count = len(view.left)
    need = "1 deal needs you" if count == 1 else f"{count} deals need you"
    return f"{named(view.person.first_name, 30)}, {need}{' this week' if view.sparing else ''}."


def _stakes(view: NudgeView) -> str:
    stakes = added(view.at_stake)
    return f"{stakes} at stake. One click each will do." if stakes else "One click each will do."


def _rarely(view: NudgeView) -> list[Block]:
    """Why somebody who has not answered for two weeks hears less from us, and what brings it back."""
    if not view.sparing or any(line.answer for line in view.lines):
        return []
    why = "Two weeks of reminders went unanswered, so I now write once a week, to stay out of your way."
    back = "Answer one, and I'm back every working day. *Schedule* changes the hour and the kinds."
    return [kit.context(f"{why} {back}")]


def _rest(view: NudgeView, count: int, *, all_shown: bool) -> list[Block]:
    if not count:
        return []
    if all_shown:
        return [kit.context(f"{count} more move up as you answer these.")]
    return [kit.actions(kit.button(f"Show {count} more", Act.NUDGE_MORE, str(view.delivery_id)))]


def _deal(line: NudgeLine, delivery_id: int) -> list[Block]:
    deal = line.deal
    facts = f"*{named(deal.name)}* · {deal.amount or 'no amount'}"
    sentence = named(line.attention.sentence, 300) if line.attention else ""
    if line.answer:
        sentence = f"✓ {named(line.answer)}. {sentence}"
    if line.propose_lost:
        sentence = f"Is this one lost? It has come up five times without an answer. {sentence}"
    opening = _opening(line, delivery_id)
    return [kit.section(f"{facts}\n{sentence}", accessory=opening), kit.actions(*_fixes(line, delivery_id))]


def _opening(line: NudgeLine, delivery_id: int) -> Element:
    """Facts that a form can ask for are filled in right away; all else begins at the card."""
    if not _to_fill_in(line):
        return kit.button("Open", Act.CARD, str(line.deal.id))
    style = "primary" if _concern(line) is Concern.INCOMPLETE else ""
    return kit.button("Fill in", f"{Act.NUDGE_FIX}:edit", f"edit:{delivery_id}:{line.deal.id}", style=style)


def _to_fill_in(line: NudgeLine) -> bool:
    """Whether something is missing that the deal's form asks for: a decision maker only where there is an account."""
    missing = line.attention.missing if line.attention else ()
    asks_for_people = line.deal.account_id is not None
    return any(asks_for_people or requirement is not Requirement.DECISION_MAKER for requirement in missing)


def _concern(line: NudgeLine) -> Concern:
    """The concern that decides which fix comes first: a date that has passed, else the first."""
    concerns = line.attention.concerns if line.attention else ()
    return Concern.PAST_DUE if Concern.PAST_DUE in concerns else next(iter(concerns), Concern.STALLED)


def _fixes(line: NudgeLine, delivery_id: int) -> list[Element]:
    """The answer that fits best first and coloured; two or three more buttons; the others in a menu. Action ids differ
    within the block: what counts in them stands before the colon."""
    concern, value = _concern(line), f"{delivery_id}:{line.deal.id}"
    shown = ("lose", *REMEDIES[concern][:1]) if line.propose_lost else REMEDIES[concern]
    right = kit.button("Still right", Act.NUDGE_STILL_RIGHT, value)
    fixes = [kit.button(FIXES[verb], f"{Act.NUDGE_FIX}:{verb}", f"{verb}:{value}") for verb in shown]
    # A date that has passed is the one thing that cannot still be right.
    first = [fixes[0], right] if line.propose_lost or concern is Concern.PAST_DUE else [right, fixes[0]]
    if line.propose_lost:
        first[0]["style"] = "danger"
    elif concern is not Concern.INCOMPLETE or not _to_fill_in(line):
        first[0]["style"] = "primary"
    others = [(label, f"{verb}:{value}") for verb, label in FIXES.items() if verb not in shown]
    return [*first, *fixes[1:], kit.overflow(f"{Act.NUDGE_FIX}:more", others)]


def _ticked(settled: Sequence[NudgeLine]) -> list[Block]:
    lines = [f"✓ ~{named(line.deal.name, 40)}~ — {_outcome(line)}" for line in settled[:TICKED]]
    if len(settled) > TICKED:
        lines.append(f"✓ and {len(settled) - TICKED} more done")
    return listing(lines)


def _outcome(line: NudgeLine) -> str:
    """How a deal was answered; where nobody clicked, what settled it."""
    if line.answer:
        return named(line.answer)
    if line.deal.outcome is not Outcome.OPEN:
        return str(line.deal.outcome.value)
    return "up to date by now"


def _call(view: NudgeView, call: CallDue) -> Block:
    """The call that is due, with the form for it behind one click."""
    button = kit.button("My call", Act.CALL, f"{view.delivery_id}:{call.period.key}")
    return kit.section(f"*{_call_words(view, call)}*", accessory=button)


def _call_words(view: NudgeView, call: CallDue) -> str:
    local, today = (at.astimezone(zone(view.person.timezone)) for at in (call.due, view.as_of))
    day = "today" if local.date() == today.date() else f"on {local:%A}"
    return f"Your call for {named(call.period.name)} is due {day} at {local:%H:%M}."


def _only_call(view: NudgeView, call: CallDue) -> Message:
    """Every deal is in order, or was answered; the call is left."""
    text = f"{named(view.person.first_name, 30)}, {_call_words(view, call)[0].lower()}{_call_words(view, call)[1:]}"
    foot = kit.context(f"As of {kit.moment(view.as_of, view.person.timezone)}")
    done = _ticked([line for line in view.lines if line.settled])
    return kit.message(text, [_call(view, call), *done, foot, kit.actions(kit.button("Schedule", Act.SCHEDULE))])


def _all_done(view: NudgeView) -> Message:
    who, count = named(view.person.first_name, 30), len(view.lines)
    many = {0: "Nothing needs you now", 1: "That one is done"}.get(count, f"All {count} done")
    passed = sum(line.past_due for line in view.lines)
    have = "1 deal still has" if passed == 1 else f"{passed} deals still have"
    dates = f"{have} a close date that has passed"
    text = f"{many}, {who}. {dates if passed else 'Your pipeline is true today'}."
    return kit.message(text, [kit.section(f":sparkles: {text}")])
