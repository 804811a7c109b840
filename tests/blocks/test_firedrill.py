"""The firedrill's messages: the number and how sure it is, the questions, the final."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.blocks.firedrill import called_text, drill_message, every_deal_view
from bot.blocks.firedrill_ask import ask_message
from bot.blocks.firedrill_final import final_message
from bot.blocks.firedrill_words import lasting
from bot.ids import Act
from bot.routes import action_route
from sales.deal import Deal
from sales.firedrill import Doubt, Drill, DrillDeal, Progress, old_way, progress
from sales.people import Person, Team
from sales.process import Outcome
from sales.usecases.drill_views import AskView, DrillLine, DrillView, FinalView, NotAsked, Unanswered
from sales.usecases.drilling import Called
from tests.blocks.examples import HOSTILE, a_forecast
from tests.blocks.seen import buttons, check, clickable, labels, shown
from tests.sales.examples import ANN, BOB, MAX, NOW, PROCESS, QUARTER, TEAM, a_deal, usd

DRILL = Drill(
    id=7,
    subject_id=MAX.id,
    by=MAX.id,
    period=QUARTER,
    note="board call",
    called_at=NOW,
    deadline=datetime(2026, 11, 19, 16, 30, tzinfo=UTC),
)
OVER = DRILL.deadline + timedelta(minutes=1)
OFF = replace(DRILL, ended_at=NOW)
DEALS = (
    a_deal(id=1, name="Acme", stage="signing", amount=usd(250_000)),
    a_deal(id=2, name="Beta", close_date=date(2026, 11, 2)),
    a_deal(id=3, name="Gamma", owner_id=BOB.id, next_step=""),
    a_deal(id=4, name="Delta", owner_id=BOB.id),
)
DOUBTS = {1: (Doubt.UNTOUCHED,), 2: (Doubt.PAST_DUE, Doubt.CHANGED), 3: (Doubt.NO_NEXT_STEP,)}


def lines(deals: Sequence[Deal] = DEALS, team: Team = TEAM, **answers: str) -> tuple[DrillLine, ...]:
    """A line for each deal, some of them answered (by name)."""
    return tuple(
        DrillLine(_noted(deal, place, answers.get(deal.name, "")), deal, team[deal.owner_id], deal.name in answers)
        for place, deal in enumerate(deals)
    )


def _noted(deal: Deal, place: int, answer: str) -> DrillDeal:
    doubts = DOUBTS.get(deal.id, ())
    return DrillDeal(deal_id=deal.id, owner_id=deal.owner_id, place=place, doubts=doubts, answer=answer)


LOST = replace(a_deal(id=1, name="Acme", stage="lost", amount=usd(38_000)), outcome=Outcome.LOST)


def late(of: Sequence[DrillLine]) -> tuple[DrillLine, ...]:
    """The same, dealt with after the deadline."""
    return tuple(replace(line, late=not line.settled) for line in of)


def a_drill(
    of: Sequence[DrillLine] | None = None, *, reader: Person = MAX, team: Team = TEAM, **facts: Any
) -> DrillView:
    """Max's drill at NOW."""
    all_lines = lines() if of is None else tuple(of)
    told = progress([line.noted for line in all_lines], DRILL)
    usual: dict[str, Any] = {
        "drill": DRILL,
        "reader": reader,
        "caller": MAX,
        "forecast": a_forecast([line.deal for line in all_lines], quotas={MAX.id: usd(500_000)}, team=team),
        "doubtful": tuple(line for line in all_lines if line.noted.doubts),
        "fresh": tuple(line for line in all_lines if not line.noted.doubts),
        "deals": len(all_lines),
        "fresh_count": sum(not line.noted.doubts for line in all_lines),
        "progress": told,
        "waiting": tuple(team[i] for i in told.waiting),
        "not_asked": (),
        "left": False,
        "process": PROCESS,
        "as_of": NOW,
    }
    return DrillView(**(usual | facts))


def an_ask(of: Sequence[DrillLine] | None = None, **facts: Any) -> AskView:
    """What Ann is asked at NOW."""
    mine = tuple(line for line in lines() if line.owner == ANN) if of is None else tuple(of)
    usual: dict[str, Any] = {"drill": DRILL, "owner": ANN, "caller": MAX, "lines": mine, "deals": 5, "as_of": NOW}
    return AskView(**(usual | facts))


