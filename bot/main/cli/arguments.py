"""What can be typed after `firebreak`, and its help. Each command's module is loaded when it is run."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from bot.main.cli.mistakes import Parser

Command = Callable[[argparse.Namespace], int]

ABOUT = """Firebreak keeps the sales pipeline true and delivers the forecast before anyone asks."""
EXAMPLES = """examples:
  firebreak demo                                   try it in a browser, without Slack
  firebreak import deals.csv --dry-run             see what an import would do
  firebreak forecast --period next                 next quarter, as of now
  firebreak forecast --person "Dana Whitlock" --as-of 2026-09-30 --json
  firebreak understand "called Jane at Acme, wants a proposal, 45k"
  firebreak doctor                                 is everything set up for your Slack?
  firebreak run                                    the same bot, in your Slack

Run `firebreak COMMAND --help` for more about each.
"""


def _lazy(module: str, name: str = "run") -> Command:
    """The command of a module in this package, or of one by its full name, loaded when it is run: `--help` should not
    wait for a database library."""

    def run(given: argparse.Namespace) -> int:
        command: Command = getattr(import_module(module if "." in module else f"bot.main.cli.{module}"), name)
        return command(given)

    return run


@dataclass(frozen=True, slots=True)
class _Commands:
    """The commands so far. `known` is what argparse keeps of them, `database` the option of all that work on data."""

    known: argparse._SubParsersAction[Parser]
    database: Parser

    def add(self, name: str, what: str, run: Command, *, on_data: bool = True, more: str = "") -> Parser:
        """One command: `what` stands in the list of all, and with `more` in its own help."""
        described = f"{what[0].upper()}{what[1:]}. {more}".strip()
        made = self.known.add_parser(name, help=what, description=described, parents=[self.database] * on_data)
        made.set_defaults(run=run)
        return made


def parser() -> Parser:
    """The whole command line."""
    top = Parser(
        prog="firebreak", description=ABOUT, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    top.add_argument("--verbose", action="store_true", help="log what happens, to standard error")
    top.add_argument("--database", metavar="URL", help="where the data is, also said behind the command")
    database = Parser(add_help=False)
    database.add_argument(
        "--database",
        metavar="URL",
        default=argparse.SUPPRESS,  # what was said before the command stands
        help="where the data is: a path, sqlite:///PATH or postgresql://… "
        "(default: FIREBREAK_DATABASE_URL, else firebreak.db in this directory)",
    )
    known = top.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser)
    commands = _Commands(known, database)
    for describe in (
        _demo,
        _run,
        _import,
        _team,
        _forecast,
        _export,
        _backtest,
        _understand,
        _erase,
        _doctor,
        _db,
    ):
        describe(commands)
    top.knows(known.choices)
    return top


def _demo(commands: _Commands) -> None:
    demo = commands.add(
        "demo",
        "try Firebreak in a browser: a Slack on this machine, and a team in it",
        _lazy("bot.main.demo.command"),
        on_data=False,
        more="It prints the page's address. Ctrl-C ends it, and nothing is left behind.",
    )
    kept = "keep the demo's data there (default: gone with the demo)"
    demo.add_argument("--database", metavar="URL", default=argparse.SUPPRESS, help=kept)
    demo.add_argument("--port", type=int, default=0, metavar="N", help="the page's port (default: any free one)")
    demo.add_argument("--data", type=Path, metavar="PATH", help="deals to import instead of the fictional team's")
    demo.add_argument("--as-of", metavar="DATE", help="the day the demo begins, as 2026-11-30 (default: a working day)")


def _run(commands: _Commands) -> None:
    commands.add(
        "run",
        "run the bot in your Slack (Socket Mode)",
        _lazy("bot.main.serve"),
        more="It needs SLACK_BOT_TOKEN and SLACK_APP_TOKEN, in the environment or in a .env file in this directory; "
        "`firebreak doctor` says what is missing. The database is created if it is not there.",
    )


def _import(commands: _Commands) -> None:
    importing = commands.add(
        "import",
        "import deals from CSV or XLSX files, or a folder of them",
        _lazy("import_deals"),
        more="Columns are recognised by their headings. A row that cannot be read is listed with its line and the "
        "reason, and the exit code is then 1. Importing the same files again changes nothing. See docs/import.md.",
    )
    importing.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a CSV or XLSX file, or a folder of them"
    )
    importing.add_argument("--as-of", metavar="DATE", help="the day the files describe (default: today)")
    importing.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    importing.add_argument("--json", action="store_true", help="print the result as JSON")
    importing.add_argument("--day-first", action="store_true", help="read 3/4 as 3 April where the file leaves it open")


def _team(commands: _Commands) -> None:
    team = commands.add(
        "team",
        "set roles, managers and quotas from a CSV or XLSX file",
        _lazy("team"),
        more="Columns: name or email, role, manager, quota, period. An empty cell changes nothing; “none” takes a "
        "manager or a quota away; without a period a quota is for this quarter. A row that cannot be is listed "
        "with its line and the reason, and the exit code is then 1. Reading the same file again changes nothing. "
        "See docs/admin.md.",
    )
    team.add_argument("file", type=Path, metavar="FILE", help="the CSV or XLSX file")
    team.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")


def _forecast(commands: _Commands) -> None:
    forecast = commands.add("forecast", "print the forecast of a person and everybody below", _lazy("forecast"))
    _forecast_options(forecast)
    forecast.add_argument("--json", action="store_true", help="print it as JSON (docs/forecast.md)")


def _export(commands: _Commands) -> None:
    export = commands.add("export", "write the forecast as a workbook, or its deals as CSV", _lazy("export"))
    _forecast_options(export)
    file = export.add_mutually_exclusive_group(required=True)
    file.add_argument("--xlsx", type=Path, metavar="FILE", help="the workbook to write")
    file.add_argument("--csv", type=Path, metavar="FILE", help="its deals alone, fit to be imported again")


def _backtest(commands: _Commands) -> None:
    backtest = commands.add(
        "backtest",
        "try the projection on a history of deals, beside simple methods",
        _lazy("backtest"),
        on_data=False,
    )
    backtest.add_argument(
        "--data", type=Path, metavar="DIR", required=True, help="a folder with deals.csv, or an export"
    )
    backtest.add_argument("--currency", metavar="CODE", help="the currency to go by (default: that of most deals won)")
    backtest.add_argument(
        "--fiscal-start", type=int, default=1, metavar="N", help="the month, 1 to 12, in which fiscal years start"
    )
    backtest.add_argument("--json", action="store_true", help="print it as JSON (docs/projection.md)")


def _understand(commands: _Commands) -> None:
    understand = commands.add(
        "understand", "show what a sentence means, without saving anything", _lazy("understand"), on_data=False
    )
    understand.add_argument("text", nargs="?", metavar="TEXT", help="the sentence, in quotes")
    understand.add_argument(
        "--jsonl", type=Path, metavar="FILE", help="read one JSON object a line ('-': standard input)"
    )
    understand.add_argument("--now", metavar="ISO", help="when it was said, as 2026-11-30T09:00 (default: now)")
    understand.add_argument("--timezone", metavar="ZONE", default="UTC", help="where it was said (default: UTC)")
    understand.add_argument(
        "--name", action="append", default=[], metavar="NAME", help="a deal that exists (repeat it)"
    )
    understand.add_argument("--json", action="store_true", help="print one line of JSON")


def _erase(commands: _Commands) -> None:
    erase = commands.add(
        "erase",
        "take a person's name and messages out of the database",
        _lazy("erase"),
        more="Name, e-mail address, Slack id, days off, schedules and raw messages go; deals, changes and numbers "
        "stay, under “Former colleague”, and so does what was noted about customers. It cannot be undone. "
        "See docs/storage.md.",
    )
    erase.add_argument("person", metavar="PERSON", help="the whole name, the e-mail address or the Slack id")
    erase.add_argument("--yes", action="store_true", help="do it without asking once more")


def _doctor(commands: _Commands) -> None:
    commands.add(
        "doctor",
        "check settings, database and Slack, and say what to do",
        _lazy("doctor"),
        more="It changes nothing. Messages that did not reach their reader within the last week are listed with the "
        "reason. The exit code is 1 if anything is wrong.",
    )


def _db(commands: _Commands) -> None:
    db = commands.known.add_parser("db", help="look after the database", description="Look after the database.")
    actions = db.add_subparsers(title="actions", metavar="ACTION", required=True)
    for name, what in (
        ("upgrade", "create the tables, or bring them up to date"),
        ("backup", "copy the database while it is in use, and verify the copy"),
        ("check", "check that the tables are those of this version"),
    ):
        action = actions.add_parser(
            name, help=what, description=f"{what[0].upper()}{what[1:]}.", parents=[commands.database]
        )
        action.set_defaults(run=_lazy("db", name))
        if name == "backup":
            action.add_argument(
                "file", nargs="?", type=Path, metavar="FILE", help="where to (default: beside it, dated)"
            )
    db.knows(actions.choices)


def _forecast_options(made: argparse.ArgumentParser) -> None:
    made.add_argument("--person", metavar="NAME", help="whose: the whole name, or a first name (default: everybody)")
    made.add_argument(
        "--period",
        default="this",
        metavar="PERIOD",
        help="this, next, last, 2017-Q4, 2017-11 or FY2017 (default: this)",
    )
    made.add_argument("--as-of", metavar="WHEN", help="a past day (its end) or instant, as 2017-09-30 (default: now)")
