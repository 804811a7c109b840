"""Calling a firedrill, answering it and calling it off: what is saved and what is enqueued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from sales.deal import Deal, Entry, Field, Via
from sales.delivery import Delivery
from sales.errors import Invalid, NotAllowed, NotFound
from sales.firedrill import Doubt
from sales.money import Money
from sales.people import Person, Role
from sales.period import FiscalCalendar
from sales.revising import opened
from sales.usecases.actors import Actor
from sales.usecases.advancing import change
from sales.usecases.changing import Wish
from sales.usecases.deal_lists import needing_attention
from sales.usecases.drill_progress import ASK, EDIT, FINAL, FIREDRILL, end_when_due
from sales.usecases.drill_views import FinalView, final_view, see_ask, see_drill
from sales.usecases.drill_words import demand
from sales.usecases.drilling import (
    Called,
    answer_drill,
    answered_by_form,
    call_firedrill,
    call_off,
    looked,
)
from sales.usecases.home import home
from sales.usecases.nudging import confirmed
from sales.usecases.undo import undo
from sales.workspace import Workspace
from storage.sql import SqlStore

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
Team = dict[str, Person]


@pytest.fixture
def deals(store: SqlStore, workspace: Workspace, team: Team) -> dict[str, int]:
    """Dana has a fresh deal and two doubtful ones, Rui a doubtful one; Kim's is another team's, Mia's closes later."""
    found = {}
    for name, owner, facts in (
        ("Fresh", "Dana", {"next_step": "Call"}),
        ("Vague", "Dana", {}),
        ("Late", "Dana", {"close_date": date(2026, 11, 2), "next_step": "Call"}),
        ("Rui's", "Rui", {"amount": Money(9_000_000)}),
        ("Kim's", "Kim", {}),
        ("Later", "Mia", {"close_date": date(2027, 2, 1)}),
    ):
        found[name] = _add(store, workspace, team[owner], name, facts)
    return found


def _add(store: SqlStore, workspace: Workspace, owner: Person, name: str, facts: Mapping[str, object]) -> int:
    at = NOW - timedelta(days=1)
    with store.writing(workspace.id) as tx:
        entry = tx.entries.add(Entry(by=owner.id, at=at, via=Via.COMMAND))
        draft = Deal(
            name=name,
            owner_id=owner.id,
            stage="discovery",
            amount=Money(4_500_000),
            close_date=date(2026, 12, 15),
            created_at=at,
            stage_since=at,
        )
        return tx.deals.add(opened(replace(draft, **facts), entry, tx.process), entry).id  # type: ignore[arg-type]


def _actor(workspace: Workspace, person: Person) -> Actor:
    return Actor(workspace.id, person)


def _call(store: SqlStore, workspace: Workspace, person: Person, words: str = "16:30", at: datetime = NOW) -> Called:
    return call_firedrill(store, _actor(workspace, person), words, at)


def _rows(store: SqlStore, workspace: Workspace, kind: str, slot: str) -> list[Delivery]:
    with store.reading(workspace.id) as tx:
        return tx.deliveries.with_slot(kind, slot)


def _final(store: SqlStore, workspace: Workspace, called: Called, reader: Person, at: datetime) -> FinalView:
    with store.reading(workspace.id) as tx:
        return final_view(tx, tx.drills.get(called.drill.id) or called.drill, reader, at)