def a_final(told: Progress, **facts: Any) -> FinalView:
    """Max's final."""
    usual: dict[str, Any] = {
        "drill": DRILL,
        "reader": MAX,
        "caller": MAX,
        "forecast": a_forecast(DEALS, spans=[]),
        "progress": told,
        "unanswered": tuple(Unanswered(TEAM[i], ("Acme", "Beta"), 2, 0) for i in told.waiting),
        "deals": 21,
        "clicked": 2,
        "spent": timedelta(seconds=95),
        "old_way": old_way(21),
        "held": 3,
        "opened": 41,
    }
    return FinalView(**(usual | facts))


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (a_drill(), "Firedrill · 2026-Q4 · Max Lead and team"),
        (a_drill(), "*0 of 3 deals confirmed, waiting for Ann and Bob.*\nThe final comes by 16:30 GMT."),
        (
            a_drill(),
            "○ *Acme* · $250,000 · Commit · Ann\n      _nothing heard for longer than its stage usually allows_",
        ),
        (a_drill(), "_its close date has passed; somebody else changed it since its owner last looked_"),
        (a_drill(), "*Fresh · 1 deal*\n● Delta · $40,000 · Pipeline · Bob"),
        (a_drill(), "Max: “board call”"),
        (a_drill(), "As of Thu 19 Nov 2026 15:00 GMT"),
        (a_drill(lines(Acme="still right")), "*1 of 3 deals confirmed, waiting for Ann and Bob.*"),
        (a_drill(lines(Acme="still right")), "✓ Acme · $250,000 · Commit · Ann · still right"),
        (a_drill(lines(Acme="a", Beta="b", Gamma="c")), "All 3 doubtful deals are confirmed."),
        (a_drill(lines(DEALS[3:])), "No deal is in doubt; there was nothing to ask."),
        (a_drill(left=True), "*Called off.* You get no final."),
        (a_drill(as_of=OVER), "*The final went out at 16:30 GMT; it stands below.*\n0 of 3 deals confirmed by then."),
        (a_drill(lines([LOST], Acme="closed as lost")), "✓ Acme · $38,000 · Lost · Ann · closed as lost"),
        (a_drill(late(lines()), as_of=OVER), "○ Acme · $250,000 · Commit · Ann · after the final"),
        (a_drill(not_asked=(NotAsked(BOB, None),)), "Bob Rep is not in this Slack, and is not asked."),
        (a_drill(not_asked=(NotAsked(ANN, NOW),)), "Ann Rep is asked at Thu 19 Nov 2026 10:00 EST, when their day"),
        (a_drill(not_asked=(NotAsked(replace(BOB, slack_id="U1"), None),)), "outside working hours until the deadline"),
        (a_drill(not_asked=(NotAsked(replace(BOB, active=False), None),)), "Bob Rep has left; nobody is asked"),
    ],
)
def test_the_caller_reads_how_sure_the_number_is(view: DrillView, said: str) -> None:
    """The forecast as of the call, each deal fresh or in doubt, whose and why, and who is still awaited."""
    assert said in shown(drill_message(view))


def test_calling_off_is_asked_back_and_offered_while_it_is_on() -> None:
    """Whoever left or whose drill is over has nothing to call off."""
    assert labels(drill_message(a_drill())) == ["Every deal", "Excel", "Call it off"]
    assert labels(drill_message(a_drill(left=True))) == ["Every deal", "Excel"]
    assert labels(drill_message(a_drill(as_of=OVER))) == ["Every deal", "Excel"]


