"""What the documents promise, read aloud: the worked example, the commands, the links, the environment."""

from __future__ import annotations

import re
import shlex
from contextlib import nullcontext, suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot import routes
from bot.main.cli.arguments import parser
from sales.deal import Deal
from sales.forecast import cell_of, counts_in
from sales.money import Money, Rates
from sales.people import Person, Team
from sales.period import FiscalCalendar
from sales.process import ForecastCategory, Outcome, Process
from sales.report import build_report

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
NOW = datetime(2026, 11, 20, tzinfo=UTC)
COMMANDS = {"demo", "run", "import", "team", "forecast", "export", "backtest", "understand", "erase", "doctor", "db"}
SAM = Person(id=1, name="Sam")


def deal(number: int, stage: str, amount: str, **facts: object) -> Deal:
    known: dict[str, object] = {"close_date": date(2026, 12, 1)} | facts
    made = Deal(name="D", owner_id=1, stage=stage, amount=Money.of(amount), created_at=NOW, stage_since=NOW, id=number)
    return Deal(**{**{f: getattr(made, f) for f in made.__dataclass_fields__}, **known})


def test_the_example_in_the_forecast_document_is_right(process: Process) -> None:
    """docs/forecast.md works an example by hand; the rules come to the same numbers."""
    deals = [
        deal(1, "won", "40000", outcome=Outcome.WON, closed_on=date(2026, 11, 3)),
        deal(2, "contract", "30000.50"),
        deal(3, "proposal", "20000"),
        deal(4, "discovery", "10000"),
        deal(5, "verbal", "99999.99", category=ForecastCategory.OMITTED),
        deal(6, "verbal", "5000", close_date=None),
    ]
    period = FiscalCalendar().quarter(date(2026, 11, 20))
    report = build_report(
        subject=SAM,
        team=Team([SAM]),
        process=process,
        period=period,
        cells=[cell_of(one) for one in deals if counts_in(one, period)],
        quotas={1: Money.of("100000")},
        undated={1: sum(one.close_date is None for one in deals)},
        rates=Rates("USD", date(2026, 11, 1), {}),
        as_of=NOW,
        timezone="UTC",
    )
    line, text = report.line, (ROOT / "docs/forecast.md").read_text()
    rolled = line.rolled
    for name, amount in (("closed", rolled.closed), ("best case", rolled.best_case), ("total", rolled.total)):
        assert f"{name} = ${amount.major:,.2f}" in text
    assert f"= ${rolled.commit.major:,.2f}" in text
    assert line.gap is not None
    assert f"= ${line.gap.major:,.2f}" in text
    assert line.attainment == Decimal("0.4")
    assert line.coverage is not None
    assert f"{line.coverage:.2f}" == "1.00"
    assert rolled.omitted == Money.of("99999.99")
    assert report.undated == 1


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_in_the_documents_leads_somewhere(path: Path) -> None:
    """A link to a file of the repository names a file that is there."""
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text()):
        if "://" not in target:
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_in_the_documents_is_understood(path: Path) -> None:
    """A `firebreak …` line of a code block parses as it stands."""
    for block in re.findall(r"```\w*\n(.*?)```", path.read_text(), re.DOTALL):
        for line in block.splitlines():
            found = re.match(r"\s*(?:\.venv/bin/)?firebreak (.*?)(?:\s{2,}.*|\s+#.*)?$", line)
            if found and "…" not in found[1]:
                parser().parse_args(shlex.split(found[1]))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_within_a_sentence_exists(path: Path) -> None:
    """What stands between backticks, of the command line with or without its arguments, and of Slack: no document
    names a command, a subcommand or an option that is not there."""
    for said in re.findall(r"`(?:\.venv/bin/)?firebreak ([^`]+)`", path.read_text()):
        words = shlex.split(re.sub(r"[\[\]…]", "", said))
        bare = len(words) < 2 or words[-1].startswith("--")
        with suppress(SystemExit) if bare else nullcontext():
            parser().parse_args(words)
        assert words[0] in COMMANDS, said
    for name, rest in re.findall(r"`(/(?:log|deal|fire\w*|forecast))\b ?([^`]*)`", path.read_text()):
        assert name in routes.COMMANDS, name
        if name == "/firebreak" and rest:
            assert rest.split()[0] in {"help", "process", "schedule", "settings", "team", "language"}, rest


def test_every_setting_the_code_reads_is_documented() -> None:
    """Each environment variable of bot/settings.py stands in docs/admin.md."""
    names = set(re.findall(r'"((?:FIREBREAK|SLACK)_[A-Z_]+)"', (ROOT / "bot/settings.py").read_text()))
    admin = (ROOT / "docs/admin.md").read_text()
    assert {name for name in names if name not in admin} <= {"SLACK_API_URL"}


def test_no_registry_host_and_no_path_of_a_machine_is_in_the_locks() -> None:
    """The locks install from wherever pip is set up to install from."""
    for lock in ROOT.glob("requirements*.lock"):
        assert not re.search(r"https?://|/(?:home|root|work)/", lock.read_text())
