"""Workspaces, their process, their people, and who is forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from sales.errors import NotFound
from sales.money import Money
from sales.people import Person, Role, Visibility
from sales.period import FiscalCalendar
from sales.process import Process
from sales.usecases.hearing import forget_heard
from sales.usecases.ports import Heard, Win
from sales.workspace import Schedule, ScheduleKind, Workspace
from storage.erasing import erase_person
from storage.tables import AuditRow
from tests.storage.conftest import NOW, Office

EVERYTHING = Workspace(
    team_id="T9",
    enterprise_id="E1",
    name="Søn & Sons",
    timezone="Europe/Lisbon",
    currency="EUR",
    fiscal_start_month=7,
    day_first=True,
    decimal_comma=True,
    week_start=6,
    visibility=Visibility.EVERYONE,
    wins_channel="C5",
    win_bands=(1, 2),
    rates={"USD": Decimal("0.92"), "JPY": Decimal("0.0061")},
    rates_dated=date(2026, 11, 1),
    served_since=datetime(2026, 11, 1, 8, tzinfo=UTC),
)


def test_a_workspace_comes_back_as_it_was_saved(office: Office) -> None:
    """Every setting survives; adding the same Slack workspace again gives the one that is there."""
    added = office.store.add_workspace(EVERYTHING, office.process)
    assert added == replace(EVERYTHING, id=added.id)
    assert office.store.workspace_of("E1", "T9") == added
    assert office.store.add_workspace(replace(EVERYTHING, name="Other"), office.process) == added
    assert office.store.workspace_of("", "T9") is None
    assert [workspace.id for workspace in office.store.workspaces()] == [office.workspace.id, added.id]


def test_settings_are_replaced_whole(office: Office) -> None:
    """What is saved holds at once, also for the rest of the same transaction."""
    wished = replace(office.workspace, timezone="Asia/Tokyo", rates={"EUR": Decimal("1.1")})
    with office.store.writing(office.workspace.id) as tx:
        assert tx.workspace == office.workspace
        tx.save_workspace(wished, office.team["Ada"].id)
        assert tx.workspace == wished
    with office.store.reading(office.workspace.id) as tx:
        assert tx.workspace == wished


def test_an_unknown_workspace_is_not_found(office: Office) -> None:
    """A transaction in a workspace that does not exist says so as soon as it is asked for anything of it."""
    with office.store.reading(999) as tx:
        assert tx.deals.open_of([1]) == []
        with pytest.raises(NotFound):
            _ = tx.workspace


def test_every_version_of_the_process_is_kept(office: Office) -> None:
    """The latest holds, with the next number; a rolled-back one leaves no trace, not even in a cache."""

    def current() -> Process:
        with office.store.reading(office.workspace.id) as tx:
            return tx.process

    def with_source(source: str) -> Process:
        return replace(office.process, sources=(source,))

    assert current() == office.process

    def fail_late() -> None:
        with office.store.writing(office.workspace.id) as tx:
            tx.save_process(with_source("rolled back"), None)
            tx.save_workspace(tx.workspace, None)
            assert tx.workspace == office.workspace
            assert tx.process.sources == ("rolled back",)
            raise KeyError("a bug, after everything was written")

    with pytest.raises(KeyError):
        fail_late()
    with office.store.writing(office.workspace.id) as tx:
        saved = tx.save_process(with_source("kept"), office.team["Ada"].id)
        assert saved.version == 2
        assert tx.process == saved
    assert current() == replace(with_source("kept"), version=2)


def test_a_person_comes_back_as_saved(office: Office) -> None:
    """Every fact about a person survives, and the team is seen anew after a save."""
    full = Person(
        id=0,
        name="Zoë Ng",
        role=Role.MANAGER,
        manager_id=office.team["Ada"].id,
        timezone="Asia/Singapore",
        country="SG",
        days_off=frozenset({date(2026, 12, 24), date(2026, 12, 31)}),
        slack_id="U-zoe",
        email="zoe@example.org",
        active=False,
        admin=True,
        team="East",
    )
    with office.store.writing(office.workspace.id) as tx:
        assert "Zoë" not in {person.first_name for person in tx.people.team()}
        zoe = tx.people.save(full)
        assert tx.people.team()[zoe.id] == replace(full, id=zoe.id)
        assert tx.people.save(replace(zoe, name="Zoë Tan")) == replace(zoe, name="Zoë Tan")
        assert tx.people.by_slack_id("U-zoe") == replace(zoe, name="Zoë Tan")
        assert tx.people.by_slack_id("U-none") is None
        assert tx.people.team().visibility is Visibility.TEAM
        with pytest.raises(NotFound):
            tx.people.save(replace(zoe, id=999))


def test_schedules_and_quotas(office: Office) -> None:
    """Only what differs from the default is listed; saving again replaces; a quota is for exactly its period, and goes
    without those of other periods."""
    dana = office.team["Dana"].id
    early = Schedule(
        person_id=dana,
        kind=ScheduleKind.NUDGE,
        at=time(7, 15),
        weekdays=frozenset({0, 2}),
        enabled=False,
        period="month",
        muted=frozenset({"stalled"}),
    )
    calendar = FiscalCalendar()
    quarter, year = calendar.quarter(NOW.date()), calendar.year(NOW.date())
    with office.store.writing(office.workspace.id) as tx:
        tx.people.save_schedule(replace(early, at=time(6)))
        tx.people.save_schedule(early)
        tx.people.save_quota(dana, quarter, Money(1))
        tx.people.save_quota(dana, quarter, Money(2, "EUR"))
        tx.people.save_quota(dana, year, Money(9))
    with office.store.reading(office.workspace.id) as tx:
        assert tx.people.schedules(ScheduleKind.NUDGE) == {dana: early}
        assert tx.people.schedules(ScheduleKind.DIGEST) == {}
        assert tx.people.quotas(quarter) == {dana: Money(2, "EUR")}
        assert tx.people.quotas(year) == {dana: Money(9)}
        assert tx.people.quotas(calendar.next(quarter)) == {}
    with office.store.writing(office.workspace.id) as tx:
        tx.people.save_quota(dana, quarter, None)
        assert tx.people.quotas(quarter) == {}
    with office.store.reading(office.workspace.id) as tx:
        assert (tx.people.quotas(quarter), tx.people.quotas(year)) == ({}, {dana: Money(9)})


def test_somebody_who_asks_is_forgotten_and_the_numbers_stay(office: Office) -> None:
    """No name, address, Slack id, schedule or raw message is left; deals, sums and history are as before."""
    dana = office.team["Dana"]
    deal = office.add()
    with office.store.writing(office.workspace.id) as tx:
        tx.people.save(replace(dana, email="dana@example.org", days_off=frozenset({date(2026, 12, 24)})))
        tx.people.save_schedule(Schedule(person_id=dana.id, kind=ScheduleKind.NUDGE, at=time(7)))
        tx.inbox.note(Heard("Ev1", "D1", "1.1", "U-dana", "called Acme", None, NOW))
        tx.save_win(Win(deal.id, office.entry(tx).id, "Dana Cole won it with 100% effort"))
        tx.audit("person.joined", "Dana Cole <dana@example.org>", dana.id, NOW)
        before = tx.forecasts.cells(None)
    alias = erase_person(office.store, office.workspace.id, dana.id)
    assert erase_person(office.store, office.workspace.id, dana.id) == alias
    with office.store.reading(office.workspace.id) as tx:
        nobody = tx.people.team()[dana.id]
        assert (nobody.name, nobody.email, nobody.slack_id, nobody.active) == (alias, None, None, False)
        assert nobody.days_off == frozenset()
        assert tx.people.by_slack_id("U-dana") is None
        assert tx.people.schedules(ScheduleKind.NUDGE) == {}
        heard = tx.inbox.get("Ev1")
        assert heard is not None
        assert (heard.slack_user, heard.text, heard.done) == ("", "", True)
        win = tx.win(deal.id)
        assert win is not None
        assert win.story == f"{alias} won it with 100% effort"
        assert tx.forecasts.cells(None) == before
        assert tx.deals.history(deal.id)[0].by == dana.id
    with office.store.database.reading() as connection:
        assert connection.execute(select(AuditRow.detail)).scalars().all() == [f"{alias} <{alias}>"]
    with pytest.raises(NotFound):
        erase_person(office.store, office.workspace.id + 1, office.team["Kim"].id)


def test_old_messages_are_forgotten(office: Office) -> None:
    """Ninety days after it was dealt with a message goes; what still waits stays."""
    with office.store.writing(office.workspace.id) as tx:
        for key in ("done", "waiting"):
            tx.inbox.note(Heard(key, "D1", key, "U1", "text", None, NOW))
        tx.inbox.done("done")
        tx.inbox.first_time("form-1", NOW)
    later = NOW + timedelta(days=90, seconds=1)
    assert forget_heard(office.store, office.workspace.id, NOW + timedelta(days=89)) == 0
    assert forget_heard(office.store, office.workspace.id, later) == 1
    with office.store.writing(office.workspace.id) as tx:
        assert tx.inbox.get("done") is None
        assert tx.inbox.get("waiting") is not None
        assert tx.inbox.first_time("form-1", later)


def test_the_team_as_it_stood(office: Office) -> None:
    """Who was moved or has left is where they were; a first manager, which only a file tells, holds for ever."""
    dana, mia, max_ = (office.team[name] for name in ("Dana", "Mia", "Max"))
    with office.store.writing(office.workspace.id) as tx:
        new = tx.people.save(Person(id=0, name="Nia New"))
        tx.people.save(replace(new, manager_id=mia.id), NOW)
        tx.people.save(replace(dana, manager_id=max_.id), NOW)
        tx.people.save(replace(dana, manager_id=max_.id, active=False), NOW + timedelta(days=2))
    with office.store.reading(office.workspace.id) as tx:
        for days, boss, active in ((-1, mia, True), (1, max_, True), (3, max_, False)):
            team = tx.people.team_at(NOW + timedelta(days=days))
            assert (team[dana.id].manager_id, team[dana.id].active) == (boss.id, active)
            assert team[new.id].manager_id == mia.id
        assert tx.people.team_at(NOW + timedelta(days=3)) is tx.people.team()