@pytest.mark.usefixtures("deals")
def test_only_owners_of_doubtful_deals_are_asked_and_once(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """One message to the caller now, one to each owner of doubtful deals below them, one more at the deadline."""
    called = _call(store, workspace, team["Mia"], "16:30 board")
    assert called.asked == (team["Rui"].id, team["Dana"].id)
    slot = f"drill {called.drill.id}"
    assert [row.recipient for row in _rows(store, workspace, FIREDRILL, slot)] == [str(team["Mia"].id)]
    assert {row.recipient for row in _rows(store, workspace, ASK, slot)} == {str(i) for i in called.asked}
    (final,) = _rows(store, workspace, FINAL, slot)
    assert final.due_at == datetime(2026, 11, 18, 16, 30, tzinfo=UTC)
    view = see_drill(store, _actor(workspace, team["Mia"]), called.drill.id, NOW)
    assert [line.deal.name for line in view.doubtful] == ["Rui's", "Vague", "Late"]
    assert [line.noted.doubts for line in view.doubtful] == [
        (Doubt.NO_NEXT_STEP,),
        (Doubt.NO_NEXT_STEP,),
        (Doubt.PAST_DUE,),
    ]
    assert [line.deal.name for line in view.fresh] == ["Fresh"]
    assert (view.deals, view.progress.settled, view.progress.total) == (4, 0, 3)
    assert view.forecast.report.as_of == NOW


def test_answers_count_wherever_they_are_given(
    store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]
) -> None:
    """A click, a form, or the deal being updated elsewhere; the confirmation is a fact in the deal's history."""
    called = _call(store, workspace, team["Mia"])
    dana, rui = _actor(workspace, team["Dana"]), _actor(workspace, team["Rui"])
    answer_drill(store, dana, called.drill.id, [deals["Vague"]], NOW + MINUTE)
    answered_by_form(store, dana, called.drill.id, deals["Late"], "close date moved", NOW + 3 * MINUTE)
    change(store, rui, Wish(deal_id=deals["Rui's"], fields={Field.NEXT_STEP: "Ask"}), Via.COMMAND, NOW + 4 * MINUTE)
    view = see_drill(store, _actor(workspace, team["Mia"]), called.drill.id, NOW + 5 * MINUTE)
    assert view.progress.is_done
    assert {line.deal.name: line.noted.answer for line in view.doubtful} == {
        "Vague": "still right",
        "Late": "close date moved",
        "Rui's": "",
    }
    with store.reading(workspace.id) as tx:
        last = tx.deals.history(deals["Vague"])[-1]
    assert (last.field, last.by, last.at) == (Field.CONFIRMED, team["Dana"].id, NOW + MINUTE)
    final = _final(store, workspace, called, team["Mia"], NOW + 60 * MINUTE)
    assert (final.clicked, final.spent, final.unanswered) == (1, 2 * MINUTE, ())


def test_all_at_once_and_twice_is_once(
    store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]
) -> None:
    """Confirm all settles what can still be right in one entry; a second click changes nothing."""
    called = _call(store, workspace, team["Mia"])
    dana = _actor(workspace, team["Dana"])
    for at in (NOW + MINUTE, NOW + 2 * MINUTE):
        answer_drill(store, dana, called.drill.id, None, at)
    with store.reading(workspace.id) as tx:
        told = [tx.deals.history(deals[name]) for name in ("Vague", "Late", "Fresh")]
    assert [sum(change.field is Field.CONFIRMED for change in history) for history in told] == [1, 0, 0]
    assert [line.deal.name for line in see_ask(store, dana, called.drill.id, NOW + 3 * MINUTE).left] == ["Late"]


def test_progress_is_shown_at_most_every_ten_seconds(
    store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]
) -> None:
    """The first answer at once, those right behind it together, when ten seconds are over."""
    called = _call(store, workspace, team["Mia"])
    start = NOW + MINUTE
    for seconds, who, name in ((0, "Dana", "Vague"), (2, "Dana", "Late"), (4, "Rui", "Rui's")):
        at = start + timedelta(seconds=seconds)
        answer_drill(store, _actor(workspace, team[who]), called.drill.id, [deals[name]], at)
    window = int(start.timestamp()) // 10
    rows = [_rows(store, workspace, EDIT, f"drill {called.drill.id} at {window + n}") for n in range(3)]
    assert [[row.due_at - start for row in found] for found in rows] == [
        [timedelta(0)],
        [timedelta(seconds=10)],
        [],
    ]


