"""The end of a firedrill: called off, at its deadline, and what the final says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from sales.deal import Field, Via
from sales.errors import NotFound
from sales.money import Money
from sales.people import Person, Role
from sales.usecases.advancing import change
from sales.usecases.changing import Wish
from sales.usecases.drill_progress import ASK, EDIT, end_when_due
from sales.usecases.drill_views import see_ask, see_drill
from sales.usecases.drilling import (
    answer_drill,
    call_firedrill,
    call_off,
)
from sales.workspace import Workspace
from storage.sql import SqlStore
from tests.usecases.drills import MINUTE, NOW, Team, actor_of, call, deliveries_of, final_of


def test_the_final_blames_nobody_who_could_not_be_asked(
    store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]
) -> None:
    """Whose working day begins after the deadline is named as not asked, not as silent."""
    with store.writing(workspace.id) as tx:
        tx.people.save(replace(team["Rui"], timezone="Pacific/Auckland"))
    called = call(store, workspace, team["Ada"], "in 1 hour")
    final = final_of(store, workspace, called, team["Ada"], called.drill.deadline)
    assert {(one.person.first_name, one.asked) for one in final.unanswered} == {
        ("Rui", False),
        ("Dana", True),
        ("Kim", True),
    }


def test_called_off_by_all_who_called(store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]) -> None:
    """As long as somebody waits for it, it goes on; then those who were asked are told, and a new one can be called."""
    with store.writing(workspace.id) as tx:
        cfo = tx.people.save(Person(id=0, name="Cora Chief", role=Role.EXECUTIVE, slack_id="U-cora"))
    called = call(store, workspace, team["Ada"])
    call(store, workspace, cfo)
    assert call_off(store, actor_of(workspace, team["Ada"]), called.drill.id, NOW + MINUTE).ended_at is None
    over = call_off(store, actor_of(workspace, cfo), called.drill.id, NOW + 2 * MINUTE)
    assert over.was_called_off()
    slot = f"drill {called.drill.id}"
    told = deliveries_of(store, workspace, EDIT, f"{slot} asked called off")
    assert [row.payload["edits"] for row in told] == [row.id for row in deliveries_of(store, workspace, ASK, slot)]
    assert not call_firedrill(store, actor_of(workspace, cfo), "16:30", NOW + 3 * MINUTE).joined
    with pytest.raises(NotFound, match="not called that firedrill"):
        call_off(store, actor_of(workspace, team["Mia"]), called.drill.id, NOW)


def test_at_its_deadline_it_is_closed_wherever_it_stands(
    store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]
) -> None:
    """The caller's message and every question are shown anew, once; what was settled in any way stays settled. What is
    said afterwards counts for the deal, is not in the final, and took no time of the firedrill's."""
    called = call(store, workspace, team["Mia"])
    dana, mia = actor_of(workspace, team["Dana"]), actor_of(workspace, team["Mia"])
    change(store, dana, Wish(deal_id=deals["Late"], fields={Field.AMOUNT: Money(1)}), Via.COMMAND, NOW + MINUTE)
    after, slot = called.drill.deadline, f"drill {called.drill.id}"
    for at in (after - MINUTE, after, after + MINUTE):
        end_when_due(store, workspace.id, called.drill.id, at)
    asked = [row.id for row in deliveries_of(store, workspace, ASK, slot)]
    assert [row.payload["edits"] for row in deliveries_of(store, workspace, EDIT, f"{slot} asked over")] == asked
    assert [row.payload["edits"] for row in deliveries_of(store, workspace, EDIT, f"{slot} over")] == [
        called.delivery_id
    ]
    for at in (after + MINUTE, after + 2 * MINUTE):
        answer_drill(store, dana, called.drill.id, None, at)
    final = final_of(store, workspace, called, team["Mia"], after + 3 * MINUTE)
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
def test_after_the_deadline_a_new_one_can_be_called(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """Nobody has to end a firedrill."""
    first = call(store, workspace, team["Mia"])
    later = call(store, workspace, team["Mia"], "18:00", NOW + timedelta(hours=8))
    assert not later.joined
    assert later.drill.id != first.drill.id


def test_who_is_not_reached_is_named(store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]) -> None:
    """At night nobody is asked before their day begins; who is not in Slack or has left is not asked at all."""
    with store.writing(workspace.id) as tx:
        tx.people.save(replace(team["Dana"], timezone="Australia/Sydney"))
        tx.people.save(replace(team["Rui"], active=False))
    called = call(store, workspace, team["Mia"])
    view = see_drill(store, actor_of(workspace, team["Mia"]), called.drill.id, NOW)
    assert called.asked == ()
    assert [(one.person.first_name, one.later) for one in view.not_asked] == [("Dana", None), ("Rui", None)]


def test_the_final_tells_what_changed(store: SqlStore, workspace: Workspace, team: Team, deals: dict[str, int]) -> None:
    """As of the deadline, however late it is composed: what comes after does not count."""
    called = call(store, workspace, team["Mia"])
    dana = actor_of(workspace, team["Dana"])
    change(store, dana, Wish(deal_id=deals["Late"], fields={Field.AMOUNT: Money(5_000_000)}), Via.MODAL, NOW + MINUTE)
    after = called.drill.deadline + MINUTE
    change(store, dana, Wish(deal_id=deals["Vague"], fields={Field.AMOUNT: Money(1)}), Via.MODAL, after)
    final = final_of(store, workspace, called, team["Mia"], after + MINUTE)
    changed = final.forecast.changed
    assert changed is not None
    assert changed.total.end - changed.total.start == Money(500_000)
    assert (final.deals, final.clicked) == (4, 0)


@pytest.mark.usefixtures("deals")
def test_the_final_counts_what_the_quarter_has_held_and_what_retyping_takes(
    store: SqlStore, workspace: Workspace, team: Team
) -> None:
    """Firedrills of the quarter so far, this one with them, those that were called off without; three minutes for every
    open deal of the forecast."""
    first = call(store, workspace, team["Mia"], "15:00")
    whole = call(store, workspace, team["Ada"], "15:30")
    call_off(store, actor_of(workspace, team["Ada"]), whole.drill.id, NOW + MINUTE)
    for called in (first, call(store, workspace, team["Mia"], "18:00", NOW + timedelta(hours=8))):
        end_when_due(store, workspace.id, called.drill.id, called.drill.deadline)
    final = final_of(store, workspace, called, team["Mia"], called.drill.deadline)
    assert (final.held, final.deals, final.old_way) == (2, 4, timedelta(minutes=12))
