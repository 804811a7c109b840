"""Calls and adjustments: the forms in which they are made, and how they stand beside a forecast. Knows standings and
forms; adds nothing up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.blocks import figures, kit
from bot.blocks.fit import bare, listing, named, names
from bot.blocks.forms import metadata
from bot.blocks.kit import Block, Element, Message
from bot.ids import Act, View
from sales.calls import Adjustment, Call, Outcome, Standing
from sales.forecast import Rollup
from sales.money import Money
from sales.people import Person
from sales.period import zone
from sales.report import Report
from sales.sum_words import best_case_words, closed_words, commit_words
from sales.usecases.adjusting import AdjustForm
from sales.usecases.calling import CallForm, CallMade, TakenBack

LISTED = 12


def standing_blocks(standing: Standing | None, report: Report) -> list[Block]:
    """Who has called what, who makes something else of it, and who has not called: never as a zero."""
    if standing is None:
        return []
    lines = []
    for person in (line.person for line in report.line.everyone()):
        call = standing.calls.get(person.id)
        if call is not None:
            lines.append(f"{named(person.name, 40)} · {amounts(call)} · {_when(call, report)}{_said(call.note)}")
        lines += [_adjusted(one, standing.people) for one in standing.adjustments.get(person.id, ())]
    more = [f"and {len(lines) - LISTED} more"] if len(lines) > LISTED else []
    listed = listing(["*Calls*", *lines[:LISTED], *more], together=LISTED + 2) if lines else []
    return [*listed, *_missing(standing, report)]


def standing_line(standing: Standing | None, report: Report) -> list[Block]:
    """The same in a line or two, for a digest."""
    if standing is None or not (standing.calls or standing.missing):
        return []
    told = [f"{named(standing.people[who].first_name, 30)} {_short(call)}" for who, call in standing.calls.items()]
    more = f" and {len(told) - LISTED} more" if len(told) > LISTED else ""
    called = [kit.context(f"Called: {', '.join(told[:LISTED])}{more}")] if told else []
    return [*called, *_missing(standing, report)]


def _missing(standing: Standing, report: Report) -> list[Block]:
    if not standing.missing or standing.due is None:
        return []
    who = names([person.name for person in standing.missing])
    return [kit.context(f"Not called yet: {who}. Due {_moment(standing.due, report.timezone)}.")]


def amounts(call: Call | Adjustment) -> str:
    """A call's numbers; what was not said is left out."""
    commit = f"commit *{call.commit}*" if call.commit is not None else ""
    best = f"best case *{call.best_case}*" if call.best_case is not None else ""
    return ", ".join(filter(None, (commit, best)))


def _short(call: Call) -> str:
    amount = call.commit if call.commit is not None else call.best_case
    return (amount.short if amount is not None else "–") + ("" if call.commit is not None else " best case")


def _when(call: Call, report: Report) -> str:
    return kit.day(call.at.astimezone(zone(report.timezone)).date()) + (", late" if call.late else "")


def _said(note: str) -> str:
    return f" · “{named(note, 80)}”" if note else ""


def _adjusted(one: Adjustment, people: Mapping[int, Person]) -> str:
    who, whose = (named(people[i].first_name, 30) for i in (one.by, one.person_id))
    return f"      {who} makes {whose}'s {amounts(one)}{_said(one.note)}"


def _moment(due: datetime, timezone: str) -> str:
    local = due.astimezone(zone(timezone))
    return f"{local:%a} {local.day} {local:%b} at {local:%H:%M}"


def call_button(period: str) -> Element:
    """Opens the form for the person's own call of a period ("this", "next" or a key)."""
    return kit.button("My call", Act.CALL, period)


def adjust_menu(report: Report) -> list[Element]:
    """A menu of the people below, each leading to their adjustment."""
    people = [line.person for line in report.lines if line.person.active][:100]
    if not people:
        return []
    options = [kit.option(bare(person.name, kit.OPTION), f"{person.id}:{report.period.key}") for person in people]
    return [kit.select(Act.ADJUST, options, placeholder="Adjust someone's number")]