@pytest.mark.usefixtures("deals")
def test_the_second_joins_the_first(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """Same subtree, same period: nobody is asked again, and both get the final of the first; another period is another
    firedrill, and what one has asked the other does not ask again."""
    ada = _actor(workspace, team["Ada"])
    with store.writing(workspace.id) as tx:
        cfo = tx.people.save(Person(id=0, name="Cora Chief", role=Role.EXECUTIVE, slack_id="U-cora"))
    first = _call(store, workspace, team["Ada"])
    second = _call(store, workspace, cfo, "17:00")
    assert (second.joined, second.asked, second.drill) == (True, (), first.drill)
    assert [row.due_at for row in _rows(store, workspace, FINAL, f"drill {first.drill.id}")] == [
        first.drill.deadline
    ] * 2
    again = call_firedrill(store, ada, "16:45", NOW + MINUTE)
    assert again.joined
    assert again.delivery_id == first.delivery_id
    below = _call(store, workspace, team["Mia"])
    assert (below.joined, below.asked) == (False, ())
    assert not _call(store, workspace, team["Mia"], "16:30 next quarter").joined


def test_an_answer_counts_for_every_firedrill_about_the_deal(
    store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]
) -> None:
    """The whole company's and the team's run at once; the owner answers once, and both show it."""
    whole, part = _call(store, workspace, team["Ada"]), _call(store, workspace, team["Mia"], "15:00")
    answer_drill(store, _actor(workspace, team["Dana"]), whole.drill.id, [deals["Vague"]], NOW + MINUTE)
    for called, who in ((whole, "Ada"), (part, "Mia")):
        view = see_drill(store, _actor(workspace, team[who]), called.drill.id, NOW + 2 * MINUTE)
        assert view.progress.settled == 1
        final = _final(store, workspace, called, team[who], called.drill.deadline)
        assert (final.clicked, final.spent) == (1, timedelta(seconds=10))
    used = home(store, _actor(workspace, team["Ada"]), NOW + 2 * MINUTE).used
    assert used is not None
    assert used.spared is not None
    assert used.spared.spent == timedelta(seconds=10)


def test_the_final_blames_nobody_who_could_not_be_asked(
    store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]
) -> None:
    """Whose working day begins after the deadline is named as not asked, not as silent."""
    with store.writing(workspace.id) as tx:
        tx.people.save(replace(team["Rui"], timezone="Pacific/Auckland"))
    called = _call(store, workspace, team["Ada"], "in 1 hour")
    final = _final(store, workspace, called, team["Ada"], called.drill.deadline)
    assert {(one.person.first_name, one.asked) for one in final.unanswered} == {
        ("Rui", False),
        ("Dana", True),
        ("Kim", True),
    }


def test_called_off_by_all_who_called(store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]) -> None:
    """As long as somebody waits for it, it goes on; then those who were asked are told, and a new one can be called."""
    with store.writing(workspace.id) as tx:
        cfo = tx.people.save(Person(id=0, name="Cora Chief", role=Role.EXECUTIVE, slack_id="U-cora"))
    called = _call(store, workspace, team["Ada"])
    _call(store, workspace, cfo)
    assert call_off(store, _actor(workspace, team["Ada"]), called.drill.id, NOW + MINUTE).ended_at is None
    over = call_off(store, _actor(workspace, cfo), called.drill.id, NOW + 2 * MINUTE)
    assert over.was_called_off()
    slot = f"drill {called.drill.id}"
    told = _rows(store, workspace, EDIT, f"{slot} asked called off")
    assert [row.payload["edits"] for row in told] == [row.id for row in _rows(store, workspace, ASK, slot)]
    assert not call_firedrill(store, _actor(workspace, cfo), "16:30", NOW + 3 * MINUTE).joined
    with pytest.raises(NotFound, match="not called that firedrill"):
        call_off(store, _actor(workspace, team["Mia"]), called.drill.id, NOW)


