"""What is kept of a spreadsheet that was sent, who may answer for it, and what the answer changes for everybody."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sales.errors import Invalid, NotFound
from sales.filling.sources import LEFT_EMPTY
from sales.learning import Alias, AliasKind
from sales.people import Person
from sales.usecases.actors import Actor
from sales.usecases.filling import (
    FILL,
    Questions,
    Sent,
    fill_again,
    is_spreadsheet,
    meaning_of,
    note_asked,
    questions_of,
    send_to_fill,
)
from sales.usecases.learning import lessons
from sales.workspace import Workspace
from storage.sql import SqlStore

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
SENT = Sent(file_id="F1", name="call.xlsx", channel="D1", ts="1.1")
Team = dict[str, Person]


def sent_by(store: SqlStore, workspace: Workspace, person: Person) -> int:
    [delivery] = send_to_fill(store, Actor(workspace.id, person), [SENT], NOW)
    with store.reading(workspace.id) as tx:
        row = tx.deliveries.get(delivery)
    assert row is not None
    note_asked(store, row, ["Deal Confidence", "Sponsor?"])
    return delivery


def taught(store: SqlStore, workspace: Workspace) -> list[Alias]:
    with store.reading(workspace.id) as tx:
        return tx.learning.aliases()


def test_a_file_is_filled_in_once(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """Slack may tell of one message twice; the file comes back once."""
    dana = Actor(workspace.id, team["Dana"])
    assert len(send_to_fill(store, dana, [SENT], NOW)) == 1
    assert send_to_fill(store, dana, [SENT], NOW) == []
    with store.reading(workspace.id) as tx:
        rows = tx.deliveries.with_slot(FILL, "D1:1.1 F1 0")
    assert [Sent.of(row) for row in rows] == [SENT]


def test_an_answer_is_remembered_for_everybody(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """And the file is filled in again, without asking; a second click changes nothing."""
    delivery = sent_by(store, workspace, team["Dana"])
    dana = Actor(workspace.id, team["Dana"])
    assert questions_of(store, dana, delivery) == (SENT, Questions(("Deal Confidence", "Sponsor?"), {}))
    meanings = {"Deal Confidence": "category", "Sponsor?": LEFT_EMPTY}
    again = fill_again(store, dana, delivery, meanings, NOW)
    assert again is not None
    assert fill_again(store, dana, delivery, meanings, NOW) is None
    found = {(alias.words, alias.kind, alias.meaning) for alias in taught(store, workspace)}
    assert found == {("deal confidence", AliasKind.COLUMN, "category"), ("sponsor", AliasKind.COLUMN, LEFT_EMPTY)}
    with store.reading(workspace.id) as tx:
        row = tx.deliveries.get(again)
    assert row is not None
    assert (Sent.of(row).ask, Sent.of(row).again) == (False, 1)


def test_whom_a_title_is_about_is_remembered(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """Without its quarter, for everybody; only somebody whose numbers one sees can be chosen."""
    mia, dana = Actor(workspace.id, team["Mia"]), team["Dana"]
    [delivery] = send_to_fill(store, mia, [SENT], NOW)
    with store.reading(workspace.id) as tx:
        row = tx.deliveries.get(delivery)
    assert row is not None
    note_asked(store, row, (), {"Q4: Dana & Rui": (dana, team["Rui"])})
    _, asked = questions_of(store, mia, delivery)
    assert asked == Questions((), {"Q4: Dana & Rui": ((dana.id, dana.name), (team["Rui"].id, team["Rui"].name))})
    with pytest.raises(Invalid, match="whom it is about"):
        fill_again(store, mia, delivery, {"Q4: Dana & Rui": meaning_of(team["Kim"].id)}, NOW)
    assert fill_again(store, mia, delivery, {"Q4: Dana & Rui": meaning_of(dana.id)}, NOW)
    assert [(alias.words, alias.kind, alias.meaning) for alias in taught(store, workspace)] == [
        ("dana rui", AliasKind.WHOM, str(dana.id))
    ]


def test_without_an_answer_nothing_is_remembered(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """It is asked again the next time."""
    delivery = sent_by(store, workspace, team["Dana"])
    assert fill_again(store, Actor(workspace.id, team["Dana"]), delivery, None, NOW)
    assert taught(store, workspace) == []


def test_nobody_answers_for_somebody_else(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """The file would come back with what its sender may see; and no other value than those offered is kept."""
    delivery = sent_by(store, workspace, team["Dana"])
    for stranger in (Actor(workspace.id, team["Kim"]), Actor(workspace.id, team["Rui"])):
        with pytest.raises(NotFound, match="for whoever sent the file"):
            fill_again(store, stranger, delivery, {}, NOW)
        with pytest.raises(NotFound):
            questions_of(store, stranger, delivery)
    with pytest.raises(Invalid):
        fill_again(store, Actor(workspace.id, team["Dana"]), delivery, {"Sponsor?": "salary"}, NOW)
    assert taught(store, workspace) == []


def test_admins_see_what_was_answered(store: SqlStore, workspace: Workspace, team: Team) -> None:
    """Among the words that were taught, where it can be removed."""
    delivery = sent_by(store, workspace, team["Dana"])
    fill_again(store, Actor(workspace.id, team["Dana"]), delivery, {"Sponsor?": "next_step"}, NOW)
    admin = next(person for person in team.values() if person.admin)
    [one] = lessons(store, Actor(workspace.id, admin)).taught
    assert (one.alias.words, one.meaning) == ("sponsor", "Deal: next step")


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("a.xlsx", True),
        ("A.XLSM", True),
        ("b.csv", True),
        ("old.xls", True),
        ("c.ods", True),
        ("d.pdf", False),
        ("", False),
    ],
)
def test_which_files_are_spreadsheets(name: str, is_one: bool) -> None:
    """By what they are called; those that cannot be filled in are told so rather than passed over."""
    assert is_spreadsheet(name) is is_one
