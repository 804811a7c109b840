"""Calls and adjustments beside a forecast, their forms and echoes, and the reminder in a nudge."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.blocks.calls import (
    accurate,
    adjust_view,
    call_made_message,
    call_undone_message,
    call_view,
    standing_blocks,
    standing_line,
)
from bot.blocks.forecast import forecast_message
from bot.blocks.home import home_view
from bot.blocks.kit import Message, message
from bot.blocks.nudge import nudge_message
from bot.ids import Act
from bot.routes import action_route
from sales.calls import Adjustment, Call, Standing
from sales.people import Person, Team
from sales.usecases.adjusting import AdjustForm
from sales.usecases.calling import CallDue, CallForm, CallMade, TakenBack
from tests.blocks.examples import HOSTILE, a_crowd, a_forecast, a_home, a_nudge, a_stalled_deal
from tests.blocks.seen import buttons, check, clickable, field, labels, shown
from tests.sales.examples import ANN, BOB, MAX, NOW, QUARTER, TEAM, VERA, a_deal, usd

DUE = NOW + timedelta(days=1)
FORECAST = a_forecast([a_deal(), a_deal(id=2, owner_id=BOB.id)], quotas={MAX.id: usd(500_000)})
ROLLED = FORECAST.report.line.rolled
CALL = Call(id=9, person_id=ANN.id, period=QUARTER, commit=usd(450_000), best_case=usd(600_000), note="Acme", at=NOW)
MADE = CallMade(person=ANN, call=CALL, previous=None, rolled=ROLLED)
ADJUSTED = Adjustment(
    person_id=ANN.id, by=VERA.id, period=QUARTER, commit=usd(400_000), best_case=None, note="careful", at=NOW
)


def a_standing(**fields: Any) -> Standing:
    """Ann has called and Vera sees it otherwise; Bob has not."""
    usual: dict[str, Any] = {
        "calls": {ANN.id: CALL},
        "adjustments": {ANN.id: (ADJUSTED,)},
        "missing": (BOB,),
        "due": DUE,
        "people": TEAM.by_id,
    }
    return Standing(**(usual | fields))


def a_form(**fields: Any) -> CallForm:
    usual: dict[str, Any] = {
        "person": ANN,
        "period": QUARTER,
        "commit": usd(450_000),
        "best_case": usd(600_000),
        "rolled": ROLLED,
        "previous": CALL,
        "due": DUE,
        "accuracy": Decimal("0.92"),
        "periods": 3,
        "as_of": NOW,
    }
    return CallForm(**(usual | fields))


def beside(standing: Standing | None) -> str:
    blocks = standing_blocks(standing, FORECAST.report)
    return shown(message("x", blocks)) if blocks else ""


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (a_standing(), "*Calls*\nAnn Rep · commit *$450,000*, best case *$600,000* · Thu 19 Nov 2026 · “Acme”"),
        (a_standing(), "      Vera makes Ann's commit *$400,000* · “careful”"),
        (a_standing(), "Not called yet: Bob Rep. Due Fri 20 Nov at 15:00."),
        (a_standing(calls={ANN.id: replace(CALL, late=True)}), "Thu 19 Nov 2026, late"),
        (a_standing(calls={ANN.id: replace(CALL, commit=None)}), "Ann Rep · best case *$600,000*"),
    ],
)
def test_who_has_called_what(standing: Standing, said: str) -> None:
    """Each number with its day and its note; what somebody above makes of it below; who is missing by name."""
    assert said in beside(standing)


def test_nobody_missing_is_a_zero() -> None:
    """Whoever has not called has no number at all; where nothing is due, nobody is named."""
    assert "$0" not in beside(a_standing())
    assert "Not called" not in beside(a_standing(due=None))
    assert beside(None) == ""
    assert beside(a_standing(calls={}, adjustments={}, missing=())) == ""


def test_the_digest_has_it_in_two_lines() -> None:
    """Short sums, and who is missing."""
    text = shown(message("x", standing_line(a_standing(), FORECAST.report)))
    assert text == "Called: Ann $450K\nNot called yet: Bob Rep. Due Fri 20 Nov at 15:00."
    assert standing_line(None, FORECAST.report) == []


def test_the_form_begins_with_what_is_known() -> None:
    """The numbers, what the deals say, the last call, when it is due, and how near earlier ones came."""
    view = call_view(a_form(), "{}")
    assert field(view, "commit")["element"]["initial_value"] == "450000.00 USD"
    text = shown(view)
    for words in (
        "your deals say commit $0",
        "Your last call: commit *$450,000*",
        "Due Fri 20 Nov at 10:00.",
        "92% right",
    ):
        assert words in text
    assert "last call" not in shown(call_view(a_form(previous=None, accuracy=None, due=None), "{}"))


@pytest.mark.parametrize(
    ("ratio", "count", "said"),
    [
        (None, 0, ""),
        (Decimal("0.9"), 1, "Your last call was 90% right. "),
        (Decimal("0.834"), 2, "Your last 2 calls were, on average, 83% right. "),
    ],
)
def test_accuracy_says_of_how_many(ratio: Decimal | None, count: int, said: str) -> None:
    """Never a bare percentage."""
    assert accurate("Your", ratio, count) == said


def test_the_echo_says_what_it_replaced() -> None:
    """With undo, change and the forecast; what is taken back says what holds now."""
    made = replace(MADE, previous=replace(CALL, commit=usd(1)), call=replace(CALL, late=True))
    text = shown(call_made_message(made))
    for words in (
        "Your call for 2026-Q4: commit *$450,000*",
        "It came in late",
        "Before: commit *$1*",
        "Your deals say",
    ):
        assert words in text
    assert labels(call_made_message(made)) == ["Undo", "Change", "Forecast"]
    assert buttons(call_made_message(made))[Act.CALL_UNDO] == ["9"]
    assert "counts again: commit *$450,000*" in shown(call_undone_message(TakenBack(CALL, CALL)))
    assert "You have no call for it now." in shown(call_undone_message(TakenBack(CALL, None)))


def test_the_reminder_stands_in_the_nudge() -> None:
    """Above the deals, or alone; its button knows the nudge it stands in."""
    due = CallDue(QUARTER, DUE)
    with_deals = nudge_message(a_nudge([a_stalled_deal(1)], call=due))
    assert "Your call for 2026-Q4 is due on Friday at 10:00." in shown(with_deals)
    assert buttons(with_deals)[Act.CALL] == ["7:2026-Q4"]
    alone = nudge_message(a_nudge([], call=CallDue(QUARTER, NOW)))
    assert alone.text == "Ann, your call for 2026-Q4 is due today at 10:00."
    assert "is due" not in shown(nudge_message(a_nudge([])))


def surfaces(name: str) -> list[Message | Any]:
    """Everything here, with people and notes of that name."""
    person = replace(ANN, name=name)
    crowd = a_crowd(60, name)
    call = replace(CALL, note=name * 3)
    calls = {one.id: replace(call, person_id=one.id) for one in crowd}
    by = Person(id=999, name=name)
    made = {one.id: (replace(ADJUSTED, person_id=one.id, by=by.id, note=name),) for one in crowd}
    people = {one.id: one for one in Team([*crowd, by])}
    standing = a_standing(calls=calls, adjustments=made, missing=tuple(crowd), people=people)
    found = replace(a_forecast(team=crowd, subject=crowd[MAX.id]), calls=standing)
    home = a_home(crowd[MAX.id], team_of=crowd)
    return [
        forecast_message(found),
        home_view(replace(home, mine=found, team=found)),
        call_view(a_form(person=person, previous=call), "{}"),
        call_made_message(replace(MADE, person=person, call=call, previous=call)),
        call_undone_message(TakenBack(call, call)),
        adjust_view(
            AdjustForm(
                person=person, period=QUARTER, rolled=ROLLED, call=call, mine=ADJUSTED, accuracy=Decimal(1), periods=1
            )
        ),
        nudge_message(a_nudge([], person=person, call=CallDue(QUARTER, DUE))),
    ]


@pytest.mark.parametrize("place", range(7))
def test_any_call_fits(place: int) -> None:
    """Sixty people with names made to ping or to break something: within Slack's limits and schemas."""
    for name in HOSTILE:
        check(surfaces(name)[place], schema=True)


def test_every_button_is_answered() -> None:
    """Behind each button stands a listener."""
    seen = {element["action_id"] for surface in surfaces("Ann") for element in clickable(surface)}
    assert [action_id for action_id in sorted(seen) if action_route(action_id) is None] == []
