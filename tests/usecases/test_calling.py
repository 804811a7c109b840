"""Making a call and adjusting one: prefilled, saved, replaced, taken back, measured, and who may."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from bot.blocks.calls import adjust_view, call_view
from sales.calls import Standing
from sales.deal import Deal, Entry, Field, Via
from sales.errors import Invalid, NotAllowed, NotFound
from sales.money import Money
from sales.people import Person
from sales.revising import opened, revised
from sales.usecases.actors import Actor
from sales.usecases.adjusting import adjust, adjust_form
from sales.usecases.calling import CallMade, TakenBack, call_form, call_is_due, submit_call, take_back
from sales.usecases.forecasts import forecast
from sales.usecases.hearing import note
from sales.usecases.names import Names
from sales.usecases.nudging import plan_nudge
from sales.usecases.ports import Heard
from sales.usecases.reading import Said
from sales.usecases.say import Asked, say
from sales.workspace import ScheduleKind, Workspace, default_schedule
from storage.sql import SqlStore
from tests.blocks.seen import shown

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
Team = dict[str, Person]


def usd(major: int) -> Money:
    return Money(major * 100)


def actor(workspace: Workspace, person: Person) -> Actor:
    return Actor(workspace.id, person)


def add_deal(store: SqlStore, workspace: Workspace, owner: Person, amount: int, won_on: date | None = None) -> None:
    """An open deal of this quarter, or one that was won on a day."""
    at = datetime(2026, 7, 1, 12, tzinfo=UTC)
    with store.writing(workspace.id) as tx:
        entry = tx.entries.add(Entry(by=owner.id, at=at, via=Via.COMMAND))
        draft = Deal(
            name="Acme",
            owner_id=owner.id,
            stage="contract",
            amount=usd(amount),
            close_date=date(2026, 12, 15),
            next_step="Sign",
            created_at=at,
            stage_since=at,
        )
        deal = tx.deals.add(opened(draft, entry, tx.process), entry)
        if won_on is not None:
            wishes = {Field.STAGE: tx.process.won.key, Field.CLOSED_ON: won_on}
            closing = tx.entries.add(Entry(by=owner.id, at=NOW, via=Via.COMMAND))
            tx.deals.save(revised(deal, wishes, closing, tx.process, today=won_on), closing)  # type: ignore[arg-type]


def call(store: SqlStore, who: Actor, commit: int | None, best: int | None = None, at: datetime = NOW) -> CallMade:
    amounts = [None if amount is None else usd(amount) for amount in (commit, best)]
    return submit_call(store, who, "this", amounts[0], amounts[1], "", at)


def standing_of(store: SqlStore, who: Actor, at: datetime = NOW) -> Standing:
    found = forecast(store, who, at).calls
    assert found is not None
    return found


def test_the_form_begins_with_the_roll_up_then_with_the_last_call(
    store: SqlStore, workspace: Workspace, team: Team
) -> None:
    """Nobody types what the deals already say."""
    add_deal(store, workspace, team["Dana"], 40_000)
    dana, mia = actor(workspace, team["Dana"]), actor(workspace, team["Mia"])
    form = call_form(store, dana, "this", NOW)
    assert (form.period.name, form.commit, form.best_case) == ("2026-Q4", usd(40_000), usd(40_000))
    assert call_form(store, mia, "this", NOW).commit == usd(40_000)
    call(store, dana, 50_000, 60_000)
    again = call_form(store, dana, "this", NOW + HOUR)
    assert (again.commit, again.best_case, again.rolled.commit) == (usd(50_000), usd(60_000), usd(40_000))
    assert call_form(store, dana, "next", NOW).previous is None


@pytest.mark.parametrize("period", ["2026-10-01/2026-11-15", "2026-12-01/2027-02-01"])
def test_nobody_calls_a_stretch_of_days(store: SqlStore, workspace: Workspace, team: Team, period: str) -> None:
    """The form does not even open for what is no month, quarter or year; the days of one are that one."""
    mia = Actor(workspace.id, team["Mia"])
    with pytest.raises(Invalid, match="a month, a quarter or a year"):
        call_form(store, mia, period, NOW)
    with pytest.raises(Invalid, match="a month, a quarter or a year"):
        submit_call(store, mia, period, usd(1), None, "", NOW)
    with pytest.raises(Invalid, match="a month, a quarter or a year"):
        adjust(store, mia, team["Dana"].id, period, usd(1), None, "because", NOW)
    assert call_form(store, mia, "2026-10-01/2027-01-01", NOW).period.name == "2026-Q4"


def test_managers_see_who_has_called_and_who_has_not(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """In the forecast, beside the sums; an earlier instant shows what held then."""
    for name in ("Dana", "Rui"):
        add_deal(store, workspace, team[name], 40_000)
    dana, mia = actor(workspace, team["Dana"]), actor(workspace, team["Mia"])
    call(store, dana, 45_000)
    call(store, dana, 50_000, at=NOW + HOUR)
    found = standing_of(store, mia, NOW + 2 * HOUR)
    assert found.calls[dana.person.id].commit == usd(50_000)
    assert [person.first_name for person in found.missing] == ["Rui"]
    then = forecast(store, mia, NOW + 2 * HOUR, as_of=NOW + HOUR / 2).calls
    assert then is not None
    assert then.calls[dana.person.id].commit == usd(45_000)
    assert forecast(store, mia, NOW + 2 * HOUR).report.line.rolled.commit == usd(80_000)


def test_a_call_is_replaced_and_taken_back(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """Taken back, the one before counts again; then none. The same form sent twice is one call."""
    dana = actor(workspace, team["Dana"])
    first = call(store, dana, 45_000)
    assert call(store, dana, 45_000, at=NOW + timedelta(seconds=9)).call.id == first.call.id
    second = call(store, dana, 50_000, at=NOW + HOUR)
    assert (second.previous, second.call.id) == (first.call, second.call.id)
    back = take_back(store, dana, second.call.id, NOW + 2 * HOUR)
    assert back.again == first.call
    with pytest.raises(NotFound, match="does not count any more"):
        take_back(store, dana, second.call.id, NOW + 2 * HOUR)
    with store.reading(workspace.id) as tx:
        kept = tx.calls.of_person(dana.person.id)
    assert [one.commit for one in kept] == [usd(45_000), usd(50_000), None]
    assert take_back(store, dana, first.call.id, NOW + 3 * HOUR).again is None
    assert dana.person.id not in standing_of(store, dana, NOW + 4 * HOUR).calls


def said(store: SqlStore, who: Actor, text: str, ts: int, at: datetime = NOW, **answers: str) -> object:
    heard = Heard(f"C1:{ts}", "C1", f"{ts}.0", who.person.slack_id or "", text, None, at)
    note(store, who.workspace_id, heard, "a process")
    given = {key.replace("_", ".", 1): value for key, value in answers.items()}
    return say(store, Names(), who, Said(heard=heard, via=Via.MESSAGE, answers=given), at)


def test_a_sentence_makes_a_call(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """What it leaves out stays as it was called; a period may be named; "undo" takes it back."""
    dana = actor(workspace, team["Dana"])
    made = said(store, dana, "commit 450k, best 600k", 1)
    assert isinstance(made, CallMade)
    assert (made.call.commit, made.call.best_case, made.call.period.name) == (usd(450_000), usd(600_000), "2026-Q4")
    higher = said(store, dana, "my commit is 500k", 2, NOW + HOUR)
    assert isinstance(higher, CallMade)
    assert (higher.call.commit, higher.call.best_case) == (usd(500_000), usd(600_000))
    beyond = said(store, dana, "my commit is 700k", 3, NOW + 2 * HOUR)
    assert isinstance(beyond, CallMade)
    assert (beyond.call.commit, beyond.call.best_case) == (usd(700_000), None)
    later = said(store, dana, "my call for next quarter is 300k", 4, NOW + 2 * HOUR)
    assert isinstance(later, CallMade)
    assert later.call.period.name == "2027-Q1"
    undone = said(store, dana, "undo", 5, NOW + 3 * HOUR)
    assert isinstance(undone, TakenBack)
    assert (undone.undone.period.name, undone.again) == ("2027-Q1", None)


def test_a_missing_scale_is_asked_once(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """450 may be thousands: one click decides it for the best case as well."""
    dana = actor(workspace, team["Dana"])
    asked = said(store, dana, "commit 450, best 600", 1)
    assert isinstance(asked, Asked)
    assert asked.question is not None
    assert [choice.label for choice in asked.question.choices] == ["$450,000", "$450"]
    for written, best in (("money:USD:45000000", 600_000), ("money:USD:45000", 600)):
        made = said(store, dana, "commit 450, best 600", 1, NOW, **{"0_commit": written})
        assert isinstance(made, CallMade)
        assert made.call.best_case == usd(best)


def test_accuracy_is_of_calls_made_in_time(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """The last call within the quarter against what was closed in it; one made after it does not count."""
    dana, mia = actor(workspace, team["Dana"]), actor(workspace, team["Mia"])
    add_deal(store, workspace, team["Dana"], 100_000, won_on=date(2026, 8, 10))
    summer = datetime(2026, 8, 1, tzinfo=UTC)
    call(store, dana, 70_000, at=summer)
    call(store, dana, 90_000, at=summer + timedelta(days=30))
    assert submit_call(store, dana, "2026-Q3", usd(100_000), None, "", NOW).call.late
    form = call_form(store, dana, "this", NOW)
    assert (form.accuracy, form.periods) == (Decimal("0.9"), 1)
    assert adjust_form(store, mia, dana.person.id, "this", NOW).accuracy == Decimal("0.9")
    for view in (call_view(form, ""), adjust_view(adjust_form(store, mia, dana.person.id, "this", NOW))):
        assert "2026-Q3: called *$90,000*, closed *$100,000* · 90%" in shown(view)


def test_the_person_sees_how_near_it_came_before_the_coach_does(
    store: SqlStore, workspace: Workspace, team: Team
) -> None:
    """On the first day of the next quarter Dana knows; Mia, a week later."""
    dana, mia = actor(workspace, team["Dana"]), actor(workspace, team["Mia"])
    add_deal(store, workspace, team["Dana"], 100_000, won_on=date(2026, 8, 10))
    call(store, dana, 70_000, at=datetime(2026, 8, 1, tzinfo=UTC))
    first = datetime(2026, 10, 1, 9, tzinfo=UTC)
    for at, seen in ((first, 0), (first + timedelta(days=7), 1)):
        assert len(call_form(store, dana, "this", at).earlier) == 1
        assert len(adjust_form(store, mia, dana.person.id, "this", at).earlier) == seen


def test_an_adjustment_stands_beside_the_sum(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """The roll-up stays; the number, the note and who made it are shown; empty takes it back; all is audited."""
    add_deal(store, workspace, team["Dana"], 40_000)
    mia, ada = actor(workspace, team["Mia"]), actor(workspace, team["Ada"])
    dana = team["Dana"].id
    adjust(store, mia, dana, "this", usd(30_000), None, "not signed yet", NOW)
    adjust(store, ada, dana, "this", usd(20_000), None, "careful", NOW + HOUR)
    found = forecast(store, mia, NOW + 2 * HOUR)
    assert found.report.line.rolled.commit == usd(40_000)
    assert found.calls is not None
    assert [(one.by, one.commit) for one in found.calls.adjustments[dana]] == [
        (ada.person.id, usd(20_000)),
        (mia.person.id, usd(30_000)),
    ]
    form = adjust_form(store, mia, dana, "this", NOW + 2 * HOUR)
    assert form.mine is not None
    assert form.mine.note == "not signed yet"
    adjust(store, mia, dana, "this", None, None, "", NOW + 3 * HOUR)
    assert len(standing_of(store, mia, NOW + 4 * HOUR).adjustments[dana]) == 1


def test_who_may_adjust(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """Whoever is above; never oneself, a peer or a superior; and not without saying why."""
    for who, whom in (("Mia", "Kim"), ("Mia", "Mia"), ("Dana", "Rui"), ("Dana", "Mia")):
        with pytest.raises(NotAllowed, match="report to you"):
            adjust(store, actor(workspace, team[who]), team[whom].id, "this", usd(1), None, "x", NOW)
    with pytest.raises(Invalid, match="Say why") as refused:
        adjust(store, actor(workspace, team["Ada"]), team["Kim"].id, "this", usd(1), None, " ", NOW)
    assert refused.value.field == "note"


@pytest.mark.parametrize(
    ("at", "weekday", "is_due"),
    [(FRIDAY, 4, True), (NOW, 4, False), (FRIDAY + 4 * HOUR, 4, False), (FRIDAY, None, False), (FRIDAY, 6, True)],
)
def test_the_reminder_comes_on_the_last_working_morning(
    store: SqlStore, workspace: Workspace, team: Team, at: datetime, weekday: int | None, is_due: bool
) -> None:
    """With the day's one nudge, or alone where no deal needs anybody; not after it is due; never twice."""
    add_deal(store, workspace, team["Dana"], 40_000)
    dana = actor(workspace, team["Dana"])
    schedule = default_schedule(dana.person.id, ScheduleKind.NUDGE)
    with store.writing(workspace.id) as tx:
        tx.save_workspace(replace(tx.workspace, call_weekday=weekday), None)
    with store.reading(workspace.id) as tx:
        assert (call_is_due(tx, dana.person, at) is not None) is is_due
        payload = plan_nudge(tx, schedule, (), None, at)
        assert (payload is not None and payload.get("call") is True) is is_due
        assert call_is_due(tx, team["Kim"], at) is None
    call(store, dana, 40_000, at=at - HOUR)
    with store.reading(workspace.id) as tx:
        assert plan_nudge(tx, schedule, (), None, at) is None
