"""Wrong words, files and databases on the command line: each is a sentence that says what to do, and no traceback."""

from __future__ import annotations

import os
import shlex
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.main import main
from bot.main.cli.mistakes import about_file
from storage import migrations
from storage.sqlite_errors import sentence

Say = pytest.CaptureFixture[str]

WRONG = [
    ("forcast", 2, 'There is no "forcast" among demo, run,'),
    ("forcast", 2, "Did you mean forecast?"),
    ("db bakup", 2, "Did you mean backup?"),
    ("demo --port abc", 2, '--port takes a whole number, not "abc".'),
    ("export", 2, "`firebreak export --help` says what it takes."),
    ("forecast --person Samm", 1, 'There is nobody called "Samm" on the team. Did you mean Sam Ortega?'),
    ("forecast --person ortga", 1, "Did you mean Sam Ortega?"),
    ("forecast --as-of 9999-12-31", 1, "9999-12-31 is too far away."),
    ("forecast --as-of 0001-01-01T08:00", 1, "0001-01-01 is too far away."),
    ("forecast --database words.db", 1, "words.db is not a database, or a damaged one."),
    ("forecast --database half.db", 1, "half.db is not a database, or a damaged one."),
    ("forecast --database others.db", 1, "the database of another program, and was left alone."),
    ("forecast --database .", 1, "is a folder. Name the database file in it"),
    ("import empty.csv", 1, "empty.csv is empty."),
    ("import nothing", 1, "There is no CSV or XLSX file in nothing."),
    ("import nowhere/deals.csv", 1, "There is no file nowhere/deals.csv."),
    ("db backup nowhere/copy.db", 1, "There is no folder nowhere. Create it, or name another."),
    ("db backup nothing", 1, "nothing is a folder. Name a file in it."),
    ("db check --database odd.db", 1, "The table wins is missing."),
    ("db check --database odd.db", 1, "The column extra is not Firebreak's."),
    ("export --xlsx nowhere/book.xlsx", 1, "There is no folder nowhere. Create it, or name another."),
    ("export --xlsx book.xls", 1, "name it book.xlsx."),
    ("export --csv nothing", 1, "nothing is a folder. Name a file in it."),
    ("understand --jsonl words.bin", 1, "words.bin is no text in UTF-8."),
    ("understand --jsonl nowhere.jsonl", 1, "There is no file nowhere.jsonl."),
    ("backtest --data . --fiscal-start 13", 1, "a month from 1 to 12"),
    ("demo --port 99999", 1, "99999 is no port. Choose one from 1024 to 65535"),
    ("demo --as-of 9999-12-30", 1, "9999-12-30 is too far away."),
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a database, and with much that is none."""
    folder = tmp_path_factory.mktemp("mistakes")
    before = Path.cwd()
    os.chdir(folder)
    (folder / "deals.csv").write_text("name,amount,owner\nAcme,1k,Sam Ortega\n")
    assert main(["import", "deals.csv"]) == 0
    migrations.upgrade("sqlite:///odd.db")
    for name, script in (
        ("odd.db", "DROP TABLE wins; ALTER TABLE deals ADD COLUMN extra INT"),
        ("others.db", "CREATE TABLE notes (words TEXT)"),
    ):
        with closing(sqlite3.connect(name)) as connection:
            connection.executescript(script)
    (folder / "half.db").write_bytes((folder / "firebreak.db").read_bytes()[:60_000])
    (folder / "words.db").write_text("words" * 2000)
    (folder / "words.bin").write_bytes(b"\x00\xff\xfe")
    (folder / "empty.csv").touch()
    (folder / "nothing").mkdir()
    yield folder
    os.chdir(before)


@pytest.mark.parametrize(("typed", "code", "said"), WRONG)
def test_it_is_said_in_a_sentence(place: Path, capsys: Say, typed: str, code: int, said: str) -> None:
    """What is wrong, and what to do about it."""
    capsys.readouterr()
    try:
        ended = main(shlex.split(typed))
    except SystemExit as left:
        ended = int(left.code or 0)
    told = "".join(capsys.readouterr())
    assert said in told
    assert ended == code
    assert "Errno" not in told


def test_another_programs_database_is_left_as_it_was(place: Path, capsys: Say) -> None:
    """A mistyped path costs nobody anything."""
    before = (place / "others.db").read_bytes()
    assert main(["import", "deals.csv", "--database", "others.db"]) == 1
    assert (place / "others.db").read_bytes() == before


def test_a_port_that_is_taken(place: Path, capsys: Say) -> None:
    """The demo says so, and what else to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = subprocess.run(
            [sys.executable, "-m", "bot", "demo", "--port", str(port)],
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[1],
            check=False,
        )
    told = (
        f"firebreak: Port {port} cannot be used: another program may have it. Try another with --port, or leave it out."
    )
    assert (ended.returncode, ended.stderr.strip()) == (1, told)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (sqlite3.SQLITE_FULL, "is full or failing"),
        (sqlite3.SQLITE_IOERR_WRITE, "is full or failing"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "must be writable for you"),
        (sqlite3.SQLITE_CANTOPEN, "must be writable for you"),
        (sqlite3.SQLITE_CORRUPT, "put a backup in its place"),
        (sqlite3.SQLITE_BUSY, "does not finish"),
        (sqlite3.SQLITE_CONSTRAINT, None),
    ],
)
def test_what_sqlite_refuses(code: int, said: str | None) -> None:
    """Disk, rights, damage and others who write have a sentence; a defect of ours has none, and stays what it is."""
    problem = sqlite3.OperationalError("as SQLite says it")
    problem.sqlite_errorcode = code
    told = sentence(problem, "deals.db")
    assert (told is None) if said is None else (told is not None and said in told and "deals.db" in told)


@pytest.mark.parametrize(
    ("number", "said"),
    [(13, "You may not open here/x.csv"), (28, "There is no space left for here/x.csv."), (5, "here/x.csv: Input")],
)
def test_what_the_system_says_of_a_file(place: Path, number: int, said: str) -> None:
    """Rights and a full disk in our words, everything else in the system's."""
    assert about_file(OSError(number, os.strerror(number), "here/x.csv")).startswith(said)
    assert (
        about_file(OSError(28, os.strerror(28))) == "There is no space left on the disk. Free some, and run it again."
    )