def call_view(form: CallForm, meta: str) -> Any:
    """The form with the last call, or the roll-up, filled in."""
    blocks: list[Block] = [
        kit.section(f"*{named(form.period.name)}* · your deals say {_rolled(form.rolled)}"),
        kit.field("commit", "Commit", _amount("commit", form.commit), hint="What you will close for sure."),
        kit.field("best_case", "Best case", _amount("best_case", form.best_case), optional=True),
        kit.field("note", "Why", kit.text_input("note", longest=500, multiline=True), optional=True),
    ]
    if form.previous is not None:
        last = kit.moment(form.previous.at, form.person.timezone)
        blocks.append(
            kit.context(f"Your last call: {amounts(form.previous)}, {last}. The latest counts; all are kept.")
        )
    due = f"Due {_moment(form.due, form.person.timezone)}. " if form.due else ""
    blocks.append(kit.context(f"{due}{accurate('Your', form.accuracy, form.periods)}As of {_as_of(form)}."))
    return kit.modal(View.CALL, "Your call", [*blocks, *_history(form.earlier)], submit="Call it", metadata=meta)


def _as_of(form: CallForm) -> str:
    return kit.moment(form.as_of, form.person.timezone)


def accurate(whose: str, ratio: Decimal | None, periods: int) -> str:
    """How near earlier calls came, with how many they were; nothing where there are none."""
    if ratio is None:
        return ""
    count = "last call" if periods == 1 else f"last {periods} calls"
    was = "was" if periods == 1 else "were, on average,"
    return f"{whose} {count} {was} {figures.percent(ratio)} right. "


def _history(earlier: Sequence[Outcome]) -> list[Block]:
    """Earlier calls against what came of them, the latest first."""
    lines = [
        f"{named(one.call.period.name)}: called *{one.called}*, closed *{one.actual}* · {figures.percent(one.accuracy)}"
        for one in reversed(earlier)
    ]
    return [kit.context("\n".join(["Earlier calls and what was closed:", *lines]))] if lines else []


def _rolled(rolled: Rollup) -> str:
    return f"commit {commit_words(rolled)}, best case {best_case_words(rolled)}, {closed_words(rolled)} of it closed"


def _amount(block_id: str, amount: Money | None) -> Element:
    value = f"{amount.major:f} {amount.currency}" if amount is not None else ""
    return kit.text_input(block_id, value=value, placeholder="450k", longest=60)


def call_made_message(made: CallMade) -> Message:
    """The echo of a call, with what it was before, and what the deals said at that moment."""
    call = made.call
    late = " It came in late, and is marked late." if call.late else ""
    before = f"\nBefore: {amounts(made.previous)}." if made.previous is not None else ""
    text = f"Your call for {named(call.period.name)}: {amounts(call)}.{late}"
    blocks = [
        kit.section(f":telephone_receiver: {text}{before}"),
        kit.context(f"Your deals say {_rolled(made.rolled)} · as of {kit.moment(call.at, made.person.timezone)}"),
        kit.actions(
            kit.button("Undo", Act.CALL_UNDO, str(call.id)),
            kit.button("Change", Act.CALL, call.period.key),
            kit.button("Forecast", Act.FORECAST, f"{made.person.id}:{call.period.key}"),
        ),
    ]
    return kit.message(text, blocks)


def call_undone_message(back: TakenBack) -> Message:
    """What holds after a call was taken back."""
    period, again = named(back.undone.period.name), back.again
    now = f"The one before counts again: {amounts(again)}." if again is not None else "You have no call for it now."
    text = f"Your call for {period} is taken back. {now}"
    return kit.message(text, [kit.section(text), kit.actions(call_button(back.undone.period.key))])


def adjust_view(form: AdjustForm) -> Any:
    """A manager's own numbers for somebody, with the roll-up and the call beside them."""
    who, mine = named(form.person.first_name, 40), form.mine
    called = f"\n{who} called {amounts(form.call)}." if form.call is not None else f"\n{who} has not called yet."
    blocks: list[Block] = [
        kit.section(
            f"*{named(form.person.name)}* · {named(form.period.name)}\nThe deals say {_rolled(form.rolled)}.{called}"
        ),
        kit.field("commit", "Commit, as you see it", _amount("commit", mine.commit if mine else None), optional=True),
        kit.field("best_case", "Best case", _amount("best_case", mine.best_case if mine else None), optional=True),
        kit.field(
            "note",
            "Why",
            kit.text_input("note", value=mine.note if mine else "", longest=500),
            optional=True,
            hint=f"{form.person.first_name} can read it.",
        ),
        kit.context(
            f"{accurate(f'{who}’s', form.accuracy, form.periods)}Your number is shown beside the sum of the deals, "
            "never added to it. Leave both empty to take it back."
        ),
    ]
    meta = metadata(person=form.person.id, period=form.period.key)
    return kit.modal(View.ADJUST, "Adjust", [*blocks, *_history(form.earlier)], submit="Save", metadata=meta)
