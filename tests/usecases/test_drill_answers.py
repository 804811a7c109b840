"""Answering a firedrill: what counts as an answer, wherever it is given, and who sees it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sales.deal import Field, Via
from sales.money import Money
from sales.usecases.advancing import change
from sales.usecases.changing import Wish
from sales.usecases.deal_lists import needing_attention
from sales.usecases.drill_progress import ASK, EDIT, end_when_due
from sales.usecases.drill_views import see_ask, see_drill
from sales.usecases.drilling import (
    answer_drill,
    answered_by_form,
)
from sales.usecases.home import home
from sales.usecases.nudging import confirmed
from sales.usecases.undo import undo
from sales.workspace import Workspace
from storage.sql import SqlStore
from tests.usecases.drills import MINUTE, NOW, Team, actor_of, call, deliveries_of, final_of


def test_answers_count_wherever_they_are_given(
    store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]
) -> None:
    """A click, a form, or the deal being updated elsewhere; the confirmation is a fact in the deal's history."""
    called = call(store, workspace, team["Mia"])
    dana, rui = actor_of(workspace, team["Dana"]), actor_of(workspace, team["Rui"])
    answer_drill(store, dana, called.drill.id, [deals["Vague"]], NOW + MINUTE)
    answered_by_form(store, dana, called.drill.id, deals["Late"], "close date moved", NOW + 3 * MINUTE)
    change(store, rui, Wish(deal_id=deals["Rui's"], fields={Field.NEXT_STEP: "Ask"}), Via.COMMAND, NOW + 4 * MINUTE)
    view = see_drill(store, actor_of(workspace, team["Mia"]), called.drill.id, NOW + 5 * MINUTE)
    assert view.progress.is_done
    assert {line.deal.name: line.noted.answer for line in view.doubtful} == {
        "Vague": "still right",
        "Late": "close date moved",
        "Rui's": "",
    }
    with store.reading(workspace.id) as tx:
        last = tx.deals.history(deals["Vague"])[-1]
    assert (last.field, last.by, last.at) == (Field.CONFIRMED, team["Dana"].id, NOW + MINUTE)
    final = final_of(store, workspace, called, team["Mia"], NOW + 60 * MINUTE)
    assert (final.clicked, final.spent, final.unanswered) == (1, 2 * MINUTE, ())


def test_all_at_once_and_twice_is_once(
    store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]
) -> None:
    """Confirm all settles what can still be right in one entry; a second click changes nothing."""
    called = call(store, workspace, team["Mia"])
    dana = actor_of(workspace, team["Dana"])
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
    called = call(store, workspace, team["Mia"])
    start = NOW + MINUTE
    for seconds, who, name in ((0, "Dana", "Vague"), (2, "Dana", "Late"), (4, "Rui", "Rui's")):
        at = start + timedelta(seconds=seconds)
        answer_drill(store, actor_of(workspace, team[who]), called.drill.id, [deals[name]], at)
    window = int(start.timestamp()) // 10
    rows = [deliveries_of(store, workspace, EDIT, f"drill {called.drill.id} at {window + n}") for n in range(3)]
    assert [[row.due_at - start for row in found] for found in rows] == [
        [timedelta(0)],
        [timedelta(seconds=10)],
        [],
    ]


def test_an_answer_counts_for_every_firedrill_about_the_deal(
    store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]
) -> None:
    """The whole company's and the team's run at once; the owner answers once, and both show it."""
    whole, part = call(store, workspace, team["Ada"]), call(store, workspace, team["Mia"], "15:00")
    answer_drill(store, actor_of(workspace, team["Dana"]), whole.drill.id, [deals["Vague"]], NOW + MINUTE)
    for called, who in ((whole, "Ada"), (part, "Mia")):
        view = see_drill(store, actor_of(workspace, team[who]), called.drill.id, NOW + 2 * MINUTE)
        assert view.progress.settled == 1
        final = final_of(store, workspace, called, team[who], called.drill.deadline)
        assert (final.clicked, final.spent) == (1, timedelta(seconds=10))
    used = home(store, actor_of(workspace, team["Ada"]), NOW + 2 * MINUTE).used
    assert used is not None
    assert used.spared is not None
    assert used.spared.spent == timedelta(seconds=10)