@pytest.mark.parametrize(
    ("called", "view", "said"),
    [
        (
            Called(DRILL, 1, False, (4, 5)),
            a_drill(),
            "3 of 4 deals are in doubt; 2 people are asked. The final comes by",
        ),
        (Called(DRILL, 1, False, ()), a_drill(), "nobody can be asked before then"),
        (Called(DRILL, 1, False, ()), a_drill(lines(DEALS[3:])), "No deal in it is in doubt, so nobody is asked."),
        (
            Called(DRILL, 1, True, ()),
            a_drill(),
            "Max Lead has called a firedrill already, and you get its final by 16:30",
        ),
    ],
)
def test_the_number_comes_at_once(called: Called, view: DrillView, said: str) -> None:
    """Where the command was typed: the number, how much of it is in doubt, what happens next."""
    text = called_text(called, view)
    assert text.startswith("2026-Q4: $0 closed, commit ")
    assert said in text


def test_an_owner_is_asked_about_each_doubtful_deal() -> None:
    """Who needs what by when on the owner's clock; each deal with why and one click; all at once."""
    message = ask_message(an_ask())
    text = shown(message)
    assert "*Max Lead needs the forecast for 2026-Q4 by 11:30 EST.*\n2 of your 5 deals in it need a look." in text
    assert "*Acme* · $250,000 · closes Fri 11 Dec 2026\nNothing heard for longer than its stage usually allows." in text
    assert labels(message) == ["Push date", "Update", "Still right", "Still right", "Update"]
    assert buttons(message)[Act.DRILL_STILL_RIGHT] == ["7:2", "7:1"]
    both = [replace(line, deal=replace(line.deal, close_date=NOW.date())) for line in lines() if line.owner == ANN]
    assert buttons(ask_message(an_ask(both)))[Act.DRILL_CONFIRM_ALL] == ["7"]


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (an_ask(lines(DEALS[:2], Acme="still right")), "✓ ~Acme~ · still right"),
        (an_ask(lines(DEALS[:2], Acme="still right", Beta="edited")), "Done, thank you. Max sees it right away."),
        (an_ask(drill=OFF), "Max Lead no longer needs the forecast."),
        (
            an_ask(as_of=OVER),
            "The final for Max went out at 11:30 EST. What you say about these deals from now on",
        ),
        (an_ask(as_of=OVER), "○ Acme"),
        (an_ask(late(lines(DEALS[:2])), as_of=OVER), "✓ ~Beta~ · after the final"),
        (an_ask(late(lines(DEALS[:2])), as_of=OVER), "counts for the deals, and is not in it. Thank you."),
        (an_ask(lines(DEALS[:2], Acme="a", Beta="b"), as_of=OVER), "EST, with all your answers in it. Thank you."),
        (an_ask(lines(DEALS[:1]), deals=1), "Your deal in it needs a look."),
        (an_ask(lines(DEALS[:1])), "One of your 5 deals in it needs a look."),
    ],
)
def test_the_question_shrinks_to_nothing(view: AskView, said: str) -> None:
    """Answered deals are ticked off; when all are, thanks; when it was called off, so much."""
    assert said in shown(ask_message(view))


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (
            a_final(Progress(1, 5, (4, 5))),
            "*1 of 5 deals confirmed.* Still open:\n• Ann Rep (no answer): Acme and Beta\n• Bob Rep (no answer): Acme",
        ),
        (
            a_final(Progress(2, 6, (4,)), unanswered=(Unanswered(ANN, ("Acme",), 4, 2),)),
            "• Ann Rep (2 of 6 answered): Acme and 3 more",
        ),
        (a_final(Progress(3, 3, ())), "All 3 doubtful deals are confirmed."),
        (a_final(Progress(0, 0, ())), "No deal was in doubt."),
        (
            a_final(Progress(3, 3, ())),
            "It took 2 people together 2 min. Retyping 21 deals into a spreadsheet, at three",
        ),
        (
            a_final(Progress(2, 6, (4,)), unanswered=(Unanswered(ANN, ("Acme",), 4, 0, asked=False),)),
            "(not asked, outside their working hours): Acme",
        ),
        (a_final(Progress(3, 3, ()), clicked=0), "It took nobody's time."),
        (a_final(Progress(3, 3, ()), clicked=1), "It took 1 person 2 min."),
        (a_final(Progress(3, 3, ())), "3 firedrills this quarter; a forecast was opened 41 times without asking"),
        (a_final(Progress(3, 3, ()), opened=0), "3 firedrills this quarter; no forecast opened yet without asking"),
        (a_final(Progress(3, 3, ()), held=1, opened=1), "The first firedrill this quarter; a forecast was opened once"),
        (a_final(Progress(3, 3, ())), "Nothing has changed since Monday 15:00; commit still $250K."),
    ],
)
def test_the_final_tells_what_it_took(view: FinalView, said: str) -> None:
    """The number, what moved, who did not answer, and the time it cost beside an estimate named as one."""
    assert said in shown(final_message(view, workbook=True))


