"""What somebody sees who types `firebreak …`: sentences, no empty databases left behind, nothing done unasked."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.clock import SystemClock
from bot.main import main
from bot.main.cli.arguments import parser
from storage.engine import create_store

SHORT = "name,amount,owner\nAcme,45000,Sam Ortega\nGlobex,12k,Priya Rao\n"
FULL = (
    "Deal name,Amount,Owner,Manager,Stage,Close date\n"
    "Acme,45000,Sam Ortega,Dana Whitlock,Proposal,2026-12-01\n"
    "Globex,30000,Noor El-Masri,Lee Ashworth,Proposal,2026-12-02\n"
    "Initech,5000,,,Proposal,2026-12-03\n"
)

PEOPLE = ("Dana Whitlock", "Lee Ashworth", "Noor El-Masri")

Say = pytest.CaptureFixture[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, and nothing of Firebreak's in the environment."""
    for name in ("FIREBREAK_DATABASE_URL", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def filled(here: Path, text: str = FULL) -> Path:
    """A database with these deals."""
    (here / "deals.csv").write_text(text)
    assert main(["import", "deals.csv", "--as-of", "2026-11-20"]) == 0
    return here / "firebreak.db"


@pytest.mark.parametrize(
    "command", ["forecast", "export --xlsx f.xlsx", "erase Sam --yes", "db check", "db backup", "doctor"]
)
def test_a_mistyped_database_is_told_and_not_made(here: Path, capsys: Say, command: str) -> None:
    """A command that reads data says that there is none at that path, and leaves no empty file there."""
    assert main([*command.split(), "--database", "typo.db"]) == 1
    said = "".join(capsys.readouterr())
    assert f"There is no database at {here / 'typo.db'}." in said
    assert "firebreak import" in said
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("export --xlsx nowhere/f.xlsx", "firebreak: There is no folder nowhere. Create it, or name another.\n"),
        ("export --csv nowhere/f.csv", "firebreak: There is no folder nowhere. Create it, or name another.\n"),
        ("export --xlsx .", "firebreak: . is a folder. Name a file in it.\n"),
    ],
)
def test_a_file_that_cannot_be_written_is_named(here: Path, capsys: Say, command: str, said: str) -> None:
    """A folder that is not there is one sentence."""
    filled(here)
    capsys.readouterr()
    assert main(command.split()) == 1
    assert capsys.readouterr().err == said