def test_at_its_deadline_it_is_closed_wherever_it_stands(
    store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]
) -> None:
    """The caller's message and every question are shown anew, once; what was settled in any way stays settled. What is
    said afterwards counts for the deal, is not in the final, and took no time of the firedrill's."""
    called = _call(store, workspace, team["Mia"])
    dana, mia = _actor(workspace, team["Dana"]), _actor(workspace, team["Mia"])
    change(store, dana, Wish(deal_id=deals["Late"], fields={Field.AMOUNT: Money(1)}), Via.COMMAND, NOW + MINUTE)
    after, slot = called.drill.deadline, f"drill {called.drill.id}"
    for at in (after - MINUTE, after, after + MINUTE):
        end_when_due(store, workspace.id, called.drill.id, at)
    asked = [row.id for row in _rows(store, workspace, ASK, slot)]
    assert [row.payload["edits"] for row in _rows(store, workspace, EDIT, f"{slot} asked over")] == asked
    assert [row.payload["edits"] for row in _rows(store, workspace, EDIT, f"{slot} over")] == [called.delivery_id]
    for at in (after + MINUTE, after + 2 * MINUTE):
        answer_drill(store, dana, called.drill.id, None, at)
    final = _final(store, workspace, called, team["Mia"], after + 3 * MINUTE)
    assert (final.progress.settled, final.progress.total, final.clicked) == (1, 3, 0)
    told = {(one.person.first_name, one.names, one.open, one.settled) for one in final.unanswered}
    assert told == {("Rui", ("Rui's",), 1, 0), ("Dana", ("Vague",), 1, 1)}
    lines = {
        line.deal.name: (line.noted.answer, line.late) for line in see_ask(store, dana, called.drill.id, after).lines
    }
    assert lines == {"Late": ("updated", False), "Vague": ("", True)}
    with store.reading(workspace.id) as tx:
        assert [change.field for change in tx.deals.history(deals["Vague"])].count(Field.CONFIRMED) == 1
    assert call_off(store, mia, called.drill.id, after + MINUTE).ended_at == after
    assert not see_drill(store, mia, called.drill.id, after + MINUTE).left


@pytest.mark.usefixtures("deals")
def test_the_final_counts_what_the_quarter_has_held_and_what_retyping_takes(
    store: SqlStore, workspace: Workspace, team: Team
) -> None:
    """Firedrills of the quarter so far, this one with them, those that were called off without; three minutes for every
    open deal of the forecast."""
    first = _call(store, workspace, team["Mia"], "15:00")
    whole = _call(store, workspace, team["Ada"], "15:30")
    call_off(store, _actor(workspace, team["Ada"]), whole.drill.id, NOW + MINUTE)
    for called in (first, _call(store, workspace, team["Mia"], "18:00", NOW + timedelta(hours=8))):
        end_when_due(store, workspace.id, called.drill.id, called.drill.deadline)
    final = _final(store, workspace, called, team["Mia"], called.drill.deadline)
    assert (final.held, final.deals, final.old_way) == (2, 4, timedelta(minutes=12))


def test_a_question_goes_on_where_another_firedrill_needs_it(
    store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]
) -> None:
    """The team's firedrill has asked; the company's has not repeated it. When the first is over, the second asks what
    is still open, and nobody else."""
    part, whole = _call(store, workspace, team["Mia"], "15:00"), _call(store, workspace, team["Ada"], "17:00")
    answer_drill(store, _actor(workspace, team["Rui"]), part.drill.id, None, NOW + MINUTE)
    slot, before = f"drill {whole.drill.id}", {str(i) for i in whole.asked}
    assert str(team["Dana"].id) not in before
    end_when_due(store, workspace.id, part.drill.id, part.drill.deadline)
    now_asked = {row.recipient for row in _rows(store, workspace, ASK, slot)}
    assert now_asked == before | {str(team["Dana"].id)}


def test_a_sentence_ticks_the_deal_off_in_the_question(
    store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]
) -> None:
    """Whoever updates a deal elsewhere need not answer: the question they were sent is shown anew, and the caller's."""
    called = _call(store, workspace, team["Mia"])
    dana = _actor(workspace, team["Dana"])
    change(store, dana, Wish(deal_id=deals["Late"], fields={Field.AMOUNT: Money(1)}), Via.MESSAGE, NOW + MINUTE)
    window = int((NOW + MINUTE).timestamp()) // 10
    slot = f"drill {called.drill.id}"
    (asked,) = _rows(store, workspace, EDIT, f"{slot} asked at {window}")
    (ask,) = (row for row in _rows(store, workspace, ASK, slot) if row.recipient == str(team["Dana"].id))
    assert asked.payload["edits"] == ask.id
    assert len(_rows(store, workspace, EDIT, f"{slot} at {window}")) == 1
    assert [line.deal.name for line in see_ask(store, dana, called.drill.id, NOW + 2 * MINUTE).left] == ["Vague"]