def test_a_workbook_that_failed_is_said() -> None:
    """Never silence about what was promised."""
    assert "could not be made" in shown(final_message(a_final(Progress(3, 3, ())), workbook=False))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59, "59 s"), (60, "1 min"), (95, "2 min"), (3600, "1 h"), (3780, "1 h 3 min")],
)
def test_a_stretch_of_time(seconds: int, words: str) -> None:
    """As people say it."""
    assert lasting(timedelta(seconds=seconds)) == words


MANY = [a_deal(id=n % 3 + 1, name=HOSTILE[n % len(HOSTILE)], amount=usd(n)) for n in range(300)]
NAMED = [Person(id=n + 20, name=name) for n, name in enumerate(HOSTILE)]


def surfaces() -> list[Any]:
    """All messages and views, with many deals and hostile names."""
    many = lines(MANY)
    caller = replace(MAX, name=HOSTILE[0])
    drill = replace(DRILL, note=HOSTILE[0] * 5)
    waiting = tuple(Unanswered(person, tuple(HOSTILE[:5]), 40, 1) for person in NAMED)
    return [
        drill_message(a_drill(many, caller=caller, drill=drill, not_asked=tuple(NotAsked(p, None) for p in NAMED))),
        every_deal_view(a_drill(many)),
        every_deal_view(a_drill(())),
        ask_message(an_ask(many, caller=caller, drill=drill)),
        ask_message(an_ask(many, caller=caller, as_of=OVER)),
        ask_message(an_ask(lines(MANY, TEAM, **{deal.name: HOSTILE[0] for deal in MANY}), caller=caller)),
        final_message(a_final(Progress(1, 300, ()), unanswered=waiting, drill=drill), workbook=True),
    ]


@pytest.mark.parametrize("place", range(7))
def test_any_firedrill_fits(place: int) -> None:
    """Three hundred deals, and names made to ping or to break something: within Slack's limits and schemas."""
    check(surfaces()[place], schema=True)


def test_when_the_final_is_out_nothing_is_asked_any_more() -> None:
    """No button answers a question that is closed; the deals that are open still lead to their cards."""
    assert labels(ask_message(an_ask(as_of=OVER))) == ["Open", "Open"]
    assert labels(ask_message(an_ask(late(lines(DEALS[:2])), as_of=OVER))) == []


def test_every_button_is_answered() -> None:
    """Behind each button stands a listener."""
    seen = {element["action_id"] for surface in surfaces() for element in clickable(surface)}
    assert [action_id for action_id in sorted(seen) if action_route(action_id) is None] == []


def test_a_date_that_has_passed_is_asked_first() -> None:
    """Its deal stands first with the date to be pushed; below it one button speaks of the others."""
    gone, first = (line for line in lines() if line.owner == ANN and line.noted.doubts)
    gone, first = (gone, first) if gone.has_passed(NOW) else (first, gone)
    again = replace(first, deal=replace(first.deal, id=9, name="Omega"), noted=replace(first.noted, deal_id=9))
    message = ask_message(an_ask([first, again, gone]))
    said = shown(message)
    assert said.index(gone.deal.name) < said.index("The other 2 are still right") < said.index(first.deal.name)
    assert labels(message)[:4] == ["Push date", "Update", "Still right", "The other 2 are still right"]
    assert "Both still right" in labels(ask_message(an_ask([first, again])))


def test_the_final_names_what_was_confirmed_although_its_date_has_passed() -> None:
    """It counts in the number, so whoever reads that should know."""
    line = replace(lines()[0], settled=True)
    said = shown(final_message(a_final(Progress(1, 1, ()), overdue=(line,)), workbook=True))
    assert f"Confirmed, although the close date has passed: {line.deal.name} ({line.owner.first_name})." in said
