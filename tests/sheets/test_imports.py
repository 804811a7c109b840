"""What an import does to a workspace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sales.deal import Deal, Entry, Field, Value, Via
from sales.importing import ImportedDeal, ImportedPerson, ImportPlan, StageSeen
from sales.importing_stages import process_from_stages
from sales.money import Money
from sales.people import Role
from sales.process import ForecastCategory, Outcome, Process
from sales.revising import revised
from sales.usecases.imports import ImportResult, import_deals
from sales.workspace import Workspace
from storage.engine import create_store
from storage.process_file import load_process
from storage.sheets.deals import read_deals
from storage.sql import SqlStore
from tests.properties import examples
from tests.shared_data import shared_data

NOW = datetime(2026, 6, 10, 15, tzinfo=UTC)
ZONE = "America/New_York"
ROW = ImportedDeal(
    path="deals.csv",
    line=2,
    external_id="1",
    name="Pumps",
    account="Brightwell",
    owner="Ana Sá",
    stage="Proposal",
    outcome=Outcome.OPEN,
    amount=Money(10000),
    close_date=date(2026, 7, 1),
    created_on=date(2026, 5, 4),
    source="Referral",
)
WON = replace(ROW, line=3, external_id="2", name="Valves", stage="Won", outcome=Outcome.WON, closed_on=date(2026, 6, 1))


@pytest.fixture
def store() -> SqlStore:
    made = create_store("sqlite://")
    made.add_workspace(Workspace(team_id="T1", timezone=ZONE), load_process())
    return made


def plan_of(*rows: ImportedDeal, people: tuple[ImportedPerson, ...] = ()) -> ImportPlan:
    stages = {row.stage: StageSeen(row.stage, row.outcome or Outcome.OPEN, 1) for row in rows if row.stage}
    owners = tuple(ImportedPerson(name=row.owner) for row in rows if row.owner)
    return ImportPlan(deals=rows, people=people or owners, stages=tuple(stages.values()))


def deals_in(store: SqlStore) -> dict[str, Deal]:
    with store.reading(1) as tx:
        return tx.deals.sources()


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


def test_a_stage_that_is_not_there_is_refused_with_those_that_are(store: SqlStore) -> None:
    """Once there are deals, the process is the team's: a near name is understood, another is refused in a sentence."""
    import_deals(store, 1, plan_of(ROW, WON), NOW)
    near = replace(ROW, external_id="8", stage="Propposal")
    far = replace(ROW, line=9, external_id="9", stage="Limbo")
    result = import_deals(store, 1, plan_of(near, far), NOW)
    assert result.created == 1
    assert [(error.line, error.value, error.reason) for error in result.rejected] == [
        (9, "Limbo", 'There is no stage "Limbo". The stages are Proposal, Won, Lost.')
    ]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": "x" * 300}, "at most 200 characters"),
        ({"next_step": "x" * 3000}, "longer than 2,000"),
        ({"amount": Money(-5)}, "below zero"),
        ({"owner": "Ana"}, "Nobody is called"),
    ],
)
def test_a_row_that_cannot_be_right_is_rejected_alone(store: SqlStore, wrong: dict[str, object], sentence: str) -> None:
    """The other rows are imported; the rejected one comes back with its line and a reason."""
    bad = replace(ROW, line=7, external_id="7", **wrong)  # type: ignore[arg-type]
    result = import_deals(store, 1, plan_of(bad, WON, people=(ImportedPerson(name="Ana Sá"),)), NOW)
    assert [(error.line, sentence in error.reason) for error in result.rejected] == [(7, True)]
    assert (result.read, result.created, list(deals_in(store))) == (2, 1, ["2"])


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


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ("Negotiation,Qualification,Prospecting", "Prospecting,Qualification,Negotiation"),
        ("Contract Sent,Presentation,Appointment Scheduled", "Appointment Scheduled,Presentation,Contract Sent"),
        ("Proposal/Price Quote,Zzz,Prospect", "Prospect,Zzz,Proposal/Price Quote"),
    ],
)
def test_stages_are_put_in_the_order_of_a_sale(seen: str, expected: str) -> None:
    """Whatever order the rows come in, the process runs from the first contact to the contract."""
    process = process_from_stages([StageSeen(name, Outcome.OPEN, 3) for name in seen.split(",")], load_process())
    assert [stage.name for stage in process.open_stages] == expected.split(",")
    assert [stage.probability for stage in process.open_stages] == sorted(s.probability for s in process.open_stages)


