"""Calling a firedrill: who is asked, who joins, what is refused; what is saved and what is enqueued."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sales.errors import Invalid, NotAllowed, NotFound
from sales.firedrill import Doubt
from sales.people import Person, Role
from sales.period import FiscalCalendar
from sales.usecases.drill_progress import ASK, FINAL, FIREDRILL
from sales.usecases.drill_views import see_ask, see_drill
from sales.usecases.drill_words import demand
from sales.usecases.drilling import (
    answer_drill,
    call_firedrill,
    looked,
)
from sales.workspace import Workspace
from storage.sql import SqlStore
from tests.usecases.drills import MINUTE, NOW, Team, actor_of, call, deliveries_of


@pytest.mark.usefixtures("deals")
def test_only_owners_of_doubtful_deals_are_asked_and_once(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """One message to the caller now, one to each owner of doubtful deals below them, one more at the deadline."""
    called = call(store, workspace, team["Mia"], "16:30 board")
    assert called.asked == (team["Rui"].id, team["Dana"].id)
    slot = f"drill {called.drill.id}"
    assert [row.recipient for row in deliveries_of(store, workspace, FIREDRILL, slot)] == [str(team["Mia"].id)]
    assert {row.recipient for row in deliveries_of(store, workspace, ASK, slot)} == {str(i) for i in called.asked}
    (final,) = deliveries_of(store, workspace, FINAL, slot)
    assert final.due_at == datetime(2026, 11, 18, 16, 30, tzinfo=UTC)
    view = see_drill(store, actor_of(workspace, team["Mia"]), called.drill.id, NOW)
    assert [line.deal.name for line in view.doubtful] == ["Rui's", "Vague", "Late"]
    assert [line.noted.doubts for line in view.doubtful] == [
        (Doubt.NO_NEXT_STEP,),
        (Doubt.NO_NEXT_STEP,),
        (Doubt.PAST_DUE,),
    ]
    assert [line.deal.name for line in view.fresh] == ["Fresh"]
    assert (view.deals, view.progress.settled, view.progress.total) == (4, 0, 3)
    assert view.forecast.report.as_of == NOW


@pytest.mark.usefixtures("deals")
def test_the_second_joins_the_first(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """Same subtree, same period: nobody is asked again, and both get the final of the first; another period is another
    firedrill, and what one has asked the other does not ask again."""
    ada = actor_of(workspace, team["Ada"])
    with store.writing(workspace.id) as tx:
        cfo = tx.people.save(Person(id=0, name="Cora Chief", role=Role.EXECUTIVE, slack_id="U-cora"))
    first = call(store, workspace, team["Ada"])
    second = call(store, workspace, cfo, "17:00")
    assert (second.joined, second.asked, second.drill) == (True, (), first.drill)
    assert [row.due_at for row in deliveries_of(store, workspace, FINAL, f"drill {first.drill.id}")] == [
        first.drill.deadline
    ] * 2
    again = call_firedrill(store, ada, "16:45", NOW + MINUTE)
    assert again.joined
    assert again.delivery_id == first.delivery_id
    below = call(store, workspace, team["Mia"])
    assert (below.joined, below.asked) == (False, ())
    assert not call(store, workspace, team["Mia"], "16:30 next quarter").joined


@pytest.mark.usefixtures("deals")
def test_what_is_refused(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """A rep calls none; nobody answers for others; a time is needed; all in sentences."""
    called = call(store, workspace, team["Mia"])
    kim = actor_of(workspace, team["Kim"])
    with pytest.raises(NotAllowed, match="managers and executives"):
        call(store, workspace, team["Dana"])
    with pytest.raises(Invalid, match="by when"):
        call(store, workspace, team["Mia"], "as soon as possible")
    for forbidden in (lambda: looked(store, kim, called.drill.id, NOW), lambda: see_ask(store, kim, 99, NOW)):
        with pytest.raises(NotFound, match="did not ask you anything"):
            forbidden()
    with pytest.raises(NotFound, match="somebody else's"):
        answer_drill(store, actor_of(workspace, team["Dana"]), called.drill.id, [4], NOW)
    with pytest.raises(NotFound, match="not called that firedrill"):
        see_drill(store, kim, called.drill.id, NOW)


@pytest.mark.usefixtures("deals")
def test_who_may_see_the_numbers_no_more_sees_no_firedrill(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """An executive nobody reports to calls one on the whole company, and is none any more an hour later."""
    with store.writing(workspace.id) as tx:
        cfo = tx.people.save(Person(id=0, name="Cora Chief", role=Role.EXECUTIVE, slack_id="U-cora"))
    called = call(store, workspace, cfo)
    assert called.drill.subject_id == team["Ada"].id
    assert see_drill(store, actor_of(workspace, cfo), called.drill.id, NOW).deals == 5
    with store.writing(workspace.id) as tx:
        demoted = tx.people.save(replace(cfo, role=Role.REP))
    with pytest.raises(NotAllowed):
        see_drill(store, actor_of(workspace, demoted), called.drill.id, NOW + 60 * MINUTE)


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
