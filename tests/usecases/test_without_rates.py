"""Deals and quotas in a currency without an exchange rate: no number shows a zero in their place."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.blocks import figures
from bot.blocks.forecast import forecast_message, summary
from bot.blocks.home import home_view
from bot.blocks.native import people_chart, people_table
from bot.main.cli.forecast_json import as_plain
from bot.main.exports import write_book
from sales.deal import Field, Value, Via
from sales.money import Money
from sales.people import Person
from sales.report import Line
from sales.sum_words import unknown
from sales.usecases.actors import Actor
from sales.usecases.advancing import change
from sales.usecases.calling import call_form
from sales.usecases.changing import Wish
from sales.usecases.charting import courses
from sales.usecases.forecasts import Forecast, forecast, report_for
from sales.usecases.home import home
from sales.workspace import Workspace
from storage.sql import SqlStore
from tests.blocks.seen import shown

Team = dict[str, Person]


@pytest.fixture
def seen(store: SqlStore, workspace: Workspace, team: Team, now: datetime) -> Forecast:
    """Mia's forecast in euros, of deals and a quota in dollars, without a rate."""
    quarter = workspace.calendar.quarter(now.date())
    for name, stage in (("Acme", "contract"), ("Hooli", "proposal")):
        fields: dict[Field, Value] = {
            Field.NAME: name,
            Field.STAGE: stage,
            Field.AMOUNT: Money(4_000_000),
            Field.CLOSE_DATE: now.date(),
        }
        change(store, Actor(workspace.id, team["Dana"]), Wish(fields=fields), Via.MESSAGE, now)
    with store.writing(workspace.id) as tx:
        tx.people.save_quota(team["Mia"].id, quarter, Money(9_000_000))
        tx.save_workspace(replace(tx.workspace, currency="EUR"), None)
    return forecast(store, Actor(workspace.id, team["Mia"]), now)


def test_no_number_is_a_zero(seen: Forecast) -> None:
    """Each says what it lacks; the quota is named; there is no bar and no share of it."""
    said = shown(forecast_message(seen))
    assert "$40,000 without a rate" in said
    assert "$80,000 without a rate" in said
    assert "The quota is $90,000, and there is no exchange rate from USD." in said
    assert "1 quota is in a currency without an exchange rate" in said
    assert "No quota is set" not in said
    assert "*Dana Cole* · no quota\n$40K (no rate) commit · €0 closed · $80K (no rate) best case" in said
    assert "Proposal · 1 deal · *$40K (no rate)*" in said
    assert not re.search(r"(?:Commit\*?|Best case\*?|Total\*?|Proposal|Contract)\s€0", said), said
    assert "commit $40K (no rate)" in summary(seen.report)


def test_tables_and_charts_draw_no_zero_either(seen: Forecast) -> None:
    """The table says it, and the chart is left out: a bar of no length would be one."""
    cells = [cell["text"] for row in people_table(seen.report.line)[0]["rows"] for cell in row]
    assert cells.count("$40,000 without a rate") == 2
    assert cells[3:5] == ["Dana Cole", "$40,000 without a rate"]
    assert people_chart(seen.report.line) == []


@pytest.mark.usefixtures("seen")
def test_a_call_is_not_proposed(store: SqlStore, workspace: Workspace, team: Team, now: datetime) -> None:
    """The form begins empty where the sum of the deals is not known."""
    form = call_form(store, Actor(workspace.id, team["Dana"]), "this quarter", now)
    assert (form.commit, form.best_case) == (None, None)


@pytest.fixture
def mixed(store: SqlStore, workspace: Workspace, team: Team, now: datetime) -> Forecast:
    """Mia's forecast in dollars: $10,000 won; £5,000 won and £7,000 in proposal, for which there is no rate."""
    quarter = workspace.calendar.quarter(now.date())
    dana = Actor(workspace.id, team["Dana"])
    won = (("Acme", Money(1_000_000)), ("Leeds", Money(500_000, "GBP")))
    for name, amount in (*won, ("York", Money(700_000, "GBP"))):
        fields: dict[Field, Value] = {Field.NAME: name, Field.AMOUNT: amount, Field.CLOSE_DATE: now.date()}
        fields[Field.STAGE] = "proposal"
        saved = change(store, dana, Wish(fields=fields), Via.MESSAGE, now)
        if name != "York":
            closing = Wish(deal_id=saved.deals[0].after.id, fields={Field.STAGE: "won"})
            change(store, dana, closing, Via.MESSAGE, now)
    with store.writing(workspace.id) as tx:
        for who in ("Mia", "Dana"):
            tx.people.save_quota(team[who].id, quarter, Money(4_000_000))
    return forecast(store, Actor(workspace.id, team["Mia"]), now)