def test_a_question_goes_on_where_another_firedrill_needs_it(
    store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]
) -> None:
    """The team's firedrill has asked; the company's has not repeated it. When the first is over, the second asks what
    is still open, and nobody else."""
    part, whole = call(store, workspace, team["Mia"], "15:00"), call(store, workspace, team["Ada"], "17:00")
    answer_drill(store, actor_of(workspace, team["Rui"]), part.drill.id, None, NOW + MINUTE)
    slot, before = f"drill {whole.drill.id}", {str(i) for i in whole.asked}
    assert str(team["Dana"].id) not in before
    end_when_due(store, workspace.id, part.drill.id, part.drill.deadline)
    now_asked = {row.recipient for row in deliveries_of(store, workspace, ASK, slot)}
    assert now_asked == before | {str(team["Dana"].id)}


def test_a_sentence_ticks_the_deal_off_in_the_question(
    store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]
) -> None:
    """Whoever updates a deal elsewhere need not answer: the question they were sent is shown anew, and the caller's."""
    called = call(store, workspace, team["Mia"])
    dana = actor_of(workspace, team["Dana"])
    change(store, dana, Wish(deal_id=deals["Late"], fields={Field.AMOUNT: Money(1)}), Via.MESSAGE, NOW + MINUTE)
    window = int((NOW + MINUTE).timestamp()) // 10
    slot = f"drill {called.drill.id}"
    (asked,) = deliveries_of(store, workspace, EDIT, f"{slot} asked at {window}")
    (ask,) = (row for row in deliveries_of(store, workspace, ASK, slot) if row.recipient == str(team["Dana"].id))
    assert asked.payload["edits"] == ask.id
    assert len(deliveries_of(store, workspace, EDIT, f"{slot} at {window}")) == 1
    assert [line.deal.name for line in see_ask(store, dana, called.drill.id, NOW + 2 * MINUTE).left] == ["Vague"]


def test_an_answer_that_is_undone_is_none(
    store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]
) -> None:
    """By a click, in a form, in a sentence: the deal is asked about again where it was ticked off, in every firedrill
    about it, and its owner may answer anew. What else was done to it since counts on."""
    called, other = call(store, workspace, team["Mia"]), call(store, workspace, team["Ada"], "17:00")
    dana, rui = actor_of(workspace, team["Dana"]), actor_of(workspace, team["Rui"])
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
    assert deliveries_of(store, workspace, EDIT, f"drill {called.drill.id} asked at {window}")
    answer_drill(store, dana, called.drill.id, [deals["Vague"]], NOW + 4 * MINUTE)
    change(store, dana, Wish(deal_id=deals["Vague"], fields={Field.AMOUNT: Money(1)}), Via.MESSAGE, NOW + 5 * MINUTE)
    undone("Vague", NOW + 6 * MINUTE)
    assert waiting(NOW + 7 * MINUTE) == [["Late"], ["Rui's"]] * 2


def test_all_still_right_leaves_out_what_cannot_be(
    store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]
) -> None:
    """A deal whose close date has passed stays a question. Confirmed on its own, the final names it."""
    called, dana = call(store, workspace, team["Mia"]), actor_of(workspace, team["Dana"])
    answer_drill(store, dana, called.drill.id, None, NOW + MINUTE)
    assert [line.deal.name for line in see_ask(store, dana, called.drill.id, NOW + MINUTE).left] == ["Late"]
    assert final_of(store, workspace, called, team["Mia"], called.drill.deadline).overdue == ()
    answer_drill(store, dana, called.drill.id, [deals["Late"]], NOW + 2 * MINUTE)
    final = final_of(store, workspace, called, team["Mia"], called.drill.deadline)
    assert [(line.deal.name, line.owner.first_name) for line in final.overdue] == [("Late", "Dana")]


def test_everybody_counts_the_same_deals_as_waiting(
    store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]
) -> None:
    """What an owner has confirmed today waits for nobody: on their own Home, on their manager's, and in the list."""
    later = NOW + timedelta(days=60)
    dana, mia = actor_of(workspace, team["Dana"]), actor_of(workspace, team["Mia"])

    def counts() -> tuple[int, int, int]:
        below = home(store, mia, later).team_attention.get(team["Dana"].id, 0)
        listed = needing_attention(store, mia, team["Dana"].id, later).count
        return len(home(store, dana, later).attention), below, listed

    assert counts() == (3, 3, 3)
    change(store, dana, confirmed(deals["Vague"]), Via.COMMAND, later)
    assert counts() == (2, 2, 2)
