"""One number: six surfaces say the same to the cent, for everybody and in any currency."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.blocks.digest import digest_message
from bot.blocks.forecast import forecast_message
from bot.blocks.home import home_view
from bot.blocks.kit import Message
from bot.main.cli.forecast_json import as_plain
from bot.main.exports import write_book
from sales.deal import Deal, Entry, Field, Via
from sales.delivery import Delivery
from sales.money import Money
from sales.process import ForecastCategory
from sales.report import Report
from sales.revising import opened
from sales.usecases.advancing import change
from sales.usecases.changing import Wish
from sales.usecases.deal_lists import DealList
from sales.usecases.digesting import digest
from sales.usecases.explaining import MEASURES
from sales.usecases.forecasts import Forecast, deals_as_of, forecast, report_for, team_as_of
from sales.usecases.home import home
from sales.usecases.opened_numbers import Number, open_number
from storage.sheets.workbook import write_forecast
from tests.blocks.seen import shown
from tests.usecases.conftest import Floor
from tests.usecases.digest_threads import digest_row, in_thread


def reports(floor: Floor, row: Delivery, at: datetime) -> dict[str, Report]:
    """The same forecast as of the digest, asked for at `at` in every way that can look back."""
    ada = floor.actor("Ada")
    with floor.store.reading(floor.workspace.id) as tx:
        from_digest = digest(tx, row, at).forecast.report
        plain = as_plain(tx, report_for(tx, ada.person, at, as_of=floor.now), floor.now, at)
    answered = in_thread(floor, "Ada", "what changed?", at)
    assert isinstance(answered, Forecast)
    asked = forecast(floor.store, ada, at, as_of=floor.now).report
    line = asked.line.rolled
    assert (plain["closed"], plain["commit"]) == (line.closed.plain, line.commit.plain)
    assert (plain["best_case"], plain["total"]) == (line.best_case.plain, line.total.plain)
    return {"digest": from_digest, "/forecast": asked, "thread": answered.report}


def in_workbook(floor: Floor, at: datetime, path: Path) -> dict[str, Decimal]:
    """The roll-ups on the workbook's first sheet."""
    with floor.store.reading(floor.workspace.id) as tx:
        team, ada = tx.people.team(), floor.team["Ada"]
        report = report_for(tx, ada, at, as_of=floor.now).report
        deals = deals_as_of(tx, team.subtree(ada.id), report.period, floor.now, at)
        write_forecast(path, report, deals, [], tx.process, team, tx.workspace.exchange())
    rows = load_workbook(path, data_only=True)["Summary"].iter_rows(max_col=2, values_only=True)
    return {str(name): Decimal(str(value)) for name, value in rows if isinstance(value, int | float)}


def figure(message: Message, name: str) -> str:
    found = re.search(rf"\*{name}\*\n(\S+)", shown(message))
    assert found is not None, name
    return found[1]


def test_six_surfaces_agree_to_the_cent(trading: Floor, tmp_path: Path) -> None:
    """Digest, Home, /forecast, thread answer, workbook and --json: one forecast, several currencies; and so they still
    do for those that look back, when everything has changed since."""
    row = digest_row(trading, "Ada")
    ada = trading.actor("Ada")
    at_home = home(trading.store, ada, trading.now).mine.report
    found = reports(trading, row, trading.now)
    assert at_home.line == found["/forecast"].line
    assert len({repr(report.line) for report in found.values()}) == 1
    line = at_home.line.rolled
    assert (line.closed, line.unconverted) == (Money(1_000_000), {})
    assert at_home.rates_dated == date(2026, 11, 1)
    book = in_workbook(trading, trading.now, tmp_path / "now.xlsx")
    sums = {"Closed": line.closed, "Commit": line.commit, "Best case": line.best_case, "Total": line.total}
    assert {name: book[name] for name in sums} == {name: amount.major for name, amount in sums.items()}
    with trading.store.reading(trading.workspace.id) as tx:
        message = digest_message(digest(tx, row, trading.now), None)
    asked = forecast_message(forecast(trading.store, ada, trading.now))
    for name, amount in sums.items():
        assert figure(message, name) == figure(asked, name) == str(amount)
        assert f"*{name}*\n{amount}" in shown(home_view(home(trading.store, ada, trading.now)))
    later = trading.now + timedelta(hours=8)
    for name in ("Big", "Whole", "Euro"):
        wish = Wish(deal_id=trading.ids[name], fields={Field.AMOUNT: Money(123_45), Field.STAGE: "won"})
        change(trading.store, trading.actor("Dana"), wish, Via.COMMAND, later)
    after = reports(trading, row, later + timedelta(hours=1))
    assert {repr(report.line) for report in after.values()} == {repr(at_home.line)}
    again = in_workbook(trading, later + timedelta(hours=1), tmp_path / "later.xlsx")
    assert {name: again[name] for name in sums} == {name: book[name] for name in sums}


ABROAD = {"London": Money(3_333_333, "GBP"), "Osaka": Money(987_654, "JPY"), "Lyon": Money(1_234_567, "EUR")}