def test_no_ratio_compares_a_part_of_a_sum(
    mixed: Forecast, store: SqlStore, workspace: Workspace, now: datetime
) -> None:
    """A quarter of the quota is closed at least: no surface calls that the attainment, the gap or the coverage, and
    `--json` says why it is null, and what each of its sums lacks."""
    line = mixed.report.line
    assert (line.attainment, line.gap, line.coverage) == (None, None, None)
    with store.reading(workspace.id) as tx:
        plain = as_plain(tx, mixed, now, now)
    for each in (plain, next(one for one in plain["people"] if one["person"] == "Dana Cole")):
        assert (each["attainment"], each["gap"], each["coverage"], each["quota"]) == (None, None, None, "40000.00")
        assert each["unknown"] == {
            "attainment": "£5,000 in it has no exchange rate",
            "gap": "£5,000 in it has no exchange rate",
            "coverage": "£12,000 in it has no exchange rate",
        }
    stages = {(one["stage"], one["outcome"]): (one["amount"], one["unconverted"]) for one in plain["stages"]}
    assert stages["won", "won"] == ("10000.00", {"GBP": "5000.00"})
    assert stages["proposal", "open"] == ("0.00", {"GBP": "7000.00"})
    [proposal] = [one for one in plain["by_stage"] if one["stage"] == "proposal"]
    assert proposal["unconverted"] == {"GBP": "7000.00"}
    said = shown(forecast_message(mixed))
    assert "At least *25%* of $40,000" in said
    assert "*Gap to quota*\n–" in said
    assert "*Coverage*\n–" in said
    assert "25% of quota" not in said


def test_shares_for_who_may_not_read_amounts_are_at_least(mixed: Forecast) -> None:
    """In a channel that shows no amounts each share that lacks something is a lower bound, and said to be one."""
    seen = str(figures.shares(mixed.report.line))
    assert seen.count("at least 25%") == 4
    assert "£" not in seen


def test_own_deals_on_home_lack_nothing_silently(
    mixed: Forecast, store: SqlStore, workspace: Workspace, team: Team, now: datetime
) -> None:
    """A leader with a deal of their own in pounds reads that beside their own number, never a zero."""
    fields: dict[Field, Value] = {
        Field.NAME: "Hull",
        Field.AMOUNT: Money(900_000, "GBP"),
        Field.CLOSE_DATE: now.date(),
        Field.STAGE: "contract",
    }
    mia = Actor(workspace.id, team["Mia"])
    change(store, mia, Wish(fields=fields), Via.MESSAGE, now)
    said = shown(home_view(home(store, mia, now)))
    assert "$0 closed · £9,000 without a rate commit" in said
    assert mixed.report.subject.id == mia.person.id


def test_the_workbook_compares_no_part_either(
    mixed: Forecast, store: SqlStore, workspace: Workspace, now: datetime, tmp_path: Path
) -> None:
    """No formula over sums that lack something: a dash, and beside it what is lacking."""
    path = tmp_path / "book.xlsx"
    with store.reading(workspace.id) as tx:
        write_book(tx, path, mixed.report, tx.people.team(), now)
    book = load_workbook(path)
    summary = {row[0]: row[1:] for row in book["Summary"].iter_rows(max_col=4, values_only=True) if row[0]}
    for name in ("Attained", "Gap (quota - commit)", "Coverage"):
        assert summary[name][0] == "-"
        assert "has no exchange rate" in str(summary[name][1])
    assert summary["Proposal"][2] == "and £7,000 without a rate"
    head, *people = book["By person"].iter_rows(values_only=True)
    for row in people:
        line = dict(zip(head, row, strict=True))
        if line["Person"] in ("Mia Hart", "Dana Cole"):
            assert (line["Attained"], line["Gap"], line["Coverage"]) == ("-", "-", "-")
            assert line["In no sum: no rate"] == "£12,000"


def test_a_chart_draws_no_part_of_a_sum(mixed: Forecast, store: SqlStore, workspace: Workspace, now: datetime) -> None:
    """Neither a week that lacked something nor a quarter before that did is a line that is too low."""
    later = now + timedelta(days=14)
    with store.reading(workspace.id) as tx:
        following, subject = workspace.calendar.next(mixed.report.period), mixed.report.subject
        now_in = courses(tx, report_for(tx, subject, later).report, later)
        after = courses(tx, report_for(tx, subject, later, period=following).report, later)
    assert [len(course) for course in (now_in.closed, now_in.commit, now_in.best_case)] == [1, 1, 1]
    assert (after.previous, after.previous_period) == ((), mixed.report.period)


def test_every_reason_is_one(mixed: Forecast) -> None:
    """No quota, a quota without a rate, a quota that is met: each missing ratio has its own reason, and none that is
    known has one."""
    line = mixed.report.line
    whole = replace(line, rolled=replace(line.rolled, apart={}))
    cases: tuple[tuple[Line, dict[str, str]], ...] = (
        (replace(whole, quota=None), dict.fromkeys(("attainment", "gap", "coverage"), "no quota is set")),
        (
            replace(whole, quota=None, foreign_quota=Money(900, "GBP")),
            dict.fromkeys(("attainment", "gap", "coverage"), "the quota, £9, has no exchange rate"),
        ),
        (replace(whole, quota=Money(1_000_000)), {"coverage": "the quota is met"}),
        (whole, {}),
    )
    for case, reasons in cases:
        assert unknown(case) == reasons
        for name in ("attainment", "gap", "coverage"):
            assert (getattr(case, name) is None) == (name in reasons)