def test_a_server_that_does_not_answer_is_named_without_the_password(here: Path, capsys: Say) -> None:
    """Where it was looked for and what it said, in one line."""
    assert main(["forecast", "--database", "postgresql://sales:geheim@127.0.0.1:1/deals"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("firebreak: PostgreSQL cannot be reached at 127.0.0.1, database deals: ")
    assert "geheim" not in said
    assert said.count("\n") == 1


def test_a_dry_run_without_a_database_makes_none(here: Path, capsys: Say) -> None:
    """What an import would do can be seen before anything exists."""
    (here / "deals.csv").write_text(SHORT)
    assert main(["import", "deals.csv", "--dry-run"]) == 0
    assert "2 would be created" in capsys.readouterr().out
    assert [path.name for path in here.iterdir()] == ["deals.csv"]


def test_a_short_list_is_imported_and_its_defaults_are_named(here: Path, capsys: Say) -> None:
    """Names, amounts and owners are enough; the note says what the deals got besides. A second run changes nothing."""
    filled(here, SHORT)
    said = capsys.readouterr().out
    assert "2 rows read: 2 created" in said
    assert "new people: Sam Ortega, Priya Rao" in said
    assert (
        "note: deals.csv is a short list: its deals begin in the first stage, are new today and count in no period "
        "until they have a close date. Amounts that name no currency are in USD."
    ) in said
    assert main(["import", "deals.csv"]) == 0
    assert "0 created, 0 updated, 2 unchanged" in capsys.readouterr().out


def test_the_workbook_of_a_team_with_several_leaders_is_everybodys(here: Path) -> None:
    """Without a name the export holds every deal, also of people whom nobody leads, under one line."""
    filled(here)
    assert main(["export", "--xlsx", "all.xlsx", "--period", "2026-Q4"]) == 0
    book = load_workbook(here / "all.xlsx", data_only=True)
    assert "Everybody" in str(book["Summary"]["A1"].value)
    names = {str(row[0].value) for row in book["Deals"].iter_rows(min_row=2)}
    assert {"Acme", "Globex", "Initech"} <= names
    people = {str(row[0].value).strip() for row in book["By person"].iter_rows(min_row=2)}
    assert {"Everybody", "Dana Whitlock", "Lee Ashworth", "Sam Ortega", "Noor El-Masri"} <= people


@pytest.mark.parametrize("line", ["--database other.db forecast", "forecast --database other.db"])
def test_the_database_may_be_named_before_or_behind_the_command(here: Path, capsys: Say, line: str) -> None:
    """Both are the same; what is printed is indented as people report, and dated in the team's zone."""
    (here / "deals.csv").write_text(FULL)
    assert main(["--database", "other.db", "import", "deals.csv", "--as-of", "2026-11-20"]) == 0
    (here / "team.csv").write_text("name,manager\nLee Ashworth,Dana Whitlock\n")
    assert main(["team", "team.csv", "--database", "other.db"]) == 0
    capsys.readouterr()
    assert main([*line.split(), "--person", "Dana Whitlock", "--period", "2026-Q4"]) == 0
    shown = capsys.readouterr().out
    indents = {
        name: len(row[1:]) - len(row[1:].lstrip()) for row in shown.splitlines() for name in PEOPLE if name in row
    }
    assert indents["Dana Whitlock"] < indents["Lee Ashworth"] < indents["Noor El-Masri"]
    assert not (here / "firebreak.db").exists()


def test_the_deals_of_a_forecast_as_csv(here: Path, capsys: Say) -> None:
    """Those that its numbers open to, one to a row."""
    filled(here)
    assert main(["export", "--csv", "out.csv", "--period", "2026-Q4"]) == 0
    assert "Wrote out.csv: 2026-Q4, Everybody, " in capsys.readouterr().out
    with (here / "out.csv").open(newline="", encoding="utf-8") as file:
        names = {row["Deal"] for row in csv.DictReader(file)}
    assert {"Acme", "Globex", "Initech"} <= names


def test_erasing_asks_before_it_does_anything(here: Path, capsys: Say) -> None:
    """Without --yes a script gets to read what would happen, and nothing happens."""
    filled(here)
    assert main(["erase", "Sam Ortega"]) == 1
    said = capsys.readouterr()
    assert "Erasing Sam Ortega cannot be undone." in said.out
    assert "1 open deal stays in that name until handed over" in said.out
    assert "Nothing was erased." in said.err
    assert "Sam Ortega" in people(here)


def test_somebody_is_erased_and_the_numbers_stay(here: Path, capsys: Say) -> None:
    """The name is gone from the team and from the forecast; the deals count as before."""
    filled(here)
    assert main(["erase", "sam ortega", "--yes"]) == 0
    assert "“Former colleague " in capsys.readouterr().out
    assert "Sam Ortega" not in people(here)
    assert main(["forecast", "--person", "Dana Whitlock", "--period", "2026-Q4", "--json"]) == 0
    said = capsys.readouterr().out
    assert "45000.00" in said
    assert "Former colleague" in said


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        ("Ortega", 'There is nobody called "Ortega" on the team. Did you mean Sam Ortega?'),
        ("Zed", 'There is nobody called "Zed" on the team. Write the whole name'),
        ("", 'There is nobody called "" on the team.'),
    ],
)
def test_only_a_whole_name_is_erased(here: Path, capsys: Say, person: str, sentence: str) -> None:
    """A part of a name finds nobody to erase, and says who may be meant."""
    filled(here)
    assert main(["erase", person, "--yes"]) == 1
    assert sentence in capsys.readouterr().err
    assert "Sam Ortega" in people(here)


def test_the_doctor_says_each_thing_once(here: Path, capsys: Say) -> None:
    """What rests on something that is wrong is not asked, so that no sentence comes twice."""
    filled(here)
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert said.count("SLACK_BOT_TOKEN is missing") == 1
    assert "ok    database: up to date, 1 workspace, 0 messages overdue" in said
    assert "-     slack: not checked, it needs the settings" in said


@pytest.mark.parametrize("command", ["demo", "run", "import", "forecast", "export", "erase", "doctor", "db backup"])
def test_every_command_tells_about_itself(capsys: Say, command: str) -> None:
    """Each option and argument of a command's help has words beside it."""
    with pytest.raises(SystemExit):
        parser().parse_args([*command.split(), "--help"])
    for line in capsys.readouterr().out.splitlines():
        assert line.strip() not in {"PATH", "PERSON", "FILE", "TEXT"}, line


def people(here: Path) -> set[str]:
    """The names on the team, as they are stored."""
    store = create_store(f"sqlite:///{here / 'firebreak.db'}")
    try:
        workspace = next(iter(store.workspaces()))
        with store.reading(workspace.id) as tx:
            return {person.name for person in tx.people.team()}
    finally:
        store.close()


@pytest.mark.parametrize("command", ["forecast --as-of 2099-01-01", "export --csv f.csv --as-of 2099-01-01T08:00"])
def test_an_instant_to_come_is_refused(here: Path, capsys: Say, command: str) -> None:
    """No state of now is shown under the date of a day that has not been."""
    filled(here)
    capsys.readouterr()
    assert main(command.split()) == 1
    assert "is still to come. A forecast is as of now or of an instant in the past" in capsys.readouterr().err


def test_today_is_as_of_now(here: Path, capsys: Say) -> None:
    """A day that is not over has no end yet, and that is said."""
    filled(here)
    capsys.readouterr()
    assert (
        main(["forecast", "--json", "--person", "Sam Ortega", "--as-of", SystemClock().now().date().isoformat()]) == 0
    )
    said = capsys.readouterr()
    assert "is not over yet: this is as of now." in said.err
    assert datetime.fromisoformat(json.loads(said.out)["as_of"]) <= SystemClock().now()