RATES = {"EUR": Decimal("1.0837"), "GBP": Decimal("1.2711"), "JPY": Decimal("0.006623")}


@pytest.fixture
def abroad(trading: Floor) -> Floor:
    """Everybody has deals in pounds, yen and euros, and one in francs, for which nobody has set a rate."""
    with trading.store.writing(trading.workspace.id) as tx:
        for owner in ("Dana", "Kim", "Mia"):
            entry = tx.entries.add(
                Entry(by=trading.team[owner].id, at=trading.now - timedelta(days=1), via=Via.COMMAND)
            )
            for name, amount in {**ABROAD, "Basel": Money(7_700_077, "CHF")}.items():
                draft = Deal(
                    name=f"{name} of {owner}",
                    owner_id=trading.team[owner].id,
                    stage={"London": "verbal", "Osaka": "proposal"}.get(name, "contract"),
                    amount=amount,
                    close_date=date(2026, 12, 9),
                    created_at=entry.at,
                    stage_since=entry.at,
                )
                tx.deals.add(opened(draft, entry, tx.process), entry)
        tx.save_workspace(replace(tx.workspace, rates=RATES, rates_dated=date(2026, 11, 2)), None)
    return trading


def said_everywhere(floor: Floor, who: str, at: datetime, path: Path) -> dict[str, tuple[str, ...]]:
    """The four roll-ups as of the floor's now, as everything says them that somebody can look at."""
    actor, subject = floor.actor(who), floor.team[who]
    found: dict[str, tuple[str, ...]] = {}
    with floor.store.reading(floor.workspace.id) as tx:
        report = report_for(tx, subject, at, as_of=floor.now).report
        plain = as_plain(tx, report_for(tx, subject, at, as_of=floor.now), floor.now, at)
        found["--json"] = tuple(plain[name] for name in MEASURES)
        write_book(tx, path, report, team_as_of(tx, floor.now, at), at)
        if subject.leads:
            about = digest(tx, digest_row_of(floor, who), at).forecast.report
            found["digest"] = rolled(about)
    lines = load_workbook(path, data_only=True)["Summary"].iter_rows(max_col=2, values_only=True)
    rows = {str(name): str(value) for name, value in lines}
    found["workbook"] = tuple(f"{Decimal(rows[name]):.2f}" for name in ("Closed", "Commit", "Best case", "Total"))
    found["/forecast"] = rolled(forecast(floor.store, actor, at, as_of=floor.now).report)
    if at == floor.now:
        found["Home"] = rolled(home(floor.store, actor, at).mine.report)
    for measure in MEASURES:
        number = Number(subject_id=subject.id, period=report.period.key, what=measure, as_of=floor.now)
        opened_to = open_number(floor.store, actor, number, at)
        assert isinstance(opened_to, DealList)
        assert opened_to.worth is not None
        assert opened_to.worth.plain == plain[measure]
    return found


def rolled(report: Report) -> tuple[str, ...]:
    return tuple(getattr(report.line.rolled, measure).plain for measure in MEASURES)


def digest_row_of(floor: Floor, who: str) -> Delivery:
    since = floor.now - timedelta(days=7)
    payload = {"as_of": floor.now.isoformat(), "since": since.isoformat(), "period": "quarter"}
    return Delivery(kind="digest", recipient=str(floor.team[who].id), slot="x", due_at=floor.now, payload=payload)


@pytest.mark.parametrize("who", ["Ada", "Mia", "Dana"])
def test_they_agree_for_everybody_in_any_currency(abroad: Floor, who: str, tmp_path: Path) -> None:
    """An executive, a manager and a rep; four currencies and one without a rate. In the evening, when deals, rates, the
    currency itself, the fiscal year, quotas and the process have changed, all that look back still say the same."""
    now = said_everywhere(abroad, who, abroad.now, tmp_path / "now.xlsx")
    assert len(set(now.values())) == 1, now
    report = forecast(abroad.store, abroad.actor(who), abroad.now).report
    assert set(report.line.rolled.unconverted) == {"CHF"}
    later = abroad.now + timedelta(hours=8)
    for name in ("Big", "Whole", "Euro"):
        wish = Wish(deal_id=abroad.ids[name], fields={Field.AMOUNT: Money(123_45), Field.STAGE: "won"})
        change(abroad.store, abroad.actor("Dana"), wish, Via.COMMAND, later)
    with abroad.store.writing(abroad.workspace.id) as tx:
        other = {"USD": Decimal("0.9"), "CHF": Decimal("1.05")}
        moved = replace(tx.workspace, currency="EUR", rates=other, rates_dated=later.date(), fiscal_start_month=2)
        tx.save_workspace(moved, None, later)
        first, *stages = tx.process.stages
        tx.save_process(
            replace(tx.process, stages=(replace(first, category=ForecastCategory.COMMIT), *stages)), None, later
        )
        tx.people.save_quota(abroad.team[who].id, report.period, Money(1), later)
    after = said_everywhere(abroad, who, later + timedelta(hours=1), tmp_path / "later.xlsx")
    assert set(after.values()) == set(now.values())