def test_an_answer_that_is_undone_is_none(
    store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]
) -> None:
    """By a click, in a form, in a sentence: the deal is asked about again where it was ticked off, in every firedrill
    about it, and its owner may answer anew. What else was done to it since counts on."""
    called, other = _call(store, workspace, team["Mia"]), _call(store, workspace, team["Ada"], "17:00")
    dana, rui = _actor(workspace, team["Dana"]), _actor(workspace, team["Rui"])
    late = {Field.CLOSE_DATE: date(2026, 12, 1)}

    def waiting(at: datetime) -> list[list[str]]:
        drills = (see_ask(store, who, one.drill.id, at).left for one in (called, other) for who in (dana, rui))
        return [[line.deal.name for line in left] for left in drills]

    def undone(name: str, at: datetime) -> None:
        with store.reading(workspace.id) as tx:
            entry = tx.deals.history(deals[name])[-1].entry_id
        undo(store, dana if name != "Rui's" else rui, at, entry_id=entry)

    everything = [["Vague", "Late"], ["Rui's"]] * 2
    assert waiting(NOW + MINUTE) == everything
    answer_drill(store, dana, called.drill.id, [deals["Vague"]], NOW + MINUTE)
    change(store, dana, Wish(deal_id=deals["Late"], fields=late), Via.MODAL, NOW + MINUTE)
    answered_by_form(store, dana, called.drill.id, deals["Late"], "close date moved", NOW + MINUTE)
    change(store, rui, Wish(deal_id=deals["Rui's"], fields={Field.NEXT_STEP: "Ask"}), Via.MESSAGE, NOW + MINUTE)
    assert waiting(NOW + 2 * MINUTE) == [[], []] * 2
    for name in ("Vague", "Late", "Rui's"):
        undone(name, NOW + 2 * MINUTE)
    assert waiting(NOW + 3 * MINUTE) == everything
    window = int((NOW + 2 * MINUTE).timestamp()) // 10
    assert _rows(store, workspace, EDIT, f"drill {called.drill.id} asked at {window}")
    answer_drill(store, dana, called.drill.id, [deals["Vague"]], NOW + 4 * MINUTE)
    change(store, dana, Wish(deal_id=deals["Vague"], fields={Field.AMOUNT: Money(1)}), Via.MESSAGE, NOW + 5 * MINUTE)
    undone("Vague", NOW + 6 * MINUTE)
    assert waiting(NOW + 7 * MINUTE) == [["Late"], ["Rui's"]] * 2


