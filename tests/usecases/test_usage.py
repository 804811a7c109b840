"""Used by whom, from the digest to the rep's Home."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.blocks.home import home_view
from sales.deal import Deal, Entry, Via
from sales.delivery import Delivery, DeliveryState
from sales.firedrill import Drill
from sales.money import Money
from sales.people import Person
from sales.revising import opened
from sales.usage import Way
from sales.usecases.actors import Actor
from sales.usecases.home import home
from sales.usecases.usage import note_use
from sales.workspace import Workspace
from storage.sql import SqlStore
from tests.blocks.seen import check, shown

MONDAY = datetime(2026, 11, 16, 8, tzinfo=UTC)
NOW = MONDAY + timedelta(days=1)


def test_reps_learn_who_opened_what_they_keep_up_to_date(
    store: SqlStore, workspace: Workspace, team: dict[str, Person]
) -> None:
    """How many updates went into which forecast, and who has looked since; nothing before there was a digest."""
    dana, mia = Actor(workspace.id, team["Dana"]), Actor(workspace.id, team["Mia"])
    assert "forecast, " not in shown(home_view(home(store, dana, NOW)))
    with store.writing(workspace.id) as tx:
        entry = tx.entries.add(Entry(by=team["Dana"].id, at=MONDAY - timedelta(days=3), via=Via.COMMAND))
        draft = Deal(
            name="Acme",
            owner_id=team["Dana"].id,
            stage="discovery",
            amount=Money(100),
            close_date=date(2026, 12, 1),
            created_at=entry.at,
            stage_since=entry.at,
        )
        tx.deals.add(opened(draft, entry, tx.process), entry)
        payload = {"as_of": MONDAY.isoformat(), "since": (MONDAY - timedelta(days=7)).isoformat(), "period": "quarter"}
        row = Delivery(kind="digest", recipient=str(team["Mia"].id), slot="2026-11-16", due_at=MONDAY, payload=payload)
        tx.deliveries.enqueue(replace(row, state=DeliveryState.SENT))
    assert "Your update is in Monday's forecast, which nobody has opened yet." in shown(
        home_view(home(store, dana, NOW))
    )
    note_use(store, mia, Way.OPENED, mia.person.id, "2026-Q4", NOW)
    note_use(store, Actor(workspace.id, team["Ada"]), Way.EXPORTED, team["Ada"].id, "2026-Q4", NOW + timedelta(hours=1))
    later = NOW + timedelta(hours=2)
    assert "Your update is in Monday's forecast, opened by Ada and Mia." in shown(home_view(home(store, dana, later)))
    leader = home_view(home(store, mia, later))
    assert "Leaders' use, last 30 days: Ada took the workbook 1× · Mia opened 1×" in shown(leader)
    check(leader)
    assert "Leaders' use" not in shown(home_view(home(store, dana, later)))


def test_leaders_read_what_firedrills_took_and_how_often_none_was_needed(
    store: SqlStore, workspace: Workspace, team: dict[str, Person]
) -> None:
    """One held, in which Dana clicked for two minutes; one called off, which does not count; three forecasts opened."""
    period = workspace.calendar.quarter(NOW.date())
    said = "2026-Q4 so far: no firedrills; no forecast opened yet."
    assert said in shown(home_view(home(store, Actor(workspace.id, team["Mia"]), NOW)))
    with store.writing(workspace.id) as tx:
        for subject, hours in ((team["Mia"], 8), (team["Max"], 1)):
            drill = tx.drills.start(
                Drill(
                    subject_id=subject.id,
                    by=subject.id,
                    period=period,
                    note="",
                    called_at=MONDAY,
                    deadline=MONDAY + timedelta(hours=hours),
                )
            )
            assert drill is not None
            tx.drills.click(drill.id, team["Dana"].id, MONDAY + timedelta(minutes=1))
            tx.drills.click(drill.id, team["Dana"].id, MONDAY + timedelta(minutes=3))
            tx.drills.end(drill.id, MONDAY + timedelta(minutes=30) if hours == 8 else drill.deadline)
    for minutes, who in enumerate(("Mia", "Max", "Ada")):
        at = NOW + timedelta(hours=minutes)
        note_use(store, Actor(workspace.id, team[who]), Way.OPENED, team[who].id, "2026-Q4", at)
    seen = shown(home_view(home(store, Actor(workspace.id, team["Mia"]), NOW + timedelta(days=1))))
    assert "2026-Q4 so far: 1 firedrill, which took people 2 min; 3 forecasts opened without asking" in seen
    assert "so far" not in shown(home_view(home(store, Actor(workspace.id, team["Dana"]), NOW + timedelta(days=1))))
