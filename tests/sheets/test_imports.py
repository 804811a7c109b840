"""What an import does to a workspace, the first time and again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from sales.deal import Deal, Entry, Field, Value, Via
from sales.importing import ImportedPerson
from sales.money import Money
from sales.people import Role
from sales.process import Outcome
from sales.revising import revised
from sales.usecases.imports import import_deals
from storage.sql import SqlStore
from tests.sheets.importing import NOW, ROW, WON, ZONE, deals_in, plan_of


def say(store: SqlStore, deal: Deal, wishes: Mapping[Field, Value], at: datetime) -> None:
    """Somebody changes a deal here."""
    with store.writing(1) as tx:
        entry = tx.entries.add(Entry(by=deal.owner_id, at=at, via=Via.MESSAGE))
        tx.deals.save(revised(deal, wishes, entry, tx.process, today=at.date()), entry)


def test_a_deal_is_written_as_if_it_had_been_followed(store: SqlStore) -> None:
    """Created at 09:00, won at 17:00 of the team's zone: a forecast as of a day in between sees it open."""
    import_deals(store, 1, plan_of(ROW, WON), NOW)
    deals = deals_in(store)
    with store.reading(1) as tx:
        history = tx.deals.history(deals["2"].id)
        between = tx.forecasts.changed_since(datetime(2026, 5, 20, tzinfo=UTC))
    assert {(change.field, change.at.isoformat()) for change in history} == {
        (Field.CREATED, "2026-05-04T13:00:00+00:00"),
        (Field.STAGE, "2026-06-01T21:00:00+00:00"),
        (Field.CLOSED_ON, "2026-06-01T21:00:00+00:00"),
    }
    assert [(span.before and span.before.outcome, span.after and span.after.outcome) for span in between] == [
        (Outcome.OPEN, Outcome.WON)
    ]
    assert (deals["1"].touched_at, deals["2"].touched_at) == (None, None)
    assert deals["1"].account == "Brightwell"


def test_a_second_run_changes_nothing(store: SqlStore) -> None:
    """The same file again: every row is unchanged, and the journal is as long as before."""
    import_deals(store, 1, plan_of(ROW, WON), NOW)
    before = deals_in(store)
    again = import_deals(store, 1, plan_of(ROW, WON), NOW + timedelta(days=1))
    assert (again.created, again.updated, again.unchanged, again.people_created) == (0, 0, 2, ())
    assert deals_in(store) == before
    with store.reading(1) as tx:
        assert tx.process.version == 2


def test_a_changed_row_updates_what_differs(store: SqlStore) -> None:
    """A new amount and a won stage are one entry with those changes, now; an empty cell erases nothing."""
    import_deals(store, 1, plan_of(ROW, WON), NOW)
    later = NOW + timedelta(days=2)
    row = replace(ROW, amount=Money(20000), stage="Won", outcome=Outcome.WON, closed_on=date(2026, 6, 11), source="")
    result = import_deals(store, 1, plan_of(row, WON), later)
    deal = deals_in(store)["1"]
    assert (result.updated, result.unchanged) == (1, 1)
    assert (deal.amount, deal.outcome, deal.closed_on, deal.source) == (
        Money(20000),
        Outcome.WON,
        date(2026, 6, 11),
        "Referral",
    )
    with store.reading(1) as tx:
        new = [change.field for change in tx.deals.history(deal.id) if change.at == later]
    assert set(new) == {Field.AMOUNT, Field.STAGE, Field.CLOSED_ON}
    assert deal.touched_at is None


def test_what_a_person_said_here_holds(store: SqlStore) -> None:
    """An older export does not undo what a rep has told the bot since; the result says how often that was."""
    import_deals(store, 1, plan_of(ROW, WON), NOW)
    say(store, deals_in(store)["1"], {Field.AMOUNT: Money(50000)}, NOW + timedelta(hours=1))
    row = replace(ROW, amount=Money(30000), next_step="Send the offer")
    result = import_deals(store, 1, plan_of(row, WON), NOW + timedelta(days=1))
    deal = deals_in(store)["1"]
    assert (deal.amount, deal.next_step) == (Money(50000), "Send the offer")
    assert "1 field kept what people have said here" in " ".join(result.notes)


