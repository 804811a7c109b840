"""`firebreak team`: a whole team from a file, by the rules of an admin's form."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook as Book

from bot.main import main
from sales.people import Person, Role
from storage.engine import create_store

DEALS = (
    "Deal name,Amount,Owner,Manager,Owner email,Stage,Close date\n"
    "Acme,45000,Sam Ortega,Dana Whitlock,sam@a.example,Proposal,2026-12-01\n"
    "Globex,30000,Noor El-Masri,Lee Ashworth,noor@a.example,Proposal,2026-12-02\n"
)
TEAM = (
    "Name,Role,Reports to,Quota,Period,Desk\n"
    "Sam Ortega,,Noor El-Masri,450k,2026-Q4,4\n"  # Noor leads from a later row on
    'Sam Ortega,,,"500,000 EUR",2027-Q1,\n'
    "noor el-masri,manager,Dana Whitlock,2m,2026-Q4,\n"
)
Say = pytest.CaptureFixture[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Say) -> Path:
    """A directory with a database that holds two reps and their managers."""
    for name in ("FIREBREAK_DATABASE_URL", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deals.csv").write_text(DEALS)
    assert main(["import", "deals.csv", "--as-of", "2026-11-20"]) == 0
    capsys.readouterr()
    return tmp_path


def told(here: Path, capsys: Say, text: str, *options: str) -> tuple[int, str]:
    """The exit code and what was printed for a file with this text."""
    (here / "team.csv").write_text(text)
    code = main(["team", "team.csv", *options])
    return code, capsys.readouterr().out


def stored(here: Path) -> tuple[dict[str, Person], dict[str, str]]:
    """The people by first name, and all quotas of the two quarters as people read them."""
    store = create_store(f"sqlite:///{here / 'firebreak.db'}")
    with store.reading(1) as tx:
        team = tx.people.team()
        calendar = tx.workspace.calendar
        found: dict[str, str] = {}
        for name in ("2026-Q4", "2027-Q1"):
            period = calendar.named(name, date(2026, 11, 20))
            found |= {f"{team[one].first_name} {name}": str(quota) for one, quota in tx.people.quotas(period).items()}
        people = {person.first_name: person for person in team}
    store.close()
    return people, found


def test_a_team_is_set_and_a_second_run_changes_nothing(here: Path, capsys: Say) -> None:
    """Rows in any order, several quarters for one person; what was not read is named, what changed is told."""
    code, said = told(here, capsys, TEAM)
    assert code == 0, said
    assert "3 rows read: 2 people changed, 0 rejected." in said
    assert "Sam Ortega: reported to Dana Whitlock, now to Noor El-Masri; quota 2026-Q4 none to $450,000" in said
    assert "note: not read: Desk." in said
    people, quotas = stored(here)
    assert people["Noor"].role is Role.MANAGER
    assert people["Sam"].manager_id == people["Noor"].id
    assert people["Noor"].manager_id == people["Dana"].id
    assert quotas == {"Sam 2026-Q4": "$450,000", "Sam 2027-Q1": "€500,000", "Noor 2026-Q4": "$2,000,000"}
    assert "3 rows read: 0 people changed, 0 rejected." in told(here, capsys, TEAM)[1]


def test_a_dry_run_says_the_same_and_saves_nothing(here: Path, capsys: Say) -> None:
    """Then the same file does what it said."""
    before = stored(here)
    code, said = told(here, capsys, TEAM, "--dry-run")
    assert (code, "2 people would be changed" in said) == (0, True)
    assert stored(here) == before
    assert told(here, capsys, TEAM)[1] == said.replace("would be changed", "changed")


def test_none_takes_away_and_an_empty_cell_leaves(here: Path, capsys: Say) -> None:
    """No quota is no zero, and nobody loses what a file does not speak of."""
    told(here, capsys, TEAM)
    told(here, capsys, "email,quota,period,manager\nsam@a.example,none,2026-Q4,\nnoor@a.example,,,nobody\n")
    people, quotas = stored(here)
    assert quotas == {"Sam 2027-Q1": "€500,000", "Noor 2026-Q4": "$2,000,000"}
    assert people["Sam"].manager_id == people["Noor"].id
    assert people["Noor"].manager_id is None


REJECTED = [
    # a row under name,role,manager,quota,period, and what is said of it
    ("Sam Ortiga,,,1k,", 'line 2, name: There is nobody called "Sam Ortiga" on the team. Did you mean Sam Ortega?'),
    (",rep,,,", "line 2, name: The row names nobody: give a name or an e-mail address."),
    ("Sam Ortega,boss,,,", "line 2, role: A role is rep, manager or executive."),
    ("Dana Whitlock,rep,,,", "line 2, role: Sam Ortega reports to Dana Whitlock, so they cannot be a rep yet."),
    ("Sam Ortega,,Sam Ortega,,", "line 2, manager: Nobody reports to themselves."),
    ("Sam Ortega,,Noor El-Masri,,", "line 2, manager: Noor El-Masri is a rep. Make them a manager first."),
    ("Dana Whitlock,,Zed,,", 'line 2, manager: There is nobody called "Zed" on the team.'),
    ("Sam Ortega,,,a lot,", 'line 2, quota: I cannot read "a lot" as one amount.'),
    ("Sam Ortega,,,0,", "line 2, quota: A quota must be above zero."),
    ("Sam Ortega,,,1k,Q7", 'line 2, period: I do not know the period "Q7".'),
]


@pytest.mark.parametrize(("row", "sentence"), REJECTED)
def test_a_row_that_cannot_be_is_named_and_the_others_are_saved(
    here: Path, capsys: Say, row: str, sentence: str
) -> None:
    """With line, column and reason, and nothing of that row."""
    code, said = told(here, capsys, f"name,role,manager,quota,period\n{row}\nNoor El-Masri,,,7k,2026-Q4\n")
    assert code == 1
    assert f"rejected: team.csv, {sentence}" in said
    assert "2 rows read: 1 person changed, 1 rejected." in said
    assert stored(here)[1] == {"Noor 2026-Q4": "$7,000"}


def test_two_who_would_report_to_each_other(here: Path, capsys: Say) -> None:
    """The row that closes the loop is refused."""
    rows = "name,manager\nDana Whitlock,Lee Ashworth\nLee Ashworth,Dana Whitlock\n"
    code, said = told(here, capsys, rows)
    assert code == 1
    assert "line 3, manager: Dana Whitlock reports to Lee Ashworth, directly or through others." in said


def test_rows_that_contradict_each_other(here: Path, capsys: Say) -> None:
    """Neither holds, whatever their order, also where one of them would have to wait for a third."""
    rows = [
        "Sam Ortega,,Noor El-Masri,450k,2026-Q4",
        "Noor El-Masri,manager,,,",
        "Sam Ortega,,,500k,Q4 2026",
    ]
    for order in (rows, rows[::-1]):
        code, said = told(here, capsys, "\n".join(["name,role,manager,quota,period", *order, ""]))
        assert (code, said.count("quota: Lines 2 and 4 say different things of one person.")) == (1, 2)
        assert stored(here)[1] == {}
        assert stored(here)[0]["Noor"].role is Role.MANAGER


def test_a_workbook_is_read_as_well(here: Path, capsys: Say) -> None:
    """Numbers are numbers there."""
    book = Book()
    sheet = book.active
    assert sheet is not None
    for row in (("Rep", "Target", "Quarter"), ("Sam Ortega", 450000.5, "2026-Q4")):
        sheet.append(row)
    book.save(here / "team.xlsx")
    assert main(["team", "team.xlsx"]) == 0
    assert "quota 2026-Q4 none to $450,000.50" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "name\nSam Ortega\n", "name,role\n"])
def test_a_file_that_says_nothing_about_people(here: Path, capsys: Say, text: str) -> None:
    """It is told how the headings should read."""
    (here / "team.csv").write_text(text)
    assert main(["team", "team.csv"]) == 1
    assert "name,role,manager,quota,period" in capsys.readouterr().err