@pytest.mark.usefixtures("deals")
def test_after_the_deadline_a_new_one_can_be_called(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """Nobody has to end a firedrill."""
    first = _call(store, workspace, team["Mia"])
    later = _call(store, workspace, team["Mia"], "18:00", NOW + timedelta(hours=8))
    assert not later.joined
    assert later.drill.id != first.drill.id


@pytest.mark.usefixtures("deals")
def test_what_is_refused(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """A rep calls none; nobody answers for others; a time is needed; all in sentences."""
    called = _call(store, workspace, team["Mia"])
    kim = _actor(workspace, team["Kim"])
    with pytest.raises(NotAllowed, match="managers and executives"):
        _call(store, workspace, team["Dana"])
    with pytest.raises(Invalid, match="by when"):
        _call(store, workspace, team["Mia"], "as soon as possible")
    for forbidden in (lambda: looked(store, kim, called.drill.id, NOW), lambda: see_ask(store, kim, 99, NOW)):
        with pytest.raises(NotFound, match="did not ask you anything"):
            forbidden()
    with pytest.raises(NotFound, match="somebody else's"):
        answer_drill(store, _actor(workspace, team["Dana"]), called.drill.id, [4], NOW)
    with pytest.raises(NotFound, match="not called that firedrill"):
        see_drill(store, kim, called.drill.id, NOW)


@pytest.mark.usefixtures("deals")
def test_who_may_see_the_numbers_no_more_sees_no_firedrill(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """An executive nobody reports to calls one on the whole company, and is none any more an hour later."""
    with store.writing(workspace.id) as tx:
        cfo = tx.people.save(Person(id=0, name="Cora Chief", role=Role.EXECUTIVE, slack_id="U-cora"))
    called = _call(store, workspace, cfo)
    assert called.drill.subject_id == team["Ada"].id
    assert see_drill(store, _actor(workspace, cfo), called.drill.id, NOW).deals == 5
    with store.writing(workspace.id) as tx:
        demoted = tx.people.save(replace(cfo, role=Role.REP))
    with pytest.raises(NotAllowed):
        see_drill(store, _actor(workspace, demoted), called.drill.id, NOW + 60 * MINUTE)


def test_who_is_not_reached_is_named(store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]) -> None:
    """At night nobody is asked before their day begins; who is not in Slack or has left is not asked at all."""
    with store.writing(workspace.id) as tx:
        tx.people.save(replace(team["Dana"], timezone="Australia/Sydney"))
        tx.people.save(replace(team["Rui"], active=False))
    called = _call(store, workspace, team["Mia"])
    view = see_drill(store, _actor(workspace, team["Mia"]), called.drill.id, NOW)
    assert called.asked == ()
    assert [(one.person.first_name, one.later) for one in view.not_asked] == [("Dana", None), ("Rui", None)]


def test_the_final_tells_what_changed(store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]) -> None:
    """As of the deadline, however late it is composed: what comes after does not count."""
    called = _call(store, workspace, team["Mia"])
    dana = _actor(workspace, team["Dana"])
    change(store, dana, Wish(deal_id=deals["Late"], fields={Field.AMOUNT: Money(5_000_000)}), Via.MODAL, NOW + MINUTE)
    after = called.drill.deadline + MINUTE
    change(store, dana, Wish(deal_id=deals["Vague"], fields={Field.AMOUNT: Money(1)}), Via.MODAL, after)
    final = _final(store, workspace, called, team["Mia"], after + MINUTE)
    changed = final.forecast.changed
    assert changed is not None
    assert changed.total.end - changed.total.start == Money(500_000)
    assert (final.deals, final.clicked) == (4, 0)


@pytest.mark.parametrize(
    ("words", "period", "note"),
    [
        ("4:30pm december", "2026-12", ""),
        ("4:30pm dec 2026 board call", "2026-12", "board call"),
        ("4:30pm may need it for the board", "2026-Q4", "may need it for the board"),
    ],
)
def test_the_period_of_a_demand_in_any_words(now: datetime, words: str, period: str, note: str) -> None:
    """As behind /forecast; what begins no period is the note."""
    wanted = demand(words, FiscalCalendar(), now.date(), now, "UTC")
    assert (wanted.period.name, wanted.note) == (period, note)


def test_all_still_right_leaves_out_what_cannot_be(
    store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]
) -> None:
    """A deal whose close date has passed stays a question. Confirmed on its own, the final names it."""
    called, dana = _call(store, workspace, team["Mia"]), _actor(workspace, team["Dana"])
    answer_drill(store, dana, called.drill.id, None, NOW + MINUTE)
    assert [line.deal.name for line in see_ask(store, dana, called.drill.id, NOW + MINUTE).left] == ["Late"]
    assert _final(store, workspace, called, team["Mia"], called.drill.deadline).overdue == ()
    answer_drill(store, dana, called.drill.id, [deals["Late"]], NOW + 2 * MINUTE)
    final = _final(store, workspace, called, team["Mia"], called.drill.deadline)
    assert [(line.deal.name, line.owner.first_name) for line in final.overdue] == [("Late", "Dana")]


def test_everybody_counts_the_same_deals_as_waiting(
    store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]
) -> None:
    """What an owner has confirmed today waits for nobody: on their own Home, on their manager's, and in the list."""
    later = NOW + timedelta(days=60)
    dana, mia = _actor(workspace, team["Dana"]), _actor(workspace, team["Mia"])

    def counts() -> tuple[int, int, int]:
        below = home(store, mia, later).team_attention.get(team["Dana"].id, 0)
        listed = needing_attention(store, mia, team["Dana"].id, later).count
        return len(home(store, dana, later).attention), below, listed

    assert counts() == (3, 3, 3)
    change(store, dana, confirmed(deals["Vague"]), Via.COMMAND, later)
    assert counts() == (2, 2, 2)