def test_known_stages_keep_what_is_written_about_them() -> None:
    """ "Prospecting" is our Discovery by another name: definition and exit criteria come along, names stay unique."""
    default = load_process()
    seen = [StageSeen(name, Outcome.OPEN, 1) for name in ("Prospecting", "Negotiation", "Verbal")]
    closed = [StageSeen("Closed Won", Outcome.WON, 5), StageSeen("Won – renewal", Outcome.WON, 1)]
    process = process_from_stages([*seen, *closed], default)
    assert process.first.exit_criteria == default.stage("discovery").exit_criteria
    assert process.first.name == "Prospecting"
    assert "discovery" in process.first.aliases
    assert process.won.name == "Closed Won"
    assert "Won – renewal" in process.won.aliases
    assert process.lost.name == "Lost"
    assert process.stage("negotiation").name == "Negotiation"
    assert process.first.category is ForecastCategory.PIPELINE
    said = [word for stage in process.stages for word in (stage.name, *stage.aliases)]
    assert len({word.casefold() for word in said}) == len(said)


@pytest.mark.parametrize(("trusted", "first"), [(True, "Closing call"), (False, "Prospecting")])
def test_a_files_own_probabilities_decide_unless_they_contradict_the_outcome(trusted: bool, first: str) -> None:
    """Probabilities order the stages only where won is 100 and lost is 0."""
    seen = [
        StageSeen("Prospecting", Outcome.OPEN, 1, 60),
        StageSeen("Closing call", Outcome.OPEN, 1, 20),
        StageSeen("Won", Outcome.WON, 1, 100 if trusted else 0),
        StageSeen("Lost", Outcome.LOST, 1, 0),
    ]
    assert process_from_stages(seen, load_process()).first.name == first


def _maven(store: SqlStore) -> ImportResult:
    plan = read_deals([shared_data("crm", "maven")])
    return import_deals(store, 1, plan, datetime(2017, 9, 30, 22, tzinfo=UTC))


def test_the_maven_pipeline_is_imported_whole(store: SqlStore) -> None:
    """7,135 deals, 41 people under six managers, four stages, and amounts to the cent; a second run changes nothing."""
    result = _maven(store)
    assert (result.read, result.created, result.rejected, result.notes) == (7135, 7135, (), ())
    assert result.sums == {"USD": "7203038.00"}
    assert result.by_stage == {"Engaging": 2409, "Won": 3042, "Lost": 1684}
    assert result.stages == ("Prospecting", "Engaging", "Won", "Lost")
    with store.reading(1) as tx:
        team = list(tx.people.team())
        assert tx.process.first.name == "Prospecting"
    assert sum(person.role is Role.MANAGER for person in team) == 6
    assert sum(person.manager_id is not None for person in team) == 35
    again = _maven(store)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 7135)


@pytest.mark.parametrize(
    "file", ["hubspot_faker_deals.csv", "zoho_analytics_potentials.csv", "salesforce_devorg_opportunity.csv"]
)
def test_every_export_can_be_imported_twice(store: SqlStore, file: str) -> None:
    """Each export of another system becomes deals without a rejected row, once."""
    plan = read_deals([Path(shared_data("importer", file))])
    first = import_deals(store, 1, plan, NOW)
    second = import_deals(store, 1, plan, NOW + timedelta(days=1))
    assert (first.created, first.rejected) == (plan.read, ())
    assert (second.created, second.updated, second.unchanged) == (0, 0, plan.read)
    assert first.sums == {currency: money.plain for currency, money in plan.sums.items()}


def test_a_workspace_needs_no_stages_in_the_file(store: SqlStore) -> None:
    """A list without stages goes to the first stage of the process as it is, and a note says so."""
    result = import_deals(store, 1, plan_of(replace(ROW, stage="", outcome=None)), NOW)
    process: Process = load_process()
    assert result.by_stage == {process.first.name: 1}
    assert result.notes == (f"1 row without a stage went to {process.first.name}.",)