def test_a_deal_deleted_here_stays_deleted(store: SqlStore) -> None:
    """Importing the file again does not bring a deleted deal back."""
    import_deals(store, 1, plan_of(ROW, WON), NOW)
    say(store, deals_in(store)["1"], {Field.DELETED: None}, NOW + timedelta(hours=1))
    result = import_deals(store, 1, plan_of(ROW, WON), NOW + timedelta(days=1))
    assert (result.created, result.unchanged) == (0, 2)
    assert deals_in(store)["1"].deleted


def test_a_dry_run_says_the_same_and_saves_nothing(store: SqlStore) -> None:
    """What would happen is what happens; until then there are no people, deals or stages."""
    plan = plan_of(ROW, WON, replace(ROW, external_id="3", name="x" * 300))
    dry = import_deals(store, 1, plan, NOW, dry_run=True)
    with store.reading(1) as tx:
        assert (len(tx.people.team()), tx.process.version, tx.activities.account_names()) == (0, 1, [])
    assert deals_in(store) == {}
    assert replace(dry, dry_run=False) == import_deals(store, 1, plan, NOW)


def test_people_are_found_or_created_with_their_managers(store: SqlStore) -> None:
    """Somebody known by address stays the same person; who is reported to is a manager; the region is the team."""
    people = (
        ImportedPerson(name="Ana Sá", email="ana@x.example", manager="Lee Wu", team="EMEA"),
        ImportedPerson(name="Bo Dahl", manager="Lee Wu"),
        ImportedPerson(name="Lee Wu", team="EMEA"),
    )
    import_deals(store, 1, plan_of(ROW, people=people), NOW)
    row = replace(ROW, external_id="5", owner="ANA@x.example")
    result = import_deals(store, 1, plan_of(row, people=(ImportedPerson(name="A. Sá", email="Ana@X.example"),)), NOW)
    with store.reading(1) as tx:
        team = {person.name: person for person in tx.people.team()}
    assert result.people_created == ()
    assert {name: (p.role, p.team, p.timezone) for name, p in team.items()} == {
        "Ana Sá": (Role.REP, "EMEA", ZONE),
        "Bo Dahl": (Role.REP, "", ZONE),
        "Lee Wu": (Role.MANAGER, "EMEA", ZONE),
    }
    assert {team["Ana Sá"].manager_id, team["Bo Dahl"].manager_id} == {team["Lee Wu"].id}
    assert result.by_owner == {"Ana Sá": 1}


def test_rows_without_an_owner_belong_to_nobody_or_to_whoever_imports(store: SqlStore) -> None:
    """Nobody is told about unassigned deals; a person who imports their own list owns it."""
    import_deals(store, 1, plan_of(ROW, replace(WON, owner="")), NOW)
    deals = deals_in(store)
    with store.reading(1) as tx:
        nobody = tx.people.team()[deals["2"].owner_id]
    assert (nobody.name, nobody.active) == ("Unassigned", False)
    mine = replace(ROW, external_id="6", owner="")
    import_deals(store, 1, plan_of(mine), NOW, owner_id=deals["1"].owner_id)
    assert deals_in(store)["6"].owner_id == deals["1"].owner_id


def test_a_failure_leaves_whole_batches_and_the_next_run_ends_it(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped in the middle, an import has saved whole batches; run again, it saves the rest and nothing twice."""
    monkeypatch.setattr("sales.usecases.imports.BATCH", 2)
    rows = tuple(replace(ROW, line=n, external_id=str(n)) for n in range(5))

    def stop(done: int, total: int) -> None:
        if done >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_deals(store, 1, plan_of(*rows), NOW, progress=stop)
    assert len(deals_in(store)) == 4
    result = import_deals(store, 1, plan_of(*rows), NOW)
    assert (result.created, result.unchanged, len(deals_in(store))) == (1, 4, 5)
