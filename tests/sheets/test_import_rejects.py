"""What an import does not take: the row alone comes back, under the file's own heading and with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sales.deal import Field
from sales.importing import ImportedDeal, ImportedPerson
from sales.money import Money
from sales.process import Outcome
from sales.usecases.imports import import_deals
from sales.workspace import Workspace
from storage.engine import create_store
from storage.process_file import load_process
from storage.sheets.deals import read_deals
from storage.sql import SqlStore
from tests.properties import examples
from tests.sheets.importing import NOW, ROW, WON, ZONE, deals_in, plan_of


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
        ("Acme,5,2026-02-30,Proposal", "Closes", "not a day in the calendar"),
        ("Acme,5,9026-12-01,Proposal", "Closes", "cannot be right"),
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