def test_two_people_of_one_name_are_not_mixed_up(store: SqlStore) -> None:
    """Where a name means two people, the row is refused and asks for an address."""
    people = tuple(ImportedPerson(name="Ana Sá", email=f"ana{n}@x.example") for n in (1, 2))
    result = import_deals(store, 1, plan_of(ROW, replace(WON, owner="ana2@x.example"), people=people), NOW)
    assert result.people_created == ("Ana Sá", "Ana Sá")
    assert [error.reason for error in result.rejected] == [
        '2 people are called "Ana Sá". Give their e-mail address instead.'
    ]
    assert result.created == 1


rows = st.builds(
    replace,
    st.just(ROW),
    external_id=st.sampled_from("12345"),
    name=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
    stage=st.sampled_from(["Proposal", "Qualified", "Nowhere"]),
    outcome=st.sampled_from(Outcome),
    amount=st.none() | st.builds(Money, st.integers(-5, 10**6), st.sampled_from(["USD", "EUR"])),
    close_date=st.none() | st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    closed_on=st.none() | st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    created_on=st.none() | st.dates(date(2024, 1, 1), date(2027, 12, 31)),
)


@settings(max_examples=examples(40))
@given(st.lists(st.lists(rows, max_size=5, unique_by=lambda row: row.external_id), max_size=3))
def test_every_row_is_accounted_for_whatever_the_files(files: list[list[ImportedDeal]]) -> None:
    """Created, updated, unchanged and rejected rows are all rows; the same file again changes nothing; no change lies
    in the future, and each deal's journal begins with its creation."""
    store = create_store("sqlite://")
    store.add_workspace(Workspace(team_id="T1", timezone=ZONE), load_process())
    for number, file in enumerate(files):
        now = NOW + timedelta(days=number)
        result = import_deals(store, 1, plan_of(*file), now)
        assert result.created + result.updated + result.unchanged + len(result.rejected) == result.read == len(file)
        again = import_deals(store, 1, plan_of(*file), now)
        assert (again.created, again.updated) == (0, 0)
    last = NOW + timedelta(days=len(files))
    with store.reading(1) as tx:
        for deal in tx.deals.sources().values():
            history = tx.deals.history(deal.id)
            assert history[0].field is Field.CREATED
            assert history[0].at == deal.created_at <= last
            assert all(change.at <= last for change in history)
            assert deal.touched_at is None


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ("Acme,-5,2026-12-01,Proposal", "Deal size", "below zero"),
        ("Acme,99999999999999999999999,2026-12-01,Proposal", "Deal size", "too large"),
        ("Acme,5,2026-02-30,Proposal", "Closes", "no day of the calendar"),
        ("Acme,5,9026-12-01,Proposal", "Closes", "cannot be meant"),
        (f"{'A' * 300},5,2026-12-01,Proposal", "Deal", "at most 200 characters"),
    ],
)
def test_what_cannot_be_is_rejected_and_not_left_out(
    store: SqlStore, tmp_path: Path, cells: str, column: str, reason: str
) -> None:
    """A value of the right kind that cannot be rejects its row under the file's own heading, also where it is the only
    row: never is a deal taken without its amount or day in silence."""
    path = tmp_path / "deals.csv"
    path.write_text(f"Deal,Deal size,Closes,Stage\n{cells}\n")
    [error] = import_deals(store, next(iter(store.workspaces())).id, read_deals([path]), NOW).rejected
    assert (error.line, error.column) == (2, column)
    assert reason in error.reason


def test_a_column_that_is_not_what_it_says_is_named(tmp_path: Path) -> None:
    """Where most of a column is no amount it is left out, and said to be."""
    path = tmp_path / "deals.csv"
    path.write_text("Deal,Amount,Stage\nAcme,tbd,Proposal\nGlobex,soon,Proposal\n")
    assert '"Amount" was not read: most of its values are no amounts.' in read_deals([path]).notes
